namespace Vern.Fingerprints.Pdq;

/// <summary>What PDQ says of a picture.</summary>
/// <param name="Hash">The perceptual hash.</param>
/// <param name="Quality">0 to 100: how much detail there is. Below 50 a hash matches what it should not and is not used.</param>
/// <param name="Stability">How easily another build, decoder or size turns a bit of it.</param>
public sealed record PdqFingerprint(Hash256 Hash, int Quality, Stability Stability)
{
    /// <summary>The quality from which PDQ's authors recommend that a hash is used.</summary>
    public const int UsableQuality = 50;

    /// <summary>The distance up to which PDQ's authors recommend that two hashes count as alike.</summary>
    public const int MatchingDistance = 31;
}

/// <summary>
/// How near the median the 256 coefficients lie whose order to it makes the bits. Among the published synthetic vectors no hash with one coefficient near
/// the median differs between builds with and without fused multiply-add; of those with more than twenty most do, by up to 114 bits.
/// </summary>
/// <param name="NearMedian">Coefficients within <see cref="Near"/> of the median, the median itself counted: 1 to 256; 0 where there is no hash.</param>
/// <param name="Smallest">The smallest distance of another coefficient from the median, in units of the transform (a picture of 8 bits spans some thousands); 0 where two are equal.</param>
public readonly record struct Stability(int NearMedian, float Smallest)
{
    /// <summary>What counts as near, in units of the transform.</summary>
    public const float Near = 1e-4f;

    /// <summary>True where no other coefficient lies near the median: the hash is the same on every build that was compared.</summary>
    public bool IsStable => NearMedian == 1;
}

/// <summary>Which decoder and which way of making a picture smaller stand behind a hash: implementations differ in both, by up to ten bits and more, so a hash is told with them.</summary>
/// <param name="Decoder">Who made pixels of the bytes, with version and loader, such as <c>libvips 8.14.1 jpegload</c>; <c>pixels</c> where pixels were given.</param>
/// <param name="Resize">How the pixels were brought to the size that is hashed, such as <see cref="NearestTo512"/>.</param>
/// <param name="Algorithm">Which PDQ, such as <see cref="Reference"/>.</param>
public sealed record Provenance(string Decoder, string Resize, string Algorithm)
{
    /// <summary>The contract of the reference: a side above 512 makes the picture 512 × 512 by nearest neighbour, floor(x·w/512); alpha and orientation are left out.</summary>
    public const string NearestTo512 = "nearest-512";

    /// <summary>The reference whose order of operations is kept: ThreatExchange pdq/cpp at this commit.</summary>
    public const string Reference = "pdq/cpp baefb4ed";

    /// <summary>The provenance of a hash of given pixels.</summary>
    public static Provenance OfPixels { get; } = new("pixels", NearestTo512, Reference);
}

/// <summary>The eight ways to turn and mirror a picture.</summary>
public enum Dihedral
{
    /// <summary>As it is.</summary>
    Original,

    /// <summary>A quarter turn against the clock.</summary>
    Rotated90,

    /// <summary>A half turn.</summary>
    Rotated180,

    /// <summary>A quarter turn with the clock.</summary>
    Rotated270,

    /// <summary>Top and bottom exchanged.</summary>
    FlippedX,

    /// <summary>Left and right exchanged.</summary>
    FlippedY,

    /// <summary>Rows and columns exchanged.</summary>
    FlippedPlus1,

    /// <summary>Exchanged along the other diagonal.</summary>
    FlippedMinus1,
}

/// <summary>The hashes of all eight ways to turn and mirror a picture; searched all, they find a mirrored copy.</summary>
/// <param name="Hashes">Eight hashes, by <see cref="Dihedral"/>.</param>
/// <param name="Quality">0 to 100, one for all.</param>
/// <param name="Stability">Of the original.</param>
public sealed record PdqVariants(IReadOnlyList<Hash256> Hashes, int Quality, Stability Stability)
{
    /// <summary>One of the eight.</summary>
    public Hash256 this[Dihedral way] => Hashes[(int)way];
}
