using Vern.Linkage.Linking;
using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>A round's rows linked into persons. The unit's own working material.</summary>
public sealed record RoundLinkage
{
    /// <summary>The reporting year.</summary>
    public required int Year { get; init; }
    /// <summary>SHA-256 over what the linkage depends on (not the encodings, so that it outlives their destruction), lower-case hex.</summary>
    public required string Fingerprint { get; init; }
    /// <summary>The submissions in force, one a source, in the order of the sources.</summary>
    public required IReadOnlyList<Submission> Submissions { get; init; }
    /// <summary>How it was linked, decisions included.</summary>
    public required LinkOptions Options { get; init; }
    /// <summary>What the linker found, over all rows.</summary>
    public required LinkResult Result { get; init; }
    /// <summary>Counted persons, 95 % interval and median: in each draw of the linkage, the persons with a row that counts by itself (see docs/method-statistics.md).</summary>
    public required PersonCount CountedInterval { get; init; }
    /// <summary>The persons by the rule "in doubt, the same person", counted or not.</summary>
    public required IReadOnlyList<CountedPerson> Persons { get; init; }

    /// <summary>The reported row behind a row of the link.</summary>
    public ReportedRow RowOf(RowRef row) => new(Submissions[row.Source].Sender, Submissions[row.Source].Persons[row.Row].Row);
    /// <summary>What was reported in a row of the link.</summary>
    public ReportedPerson PersonOf(RowRef row) => Submissions[row.Source].Persons[row.Row];
    /// <summary>The row of the link for a reported row, or null when it is no longer in force.</summary>
    public RowRef? RefOf(ReportedRow row)
    {
        for (var source = 0; source < Submissions.Count; source++)
        {
            if (Submissions[source].Sender != row.Sender) continue;
            for (var position = 0; position < Submissions[source].Persons.Count; position++)
                if (Submissions[source].Persons[position].Row == row.Row) return new RowRef(source, position);
        }

        return null;
    }

    /// <summary>Persons that the rule counts.</summary>
    public IEnumerable<CountedPerson> Counted => Persons.Where(person => person.Counted);
    /// <summary>Pairs that nobody has decided and that are not clear.</summary>
    public IReadOnlyList<CandidatePair> Undecided
    {
        get
        {
            var decided = Options.Decisions.Where(decision => decision.Verdict != PairVerdict.CannotTell).Select(decision => Ordered(decision.A, decision.B)).ToHashSet();
            return [.. Result.Doubtful(Options).Where(pair => !decided.Contains(Ordered(pair.A, pair.B)))];
        }
    }

    private static (RowRef, RowRef) Ordered(RowRef a, RowRef b) => a < b ? (a, b) : (b, a);
}
