using System.Runtime.InteropServices;
using Vern.Linkage.Comparison;

namespace Vern.Linkage.Linking;

/// <summary>What is known of two rows before it is asked who else they could be: the natural logarithm of the likelihood ratio of one person against two.</summary>
readonly record struct RowEvidence(int A, int B, double LogRatio);

/// <summary>
/// Draws divisions of the rows into persons (Gibbs sampling): a row leaves its person and joins a person or stays alone by its odds, again and again.
/// That the rows of one source are rarely one person, that rivals share a probability, and that a third row speaks for two others follow from it.
/// How many persons two sources share, and how many rows persons have, is learnt along, drawn towards the share over all sources where rows are few.
/// Rows that no chain of possible pairs connects are drawn apart from one another, on all cores, with the same result on any number of them.
/// </summary>
sealed partial class PersonSampler
{
    const double Together = 2;
    // log odds below which a pair connects nobody
    const double Hopeless = -6;
    const int PartSize = 4096;
    internal const int Many = 100_000;
    readonly PackedRows rows;
    readonly int[] unitOf, start, to, many, clusterOf;
    readonly double[] evidence;
    // rows of a unit: more than one only where a person decided so
    readonly int[] unitStart, unitRows;
    // where no unit has more rows than one: the source of each
    readonly bool single;
    readonly int[] sourceOf;
    // persons drawn, by place; a unit that nothing speaks of has none and is a person for good
    readonly List<int>[] clusters;
    readonly int loners;
    // units with a row that counts, and how many of those without a place they are
    readonly bool[] counting;
    readonly int countingLoners;
    readonly Part[] parts;
    readonly HashSet<(int, int)> apart = [];
    readonly double[,] prior;
    readonly double[] size = new double[7];
    readonly Func<int, int, bool> partOf;
    readonly double missing, below;
    // numbers of persons by how many rows they have now
    readonly double[] met = new double[9];
    double free;
    // persons with a row that counts now
    int counted;
    int sweeps;

    /// <summary>Units that only meet one another, with what drawing them needs.</summary>
    sealed record Part(int[] Units, Random Random)
    {
        public Stack<int> Empty { get; } = new();
        public Dictionary<long, double> Together { get; } = [];
        public List<int> Touched { get; } = [];
        public List<double> Weights { get; } = [];
    }

    /// <summary>The numbers of persons drawn.</summary>
    public List<int> Counts { get; } = [];

    /// <summary>The numbers of persons with a row that counts, of the same draws.</summary>
    public List<int> Counted { get; } = [];

    /// <summary>Natural logarithm of the prior odds that a row of one source and a row of another, both still free, are one person.</summary>
    public double Prior(int s, int t) => prior[s, t];

    /// <summary>The pairs of rows that ever were one person with a probability worth keeping, and that probability.</summary>
    public IEnumerable<(int A, int B, double Probability)> Drawn() => parts
        .SelectMany(part => part.Together)
        .SelectMany(pair => from a in RowsOf((int)(pair.Key >> 32)).ToArray() from b in RowsOf((int)(pair.Key & 0x7fffffff)).ToArray() select (Math.Min(a, b), Math.Max(a, b), pair.Value / Math.Max(1, 2 * sweeps)));

    ReadOnlySpan<int> RowsOf(int unit) => unitRows.AsSpan(unitStart[unit], unitStart[unit + 1] - unitStart[unit]);

    int SizeOf(int unit) => unitStart[unit + 1] - unitStart[unit];

