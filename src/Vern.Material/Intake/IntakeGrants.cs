using Vern.Platform.Access;

namespace Vern.Material.Intake;

/// <summary>Who may do what with reports as they come in.</summary>
public static class IntakeGrants
{
    /// <summary>Sends reports, and asks after one's own.</summary>
    public static Permission Send { get; } = new("reports", "send");
    /// <summary>Who sends reports, how many, under what basis.</summary>
    public static Permission ReadProviders { get; } = new("providers", "read");
    /// <summary>Enrols and closes providers, changes what is known of them, makes credentials.</summary>
    public static Permission KeepProviders { get; } = new("providers", "keep");

    /// <summary>The permissions of the slice, each with the roles that have it.</summary>
    internal static IReadOnlyList<SliceGrant> All { get; } =
    [
        new(Send, CentreGrants.Provider),
        new(ReadProviders, CentreGrants.Reviewer, CentreGrants.Supervisor),
        new(KeepProviders, CentreGrants.Reviewer),
    ];
}
