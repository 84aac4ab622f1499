namespace Vern.Persons.Rights;

/// <summary>What becomes of one right at a change of track.</summary>
public enum TrackChange
{
    /// <summary>Given before, not after.</summary>
    Lost,
    /// <summary>Given before; the source calls it unclear after: to be treated as lost until somebody has answered.</summary>
    LostUnclear,
    /// <summary>Given after, not before.</summary>
    Gained,
    /// <summary>Given before and after, in another way.</summary>
    Changed,
    /// <summary>The same before and after.</summary>
    Same,
    /// <summary>Unclear in the source before and after, or unclear before and not given after.</summary>
    Unclear,
}

/// <summary>One right at a change of track.</summary>
/// <param name="Column">The right.</param>
/// <param name="Before">What the old track says.</param>
/// <param name="After">What the new one says.</param>
/// <param name="Change">What becomes of it.</param>
public sealed record TrackDifference(string Column, TrackCell Before, TrackCell After, TrackChange Change);

/// <summary>A task that a change of track makes for the named coordinator (E-037).</summary>
/// <param name="Rule"><c>T-1</c>, <c>T-2</c> or <c>T-3</c>.</param>
/// <param name="About">The right, or <c>number-and-gp</c>, <c>gap</c>, <c>responsible</c>.</param>
/// <param name="By">The day by which it is done: before the gap opens.</param>
public sealed record TrackTask(string Rule, string About, DateOnly By);

/// <summary>A planned change of track.</summary>
/// <param name="From">The old track.</param>
/// <param name="To">The new one.</param>
/// <param name="End">The old one's last day.</param>
/// <param name="Start">The new one's first day.</param>
/// <param name="Differences">One a column.</param>
/// <param name="Tasks">What the coordinator has to do, first days first.</param>
public sealed record TrackComparison(Track From, Track To, DateOnly End, DateOnly Start, IReadOnlyList<TrackDifference> Differences, IReadOnlyList<TrackTask> Tasks)
{
    /// <summary>As T-1 writes it: the new track's start minus the old one's end. 1 means that one follows the other without a day between.</summary>
    public int GapDays => CountDays.Between(End, Start);
    /// <summary>Days that neither track covers.</summary>
    public int DaysWithoutCover => Math.Max(0, GapDays - 1);
    /// <summary>Days that both cover.</summary>
    public int DaysOfOverlap => Math.Max(0, 1 - GapDays);
    /// <summary>Rights lost, or unclear from then on.</summary>
    public IEnumerable<TrackDifference> Lost => Differences.Where(one => one.Change is TrackChange.Lost or TrackChange.LostUnclear);
    /// <summary>Rights gained.</summary>
    public IEnumerable<TrackDifference> Gained => Differences.Where(one => one.Change == TrackChange.Gained);
}

/// <summary>Compares two tracks (T-1): rights before minus rights after, the gap in days, and the tasks that follow.</summary>
public static class CompareTracks
{
    /// <summary>The comparison.</summary>
    /// <param name="book">The country's rules.</param>
    /// <param name="before">Id of the old track.</param>
    /// <param name="after">Id of the new one.</param>
    /// <param name="end">The old one's last day.</param>
    /// <param name="start">The new one's first day.</param>
    /// <param name="today">Today: no task is due before it.</param>
    public static TrackComparison Run(RuleBook book, string before, string after, DateOnly end, DateOnly start, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(book);
        var (old, next) = (book.Track(before), book.Track(after));
        var differences = book.Columns.Select(column => new TrackDifference(column, old[column], next[column], Change(old[column], next[column]))).ToList();
        // A right is kept if what takes its place is settled on the last day that still has it.
        var day = end < today ? today : end;
        var tasks = differences.Where(one => one.Change is TrackChange.Lost or TrackChange.LostUnclear && one.Column != "responsible").Select(one => new TrackTask("T-1", one.Column, day)).ToList();
        if (differences.FirstOrDefault(one => one.Column == "responsible") is { Change: not TrackChange.Same }) tasks.Add(new TrackTask("T-1", "responsible", day));
        if (CountDays.Between(end, start) > 1) tasks.Add(new TrackTask("T-1", "gap", day));
        if (before == "reflection" && after == "asylum-after-reflection") tasks.Add(new TrackTask("T-2", "number-and-gp", day));
        return new TrackComparison(old, next, end, start, differences, tasks);
    }

    private static TrackChange Change(TrackCell before, TrackCell after) => (before.Answer, after.Answer) switch
    {
        (CellAnswer.Yes, CellAnswer.Yes) => before.What == after.What ? TrackChange.Same : TrackChange.Changed,
        (CellAnswer.Yes, CellAnswer.No) => TrackChange.Lost,
        (CellAnswer.Yes, _) => TrackChange.LostUnclear,
        (CellAnswer.No, CellAnswer.No) => TrackChange.Same,
        (_, CellAnswer.Yes) => TrackChange.Gained,
        _ => TrackChange.Unclear,
    };

    /// <summary>The track that a situation is on, as far as the rules can tell; null where they can't.</summary>
    public static string? Current(Situation situation, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(situation);
        bool Holds(PermitKind kind) => situation.Permits.Any(permit => permit.Kind == kind && permit.Holds(today));
        if (Holds(PermitKind.Witness) || Holds(PermitKind.Humanitarian)) return "residence";
        if (Holds(PermitKind.Limited)) return "limited";
        if (ReadAge.AsChild(situation, today) == Truth.Yes && situation.Unaccompanied == Truth.Yes)
            return ReadAge.Under(situation, 15, today) switch { Truth.Yes => "minor-under-15", Truth.No => "minor-15-17", _ => null };
        if (situation.Asylum == Truth.Yes) return situation.Permits.Any(permit => permit.Kind == PermitKind.Reflection && permit.From <= today) ? "asylum-after-reflection" : "asylum";
        if (Holds(PermitKind.Reflection)) return "reflection";
        if (situation.ShortStay == Truth.Yes) return "eea";
        return situation.IdentifiedOn is not null || situation.ReasonableGrounds == Truth.Yes ? "identified" : null;
    }
}
