using Vern.Platform.Access;
using Vern.Platform.Workspaces;

namespace Vern.Material.Intake;

/// <summary>A permission and the roles of a centre that have it.</summary>
/// <param name="Permission">What may be done.</param>
/// <param name="Roles">By whom.</param>
internal sealed record SliceGrant(Permission Permission, params string[] Roles);

/// <summary>
/// The roles of a centre and what each may: the one table that every request there is decided by, that its page shows and that docs/security.md repeats. Each slice brings its own permissions.
/// </summary>
public static class CentreGrants
{
    /// <summary>Reads reports and weighs them.</summary>
    public const string Analyst = "analyst";
    /// <summary>Reads again what would be set aside, and confirms.</summary>
    public const string SecondReader = "second-reader";
    /// <summary>Decides complaints, keeps rules and providers.</summary>
    public const string Reviewer = "reviewer";
    /// <summary>Publishes lists and reports.</summary>
    public const string ListPublisher = "list-publisher";
    /// <summary>A program of a provider or hotline.</summary>
    public const string Provider = WorkspaceGrants.Provider;
    /// <summary>The competent authority's mailbox: its people, or its program.</summary>
    public const string PoliceInbox = "police-inbox";
    /// <summary>Watches, and changes nothing.</summary>
    public const string Supervisor = "supervisor";

    private static readonly HashSet<Permission> Sessions = [Permission.ReadAccounts, Permission.EndSessions];
    private static readonly IReadOnlyList<SliceGrant> Slices =
    [
        .. IntakeGrants.All,
        .. Triage.TriageGrants.All,
        .. Routing.RoutingGrants.All,
        .. Indicators.IndicatorsGrants.All,
        .. Removal.RemovalGrants.All,
        .. Redress.RedressGrants.All,
        .. Identification.IdentificationGrants.All,
        .. Transparency.TransparencyGrants.All,
    ];

    /// <summary>The table.</summary>
    public static GrantTable Table { get; } = new(
    [
        Role(Analyst, Permission.Delegate),
        Role(SecondReader, Permission.Delegate),
        // As a team leader of an agency, in an emergency only.
        Role(Reviewer, Permission.Delegate, Permission.TakeEmergency, Permission.Erase) with { InEmergency = Sessions },
        Role(ListPublisher, Permission.Delegate),
        new RoleGrants(Provider, new HashSet<Permission>([Permission.ReadGrants, .. Of(Provider)])),
        Role(PoliceInbox),
        Role(Supervisor, WorkspaceGrants.Watches),
        Role(WorkspaceGrants.Administrator, WorkspaceGrants.Keeps),
    ], Permission.OwnAccount, Texts.Source) { Programs = [Provider, PoliceInbox], Sides = [.. ((string[][])[[Analyst, SecondReader, Reviewer, ListPublisher], [PoliceInbox], [Supervisor], [WorkspaceGrants.Administrator]]).Select(side => side.ToHashSet(StringComparer.Ordinal))] };

    private static RoleGrants Role(string name, params Permission[] permissions) => WorkspaceGrants.Role(name, [.. permissions, .. Of(name)]);

    private static IEnumerable<Permission> Of(string role) => Slices.Where(grant => grant.Roles.Contains(role)).Select(grant => grant.Permission);
}
