using Vern.Persons.Collection;

namespace Vern.Persons.Pages.Pairs;

/// <summary>What became of a decision.</summary>
public enum PairOutcome
{
    /// <summary>It is in force.</summary>
    Kept,
    /// <summary>There is no such round.</summary>
    NoRound,
    /// <summary>The report is published, so that decisions are frozen.</summary>
    Frozen,
    /// <summary>The round is closed.</summary>
    Closed,
    /// <summary>A row is in no submission in force, or both are one.</summary>
    NoRow,
}

/// <summary>Takes a decision on a doubtful pair: the one rule behind the page and the interface for programs.</summary>
public static class DecidePair
{
    /// <summary>Decides.</summary>
    public static async Task<PairOutcome> RunAsync(INationalStore store, RowDecision decision, int year, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(decision);
        if (await store.RoundAsync(year, cancel) is not { } round) return PairOutcome.NoRound;
        if (await ShowPairs.FrozenAsync(store, year, cancel)) return PairOutcome.Frozen;
        if (round.ClosedAt is not null) return PairOutcome.Closed;
        var rows = (await store.SubmissionsAsync(year, cancel)).SelectMany(submission => submission.Persons.Select(person => new ReportedRow(submission.Sender, person.Row))).ToHashSet();
        if (decision.A == decision.B || !rows.Contains(decision.A) || !rows.Contains(decision.B)) return PairOutcome.NoRow;
        await store.DecideAsync(year, decision, cancel);
        return PairOutcome.Kept;
    }
}
