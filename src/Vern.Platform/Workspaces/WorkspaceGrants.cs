using Vern.Platform.Access;

namespace Vern.Platform.Workspaces;

/// <summary>
/// The roles of an agency and of a centre and what each may today, each in one table that every request there is decided by, that its page shows and that docs/security.md repeats.
/// The circuits (casework; online reports) bring their own permissions to these roles with the pages that need them.
/// </summary>
public static class WorkspaceGrants
{
    /// <summary>The role that keeps accounts and machine, in every workspace, without a grant on content.</summary>
    public const string Administrator = "administrator";
    /// <summary>The role of a client program of a centre.</summary>
    public const string Provider = "provider";

    private static readonly Permission[] Everyone = [Permission.OwnAccount, Permission.ReadGrants];
    private static readonly Permission[] Keeps = [Permission.ReadAccounts, Permission.SetTeams, Permission.EndSessions, Permission.ReadJobs, Permission.RunJobs, Permission.KeepWebhooks];
    private static readonly Permission[] Watches = [Permission.ReadAccounts, Permission.ReadLedger, Permission.NameStaff, Permission.ReviewEmergency];

    private static readonly HashSet<Permission> Sessions = [Permission.ReadAccounts, Permission.EndSessions];

    /// <summary>An agency's table.</summary>
    public static GrantTable Agency { get; } = Table(
    [
        Role("caseworker", Permission.Delegate),
        // In an emergency (the administrator away, another team's machine stolen) she may see and end sessions of all.
        Role("team-leader", Permission.Delegate, Permission.ReadAccounts, Permission.EndSessions, Permission.TakeEmergency) with { Narrower = Within(Scope.Team), InEmergency = Sessions },
        Role("guardian"),
        Role("counsel"),
        Role("coordinator", Permission.Delegate, Permission.ReviewEmergency, Permission.ReadLedger, Permission.Erase),
        Role("supervisor", Watches),
        Role("key-custodian"),
        Role(Administrator, Keeps),
    ], [["caseworker", "team-leader", "coordinator"], ["guardian"], ["counsel"], ["supervisor"], ["key-custodian"], [Administrator]]);

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

    /// <summary>The table of a kind other than the national unit, which has its own.</summary>
    public static GrantTable Of(WorkspaceKind kind) => kind is WorkspaceKind.Agency ? Agency : Centre;

    private static GrantTable Table(IReadOnlyList<RoleGrants> roles, string[][] sides) => new(roles, Permission.OwnAccount, Texts.Source) { Sides = [.. sides.Select(side => side.ToHashSet(StringComparer.Ordinal))] };

    private static RoleGrants Role(string name, params Permission[] permissions) => new(name, permissions.Concat(Everyone).ToHashSet()) { Narrower = Within(null) };

    // One's own account is one's own in every role.
    private static Dictionary<Permission, Scope> Within(Scope? scope)
    {
        var narrower = new Dictionary<Permission, Scope> { [Permission.OwnAccount] = Scope.Own };
        if (scope is { } given) (narrower[Permission.ReadAccounts], narrower[Permission.EndSessions]) = (given, given);
        return narrower;
    }
}
