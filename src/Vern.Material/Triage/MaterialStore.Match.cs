using Vern.Material.Indicators.Matching;
using Vern.Material.Intake.Storage;
using Vern.Material.Triage;

namespace Vern.Material.Intake;

// What the lists of indicators say of a report's files.
public sealed partial class MaterialStore
{
    // Looked up without being counted: this is asked within transactions, and each time that a report is shown.
    private async Task<IReadOnlyList<Triage.KnownFile>> MatchAsync(IReadOnlyList<ReportFileRow> files, CancellationToken cancel)
    {
        if (files.Count == 0) return [];
        await FollowFeedAsync(cancel);
        return Match(files);
    }

    // As far as the feed was followed.
    private List<Triage.KnownFile> Match(IReadOnlyList<ReportFileRow> files) =>
        [.. files.Select(file => knownHashes.Find(FileDigests.Of(file), null).File).Select(one => (one.File, Match: one.Best ?? (one.IsSuppressed ? one.Matches[0] : null))).Where(one => one.Match is not null)
            .Select(one => new Triage.KnownFile(one.File, one.Match!.Nearness is Nearness.Near ? MatchKind.Near : MatchKind.Exact, one.Match.Nearness is Nearness.Near ? one.Match.Distance : null, one.Match.Class, one.Match.IsSuppressed))];

    // How often a fingerprint matches in reports is counted once for each that has just come and is no trial, after they were weighed and outside of that transaction: counting is one of its own (flood quarantine).
    private async Task CountMatchesAsync(IReadOnlyList<AssessedReport> reports, CancellationToken cancel)
    {
        var since = Now().AddHours(-FloodRule.WindowHours).ToUnixTimeMilliseconds();
        var files = reports.Where(one => one.Row.FinishedAt >= since && !one.Row.IsTest).SelectMany(one => one.Files).Select(FileDigests.Of).ToList();
        if (files.Count > 0) await KnownAsync(files, cancel: cancel);
    }
}
