namespace Vern.Persons.Rights;

/// <summary>Lengths of time in days and calendar months; dates only. Beyond the calendar's end the last day of the calendar stands.</summary>
public static class CountDays
{
    /// <summary>The last day of a period that begins on a day: months are calendar months, and the last day is counted in.</summary>
    public static DateOnly End(DateOnly from, RulePeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return Days(Months(from, 12 * period.Years + period.Months), period.Days);
    }

    /// <summary>A day some months on: the same day of the month, or the month's last.</summary>
    public static DateOnly Months(DateOnly day, int months)
    {
        var month = (day.Year - 1) * 12L + day.Month - 1 + months;
        return month < 0 ? DateOnly.MinValue : month >= 9999 * 12L ? DateOnly.MaxValue : day.AddMonths(months);
    }

    /// <summary>A day some days on.</summary>
    public static DateOnly Days(DateOnly day, int days) => DateOnly.FromDayNumber((int)Math.Clamp((long)day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    /// <summary>Days from one to another: 0 on the same day.</summary>
    public static int Between(DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber;

    /// <summary>Stays in the order of days, those that touch or overlap made one; days after <paramref name="today"/> left out of those that go on.</summary>
    public static IReadOnlyList<(DateOnly From, DateOnly To)> Merge(IEnumerable<Stay> stays, DateOnly today)
    {
        var merged = new List<(DateOnly From, DateOnly To)>();
        foreach (var (from, to) in stays.Select(stay => (stay.From, To: stay.To ?? today)).Where(stay => stay.To >= stay.From).OrderBy(stay => stay.From).ThenBy(stay => stay.To))
            if (merged.Count > 0 && Days(merged[^1].To, 1) >= from) merged[^1] = (merged[^1].From, to > merged[^1].To ? to : merged[^1].To);
            else merged.Add((from, to));
        return merged;
    }

    /// <summary>Days present within a window that ends on a day, that day counted in (P-03).</summary>
    /// <param name="present">Whether the person was there on a day.</param>
    /// <param name="day">The window's last day.</param>
    /// <param name="period">Whose window: months back (the day itself not counted in) or a number of days.</param>
    public static int InWindow(Func<DateOnly, bool> present, DateOnly day, RulePeriod period)
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(period);
        var first = period.WindowMonths > 0 ? Days(Months(day, -period.WindowMonths), 1) : Days(day, 1 - period.WindowDays);
        var count = 0;
        for (var number = first.DayNumber; number <= day.DayNumber; number++) if (present(DateOnly.FromDayNumber(number))) count++;
        return count;
    }

    /// <summary>The last day of a length that several stays use up together (P-02): the length from the first day, later by every day between stays. Also the days used until today.</summary>
    public static (DateOnly End, int Used) Sum(IReadOnlyList<(DateOnly From, DateOnly To)> stays, RulePeriod period, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(stays);
        var end = End(stays[0].From, period);
        for (var at = 1; at < stays.Count && stays[at - 1].To < end; at++) end = Days(end, Between(stays[at - 1].To, stays[at].From) - 1);
        return (end, stays.Where(stay => stay.From <= today).Sum(stay => Between(stay.From, stay.To < today ? stay.To : today) + 1));
    }
}
