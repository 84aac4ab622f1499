using System.Runtime.InteropServices;
using Vern.Linkage.Comparison;

namespace Vern.Linkage.Linking;

/// <summary>What is known of two rows before it is asked who else they could be: the natural logarithm of the likelihood ratio of one person against two.</summary>
readonly record struct RowEvidence(int A, int B, double LogRatio);

/// <summary>
/// Draws divisions of the rows into persons (Gibbs sampling): a row leaves its person and joins a person or stays alone by its odds, again and again.
/// That the rows of one source are rarely one person, that rivals share a probability, and that a third row speaks for two others follow from it.
/// How many persons two sources share, and how many rows persons have, is learnt along, drawn towards the share over all sources where rows are few.
/// </summary>
sealed class PersonSampler
{
    const double Together = 2;
    // what is taken off the log odds of all pairs: the mixture's tail finds slightly too many. Chosen on the five-party data (docs/method-linkage.md)
    const double Caution = -0.5;
    readonly PackedRows rows;
    readonly int[] unitOf, start, to, many, clusterOf;
    readonly double[] evidence;
    readonly List<int>[] units, clusters;
    readonly HashSet<(int, int)> apart = [];
    readonly double[,] prior;
    readonly double[] size = new double[7];
    readonly Func<int, int, bool> partOf;
    readonly double missing, below;
    double free;
    readonly Dictionary<long, double> together = [];
    int sweeps;

    /// <summary>The numbers of persons drawn.</summary>
    public List<int> Counts { get; } = [];

    /// <summary>Natural logarithm of the prior odds that a row of one source and a row of another, both still free, are one person.</summary>
    public double Prior(int s, int t) => prior[s, t];

    /// <summary>Probability that two rows are one person.</summary>
    public double Probability(int a, int b) =>
        unitOf[a] == unitOf[b] ? 1 : together.GetValueOrDefault(Key(unitOf[a], unitOf[b])) / Math.Max(1, 2 * sweeps);

    /// <summary>The pairs of rows that ever were one person with a probability worth keeping, in order.</summary>
    public IEnumerable<(int A, int B)> Drawn() => together.Keys
        .SelectMany(key => from a in units[(int)(key >> 32)] from b in units[(int)(key & 0x7fffffff)] select a < b ? (a, b) : (b, a));

    /// <summary>A sampler in which every row is alone but for the rows that a person decided to be the same.</summary>
    /// <param name="below">Share of the pairs of one person that are not among <paramref name="pairs"/>.</param>
    public PersonSampler(PackedRows rows, IReadOnlyList<RowEvidence> pairs, IEnumerable<(int A, int B)> same, IEnumerable<(int A, int B)> different,
        Func<int, int, bool> partOf, double matches, double below)
    {
        (this.rows, this.partOf, this.below, missing) = (rows, partOf, below, below > 0 ? Math.Log(below) : 0);
        var parent = Enumerable.Range(0, rows.Count).ToArray();
        int Find(int row) { while (parent[row] != row) row = parent[row] = parent[parent[row]]; return row; }
        foreach (var (a, b) in same) { int x = Find(a), y = Find(b); parent[Math.Max(x, y)] = Math.Min(x, y); }
        unitOf = new int[rows.Count];
        var count = 0;
        for (var row = 0; row < rows.Count; row++) unitOf[row] = Find(row) == row ? count++ : unitOf[Find(row)];
        units = new List<int>[count];
        for (var row = 0; row < rows.Count; row++) (units[unitOf[row]] ??= []).Add(row);
        foreach (var (a, b) in different) { apart.Add((unitOf[a], unitOf[b])); apart.Add((unitOf[b], unitOf[a])); }
        var joined = new Dictionary<long, (double Sum, int Many)>();
        foreach (var pair in pairs)
        {
            int u = unitOf[pair.A], v = unitOf[pair.B];
            if (u == v || apart.Contains((u, v))) continue;
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(joined, Key(u, v), out _);
            sum = (sum.Sum + pair.LogRatio, sum.Many + 1);
        }
        start = new int[count + 1];
        foreach (var key in joined.Keys) { start[(int)(key >> 32) + 1]++; start[(int)(key & 0x7fffffff) + 1]++; }
        for (var u = 0; u < count; u++) start[u + 1] += start[u];
        var at = start[..count];
        (to, evidence, many) = (new int[start[count]], new double[start[count]], new int[start[count]]);
        foreach (var (key, (sum, n)) in joined.OrderBy(pair => pair.Key))
        {
            int u = (int)(key >> 32), v = (int)(key & 0x7fffffff);
            (to[at[u]], evidence[at[u]], many[at[u]++]) = (v, sum, n);
            (to[at[v]], evidence[at[v]], many[at[v]++]) = (u, sum, n);
        }
        clusterOf = [.. Enumerable.Range(0, count)];
        clusters = [.. Enumerable.Range(0, count).Select(u => new List<int> { u })];
        prior = new double[rows.Sources, rows.Sources];
        Learn(matches);
    }

