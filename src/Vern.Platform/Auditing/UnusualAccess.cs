using System.Runtime.CompilerServices;
using Vern.Platform.Access;

namespace Vern.Platform.Auditing;

/// <summary>A named rule for what a supervisor should look at. It accuses nobody: it points out.</summary>
/// <param name="Code">Its texts are found by it.</param>
/// <param name="Limit">The number in its text.</param>
/// <param name="Find">The acts that it points out, one of each occasion, out of acts in the ledger's order.</param>
public sealed record AccessRule(string Code, int Limit, Func<IReadOnlyList<ReadAct>, int, IEnumerable<ReadAct>> Find);

/// <summary>An occasion that a rule points out.</summary>
public sealed record UnusualAct(AccessRule Rule, ReadAct Act);

/// <summary>More of one kind of act by one person in a day than she would need.</summary>
/// <param name="Code">The rule's code.</param>
/// <param name="Act">The kind that is counted.</param>
/// <param name="Limit">More than so many are pointed out.</param>
/// <param name="Unless">Not on a day on which she did this; null: whatever else she did.</param>
public sealed record DailyLimit(string Code, AuditAct Act, int Limit, AuditAct? Unless = null);

/// <summary>The kinds of acts of a circuit that the rules look at; a rule that nothing of the circuit concerns is not among the workspace's rules.</summary>
public sealed record WatchedActs
{
    /// <summary>Readings of what is told of single persons.</summary>
    public IReadOnlyList<AuditAct> RowLevel { get; init; } = [];
    /// <summary>Refusals of the circuit's own, beside those of access.</summary>
    public IReadOnlyList<AuditAct> Refusals { get; init; } = [];
    /// <summary>What takes content out in files.</summary>
    public IReadOnlyList<AuditAct> Exports { get; init; } = [];
    /// <summary>Of those, what is pointed out each time.</summary>
    public IReadOnlyList<AuditAct> Records { get; init; } = [];
    /// <summary>Limits of a day.</summary>
    public IReadOnlyList<DailyLimit> Daily { get; init; } = [];
}

