using Vern.Linkage.Comparison;

namespace Vern.Linkage.Estimation;

/// <summary>What was learnt from the pairs of a linkage: the pairs worth looking at with their scores, and how a score becomes a probability.</summary>
/// <param name="Pairs">Pairs with a score from the floor on, ordered by A, then B.</param>
/// <param name="Mixture">Score to probability.</param>
/// <param name="Compared">How many pairs were compared to find them.</param>
public sealed record LearntEvidence(List<ComparedPair> Pairs, ScoreMixture Mixture, long Compared);

/// <summary>
/// Learns without labels: Dice finds the clear matches, they teach <see cref="BitEvidence"/>, its scores find more, and so once again.
/// Where clear matches are too few to learn from, Dice stays the score.
/// </summary>
public static class LearnEvidence
{
    const int Enough = 30;

    /// <summary>Learns from all pairs.</summary>
    public static LearntEvidence FromAllPairs(PackedRows rows, int seed, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var all = Math.Max(1.0, (double)rows.Count * (rows.Count - 1) / 2);
        var sample = Sample(rows, seed, null);
        // keep so many pairs of two persons that their tail can be seen, and no more
        var tail = Math.Min(0.25, Math.Max(6.0 * rows.Count, 3000) / all);
        var floor = At(sample, 1 - tail);
        var pairs = CompareAll.Run(rows, floor, null, 0, Part(progress, 0, 0.3), cancel);
        var mixture = Mix(rows, pairs, floor);
        var same = Same(rows, pairs, mixture, 0.5);
        if (same.Sum(pair => pair.Probability) < Enough) return new LearntEvidence(pairs, mixture, (long)all);
        var total = new TotalCovariance(rows);
        for (var round = 0; round < 2; round++)
        {
            if (BitEvidence.Learn(rows, total, same, cancel) is not { } model) break;
            progress?.Report(0.4 + 0.2 * round);
            sample = Sample(rows, seed, model);
            var scoreFloor = At(sample, 1 - tail);
            var loose = round == 0 ? floor : At(Sample(rows, seed, null), 0.9);
            var scored = CompareAll.Run(rows, loose, model, scoreFloor, Part(progress, 0.4 + 0.2 * round, 0.2), cancel);
            var next = Mix(rows, scored, scoreFloor);
            if (next.Found < Enough) break;
            (pairs, mixture) = (scored, next);
            same = Same(rows, pairs, mixture, 0.2);
            if (same.Sum(pair => pair.Probability) < Enough) break;
        }
        return new LearntEvidence(pairs, mixture, (long)all);
    }

    static ScoreMixture Mix(PackedRows rows, List<ComparedPair> pairs, double floor)
    {
        var cross = rows.Sources > 1;
        var scores = new List<double>(pairs.Count);
        foreach (var pair in pairs)
            if (!cross || rows.SourceOf[pair.A] != rows.SourceOf[pair.B]) scores.Add(pair.Score);
        return new ScoreMixture(scores, floor);
    }

    /// <summary>Pairs that are each other's best in the other's source, with their probability, at most 15,000, evenly spread.</summary>
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
        const int most = 15_000;
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

    static double At(double[] ascending, double share) => ascending.Length == 0 ? 0 : ascending[Math.Clamp((int)(share * ascending.Length), 0, ascending.Length - 1)];

    static Progress<double>? Part(IProgress<double>? progress, double from, double part) => progress is null ? null : new Progress<double>(share => progress.Report(from + part * share));
}
