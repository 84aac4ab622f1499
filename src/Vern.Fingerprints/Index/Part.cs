using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Vern.Fingerprints.Index;

/// <summary>One of the parts into which the 256 bits are divided: any bits, chosen by four masks. Its key is those bits side by side.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Part(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>The widest part: a table has an entry for each key.</summary>
    internal const int WidestBits = 26;

    internal int Bits => BitOperations.PopCount(A) + BitOperations.PopCount(B) + BitOperations.PopCount(C) + BitOperations.PopCount(D);

    /// <summary>The key of a hash, below 2^Bits.</summary>
    internal unsafe uint Key(ulong* hash)
    {
        unchecked
        {
            if (!Bmi2.X64.IsSupported) return Slowly(hash);
            int b = BitOperations.PopCount(A), c = b + BitOperations.PopCount(B), d = c + BitOperations.PopCount(C);
            return (uint)(Bmi2.X64.ParallelBitExtract(hash[0], A) | Bmi2.X64.ParallelBitExtract(hash[1], B) << b
                | Bmi2.X64.ParallelBitExtract(hash[2], C) << c | Bmi2.X64.ParallelBitExtract(hash[3], D) << d);
        }
    }

    /// <summary>In how many of the part's bits two hashes differ.</summary>
    internal unsafe int Distance(ulong* one, ulong* other) => unchecked(BitOperations.PopCount((one[0] ^ other[0]) & A) + BitOperations.PopCount((one[1] ^ other[1]) & B)
        + BitOperations.PopCount((one[2] ^ other[2]) & C) + BitOperations.PopCount((one[3] ^ other[3]) & D));

    /// <summary>
    /// Divides the bits into parts of nearly one size so that bits which go together in a sample stand in different parts: otherwise a few keys hold most hashes
    /// (after Norouzi, Punjani and Fleet, "Fast exact search in Hamming space with multi-index hashing", 2014, section 6). The same sample gives the same parts.
    /// </summary>
    internal static unsafe Part[] Divide(int parts, ulong* hashes, int count)
    {
        var alike = Alike(hashes, count);
        var order = Enumerable.Range(0, Hash256.Bits).OrderByDescending(bit => Enumerable.Range(0, Hash256.Bits).Sum(other => alike[bit, other])).ToArray();
        var chosen = Enumerable.Range(0, parts).Select(_ => new List<int>()).ToArray();
        foreach (var bit in order)
        {
            var room = chosen.Min(part => part.Count);
            // Parts fill evenly; among those with most room the one whose bits go least together with this.
            chosen.Where(part => part.Count == room).MinBy(part => part.Sum(other => alike[bit, other]))!.Add(bit);
        }
        return [.. chosen.Select(Of)];
    }

    private static Part Of(IReadOnlyList<int> bits)
    {
        var words = new ulong[4];
        foreach (var bit in bits) words[bit >> 6] |= 1UL << (bit & 63);
        return new(words[0], words[1], words[2], words[3]);
    }

    // How far two bits agree or disagree more often than every second time, squared; a bit that is nearly always the same agrees with all.
    private static unsafe double[,] Alike(ulong* hashes, int count)
    {
        const int Least = 1024, Most = 8192;
        var sample = Math.Min(count, Math.Clamp(count / 8, Least, Most));
        var words = (sample + 63) / 64;
        var columns = new ulong[Hash256.Bits * words];
        unchecked
        {
            for (var i = 0; i < sample; i++)
            {
                var hash = hashes + 4 * (long)i * count / sample / 4 * 4;
                for (var bit = 0; bit < Hash256.Bits; bit++) columns[bit * words + (i >> 6)] |= (hash[bit >> 6] >> (bit & 63) & 1) << (i & 63);
            }
            var alike = new double[Hash256.Bits, Hash256.Bits];
            for (var one = 0; one < Hash256.Bits; one++)
            {
                for (var other = 0; other < one; other++)
                {
                    var different = 0;
                    for (var word = 0; word < words; word++) different += BitOperations.PopCount(columns[one * words + word] ^ columns[other * words + word]);
                    var excess = sample == 0 ? 0 : 0.5 - (double)different / sample;
                    alike[one, other] = alike[other, one] = excess * excess;
                }
            }
            return alike;
        }
    }

    private unsafe uint Slowly(ulong* hash)
    {
        unchecked
        {
            uint key = 0;
            var place = 0;
            for (var word = 0; word < 4; word++)
            {
                for (var mask = word switch { 0 => A, 1 => B, 2 => C, _ => D }; mask != 0; mask &= mask - 1)
                    key |= (uint)(hash[word] >> BitOperations.TrailingZeroCount(mask) & 1) << place++;
            }
            return key;
        }
    }
}