    /// <summary>A sampler in which every row is alone but for the rows that a person decided to be the same.</summary>
    /// <param name="matches">How many of the pairs are probably one person.</param>
    /// <param name="below">Share of the pairs of one person that are not among <paramref name="pairs"/>.</param>
    /// <param name="counts">Whether a row counts; null where all do.</param>
    public PersonSampler(PackedRows rows, IReadOnlyList<RowEvidence> pairs, IEnumerable<(int A, int B)> same, IEnumerable<(int A, int B)> different,
        Func<int, int, bool> partOf, double matches, double below, int seed, bool[]? counts = null)
    {
        (this.rows, this.partOf, this.below, missing) = (rows, partOf, below, below > 0 ? Math.Log(below) : 0);
        var parent = Enumerable.Range(0, rows.Count).ToArray();
        int Find(int row) { while (parent[row] != row) row = parent[row] = parent[parent[row]]; return row; }
        void Join(int a, int b) { int x = Find(a), y = Find(b); parent[Math.Max(x, y)] = Math.Min(x, y); }
        foreach (var (a, b) in same) Join(a, b);
        unitOf = new int[rows.Count];
        var count = 0;
        for (var row = 0; row < rows.Count; row++) unitOf[row] = Find(row) == row ? count++ : unitOf[Find(row)];
        unitStart = new int[count + 1];
        foreach (var u in unitOf) unitStart[u + 1]++;
        for (var u = 0; u < count; u++) unitStart[u + 1] += unitStart[u];
        unitRows = Enumerable.Range(0, rows.Count).ToArray();
        Array.Sort((int[])unitOf.Clone(), unitRows);
        single = count == rows.Count;
        counting = new bool[count];
        for (var row = 0; row < rows.Count; row++) counting[unitOf[row]] |= counts?[row] ?? true;
        sourceOf = Array.ConvertAll(unitStart[..count], first => rows.SourceOf[unitRows[first]]);
        foreach (var (a, b) in different) { apart.Add((unitOf[a], unitOf[b])); apart.Add((unitOf[b], unitOf[a])); }
        prior = new double[rows.Sources, rows.Sources];
        clusters = new List<int>[count];
        Learn(matches);

        // pairs of units, those of two rows each in one
        var keys = new long[pairs.Count];
        var ratios = new double[pairs.Count];
        var given = 0;
        for (var u = 0; u < count; u++) parent[u] = u;
        foreach (var pair in pairs)
        {
            int u = unitOf[pair.A], v = unitOf[pair.B];
            if (u == v || apart.Contains((u, v))) continue;
            var possible = pair.LogRatio + prior[rows.SourceOf[pair.A], rows.SourceOf[pair.B]] > Hopeless;
            if (possible) Join(u, v);
            // among many rows a pair that connects nobody is as one that was never found
            if (possible || rows.Count <= Many) (keys[given], ratios[given++]) = (Key(u, v), pair.LogRatio);
        }
        Array.Sort(keys, ratios, 0, given);
        start = new int[count + 1];
        // only what lies within a chain of possible pairs counts
        bool Within(int i) => Find((int)(keys[i] >> 32)) == Find((int)(keys[i] & 0x7fffffff));
        for (var i = 0; i < given; i++)
            if ((i == 0 || keys[i] != keys[i - 1]) && Within(i)) { start[(int)(keys[i] >> 32) + 1]++; start[(int)(keys[i] & 0x7fffffff) + 1]++; }
        for (var u = 0; u < count; u++) start[u + 1] += start[u];
        var at = start[..count];
        (to, evidence, many) = (new int[start[count]], new double[start[count]], new int[start[count]]);
        for (int i = 0, next; i < given; i = next)
        {
            double sum = 0;
            for (next = i; next < given && keys[next] == keys[i]; next++) sum += ratios[next];
            if (!Within(i)) continue;
            int u = (int)(keys[i] >> 32), v = (int)(keys[i] & 0x7fffffff);
            (to[at[u]], evidence[at[u]], many[at[u]++]) = (v, sum, next - i);
            (to[at[v]], evidence[at[v]], many[at[v]++]) = (u, sum, next - i);
        }
        clusterOf = new int[count];
        var drawn = new List<int>();
        for (var u = 0; u < count; u++)
            if (start[u] < start[u + 1] || SizeOf(u) > 1) { drawn.Add(u); clusters[clusterOf[u] = u] = [u]; }
        loners = count - drawn.Count;
        countingLoners = counting.Count(counts => counts) - drawn.Count(u => counting[u]);
        parts = [.. Cut(drawn, Find, seed)];
    }

    /// <summary>Units in parts of some thousand, those that one chain connects in one part.</summary>
    static IEnumerable<Part> Cut(List<int> drawn, Func<int, int> find, int seed)
    {
        var chains = drawn.ConvertAll(u => find(u)).ToArray();
        var units = drawn.ToArray();
        var order = Array.ConvertAll(units, u => (find(u), u));
        Array.Sort(order, units);
        Array.Sort(chains);
        var number = 0;
        for (int from = 0, end; from < units.Length; from = end)
        {
            for (end = from + 1; end < units.Length && (end - from < PartSize || chains[end] == chains[end - 1]); end++) { }
            yield return new Part(units[from..end], new Random(unchecked(seed + 7919 * number++)));
        }
    }

    static long Key(int u, int v) => u < v ? (long)u << 32 | (uint)v : (long)v << 32 | (uint)u;

