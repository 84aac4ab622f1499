namespace Vern.Material.Transparency.Volume;

/// <summary>A month to come.</summary>
/// <param name="Point">The count that is as likely exceeded as not.</param>
/// <param name="Low">Lower end of the interval that is to hold four months of five; never above the point, never below 0.</param>
/// <param name="High">Upper end; never below the point.</param>
public readonly record struct ExpectedMonth(double Point, double Low, double High);

/// <summary>What is expected, and how far to trust it.</summary>
/// <param name="Months">The twelve months after the last that was counted.</param>
/// <param name="Seasonal">Whether months of the year were told apart.</param>
/// <param name="DoublesIn">In how many months the volume doubles at its pace of the last two years; null where it does not grow by more than chance.</param>
/// <param name="Mase">Mean absolute scaled error of past forecasts; under 1 they were better than repeating the year before. Null under 24 months, or where each year repeated the one before.</param>
public sealed record VolumeForecast(IReadOnlyList<ExpectedMonth> Months, bool Seasonal, double? DoublesIn, double? Mase);

/// <summary>
/// Holt's linear trend, damped, on y = ln(count + 1) (H-007, H-025; docs/method-forecast.md). Pure: the same counts give the same forecast.
/// <code>
/// level l = α·z + (1 − α)(l' + φ·b')     trend b = β(l − l') + (1 − β)φ·b'     h months ahead: exp(l + (φ + φ² + … + φʰ)·b + s) − 1
/// </code>
/// z is y without its factor s of the month of the year, which is told from 24 months on by the classical decomposition. α, β and φ are those of a short grid with the least squared error one month ahead.
/// The interval is the point with the 10 % and 90 % quantiles of the errors that forecasts of the past made one month ahead, times √h. After Hyndman and Athanasopoulos, Forecasting: Principles and Practice,
/// 3rd edition, sections 3.4, 5.5 and 8.2; the error is scaled after Hyndman and Koehler, Another look at measures of forecast accuracy, International Journal of Forecasting 22 (2006).
/// </summary>
public static class ForecastVolume
{
    /// <summary>Months in a year: as many are forecast, and without as many there is no forecast.</summary>
    public const int Year = 12;
    /// <summary>Past forecasts begin with so many months.</summary>
    private const int First = 6;
    /// <summary>Nothing is expected beyond so many times the largest month: a single huge month is not carried on without end.</summary>
    private const double Beyond = 100;
    // Under 0.8 a trend is gone at once; over 0.98 it cannot be told from one that is not damped (Hyndman and Athanasopoulos 8.2).
    private static readonly double[] Alphas = [0.1, 0.3, 0.5, 0.7, 0.9], Betas = [0.05, 0.1, 0.2, 0.4], Phis = [0.8, 0.9, 0.95, 0.98];

    /// <summary>What is expected after these months; null where they are fewer than twelve.</summary>
    /// <param name="counts">Counts of whole months, one after the other, the oldest first; a month without any is 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 0.</exception>
    public static VolumeForecast? Run(IReadOnlyList<long> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        foreach (var count in counts) ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (counts.Count < Year) return null;
        double[] logs = [.. counts.Select(count => Math.Log(count + 1d))];
        // What would have been said at the end of each past month, from that month's past alone.
        var past = Enumerable.Range(First, logs.Length - First).Select(seen => Logs(logs.AsSpan(0, seen))).ToList();
        double[] errors = [.. past.Select((said, at) => logs[First + at] - said[0]).Order()];
        var (below, above) = (Math.Min(Quantile(errors, 0.1), 0), Math.Max(Quantile(errors, 0.9), 0));
        var most = Beyond * (counts.Max() + 1d);
        double Count(double log) => Math.Clamp(Math.Exp(log) - 1, 0, most);
        var months = Logs(logs).Select((log, at) => new ExpectedMonth(Count(log), Count(log + below * Math.Sqrt(at + 1)), Count(log + above * Math.Sqrt(at + 1)))).ToList();
        return new(months, logs.Length >= 2 * Year, DoublesIn(Without(logs, Factors(logs))), Mase(counts, past, Count));
    }

