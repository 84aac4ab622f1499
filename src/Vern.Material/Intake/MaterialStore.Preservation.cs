using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;

namespace Vern.Material.Intake;

/// <summary>A report whose evidence is about to be lost at who sent it.</summary>
/// <param name="Report">The report's number.</param>
/// <param name="Provider">Whose.</param>
/// <param name="PreserveUntil">The last day of preservation.</param>
/// <param name="ConnectionsUntil">The last day on which, by the sender's own rule, its connection data are there.</param>
public sealed record EndingEvidence(long Report, int Provider, DateOnly? PreserveUntil, DateOnly? ConnectionsUntil);

// The duty to preserve, its end, and the end of connection data (H-021, H-022).
public sealed partial class MaterialStore
{
    /// <summary>Reports whose preservation or connection data end soon: from today within <see cref="Preservation.RemindBefore"/> days the one, within <see cref="Preservation.WarnBefore"/> the other. At most so many, those that end first.</summary>
    /// <param name="provider">Of whom; null: of all.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<EndingEvidence>> EndingAsync(int? provider, int most, CancellationToken cancel = default)
    {
        await using var context = Context();
        var today = DateOnly.FromDateTime(Now().UtcDateTime);
        return [.. (await Ending(context, today).Where(row => provider == null || row.Provider == provider).OrderBy(row => row.ConnectionsUntil != null && row.ConnectionsUntil >= today && row.ConnectionsUntil < row.PreserveUntil ? row.ConnectionsUntil : row.PreserveUntil).ThenBy(row => row.Id).Take(most)
            .Select(row => new { row.Id, row.Provider, row.PreserveUntil, row.ConnectionsUntil }).ToListAsync(cancel)).Select(row => new EndingEvidence(row.Id, row.Provider!.Value, row.PreserveUntil, row.ConnectionsUntil))];
    }

    /// <summary>Asks who sent a report to preserve for another while: from the day on which the present time ends.</summary>
    /// <returns>The new last day; null where there is no such report that is whole and still preserved.</returns>
    public Task<DateOnly?> ProlongAsync(long report, CancellationToken cancel = default) => WriteAsync<DateOnly?>(async context =>
    {
        var today = DateOnly.FromDateTime(Now().UtcDateTime);
        if (await context.Reports.FirstOrDefaultAsync(row => row.Id == report && row.State == IntakeState.Finished && row.PreserveUntil >= today, cancel) is not { } row) return null;
        row.PreserveUntil = row.PreserveUntil!.Value.AddDays(Preservation.Days);
        Record(context, IntakeActs.Prolonged, FormattableString.Invariant($"report/{report}"));
        return row.PreserveUntil;
    }, cancel);

    /// <summary>Records, for each sender, that evidence ends soon; the day's job. Both sides have the list: the centre's page of the provider, and <c>/api/reports/ending</c>.</summary>
    /// <returns>Of how many senders.</returns>
    internal Task<int> RemindAsync(CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var today = DateOnly.FromDateTime(Now().UtcDateTime);
        var counts = await Ending(context, today).GroupBy(row => row.Provider).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel);
        var names = await context.Providers.ToDictionaryAsync(row => row.Id, row => row.Name, cancel);
        foreach (var group in counts) Record(context, IntakeActs.Reminded, $"provider/{names[group.Key!.Value]}", detail: FormattableString.Invariant($"{group.Count} reports on {today:yyyy-MM-dd}"));
        return counts.Count;
    }, cancel);

    private static IQueryable<ReportRow> Ending(MaterialContext context, DateOnly today)
    {
        var (preserve, connections) = (today.AddDays(Preservation.RemindBefore), today.AddDays(Preservation.WarnBefore));
        return context.Reports.AsNoTracking().Where(row => row.State == IntakeState.Finished && !row.IsTest && row.Provider != null
            && ((row.PreserveUntil >= today && row.PreserveUntil <= preserve) || (row.ConnectionsUntil >= today && row.ConnectionsUntil <= connections && row.ConnectionsUntil < row.PreserveUntil)));
    }
}
