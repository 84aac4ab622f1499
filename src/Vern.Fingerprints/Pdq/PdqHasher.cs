namespace Vern.Fingerprints.Pdq;

/// <summary>
/// PDQ (Facebook, 2019), bit for bit as its reference in C++ (ThreatExchange <c>pdq/cpp</c>) compiled without fused multiply-add: the same operations on single precision
/// numbers in the same order, wide only across independent rows and columns. Safe for many threads.
/// </summary>
/// <remarks>
/// Pixels are 8 bits a sample, row by row, samples of a pixel side by side: 1 grey, 2 grey and alpha, 3 red-green-blue, 4 the same and alpha. <b>Alpha is left out</b>: the colour beneath
/// counts, as in the reference and its Python peer. A picture with a side above 512 is first made 512 × 512 by nearest neighbour, its proportions given up, as the reference does.
/// A picture with a side under 5 has the hash 0 and the quality 0.
/// </remarks>
public static class PdqHasher
{
    /// <summary>The longest side that is hashed as it is.</summary>
    public const int LongestSide = 512;

    /// <summary>The shortest side that is hashed at all.</summary>
    public const int ShortestSide = 5;

    /// <summary>The hash of a picture.</summary>
    /// <param name="pixels">width × height × channels samples.</param>
    /// <param name="width">1 or more.</param>
    /// <param name="height">1 or more.</param>
    /// <param name="channels">1 to 4.</param>
    /// <exception cref="ArgumentException">The pixels are not as many as the sides say, or the channels are not 1 to 4.</exception>
    public static PdqFingerprint Hash(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        Span<float> small = stackalloc float[Downscale.Pixels], spectrum = stackalloc float[Transform.Coefficients];
        if (!Prepare(pixels, width, height, channels, keeps64: true, small, spectrum)) return new(default, 0, default);
        var hash = Transform.Bits(spectrum, out var stability);
        return new(hash, Downscale.Quality(small), stability);
    }

    /// <summary>
    /// The hashes of the eight ways to turn and mirror a picture, from one transform. As in the reference, a picture of exactly 64 × 64 is filtered here and not in <see cref="Hash"/>,
    /// so that the original's hash may differ between the two for that size alone.
    /// </summary>
    /// <inheritdoc cref="Hash"/>
    public static PdqVariants HashVariants(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        Span<float> small = stackalloc float[Downscale.Pixels], spectrum = stackalloc float[Transform.Coefficients], turned = stackalloc float[Transform.Coefficients];
        var hashes = new Hash256[8];
        if (!Prepare(pixels, width, height, channels, keeps64: false, small, spectrum)) return new(hashes, 0, default);
        hashes[0] = Transform.Bits(spectrum, out var stability);
        for (var way = Dihedral.Rotated90; way <= Dihedral.FlippedMinus1; way++)
        {
            Transform.Turn(spectrum, turned, way);
            hashes[(int)way] = Transform.Bits(turned, out _);
        }
        return new(hashes, Downscale.Quality(small), stability);
    }

    /// <summary>Makes the 64 × 64 picture and its 16 × 16 spectrum; false if the picture is too small to be hashed.</summary>
    internal static bool Prepare(ReadOnlySpan<byte> pixels, int width, int height, int channels, bool keeps64, Span<float> small, Span<float> spectrum)
    {
        if (channels is < 1 or > 4) throw new ArgumentException($"1 to 4 channels expected, {channels} given", nameof(channels));
        if (width < 1 || height < 1) throw new ArgumentException($"sides of 1 or more expected, {width} × {height} given", nameof(width));
        if (pixels.Length != (long)width * height * channels) throw new ArgumentException($"{width} × {height} × {channels} samples expected, {pixels.Length} given", nameof(pixels));
        // The reference makes a picture square before it looks whether it is too small: 3 × 600 becomes 512 × 512.
        if (Math.Max(width, height) <= LongestSide && Math.Min(width, height) < ShortestSide) return false;
        Downscale.To64(new(pixels, width, height, channels), keeps64, small);
        Transform.Apply(small, spectrum);
        return true;
    }
}
