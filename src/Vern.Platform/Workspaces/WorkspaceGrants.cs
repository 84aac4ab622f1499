using Vern.Platform.Access;

namespace Vern.Platform.Workspaces;

/// <summary>
/// What the roles of all workspaces have in common. The circuits bring the tables with the pages that need them: an agency's is casework's, a centre's that of online reports.
/// </summary>
public static class WorkspaceGrants
{
    /// <summary>The role that keeps accounts and machine, in every workspace, without a grant on content.</summary>
    public const string Administrator = "administrator";
    /// <summary>The role of a client program of a centre.</summary>
    public const string Provider = "provider";

    private static readonly Permission[] Everyone = [Permission.OwnAccount, Permission.ReadGrants];
    /// <summary>What who keeps accounts and machine may.</summary>
    public static Permission[] Keeps { get; } = [Permission.ReadAccounts, Permission.SetTeams, Permission.EndSessions, Permission.ReadJobs, Permission.RunJobs, Permission.KeepWebhooks];
    /// <summary>What who watches may.</summary>
    public static Permission[] Watches { get; } = [Permission.ReadAccounts, Permission.ReadLedger, Permission.NameStaff, Permission.ReviewEmergency];

    /// <summary>A role with what every person has too: her own account, which is her own in every role, and this table.</summary>
    public static RoleGrants Role(string name, params Permission[] permissions) => new(name, permissions.Concat(Everyone).ToHashSet()) { Narrower = new Dictionary<Permission, Scope> { [Permission.OwnAccount] = Scope.Own } };
}
