using Microsoft.EntityFrameworkCore;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Sharing;
using Vern.Material.Indicators.Storage;

namespace Vern.Material.Intake;

// The lists as the exchange of hashes has them: by the time of change.
public sealed partial class MaterialStore
{
    /// <summary>Entries that changed in a range, both ends included, to the second. A page goes on after the last of the one before, whatever changes meanwhile: what changes moves to a later time, beyond the range, and is told when that is asked for.</summary>
    /// <param name="lists">These lists.</param>
    /// <param name="from">Seconds since 1970.</param>
    /// <param name="to">Seconds since 1970.</param>
    /// <param name="after">Where the page before ended; null: from the start.</param>
    /// <param name="size">How many at most.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<SharedPage> SharedAsync(IReadOnlyCollection<string> lists, long from, long to, (long At, long Id)? after, int size, CancellationToken cancel = default)
    {
        await using var context = Context();
        HashKind[] kinds = [HashKind.Md5, HashKind.Sha1, HashKind.Pdq];
        var (first, end) = (from * 1000, (to + 1) * 1000);
        var all = context.Set<IndicatorRow>().AsNoTracking().Where(row => lists.Contains(row.List) && row.Published != null && row.ChangedAt >= first && row.ChangedAt < end
            && context.Set<IndicatorHashRow>().Any(hash => hash.Indicator == row.Id && kinds.Contains(hash.Kind)));
        var total = await all.CountAsync(cancel);
        var rest = after is { } last ? all.Where(row => row.ChangedAt > last.At || (row.ChangedAt == last.At && row.Id > last.Id)) : all;
        var left = await rest.CountAsync(cancel);
        var rows = await rest.OrderBy(row => row.ChangedAt).ThenBy(row => row.Id).Take(size).ToListAsync(cancel);
        var ids = rows.Select(row => row.Id).ToList();
        var lines = (await context.Set<EditionEntryRow>().AsNoTracking().Where(row => ids.Contains(row.Indicator) && row.RemovedIn == null && kinds.Contains(row.Kind)).ToListAsync(cancel)).ToLookup(row => row.Indicator);
        var aside = (await context.Set<IndicatorHashRow>().AsNoTracking().Where(row => ids.Contains(row.Indicator) && row.QuarantinedAt != null).Select(row => new { row.Indicator, row.Kind }).ToListAsync(cancel)).Select(row => (row.Indicator, row.Kind)).ToHashSet();
        var entries = rows.Select(row =>
        {
            var hashes = IndicatorWay.Counts(row.State) ? lines[row.Id].Where(line => !aside.Contains((row.Id, line.Kind))).OrderBy(line => line.Kind).Select(line => (line.Kind, line.Value)).ToList() : [];
            return new SharedEntry(row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.ChangedAt), hashes.Count == 0 ? null : row.Class, hashes);
        }).ToList();
        return new(entries, total - left + 1, total, rows.Count < left ? (rows[^1].ChangedAt, rows[^1].Id) : null);
    }

    /// <summary>Notes what a recipient of the exchange has: it has drained its range, so it has taken the editions of that time; and by beginning a range later it says that it had kept what was before. The protocol has no other acknowledgement.</summary>
    /// <param name="lists">Its lists.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="keptUpTo">Seconds since 1970: where its new range begins; null: it goes on in one.</param>
    /// <param name="drainedTo">Seconds since 1970: the end of the range that it has drained; null: it has not.</param>
    /// <param name="cancel">Stops.</param>
    public Task NoteExchangeAsync(IReadOnlyCollection<string> lists, string recipient, long? keptUpTo, long? drainedTo, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        foreach (var list in lists)
        {
            if (keptUpTo * 1000 is { } kept)
            {
                var mine = await (from delivery in context.Set<DeliveryRow>() join edition in context.Set<EditionRow>() on new { delivery.List, Number = delivery.Edition } equals new { edition.List, edition.Number } where delivery.List == list && delivery.Recipient == recipient && delivery.AcknowledgedAt == null && edition.At < kept select delivery).ToListAsync(cancel);
                foreach (var delivery in mine)
                {
                    delivery.AcknowledgedAt = Now().ToUnixTimeMilliseconds();
                    Record(context, IndicatorsActs.ListAcknowledged, $"list/{list}/edition/{delivery.Edition}/recipient/{recipient}", detail: "by its checkpoint");
                }
            }
            if ((drainedTo + 1) * 1000 is { } drained && await context.Set<EditionRow>().Where(row => row.List == list && row.At < drained).MaxAsync(row => (int?)row.Number, cancel) is { } newest)
            {
                if (await context.Set<DeliveryRow>().AnyAsync(row => row.List == list && row.Edition == newest && row.Recipient == recipient, cancel)) continue;
                await NoteTakenAsync(context, list, newest, recipient, cancel);
                Record(context, IndicatorsActs.ListTaken, $"list/{list}/edition/{newest}/recipient/{recipient}");
            }
        }
        return 0;
    }, cancel);

    /// <summary>A recipient says that a fingerprint of an entry is right or wrong. It is kept with the entry's history and changes nothing by itself; the same said twice is kept once.</summary>
    public async Task<StepOutcome> FeedbackAsync(long id, HashKind kind, bool isRight, IReadOnlyCollection<string> lists, string recipient, string? words, CancellationToken cancel = default)
    {
        if (await IndicatorAsync(id, cancel) is not { } entry || !lists.Contains(entry.List) || !entry.Hashes.Any(hash => hash.Print.Kind == kind)) return StepOutcome.Gone;
        var step = isRight ? IndicatorStep.Affirm : IndicatorStep.Dispute;
        var before = (await IndicatorHistoryAsync(id, cancel)).LastOrDefault(past => past.Step is IndicatorStep.Affirm or IndicatorStep.Dispute && past.By == recipient && past.Reason == kind.Word());
        return before?.Step == step ? StepOutcome.Done : await StepIndicatorAsync(id, step, new(null, recipient, recipient), kind.Word(), words, cancel);
    }
}
