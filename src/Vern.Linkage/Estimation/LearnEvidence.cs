using Vern.Linkage.Comparison;

namespace Vern.Linkage.Estimation;

/// <summary>What was learnt from the pairs of a linkage: the pairs worth looking at with their scores, and how a score becomes a probability.</summary>
/// <param name="Pairs">Pairs with a score from the floor on, ordered by A, then B.</param>
/// <param name="Mixture">Score to probability.</param>
/// <param name="Floor">The score from which on pairs were kept; negative infinity where all were.</param>
/// <param name="Compared">How many pairs were compared to find them.</param>
/// <param name="BlockingLoss">Estimated share of true pairs never compared; null when all were.</param>
public sealed record LearntEvidence(List<ComparedPair> Pairs, ScoreMixture Mixture, double Floor, long Compared, double? BlockingLoss);

/// <summary>
/// Learns without labels: Dice finds the clear matches, they teach <see cref="BitEvidence"/>, its scores find more, and so once again.
/// Where clear matches are too few to learn from, Dice stays the score, and <see cref="UsualDice"/> tells what it means.
/// </summary>
public static class LearnEvidence
{
    // a filter has a thousand bits or more: fewer clear matches than this teach it their accidents
    const int Enough = 60;

    // as many pairs as this are all kept, however unlike: where rows are few a quarter of the pairs may be one person
    const double Few = 20_000;

    // pairs a row that are kept of those that blocks bring together
    const double PerRow = 4;

    /// <summary>Learns from all pairs, or from those that share a block.</summary>
    public static LearntEvidence From(PackedRows rows, bool blocking, int seed, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return blocking ? FromBlocks(rows, seed, progress, cancel) : FromAll(rows, seed, progress, cancel);
    }

    static LearntEvidence FromAll(PackedRows rows, int seed, IProgress<double>? progress, CancellationToken cancel)
    {
        var all = Math.Max(1.0, (double)rows.Count * (rows.Count - 1) / 2);
        // keep so many pairs of two persons that their tail can be seen, and no more
        var tail = Math.Min(0.25, Math.Max(6.0 * rows.Count, 3000) / all);
        var learnt = Rounds(rows, tail, seed, (floor, part) => CompareAll.Run(rows, floor, Part(progress, part, 0.4), cancel), cancel);
        if (learnt.Model is null && all <= Few) return new LearntEvidence(learnt.Pairs, learnt.Mixture, double.NegativeInfinity, (long)all, null);
        learnt.Pairs.AddRange(AmongTheFree(rows, learnt));
        learnt.Pairs.Sort((p, q) => p.A != q.A ? p.A.CompareTo(q.A) : p.B.CompareTo(q.B));
        return new LearntEvidence(learnt.Pairs, learnt.Mixture, learnt.Floor, (long)all, null);
    }

    /// <summary>
    /// By Dice alone: pairs that share a key are alike in what the key is made of, so what bits tell cannot be learnt from them for all
    /// (measured: worse than Dice); and learning takes the square of an encoding's length for every row.
    /// </summary>
    static LearntEvidence FromBlocks(PackedRows rows, int seed, IProgress<double>? progress, CancellationToken cancel)
    {
        var blocks = new CompareBlocks(rows, seed, cancel);
        progress?.Report(0.2);
        var floor = blocks.Floor(At(Ascending(Sample(rows, seed).Select(pair => (double)pair.Dice)), 0.99), PerRow, cancel);
        var pairs = blocks.Run(floor, cancel);
        progress?.Report(0.8);
        var learnt = new Learnt(pairs, Mix(rows, pairs, floor), floor);
        return new LearntEvidence(pairs, learnt.Mixture, floor, blocks.Count, Loss(rows, learnt, blocks, seed, cancel));
    }

    sealed record Learnt(List<ComparedPair> Pairs, ScoreMixture Mixture, double Floor, FoldedEvidence? Model = null);

