using Vern.Material.Intake;
using Vern.Platform.Access;

namespace Vern.Material.Indicators;

/// <summary>Who may do what with the list of known material.</summary>
public static class IndicatorsGrants
{
    /// <summary>Looks at entries and editions.</summary>
    public static Permission Read { get; } = new("indicators", "read");
    /// <summary>Proposes entries.</summary>
    public static Permission Propose { get; } = new("indicators", "propose");
    /// <summary>Proposes entries by a program of a hotline.</summary>
    public static Permission ProposeByProgram { get; } = new("indicators", "hand-in");
    /// <summary>Confirms or does not confirm entries, as one of two.</summary>
    public static Permission Confirm { get; } = new("indicators", "confirm");
    /// <summary>Doubts entries and suspends them.</summary>
    public static Permission Challenge { get; } = new("indicators", "challenge");
    /// <summary>Decides on doubts; withdraws as one of two.</summary>
    public static Permission Decide { get; } = new("indicators", "decide");
    /// <summary>Keeps the list of known false matches, as one of two.</summary>
    public static Permission Suppress { get; } = new("indicators", "suppress");
    /// <summary>Begins the publishing of an edition, or confirms it.</summary>
    public static Permission Publish { get; } = new("lists", "publish");
    /// <summary>Confirms the publishing that a list publisher has begun.</summary>
    public static Permission ConfirmList { get; } = new("lists", "confirm");
    /// <summary>Takes lists, acknowledges them, tells what is right or wrong.</summary>
    public static Permission Take { get; } = new("lists", "take");
    /// <summary>Asks whether fingerprints are known.</summary>
    public static Permission Match { get; } = new("indicators", "match");

    /// <summary>The permissions of the slice, each with the roles that have it.</summary>
    internal static IReadOnlyList<SliceGrant> All { get; } =
    [
        new(Read, CentreGrants.Analyst, CentreGrants.SecondReader, CentreGrants.Reviewer, CentreGrants.ListPublisher, CentreGrants.Supervisor),
        new(Propose, CentreGrants.Analyst, CentreGrants.SecondReader),
        new(ProposeByProgram, CentreGrants.Provider),
        new(Confirm, CentreGrants.Analyst, CentreGrants.SecondReader),
        new(Challenge, CentreGrants.Analyst, CentreGrants.SecondReader, CentreGrants.Reviewer),
        new(Decide, CentreGrants.SecondReader, CentreGrants.Reviewer),
        new(Suppress, CentreGrants.SecondReader, CentreGrants.Reviewer),
        new(Publish, CentreGrants.ListPublisher),
        new(ConfirmList, CentreGrants.SecondReader, CentreGrants.Reviewer),
        new(Take, CentreGrants.Provider),
        new(Match, CentreGrants.Provider, CentreGrants.Analyst, CentreGrants.SecondReader),
    ];
}
