using Vern.Linkage.Comparison;
using Vern.Linkage.Encoding;
using Vern.Linkage.Estimation;

namespace Vern.Linkage.Linking;

/// <summary>Links the rows of many sources into persons.</summary>
public static class Linker
{
    // how uncertain the odds of all pairs together are taken to be (standard deviation, natural logarithm)
    const double Doubt = 0.8;
    // the same where they are not this round's own but those known in general
    const double DoubtInGeneral = 1.3;
    // attributes alone never make two rows surely one person
    const double WithoutEncoding = 0.94;
    // evidence that nothing outweighs (natural logarithm)
    const double Certain = 25;

    /// <summary>Compares, calibrates, draws persons, clusters and counts.</summary>
    public static LinkResult Link(IReadOnlyList<EncodedSource> sources, LinkOptions? options = null, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        options ??= new LinkOptions();
        var rows = new PackedRows(sources);
        if (options.Counting is { } counting && (counting.Count != sources.Count || sources.Zip(counting).Any(pair => pair.First.Records.Count != pair.Second.Length)))
            throw new ArgumentException("what rows count is not given for exactly these rows", nameof(options));
        if (rows.Count == 0) return new LinkResult(rows.Split(Array.Empty<int>()), rows.Split(Array.Empty<double>()), new(0, 0, 0), 0, rows.Split(Array.Empty<int>()), [], 0, null, 0);
        var learnt = LearnEvidence.From(rows, options.UseBlocking ?? (double)rows.Count * rows.Count / 2 > 2e10, options.Seed, Part(progress, 0, 0.7), cancel);
        return Link(sources, rows, learnt, options, Part(progress, 0.7, 0.3), cancel);
    }

