using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Vern.Linkage.Estimation;

namespace Vern.Linkage.Comparison;

/// <summary>Two rows of the whole, A before B, their Dice coefficient, and their score (the Dice coefficient itself where nothing better was learnt).</summary>
public readonly record struct ComparedPair(int A, int B, float Dice, float Score);

/// <summary>Compares every row with every later one on all cores and keeps the pairs from a floor on.</summary>
public static class CompareAll
{
    const int Rows = 256, Columns = 256;

    /// <summary>All pairs of rows (with encodings) whose Dice coefficient is at least <paramref name="floor"/>; ordered by A, then B.</summary>
    public static List<ComparedPair> Run(PackedRows rows, double floor, IProgress<double>? progress, CancellationToken cancel) =>
        [.. Run(rows, floor, Overlaps.BestLanes, Environment.ProcessorCount, progress, cancel)];

    /// <summary>The pairs from a floor on, by as many rows at once (8, where the processor is capable, or 1) and so many threads; all give the same.</summary>
    internal static ComparedPair[] Run(PackedRows rows, double floor, int lanes, int threads, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var laid = new LaneRows(rows, lanes);
        var strips = (laid.Count + Rows - 1) / Rows;
        var found = new List<ComparedPair>[strips];
        long done = 0, all = Math.Max(1, (long)laid.Count * laid.Count / 2);
        Parallel.For(0, strips, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = threads }, strip =>
        {
            var pairs = found[strip] = [];
            int from = strip * Rows, to = Math.Min(laid.Count, from + Rows), last = laid.End(to - 1, floor);
            // a strip of rows against a stretch of columns that stays in the first-level cache
            for (var begin = from / lanes * lanes; begin < last; begin += Columns)
            {
                cancel.ThrowIfCancellationRequested();
                for (var a = from; a < to; a++)
                {
                    var end = Math.Min(Math.Min(begin + Columns, laid.Count), laid.End(a, floor));
                    if (end <= a + 1) continue;
                    Stretch(laid, a, Math.Max(begin, (a + 1) / lanes * lanes), end, floor, pairs);
                }
            }
            progress?.Report((double)Interlocked.Add(ref done, (long)(to - from) * (laid.Count - from)) / all);
        });
        return Ordered(found, rows.Count, threads);
    }

    /// <summary>The pairs, ordered by A, with the scores of a model; those below the floor fall out.</summary>
    public static List<ComparedPair> Score(IReadOnlyList<ComparedPair> pairs, BitEvidence model, double scoreFloor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(model);
        const int chunk = 4096;
        model.MakeReady(pairs, cancel);
        var kept = new List<ComparedPair>[(pairs.Count + chunk - 1) / chunk];
        Parallel.For(0, kept.Length, new ParallelOptions { CancellationToken = cancel }, () => new BitEvidence.Row(model), (c, _, room) =>
        {
            var list = kept[c] = [];
            var part = new ComparedPair[Math.Min(chunk, pairs.Count - c * chunk)];
            for (var i = 0; i < part.Length; i++) part[i] = pairs[c * chunk + i];
            var taken = new int[BitProduct.Together];
            // some rows at a time, so that a line of the model is fetched once for them
            for (int from = 0, to = 0; from < part.Length; from = to)
            {
                var many = 0;
                for (; to < part.Length && (many < taken.Length || part[to].A == taken[many - 1]); to++)
                    if (many == 0 || part[to].A != taken[many - 1]) taken[many++] = part[to].A;
                room.Prepare(taken.AsSpan(0, many));
                var (at, last) = (-1, -1);
                foreach (var pair in part.AsSpan(from, to - from))
                {
                    if (pair.A != last) { room.TakePrepared(++at); last = pair.A; }
                    var score = room.With(pair.B, pair.Dice);
                    if (score >= scoreFloor) list.Add(pair with { Score = (float)score });
                }
            }
            return room;
        }, _ => { });
        var all = new List<ComparedPair>(kept.Sum(list => list.Count));
        foreach (var list in kept) all.AddRange(list);
        return all;
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
        ref var bits = ref MemoryMarshal.GetArrayDataReference(rows.Bits);
        return Overlaps.Of1(ref Unsafe.Add(ref bits, (nint)a * rows.Words), ref Unsafe.Add(ref bits, (nint)b * rows.Words), rows.Words);
    }

    /// <summary>One row against a stretch of later rows that begins with a group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Stretch(LaneRows laid, int a, int begin, int end, double floor, List<ComparedPair> pairs)
    {
        var words = (nint)laid.Words;
        ref var weights = ref MemoryMarshal.GetArrayDataReference(laid.Weight);
        ref var left = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(laid.Single), a * words);
        ref var right = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(laid.Grouped), begin * words);
        var weight = laid.Weight[a];
        if (laid.Lanes == 8)
            for (var b = begin; b < end; b += 8, right = ref Unsafe.Add(ref right, words * 8))
            {
                // the first of a group is its lightest: what it needs, all need
                var overlaps = Overlaps.Of8(ref left, ref right, words);
                if (Vector512.GreaterThanOrEqualAny(overlaps, Vector512.Create(Needed(floor, weight, Unsafe.Add(ref weights, b)))))
                    for (var k = 0; k < 8; k++) Keep(laid, a, b + k, end, (int)overlaps[k], floor, pairs);
            }
        else
            for (var b = begin; b < end; b++, right = ref Unsafe.Add(ref right, words))
            {
                var overlap = Overlaps.Of1(ref left, ref right, words);
                if (overlap >= floor * (weight + Unsafe.Add(ref weights, b)) / 2) Keep(laid, a, b, end, overlap, floor, pairs);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Needed(double floor, int weight, int other) => unchecked((ulong)Math.Max(0, (long)Math.Ceiling(floor * (weight + other) / 2)));

    static void Keep(LaneRows laid, int a, int b, int end, int overlap, double floor, List<ComparedPair> pairs)
    {
        if (b <= a || b >= end) return;
        var sum = laid.Weight[a] + laid.Weight[b];
        if (overlap < floor * sum / 2) return;
        int x = laid.Order[a], y = laid.Order[b];
        var dice = (float)(2.0 * overlap / sum);
        pairs.Add(new ComparedPair(Math.Min(x, y), Math.Max(x, y), dice, dice));
    }

    /// <summary>Brings lists together, ordered by A, then B: cut by A into parts, each part sorted on its own. The lists are emptied.</summary>
    internal static ComparedPair[] Ordered(List<ComparedPair>[] found, int rows, int threads)
    {
        var shift = Math.Max(0, 32 - BitOperations.LeadingZeroCount((uint)rows) - 10);
        var parts = (rows >> shift) + 1;
        var start = new int[parts + 1];
        foreach (var list in found) foreach (var pair in list) start[(pair.A >> shift) + 1]++;
        for (var p = 0; p < parts; p++) start[p + 1] += start[p];
        var next = start[..parts];
        var all = new ComparedPair[start[parts]];
        for (var k = 0; k < found.Length; k++)
        {
            foreach (var pair in found[k]) all[next[pair.A >> shift]++] = pair;
            found[k] = [];
        }
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, p =>
            all.AsSpan(start[p], start[p + 1] - start[p]).Sort((x, y) => x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B)));
        return all;
    }
}
