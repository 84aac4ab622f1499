using Microsoft.EntityFrameworkCore;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Matching;
using Vern.Material.Indicators.Storage;
using Vern.Material.Intake.Storage;

namespace Vern.Material.Intake;

// What is known of files: the index in memory, fed from the table.
public sealed partial class MaterialStore
{
    private const string Reports = "reports";
    private readonly KnownIndex knownHashes = new();

    /// <summary>What is known of files. Nothing follows from it by itself: who asks decides (no match alone ever acts).</summary>
    /// <param name="files">The files.</param>
    /// <param name="asker">The program that asks, for the count of how often a fingerprint matches; null: the centre asks about its reports.</param>
    /// <param name="lists">Only these lists; null: all.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>One answer for each file, in their order.</returns>
    public Task<IReadOnlyList<KnownFile>> KnownAsync(IReadOnlyList<FileDigests> files, string? asker = null, IReadOnlyCollection<string>? lists = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return FindKnownAsync(files, asker ?? Reports, lists, cancel);
    }

    // No asker: it is not counted.
    private async Task<IReadOnlyList<KnownFile>> FindKnownAsync(IReadOnlyList<FileDigests> files, string? asker, IReadOnlyCollection<string>? lists, CancellationToken cancel)
    {
        await FollowFeedAsync(cancel);
        var answers = new KnownFile[files.Count];
        var hits = new Dictionary<long, int>();
        for (var place = 0; place < answers.Length; place++)
        {
            var (file, hit) = knownHashes.Find(files[place], lists);
            answers[place] = file;
            if (file.IsSuppressed) continue;
            foreach (var id in hit.Where(hash => !hash.IsQuarantined).Select(hash => hash.Id).Distinct()) hits[id] = hits.GetValueOrDefault(id) + 1;
        }
        if (hits.Count > 0 && asker is not null) await CountHitsAsync(hits, asker, cancel);
        return answers;
    }

    /// <summary>How many fingerprints count now.</summary>
    public async Task<int> KnownCountAsync(CancellationToken cancel = default)
    {
        await FollowFeedAsync(cancel);
        return knownHashes.Count;
    }

    internal async Task<IReadOnlyList<KnownHash>> KnownOfAsync(HashKind kind, CancellationToken cancel)
    {
        await FollowFeedAsync(cancel);
        return knownHashes.All(kind);
    }

    internal long KnownRevision => knownHashes.Revision;

    private readonly Func<MaterialContext, CancellationToken, Task<long>> feedNow = EF.CompileAsyncQuery((MaterialContext context, CancellationToken cancel) => context.Set<FeedRow>().Where(row => row.Id == 1).Select(row => row.Revision).FirstOrDefault());

    // Every question looks whether something changed, one row by its key: what another process added or withdrew counts with the next question.
    internal async Task FollowFeedAsync(CancellationToken cancel)
    {
        await using var context = Context();
        var now = await feedNow(context, cancel);
        var since = knownHashes.Revision;
        if (now <= since) return;
        var isFirst = since < 0;
        var rows = context.Set<IndicatorRow>().AsNoTracking().Where(row => row.Revision > since && row.Revision <= now);
        if (isFirst) rows = rows.Where(row => row.State == IndicatorState.Active || row.State == IndicatorState.Challenged);
        var changed = await rows.Select(row => new { row.Id, row.State, row.List, row.Class }).ToListAsync(cancel);
        var hashes = (await (from hash in context.Set<IndicatorHashRow>().AsNoTracking() join row in rows on hash.Indicator equals row.Id where row.State == IndicatorState.Active || row.State == IndicatorState.Challenged select hash).ToListAsync(cancel)).ToLookup(hash => hash.Indicator);
        var items = changed.Select(row =>
        {
            var strong = hashes[row.Id].FirstOrDefault(hash => hash.Kind is HashKind.Sha256)?.Value;
            return (row.Id, (IReadOnlyList<KnownHash>)[.. hashes[row.Id].Select(hash => new KnownHash(hash.Id, row.Id, hash.Kind, hash.Value, row.List, row.Class, hash.QuarantinedAt is not null) { Sha256 = strong })]);
        }).ToList();
        var negatives = (await context.Set<NegativeRow>().AsNoTracking().Where(row => row.Revision > since && row.Revision <= now).ToListAsync(cancel))
            .Select(row => (row.Id, row.State is NegativeState.Active ? new NegativeHash(row.Id, row.Kind, row.Value, row.Radius) : null)).ToList();
        knownHashes.Apply(now, items, negatives);
    }

