using System.Collections.Concurrent;
using Vern.Persons.Registration;
using Vern.Platform.Access;

namespace Vern.Persons.Rights;

/// <summary>A deadline of one of several people.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="Deadline">The deadline; its day is known.</param>
public sealed record WatchedDeadline(PersonHead Person, Deadline Deadline);

/// <summary>The deadlines of several people, the nearest day first.</summary>
/// <param name="All">The deadlines that are not met, of those who were read.</param>
/// <param name="NotRead">How many people were left for the next look.</param>
public sealed record WatchedDeadlines(IReadOnlyList<WatchedDeadline> All, int NotRead);

/// <summary>
/// The deadlines of several people at once, for a caseworker's day. They follow from facts and rules at every look and are never written to the disk; what was computed is remembered, for the same reader only, until
/// something is recorded of her or of a child or parent in the list, the agency's settings or the day change, at the longest ten minutes. Thread-safe.
/// </summary>
/// <param name="rights">The agency's rights.</param>
/// <param name="cases">The agency's casework.</param>
public sealed class WatchDeadlines(RightsStore rights, CaseStore cases)
{
    private const int MostKept = 20_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(PersonId Person, string Reader), Kept> kept = new();

    private sealed record Kept(string Mark, DateTimeOffset At, IReadOnlyList<Deadline> Deadlines);

    /// <summary>The deadlines of people with open cases.</summary>
    /// <param name="people">The people, in the order in which they are to be read.</param>
    /// <param name="most">How many are read at most that are not remembered; the others are counted.</param>
    /// <param name="reach">Who reads.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<WatchedDeadlines> RunAsync(IReadOnlyList<PersonHead> people, int most, CaseReach reach, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(reach);
        if (!reach.Purposes.Contains("protection") || people.Count == 0) return new([], 0);
        var (limits, warnings) = await cases.LimitsAndWarningsAsync(cancel);
        var (set, today, now) = (await rights.BookAsync(cancel), cases.Today, cases.Now());
        var settings = string.Join(' ', [.. limits.Select(one => one.ToString()), .. warnings.Select(one => one.ToString()), today.DayNumber.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        var reader = $"{reach.Account} {reach.Scope} {reach.Team} {string.Join(' ', reach.Purposes.Order(StringComparer.Ordinal))}";
        var revisions = people.ToDictionary(one => one.Id, one => one.Revision);
        var children = people.Where(one => one.Parent is not null).ToLookup(one => one.Parent!.Value);
        var (found, read, left) = (new List<WatchedDeadline>(), 0, 0);
        foreach (var one in people.Where(one => one.ClosedOn is null))
        {
            var mark = $"{one.Revision} {(one.Parent is { } parent ? revisions.GetValueOrDefault(parent) : 0)} {string.Join(',', children[one.Id].Select(child => child.Revision))} {settings}";
            if (!kept.TryGetValue((one.Id, reader), out var there) || there.Mark != mark || now - there.At > Longest)
            {
                if (read++ >= most) { left++; continue; }
                if (await rights.DeadlinesAsync(one.Id, set, reach, cancel) is not { } deadlines) continue;
                if (kept.Count >= MostKept) kept.Clear();
                kept[(one.Id, reader)] = there = new(mark, now, [.. deadlines.Where(deadline => deadline.On is not null && deadline.State is not DeadlineState.Met)]);
            }
            found.AddRange(there.Deadlines.Select(deadline => new WatchedDeadline(one, deadline)));
        }
        return new([.. found.OrderBy(one => one.Deadline.On).ThenBy(one => one.Person.Id.Value, StringComparer.Ordinal).ThenBy(one => one.Deadline.Name, StringComparer.Ordinal)], left);
    }
}
