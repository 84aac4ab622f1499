using Vern.Platform.Access;
using Vern.Platform.Auditing;

namespace Vern.Persons.Auditing;

/// <summary>A named rule for what a supervisor should look at. It accuses nobody: it points out.</summary>
/// <param name="Code">Its texts are found by it.</param>
/// <param name="Limit">The number in its text.</param>
/// <param name="Find">The acts that it points out, one of each occasion, out of acts in the ledger's order.</param>
public sealed record AccessRule(string Code, int Limit, Func<IReadOnlyList<ReadAct>, int, IEnumerable<ReadAct>> Find);

/// <summary>An occasion that a rule points out.</summary>
public sealed record UnusualAct(AccessRule Rule, ReadAct Act);

/// <summary>Points out unusual access by simple rules. Days and hours are Norway's. Acts whose sealed part is erased count as one person's.</summary>
public static class UnusualAccess
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
    private static readonly HashSet<string> Exports = [NationalActs.WorkingTablesWritten.Kind, NationalActs.RecordsExported.Kind];

    private static readonly HashSet<string> RowLevel = [NationalActs.SubmissionRead.Kind, NationalActs.PairRead.Kind, NationalActs.PairsRead.Kind, NationalActs.FigureTraced.Kind];
    private static readonly HashSet<string> Refusals = [NationalActs.AccessRefused.Kind, NationalActs.SubmissionRefused.Kind, NationalActs.EnvelopeRefused.Kind];
    private static readonly HashSet<string> RolesGiven = [AccessActs.RoleGiven.Kind, AccessActs.Delegated.Kind, AccessActs.AccountMade.Kind];

    /// <summary>The rules, in the order of the page.</summary>
    public static IReadOnlyList<AccessRule> Rules { get; } =
    [
        new("pairs", 20, (acts, limit) => ByPersonAndDay(acts).Where(day => day.Count(act => act.Kind == NationalActs.PairRead.Kind) > limit && day.All(act => act.Kind != NationalActs.PairDecided.Kind))
            .Select(day => day.Last(act => act.Kind == NationalActs.PairRead.Kind))),
        new("submissions", 60, (acts, limit) => ByPersonAndDay(acts).Where(day => day.Count(act => act.Kind == NationalActs.SubmissionRead.Kind) > limit).Select(day => day.Last(act => act.Kind == NationalActs.SubmissionRead.Kind))),
        new("hourly", 30, Hourly),
        new("night", 0, (acts, _) => ByPersonAndDay(acts.Where(act => RowLevel.Contains(act.Kind) && AtNight(act.At))).Select(day => day.Last())),
        new("newcomer", 24, Newcomers),
        new("refused", 5, RefusedInARow),
        new("records", 0, (acts, _) => acts.Where(act => act.Kind == NationalActs.RecordsExported.Kind)),
        new("hours", 0, (acts, _) => acts.Where(act => Exports.Contains(act.Kind) && OutsideOfficeHours(act.At))),
        new("exports", 3, (acts, limit) => ByPersonAndDay(acts).Where(day => day.Count(act => Exports.Contains(act.Kind)) > limit).Select(day => day.Last(act => Exports.Contains(act.Kind)))),
        new("emergency", 0, (acts, _) => acts.Where(act => act.Kind == AccessActs.EmergencyBegun.Kind || act.Kind == AccessActs.PasskeySuspect.Kind)),
        new("clock", 2, (acts, limit) => acts.Zip(acts.Skip(1)).Where(two => two.Second.Id is not null && two.First.Id is not null && two.Second.At < two.First.At.AddMinutes(-limit)).Select(two => two.Second)),
    ];

    /// <summary>What the rules point out, latest first.</summary>
    /// <param name="acts">In the ledger's order.</param>
    public static IReadOnlyList<UnusualAct> Find(IReadOnlyList<ReadAct> acts) =>
        [.. Rules.SelectMany(rule => rule.Find(acts, rule.Limit).Select(act => new UnusualAct(rule, act))).OrderByDescending(found => found.Act.Place)];

    private static IEnumerable<IGrouping<(string?, DateOnly), ReadAct>> ByPersonAndDay(IEnumerable<ReadAct> acts) => acts.GroupBy(act => (act.By?.Name, DateOnly.FromDateTime(Local(act.At))));

    // More than the limit in an hour of the clock, and more than three times what is usual for her: the median of her own other hours in which she read anything.
    private static IEnumerable<ReadAct> Hourly(IReadOnlyList<ReadAct> acts, int limit)
    {
        foreach (var person in acts.Where(act => RowLevel.Contains(act.Kind)).GroupBy(act => act.By?.Name, StringComparer.Ordinal))
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
    private static IEnumerable<ReadAct> Newcomers(IReadOnlyList<ReadAct> acts, int hours)
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
                else if (RowLevel.Contains(act.Kind) && !seen.Contains((by.Name, role)) && told.Add((by.Name, role))) yield return act;
            }
        }
    }

    // So many refusals of one person with nothing between that was not refused.
    private static IEnumerable<ReadAct> RefusedInARow(IReadOnlyList<ReadAct> acts, int limit)
    {
        foreach (var person in acts.GroupBy(act => act.By?.Name, StringComparer.Ordinal))
        {
            var row = 0;
            foreach (var act in person)
            {
                row = Refusals.Contains(act.Kind) ? row + 1 : 0;
                if (row == limit) yield return act;
            }
        }
    }

    private static bool AtNight(DateTimeOffset at) => Local(at) is var local && (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || local.Hour is < 6 or >= 22);

    private static bool OutsideOfficeHours(DateTimeOffset at) => Local(at) is var local && (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || local.Hour is < 7 or >= 18);

    private static DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;
}
