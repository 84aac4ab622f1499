using Microsoft.EntityFrameworkCore;
using Vern.Material.Indicators.Matching;
using Vern.Material.Intake.Storage;
using Vern.Material.Triage;

namespace Vern.Material.Intake;

// What the lists of indicators say of a report's files.
public sealed partial class MaterialStore
{
    private MatchFiles? matching;

    /// <summary>What the lists say of files.</summary>
    internal MatchFiles Match { get => matching ?? OfListsAsync; set => matching = value; }

    // Looked up without being counted: this is asked within transactions, and each time that a report is shown.
    private async Task<IReadOnlyList<Triage.KnownFile>> OfListsAsync(IReadOnlyList<ReportFileRow> files, CancellationToken cancel)
    {
        if (files.Count == 0) return [];
        await FollowFeedAsync(cancel);
        return [.. files.Select(file => knownHashes.Find(FileDigests.Of(file), null).File).Where(one => one.Matches.Count > 0).Select(one =>
        {
            var match = one.Best ?? one.Matches[0];
            return new Triage.KnownFile(one.File, match.Nearness is Nearness.Exact ? MatchKind.Exact : MatchKind.Near, match.Nearness is Nearness.Near ? match.Distance : null, match.Class, one.Best is null);
        })];
    }

    // How often a fingerprint matches in reports is counted once for each, after they were weighed (flood quarantine).
    private async Task CountMatchesAsync(IReadOnlyList<long> reports, CancellationToken cancel)
    {
        List<ReportFileRow> files;
        await using (var context = Context()) files = await context.ReportFiles.AsNoTracking().Where(file => reports.Contains(file.Report)).ToListAsync(cancel);
        if (files.Count > 0) await KnownAsync([.. files.Select(FileDigests.Of)], cancel: cancel);
    }
}
