using Vern.Material.Intake;
using Vern.Platform.Access;

namespace Vern.Material.Identification;

/// <summary>Who may do what with series and children.</summary>
public static class IdentificationGrants
{
    /// <summary>Sees series and the backlog, and looks one up by what belongs to it.</summary>
    public static Permission Read { get; } = new("series", "read");
    /// <summary>Registers, adds, joins, hands over, says that a child is identified.</summary>
    public static Permission Work { get; } = new("series", "work");

    /// <summary>The permissions of the slice, each with the roles that have it.</summary>
    internal static IReadOnlyList<SliceGrant> All { get; } =
    [
        new(Read, CentreGrants.Analyst, CentreGrants.SecondReader, CentreGrants.PoliceInbox, CentreGrants.Supervisor),
        new(Work, CentreGrants.Analyst, CentreGrants.SecondReader, CentreGrants.PoliceInbox),
    ];
}
