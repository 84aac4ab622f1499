using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Material.Transparency.Volume;
using Vern.Material.Triage;
using Vern.Material.Triage.Storage;
using Vern.Platform.Interface;

namespace Vern.Material.Intake;

/// <summary>How much came.</summary>
/// <param name="First">The first month that is counted, as its first day.</param>
/// <param name="Counts">Whole reports of each whole month from there, none left out.</param>
/// <param name="Alike">The reports of the last 24 of these months by what drivers are told by; empty where there are fewer.</param>
public sealed record ReportVolume(DateOnly First, IReadOnlyList<long> Counts, IReadOnlyList<AlikeReports> Alike);

// How much comes, by months and by what it is (H-007, H-025). As on the providers' page: whole reports, those taken back and those of test environments not among them.
public sealed partial class MaterialStore
{
    private const int LongestHistory = 120;

    /// <summary>Whole reports by whole months in Norway's time, at most ten years of them. The month of the first report is not whole, nor is this one.</summary>
    public async Task<ReportVolume> VolumeAsync(CancellationToken cancel = default)
    {
        var today = PageContext.DayOf(Now());
        var end = new DateOnly(today.Year, today.Month, 1);
        await using var context = Context();
        var whole = context.Reports.AsNoTracking().Where(row => !row.IsTest && row.State == IntakeState.Finished);
        if (await whole.OrderBy(row => row.FinishedAt).Select(row => row.FinishedAt).FirstOrDefaultAsync(cancel) is not { } earliest) return new(end, [], []);
        var began = PageContext.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(earliest));
        var (second, oldest) = (new DateOnly(began.Year, began.Month, 1).AddMonths(1), end.AddMonths(-LongestHistory));
        var first = second > oldest ? second : oldest;
        var months = (end.Year - first.Year) * ForecastVolume.Year + end.Month - first.Month;
        if (months <= 0) return new(end, [], []);

        long[] starts = [.. Enumerable.Range(0, months + 1).Select(at => PageContext.StartOf(first.AddMonths(at)).ToUnixTimeMilliseconds())];
        var (from, until) = (starts[0], starts[months]);
        var byMonth = await whole.Where(row => row.FinishedAt >= from && row.FinishedAt < until).GroupBy(MonthIn(starts)).Select(group => new { group.Key, Count = group.LongCount() }).ToListAsync(cancel);
        var counts = new long[months];
        foreach (var month in byMonth) counts[month.Key] = month.Count;
        return new(first, counts, months < 2 * ForecastVolume.Year ? [] : await AlikeAsync(context, whole, starts[months - 2 * ForecastVolume.Year], starts[months - ForecastVolume.Year], until, cancel));
    }

    private async Task<IReadOnlyList<AlikeReports>> AlikeAsync(MaterialContext context, IQueryable<ReportRow> whole, long from, long middle, long until, CancellationToken cancel)
    {
        var groups = await whole.Where(row => row.FinishedAt >= from && row.FinishedAt < until)
            .LeftJoin(context.Set<AssessmentRow>(), row => row.Id, one => one.Report, (row, one) => new { Last = row.FinishedAt >= middle, row.Channel, row.Provider, row.Kind, Novelty = one == null ? (Novelty?)null : one.Novelty })
            .GroupBy(row => row).Select(group => new { group.Key, Count = group.LongCount() }).ToListAsync(cancel);
        var names = (await ProvidersAsync(cancel)).ToDictionary(provider => provider.Id, provider => provider.Name);
        return [.. groups.Select(group => new AlikeReports(group.Key.Last, group.Key.Channel, group.Key.Provider is { } provider ? names[provider] : null, group.Key.Kind, group.Key.Novelty, group.Count))];
    }

    // Months are not of one length and summer time shifts them, so that the place of a moment is looked up among their starts; both databases can do this, halving as they go.
    private static Expression<Func<ReportRow, int>> MonthIn(long[] starts)
    {
        var row = Expression.Parameter(typeof(ReportRow), "row");
        var at = Expression.Property(row, nameof(ReportRow.FinishedAt));
        Expression Among(int low, int high)
        {
            if (high - low == 1) return Expression.Constant(low);
            var half = (low + high) / 2;
            return Expression.Condition(Expression.LessThan(at, Expression.Constant(starts[half], typeof(long?))), Among(low, half), Among(half, high));
        }
        return Expression.Lambda<Func<ReportRow, int>>(Among(0, starts.Length - 1), row);
    }
}
