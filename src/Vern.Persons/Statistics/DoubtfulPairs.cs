using Vern.Linkage.Linking;
using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>A field of two rows side by side.</summary>
/// <param name="Field">Resource key of the field's name.</param>
/// <param name="First">What the first row tells, or null.</param>
/// <param name="Second">What the second row tells, or null.</param>
/// <param name="Agrees">True or false; null when one of them does not tell.</param>
public sealed record ComparedField(string Field, string? First, string? Second, bool? Agrees);

/// <summary>
/// Two rows that may be one person, as the person sees them who decides (C-020). There is one similarity of the whole record, since an encoding has no fields,
/// and the agreed attributes with their weights in bits.
/// </summary>
/// <param name="A">The first row.</param>
/// <param name="B">The second row.</param>
/// <param name="Fields">The attributes side by side.</param>
/// <param name="Similarity">Of the two encodings, 0 to 1; null when one row has none.</param>
/// <param name="Probability">That they are one person, 0 to 1.</param>
/// <param name="Weights">Evidence in bits, the prior first.</param>
/// <param name="NamesOther">Whether a row says that the other's sender also follows the person up (B-017).</param>
/// <param name="CountIfSame">Persons counted when the two are one.</param>
/// <param name="CountIfDifferent">Persons counted when they are two and every other doubtful pair is left as it is.</param>
/// <param name="MinorsIfSame">Presumed minors counted when the two are one.</param>
/// <param name="MinorsIfDifferent">Presumed minors counted when they are two.</param>
/// <param name="Verdict">What was decided, or null.</param>
public sealed record DoubtfulPair(ReportedRow A, ReportedRow B, IReadOnlyList<ComparedField> Fields, double? Similarity, double Probability, IReadOnlyList<EvidenceWeight> Weights,
    bool NamesOther, int CountIfSame, int CountIfDifferent, int MinorsIfSame, int MinorsIfDifferent, PairVerdict? Verdict)
{
    /// <summary>Whether the decision changes the published number of minors.</summary>
    public bool ChangesMinors => MinorsIfSame != MinorsIfDifferent;
}

/// <summary>The doubtful pairs of a round.</summary>
public static class DoubtfulPairs
{
    /// <summary>Pairs to decide, most probable first; with <paramref name="decided"/> the ones decided already, which can be taken back until the report is signed.</summary>
    public static IReadOnlyList<DoubtfulPair> Of(RoundLinkage linkage, bool decided = false)
    {
        ArgumentNullException.ThrowIfNull(linkage);
        if (!decided) return [.. linkage.Undecided.Select(pair => View(linkage, pair, null))];
        var found = linkage.Result.Pairs.ToDictionary(pair => Ordered(pair.A, pair.B));
        return [.. linkage.Options.Decisions.Where(decision => decision.Verdict != PairVerdict.CannotTell).Select(decision =>
            View(linkage, found.GetValueOrDefault(Ordered(decision.A, decision.B)) ?? new CandidatePair(decision.A, decision.B, null, decision.Verdict == PairVerdict.Same ? 1 : 0, []), decision.Verdict))];
    }

    private static DoubtfulPair View(RoundLinkage linkage, CandidatePair pair, PairVerdict? verdict)
    {
        var (first, second) = (linkage.PersonOf(pair.A), linkage.PersonOf(pair.B));
        var (a, b) = (linkage.RowOf(pair.A), linkage.RowOf(pair.B));
        var (told, other) = (LinkRound.Attributes(first, linkage.Year), LinkRound.Attributes(second, linkage.Year));
        var fields = LinkRound.AttributeNames.Select((name, at) => new ComparedField("Field." + name, told[at], other[at], told[at] is null || other[at] is null ? null : told[at] == other[at])).ToList();
        fields.Add(new ComparedField("Field.offer", first.Offer.ToString(), second.Offer.ToString(), null));
        var same = Effect(linkage, pair, true);
        var different = Effect(linkage, pair, false);
        return new DoubtfulPair(a, b, fields, pair.Similarity, pair.Probability, pair.Weights, first.AlsoFollowedBy.Contains(b.Sender) || second.AlsoFollowedBy.Contains(a.Sender),
            same.Persons, different.Persons, same.Minors, different.Minors, verdict);
    }

    // The rows of the one or two clusters that the pair touches are put together or apart; all other persons stay.
    private static (int Persons, int Minors) Effect(RoundLinkage linkage, CandidatePair pair, bool same)
    {
        var clusters = linkage.Result.ClustersIfInDoubt;
        int[] touched = [clusters[pair.A.Source][pair.A.Row], clusters[pair.B.Source][pair.B.Row]];
        var rest = linkage.Persons.Where(person => person.Counted && !touched.Contains(person.Number)).ToList();
        var rows = new List<RowRef>();
        for (var source = 0; source < clusters.Count; source++)
            for (var row = 0; row < clusters[source].Length; row++)
                if (touched.Contains(clusters[source][row])) rows.Add(new RowRef(source, row));
        var group = rows.ToDictionary(row => row, row => row);
        RowRef Root(RowRef row) => group[row] == row ? row : Root(group[row]);
        void Join(RowRef a, RowRef b) => group[Root(a)] = Root(b);
        var apart = linkage.Options.Decisions.Where(decision => decision.Verdict == PairVerdict.Different).Select(decision => Ordered(decision.A, decision.B)).Append(Ordered(pair.A, pair.B)).ToHashSet();
        if (same)
        {
            foreach (var row in rows) Join(row, clusters[row.Source][row.Row] == touched[0] ? pair.A : pair.B);
            Join(pair.A, pair.B);
        }
        else
        {
            var links = linkage.Result.Pairs.Select(one => (one.A, one.B)).Concat(linkage.Options.Decisions.Where(decision => decision.Verdict == PairVerdict.Same).Select(decision => (decision.A, decision.B)));
            foreach (var (a, b) in links.Where(link => group.ContainsKey(link.A) && group.ContainsKey(link.B) && !apart.Contains(Ordered(link.A, link.B)) && clusters[link.A.Source][link.A.Row] == clusters[link.B.Source][link.B.Row])) Join(a, b);
        }

        var numbers = rows.Select(Root).Distinct().Select((root, index) => (root, index)).ToDictionary(one => one.root, one => one.index);
        var parts = linkage.Submissions.Select((submission, source) => submission with { Persons = [.. rows.Where(row => row.Source == source).Select(row => submission.Persons[row.Row])] }).ToList();
        var persons = CountPersons.Of(parts, [.. linkage.Submissions.Select((_, source) => rows.Where(row => row.Source == source).Select(row => numbers[Root(row)]).ToArray())], linkage.Year).Where(person => person.Counted).ToList();
        static bool Minor(CountedPerson person) => person.SexAge is "G17" or "B17" or "X17";
        return (rest.Count + persons.Count, rest.Count(Minor) + persons.Count(Minor));
    }

    private static (RowRef, RowRef) Ordered(RowRef a, RowRef b) => a < b ? (a, b) : (b, a);
}
