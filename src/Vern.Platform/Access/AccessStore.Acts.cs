using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Platform.Access.Storage;
using Vern.Platform.Auditing;
using Vern.Platform.Jobs;

namespace Vern.Platform.Access;

// What is done to accounts goes to the workspace's ledger, in the transaction that does it.
public sealed partial class AccessStore
{
    private WorkspaceLedger? ledger;

    /// <summary>From here on what is done to accounts is recorded in this ledger, whose outbox is in the same database.</summary>
    public AccessStore RecordIn(WorkspaceLedger workspace)
    {
        ledger = workspace;
        return this;
    }

    private void Note(AccessContext context, AuditAct act, int account, string? detail = null, string? under = null)
    {
        if (ledger is null) return;
        var entry = AuditEntry.Of(act, new(FormattableString.Invariant($"account/{account}{under}")), clock.GetUtcNow(), Actor.Current, null, detail);
        context.Noted.Add(AuditTables.RowOf(entry));
        if (AccessActs.Events.Contains(act.Kind)) context.Told.Add(SendWebhooks.RowOf(entry.Id, new(act.Kind, entry.At, new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["account"] = JsonSerializer.SerializeToElement(account) })));
    }

    private static async Task WriteNotesAsync(AccessContext context, CancellationToken cancel)
    {
        foreach (var row in context.Noted)
            await context.Database.ExecuteSqlAsync($"INSERT INTO acts (id, kind, resource, \"at\", entry, openings) VALUES ({row.Id}, {row.Kind}, {row.Resource}, {row.At}, {row.Entry}, {row.Openings})", cancel);
        foreach (var row in context.Told)
            await context.Database.ExecuteSqlAsync($"INSERT INTO jobs (key, kind, payload, state, attempts, due_at, lease_until, made_at, ended_at) VALUES ({row.Key}, {row.Kind}, {row.Payload}, {row.State.ToString()}, 0, {row.DueAt}, 0, {row.MadeAt}, 0)", cancel);
    }
}