/// <summary>Points out unusual access by simple rules, in every workspace by the same. Days and hours are Norway's. Acts whose sealed part is erased count as one person's.</summary>
public sealed class UnusualAccess
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
    private static readonly HashSet<string> RolesGiven = [AccessActs.RoleGiven.Kind, AccessActs.Delegated.Kind, AccessActs.AccountMade.Kind];
    private static readonly HashSet<string> Emergencies = [AccessActs.EmergencyBegun.Kind, AccessActs.PasskeySuspect.Kind];

    private readonly ConditionalWeakTable<IReadOnlyList<ReadAct>, IReadOnlyList<UnusualAct>> found = [];

    /// <summary>The rules of a workspace.</summary>
    public UnusualAccess(WatchedActs watched)
    {
        ArgumentNullException.ThrowIfNull(watched);
        var (rows, exports, records, refusals) = (Kinds(watched.RowLevel), Kinds(watched.Exports), Kinds(watched.Records), Kinds([ControlActs.AccessRefused, .. watched.Refusals]));
        List<AccessRule> rules = [.. watched.Daily.Select(limit => new AccessRule(limit.Code, limit.Limit, (acts, most) => InADay(acts, limit.Act.Kind, most, limit.Unless?.Kind)))];
        if (rows.Count > 0)
        {
            rules.Add(new("hourly", 30, (acts, limit) => Hourly(acts, limit, rows)));
            rules.Add(new("night", 0, (acts, _) => ByPersonAndDay(acts.Where(act => rows.Contains(act.Kind) && AtNight(act.At))).Select(day => day.Last())));
            rules.Add(new("newcomer", 24, (acts, hours) => Newcomers(acts, hours, rows)));
        }
        rules.Add(new("refused", 5, (acts, limit) => RefusedInARow(acts, limit, refusals)));
        if (records.Count > 0) rules.Add(new("records", 0, (acts, _) => acts.Where(act => records.Contains(act.Kind))));
        if (exports.Count > 0)
        {
            rules.Add(new("hours", 0, (acts, _) => acts.Where(act => exports.Contains(act.Kind) && OutsideOfficeHours(act.At))));
            rules.Add(new("exports", 3, (acts, limit) => ByPersonAndDay(acts.Where(act => exports.Contains(act.Kind))).Where(day => day.Count() > limit).Select(day => day.Last())));
        }
        rules.Add(new("emergency", 0, (acts, _) => acts.Where(act => Emergencies.Contains(act.Kind))));
        rules.Add(new("clock", 2, (acts, limit) => acts.Zip(acts.Skip(1)).Where(two => two.Second.Id is not null && two.First.Id is not null && two.Second.At < two.First.At.AddMinutes(-limit)).Select(two => two.Second)));
        Rules = rules;
    }

    /// <summary>The rules, in the order of the page.</summary>
    public IReadOnlyList<AccessRule> Rules { get; }

    /// <summary>What the rules point out, latest first. What was found in a list is kept with it: the same list is not looked at again.</summary>
    /// <param name="acts">In the ledger's order; never changed.</param>
    public IReadOnlyList<UnusualAct> Find(IReadOnlyList<ReadAct> acts) =>
        found.GetValue(acts, acts => [.. Rules.SelectMany(rule => rule.Find(acts, rule.Limit).Select(act => new UnusualAct(rule, act))).OrderByDescending(found => found.Act.Place)]);

    private static HashSet<string> Kinds(IEnumerable<AuditAct> acts) => [.. acts.Select(act => act.Kind)];

    private static IEnumerable<IGrouping<(string?, DateOnly), ReadAct>> ByPersonAndDay(IEnumerable<ReadAct> acts) => acts.GroupBy(act => (act.By?.Name, DateOnly.FromDateTime(Local(act.At))));

    private static IEnumerable<ReadAct> InADay(IEnumerable<ReadAct> acts, string kind, int limit, string? unless) =>
        from day in ByPersonAndDay(acts.Where(act => act.Kind == kind || act.Kind == unless))
        where day.Count(act => act.Kind == kind) > limit && day.All(act => act.Kind == kind)
        select day.Last();

    // More than the limit in an hour of the clock, and more than three times what is usual for her: the median of her own other hours in which she read anything.
    private static IEnumerable<ReadAct> Hourly(IReadOnlyList<ReadAct> acts, int limit, HashSet<string> rows)
    {
        foreach (var person in acts.Where(act => rows.Contains(act.Kind)).GroupBy(act => act.By?.Name, StringComparer.Ordinal))
        {
            var hours = person.GroupBy(act => act.At.UtcDateTime.Ticks / TimeSpan.TicksPerHour).Select(hour => hour.ToList()).ToList();
            foreach (var hour in hours.Where(hour => hour.Count > limit))
                if (hour.Count > 3 * Median([.. hours.Where(other => other != hour).Select(other => other.Count)])) yield return hour[^1];
        }
        static double Median(List<int> counts)
        {
            if (counts.Count == 0) return 0;
            counts.Sort();
            return (counts[(counts.Count - 1) / 2] + counts[counts.Count / 2]) / 2.0;
        }
    }

    // Rows read within so many hours after a role was given to somebody, by one who has not acted in that role before. The entry of the gift names the role last: "kari: deputy".
    private static IEnumerable<ReadAct> Newcomers(IReadOnlyList<ReadAct> acts, int hours, HashSet<string> rows)
    {
        var (seen, told) = (new HashSet<(string, string)>(), new HashSet<(string, string)>());
        var given = new List<(string Role, DateTimeOffset At)>();
        foreach (var act in acts)
        {
            if (RolesGiven.Contains(act.Kind) && act.Detail is { } detail) given.Add((detail.Split(':')[^1].Split(',')[0].Trim(), act.At));
            if (act.By is not { } by) continue;
            foreach (var role in by.Role.Split(", "))
            {
                if (!given.Exists(gift => gift.Role == role && act.At >= gift.At && act.At < gift.At.AddHours(hours))) seen.Add((by.Name, role));
                else if (rows.Contains(act.Kind) && !seen.Contains((by.Name, role)) && told.Add((by.Name, role))) yield return act;
            }
        }
    }

    // So many refusals of one person with nothing between that was not refused.
    private static IEnumerable<ReadAct> RefusedInARow(IReadOnlyList<ReadAct> acts, int limit, HashSet<string> refusals)
    {
        foreach (var person in acts.GroupBy(act => act.By?.Name, StringComparer.Ordinal))
        {
            var row = 0;
            foreach (var act in person)
            {
                row = refusals.Contains(act.Kind) ? row + 1 : 0;
                if (row == limit) yield return act;
            }
        }
    }

    private static bool AtNight(DateTimeOffset at) => Local(at) is var local && (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || local.Hour is < 6 or >= 22);

    private static bool OutsideOfficeHours(DateTimeOffset at) => Local(at) is var local && (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || local.Hour is < 7 or >= 18);

    private static DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;
}
