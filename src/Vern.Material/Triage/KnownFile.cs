using Vern.Material.Intake.Storage;

namespace Vern.Material.Triage;

/// <summary>How a file is known.</summary>
public enum MatchKind
{
    /// <summary>Not on any list.</summary>
    None,
    /// <summary>Its perceptual fingerprint is near one on a list.</summary>
    Near,
    /// <summary>Its digest is on a list.</summary>
    Exact,
}

/// <summary>What the lists say of a file of a report. No match alone ever acts: it is a reason among others.</summary>
/// <param name="File">The file's id, 32 hexadecimal digits.</param>
/// <param name="Kind">How it is known.</param>
/// <param name="Distance">For a near match the bits in which the fingerprints differ, 0 to 31; null otherwise.</param>
/// <param name="Category">The entry's category as a code; null: none.</param>
/// <param name="Suppressed">Whether a negative list says that this match is false: it then counts as none, and is shown.</param>
public sealed record KnownFile(string File, MatchKind Kind, int? Distance, string? Category, bool Suppressed)
{
    /// <summary>The kind that counts.</summary>
    public MatchKind Counts => Suppressed ? MatchKind.None : Kind;
}
