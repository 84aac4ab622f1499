using Vern.Material.Indicators;

namespace Vern.Material.Triage;

/// <summary>How files of earlier reports match an entry.</summary>
/// <param name="Files">How many files.</param>
/// <param name="Exact">How many of them by a digest.</param>
/// <param name="Nearest">The smallest distance of those that are near; null: none is.</param>
/// <param name="Farthest">The largest.</param>
public sealed record RematchedFiles(int Files, int Exact, int? Nearest, int? Farthest);

/// <summary>An entry that matches files of earlier reports.</summary>
/// <param name="Indicator">The entry.</param>
/// <param name="List">Its list.</param>
/// <param name="Class">Its class.</param>
/// <param name="State">Where it stands today: it may be doubted or withdrawn since.</param>
/// <param name="Files">How the files match.</param>
/// <param name="Reports">How many reports they are of.</param>
/// <param name="Waiting">For how many of these nobody has said yet what follows.</param>
/// <param name="At">When the latest match was found.</param>
/// <param name="States">How many of the reports are where; what is read with another is where that one is.</param>
/// <param name="TakenUp">How often one was taken up again.</param>
/// <param name="Nothing">How often it was said that nothing follows.</param>
public sealed record RematchedEntry(long Indicator, string List, string Class, IndicatorState State, RematchedFiles Files, int Reports, int Waiting, DateTimeOffset At, IReadOnlyDictionary<ReadingState, int> States, int TakenUp, int Nothing);

/// <summary>An earlier report with files that an entry matches.</summary>
/// <param name="Indicator">The entry.</param>
/// <param name="Class">Its class.</param>
/// <param name="Report">The report.</param>
/// <param name="Files">How its files match.</param>
/// <param name="At">When the latest match was found.</param>
/// <param name="Waits">Whether nobody has said yet what follows.</param>
/// <param name="State">Where its reading is; null: it is not weighed yet.</param>
/// <param name="Leader">The report that it is read with; null: it stands alone.</param>
/// <param name="Stands">Where the reading of that one is, or its own.</param>
/// <param name="Answers">What persons did, oldest first.</param>
public sealed record RematchedReport(long Indicator, string Class, long Report, RematchedFiles Files, DateTimeOffset At, bool Waits, ReadingState? State, long? Leader, ReadingState? Stands, IReadOnlyList<RematchAnswer> Answers)
{
    /// <summary>Whether it is decided, so that it can be taken up again.</summary>
    public bool IsDecided => Stands is ReadingState.SetAside or ReadingState.Routed;
}

/// <summary>What a person did with an earlier report.</summary>
/// <param name="TakenUp">It went back to the queue; otherwise nothing follows.</param>
/// <param name="Words">Why; null: what the report said is erased, and this with it.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
public sealed record RematchAnswer(bool TakenUp, string? Words, string By, DateTimeOffset At);
