using Vern.Material.Intake;

namespace Vern.Material.Triage;

/// <summary>Who reads: the account that holds the report, and the verified person that counts for two readers.</summary>
/// <param name="Account">The account's number.</param>
/// <param name="Person">The verified person's number.</param>
/// <param name="Name">Her name.</param>
public sealed record Reader(int Account, int Person, string Name);

/// <summary>What came of a step with a report.</summary>
public enum ReadingStep
{
    /// <summary>It is done.</summary>
    Done,
    /// <summary>There is no such report, or what it said is erased.</summary>
    Gone,
    /// <summary>It is not where this step is taken.</summary>
    NotNow,
    /// <summary>Somebody else reads it now.</summary>
    Held,
    /// <summary>The second reader is another verified person.</summary>
    SamePerson,
    /// <summary>Something came in since it was read.</summary>
    Changed,
}

/// <summary>A report as its reader sees it.</summary>
/// <param name="Head">Its line in the queue.</param>
/// <param name="Report">What it says; null: erased.</param>
/// <param name="CompletenessReasons">The rules that made its completeness.</param>
/// <param name="Tier">The name of its tier.</param>
/// <param name="Known">What the lists say of its files.</param>
/// <param name="With">Reports that are read with it, with what each adds.</param>
/// <param name="Leader">The report that says the same and came before; null: none.</param>
/// <param name="LeaderBy">By what: <c>file</c>, <c>place</c>, <c>account</c>.</param>
/// <param name="News">What it adds to that one.</param>
/// <param name="SetAsides">That somebody would set it aside, and what became of it, oldest first.</param>
/// <param name="Questions">Questions to its sender, oldest first.</param>
/// <param name="RulesVersion">The version of the rules; 0: as shipped.</param>
/// <param name="LeaseUntil">Until when it is its reader's alone.</param>
public sealed record ReportView(QueuedReport Head, OpenedReport? Report, IReadOnlyList<ScoredRule> CompletenessReasons, string Tier, IReadOnlyList<KnownFile> Known, IReadOnlyList<FoldedReport> With, long? Leader, string? LeaderBy, IReadOnlyList<NewFact> News, IReadOnlyList<SetAside> SetAsides, IReadOnlyList<Question> Questions, int RulesVersion, DateTimeOffset? LeaseUntil);

/// <summary>A report that is read with another.</summary>
/// <param name="Report">Its number.</param>
/// <param name="Sender">Who sent it; null: the public.</param>
/// <param name="At">When it was whole.</param>
/// <param name="By">By what it says the same.</param>
/// <param name="Retracted">Whether its sender has taken it back.</param>
/// <param name="New">What it adds to those before it.</param>
public sealed record FoldedReport(long Report, string? Sender, DateTimeOffset At, string By, bool Retracted, IReadOnlyList<NewFact> New);

/// <summary>That somebody would set a report aside.</summary>
/// <param name="Reason">A code of <see cref="SetAsideReasons"/>.</param>
/// <param name="Words">Why.</param>
/// <param name="By">Who.</param>
/// <param name="Person">The verified person.</param>
/// <param name="At">When.</param>
/// <param name="Second">Who read it again; null: nobody yet.</param>
/// <param name="SecondAt">When.</param>
/// <param name="Confirmed">Whether she confirmed.</param>
/// <param name="SecondWords">What she said.</param>
public sealed record SetAside(string Reason, string Words, string By, int Person, DateTimeOffset At, string? Second, DateTimeOffset? SecondAt, bool? Confirmed, string? SecondWords);

/// <summary>A question to who sent a report.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Words">What was asked.</param>
/// <param name="By">By whom.</param>
/// <param name="At">When.</param>
/// <param name="Answer">The answer; null: none yet.</param>
/// <param name="AnsweredAt">When it came.</param>
public sealed record Question(string Id, string Words, string By, DateTimeOffset At, string? Answer, DateTimeOffset? AnsweredAt);

/// <summary>The queue as a page shows it.</summary>
/// <param name="Imminent">Children in danger now, all of them.</param>
/// <param name="Rest">The rest, most urgent first, one page.</param>
/// <param name="Waiting">How many wait beside those in danger.</param>
/// <param name="Second">What waits for a second reader.</param>
/// <param name="Asked">How many wait for an answer of their sender.</param>
/// <param name="Rematches">How many earlier reports have a match that nobody has answered yet.</param>
/// <param name="Tests">How many test reports there are.</param>
/// <param name="Tiers">The tiers in force.</param>
public sealed record QueueView(IReadOnlyList<QueuedReport> Imminent, IReadOnlyList<QueuedReport> Rest, int Waiting, IReadOnlyList<QueuedReport> Second, int Asked, int Rematches, int Tests, Tiers Tiers);
