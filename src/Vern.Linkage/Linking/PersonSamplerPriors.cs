namespace Vern.Linkage.Linking;

/// <content>What is learnt along: how many persons two sources share, and how many rows persons have.</content>
sealed partial class PersonSampler
{
    /// <summary>Prior odds from the persons that each two sources share now, or at the beginning from a number of matches over all.</summary>
    void Learn(double matches)
    {
        var k = rows.Sources;
        var shared = new double[k, k];
        if (matches < 0)
            foreach (var part in parts)
                foreach (var u in part.Units)
                {
                    var cluster = clusters[u];
                    for (var i = 0; i < cluster.Count; i++)
                        foreach (var a in RowsOf(cluster[i]))
                        {
                            foreach (var b in RowsOf(cluster[i])) if (a < b) Add(a, b);
                            for (var j = i + 1; j < cluster.Count; j++)
                                foreach (var b in RowsOf(cluster[j])) Add(a, b);
                        }
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
                    // two rows of one source are one person a hundredth as often as rows of two, unless they show otherwise;
                    // of one source alone, half a row at most and of few rows as good as none: 0.3 % of them, as in the made-up population
                    var usual = k == 1 ? Math.Min(0.5, 0.003 * ns) : 0.01 * rate * ns * ns / 2;
                    var least = Math.Min(0.1, 0.01 * ns);
                    var same = matches < 0 ? (usual + least) * (1 + shared[s, s]) / (1 + usual + least) : usual;
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
        Array.Clear(met);
        met[1] = loners;
        // who is alone for good counts by itself or not, whatever is drawn
        counted = countingLoners;
        foreach (var part in parts)
            foreach (var u in part.Units)
                if (clusters[u].Count > 0)
                {
                    var held = 0;
                    var counts = false;
                    foreach (var v in clusters[u]) { held += SizeOf(v); counts |= counting[v]; }
                    if (counts) counted++;
                    met[Math.Min(met.Length - 1, held)]++;
                }
        if (rows.Sources < 3) return;
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
