using Vern.Fingerprints.Pdq;

namespace Vern.Material.Indicators;

/// <summary>How far a known false match has come.</summary>
public enum NegativeState
{
    /// <summary>Proposed; it suppresses nothing yet.</summary>
    Proposed,
    /// <summary>Two persons have said so: it suppresses.</summary>
    Active,
    /// <summary>It suppresses no more.</summary>
    Ended,
}

/// <summary>A known false match: lawful material that matches what is known, or comes near it. To suppress is to let something through, so it takes two persons as well.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">The kind of fingerprint.</param>
/// <param name="Value">Of the lawful material.</param>
/// <param name="Radius">Of PDQ: up to how many bits from it, 0 to 31; 0 for digests.</param>
/// <param name="State">How far it has come.</param>
/// <param name="By">Who proposed; null where her name is erased.</param>
/// <param name="Words">Why.</param>
/// <param name="ChangedAt">When it last changed.</param>
public sealed record Negative(long Id, HashKind Kind, string Value, int Radius, NegativeState State, string? By, string? Words, DateTimeOffset ChangedAt)
{
    /// <summary>Why it cannot be one; null: it can.</summary>
    public static string? Problem(HashKind kind, string? value, int radius) =>
        ReadFingerprint.Value(kind, value) is null ? "problem.digits" : radius < 0 || radius > (kind is HashKind.Pdq ? PdqFingerprint.MatchingDistance : 0) ? "problem.radius" : null;
}
