using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Vern.Fingerprints.Index;

/// <summary>Compares with every hash: for few hashes, for radii at which most keys would be near, and for many queries at once.</summary>
internal static unsafe class Scan
{
    /// <summary>From how many queries at once wide vectors win.</summary>
    internal const int WinsFrom = 4;
    private const int Lanes = 64, Bytes = 32;

    /// <summary>Adds every hash within the radius of one query.</summary>
    internal static void One(ulong* query, int radius, ulong* hashes, int first, int count, Tombstones dead, List<IndexMatch> found)
    {
        unchecked
        {
            var (a, b, c, d) = (query[0], query[1], query[2], query[3]);
            for (var at = 0; at < count; at++, hashes += 4)
            {
                var distance = BitOperations.PopCount(hashes[0] ^ a) + BitOperations.PopCount(hashes[1] ^ b) + BitOperations.PopCount(hashes[2] ^ c) + BitOperations.PopCount(hashes[3] ^ d);
                if (distance <= radius && !dead.Contains(first + at)) found.Add(new(first + at, distance));
            }
        }
    }

    /// <summary>Adds every hash within the radius of each of several queries; every hash is read once for all.</summary>
    internal static void Many(ReadOnlySpan<Hash256> queries, int radius, ulong* hashes, int first, int count, Tombstones dead, List<IndexMatch>[] found)
    {
        var whole = Avx512BW.IsSupported && queries.Length >= WinsFrom && radius < 255 ? count / Lanes * Lanes : 0;
        fixed (Hash256* asked = queries)
        {
            if (whole > 0) Wide(asked, queries.Length, radius, hashes, first, whole, dead, found);
            for (var query = 0; query < queries.Length; query++) One((ulong*)(asked + query), radius, hashes + 4L * whole, first + whole, count - whole, dead, found[query]);
        }
    }

    // 64 hashes side by side, turned so that a vector holds one byte of each; a query's byte is compared with 64 at once, bits counted by halves of a byte.
    [SkipLocalsInit]
    private static void Wide(Hash256* queries, int asked, int radius, ulong* hashes, int first, int count, Tombstones dead, List<IndexMatch>[] found)
    {
        unchecked
        {
            var planes = (byte*)NativeMemory.AlignedAlloc(Lanes * Bytes, 64);
            try
            {
                var ones = Vector512.Create(Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
                var low = Vector512.Create((byte)15);
                var limit = Vector512.Create((byte)radius);
                for (var from = 0; from < count; from += Lanes)
                {
                    Turn((byte*)(hashes + 4L * from), planes);
                    for (var query = 0; query < asked; query++)
                    {
                        var bytes = (byte*)(queries + query);
                        Vector512<byte> one = default, other = default;
                        for (var at = 0; at < Bytes; at += 2)
                        {
                            var x = Vector512.Load(planes + at * Lanes) ^ Vector512.Create(bytes[at]);
                            var y = Vector512.Load(planes + (at + 1) * Lanes) ^ Vector512.Create(bytes[at + 1]);
                            one += Avx512BW.Shuffle(ones, x & low) + Avx512BW.Shuffle(ones, Vector512.ShiftRightLogical(x.AsUInt16(), 4).AsByte() & low);
                            other += Avx512BW.Shuffle(ones, y & low) + Avx512BW.Shuffle(ones, Vector512.ShiftRightLogical(y.AsUInt16(), 4).AsByte() & low);
                        }
                        // 256 differing bits do not fit a byte: the sum stays at 255.
                        var distances = Avx512BW.AddSaturate(one, other);
                        for (var near = Vector512.LessThanOrEqual(distances, limit).ExtractMostSignificantBits(); near != 0; near &= near - 1)
                        {
                            var lane = BitOperations.TrailingZeroCount(near);
                            if (!dead.Contains(first + from + lane)) found[query].Add(new(first + from + lane, distances[lane]));
                        }
                    }
                }
            }
            finally
            {
                NativeMemory.AlignedFree(planes);
            }
        }
    }

    private static void Turn(byte* hashes, byte* planes)
    {
        unchecked
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                for (var at = 0; at < Bytes; at++) planes[at * Lanes + lane] = hashes[lane * Bytes + at];
            }
        }
    }
}
