namespace Vern.Persons.Statistics;

/// <summary>Where a person exploited in both prostitution and forced labour is counted (C-015).</summary>
public enum CombinedForms
{
    /// <summary>In the column of forced labour (footnote 72 of the 2014 report).</summary>
    InForcedLabour,
    /// <summary>In a column of its own.</summary>
    OwnColumn,
}

/// <summary>How a year is counted, as data: the version is kept with every figure (C-014), and a series that passes from one rule to another is shown as broken.</summary>
/// <param name="Version">Its name, stored and shown.</param>
/// <param name="FromYear">First year it holds for.</param>
/// <param name="ToYear">Last year, or null.</param>
/// <param name="Combined">Where combined forms are counted.</param>
/// <param name="AdultMustAccept">Adults count only when some body says they accepted the offer (C-008).</param>
/// <param name="MinorsAlways">Presumed minors count whatever their answer (C-009).</param>
/// <param name="Note">Resource key of the note printed with it.</param>
public sealed record CountingRule(string Version, int FromYear, int? ToYear, CombinedForms Combined, bool AdultMustAccept, bool MinorsAlways, string Note)
{
    /// <summary>All rules, in the order of years, without gaps or overlaps.</summary>
    public static IReadOnlyList<CountingRule> All { get; } =
    [
        new("persons-2007", int.MinValue, 2013, CombinedForms.InForcedLabour, true, true, "Rule.CombinedInLabour"),
        new("persons-2014", 2014, null, CombinedForms.OwnColumn, true, true, "Rule.CombinedOwnColumn"),
    ];

    /// <summary>The rule of a year.</summary>
    public static CountingRule Of(int year) => All.First(rule => year >= rule.FromYear && (rule.ToYear is null || year <= rule.ToYear));

    /// <summary>Whether two years are counted alike, so that their forms of exploitation can be compared.</summary>
    public static bool Comparable(int year, int other) => ReferenceEquals(Of(year), Of(other));
}
