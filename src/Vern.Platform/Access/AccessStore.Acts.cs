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
        context.Acts.Add(AuditTables.RowOf(AuditEntry.Of(act, new(FormattableString.Invariant($"account/{account}{under}")), clock.GetUtcNow(), Actor.Current, null, detail)));
    }
}
