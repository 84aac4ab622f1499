using Vern.Linkage.Comparison;
using Vern.Linkage.Encoding;
using Vern.Linkage.Estimation;

namespace Vern.Linkage.Linking;

/// <summary>Links the rows of many sources into persons.</summary>
public static class Linker
{
    /// <summary>Compares, calibrates, clusters and counts.</summary>
    public static LinkResult Link(IReadOnlyList<EncodedSource> sources, LinkOptions? options = null, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        options ??= new LinkOptions();
        var rows = new PackedRows(sources);
        if (rows.Count == 0) return new LinkResult(rows.Split(Array.Empty<int>()), rows.Split(Array.Empty<double>()), new(0, 0, 0), 0, rows.Split(Array.Empty<int>()), [], 0, null, 0);
        var learnt = LearnEvidence.From(rows, options.UseBlocking ?? (double)rows.Count * rows.Count / 2 > 2e10, options.Seed, progress, cancel);
        var compared = learnt.Pairs;
        var mixture = learnt.Mixture;
        var before = mixture.Prior(learnt.Compared);
        var verdicts = new Dictionary<(int, int), PairVerdict>();
        foreach (var decision in options.Decisions)
        {
            int a = rows.Start[decision.A.Source] + decision.A.Row, b = rows.Start[decision.B.Source] + decision.B.Row;
            verdicts[(Math.Min(a, b), Math.Max(a, b))] = decision.Verdict;
        }
        var logits = new Dictionary<(int, int), double>();
        var attributes = options.AttributeNames.Count == 0 ? null : new AttributeEvidence(sources, options.AttributeNames,
            compared.Where(pair => rows.SourceOf[pair.A] != rows.SourceOf[pair.B]).Select(pair => (pair.A, pair.B, 1 / (1 + Math.Exp(-mixture.Logit(pair.Score))))).Where(pair => pair.Item3 > 0.5));
        var pairs = new List<CandidatePair>();
        void Keep(int a, int b, double? dice, double prior, double ratio)
        {
            var given = attributes?.For(a, b).ToList() ?? [];
            var verdict = verdicts.GetValueOrDefault((a, b));
            var logit = verdict switch { PairVerdict.Same => 30, PairVerdict.Different => -30, _ => Math.Clamp(prior + ratio + given.Sum(item => item.Bits) * Math.Log(2), -25, 25) };
            logits[(a, b)] = logit;
            var p = 1 / (1 + Math.Exp(-logit));
            if (p < options.DoubtFrom) return;
            var weights = new List<EvidenceWeight> { new("prior", null, prior / Math.Log(2)) };
            // what is cut off at the ends, and a person's decision, stand with the similarity, so that the weights add up to the probability
            weights.Add(new EvidenceWeight(verdict is PairVerdict.Same or PairVerdict.Different ? "decision" : "similarity", null, (logit - prior) / Math.Log(2) - given.Sum(item => item.Bits)));
            weights.AddRange(given.Select(item => new EvidenceWeight(item.Name, item.Agrees, item.Bits)));
            pairs.Add(new CandidatePair(rows.RefOf(a), rows.RefOf(b), dice, p, weights));
        }
        var sure = learnt.CountSure(rows);
        foreach (var pair in compared)
        {
            var within = rows.SourceOf[pair.A] == rows.SourceOf[pair.B] ? -6 : 0;
            var part = PartOf(options, rows.SourceOf[pair.A], rows.SourceOf[pair.B]) ? 2 : 0;
            Keep(pair.A, pair.B, pair.Dice, before + within + part + learnt.Free(rows, sure, pair.A, pair.B), mixture.Logit(pair.Score) - before);
        }
        foreach (var ((a, b), verdict) in verdicts)
            if (verdict != PairVerdict.CannotTell && !logits.ContainsKey((a, b))) Keep(a, b, null, before, 0);
        pairs.Sort((x, y) => x.Probability != y.Probability ? y.Probability.CompareTo(x.Probability) : x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));

