using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vern.Linkage.Estimation;

namespace Vern.Linkage.Comparison;

/// <summary>Two rows of the whole, A before B, their Dice coefficient, and their score (the Dice coefficient itself where nothing better was learnt).</summary>
public readonly record struct ComparedPair(int A, int B, float Dice, float Score);

/// <summary>Compares every row with every later one on all cores and keeps the pairs from a floor on.</summary>
public static class CompareAll
{
    const int Tile = 512;

    /// <summary>
    /// All pairs of rows (with encodings) whose Dice coefficient is at least <paramref name="floor"/> and whose score by
    /// <paramref name="model"/>, where there is one, at least <paramref name="scoreFloor"/>; ordered by A, then B.
    /// </summary>
    public static List<ComparedPair> Run(PackedRows rows, double floor, BitEvidence? model, double scoreFloor, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var tiles = (rows.Count + Tile - 1) / Tile;
        var found = new List<ComparedPair>[tiles];
        var done = 0;
        Parallel.For(0, tiles, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, tile =>
        {
            var pairs = new List<ComparedPair>();
            var aFrom = tile * Tile;
            var aTo = Math.Min(rows.Count, aFrom + Tile);
            for (var bFrom = aFrom; bFrom < rows.Count; bFrom += Tile)
            {
                cancel.ThrowIfCancellationRequested();
                var bTo = Math.Min(rows.Count, bFrom + Tile);
                for (var a = aFrom; a < aTo; a++) One(rows, a, Math.Max(a + 1, bFrom), bTo, floor, pairs);
            }
            pairs.Sort((x, y) => x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));
            found[tile] = model is null ? pairs : Score(pairs, model, scoreFloor);
            progress?.Report((double)Interlocked.Increment(ref done) / tiles);
        });
        var all = new List<ComparedPair>(found.Sum(list => list.Count));
        foreach (var list in found) all.AddRange(list);
        return all;
    }

    /// <summary>The pairs, ordered by A, with the scores of a model; those below the floor fall out.</summary>
    public static List<ComparedPair> Score(List<ComparedPair> pairs, BitEvidence model, double scoreFloor)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var row = new BitEvidence.Row(model);
        var kept = new List<ComparedPair>();
        var taken = -1;
        foreach (var pair in pairs)
        {
            if (pair.A != taken) row.Take(taken = pair.A);
            var score = row.With(pair.B, pair.Dice);
            if (score >= scoreFloor) kept.Add(pair with { Score = (float)score });
        }
        return kept;
    }

    /// <summary>The Dice coefficient of two rows; 0 when both are empty.</summary>
    public static double Dice(PackedRows rows, int a, int b)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var sum = rows.Weight[a] + rows.Weight[b];
        return sum <= 0 ? 0 : 2.0 * Overlap(rows, a, b) / sum;
    }

    /// <summary>Bits set in both rows.</summary>
    public static int Overlap(PackedRows rows, int a, int b)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var overlap = 0;
        long x = (long)a * rows.Words, y = (long)b * rows.Words;
        for (var w = 0; w < rows.Words; w++) overlap += BitOperations.PopCount(rows.Bits[x + w] & rows.Bits[y + w]);
        return overlap;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void One(PackedRows rows, int a, int from, int to, double floor, List<ComparedPair> pairs)
    {
        var weightA = rows.Weight[a];
        if (weightA <= 0) return;
        var words = rows.Words;
        ref var bits = ref MemoryMarshal.GetArrayDataReference(rows.Bits);
        ref var left = ref Unsafe.Add(ref bits, (nint)a * words);
        for (var b = from; b < to; b++)
        {
            var weightB = rows.Weight[b];
            if (weightB <= 0) continue;
            var needed = floor * (weightA + weightB) / 2;
            if (weightA < needed || weightB < needed) continue;
            ref var right = ref Unsafe.Add(ref bits, (nint)b * words);
            var overlap = 0;
            for (nint w = 0; w < words; w += 4)
                overlap = unchecked(overlap + BitOperations.PopCount(Unsafe.Add(ref left, w) & Unsafe.Add(ref right, w))
                    + BitOperations.PopCount(Unsafe.Add(ref left, w + 1) & Unsafe.Add(ref right, w + 1))
                    + BitOperations.PopCount(Unsafe.Add(ref left, w + 2) & Unsafe.Add(ref right, w + 2))
                    + BitOperations.PopCount(Unsafe.Add(ref left, w + 3) & Unsafe.Add(ref right, w + 3)));
            if (overlap >= needed) pairs.Add(new ComparedPair(a, b, (float)(2.0 * overlap / (weightA + weightB)), (float)(2.0 * overlap / (weightA + weightB))));
        }
    }
}
