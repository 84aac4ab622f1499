namespace Vern.Material.Triage;

/// <summary>A rule that counted.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Points">What it added.</param>
/// <param name="Floor">The floor that it set; 0: none.</param>
/// <param name="Name">Its words, where a centre added it.</param>
public sealed record ScoredRule(string Rule, int Points, int Floor, RuleName? Name = null);

/// <summary>A score with what made it.</summary>
/// <param name="Value">0 to 100.</param>
/// <param name="Rules">The rules that counted: floors first, then by weight.</param>
/// <param name="Imminent">Whether one of them says that a child is in danger now.</param>
public sealed record Score(int Value, IReadOnlyList<ScoredRule> Rules, bool Imminent);

/// <summary>
/// Weighs a report by named, bounded rules: the points of all that hold are added, the highest floor among them is the least that comes out, and the end is held between 0 and 100. Pure: the same report,
/// rules and day give the same score, whoever asks and however often.
/// </summary>
public static class ScoreReport
{
    /// <summary>How urgent it is.</summary>
    public static Score Urgency(ScoreRules rules, ReportFeatures report)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return Of(rules.Urgency, report);
    }

    /// <summary>How complete it is.</summary>
    public static Score Completeness(ScoreRules rules, ReportFeatures report)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return Of(rules.Completeness, report);
    }

    private static Score Of(IReadOnlyList<ScoreRule> rules, ReportFeatures report)
    {
        var counted = rules.Where(rule => !rule.Off && rule.When.Holds(report)).OrderByDescending(rule => rule.Floor).ThenByDescending(rule => Math.Abs(rule.Points)).ThenBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var value = Math.Clamp(Math.Max(counted.Sum(rule => rule.Points), counted.Select(rule => rule.Floor).DefaultIfEmpty(0).Max()), 0, 100);
        return new(value, [.. counted.Select(rule => new ScoredRule(rule.Id, rule.Points, rule.Floor, rule.Name))], counted.Any(rule => rule.Imminent));
    }
}