    static long Key(int u, int v) => u < v ? (long)u << 32 | (uint)v : (long)v << 32 | (uint)u;

    /// <summary>Draws: some sweeps to settle, then a number of persons after every further sweep.</summary>
    public void Run(int settle, int draws, double doubt, int seed, CancellationToken cancel)
    {
#pragma warning disable CA5394 // reproducible draws, no secret
        var random = new Random(seed);
        var sum = new double[units.Length];
        var seen = new int[units.Length];
        var touched = new List<int>();
        var weights = new List<double>();
        double shift = Caution, unseen = 0;
        for (var sweep = 0; sweep < settle + draws; sweep++)
        {
            cancel.ThrowIfCancellationRequested();
            // what turned scores into odds is itself uncertain: all odds move together, for a few sweeps at a time
            // and so is how many are so unlike that they were never looked at: up to twice what the scores suggest
            if (sweep >= settle && (sweep - settle) % 4 == 0) unseen = 2 * below * random.NextDouble();
            if (sweep >= settle && (sweep - settle) % 4 == 0) shift = Caution + doubt * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            for (var u = 0; u < units.Length; u++)
            {
                if (start[u] == start[u + 1]) continue;
                var mine = clusters[clusterOf[u]];
                mine.Remove(u);
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
                var drawn = random.NextDouble() * total;
                var chosen = -1;
                for (var i = 0; i < weights.Count; i++)
                {
                    if (sweep >= settle && weights[i] > 1e-3 * total)
                        foreach (var v in clusters[touched[i]]) CollectionsMarshal.GetValueRefOrAddDefault(together, Key(u, v), out _) += weights[i] / total;
                    if (chosen < 0 && (drawn -= weights[i]) < 0) chosen = touched[i];
                }
                if (chosen < 0) chosen = mine.Count == 0 ? clusterOf[u] : clusters.Length == units.Length ? Empty(u) : chosen;
                clusterOf[u] = chosen;
                clusters[chosen].Add(u);
            }
            Learn(-1);
            LearnSizes();
            if (sweep < settle) continue;
            sweeps++;
            var persons = clusters.Count(cluster => cluster.Count > 0);
            Counts.Add(persons - (int)Math.Min(free, unseen * clusters.Count(cluster => cluster.Sum(u => units[u].Count) == 2)));
        }
#pragma warning restore CA5394
        Counts.Sort();
    }

    // there are as many places as units, so one is empty whenever a unit has just left a person of several
    int Empty(int u)
    {
        if (clusters[u].Count == 0) return u;
        for (var c = lastEmpty; ; c = (c + 1) % clusters.Length) if (clusters[c].Count == 0) return lastEmpty = c;
    }

    int lastEmpty;