    // Twelve months ahead, as logarithms.
    private static double[] Logs(ReadOnlySpan<double> logs)
    {
        var factors = Factors(logs);
        var rest = Without(logs, factors);
        var (start, slope, _) = Line(rest.AsSpan(0, Math.Min(rest.Length, Year)));
        (double Error, double Level, double Trend, double Phi) best = (double.PositiveInfinity, 0, 0, 0);
        foreach (var alpha in Alphas)
            foreach (var beta in Betas)
                foreach (var phi in Phis)
                {
                    var (level, trend, sum) = (start - slope, slope, 0d);
                    foreach (var one in rest)
                    {
                        var expected = level + phi * trend;
                        sum += (one - expected) * (one - expected);
                        var next = alpha * one + (1 - alpha) * expected;
                        (level, trend) = (next, beta * (next - level) + (1 - beta) * phi * trend);
                    }
                    if (sum < best.Error) best = (sum, level, trend, phi);
                }
        var ahead = new double[Year];
        var (damped, power) = (0d, 1d);
        for (var at = 0; at < Year; at++)
        {
            damped += power *= best.Phi;
            ahead[at] = best.Level + damped * best.Trend + factors[(logs.Length + at) % Year];
        }
        return ahead;
    }

    // Classical additive decomposition: the mean distance of each month of the year from the moving average of a year around it, less the mean of these.
    private static double[] Factors(ReadOnlySpan<double> logs)
    {
        var factors = new double[Year];
        if (logs.Length < 2 * Year) return factors;
        var seen = new int[Year];
        for (var at = Year / 2; at < logs.Length - Year / 2; at++)
        {
            var around = (logs[at - Year / 2] + logs[at + Year / 2]) / 2;
            for (var near = at - Year / 2 + 1; near < at + Year / 2; near++) around += logs[near];
            factors[at % Year] += logs[at] - around / Year;
            seen[at % Year]++;
        }
        for (var month = 0; month < Year; month++) factors[month] /= seen[month];
        var mean = factors.Average();
        return [.. factors.Select(factor => factor - mean)];
    }

    private static double[] Without(ReadOnlySpan<double> logs, double[] factors)
    {
        var rest = logs.ToArray();
        for (var at = 0; at < rest.Length; at++) rest[at] -= factors[at % Year];
        return rest;
    }

    // Least squares: the value at the first place, the slope, and the slope's standard error.
    private static (double Start, double Slope, double Error) Line(ReadOnlySpan<double> values)
    {
        var (middle, mean, along, across) = ((values.Length - 1) / 2d, 0d, 0d, 0d);
        foreach (var value in values) mean += value / values.Length;
        for (var at = 0; at < values.Length; at++)
        {
            along += (at - middle) * (at - middle);
            across += (at - middle) * (values[at] - mean);
        }
        var (slope, squares) = (across / along, 0d);
        for (var at = 0; at < values.Length; at++) squares += Math.Pow(values[at] - mean - slope * (at - middle), 2);
        return (mean - slope * middle, slope, Math.Sqrt(squares / (values.Length - 2) / along));
    }

    // The damped trend tells of months to come; the pace so far is the line through the last two years. It grows where the slope is above twice its standard error, and doubles within a lifetime.
    private static double? DoublesIn(double[] rest)
    {
        var (_, slope, error) = Line(rest.AsSpan(Math.Max(0, rest.Length - 2 * Year)));
        return slope > 2 * error && Math.Log(2) / slope is var months && months <= 100 * Year ? months : null;
    }

    // One to twelve months ahead, from each month that had a year before it; the seasonal-naive forecast of the same months is what came a year before each.
    private static double? Mase(IReadOnlyList<long> counts, List<double[]> past, Func<double, double> count)
    {
        if (counts.Count < 2 * Year) return null;
        var (ours, naive) = (0d, 0d);
        for (var seen = Year; seen < counts.Count; seen++)
            for (var at = 0; at < Year && seen + at < counts.Count; at++)
            {
                ours += Math.Abs(counts[seen + at] - count(past[seen - First][at]));
                naive += Math.Abs(counts[seen + at] - counts[seen + at - Year]);
            }
        return naive > 0 ? ours / naive : null;
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var lower = (int)place;
        return sorted[lower] + (place - lower) * (sorted[Math.Min(lower + 1, sorted.Length - 1)] - sorted[lower]);
    }
}
