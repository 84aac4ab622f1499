using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Vern.Linkage.Comparison;

/// <summary>
/// Bits set in both of two encodings: of one row and each row of a group of <see cref="LaneRows"/>. .NET 10 offers no vector popcount, so bytes
/// are counted by looking up their halves (Muła, Kurz and Lemire 2018); words are first added bitwise (Harley and Seal),
/// so that a quarter of the vectors is looked up. Words per row are a multiple of 4.
/// </summary>
static class Overlaps
{
    const byte Majority = 0xE8, Odd = 0x96;

    /// <summary>Rows per group that suit this processor best: 8 with vectors of 512 bits; else 1, since vectors of 256 bits were no faster than scalar popcounts.</summary>
    public static int BestLanes { get; } = Vector512.IsHardwareAccelerated && Avx512BW.IsSupported ? 8 : 1;

    /// <summary>Overlap of two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of1(ref ulong left, ref ulong right, nint words)
    {
        int p = 0, q = 0;
        for (nint w = 0; w < words; w += 4)
        {
            p = unchecked(p + BitOperations.PopCount(Unsafe.Add(ref left, w) & Unsafe.Add(ref right, w)) + BitOperations.PopCount(Unsafe.Add(ref left, w + 1) & Unsafe.Add(ref right, w + 1)));
            q = unchecked(q + BitOperations.PopCount(Unsafe.Add(ref left, w + 2) & Unsafe.Add(ref right, w + 2)) + BitOperations.PopCount(Unsafe.Add(ref left, w + 3) & Unsafe.Add(ref right, w + 3)));
        }
        return unchecked(p + q);
    }

    /// <summary>Overlaps with a group of 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Of8(ref ulong left, ref ulong right, nint words)
    {
        Vector512<ulong> ones = default, twos = default, fours = default, total = default;
        var eights = Vector512<byte>.Zero;
        nint w = 0;
        for (; w + 8 <= words; w += 8)
        {
            var z = Add4(ref left, ref right, w, ref ones, ref twos);
            var y = Add4(ref left, ref right, w + 4, ref ones, ref twos);
            eights += Count(Avx512F.TernaryLogic(fours, z, y, Majority).AsByte());
            fours = Avx512F.TernaryLogic(fours, z, y, Odd);
            // one count of at most 8 for 8 words: 31 of them fit
            if (w % 128 != 120) continue;
            total += Avx512BW.SumAbsoluteDifferences(eights, Vector512<byte>.Zero).AsUInt64() << 3;
            eights = Vector512<byte>.Zero;
        }
        if (w < words)
        {
            var z = Add4(ref left, ref right, w, ref ones, ref twos);
            eights += Count((fours & z).AsByte());
            fours ^= z;
        }
        var low = Count(fours.AsByte());
        low = low + low + Count(twos.AsByte());
        low = low + low + Count(ones.AsByte());
        return total + (Avx512BW.SumAbsoluteDifferences(eights, Vector512<byte>.Zero).AsUInt64() << 3) + Avx512BW.SumAbsoluteDifferences(low, Vector512<byte>.Zero).AsUInt64();
    }

    /// <summary>Adds four words to the ones and twos; gives what is carried to the fours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<ulong> Add4(ref ulong left, ref ulong right, nint w, ref Vector512<ulong> ones, ref Vector512<ulong> twos)
    {
        var p = Vector512.Create(Unsafe.Add(ref left, w)) & Vector512.LoadUnsafe(ref right, (nuint)(w * 8));
        var q = Vector512.Create(Unsafe.Add(ref left, w + 1)) & Vector512.LoadUnsafe(ref right, (nuint)(w * 8 + 8));
        var x = Avx512F.TernaryLogic(ones, p, q, Majority);
        ones = Avx512F.TernaryLogic(ones, p, q, Odd);
        p = Vector512.Create(Unsafe.Add(ref left, w + 2)) & Vector512.LoadUnsafe(ref right, (nuint)(w * 8 + 16));
        q = Vector512.Create(Unsafe.Add(ref left, w + 3)) & Vector512.LoadUnsafe(ref right, (nuint)(w * 8 + 24));
        var y = Avx512F.TernaryLogic(ones, p, q, Majority);
        ones = Avx512F.TernaryLogic(ones, p, q, Odd);
        var z = Avx512F.TernaryLogic(twos, x, y, Majority);
        twos = Avx512F.TernaryLogic(twos, x, y, Odd);
        return z;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<byte> Count(Vector512<byte> v)
    {
        var table = Vector512.Create(Vector256.Create(Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4)));
        var low = Vector512.Create((byte)15);
        return Avx512BW.Shuffle(table, v & low) + Avx512BW.Shuffle(table, (v.AsUInt16() >>> 4).AsByte() & low);
    }
}