    internal static LinkResult Link(IReadOnlyList<EncodedSource> sources, PackedRows rows, LearntEvidence learnt, LinkOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        var mixture = learnt.Mixture;
        var verdicts = new SortedDictionary<(int A, int B), PairVerdict>();
        foreach (var decision in options.Decisions)
        {
            int a = rows.Start[decision.A.Source] + decision.A.Row, b = rows.Start[decision.B.Source] + decision.B.Row;
            verdicts[(Math.Min(a, b), Math.Max(a, b))] = decision.Verdict;
        }
        var attributes = options.AttributeNames.Count == 0 && rows.Blocks.Length == 0 ? null : new AttributeEvidence(rows, sources, options.AttributeNames,
            [.. learnt.Pairs.Where(pair => rows.SourceOf[pair.A] != rows.SourceOf[pair.B]).Select(pair => (pair.A, pair.B, mixture.Logit(pair.Score)))]);
        // two equal encodings are one identity: no two different ones of any length fill the same filter, however few rows the mixture had to learn from
        double LogRatio(ComparedPair pair) => pair.Dice > 0.999999 ? Certain : mixture.LogRatio(pair.Score);
        var evidence = learnt.Pairs.ConvertAll(pair => new RowEvidence(pair.A, pair.B, Math.Clamp(LogRatio(pair) + (attributes?.Sum(pair.A, pair.B) ?? 0) * Math.Log(2), -Certain, Certain)));
        if (attributes is not null) evidence.AddRange(attributes.WithoutEncoding(mixture.Prior));
        var sampler = new PersonSampler(rows, evidence,
            verdicts.Where(pair => pair.Value == PairVerdict.Same).Select(pair => pair.Key), verdicts.Where(pair => pair.Value == PairVerdict.Different).Select(pair => pair.Key),
            (s, t) => PartOf(options, s, t), mixture.Found, mixture.Found > 0 && learnt.Floor > double.NegativeInfinity ? mixture.Below : 0, options.Seed,
            options.Counting is { } counting ? [.. Enumerable.Range(0, rows.Count).Select(rows.RefOf).Select(row => counting[row.Source][row.Row])] : null);
        sampler.Run(20, rows.Count > PersonSampler.Many ? 40 : rows.Count > 10_000 ? 100 : 200, mixture.Own * Doubt + (1 - mixture.Own) * DoubtInGeneral, options.Seed, progress, cancel);

        var probabilities = new Dictionary<(int A, int B), double>();
        foreach (var (a, b, p) in sampler.Drawn())
            if (p >= 0.01) probabilities[(a, b)] = rows.Weight[a] < 0 || rows.Weight[b] < 0 ? Math.Min(p, WithoutEncoding) : p;
        foreach (var (pair, verdict) in verdicts)
            if (verdict == PairVerdict.Same) probabilities[pair] = 1;
        var pairs = new List<CandidatePair>();
        foreach (var (pair, p) in probabilities)
            if (p >= options.DoubtFrom) pairs.Add(Candidate(pair.A, pair.B, p));
        CandidatePair Candidate(int a, int b, double p)
        {
            var given = attributes?.For(a, b).ToList() ?? [];
            double? dice = rows.Weight[a] < 0 || rows.Weight[b] < 0 ? null : CompareAll.Dice(rows, a, b);
            var verdict = verdicts.GetValueOrDefault((a, b));
            p = Math.Clamp(p, 1e-7, 1 - 1e-7);
            var logit = Math.Log2(p / (1 - p));
            var at = learnt.Pairs.BinarySearch(new ComparedPair(a, b, 0, 0), ByRows);
            var score = at >= 0 ? LogRatio(learnt.Pairs[at]) / Math.Log(2) : 0;
            var weights = new List<EvidenceWeight>();
            if (verdict == PairVerdict.Same)
            {
                var prior = sampler.Prior(rows.SourceOf[a], rows.SourceOf[b]) / Math.Log(2);
                weights.Add(new("prior", null, prior));
                weights.Add(new("similarity", null, score));
                weights.AddRange(given.Select(item => new EvidenceWeight(item.Name, item.Agrees, item.Bits)));
                weights.Add(new("decision", null, logit - weights.Sum(weight => weight.Bits)));
            }
            else
            {
                // before the two are looked at: how many persons the sources share, who else each of the two could be, what third rows tell
                weights.Add(new("prior", null, logit - score - given.Sum(item => item.Bits)));
                weights.Add(new("similarity", null, score));
                weights.AddRange(given.Select(item => new EvidenceWeight(item.Name, item.Agrees, item.Bits)));
            }
            return new CandidatePair(rows.RefOf(a), rows.RefOf(b), dice, p, weights);
        }
        pairs.Sort((x, y) => x.Probability != y.Probability ? y.Probability.CompareTo(x.Probability) : x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));
        var different = verdicts.Where(pair => pair.Value == PairVerdict.Different).Select(pair => pair.Key).ToHashSet();
        var best = ClusterRows.By(rows.Count, probabilities, different, options.Threshold, average: true);
        var loose = ClusterRows.By(rows.Count, probabilities, different, options.DoubtFrom, average: false);
        var members = new double[rows.Count];
        var size = new int[rows.Count];
        foreach (var c in best) size[c]++;
        foreach (var ((a, b), p) in probabilities)
            if (best[a] == best[b]) (members[a], members[b]) = (Math.Max(members[a], p), Math.Max(members[b], p));
        for (var row = 0; row < rows.Count; row++) if (size[best[row]] == 1) members[row] = 1;
        return new LinkResult(rows.Split(best), rows.Split(members),
            Interval(sampler.Counts), loose.Max() + 1, rows.Split(loose), pairs, learnt.Compared, learnt.BlockingLoss, rows.Count) { Counted = Interval(sampler.Counted) };
    }

    static PersonCount Interval(List<int> counts) => new(counts[(int)(0.025 * (counts.Count - 1))], counts[counts.Count / 2], counts[(int)Math.Ceiling(0.975 * (counts.Count - 1))]);

    static Progress<double>? Part(IProgress<double>? progress, double from, double part) => progress is null ? null : new Progress<double>(share => progress.Report(from + part * share));

    static readonly Comparer<ComparedPair> ByRows = Comparer<ComparedPair>.Create((x, y) => x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));

    static bool PartOf(LinkOptions options, int s, int t) =>
        s < options.PartOf.Count && options.PartOf[s] == t || t < options.PartOf.Count && options.PartOf[t] == s;
}
