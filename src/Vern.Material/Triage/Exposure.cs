namespace Vern.Material.Triage;

/// <summary>How much a person has read, and whether she is to pause. It never keeps anybody from a child in danger.</summary>
/// <param name="ReportsToday">Different reports today.</param>
/// <param name="MinutesOnEnd">Minutes since her last pause.</param>
/// <param name="Limits">The limits that hold.</param>
/// <param name="PauseUntil">Until when she is to pause; null: she may go on.</param>
public sealed record Exposure(int ReportsToday, int MinutesOnEnd, ExposureLimits Limits, DateTimeOffset? PauseUntil)
{
    /// <summary>Reckons it. Pure.</summary>
    /// <param name="readings">When she read which report, of today and of the hours before, in any order.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="startOfDay">When today began.</param>
    /// <param name="now">When.</param>
    public static Exposure Of(IReadOnlyCollection<(long Report, DateTimeOffset At)> readings, ExposureLimits limits, DateTimeOffset startOfDay, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(readings);
        ArgumentNullException.ThrowIfNull(limits);
        var pause = TimeSpan.FromMinutes(limits.PauseMinutes);
        var today = readings.Where(one => one.At >= startOfDay && one.At <= now).Select(one => one.Report).Distinct().Count();
        // Back from now as long as no gap is a pause; who rests now has begun none.
        var (from, last) = (now, (DateTimeOffset?)null);
        foreach (var (_, at) in readings.Where(one => one.At <= now).OrderByDescending(one => one.At))
        {
            if (from - at >= pause) break;
            last ??= at;
            from = at;
        }
        var minutes = (int)(now - from).TotalMinutes;
        DateTimeOffset? until = today >= limits.ReportsADay ? startOfDay.AddDays(1) : minutes >= limits.MinutesWithoutPause ? last + pause : null;
        return new(today, minutes, limits, until);
    }
}
