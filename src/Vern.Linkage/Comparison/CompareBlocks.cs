using Vern.Linkage.Estimation;

namespace Vern.Linkage.Comparison;

/// <summary>
/// Compares only rows that share a block key in some pass. Pairs are never listed: each pass is an order of rows in which a block stands together,
/// and a pair counts only in the first pass that brings it together. Without block keys, 24 passes of 20 encoding bits sampled by a fixed
/// seed stand in (Hamming locality-sensitive hashing), which finds near-identical encodings well and distant ones badly.
/// </summary>
public sealed class CompareBlocks
{
    const int Most = 100, Chunk = 8192;
    readonly PackedRows rows;
    readonly int passes;
    // keys of all passes, row by row: what decides on a pair lies together
    readonly ulong[] keys;
    // by pass: the rows in the order of keys, then rows, and where in it each row stands
    readonly int[][] order, place;
    ComparedPair[] kept = [];
    double keptFrom = double.PositiveInfinity;

    /// <summary>Brings rows together. In a block of more than 100 rows each row meets the next 100 in the order of rows only; <see cref="LeftOut"/> counts the others.</summary>
    public CompareBlocks(PackedRows rows, int seed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rows);
        this.rows = rows;
        passes = rows.Blocks.Length > 0 ? rows.Blocks.Length : 24;
        keys = new ulong[(long)rows.Count * passes];
        (order, place) = (new int[passes][], new int[passes][]);
        var parallel = new ParallelOptions { CancellationToken = cancel };
        long leftOut = 0, count = 0;
        Parallel.For(0, passes, parallel, pass =>
        {
            var column = rows.Blocks.Length > 0 ? (ulong[])rows.Blocks[pass].Clone() : Sampled(seed + pass);
            var at = new int[rows.Count];
            for (var row = 0; row < rows.Count; row++)
            {
                if (rows.Weight[row] <= 0) column[row] = 0;
                keys[(long)row * passes + pass] = column[row];
                at[row] = row;
            }
            Array.Sort(column, at);
            for (int from = 0, to; from < at.Length; from = to)
            {
                for (to = from + 1; to < at.Length && column[to] == column[from]; to++) { }
                if (column[from] == 0) continue;
                Array.Sort(at, from, to - from);
                long beyond = Math.Max(0, to - from - Most - 1);
                Interlocked.Add(ref leftOut, beyond * (beyond + 1) / 2);
            }
            place[pass] = new int[rows.Count];
            for (var i = 0; i < at.Length; i++) place[pass][at[i]] = i;
            order[pass] = at;
        });
        LeftOut = leftOut;
        var chunks = (rows.Count + Chunk - 1) / Chunk;
        Parallel.For(0, chunks * passes, parallel, c => Interlocked.Add(ref count, Visit(c / chunks, c % chunks, double.PositiveInfinity, null)));
        Count = count;
    }

    /// <summary>How many pairs are compared.</summary>
    public long Count { get; }

    /// <summary>How many times two rows share a key in a block so large that they do not meet there; they may meet in another pass.</summary>
    public long LeftOut { get; }

    /// <summary>Whether two rows were brought together.</summary>
    public bool Contains(int a, int b) => MeetBefore(passes, a, b);

    /// <summary>As <see cref="CompareAll.Run"/>, for the pairs brought together. What one run finds is kept for the next with no lower floor.</summary>
    public List<ComparedPair> Run(double floor, BitEvidence? model, double scoreFloor, CancellationToken cancel)
    {
        if (floor < keptFrom)
        {
            kept = [];
            var chunks = (rows.Count + Chunk - 1) / Chunk;
            var found = new List<ComparedPair>[chunks * passes];
            Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancel }, c => Visit(c / chunks, c % chunks, floor, found[c] = []));
            (kept, keptFrom) = (CompareAll.Ordered(found, rows.Count, Environment.ProcessorCount), floor);
        }
        var pairs = floor > keptFrom ? Array.FindAll(kept, pair => pair.Dice >= floor) : kept;
        return model is null ? [.. pairs] : CompareAll.Score(pairs, model, scoreFloor, cancel);
    }

    /// <summary>The pairs that meet first in a pass, the first row within a chunk of its order: counts them and, with a list, compares them.</summary>
    long Visit(int pass, int chunk, double floor, List<ComparedPair>? found)
    {
        long count = 0;
        var at = order[pass];
        var end = Math.Min(at.Length, (chunk + 1) * Chunk);
        for (var i = chunk * Chunk; i < end; i++)
        {
            var a = at[i];
            var key = keys[(long)a * passes + pass];
            if (key == 0) continue;
            var weight = rows.Weight[a];
            for (var j = i + 1; j < at.Length && j - i <= Most; j++)
            {
                var b = at[j];
                if (keys[(long)b * passes + pass] != key) break;
                if (MeetBefore(pass, a, b)) continue;
                count++;
                if (found is null) continue;
                double needed = floor * (weight + rows.Weight[b]) / 2;
                if (weight < needed || rows.Weight[b] < needed) continue;
                var overlap = CompareAll.Overlap(rows, a, b);
                if (overlap < needed) continue;
                var dice = (float)(2.0 * overlap / (weight + rows.Weight[b]));
                found.Add(new ComparedPair(a, b, dice, dice));
            }
        }
        return count;
    }

    /// <summary>Whether two rows meet in one of the first so many passes.</summary>
    bool MeetBefore(int pass, int a, int b)
    {
        var x = new ReadOnlySpan<ulong>(keys, a * passes, pass);
        var y = new ReadOnlySpan<ulong>(keys, b * passes, pass);
        for (var p = 0; p < x.Length; p++)
            if (x[p] == y[p] && x[p] != 0 && Math.Abs(place[p][a] - place[p][b]) <= Most) return true;
        return false;
    }

    ulong[] Sampled(int seed)
    {
#pragma warning disable CA5394 // reproducible draws, no secret
        var random = new Random(seed);
        var bits = Enumerable.Range(0, 20).Select(_ => random.Next(rows.Words * 64)).ToArray();
#pragma warning restore CA5394
        var sampled = new ulong[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            var key = 1UL;
            foreach (var bit in bits) key = key << 1 | (rows.Bits[(long)row * rows.Words + bit / 64] >> (bit & 63) & 1);
            sampled[row] = key;
        }
        return sampled;
    }
}
