using System.Globalization;
using Vern.Persons.Collection;
using Vern.Platform.Auditing;

namespace Vern.Persons.Auditing;

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
            due.Add(new(RetentionRules.Rows, string.Create(CultureInfo.InvariantCulture, $"round/{year}"), 1, RetentionRules.Rows.DueAt(closed), published ? null : "no edition is published, its figures would be lost"));
        }
        var requests = (await store.RequestsAsync(cancel)).Where(request => request.DecidedAt is { } decided && RetentionRules.Requests.DueAt(decided) <= now).ToList();
        if (requests.Count > 0) due.Add(new(RetentionRules.Requests, "requests", requests.Count, RetentionRules.Requests.DueAt(requests.Min(request => request.DecidedAt!.Value))));
        if (await EraseSealedParts.DueAsync(store.Ledger, now, cancel) is { } parts) due.Add(parts);
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
            if (YearOf(one) is { } year) await store.EraseRoundAsync(year, by, cancel);
            else if (one.Rule == RetentionRules.Requests) await store.EraseRequestsAsync(now.AddYears(-RetentionRules.Requests.Years).AddTicks(1), cancel);
            else await EraseSealedParts.RunAsync(store.Ledger, now, cancel);
        }
    }

    /// <summary>The round that is due; null where it is something else.</summary>
    public static int? YearOf(DueErasure due)
    {
        ArgumentNullException.ThrowIfNull(due);
        return due.Rule == RetentionRules.Rows ? int.Parse(due.Resource["round/".Length..], CultureInfo.InvariantCulture) : null;
    }
}
