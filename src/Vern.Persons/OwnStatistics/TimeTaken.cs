namespace Vern.Persons.OwnStatistics;

/// <summary>
/// How long something took, told of enough persons only: a median is a person's own time when it is of few. The median is told from <see cref="FewestForMedian"/> persons, the quartiles from <see cref="FewestForQuartiles"/>,
/// rounded to whole weeks above a fortnight. Pure (docs/method-own-statistics.md).
/// </summary>
public static class TimeTaken
{
    /// <summary>A median is of at least so many persons: five on each side.</summary>
    public const int FewestForMedian = 10;
    /// <summary>Quartiles are of at least so many: five in each quarter.</summary>
    public const int FewestForQuartiles = 20;
    private const int Fortnight = 14, Week = 7;

    /// <summary>Lower quartile, median and upper quartile in days; null where they are not told.</summary>
    /// <param name="days">The persons' times.</param>
    public static (int? Lower, int? Median, int? Upper) Of(IReadOnlyCollection<int> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        var sorted = days.Order().ToList();
        var quartiles = sorted.Count >= FewestForQuartiles;
        return (quartiles ? Rounded(At(sorted, 0.25)) : null, sorted.Count >= FewestForMedian ? Rounded(At(sorted, 0.5)) : null, quartiles ? Rounded(At(sorted, 0.75)) : null);
    }

    // Between the two nearest, as most programs do (type 7 of Hyndman and Fan).
    private static double At(List<int> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)Math.Floor(place);
        return sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Count - 1)] - sorted[below]);
    }

    private static int Rounded(double days) => days > Fortnight ? (int)Math.Round(days / Week, MidpointRounding.ToEven) * Week : (int)Math.Round(days, MidpointRounding.ToEven);
}
