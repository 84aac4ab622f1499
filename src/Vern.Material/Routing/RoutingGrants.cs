using Vern.Material.Intake;
using Vern.Platform.Access;

namespace Vern.Material.Routing;

/// <summary>Who may do what with handing reports on.</summary>
public static class RoutingGrants
{
    /// <summary>Packages of one's own authority: the account's team is the authority's code.</summary>
    public static Permission ReadPackages { get; } = new("packages", "read");
    /// <summary>Receives them, and says what became of them.</summary>
    public static Permission AnswerPackages { get; } = new("packages", "answer");
    /// <summary>What was sent, and what became of it; nothing of what reports say.</summary>
    public static Permission ReadDispatches { get; } = new("dispatches", "read");
    /// <summary>The directory of authorities.</summary>
    public static Permission ReadAuthorities { get; } = new("authorities", "read");
    /// <summary>Changes the directory, and supplies the file of countries of addresses.</summary>
    public static Permission KeepAuthorities { get; } = new("authorities", "keep");

    /// <summary>The permissions of the slice, each with the roles that have it.</summary>
    internal static IReadOnlyList<SliceGrant> All { get; } =
    [
        new(ReadPackages, CentreGrants.PoliceInbox),
        new(AnswerPackages, CentreGrants.PoliceInbox),
        new(ReadDispatches, CentreGrants.Analyst, CentreGrants.SecondReader, CentreGrants.Reviewer, CentreGrants.Supervisor),
        new(ReadAuthorities, CentreGrants.Analyst, CentreGrants.SecondReader, CentreGrants.Reviewer, CentreGrants.Supervisor),
        new(KeepAuthorities, CentreGrants.Reviewer),
    ];
}
