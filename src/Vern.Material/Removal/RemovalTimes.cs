namespace Vern.Material.Removal;

/// <summary>A notice as times are made of: when it left, and when the material was found gone.</summary>
/// <param name="Host">The host.</param>
/// <param name="Country">Its country; null: not known.</param>
/// <param name="SentAt">When it left.</param>
/// <param name="GoneAt">When it was found gone; null: it is still there.</param>
public sealed record TimedNotice(string Host, string? Country, DateTimeOffset SentAt, DateTimeOffset? GoneAt);

/// <summary>How long removal took, of a group.</summary>
/// <param name="Name">The host or the country; an empty text: not known.</param>
/// <param name="Sent">How many notices.</param>
/// <param name="Gone">How many of them are gone.</param>
/// <param name="MedianHours">Half were gone by so many hours, those that are still there counted as longer (Kaplan and Meier's median); null: less than half are gone by what is known.</param>
/// <param name="WithinDay">How many were gone within 24 hours.</param>
public sealed record RemovalTime(string Name, int Sent, int Gone, double? MedianHours, int WithinDay);

/// <summary>Time to removal by host and country (J-005). What is still there is not left out: leaving it out would make slow hosts look quick. Pure.</summary>
public static class RemovalTimes
{
    /// <summary>The times of groups, those with most notices first.</summary>
    /// <param name="notices">The notices that left.</param>
    /// <param name="group">By what.</param>
    /// <param name="now">Until when is known.</param>
    public static IReadOnlyList<RemovalTime> By(IEnumerable<TimedNotice> notices, Func<TimedNotice, string> group, DateTimeOffset now) =>
        [.. notices.GroupBy(group, StringComparer.Ordinal).Select(one => Of(one.Key, [.. one], now)).OrderByDescending(one => one.Sent).ThenBy(one => one.Name, StringComparer.Ordinal)];

    private static RemovalTime Of(string name, IReadOnlyList<TimedNotice> notices, DateTimeOffset now)
    {
        var gone = notices.Where(one => one.GoneAt is not null).ToList();
        return new(name, notices.Count, gone.Count, Median(notices, now), gone.Count(one => one.GoneAt!.Value - one.SentAt <= TimeSpan.FromHours(24)));
    }

    // The product-limit estimate: at each removal the share that is still there falls by one of those that were under watch.
    private static double? Median(IReadOnlyList<TimedNotice> notices, DateTimeOffset now)
    {
        var times = notices.Select(one => (Hours: Math.Max(0, ((one.GoneAt ?? now) - one.SentAt).TotalHours), IsGone: one.GoneAt is not null)).OrderBy(one => one.Hours).ThenByDescending(one => one.IsGone).ToList();
        var there = 1.0;
        for (var at = 0; at < times.Count; at++)
        {
            if (!times[at].IsGone) continue;
            there *= 1 - 1.0 / (times.Count - at);
            if (there <= 0.5 + 1e-9) return times[at].Hours;
        }
        return null;
    }
}
