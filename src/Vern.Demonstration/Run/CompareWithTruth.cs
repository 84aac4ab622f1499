using Vern.Demonstration.Truth;
using Vern.Linkage.Linking;

namespace Vern.Demonstration.Run;

/// <summary>How a clustering of rows does against the persons they are of: pairs of rows of one person.</summary>
/// <param name="TruePairs">Pairs of rows of one person.</param>
/// <param name="Linked">Pairs of rows put into one cluster.</param>
/// <param name="Right">Pairs that are both.</param>
/// <param name="Persons">Clusters found.</param>
public sealed record PairScore(long TruePairs, long Linked, long Right, int Persons)
{
    /// <summary>Share of linked pairs that are right, 0 to 1; 1 when none is linked.</summary>
    public double Precision => Linked == 0 ? 1 : (double)Right / Linked;
    /// <summary>Share of true pairs that were linked, 0 to 1; 1 when there are none.</summary>
    public double Recall => TruePairs == 0 ? 1 : (double)Right / TruePairs;

    /// <summary>Scores clusters against the truth, in time linear in rows.</summary>
    /// <param name="clusters">For every source, for every row, its cluster.</param>
    /// <param name="truth">For every source, for every row, the person it is of.</param>
    public static PairScore Of(IReadOnlyList<int[]> clusters, IReadOnlyList<int[]> truth)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(truth);
        var byCluster = new Dictionary<int, int>();
        var byPerson = new Dictionary<int, int>();
        var byBoth = new Dictionary<(int, int), int>();
        for (var source = 0; source < truth.Count; source++)
            for (var row = 0; row < truth[source].Length; row++)
            {
                Add(byCluster, clusters[source][row]);
                Add(byPerson, truth[source][row]);
                Add(byBoth, (clusters[source][row], truth[source][row]));
            }

        return new(Pairs(byPerson.Values), Pairs(byCluster.Values), Pairs(byBoth.Values), byCluster.Count);
    }

    private static void Add<T>(Dictionary<T, int> counts, T key) where T : notnull => counts[key] = counts.TryGetValue(key, out var had) ? had + 1 : 1;

    private static long Pairs(IEnumerable<int> sizes) => sizes.Sum(size => (long)size * (size - 1) / 2);
}

/// <summary>A cell of Table 3 in truth and as found.</summary>
public sealed record CellDifference(string Form, string SexAge, int Truth, int Found)
{
    /// <summary>Found less truth.</summary>
    public int Difference => Found - Truth;
}

/// <summary>What linkage found beside the truth that it did not see.</summary>
/// <param name="Truth">Counted persons in truth.</param>
/// <param name="Counted">Counted persons found: 95 % interval and median.</param>
/// <param name="ByRule">Counted persons by "in doubt, the same person" (C-005).</param>
/// <param name="Best">Clusters at the linker's own threshold.</param>
/// <param name="Rule">Clusters by the rule.</param>
/// <param name="Rows">Rows linked.</param>
/// <param name="RowsWithoutIdentity">Rows whose body handed over no identity.</param>
/// <param name="PairsWithoutIdentity">True pairs of which one row or both have no identity: linkage can hardly find them.</param>
/// <param name="Doubtful">Undecided doubtful pairs.</param>
/// <param name="DoubtfulTrue">How many of those are one person in truth.</param>
/// <param name="Table3">Every cell of Table 3.</param>
public sealed record HowFar(
    int Truth, PersonCount Counted, int ByRule, PairScore Best, PairScore Rule, int Rows, int RowsWithoutIdentity, long PairsWithoutIdentity,
    int Doubtful, int DoubtfulTrue, IReadOnlyList<CellDifference> Table3)
{
    /// <summary>Whether the interval holds the truth.</summary>
    public bool IntervalHoldsTruth => Counted.Low <= Truth && Truth <= Counted.High;
    /// <summary>Sum of the differences of Table 3's cells, without sign.</summary>
    public int Table3Distance => Table3.Sum(cell => Math.Abs(cell.Difference));
}

/// <summary>Sets what was found beside the truth.</summary>
public static class CompareWithTruth
{
    /// <summary>The forms and kinds of Table 3.</summary>
    public static IReadOnlyList<(string Form, string SexAge)> Cells { get; } =
        [.. ((string[])["SEX", "LAB", "COMB", "ORG", "WAR", "UNCL"]).SelectMany(form => ((string[])["W18", "G17", "M18", "B17"]).Select(sexAge => (form, sexAge)))];

    /// <summary>Cells of Table 3, truth beside found.</summary>
    public static IReadOnlyList<CellDifference> Table3(IReadOnlyList<TruePerson> persons, Func<string, string, int> found) =>
        [.. Cells.Select(cell => new CellDifference(cell.Form, cell.SexAge, persons.Count(person => person.Counted && person.Form == cell.Form && person.SexAge == cell.SexAge), found(cell.Form, cell.SexAge)))];

    /// <summary>True pairs of which one row or both have no identity.</summary>
    public static long PairsWithoutIdentity(IReadOnlyList<int[]> truth, IReadOnlyList<bool[]> hasIdentity)
    {
        var rows = new Dictionary<int, (int All, int With)>();
        for (var source = 0; source < truth.Count; source++)
            for (var row = 0; row < truth[source].Length; row++)
            {
                var (all, with) = rows.GetValueOrDefault(truth[source][row]);
                rows[truth[source][row]] = (all + 1, with + (hasIdentity[source][row] ? 1 : 0));
            }

        return rows.Values.Sum(count => (long)count.All * (count.All - 1) / 2 - (long)count.With * (count.With - 1) / 2);
    }
}
