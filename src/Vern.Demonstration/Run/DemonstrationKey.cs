namespace Vern.Demonstration.Run;

/// <summary>
/// The linkage key of the demonstration: fixed and known to everyone, so that every machine finds the same. A real round's key is made by the bodies
/// and never reaches the national unit; this one protects nobody, since nobody in the demonstration exists.
/// </summary>
public static class DemonstrationKey
{
    /// <summary>The key.</summary>
    public const string Secret = "made-up key of the demonstration, protects nobody";
}