    /// <summary>Learns in turns from a share of the pairs of two persons and the matches above it; <paramref name="run"/> compares from a Dice coefficient on, in its first or second turn.</summary>
    static Learnt Rounds(PackedRows rows, double tail, int seed, Func<double, double, List<ComparedPair>> run, CancellationToken cancel)
    {
        var few = (double)rows.Count * (rows.Count - 1) / 2 <= Few;
        var pairs = few ? run(0, 0) : [];
        var sample = few ? [] : Sample(rows, seed);
        var dice = Ascending((few ? pairs : sample).Select(pair => (double)pair.Dice));
        var floor = At(dice, 1 - tail);
        if (!few) pairs = run(floor, 0);
        // what is known in general stands in where nothing better is learnt; among many pairs the teachers are found without it
        var general = new Learnt(pairs, Mix(rows, pairs, floor, Usual(rows, dice)), floor);
        var learnt = few ? general : new Learnt(pairs, Mix(rows, pairs, floor), floor);
        var same = Same(rows, pairs, learnt.Mixture, 0.5);
        if (same.Sum(pair => pair.Probability) < Enough) return general;
        if (few) sample = Sample(rows, seed);
        var total = new TotalCovariance(rows);
        for (var round = 0; round < 2; round++)
        {
            if (FoldedEvidence.Learn(rows, total, same, sample, round > 0, cancel) is not { } model) break;
            var scores = model.Score(sample, double.NegativeInfinity, cancel);
            var ascending = Ascending(scores.Select(pair => (double)pair.Score));
            var scoreFloor = At(ascending, 1 - tail);
            // nineteen in twenty of the high scores have at least this Dice coefficient: what is more unlike is not looked at
            var reach = At(Ascending(scores.Where(pair => pair.Score >= At(ascending, Math.Min(0.995, 1 - tail))).Select(pair => (double)pair.Dice)), 0.05);
            var scored = model.Score(round == 0 ? pairs : run(reach, 0.5), scoreFloor, cancel);
            var next = new Learnt(scored, Mix(rows, scored, scoreFloor), scoreFloor, model);
            if (next.Mixture.Found < Enough) break;
            learnt = next;
            same = Same(rows, learnt.Pairs, learnt.Mixture, 0.2);
            if (same.Sum(pair => pair.Probability) < Enough) break;
        }
        return learnt.Model is null ? general : learnt;
    }

    /// <summary>Where few rows of two sources are still free: all their pairs, however unlike.</summary>
    static List<ComparedPair> AmongTheFree(PackedRows rows, Learnt learnt)
    {
        var sure = Matched(rows, learnt.Pairs, learnt.Mixture, 4);
        var all = new List<ComparedPair>();
        for (var s = 0; s < rows.Sources; s++)
            for (var t = s + 1; t < rows.Sources; t++)
            {
                var x = Free(rows, sure, s, t);
                var y = Free(rows, sure, t, s);
                if ((long)x.Count * y.Count > 50_000 || x.Count * 10 > rows.Start[s + 1] - rows.Start[s] || y.Count * 10 > rows.Start[t + 1] - rows.Start[t]) continue;
                var known = learnt.Pairs.Where(pair => rows.SourceOf[pair.A] == s && rows.SourceOf[pair.B] == t).Select(pair => (pair.A, pair.B)).ToHashSet();
                var more = (from a in x from b in y where !known.Contains((a, b)) let dice = (float)CompareAll.Dice(rows, a, b) select new ComparedPair(a, b, dice, dice)).ToList();
                all.AddRange(learnt.Model?.Score(more, double.NegativeInfinity, default) ?? more);
            }
        return all;
    }

    static List<int> Free(PackedRows rows, Dictionary<(int, int), int> sure, int of, int against) =>
        [.. Enumerable.Range(rows.Start[of], rows.Start[of + 1] - rows.Start[of]).Where(row => rows.Weight[row] > 0 && !sure.ContainsKey((row, against)))];

