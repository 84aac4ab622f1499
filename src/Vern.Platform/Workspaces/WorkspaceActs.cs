using Vern.Platform.Access;
using Vern.Platform.Auditing;

namespace Vern.Platform.Workspaces;

/// <summary>What is done to workspaces, as the ledger of the national unit and that of the workspace tell of it.</summary>
public static class WorkspaceActs
{
    /// <summary>A workspace was made. The resource is <c>workspace/ID</c>; its title and first administrator are in the sealed part.</summary>
    public static AuditAct Made { get; } = new("workspace.made", AccessActs.Basis);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = [Made];
}
