using Vern.Linkage.Comparison;

namespace Vern.Linkage.Estimation;

/// <summary>
/// A model of bits learnt from all clear matches, and four more, each of which left out a quarter of them: a pair that taught is scored by the one
/// that it did not teach (cross-fitting), any other pair by the whole. One model alone knows its teachers by heart: it would set them far above all
/// other matches, and what it was taught wrongly, too.
/// </summary>
sealed class FoldedEvidence
{
    const int Quarters = 4;
    // how much more or less Dice may vary over pairs of two persons than the evidence of bits; the share that tells matches best is taken
    static readonly double[] DiceShares = [0.3, 1, 3];
    // rows that teach together have one number, all others none (-1)
    readonly int[] group;
    readonly BitEvidence whole;
    readonly BitEvidence[] without;

    FoldedEvidence(int[] group, BitEvidence whole, BitEvidence[] without) => (this.group, this.whole, this.without) = (group, whole, without);

    /// <summary>Learns from pairs that are probably one person; null when the encodings do not vary.</summary>
    /// <param name="sample">Random pairs with their Dice coefficients.</param>
    /// <param name="folded">False: the whole scores all pairs, quick and good enough to find more matches by.</param>
    public static FoldedEvidence? Learn(PackedRows rows, TotalCovariance total, IReadOnlyList<(int A, int B, double Probability)> same, List<ComparedPair> sample, bool folded, CancellationToken cancel)
    {
        var taught = Groups(rows.Count, same);
        var quarters = new BitEvidence[folded ? Quarters : 0];
        for (var q = 0; q < quarters.Length; q++)
        {
            if (BitEvidence.Learn(rows, total, [.. same.Where(pair => taught[pair.A] % Quarters != q)], cancel) is not { } part) return null;
            quarters[q] = part;
        }
        if (BitEvidence.Learn(rows, total, same, cancel) is not { } all) return null;
        var learnt = new FoldedEvidence(folded ? taught : Array.ConvertAll(taught, _ => -1), all, quarters);
        var teachers = same.Where(pair => pair.Probability > 0.5).Select(pair => new ComparedPair(pair.A, pair.B, (float)CompareAll.Dice(rows, pair.A, pair.B), 0)).OrderBy(pair => pair.A).ToList();
        List<ComparedPair> told = learnt.Score(teachers, double.NegativeInfinity, cancel), random = learnt.Score(sample, double.NegativeInfinity, cancel);
        var unit = Spread(random.Select(pair => (double)pair.Score)) / Math.Max(1e-6, Spread(random.Select(pair => (double)pair.Dice)));
        var best = (Factor: DiceShares[0] * unit, Apart: double.NegativeInfinity);
        foreach (var share in folded ? DiceShares : DiceShares[..1])
        {
            double[] Scores(List<ComparedPair> pairs) => LearnEvidence.Ascending(pairs.Select(pair => pair.Score + share * unit * pair.Dice));
            double[] matches = Scores(told), strangers = Scores(random);
            var high = LearnEvidence.At(strangers, 0.999);
            var apart = (LearnEvidence.At(matches, 0.05) - high) / Math.Max(1e-9, high - LearnEvidence.At(strangers, 0.5));
            if (apart > best.Apart) best = (share * unit, apart);
        }
        foreach (var model in quarters.Append(all)) model.DiceFactor = best.Factor;
        return learnt;
    }

    /// <summary>The pairs with their scores, those below the floor left out; ordered by A, then B.</summary>
    public List<ComparedPair> Score(List<ComparedPair> pairs, double floor, CancellationToken cancel)
    {
        int By(ComparedPair pair) => group[pair.A] >= 0 && group[pair.A] == group[pair.B] ? group[pair.A] % Quarters : Quarters;
        var parts = Enumerable.Range(0, Quarters + 1).Select(_ => new List<ComparedPair>()).ToArray();
        foreach (var pair in pairs) parts[By(pair)].Add(pair);
        List<ComparedPair> all = CompareAll.Score(parts[Quarters], whole, floor, cancel);
        for (var q = 0; q < without.Length; q++) all.AddRange(CompareAll.Score(parts[q], without[q], floor, cancel));
        all.Sort((x, y) => x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));
        return all;
    }

    static int[] Groups(int count, IReadOnlyList<(int A, int B, double Probability)> same)
    {
        var parent = Enumerable.Range(0, count).ToArray();
        int Find(int row) { while (parent[row] != row) row = parent[row] = parent[parent[row]]; return row; }
        foreach (var (a, b, _) in same) { int x = Find(a), y = Find(b); parent[Math.Max(x, y)] = Math.Min(x, y); }
        var many = new int[count];
        for (var row = 0; row < count; row++) many[Find(row)]++;
        var number = new Dictionary<int, int>();
        return [.. Enumerable.Range(0, count).Select(row =>
        {
            var root = Find(row);
            if (many[root] == 1) return -1;
            if (!number.TryGetValue(root, out var mine)) number[root] = mine = number.Count;
            return mine;
        })];
    }

    /// <summary>The half distance of the 16th and the 84th percentile: a standard deviation that matches among the pairs do not widen.</summary>
    static double Spread(IEnumerable<double> values)
    {
        var ascending = LearnEvidence.Ascending(values);
        return (LearnEvidence.At(ascending, 0.84) - LearnEvidence.At(ascending, 0.16)) / 2;
    }
}
