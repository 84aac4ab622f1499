using System.Globalization;
using Vern.Persons.Collection;
using Vern.Platform.Auditing;

namespace Vern.Persons.Auditing;

/// <summary>Something whose time is over.</summary>
/// <param name="Rule">By which rule.</param>
/// <param name="Resource">What: <c>round/2014</c>, <c>requests</c> or <c>ledger/before/2016-11-22</c>.</param>
/// <param name="Year">The round; null for others.</param>
/// <param name="Count">How many rounds, requests or entries.</param>
/// <param name="Since">When its time was over.</param>
/// <param name="Blocked">Why it cannot be erased yet, in English; null where it can.</param>
public sealed record DueErasure(RetentionRule Rule, string Resource, int? Year, int Count, DateTimeOffset Since, string? Blocked = null);

/// <summary>Lists what is due by <see cref="RetentionRules"/>, and erases it.</summary>
public static class EraseByRule
{
    /// <summary>What is due at a moment.</summary>
    public static async Task<IReadOnlyList<DueErasure>> DueAsync(NationalStore store, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var due = new List<DueErasure>();
        foreach (var year in (await store.YearsAsync(cancel)).Order())
        {
            if (await store.RoundAsync(year, cancel) is not { ClosedAt: { } closed } || RetentionRules.Rows.DueAt(closed) > now || await store.RoundErasureAsync(year, cancel) is not null) continue;
            var published = (await store.EditionsAsync(year, cancel)).Any(edition => edition.PublishedAt is not null);
            due.Add(new(RetentionRules.Rows, string.Create(CultureInfo.InvariantCulture, $"round/{year}"), year, 1, RetentionRules.Rows.DueAt(closed), published ? null : "no edition is published, its figures would be lost"));
        }
        var requests = (await store.RequestsAsync(cancel)).Where(request => request.DecidedAt is { } decided && RetentionRules.Requests.DueAt(decided) <= now).ToList();
        if (requests.Count > 0) due.Add(new(RetentionRules.Requests, "requests", null, requests.Count, RetentionRules.Requests.DueAt(requests.Min(request => request.DecidedAt!.Value))));
        var before = Cutoff(now);
        if (await SealedBeforeAsync(store.Ledger, before, cancel) is > 0 and var entries) due.Add(new(RetentionRules.SealedParts, PlaceOf(before), null, entries, before.AddYears(RetentionRules.SealedParts.Years)));
        return due;
    }

    /// <summary>Erases what is due and not blocked; each with its own entry and, for rounds, a record.</summary>
    /// <param name="store">The store.</param>
    /// <param name="due">What <see cref="DueAsync"/> found.</param>
    /// <param name="now">The moment it was found for.</param>
    /// <param name="by">Who erases.</param>
    /// <param name="cancel">Stops between two of them.</param>
    public static async Task RunAsync(NationalStore store, IEnumerable<DueErasure> due, DateTimeOffset now, string by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(due);
        foreach (var one in due.Where(one => one.Blocked is null))
        {
            cancel.ThrowIfCancellationRequested();
            if (one.Year is { } year) await store.EraseRoundAsync(year, by, cancel);
            else if (one.Rule == RetentionRules.Requests) await store.EraseRequestsAsync(now.AddYears(-RetentionRules.Requests.Years).AddTicks(1), cancel);
            else
            {
                // The entry first: a ledger's parts put back from a back-up learn of it.
                await store.RecordAsync(NationalActs.SealedPartsErased, one.Resource, cancel: cancel);
                await store.Ledger.AppendAsync(cancel);
                await store.Ledger.EraseSealedAsync(Cutoff(now), cancel);
            }
        }
    }

    /// <summary>After a restore: erases again the sealed parts of entries that the ledger says were erased. Rows and rounds are erased again whenever the store is opened.</summary>
    /// <returns>How many sealed parts were there that should not be.</returns>
    public static async Task<int> AgainAsync(WorkspaceLedger ledger, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return await LastAsync(ledger, cancel) is { } before ? await ledger.EraseSealedAsync(before, cancel) : 0;
    }

    private static DateTimeOffset Cutoff(DateTimeOffset now) => new(now.UtcDateTime.Date.AddYears(-RetentionRules.SealedParts.Years), TimeSpan.Zero);

    private static string PlaceOf(DateTimeOffset before) => string.Create(CultureInfo.InvariantCulture, $"ledger/before/{before:yyyy-MM-dd}");

    private static async Task<int> SealedBeforeAsync(WorkspaceLedger ledger, DateTimeOffset before, CancellationToken cancel) =>
        (await ledger.Outbox.FindAsync(new(From: await LastAsync(ledger, cancel), Before: before), 0, 1, cancel)).Count;

    private static async Task<DateTimeOffset?> LastAsync(WorkspaceLedger ledger, CancellationToken cancel)
    {
        var (places, _) = await ledger.Outbox.FindAsync(new(NationalActs.SealedPartsErased.Kind), 0, 1, cancel);
        return (await ledger.ReadAsync(places, cancel)) is [{ Resource: var resource }, ..] && DateTimeOffset.TryParseExact(resource.Split('/')[^1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var last) ? last : null;
    }
}
