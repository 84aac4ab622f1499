namespace Vern.Material.Intake;

/// <summary>Until when a sender is to preserve what it holds, and until when by its own rule its connection data are there (H-021, H-022).</summary>
public static class Preservation
{
    /// <summary>How long who reports is to preserve, where its enrolment says nothing else: 90 days, as the Convention on Cybercrime (Budapest) art. 16(2) has it at most at a time; it can be prolonged.</summary>
    public const int Days = 90;
    /// <summary>So many days before the end of preservation both sides are reminded.</summary>
    public const int RemindBefore = 14;
    /// <summary>So many days before connection data are gone both sides are warned.</summary>
    public const int WarnBefore = 7;

    /// <summary>The two days for a report, each the last one; null: not asked for, or not known.</summary>
    /// <param name="sender">Who sends it.</param>
    /// <param name="facts">What it says.</param>
    /// <param name="files">What is said of its files.</param>
    /// <param name="today">The day on which it is whole.</param>
    public static (DateOnly? Preserve, DateOnly? Connections) Of(Sender sender, ReportFacts facts, IEnumerable<FileFacts?> files, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(facts);
        DateOnly? preserve = sender.PreserveDays > 0 ? today.AddDays(sender.PreserveDays) : null;
        if (sender.KeepsDays is not { } keeps) return (preserve, null);
        // What is oldest goes first; where no connection has a date, what was reported counts.
        var connections = facts.Accounts.SelectMany(account => account.Connections).Concat(files.SelectMany(file => file?.Connections ?? [])).Where(connection => connection.At is not null).Select(connection => connection.At!.Value);
        var oldest = connections.DefaultIfEmpty(facts.HappenedAt ?? new DateTimeOffset(today, TimeOnly.MinValue, TimeSpan.Zero)).Min();
        var day = DateOnly.FromDateTime(oldest.UtcDateTime);
        return (preserve, day > today ? today.AddDays(keeps) : day.DayNumber + keeps > DateOnly.MaxValue.DayNumber ? DateOnly.MaxValue : day.AddDays(keeps));
    }
}
