using Microsoft.EntityFrameworkCore;
using Vern.Platform.Interface;
using Vern.Platform.Sealing;

namespace Vern.Persons.Collection;

/// <summary>What the unit knows of the messages from one body to another in a month: how many, and how long they waited.</summary>
/// <param name="From">The sender.</param>
/// <param name="To">The addressee.</param>
/// <param name="Month">The month's first day, in Norway.</param>
/// <param name="Messages">How many came.</param>
/// <param name="Waiting">How many of them wait to be fetched.</param>
/// <param name="OldestWaiting">When the oldest of these came; null: none waits.</param>
/// <param name="LetGo">How many were let go because nobody fetched them in time.</param>
/// <param name="MedianToFetch">The median time from coming to being fetched; null: none was.</param>
public sealed record RelayCount(BodyId From, BodyId To, DateOnly Month, int Messages, int Waiting, DateTimeOffset? OldestWaiting, int LetGo, TimeSpan? MedianToFetch);

// Counts and times of what was carried. What is in a message nobody here can tell.
public sealed partial class NationalStore
{
    /// <summary>So many months are counted, the present one among them.</summary>
    public const int RelayMonths = 12;

    /// <summary>The counts by pair of bodies and month, latest month first.</summary>
    public async Task<IReadOnlyList<RelayCount>> RelayCountsAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = await context.CarriedMessages.AsNoTracking().OrderByDescending(row => row.Place).Select(row => new { row.FromBody, row.ToBody, row.ReceivedAt, row.FetchedAt, Held = row.Envelope != null }).ToListAsync(cancel);
        var now = Now();
        var (today, old) = (PageContext.DayOf(now), now - OpenEnvelope.DefaultAge);
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - RelayMonths);
        return
        [
            .. rows.Select(row => (Row: row, Day: PageContext.DayOf(row.ReceivedAt))).Where(pair => pair.Day >= first).GroupBy(pair => (pair.Row.FromBody, pair.Row.ToBody, Month: new DateOnly(pair.Day.Year, pair.Day.Month, 1))).Select(group =>
            {
                var waiting = group.Where(pair => pair.Row.FetchedAt is null && pair.Row.Held && pair.Row.ReceivedAt >= old).Select(pair => pair.Row.ReceivedAt).ToList();
                var fetched = group.Where(pair => pair.Row.FetchedAt is not null).Select(pair => pair.Row.FetchedAt!.Value - pair.Row.ReceivedAt).Order().ToList();
                TimeSpan? median = fetched.Count == 0 ? null : (fetched[(fetched.Count - 1) / 2] + fetched[fetched.Count / 2]) / 2;
                return new RelayCount(new(group.Key.FromBody), new(group.Key.ToBody), group.Key.Month, group.Count(), waiting.Count, waiting.Count > 0 ? waiting.Min() : null, group.Count() - waiting.Count - fetched.Count, median);
            }).OrderByDescending(count => count.Month).ThenBy(count => count.From.Value, StringComparer.Ordinal).ThenBy(count => count.To.Value, StringComparer.Ordinal),
        ];
    }
}
