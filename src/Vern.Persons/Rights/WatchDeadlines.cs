using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vern.Persons.Registration;

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
    private const int MostKept = 20_000, ReadAtOnce = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(PersonId Person, string Reader), Kept> kept = new();
    private long forgot;

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
        var (set, today, now) = (rights.BookOf(limits, warnings), cases.Today, cases.Now());
        var settings = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', [.. limits.Select(one => one.ToString()), .. warnings.Select(one => one.ToString()), today.ToString("O", CultureInfo.InvariantCulture)]))));
        var reader = $"{reach.Account} {reach.Scope} {reach.Team} {string.Join(' ', reach.Purposes.Order(StringComparer.Ordinal))}";
        var revisions = people.ToDictionary(one => one.Id, one => one.Revision);
        var children = people.Where(one => one.Parent is not null).ToLookup(one => one.Parent!.Value);
        string MarkOf(PersonHead one) => $"{one.Revision} {(one.Parent is { } parent ? revisions.GetValueOrDefault(parent) : 0)} {string.Join(',', children[one.Id].Select(child => child.Revision))} {settings}";
        Forget(now);
        // What is remembered is taken at once: another look may let go of it meanwhile.
        var (known, stale) = (new Dictionary<PersonHead, IReadOnlyList<Deadline>>(), new List<PersonHead>());
        foreach (var one in people.Where(one => one.ClosedOn is null))
        {
            if (kept.TryGetValue((one.Id, reader), out var there) && there.Mark == MarkOf(one) && now - there.At <= Longest) known.Add(one, there.Deadlines);
            else stale.Add(one);
        }
        foreach (var some in stale.Take(most).Chunk(ReadAtOnce))
        {
            var families = await cases.FamiliesAsync([.. some.Select(one => one.Id)], reach, cancel);
            var theirs = families.Values.Where(one => one.Head.Parent is not null).ToLookup(one => one.Head.Parent!.Value);
            foreach (var one in some.Where(one => families.ContainsKey(one.Id)))
            {
                var situation = ReadSituation.Run(families[one.Id], [.. theirs[one.Id]], one.Parent is { } parent ? families.GetValueOrDefault(parent) : null);
                known.Add(one, [.. ComputeDeadlines.Run(situation, set, today).Where(deadline => deadline.On is not null && deadline.State is not DeadlineState.Met)]);
                kept[(one.Id, reader)] = new(MarkOf(one), now, known[one]);
            }
        }
        var all = known.SelectMany(pair => pair.Value.Select(deadline => new WatchedDeadline(pair.Key, deadline)));
        return new([.. all.OrderBy(one => one.Deadline.On).ThenBy(one => one.Person.Id.Value, StringComparer.Ordinal).ThenBy(one => one.Deadline.Name, StringComparer.Ordinal)], Math.Max(0, stale.Count - most));
    }

    // What nobody asks for any more does not stay: once a minute what is too old is let go.
    private void Forget(DateTimeOffset now)
    {
        if (kept.Count > MostKept) kept.Clear();
        if (now.UtcTicks - Interlocked.Read(ref forgot) is >= 0 and < TimeSpan.TicksPerMinute) return;
        Interlocked.Exchange(ref forgot, now.UtcTicks);
        foreach (var (key, one) in kept) if (now - one.At > Longest) kept.TryRemove(key, out _);
    }
}
