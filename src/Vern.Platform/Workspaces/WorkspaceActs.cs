using Vern.Platform.Access;
using Vern.Platform.Auditing;

namespace Vern.Platform.Workspaces;

/// <summary>What is done to workspaces, as the ledger of the national unit and that of the workspace tell of it.</summary>
public static class WorkspaceActs
{
    /// <summary>A workspace was made. The resource is <c>workspace/ID</c>; its title and first administrator are in the sealed part.</summary>
    public static AuditAct Made { get; } = new("workspace.made", AccessActs.Basis);

    /// <summary>Title, languages or public host of a workspace were changed; what they are now is in the sealed part.</summary>
    public static AuditAct Changed { get; } = new("workspace.changed", AccessActs.Basis);
    /// <summary>A workspace was closed: nobody is served in it, what it keeps is kept.</summary>
    public static AuditAct Closed { get; } = new("workspace.closed", AccessActs.Basis);
    /// <summary>A closed workspace was opened again.</summary>
    public static AuditAct Reopened { get; } = new("workspace.reopened", AccessActs.Basis);
    /// <summary>Somebody proposed to remove a workspace; another person is to confirm.</summary>
    public static AuditAct RemovalProposed { get; } = new("workspace.removal-proposed", AccessActs.Basis);
    /// <summary>A workspace was removed, after a back-up whose SHA-256 is the digest; title and file are in the sealed part.</summary>
    public static AuditAct Removed { get; } = new("workspace.removed", AccessActs.Basis);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = [Made, Changed, Closed, Reopened, RemovalProposed, Removed];
}
