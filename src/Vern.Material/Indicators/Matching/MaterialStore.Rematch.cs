using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Vern.Fingerprints;
using Vern.Fingerprints.Index;
using Vern.Fingerprints.Pdq;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Matching;
using Vern.Material.Indicators.Storage;
using Vern.Material.Intake.Storage;
using Vern.Platform.Jobs;

namespace Vern.Material.Intake;

/// <summary>An earlier file that matches what has become known since.</summary>
/// <param name="Id">Its number.</param>
/// <param name="File">The file.</param>
/// <param name="Report">Its report.</param>
/// <param name="Indicator">The entry.</param>
/// <param name="Kind">By which fingerprint.</param>
/// <param name="Distance">0 to 31.</param>
/// <param name="At">When it was found.</param>
public sealed record Rematch(long Id, string File, long Report, long Indicator, HashKind Kind, int Distance, DateTimeOffset At);

// What came in before it was known: found when an entry begins to count.
public sealed partial class MaterialStore
{
    /// <summary>The kind of the job that looks for earlier files.</summary>
    internal const string RematchKind = "indicator-rematch";

    private readonly Lock pastGate = new();
    private readonly HashIndex pastIndex = new();
    private readonly List<string> pastFiles = [];
    private long pastUpTo;

    private JobRow RematchJob(long indicator, long revision) => JobStore.RowOf($"rematch/{indicator}/{revision}", RematchKind, indicator.ToString(CultureInfo.InvariantCulture), Now());

    /// <summary>Looks for earlier files of reports that an entry matches, and notes them for triage. The same done twice.</summary>
    /// <returns>How many were not noted before.</returns>
    public async Task<int> RematchAsync(long indicator, CancellationToken cancel = default)
    {
        if (await IndicatorAsync(indicator, cancel) is not { Counts: true } item) return 0;
        var counting = item.Hashes.Where(hash => hash.QuarantinedAt is null).Select(hash => hash.Print).ToList();
        var found = new Dictionary<string, (HashKind Kind, int Distance)>(StringComparer.Ordinal);
        await using (var context = Context())
        {
            string? Of(HashKind kind) => counting.Find(print => print.Kind == kind)?.Value;
            var (md5, sha1, sha256) = (Of(HashKind.Md5), Of(HashKind.Sha1), Of(HashKind.Sha256));
            var files = context.ReportFiles.AsNoTracking();
            if (sha256 is not null) foreach (var id in await files.Where(row => row.Sha256 == sha256).Select(row => row.Id).ToListAsync(cancel)) found[id] = (HashKind.Sha256, 0);
            // The same weaker digest with another SHA-256 is a collision, and no match.
            if (sha1 is not null) foreach (var id in await files.Where(row => row.Sha1 == sha1 && (sha256 == null || row.Sha256 == null || row.Sha256 == sha256)).Select(row => row.Id).ToListAsync(cancel)) found.TryAdd(id, (HashKind.Sha1, 0));
            if (md5 is not null) foreach (var id in await files.Where(row => row.Md5 == md5 && (sha256 == null || row.Sha256 == null || row.Sha256 == sha256)).Select(row => row.Id).ToListAsync(cancel)) found.TryAdd(id, (HashKind.Md5, 0));
        }
        if (counting.Find(print => print.Kind is HashKind.Pdq) is { } picture)
            foreach (var (id, distance) in await PastNearAsync(Hash256.Parse(picture.Value), cancel)) found.TryAdd(id, (HashKind.Pdq, distance));
        var noted = 0;
        foreach (var some in found.Chunk(200))
        {
            noted += await WriteAsync(async context =>
            {
                var ids = some.Select(pair => pair.Key).ToList();
                var there = await context.Set<RematchRow>().Where(row => row.Indicator == indicator && ids.Contains(row.File)).Select(row => row.File).ToListAsync(cancel);
                var files = await (from file in context.ReportFiles join report in context.Reports on file.Report equals report.Id where ids.Contains(file.Id) && !report.IsTest && report.State == IntakeState.Finished select new { file.Id, file.Report }).ToListAsync(cancel);
                var fresh = files.Where(file => !there.Contains(file.Id)).ToList();
                foreach (var file in fresh) context.Add(new RematchRow { File = file.Id, Report = file.Report, Indicator = indicator, Kind = found[file.Id].Kind, Distance = found[file.Id].Distance, At = Now().ToUnixTimeMilliseconds() });
                if (fresh.Count > 0) Record(context, IndicatorsActs.Rematched, $"indicator/{indicator}", detail: fresh.Count.ToString(CultureInfo.InvariantCulture));
                return fresh.Count;
            }, cancel);
        }
        return noted;
    }

    /// <summary>What was found and nobody has answered (<see cref="AnswerRematchAsync"/>), oldest first.</summary>
    public async Task<IReadOnlyList<Rematch>> RematchesAsync(int take = 200, CancellationToken cancel = default)
    {
        await using var context = Context();
        return [.. (await context.Set<RematchRow>().AsNoTracking().Where(row => row.SeenAt == null).OrderBy(row => row.Id).Take(take).ToListAsync(cancel)).Select(row => new Rematch(row.Id, row.File, row.Report, row.Indicator, row.Kind, row.Distance, DateTimeOffset.FromUnixTimeMilliseconds(row.At)))];
    }

    // Files of reports below the first open one come no more: they stand in an index that grows. The rest is compared.
    private async Task<IReadOnlyList<(string File, int Distance)>> PastNearAsync(Hash256 picture, CancellationToken cancel)
    {
        await using var context = Context();
        var settled = Now().AddMinutes(-10).ToUnixTimeMilliseconds(); // a report with a smaller number may still be on its way into the table
        var firstOpen = await context.Reports.AsNoTracking().Where(row => row.State == IntakeState.Open || row.OpenedAt > settled).MinAsync(row => (long?)row.Id, cancel);
        var last = await context.Reports.AsNoTracking().MaxAsync(row => (long?)row.Id, cancel) ?? 0;
        var upTo = firstOpen - 1 ?? last;
        long from;
        lock (pastGate) from = pastUpTo;
        var usable = context.ReportFiles.AsNoTracking().Where(row => row.Pdq != null && (row.Quality == null || row.Quality >= PdqFingerprint.UsableQuality));
        if (upTo > from)
        {
            var pictures = await usable.Where(row => row.Report > from && row.Report <= upTo).Select(row => new { row.Id, row.Pdq }).ToListAsync(cancel);
            lock (pastGate)
            {
                if (pastUpTo == from) // nobody else was here meanwhile
                {
                    pastIndex.Add([.. pictures.Select(row => Hash256.Parse(row.Pdq))], 1);
                    pastFiles.AddRange(pictures.Select(row => row.Id));
                    pastUpTo = upTo;
                }
            }
        }
        List<(string File, int Distance)> found;
        lock (pastGate)
        {
            found = [.. pastIndex.Snapshot.Search(picture, PdqFingerprint.MatchingDistance).Select(match => (pastFiles[match.Number], match.Distance))];
            from = pastUpTo;
        }
        foreach (var row in await usable.Where(row => row.Report > from).Select(row => new { row.Id, row.Pdq }).ToListAsync(cancel))
            if (Hash256.Parse(row.Pdq).DistanceTo(picture) is var distance && distance <= PdqFingerprint.MatchingDistance) found.Add((row.Id, distance));
        return found;
    }
}