    double Odds(int u, List<int> cluster, double sum, int given)
    {
        double before = 0;
        var n = 0;
        foreach (var v in cluster)
        {
            if (apart.Count > 0 && apart.Contains((u, v))) return -1e6;
            foreach (var a in units[u])
                foreach (var b in units[v]) { before += prior[rows.SourceOf[a], rows.SourceOf[b]]; n++; }
        }
        var joining = size[Math.Min(size.Length - 1, n)];
        if (n == 1) return before + joining + sum;
        // the rows of a person say much the same of a further one: their mean, not their sum
        return before / n + joining + (sum + (n - given) * missing) / n;
    }

    /// <summary>Prior odds from the persons that each two sources share now, or at the beginning from a number of matches over all.</summary>
    void Learn(double matches)
    {
        var k = rows.Sources;
        var shared = new double[k, k];
        if (matches < 0)
            foreach (var cluster in clusters)
                for (var i = 0; i < cluster.Count; i++)
                    foreach (var a in units[cluster[i]])
                    {
                        foreach (var b in units[cluster[i]]) if (a < b) Add(a, b);
                        for (var j = i + 1; j < cluster.Count; j++)
                            foreach (var b in units[cluster[j]]) Add(a, b);
                    }
        void Add(int a, int b) => shared[Math.Min(rows.SourceOf[a], rows.SourceOf[b]), Math.Max(rows.SourceOf[a], rows.SourceOf[b])]++;
        double pairs = 0, found = 0;
        free = 0;
        for (var s = 0; s < k; s++)
            for (var t = s + 1; t < k; t++) { pairs += Rows(s) * Rows(t); found += shared[s, t]; }
        var rate = ((matches < 0 ? found : matches) + 0.5) / Math.Max(1, pairs);
        for (var s = 0; s < k; s++)
            for (var t = s; t < k; t++)
            {
                double ns = Rows(s), nt = Rows(t);
                if (s == t)
                {
                    // two rows of one source are one person a hundredth as often as rows of two, unless they show otherwise
                    var usual = k == 1 ? 0.5 : 0.01 * rate * ns * ns / 2;
                    var same = matches < 0 ? (usual + 0.1) * (1 + shared[s, s]) / (1 + usual + 0.1) : usual;
                    prior[s, s] = Math.Log(Math.Max(1e-9, same) / Math.Max(1, ns * ns / 2));
                    continue;
                }
                var expected = rate * ns * nt;
                free += Math.Max(0, Math.Min(ns, nt) - shared[s, t]);
                var m = matches < 0 ? expected * (Together + shared[s, t]) / (Together + expected) : expected;
                m = Math.Min(m, Math.Min(ns, nt));
                prior[s, t] = prior[t, s] = Math.Log(Math.Max(1e-9, m) / ((ns - m + 1) * (nt - m + 1))) + (partOf(s, t) ? 2 : 0);
            }
    }

    double Rows(int s) => rows.Start[s + 1] - rows.Start[s];

    /// <summary>
    /// What is added to the prior odds of joining a person of k rows, since persons are not met alike often: who is met by nobody else
    /// so far is met less by the rest, too. From the numbers of persons of k and of k + 1 rows, drawn towards no difference where they are few.
    /// </summary>
    void LearnSizes()
    {
        if (rows.Sources < 3) return;
        var met = new double[size.Length + 2];
        foreach (var cluster in clusters)
            if (cluster.Count > 0) met[Math.Min(met.Length - 1, cluster.Sum(u => units[u].Count))]++;
        double weight = 0, mean = 0;
        for (var s = 0; s < rows.Sources; s++)
            for (var t = s + 1; t < rows.Sources; t++) { mean += Rows(s) * Rows(t) * Math.Exp(Math.Min(5, prior[s, t])); weight += Rows(s) * Rows(t); }
        mean = Math.Log(Math.Max(1e-12, mean / Math.Max(1, weight)));
        for (var k = 1; k < size.Length; k++)
        {
            var places = met[k] * Math.Max(1.0, rows.Sources - k) / rows.Sources;
            var odds = Math.Log((k + 1) * (met[k + 1] + 0.5) / ((met[1] + 1) * (places + 1)));
            size[k] = Math.Clamp(odds - mean, -4, 4) * met[k + 1] / (met[k + 1] + 20);
        }
    }
}
