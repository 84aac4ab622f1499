using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Vern.Fingerprints.Index;

/// <summary>Compares with every hash: for few hashes, for radii at which most keys would be near, and for many queries at once.</summary>
internal static unsafe class Scan
{
    private const int Lanes = 8;

    /// <summary>Adds every hash within the radius of one query.</summary>
    internal static void One(ulong* query, int radius, ulong* hashes, int first, int count, Tombstones dead, List<IndexMatch> found) =>
        Many(new ReadOnlySpan<Hash256>(query, 1), radius, hashes, first, count, dead, [found]);

    /// <summary>Adds every hash within the radius of each of several queries; every hash is read once for all.</summary>
    internal static void Many(ReadOnlySpan<Hash256> queries, int radius, ulong* hashes, int first, int count, Tombstones dead, ReadOnlySpan<List<IndexMatch>> found)
    {
        var whole = Avx512BW.IsSupported ? count / Lanes * Lanes : 0;
        fixed (Hash256* asked = queries)
        {
            if (whole > 0) Wide((ulong*)asked, radius, hashes, first, whole, dead, found);
            for (var query = 0; query < queries.Length; query++) Narrow((ulong*)(asked + query), radius, hashes + 4L * whole, first + whole, count - whole, dead, found[query]);
        }
    }

    private static void Narrow(ulong* query, int radius, ulong* hashes, int first, int count, Tombstones dead, List<IndexMatch> found)
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

    // Eight hashes at once, turned so that a vector holds one word of each; bits are counted by halves of a byte (.NET 10 has no instruction for whole vectors) and summed to a number for each hash.
    private static void Wide(ulong* queries, int radius, ulong* hashes, int first, int count, Tombstones dead, ReadOnlySpan<List<IndexMatch>> found)
    {
        unchecked
        {
            var ones = Vector512.Create(Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
            var low = Vector512.Create((byte)15);
            var limit = Vector512.Create((ulong)radius);
            Vector512<ulong> firstWords = Vector512.Create(0UL, 4, 8, 12, 1, 5, 9, 13), lastWords = Vector512.Create(2UL, 6, 10, 14, 3, 7, 11, 15);
            for (var from = 0; from < count; from += Lanes, hashes += 4 * Lanes)
            {
                Vector512<ulong> one = Vector512.Load(hashes), two = Vector512.Load(hashes + 8), three = Vector512.Load(hashes + 16), four = Vector512.Load(hashes + 24);
                Vector512<ulong> ab = Avx512F.PermuteVar8x64x2(one, firstWords, two), cd = Avx512F.PermuteVar8x64x2(one, lastWords, two);
                Vector512<ulong> ef = Avx512F.PermuteVar8x64x2(three, firstWords, four), gh = Avx512F.PermuteVar8x64x2(three, lastWords, four);
                Vector512<ulong> a = Vector512.Create(ab.GetLower(), ef.GetLower()), b = Vector512.Create(ab.GetUpper(), ef.GetUpper());
                Vector512<ulong> c = Vector512.Create(cd.GetLower(), gh.GetLower()), d = Vector512.Create(cd.GetUpper(), gh.GetUpper());
                var query = queries;
                for (var number = 0; number < found.Length; number++, query += 4)
                {
                    var counts = Count(a ^ Vector512.Create(query[0]), ones, low) + Count(b ^ Vector512.Create(query[1]), ones, low)
                        + (Count(c ^ Vector512.Create(query[2]), ones, low) + Count(d ^ Vector512.Create(query[3]), ones, low));
                    var distances = Avx512BW.SumAbsoluteDifferences(counts, Vector512<byte>.Zero).AsUInt64();
                    var near = Vector512.LessThanOrEqual(distances, limit).ExtractMostSignificantBits();
                    if (near != 0) Add(near, distances, first + from, dead, found[number]);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Count(Vector512<ulong> differing, Vector512<byte> ones, Vector512<byte> low) =>
        Avx512BW.Shuffle(ones, differing.AsByte() & low) + Avx512BW.Shuffle(ones, Vector512.ShiftRightLogical(differing, 4).AsByte() & low);

    private static void Add(ulong near, Vector512<ulong> distances, int first, Tombstones dead, List<IndexMatch> found)
    {
        for (; near != 0; near &= near - 1)
        {
            var lane = BitOperations.TrailingZeroCount(near);
            if (!dead.Contains(first + lane)) found.Add(new(first + lane, (int)distances[lane]));
        }
    }
}