        var cut = Math.Log(options.Threshold / Math.Max(1e-9, 1 - options.Threshold));
        var best = Cluster(rows, logits, cut, oneEach: true);
        var loose = Cluster(rows, logits, Math.Log(options.DoubtFrom / (1 - options.DoubtFrom)), oneEach: false);
        var counts = new List<int>();
#pragma warning disable CA5394 // reproducible draws, no secret
        var random = new Random(options.Seed);
        var open = logits.Where(pair => pair.Value > -6).OrderBy(pair => pair.Key).ToArray();
        for (var draw = 0; draw < 200; draw++)
        {
            // the calibration itself is uncertain: all odds move together
            var shift = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            cancel.ThrowIfCancellationRequested();
            var drawn = new Dictionary<(int, int), double>(open.Length);
            foreach (var (key, logit) in open)
            {
                var u = random.NextDouble();
                drawn[key] = Math.Abs(logit) >= 30 ? logit : logit + shift - Math.Log(u / (1 - u));
            }
            counts.Add(Cluster(rows, drawn, 0, oneEach: true).Max() + 1);
            if (rows.Count > 200_000 && draw >= 20) break;
        }
#pragma warning restore CA5394
        counts.Sort();
        var low = counts[(int)(0.025 * (counts.Count - 1))];
        var high = counts[(int)Math.Ceiling(0.975 * (counts.Count - 1))];
        // the draws share one model; the interval therefore never is narrower than from "all in doubt are the same" to "all in doubt differ"
        var strict = Cluster(rows, logits, Math.Log(options.DoubtTo / (1 - options.DoubtTo)), oneEach: true);
        (low, high) = (Math.Min(low, loose.Max() + 1), Math.Max(high, strict.Max() + 1));
        var members = new double[rows.Count];
        Array.Fill(members, double.NegativeInfinity);
        var size = new int[rows.Count];
        foreach (var c in best) size[c]++;
        foreach (var ((a, b), logit) in logits)
            if (best[a] == best[b]) { members[a] = Math.Max(members[a], logit); members[b] = Math.Max(members[b], logit); }
        var probabilities = members.Select((m, row) => size[best[row]] == 1 ? 1 : 1 / (1 + Math.Exp(-m))).ToArray();
        
        return new LinkResult(rows.Split(best), rows.Split(probabilities), new PersonCount(low, counts[counts.Count / 2], high),
            rows.Count == 0 ? 0 : loose.Max() + 1, rows.Split(loose), pairs, learnt.Compared, learnt.BlockingLoss, rows.Count);
    }

    static bool PartOf(LinkOptions options, int s, int t) =>
        s < options.PartOf.Count && options.PartOf[s] == t || t < options.PartOf.Count && options.PartOf[t] == s;

    static int[] Cluster(PackedRows rows, Dictionary<(int, int), double> logits, double cut, bool oneEach)
    {
        var parent = Enumerable.Range(0, rows.Count).ToArray();
        var members = parent.Select(row => new List<int> { row }).ToArray();
        int Find(int row) { while (parent[row] != row) row = parent[row] = parent[parent[row]]; return row; }
        foreach (var ((a, b), logit) in logits.Where(pair => pair.Value >= cut).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key))
        {
            int x = Find(a), y = Find(b);
            if (x == y) continue;
            double total = 0;
            foreach (var p in members[x])
                foreach (var q in members[y])
                {
                    var between = logits.GetValueOrDefault((Math.Min(p, q), Math.Max(p, q)), oneEach ? -4 : 0);
                    total += between <= -30 ? -1e6 : between >= 30 ? 1e3 : oneEach && rows.SourceOf[p] == rows.SourceOf[q] ? Math.Min(between, -6) : between;
                }
            if (oneEach ? total < 0 : total < -1e5) continue;
            parent[y] = x;
            members[x].AddRange(members[y]);
        }
        var number = new Dictionary<int, int>();
        return Enumerable.Range(0, rows.Count).Select(row => { var root = Find(row); if (!number.TryGetValue(root, out var n)) number[root] = n = number.Count; return n; }).ToArray();
    }
}
