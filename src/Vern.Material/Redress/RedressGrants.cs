using Vern.Material.Intake;
using Vern.Platform.Access;

namespace Vern.Material.Redress;

/// <summary>Who may do what with complaints and requests.</summary>
public static class RedressGrants
{
    /// <summary>Sees complaints, and how often we were wrong.</summary>
    public static Permission Read { get; } = new("complaints", "read");
    /// <summary>Decides complaints about what she had no part in.</summary>
    public static Permission Decide { get; } = new("complaints", "decide");
    /// <summary>Sees requests of those who are shown.</summary>
    public static Permission ReadRequests { get; } = new("requests", "read");
    /// <summary>Works on them.</summary>
    public static Permission HandleRequests { get; } = new("requests", "handle");

    /// <summary>The permissions of the slice, each with the roles that have it.</summary>
    internal static IReadOnlyList<SliceGrant> All { get; } =
    [
        new(Read, CentreGrants.Reviewer, CentreGrants.Supervisor),
        new(Decide, CentreGrants.Reviewer),
        new(ReadRequests, CentreGrants.Analyst, CentreGrants.SecondReader),
        new(HandleRequests, CentreGrants.Analyst, CentreGrants.SecondReader),
    ];
}
