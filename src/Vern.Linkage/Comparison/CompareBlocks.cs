using Vern.Linkage.Estimation;

namespace Vern.Linkage.Comparison;

/// <summary>
/// Compares only rows that share a block key in some pass. Without block keys, 24 passes of 20 encoding bits sampled by a fixed seed stand in
/// (Hamming locality-sensitive hashing), which finds near-identical encodings well and distant ones badly.
/// </summary>
public sealed class CompareBlocks
{
    const int Most = 100;
    readonly PackedRows rows;
    readonly long[] pairs;

    /// <summary>Brings rows together. In a block of more than 100 rows each row meets the next 100 in the order of rows only.</summary>
    public CompareBlocks(PackedRows rows, int seed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rows);
        this.rows = rows;
        var found = new List<long>();
        var passes = rows.Blocks.Length > 0 ? rows.Blocks.Length : 24;
        for (var p = 0; p < passes; p++)
        {
            cancel.ThrowIfCancellationRequested();
            var keys = rows.Blocks.Length > 0 ? (ulong[])rows.Blocks[p].Clone() : Sampled(seed + p);
            var order = Enumerable.Range(0, rows.Count).ToArray();
            Array.Sort(keys, order);
            for (int from = 0, to; from < order.Length; from = to)
            {
                for (to = from + 1; to < order.Length && keys[to] == keys[from]; to++) { }
                if (keys[from] == 0 || to - from < 2) continue;
                Array.Sort(order, from, to - from);
                for (var i = from; i < to; i++)
                    for (var j = i + 1; j < to && j <= i + Most; j++) found.Add((long)order[i] << 32 | (uint)order[j]);
            }
            found.Sort();
            Distinct(found);
        }
        pairs = [.. found];
    }

    /// <summary>How many pairs are compared.</summary>
    public long Count => pairs.Length;

    /// <summary>Whether two rows, the first before the second, were brought together.</summary>
    public bool Contains(int a, int b) => Array.BinarySearch(pairs, (long)a << 32 | (uint)b) >= 0;

    /// <summary>As <see cref="CompareAll.Run"/>, for the pairs brought together.</summary>
    public List<ComparedPair> Run(double floor, BitEvidence? model, double scoreFloor, CancellationToken cancel)
    {
        const int chunk = 200_000;
        var chunks = (pairs.Length + chunk - 1) / chunk;
        var found = new List<ComparedPair>[chunks];
        Parallel.For(0, chunks, new ParallelOptions { CancellationToken = cancel }, c =>
        {
            var list = new List<ComparedPair>();
            for (var i = c * chunk; i < Math.Min(pairs.Length, (c + 1) * chunk); i++)
            {
                int a = (int)(pairs[i] >> 32), b = (int)(pairs[i] & 0xffffffff);
                if (rows.Weight[a] <= 0 || rows.Weight[b] <= 0) continue;
                var dice = (float)CompareAll.Dice(rows, a, b);
                if (dice >= floor) list.Add(new ComparedPair(a, b, dice, dice));
            }
            found[c] = model is null ? list : CompareAll.Score(list, model, scoreFloor);
        });
        return [.. found.SelectMany(list => list)];
    }

    ulong[] Sampled(int seed)
    {
#pragma warning disable CA5394 // reproducible draws, no secret
        var random = new Random(seed);
        var bits = Enumerable.Range(0, 20).Select(_ => random.Next(rows.Words * 64)).ToArray();
#pragma warning restore CA5394
        var keys = new ulong[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows.Weight[row] <= 0) continue;
            var key = 1UL;
            foreach (var bit in bits) key = key << 1 | (rows.Bits[(long)row * rows.Words + bit / 64] >> (bit & 63) & 1);
            keys[row] = key;
        }
        return keys;
    }

    static void Distinct(List<long> sorted)
    {
        var kept = 0;
        for (var i = 0; i < sorted.Count; i++)
            if (i == 0 || sorted[i] != sorted[i - 1]) sorted[kept++] = sorted[i];
        sorted.RemoveRange(kept, sorted.Count - kept);
    }
}
