namespace Vern.Persons.Rights;

/// <summary>A country's working days: dates only, so that no change of clocks takes part.</summary>
/// <param name="Fixed">Public holidays of the same day each year, as month and day.</param>
/// <param name="Easter">Public holidays as days after Easter Sunday (−3 Maundy Thursday … 50 Whit Monday).</param>
/// <param name="Weekend">Days of the week on which nobody works.</param>
public sealed record WorkingDays(IReadOnlyList<(int Month, int Day)> Fixed, IReadOnlyList<int> Easter, IReadOnlyList<DayOfWeek> Weekend)
{
    /// <summary>Whether a day is a public holiday.</summary>
    public bool IsHoliday(DateOnly day)
    {
        if (Fixed.Contains((day.Month, day.Day))) return true;
        var sunday = EasterSunday(day.Year);
        return Easter.Contains(day.DayNumber - sunday.DayNumber);
    }

    /// <summary>Whether offices are open.</summary>
    public bool IsWorkingDay(DateOnly day) => !Weekend.Contains(day.DayOfWeek) && !IsHoliday(day);

    /// <summary>The day itself if it is a working day, else the next one that is.</summary>
    public DateOnly OnOrAfter(DateOnly day)
    {
        while (!IsWorkingDay(day)) day = day.AddDays(1);
        return day;
    }

    /// <summary>Easter Sunday of a year from 1583 on (the Gregorian rule, in the form of Meeus, Jones and Butcher).</summary>
    public static DateOnly EasterSunday(int year)
    {
        int golden = year % 19, century = year / 100, rest = year % 100;
        var moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        var week = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
        var late = (golden + 11 * moon + 22 * week) / 451;
        var day = moon + week - 7 * late + 114;
        return new DateOnly(year, day / 31, day % 31 + 1);
    }
}
