using Vern.Material.Intake;
using Vern.Platform.Access;

namespace Vern.Material.Removal;

/// <summary>Who may do what with notices to hosts.</summary>
public static class RemovalGrants
{
    /// <summary>Sees notices, and times to removal.</summary>
    public static Permission Read { get; } = new("notices", "read");
    /// <summary>Proposes a notice.</summary>
    public static Permission Propose { get; } = new("notices", "propose");
    /// <summary>Confirms one, as the second of two persons.</summary>
    public static Permission Confirm { get; } = new("notices", "confirm");
    /// <summary>Sends, looks again, closes.</summary>
    public static Permission Follow { get; } = new("notices", "follow");
    /// <summary>Holds notices that would hurt a case (J-007).</summary>
    public static Permission Hold { get; } = new("notices", "hold");
    /// <summary>Says by program what became of an address.</summary>
    public static Permission Check { get; } = new("notices", "check");

    /// <summary>The permissions of the slice, each with the roles that have it.</summary>
    internal static IReadOnlyList<SliceGrant> All { get; } =
    [
        new(Read, CentreGrants.Analyst, CentreGrants.SecondReader, CentreGrants.Reviewer, CentreGrants.PoliceInbox, CentreGrants.Supervisor),
        new(Propose, CentreGrants.Analyst, CentreGrants.SecondReader),
        new(Confirm, CentreGrants.Analyst, CentreGrants.SecondReader, CentreGrants.Reviewer),
        new(Follow, CentreGrants.Analyst, CentreGrants.SecondReader),
        new(Hold, CentreGrants.Analyst, CentreGrants.SecondReader, CentreGrants.PoliceInbox),
        new(Check, CentreGrants.Provider),
    ];
}
