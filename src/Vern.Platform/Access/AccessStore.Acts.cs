using Microsoft.EntityFrameworkCore;
using Vern.Platform.Access.Storage;
using Vern.Platform.Auditing;

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
        context.Noted.Add(AuditTables.RowOf(AuditEntry.Of(act, new(FormattableString.Invariant($"account/{account}{under}")), clock.GetUtcNow(), Actor.Current, null, detail)));
    }

    private static async Task WriteNotesAsync(AccessContext context, CancellationToken cancel)
    {
        foreach (var row in context.Noted)
            await context.Database.ExecuteSqlAsync($"INSERT INTO acts (id, kind, resource, \"at\", entry, openings) VALUES ({row.Id}, {row.Kind}, {row.Resource}, {row.At}, {row.Entry}, {row.Openings})", cancel);
    }
}
