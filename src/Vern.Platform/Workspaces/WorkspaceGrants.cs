using Vern.Platform.Access;

namespace Vern.Platform.Workspaces;

/// <summary>
/// The roles of a centre and what each may today, in one table that every request there is decided by, that its page shows and that docs/security.md repeats; and what the roles of all workspaces have in
/// common. The circuits bring their own permissions with the pages that need them: an agency's table is casework's.
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

    private static readonly HashSet<Permission> Sessions = [Permission.ReadAccounts, Permission.EndSessions];

    /// <summary>A centre's table.</summary>
    public static GrantTable Centre { get; } = Table(
    [
        Role("analyst", Permission.Delegate),
        Role("second-reader", Permission.Delegate),
        // As a team leader of an agency, in an emergency only.
        Role("reviewer", Permission.Delegate, Permission.TakeEmergency, Permission.Erase) with { InEmergency = Sessions },
        Role("list-publisher", Permission.Delegate),
        // Programs and mailboxes of others; what they send and fetch comes with the circuit.
        new RoleGrants(Provider, new HashSet<Permission> { Permission.ReadGrants }),
        Role("police-inbox"),
        Role("supervisor", Watches),
        Role(Administrator, Keeps),
    ], [["analyst", "second-reader", "reviewer", "list-publisher"], ["police-inbox"], ["supervisor"], [Administrator]]);

    private static GrantTable Table(IReadOnlyList<RoleGrants> roles, string[][] sides) => new(roles, Permission.OwnAccount, Texts.Source) { Sides = [.. sides.Select(side => side.ToHashSet(StringComparer.Ordinal))] };

    /// <summary>A role with what every person has too: her own account, which is her own in every role, and this table.</summary>
    public static RoleGrants Role(string name, params Permission[] permissions) => new(name, permissions.Concat(Everyone).ToHashSet()) { Narrower = new Dictionary<Permission, Scope> { [Permission.OwnAccount] = Scope.Own } };
}
