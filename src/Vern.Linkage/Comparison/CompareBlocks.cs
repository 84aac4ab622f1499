using Vern.Linkage.Estimation;

namespace Vern.Linkage.Comparison;

/// <summary>
/// Compares only rows that share a block key in some pass. Pairs are never listed: each pass is an order of rows in which a block stands together,
/// and a pair counts only in the first pass that brings it together. Without block keys, 24 passes of 20 encoding bits sampled by a fixed
/// seed stand in (Hamming locality-sensitive hashing), which finds near-identical encodings well and distant ones badly.
/// A block of more than 100 rows stands in the order of 64 sampled bits, so that alike encodings are near one another (sorted neighbourhood,
/// Hernández and Stolfo 1995), and a row meets the next 100 only.
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

    /// <summary>Brings rows together. In a block of more than 100 rows each row meets the next 100 of its order only; <see cref="LeftOut"/> counts the others.</summary>
    public CompareBlocks(PackedRows rows, int seed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rows);
        this.rows = rows;
        passes = rows.Blocks.Length > 0 ? rows.Blocks.Length : 24;
        keys = new ulong[(long)rows.Count * passes];
        (order, place) = (new int[passes][], new int[passes][]);
        var parallel = new ParallelOptions { CancellationToken = cancel };
        long leftOut = 0;
        Parallel.For(0, passes, parallel, pass =>
        {
            var column = rows.Blocks.Length > 0 ? (ulong[])rows.Blocks[pass].Clone() : [];
            var at = new int[rows.Count];
            for (var row = 0; row < rows.Count; row++) at[row] = row;
            if (column.Length == 0) column = Sampled(seed + pass, 20, at);
            for (var row = 0; row < rows.Count; row++)
            {
                if (rows.Weight[row] <= 0) column[row] = 0;
                keys[(long)row * passes + pass] = column[row];
            }
            Array.Sort(column, at);
            for (int from = 0, to; from < at.Length; from = to)
            {
                for (to = from + 1; to < at.Length && column[to] == column[from]; to++) { }
                if (column[from] == 0) continue;
                if (to - from > Most + 1) Sampled(seed - 1 - pass, 64, at.AsSpan(from, to - from)).AsSpan().Sort(at.AsSpan(from, to - from));
                long beyond = Math.Max(0, to - from - Most - 1);
                Interlocked.Add(ref leftOut, beyond * (beyond + 1) / 2);
            }
            place[pass] = new int[rows.Count];
            for (var i = 0; i < at.Length; i++) place[pass][at[i]] = i;
            order[pass] = at;
        });
        LeftOut = leftOut;
    }

    int Chunks => (rows.Count + Chunk - 1) / Chunk;

    /// <summary>How many pairs are compared, of which each is counted once.</summary>
    public long Count => counted ??= VisitAll(double.PositiveInfinity, null, default);

    long? counted;

    /// <summary>How many times two rows share a key in a block so large that they do not meet there; they may meet in another pass.</summary>
    public long LeftOut { get; }

    /// <summary>Whether two rows were brought together.</summary>
    public bool Contains(int a, int b) => MeetBefore(passes, a, b);

    /// <summary>
    /// The least Dice coefficient, at or above <paramref name="least"/>, from which no more than about <paramref name="perRow"/> pairs a row are kept:
    /// from all pairs, or where rows are many from those of some stretches of each pass.
    /// </summary>
    public double Floor(double least, double perRow, CancellationToken cancel)
    {
        var step = Math.Max(1, Chunks / 8);
        var found = new List<ComparedPair>[(Chunks + step - 1) / step * passes];
        Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancel }, c => Visit(c % passes, c / passes * step, least, found[c] = []));
        var most = (long)(perRow * rows.Count / step);
        var seen = found.SelectMany(list => list).Select(pair => pair.Dice).ToArray();
        if (seen.Length <= most) return least;
        Array.Sort(seen);
        return seen[^(int)Math.Max(1, most)];
    }

    /// <summary>As <see cref="CompareAll.Run(PackedRows, double, IProgress{double}?, CancellationToken)"/>, for the pairs brought together. What one run finds is kept for the next with no lower floor.</summary>
    public List<ComparedPair> Run(double floor, CancellationToken cancel)
    {
        if (floor < keptFrom)
        {
            kept = [];
            var found = new List<ComparedPair>[Chunks * passes];
            counted = VisitAll(floor, found, cancel);
            (kept, keptFrom) = (CompareAll.Ordered(found, rows.Count, Environment.ProcessorCount), floor);
        }
        return [.. floor > keptFrom ? Array.FindAll(kept, pair => pair.Dice >= floor) : kept];
    }

    long VisitAll(double floor, List<ComparedPair>[]? found, CancellationToken cancel)
    {
        long sum = 0;
        Parallel.For(0, Chunks * passes, new ParallelOptions { CancellationToken = cancel }, c =>
        {
            var list = found is null ? null : found[c] = [];
            Interlocked.Add(ref sum, Visit(c / Chunks, c % Chunks, floor, list));
        });
        return sum;
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
                found.Add(new ComparedPair(Math.Min(a, b), Math.Max(a, b), dice, dice));
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

    /// <summary>Bits of some rows' encodings, at places drawn by a seed.</summary>
    ulong[] Sampled(int seed, int many, ReadOnlySpan<int> of)
    {
        var random = new Random(seed);
        var bits = Enumerable.Range(0, many).Select(_ => random.Next(rows.Words * 64)).ToArray();
        var sampled = new ulong[of.Length];
        for (var i = 0; i < of.Length; i++)
        {
            var key = 1UL;
            foreach (var bit in bits) key = key << 1 | (rows.Bits[(long)of[i] * rows.Words + bit / 64] >> (bit & 63) & 1);
            sampled[i] = key;
        }
        return sampled;
    }
}
