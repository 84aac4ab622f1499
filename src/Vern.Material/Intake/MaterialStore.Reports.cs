using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Platform.Sealing;

namespace Vern.Material.Intake;

// Reading reports.
public sealed partial class MaterialStore
{
    /// <summary>A report with what it says and its files; null where there is none.</summary>
    public async Task<KeptReport?> ReportAsync(long id, CancellationToken cancel = default) => await ReportsAsync([id], cancel) is [var one] ? one : null;

    /// <summary>Reports with what they say and their files, by number.</summary>
    public async Task<IReadOnlyList<KeptReport>> ReportsAsync(IReadOnlyCollection<long> ids, CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = await context.Reports.AsNoTracking().Where(row => ids.Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(cancel);
        var files = (await context.ReportFiles.AsNoTracking().Where(file => ids.Contains(file.Report)).OrderBy(file => file.Place).ToListAsync(cancel)).ToLookup(file => file.Report);
        var keys = await Keys.KeysAsync([.. rows.Select(row => row.KeyId)], cancel);
        return [.. rows.Select(row => Opened(row, files[row.Id], keys.GetValueOrDefault(row.KeyId)))];
    }

    /// <summary>Whole reports in the order in which they became so: those after a place, at most so many. Who keeps the last place reads on from there and misses none, whatever number of processes writes.</summary>
    /// <param name="after">The last place that was read; 0: from the first.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Places (<see cref="KeptReport.Arrival"/>) and numbers; test reports and those taken back since are not among them.</returns>
    public async Task<IReadOnlyList<(long Arrival, long Id)>> FinishedAfterAsync(long after, int most, CancellationToken cancel = default)
    {
        await using var context = Context();
        return [.. (await context.Reports.AsNoTracking().Where(row => row.Arrival > after && row.State == IntakeState.Finished && !row.IsTest).OrderBy(row => row.Arrival).Take(most).Select(row => new { row.Arrival, row.Id }).ToListAsync(cancel)).Select(row => (row.Arrival!.Value, row.Id))];
    }

    /// <summary>Says what became of a report, in the transaction of what made it so.</summary>
    /// <param name="context">The transaction's.</param>
    /// <param name="report">Which.</param>
    /// <param name="outcome">A code; its words are <c>outcome.CODE</c> in the texts of this folder.</param>
    /// <param name="cancel">Stops.</param>
    internal static Task SetOutcomeAsync(MaterialContext context, long report, string outcome, CancellationToken cancel) =>
        context.Reports.Where(row => row.Id == report).ExecuteUpdateAsync(set => set.SetProperty(row => row.Outcome, outcome), cancel);

    /// <summary>The number of the report that the public asks for by its own number; null where there is none.</summary>
    public async Task<KeptReport?> ByNumberAsync(string number, CancellationToken cancel = default)
    {
        var digest = digests.Number(number);
        await using var context = Context();
        return await context.Reports.Where(row => row.Number == digest).Select(row => (long?)row.Id).FirstOrDefaultAsync(cancel) is { } id ? await ReportAsync(id, cancel) : null;
    }

    /// <summary>Whether a number is that of a report already, and of another than what is sent now.</summary>
    internal async Task<bool> IsTakenAsync(string number, Channel channel, ReadOnlyMemory<byte> sent, CancellationToken cancel)
    {
        var (digest, origin) = (digests.Number(number), digests.Origin(null, channel, sent.Span));
        await using var context = Context();
        return await context.Reports.AnyAsync(row => row.Number == digest && row.Origin != origin, cancel);
    }

    private static KeptReport Opened(ReportRow row, IEnumerable<ReportFileRow> files, DataKey? key) => new(row.Id, row.Arrival, row.Provider, row.Channel, row.State, row.IsTest, row.KeyId,
        key is null || row.Facts.Length == 0 ? null : JsonSerializer.Deserialize<ReportFacts>(key.OpenField(RowOf(row.Id), FactsColumn, row.Facts), FactsForm),
        [.. files.Select(file => new KeptFile(file.Id, new() { Md5 = file.Md5, Sha1 = file.Sha1, Sha256 = file.Sha256, Pdq = file.Pdq, Quality = file.Quality, Length = file.Length },
            key is null || file.Facts is null ? new() : JsonSerializer.Deserialize<FileFacts>(key.OpenField(file.Id, FileFactsColumn, file.Facts), FactsForm)!))],
        DateTimeOffset.FromUnixTimeMilliseconds(row.OpenedAt), row.FinishedAt is { } finished ? DateTimeOffset.FromUnixTimeMilliseconds(finished) : null, row.PreserveUntil, row.ConnectionsUntil, row.Outcome);
}
