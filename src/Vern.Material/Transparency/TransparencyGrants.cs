using Vern.Material.Intake;
using Vern.Platform.Access;

namespace Vern.Material.Transparency;

/// <summary>Who may do what with the public report.</summary>
public static class TransparencyGrants
{
    /// <summary>Sees the report before it is public.</summary>
    public static Permission Read { get; } = new("transparency", "read");
    /// <summary>Publishes it, as one of two persons.</summary>
    public static Permission Publish { get; } = new("transparency", "publish");

    /// <summary>The permissions of the slice, each with the roles that have it.</summary>
    internal static IReadOnlyList<SliceGrant> All { get; } =
    [
        new(Read, CentreGrants.Reviewer, CentreGrants.ListPublisher, CentreGrants.Supervisor),
        new(Publish, CentreGrants.Reviewer, CentreGrants.ListPublisher),
    ];
}
