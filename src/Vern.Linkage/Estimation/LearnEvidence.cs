using Vern.Linkage.Comparison;

namespace Vern.Linkage.Estimation;

/// <summary>What was learnt from the pairs of a linkage: the pairs worth looking at with their scores, and how a score becomes a probability.</summary>
/// <param name="Pairs">Pairs with a score from the floor on, ordered by A, then B.</param>
/// <param name="Mixture">Score to probability.</param>
/// <param name="Floor">The score from which on pairs were kept.</param>
/// <param name="Compared">How many pairs were compared to find them.</param>
/// <param name="BlockingLoss">Estimated share of true pairs never compared; null when all were.</param>
public sealed record LearntEvidence(List<ComparedPair> Pairs, ScoreMixture Mixture, double Floor, long Compared, double? BlockingLoss);

/// <summary>
/// Learns without labels: Dice finds the clear matches, they teach <see cref="BitEvidence"/>, its scores find more, and so once again.
/// Where clear matches are too few to learn from, Dice stays the score.
/// </summary>
public static class LearnEvidence
{
    // a filter has a thousand bits or more: fewer clear matches than this teach it their accidents
    const int Enough = 60;
    const double DiceShare = 0.3;

    /// <summary>Learns from all pairs, or from those that share a block.</summary>
    public static LearntEvidence From(PackedRows rows, bool blocking, int seed, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var blocks = blocking ? new CompareBlocks(rows, seed, cancel) : null;
        var all = Math.Max(1.0, blocks?.Count ?? (double)rows.Count * (rows.Count - 1) / 2);
        List<ComparedPair> Run(double dice, BitEvidence? by, double from, double begun, double part) =>
            blocks?.Run(Math.Min(dice, 0.6), by, from, cancel) ?? CompareAll.Run(rows, dice, by, from, Part(progress, begun, part), cancel);
        var sample = Sample(rows, seed, null);
        // keep so many pairs of two persons that their tail can be seen, and no more
        var tail = blocking ? 0.01 : Math.Min(0.25, Math.Max(6.0 * rows.Count, 3000) / all);
        var floor = At(sample, 1 - tail);
        var pairs = Run(floor, null, 0, 0, 0.3);
        var mixture = Mix(rows, pairs, floor);
        var same = Same(rows, pairs, mixture, 0.5);
        if (same.Sum(pair => pair.Probability) < Enough) return Finish(rows, pairs, mixture, floor, null, blocks, seed, (long)all, cancel);
        var total = new TotalCovariance(rows);
        BitEvidence? used = null;
        var kept = floor;
        for (var round = 0; round < 2; round++)
        {
            if (BitEvidence.Learn(rows, total, same, cancel) is not { } model) break;
            progress?.Report(0.4 + 0.2 * round);
            var dice = Sample(rows, seed, null);
            model.DiceFactor = DiceShare * Spread(Sample(rows, seed, model)) / Math.Max(1e-6, Spread(dice));
            sample = Sample(rows, seed, model);
            var scoreFloor = At(sample, blocking ? 0.99 : 1 - tail);
            var scored = round == 0 ? CompareAll.Score(pairs, model, scoreFloor) : Run(At(dice, 0.9), model, scoreFloor, 0.4, 0.5);
            var next = Mix(rows, scored, scoreFloor);
            if (next.Found < Enough) break;
            (pairs, mixture, used, kept) = (scored, next, model, scoreFloor);
            same = Same(rows, pairs, mixture, 0.2);
            if (same.Sum(pair => pair.Probability) < Enough) break;
        }
        return Finish(rows, pairs, mixture, used is null ? floor : kept, used, blocks, seed, (long)all, cancel);
    }

    static LearntEvidence Finish(PackedRows rows, List<ComparedPair> pairs, ScoreMixture mixture, double floor, BitEvidence? model, CompareBlocks? blocks, int seed, long all, CancellationToken cancel)
    {
        var sure = Matched(rows, pairs, mixture, 4);
        var loss = blocks is null ? (double?)null : Loss(rows, mixture, model, blocks, seed, cancel);
        if (blocks is not null) return new LearntEvidence(pairs, mixture, floor, all, loss);
        // few rows still free: look at all their pairs, however unlike
        for (var s = 0; s < rows.Sources; s++)
            for (var t = s + 1; t < rows.Sources; t++)
            {
                var x = Free(rows, sure, s, t);
                var y = Free(rows, sure, t, s);
                if ((long)x.Count * y.Count > 50_000 || x.Count * 10 > rows.Start[s + 1] - rows.Start[s] || y.Count * 10 > rows.Start[t + 1] - rows.Start[t]) continue;
                var known = pairs.Where(pair => rows.SourceOf[pair.A] == s && rows.SourceOf[pair.B] == t).Select(pair => (pair.A, pair.B)).ToHashSet();
                var more = (from a in x from b in y where !known.Contains((a, b)) let dice = (float)CompareAll.Dice(rows, a, b) select new ComparedPair(a, b, dice, dice)).ToList();
                pairs.AddRange(model is null ? more : CompareAll.Score(more, model, double.NegativeInfinity));
            }
        pairs.Sort((p, q) => p.A != q.A ? p.A.CompareTo(q.A) : p.B.CompareTo(q.B));
        return new LearntEvidence(pairs, mixture, floor, all, loss);
    }