    /// <summary>Compares some rows with all others and counts which sure matches no block brought together.</summary>
    static double Loss(PackedRows rows, Learnt learnt, CompareBlocks blocks, int seed, CancellationToken cancel)
    {
        const double alike = 0.55;
        var with = Enumerable.Range(0, rows.Count).Where(row => rows.Weight[row] > 0).ToArray();
        if (with.Length < 2) return 0;
        var random = new Random(seed);
        var probes = Enumerable.Range(0, 500).Select(_ => with[random.Next(with.Length)]).Distinct().Order().ToArray();
        const int chunk = 1024;
        var found = new List<ComparedPair>[(with.Length + chunk - 1) / chunk];
        Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancel }, c =>
        {
            var list = found[c] = [];
            foreach (var b in with.AsSpan(c * chunk, Math.Min(chunk, with.Length - c * chunk)))
                foreach (var a in probes)
                    if (rows.SourceOf[a] != rows.SourceOf[b] && CompareAll.Dice(rows, a, b) is >= alike and var dice) list.Add(new ComparedPair(a, b, (float)dice, (float)dice));
        });
        var pairs = found.SelectMany(list => list).OrderBy(pair => pair.A).ThenBy(pair => pair.B).ToList();
        var sure = pairs.FindAll(pair => learnt.Mixture.Logit(pair.Score) >= 4);
        return sure.Count == 0 ? 0 : (double)sure.Count(pair => !blocks.Contains(Math.Min(pair.A, pair.B), Math.Max(pair.A, pair.B))) / sure.Count;
    }

    static Dictionary<(int Row, int Source), int> Matched(PackedRows rows, List<ComparedPair> pairs, ScoreMixture mixture, double from)
    {
        var matched = new Dictionary<(int, int), int>();
        foreach (var pair in pairs)
            if (rows.SourceOf[pair.A] != rows.SourceOf[pair.B] && mixture.Logit(pair.Score) > from)
            {
                matched[(pair.A, rows.SourceOf[pair.B])] = matched.ContainsKey((pair.A, rows.SourceOf[pair.B])) ? -1 : pair.B;
                matched[(pair.B, rows.SourceOf[pair.A])] = matched.ContainsKey((pair.B, rows.SourceOf[pair.A])) ? -1 : pair.A;
            }
        return matched;
    }

    /// <summary>What is known of Dice coefficients in general, set to this round's strangers; of many coefficients 2,000 are enough.</summary>
    static UsualDice Usual(PackedRows rows, double[] ascending)
    {
        double bits = 0, with = 0;
        foreach (var weight in rows.Weight) if (weight > 0) (bits, with) = (bits + weight, with + 1);
        const int most = 2_000;
        return new UsualDice(ascending.Length <= most ? ascending : [.. Enumerable.Range(0, most).Select(k => ascending[(int)((k + 0.5) * ascending.Length / most)])],
            bits / Math.Max(1, with * rows.Words * 64));
    }

    internal static ScoreMixture Mix(PackedRows rows, List<ComparedPair> pairs, double floor, UsualDice? usual = null)
    {
        var counts = new long[rows.Sources];
        for (var row = 0; row < rows.Count; row++) if (rows.Weight[row] > 0) counts[rows.SourceOf[row]]++;
        double all = counts.Sum(), one = counts.Sum(n => n * (n - 1.0) / 2), two = all * (all - 1) / 2 - one;
        List<double> Scores(bool cross) => pairs.FindAll(pair => rows.SourceOf[pair.A] != rows.SourceOf[pair.B] == cross).ConvertAll(pair => (double)pair.Score);
        // a person is rarely in a source twice: two sources share no more persons than the smaller one has rows
        double most = 0;
        for (var s = 0; s < counts.Length; s++)
            for (var t = s + 1; t < counts.Length; t++) most += Math.Min(counts[s], counts[t]);
        return two < 1 ? new ScoreMixture(Scores(false), one, [], 0, floor, Math.Max(1, all), usual: usual) : new ScoreMixture(Scores(true), two, Scores(false), one, floor, Math.Max(1, most), all, usual);
    }

    /// <summary>Pairs that are each other's best in the other's source, with their probability, at most 6,000, evenly spread.</summary>
    static List<(int A, int B, double Probability)> Same(PackedRows rows, List<ComparedPair> pairs, ScoreMixture mixture, double from)
    {
        var best = new Dictionary<(int, int), float>();
        foreach (var pair in pairs)
        {
            (int, int) x = (pair.A, rows.SourceOf[pair.B]), y = (pair.B, rows.SourceOf[pair.A]);
            if (!best.TryGetValue(x, out var s) || s < pair.Score) best[x] = pair.Score;
            if (!best.TryGetValue(y, out s) || s < pair.Score) best[y] = pair.Score;
        }
        var same = new List<(int, int, double)>();
        foreach (var pair in pairs)
        {
            if (rows.Sources > 1 && rows.SourceOf[pair.A] == rows.SourceOf[pair.B]) continue;
            if (best[(pair.A, rows.SourceOf[pair.B])] > pair.Score || best[(pair.B, rows.SourceOf[pair.A])] > pair.Score) continue;
            var p = 1 / (1 + Math.Exp(-mixture.Logit(pair.Score)));
            if (p >= from) same.Add((pair.A, pair.B, p));
        }
        const int most = 6_000;
        return same.Count <= most ? same : [.. Enumerable.Range(0, most).Select(k => same[(int)((long)k * same.Count / most)])];
    }

    /// <summary>Random pairs, with their Dice coefficients.</summary>
    static List<ComparedPair> Sample(PackedRows rows, int seed)
    {
        var with = Enumerable.Range(0, rows.Count).Where(row => rows.Weight[row] > 0).ToArray();
        var pairs = new List<ComparedPair>();
        if (with.Length < 2) return pairs;
        var random = new Random(seed);
        for (var i = 0; i < 1000; i++)
        {
            var a = with[random.Next(with.Length)];
            for (var k = 0; k < 200; k++)
                if (with[random.Next(with.Length)] is var b && a != b)
                {
                    var dice = (float)CompareAll.Dice(rows, a, b);
                    pairs.Add(new ComparedPair(a, b, dice, dice));
                }
        }
        return pairs;
    }

    internal static double[] Ascending(IEnumerable<double> scores)
    {
        double[] all = [.. scores];
        Array.Sort(all);
        return all;
    }

    internal static double At(double[] ascending, double share) => ascending.Length == 0 ? 0.5 : ascending[Math.Clamp((int)(share * ascending.Length), 0, ascending.Length - 1)];

    static Progress<double>? Part(IProgress<double>? progress, double from, double part) => progress is null ? null : new Progress<double>(share => progress.Report(from + part * share));
}
