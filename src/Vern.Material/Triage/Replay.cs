namespace Vern.Material.Triage;

/// <summary>A report under two sets of rules.</summary>
/// <param name="Report">Its number.</param>
/// <param name="Before">Its urgency under the rules in force.</param>
/// <param name="After">Its urgency under those proposed.</param>
/// <param name="PlaceBefore">Its place among all of the time, from 1.</param>
/// <param name="PlaceAfter">Its place then.</param>
/// <param name="Rules">The rules that count now in one of the two only, or with another weight.</param>
public sealed record Moved(long Report, int Before, int After, int PlaceBefore, int PlaceAfter, IReadOnlyList<string> Rules);

/// <summary>What would have changed.</summary>
/// <param name="Reports">How many reports there were.</param>
/// <param name="Tiers">How many went from a tier (first) to a tier (second), those that stayed included.</param>
/// <param name="Movers">Those that moved most, by places; at most twenty.</param>
/// <param name="Differ">How many have another urgency.</param>
/// <param name="Completeness">How many have another completeness.</param>
/// <param name="Skipped">How many could not be opened any more.</param>
public sealed record Replay(int Reports, IReadOnlyDictionary<(string From, string To), int> Tiers, IReadOnlyList<Moved> Movers, int Differ, int Completeness, int Skipped)
{
    private const int Most = 20;

    /// <summary>Reckons it. Pure.</summary>
    /// <param name="reports">What the rules see of each report on the day that it came.</param>
    /// <param name="inForce">The rules that hold.</param>
    /// <param name="proposed">Those proposed.</param>
    /// <param name="skipped">How many could not be opened.</param>
    public static Replay Run(IReadOnlyList<(long Report, ReportFeatures Features)> reports, ScoreRules inForce, ScoreRules proposed, int skipped = 0)
    {
        ArgumentNullException.ThrowIfNull(reports);
        ArgumentNullException.ThrowIfNull(inForce);
        ArgumentNullException.ThrowIfNull(proposed);
        var scored = reports.Select(one => (one.Report, Before: ScoreReport.Urgency(inForce, one.Features), After: ScoreReport.Urgency(proposed, one.Features))).ToList();
        var before = Places(scored.Select(one => (one.Report, one.Before.Value)));
        var after = Places(scored.Select(one => (one.Report, one.After.Value)));
        var tiers = scored.GroupBy(one => (inForce.Tiers.Of(one.Before.Value), proposed.Tiers.Of(one.After.Value))).ToDictionary(group => group.Key, group => group.Count());
        var movers = scored.Where(one => one.Before.Value != one.After.Value)
            .Select(one => new Moved(one.Report, one.Before.Value, one.After.Value, before[one.Report], after[one.Report], [.. one.Before.Rules.Except(one.After.Rules).Concat(one.After.Rules.Except(one.Before.Rules)).Select(rule => rule.Rule).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])).ToList();
        return new(reports.Count, tiers, [.. movers.OrderByDescending(one => Math.Abs(one.PlaceBefore - one.PlaceAfter)).ThenByDescending(one => Math.Abs(one.Before - one.After)).ThenBy(one => one.Report).Take(Most)], movers.Count, reports.Count(one => ScoreReport.Completeness(inForce, one.Features).Value != ScoreReport.Completeness(proposed, one.Features).Value), skipped);
    }

    private static Dictionary<long, int> Places(IEnumerable<(long Report, int Urgency)> reports) =>
        reports.OrderByDescending(one => one.Urgency).ThenBy(one => one.Report).Select((one, place) => (one.Report, place)).ToDictionary(one => one.Report, one => one.place + 1);
}