    static List<int> Free(PackedRows rows, Dictionary<(int, int), int> sure, int of, int against) =>
        [.. Enumerable.Range(rows.Start[of], rows.Start[of + 1] - rows.Start[of]).Where(row => rows.Weight[row] > 0 && !sure.ContainsKey((row, against)))];

    /// <summary>Compares a few rows with all others and counts which sure matches no block brought together.</summary>
    static double Loss(PackedRows rows, ScoreMixture mixture, BitEvidence? model, CompareBlocks blocks, int seed, CancellationToken cancel)
    {
        if (rows.Count < 2) return 0;
#pragma warning disable CA5394 // reproducible draws, no secret
        var random = new Random(seed);
        int found = 0, missed = 0;
        var room = model is null ? null : new BitEvidence.Row(model);
        for (var i = 0; i < Math.Clamp(200_000_000 / rows.Count, 20, 500); i++)
        {
            cancel.ThrowIfCancellationRequested();
            var a = random.Next(rows.Count);
            if (rows.Weight[a] <= 0) continue;
            room?.Take(a);
            for (var b = 0; b < rows.Count; b++)
            {
                if (rows.SourceOf[a] == rows.SourceOf[b] || rows.Weight[b] <= 0) continue;
                var dice = CompareAll.Dice(rows, a, b);
                if (dice < 0.55 || mixture.Logit(room?.With(b, dice) ?? dice) < 4) continue;
                if (blocks.Contains(Math.Min(a, b), Math.Max(a, b))) found++; else missed++;
            }
        }
#pragma warning restore CA5394
        return found + missed == 0 ? 0 : (double)missed / (found + missed);
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

    internal static ScoreMixture Mix(PackedRows rows, List<ComparedPair> pairs, double floor)
    {
        var counts = new long[rows.Sources];
        for (var row = 0; row < rows.Count; row++) if (rows.Weight[row] > 0) counts[rows.SourceOf[row]]++;
        double all = counts.Sum(), one = counts.Sum(n => n * (n - 1.0) / 2), two = all * (all - 1) / 2 - one;
        List<double> Scores(bool cross) => pairs.FindAll(pair => rows.SourceOf[pair.A] != rows.SourceOf[pair.B] == cross).ConvertAll(pair => (double)pair.Score);
        return two < 1 ? new ScoreMixture(Scores(false), one, [], 0, floor) : new ScoreMixture(Scores(true), two, Scores(false), one, floor);
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

    /// <summary>Scores of random pairs, ascending.</summary>
    static double[] Sample(PackedRows rows, int seed, BitEvidence? model)
    {
        var with = Enumerable.Range(0, rows.Count).Where(row => rows.Weight[row] > 0).ToArray();
        if (with.Length < 2) return [0.5];
#pragma warning disable CA5394 // reproducible draws, no secret
        var random = new Random(seed);
        var scores = new List<double>();
        var room = model is null ? null : new BitEvidence.Row(model);
        for (var i = 0; i < 1000; i++)
        {
            var a = with[random.Next(with.Length)];
            room?.Take(a);
            for (var k = 0; k < 200; k++)
            {
                var b = with[random.Next(with.Length)];
                if (a != b) scores.Add(room is null ? CompareAll.Dice(rows, a, b) : room.With(b));
            }
        }
#pragma warning restore CA5394
        scores.Sort();
        return [.. scores];
    }

    /// <summary>The half distance of the 16th and the 84th percentile: a standard deviation that matches among the pairs do not widen.</summary>
    static double Spread(double[] ascending) => (At(ascending, 0.84) - At(ascending, 0.16)) / 2;

    static double At(double[] ascending, double share) => ascending.Length == 0 ? 0 : ascending[Math.Clamp((int)(share * ascending.Length), 0, ascending.Length - 1)];

    static Progress<double>? Part(IProgress<double>? progress, double from, double part) => progress is null ? null : new Progress<double>(share => progress.Report(from + part * share));
}
