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

    /// <summary>The rules, in the order of the page.</summary>
    public static IReadOnlyList<AccessRule> Rules { get; } =
    [
        new("pairs", 20, (acts, limit) => ByPersonAndDay(acts).Where(day => day.Count(act => act.Kind == NationalActs.PairRead.Kind) > limit && day.All(act => act.Kind != NationalActs.PairDecided.Kind))
            .Select(day => day.Last(act => act.Kind == NationalActs.PairRead.Kind))),
        new("submissions", 60, (acts, limit) => ByPersonAndDay(acts).Where(day => day.Count(act => act.Kind == NationalActs.SubmissionRead.Kind) > limit).Select(day => day.Last(act => act.Kind == NationalActs.SubmissionRead.Kind))),
        new("hours", 0, (acts, _) => acts.Where(act => Exports.Contains(act.Kind) && OutsideOfficeHours(act.At))),
        new("exports", 3, (acts, limit) => ByPersonAndDay(acts).Where(day => day.Count(act => Exports.Contains(act.Kind)) > limit).Select(day => day.Last(act => Exports.Contains(act.Kind)))),
        new("emergency", 0, (acts, _) => acts.Where(act => act.Kind == AccessActs.EmergencyBegun.Kind || act.Kind == AccessActs.PasskeySuspect.Kind)),
        new("clock", 2, (acts, limit) => acts.Zip(acts.Skip(1)).Where(two => two.Second.Id is not null && two.First.Id is not null && two.Second.At < two.First.At.AddMinutes(-limit)).Select(two => two.Second)),
    ];

    /// <summary>What the rules point out, latest first.</summary>
    /// <param name="acts">In the ledger's order.</param>
    public static IReadOnlyList<UnusualAct> Find(IReadOnlyList<ReadAct> acts) =>
        [.. Rules.SelectMany(rule => rule.Find(acts, rule.Limit).Select(act => new UnusualAct(rule, act))).OrderByDescending(found => found.Act.Place)];

    private static IEnumerable<IGrouping<(string?, DateOnly), ReadAct>> ByPersonAndDay(IReadOnlyList<ReadAct> acts) => acts.GroupBy(act => (act.By?.Name, DateOnly.FromDateTime(Local(act.At))));

    private static bool OutsideOfficeHours(DateTimeOffset at) => Local(at) is var local && (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || local.Hour is < 7 or >= 18);

    private static DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;
}