    /// <summary>Draws: some sweeps to settle, then a number of persons after every further sweep.</summary>
    public void Run(int settle, int draws, double doubt, int seed, IProgress<double>? progress, CancellationToken cancel)
    {
        var random = new Random(seed);
        var sum = new double[clusters.Length];
        var seen = new int[clusters.Length];
        double shift = 0, unseen = 0;
        // what turned scores into odds is itself uncertain: all odds move together, for a few sweeps at a time, through a logistic distribution
        // in even steps; and so is how many are so unlike that they were never looked at: up to twice what the scores suggest
        var steps = draws / 4;
        int[] shifts = [.. Enumerable.Range(0, steps)], unlike = [.. Enumerable.Range(0, steps)];
        random.Shuffle(shifts);
        random.Shuffle(unlike);
        for (var sweep = 0; sweep < settle + draws; sweep++)
        {
            if (sweep >= settle && (sweep - settle) / 4 is var step && step < steps && (sweep - settle) % 4 == 0)
            {
                var share = (shifts[step] + 0.5) / steps;
                shift = doubt * Math.Sqrt(3) / Math.PI * Math.Log(share / (1 - share));
                unseen = 2 * below * (unlike[step] + 0.5) / steps;
            }
            Parallel.ForEach(parts, new ParallelOptions { CancellationToken = cancel }, part => Draw(part, shift, sweep >= settle, sum, seen));
            Learn(-1);
            LearnSizes();
            progress?.Report((sweep + 1.0) / (settle + draws));
            if (sweep < settle) continue;
            sweeps++;
            // so many more are one person, unseen. Who they are is unknown, so they are any two: a counted person is lost only where both count
            var (all, merged) = (met.Sum(), Math.Min(free, unseen * met[2]));
            Counts.Add((int)all - (int)merged);
            Counted.Add(counted - (int)(merged * (counted / all) * (counted / all)));
        }
        Counts.Sort();
        Counted.Sort();
    }

    /// <summary>Every unit of a part leaves its person and is drawn anew; with <paramref name="keep"/>, whom it may be with is noted.</summary>
    void Draw(Part part, double shift, bool keep, double[] sum, int[] seen)
    {
        var (touched, weights) = (part.Touched, part.Weights);
        foreach (var u in part.Units)
        {
            if (start[u] == start[u + 1]) continue;
            var mine = clusters[clusterOf[u]];
            mine.Remove(u);
            if (mine.Count == 0) part.Empty.Push(clusterOf[u]);
            touched.Clear();
            weights.Clear();
            for (var e = start[u]; e < start[u + 1]; e++)
            {
                var c = clusterOf[to[e]];
                if (seen[c] == 0) { touched.Add(c); sum[c] = 0; }
                seen[c] += many[e];
                sum[c] += evidence[e];
            }
            double top = 0;
            foreach (var c in touched)
            {
                var weight = Odds(u, clusters[c], sum[c], seen[c]) + shift;
                seen[c] = 0;
                weights.Add(weight);
                top = Math.Max(top, weight);
            }
            var total = Math.Exp(-top);
            for (var i = 0; i < weights.Count; i++) total += weights[i] = Math.Exp(weights[i] - top);
            var drawn = part.Random.NextDouble() * total;
            var chosen = -1;
            for (var i = 0; i < weights.Count; i++)
            {
                if (keep && weights[i] > 1e-3 * total)
                    foreach (var v in clusters[touched[i]]) CollectionsMarshal.GetValueRefOrAddDefault(part.Together, Key(u, v), out _) += weights[i] / total;
                if (chosen < 0 && (drawn -= weights[i]) < 0) chosen = touched[i];
            }
            if (chosen < 0) chosen = part.Empty.Pop();
            clusterOf[u] = chosen;
            clusters[chosen].Add(u);
        }
    }

    double Odds(int u, List<int> cluster, double sum, int given)
    {
        double before = 0;
        var n = 0;
        foreach (var v in cluster)
        {
            if (apart.Count > 0 && apart.Contains((u, v))) return -1e6;
            if (single) { before += prior[sourceOf[u], sourceOf[v]]; n++; continue; }
            foreach (var a in RowsOf(u))
                foreach (var b in RowsOf(v)) { before += prior[rows.SourceOf[a], rows.SourceOf[b]]; n++; }
        }
        var joining = size[Math.Min(size.Length - 1, n)];
        if (n == 1) return before + joining + sum;
        // the rows of a person say much the same of a further one: their mean, not their sum
        return before / n + joining + (sum + (n - given) * missing) / n;
    }
}
