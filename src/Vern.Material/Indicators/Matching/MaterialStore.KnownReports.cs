using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Indicators.Matching;
using Vern.Material.Intake.Storage;
using Vern.Material.Triage;

namespace Vern.Material.Intake;

// What triage asks of the lists.
public sealed partial class MaterialStore
{
    private const int MostRemembered = 100_000;
    private readonly ConcurrentDictionary<string, bool> counted = new(StringComparer.Ordinal);

    /// <summary>What is known of files of reports, for triage. A file counts towards a flood once, when its report has just come: weighing reports again makes no flood.</summary>
    internal async Task<IReadOnlyList<Triage.KnownFile>> KnownOfReportsAsync(IReadOnlyList<ReportFileRow> files, CancellationToken cancel)
    {
        var since = Now().AddHours(-FloodRule.WindowHours).ToUnixTimeMilliseconds();
        var reports = files.Select(file => file.Report).Distinct().ToList();
        HashSet<long> fresh;
        await using (var context = Context()) fresh = [.. await context.Reports.AsNoTracking().Where(row => reports.Contains(row.Id) && row.FinishedAt >= since && !row.IsTest).Select(row => row.Id).ToListAsync(cancel)];
        if (counted.Count > MostRemembered) counted.Clear();
        var found = new List<Indicators.Matching.KnownFile>();
        foreach (var some in files.ToLookup(file => fresh.Contains(file.Report) && counted.TryAdd(file.Id, true))) found.AddRange(await FindKnownAsync([.. some.Select(FileDigests.Of)], some.Key ? Reports : null, null, cancel));
        return [.. found.Select(file => (file, match: file.Best ?? (file.IsSuppressed ? file.Matches[0] : null))).Where(one => one.match is not null)
            .Select(one => new Triage.KnownFile(one.file.File, one.match!.Nearness is Nearness.Near ? MatchKind.Near : MatchKind.Exact, one.match.Nearness is Nearness.Near ? one.match.Distance : null, one.match.Class, one.match.IsSuppressed))];
    }
}
