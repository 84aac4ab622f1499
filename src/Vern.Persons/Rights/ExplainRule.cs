using Vern.Platform.Localisation;

namespace Vern.Persons.Rights;

/// <summary>Says in a sentence why a rule holds, does not hold, or can't be told yet.</summary>
public static class ExplainRule
{
    /// <summary>The sentence: what the rule gives where it holds; else what stands in the way, or what has to be asked.</summary>
    /// <param name="name">The rule's name, or a part's (<c>R-17.housing</c>).</param>
    /// <param name="finding">The condition's answer.</param>
    /// <param name="language">The reader's.</param>
    public static string Why(string name, Finding finding, Language language)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Value switch
        {
            Truth.Yes => Texts.Source[language, $"rule.{name}.gist"],
            Truth.No => Texts.Source.Format(language, "why.no", Join(finding.Deciding.Select(part => Clause(part, language)), language)),
            _ => Texts.Source.Format(language, "why.unknown", Join(finding.Deciding.Where(part => part.Value == Truth.NotKnown).Select(part => Clause(part, language)), language)),
        };
    }

    /// <summary>What is known of one fact, as a clause: "the exploitation has been reported to the police", "there is no police report". Of what is not known, the clause of yes, for "whether".</summary>
    public static string Clause(Part part, Language language)
    {
        ArgumentNullException.ThrowIfNull(part);
        var place = part.Fact.Phrase.Contains("{permit}", StringComparison.Ordinal) ? Texts.Source[language, "permit." + part.Place]
            : part.Fact.Phrase.Contains("{status}", StringComparison.Ordinal) ? Texts.Source[language, "status." + part.Place] : part.Place;
        return Texts.Source.Format(language, $"{part.Fact.Key}.{(part.Value == Truth.No ? "no" : "yes")}", place);
    }

    /// <summary>The track's words for a cell.</summary>
    public static string Cell(TrackCell cell, Language language)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return Texts.Source[language, "cell." + (cell.Answer == CellAnswer.Unclear ? "unclear" : cell.What)];
    }

    private static string Join(IEnumerable<string> clauses, Language language)
    {
        var all = clauses.Distinct().ToList();
        return all.Count switch { 0 => "", 1 => all[0], _ => Texts.Source.Format(language, "join.and", string.Join(", ", all[..^1]), all[^1]) };
    }
}
