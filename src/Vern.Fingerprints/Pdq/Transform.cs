using System.Numerics;
using System.Runtime.InteropServices;

namespace Vern.Fingerprints.Pdq;

/// <summary>The cosine transform of a 64 × 64 picture at frequencies 1 to 16 both ways, and the bits that its order to the median gives.</summary>
internal static class Transform
{
    internal const int Side = 16, Coefficients = Side * Side;
    private const int From = Downscale.Side;

    // 16 × 64, each the double product rounded once, as the reference has it.
    private static readonly float[] Cosines = [.. from i in Enumerable.Range(0, Side) from j in Enumerable.Range(0, From)
        select (float)((double)(float)Math.Sqrt(2.0 / From) * Math.Cos(Math.PI / 2.0 / From * (i + 1) * (2 * j + 1)))];

    /// <summary>D · A · Dᵀ: each number a sum over k = 0 to 63 in this order.</summary>
    internal static void Apply(ReadOnlySpan<float> small, Span<float> spectrum)
    {
        Span<float> half = stackalloc float[Side * From];
        var rows = MemoryMarshal.Cast<float, Vector<float>>(small);
        var columns = From / Vector<float>.Count;
        for (var i = 0; i < Side; i++)
        {
            var sums = MemoryMarshal.Cast<float, Vector<float>>(half.Slice(i * From, From));
            sums.Clear();
            for (var k = 0; k < From; k++)
            {
                var cosine = new Vector<float>(Cosines[i * From + k]);
                // A product, rounded, and then a sum: not Vector.MultiplyAdd, which rounds once and turns bits.
                for (var j = 0; j < sums.Length; j++) sums[j] += cosine * rows[k * columns + j];
            }
        }
        for (var i = 0; i < Side; i++)
        {
            for (var j = 0; j < Side; j += 4)
            {
                float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
                for (var k = 0; k < From; k++)
                {
                    var value = half[i * From + k];
                    s0 += value * Cosines[j * From + k];
                    s1 += value * Cosines[(j + 1) * From + k];
                    s2 += value * Cosines[(j + 2) * From + k];
                    s3 += value * Cosines[(j + 3) * From + k];
                }
                (spectrum[i * Side + j], spectrum[i * Side + j + 1], spectrum[i * Side + j + 2], spectrum[i * Side + j + 3]) = (s0, s1, s2, s3);
            }
        }
    }

    /// <summary>Bit i·16+j is set where the coefficient in row i and column j is greater than the median.</summary>
    internal static Hash256 Bits(ReadOnlySpan<float> spectrum, out Stability stability)
    {
        var median = Median(spectrum, out stability);
        Span<ulong> words = stackalloc ulong[4];
        words.Clear();
        for (var bit = 0; bit < Coefficients; bit++)
        {
            if (spectrum[bit] > median) words[bit >> 6] |= 1UL << (bit & 63);
        }
        return new(words[0], words[1], words[2], words[3]);
    }

    /// <summary>The 128th smallest, which is what the reference's method (Torben Mogensen's) finds: it breaks with at most 128 on either side and then takes the largest below or what equals its guess.</summary>
    internal static float Median(ReadOnlySpan<float> spectrum, out Stability stability)
    {
        const int Middle = Coefficients / 2 - 1;
        Span<float> sorted = stackalloc float[Coefficients];
        spectrum.CopyTo(sorted);
        sorted.Sort();
        var median = sorted[Middle];
        int first = Middle, last = Middle;
        while (first > 0 && median - sorted[first - 1] <= Stability.Near) first--;
        while (last < Coefficients - 1 && sorted[last + 1] - median <= Stability.Near) last++;
        stability = new(last - first + 1, Math.Min(median - sorted[Middle - 1], sorted[Middle + 1] - median));
        return median;
    }

    /// <summary>The spectrum of the turned picture: signs changed, rows and columns exchanged.</summary>
    internal static void Turn(ReadOnlySpan<float> spectrum, Span<float> turned, Dihedral way)
    {
        for (var i = 0; i < Side; i++)
        {
            for (var j = 0; j < Side; j++)
            {
                var (exchanged, keepsSign) = way switch
                {
                    Dihedral.Rotated90 => (true, (j & 1) != 0),
                    Dihedral.Rotated180 => (false, ((i + j) & 1) == 0),
                    Dihedral.Rotated270 => (true, (i & 1) != 0),
                    Dihedral.FlippedX => (false, (i & 1) != 0),
                    Dihedral.FlippedY => (false, (j & 1) != 0),
                    Dihedral.FlippedPlus1 => (true, true),
                    Dihedral.FlippedMinus1 => (true, ((i + j) & 1) == 0),
                    _ => (false, true),
                };
                var value = spectrum[i * Side + j];
                turned[exchanged ? j * Side + i : i * Side + j] = keepsSign ? value : -value;
            }
        }
    }
}