    // Which fingerprints matched how often, by the hour; and whether one suddenly matches everywhere.
    private async Task CountHitsAsync(Dictionary<long, int> hits, string asker, CancellationToken cancel)
    {
        var hour = (int)(Now().ToUnixTimeSeconds() / 3600);
        using (await workspace.WriteTurnAsync(cancel))
        await using (var context = Context())
        await using (var transaction = await context.Database.BeginTransactionAsync(cancel))
        {
            foreach (var (hash, count) in hits.OrderBy(pair => pair.Key)) // in one order, so that no two wait for one another
                await context.Database.ExecuteSqlAsync($"INSERT INTO indicator_hits (hash, hour, asker, count) VALUES ({hash}, {hour}, {asker}, {count}) ON CONFLICT (hash, hour, asker) DO UPDATE SET count = indicator_hits.count + excluded.count", cancel);
            await transaction.CommitAsync(cancel);
        }
        await QuarantineFloodsAsync([.. hits.Keys], hour, cancel);
    }

    private async Task QuarantineFloodsAsync(IReadOnlyList<long> touched, int hour, CancellationToken cancel)
    {
        foreach (var some in touched.Chunk(500))
        {
            List<HitRow> rows;
            await using (var context = Context()) rows = await context.Set<HitRow>().AsNoTracking().Where(row => some.Contains(row.Hash) && row.Hour > hour - FloodRule.WindowHours - FloodRule.PastHours && row.Hour <= hour).ToListAsync(cancel);
            foreach (var one in rows.GroupBy(row => row.Hash))
            {
                var window = one.Where(row => row.Hour > hour - FloodRule.WindowHours).GroupBy(row => row.Asker).Sum(mine => mine.Key == Reports ? mine.Sum(row => (long)row.Count) : Math.Min(mine.Sum(row => (long)row.Count), FloodRule.MostOfOneAsker));
                var before = one.Where(row => row.Hour <= hour - FloodRule.WindowHours).Sum(row => (long)row.Count);
                if (FloodRule.IsFlood(window, before, null)) await QuarantineAsync(one.Key, window, before, cancel);
            }
        }
    }

    private async Task QuarantineAsync(long hash, long window, long before, CancellationToken cancel)
    {
        string? keyId;
        await using (var context = Context()) keyId = await (from one in context.Set<IndicatorHashRow>() join row in context.Set<IndicatorRow>() on one.Indicator equals row.Id where one.Id == hash select row.KeyId).FirstOrDefaultAsync(cancel);
        if (keyId is null) return;
        var key = await KeyAsync(keyId, cancel);
        await WriteAsync(async context =>
        {
            var revision = await NextRevisionAsync(context, cancel);
            var row = await context.Set<IndicatorHashRow>().FirstAsync(one => one.Id == hash, cancel);
            if (row.QuarantinedAt is not null || !FloodRule.IsFlood(window, before, row.ReleasedAt)) return false;
            var item = await context.Set<IndicatorRow>().FirstAsync(one => one.Id == row.Indicator, cancel);
            (row.QuarantinedAt, item.Revision, item.ChangedAt) = (Now().ToUnixTimeMilliseconds(), revision, Now().ToUnixTimeMilliseconds());
            AddStep(context, key, item.Id, IndicatorStep.Quarantine, IndicatorActor.Rule, row.Kind.Word(), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{window} / {before}"));
            Record(context, IndicatorsActs.Quarantined, $"indicator/{item.Id}", detail: row.Kind.Word());
            return true;
        }, cancel);
    }

    /// <summary>A person has looked at a fingerprint that was set aside: it counts again, until it matches more than twice as often as when it was.</summary>
    public async Task<StepOutcome> ReleaseAsync(long hash, IndicatorActor by, string? words = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by.Person is null) return StepOutcome.NoPerson;
        string? keyId;
        await using (var context = Context()) keyId = await (from one in context.Set<IndicatorHashRow>() join row in context.Set<IndicatorRow>() on one.Indicator equals row.Id where one.Id == hash select row.KeyId).FirstOrDefaultAsync(cancel);
        if (keyId is null) return StepOutcome.Gone;
        var key = await KeyAsync(keyId, cancel);
        var hour = (int)(Now().ToUnixTimeSeconds() / 3600);
        return await WriteAsync(async context =>
        {
            var revision = await NextRevisionAsync(context, cancel);
            var row = await context.Set<IndicatorHashRow>().FirstAsync(one => one.Id == hash, cancel);
            if (row.QuarantinedAt is not { } since) return StepOutcome.NotNow;
            var then = (int)(since / 3_600_000);
            var seen = await context.Set<HitRow>().Where(one => one.Hash == hash && one.Hour > Math.Min(then, hour) - FloodRule.WindowHours).SumAsync(one => (long)one.Count, cancel);
            var item = await context.Set<IndicatorRow>().FirstAsync(one => one.Id == row.Indicator, cancel);
            (row.QuarantinedAt, row.ReleasedAt, item.Revision, item.ChangedAt) = (null, (int)Math.Min(int.MaxValue, 2 * Math.Max(seen, FloodRule.Floor)), revision, Now().ToUnixTimeMilliseconds());
            AddStep(context, key, item.Id, IndicatorStep.Release, by, row.Kind.Word(), words);
            Record(context, IndicatorsActs.Released, $"indicator/{item.Id}", detail: row.Kind.Word());
            return StepOutcome.Done;
        }, cancel);
    }
}
