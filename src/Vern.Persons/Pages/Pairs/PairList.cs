using Vern.Linkage.Linking;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;

namespace Vern.Persons.Pages.Pairs;

/// <summary>A pair that is or was in doubt.</summary>
/// <param name="Number">Its place in the list, from 1; the same as long as no submission changes.</param>
/// <param name="A">The row that comes first by sender and number.</param>
/// <param name="B">The other row.</param>
/// <param name="Pair">What the linkage knows of it; null when it is no longer among the candidates.</param>
/// <param name="Decision">The decision in force, or null.</param>
public sealed record ListedPair(int Number, ReportedRow A, ReportedRow B, CandidatePair? Pair, RowDecision? Decision)
{
    /// <summary>Whether a person still has to look.</summary>
    public bool Open => Decision is null;
}

/// <summary>The doubtful pairs of a year: those nobody has decided and those that somebody has.</summary>
public static class PairList
{
    /// <summary>All pairs, in an order that decisions do not change.</summary>
    public static IReadOnlyList<ListedPair> Of(RoundLinkage linkage, IReadOnlyList<RowDecision> decisions)
    {
        var decided = decisions.ToDictionary(decision => Ordered(decision.A, decision.B));
        var candidates = linkage.Result.Pairs.Select(pair => (Key: Ordered(linkage.RowOf(pair.A), linkage.RowOf(pair.B)), pair))
            .GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.First().pair);
        var keys = linkage.Result.Doubtful(linkage.Options).Select(pair => Ordered(linkage.RowOf(pair.A), linkage.RowOf(pair.B))).Concat(decided.Keys).Distinct()
            .OrderBy(key => key.A.Sender.Value, StringComparer.Ordinal).ThenBy(key => key.A.Row).ThenBy(key => key.B.Sender.Value, StringComparer.Ordinal).ThenBy(key => key.B.Row);
        return [.. keys.Select((key, index) => new ListedPair(index + 1, key.A, key.B, candidates.GetValueOrDefault(key), decided.GetValueOrDefault(key)))];
    }

    /// <summary>How the number of counted persons changes when the two rows are taken as different instead of as one, by the pairs that the linkage knows: 0 or more.</summary>
    public static int IfDifferent(RoundLinkage linkage, RowRef a, RowRef b)
    {
        var clusters = linkage.Result.ClustersIfInDoubt;
        var cluster = clusters[a.Source][a.Row];
        if (clusters[b.Source][b.Row] != cluster) return 0;
        var apart = linkage.Options.Decisions.Where(decision => decision.Verdict == PairVerdict.Different).Select(decision => (decision.A, decision.B)).ToHashSet();
        var edges = linkage.Result.Pairs.Where(pair => clusters[pair.A.Source][pair.A.Row] == cluster && clusters[pair.B.Source][pair.B.Row] == cluster
            && !(pair.A == a && pair.B == b) && !(pair.A == b && pair.B == a) && !apart.Contains((pair.A, pair.B)) && !apart.Contains((pair.B, pair.A))).ToList();
        var side = new HashSet<RowRef> { a };
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var edge in edges)
                if (side.Contains(edge.A) != side.Contains(edge.B)) grew |= side.Add(edge.A) | side.Add(edge.B);
        }
        if (side.Contains(b)) return 0;
        var all = clusters.SelectMany((rows, source) => rows.Select((number, row) => (number, Row: new RowRef(source, row)))).Where(item => item.number == cluster).Select(item => item.Row).ToList();
        int Counts(IEnumerable<RowRef> rows) => rows.Any(row => CountPersons.CountsByItself(linkage.PersonOf(row), linkage.Year)) ? 1 : 0;
        return Counts(side) + Counts(all.Where(row => !side.Contains(row))) - Counts(all);
    }

    /// <summary>The two rows, the one that comes first by sender and number first.</summary>
    public static (ReportedRow A, ReportedRow B) Ordered(ReportedRow a, ReportedRow b) =>
        string.CompareOrdinal(a.Sender.Value, b.Sender.Value) is < 0 || (a.Sender == b.Sender && a.Row <= b.Row) ? (a, b) : (b, a);
}
