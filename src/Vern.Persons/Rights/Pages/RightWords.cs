using Vern.Platform.Interface;

namespace Vern.Persons.Rights.Pages;

/// <summary>A right's state, mark and next action in words.</summary>
public static class RightWords
{
    /// <summary>The state in a word; of legal aid the hours used as soon as there are any .</summary>
    public static string State(RightLine line, PersonRights rights, PageContext page)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(rights);
        ArgumentNullException.ThrowIfNull(page);
        if (line.Open) return Texts.Source[page.Language, "state.not-known"];
        if (line.Rule.Kind == RuleKind.Duty) return Texts.Source[page.Language, "duty." + Facts.Code(line.State)];
        if (line.Name == "R-10" && rights.Situation.LegalAidHours > 0 && line.State != RightState.Lapsed) return Texts.Source.Format(page.Language, "hours.used", rights.Situation.LegalAidHours, line.Rule.Amount("hours"));
        return Texts.Source[page.Language, "state." + Facts.Code(line.State)];
    }

    /// <summary>The mark beside the state.</summary>
    public static string Tone(RightLine line, PersonRights rights)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(rights);
        return line.State switch
        {
            RightState.Due when rights.Situation.LegalAidHours > 0 && line.Name == "R-10" => "wait",
            RightState.Due or RightState.Evaded or RightState.Disappeared => "needs",
            RightState.Provided => "good",
            RightState.Informed or RightState.Offered or RightState.Accepted or RightState.Declined => "wait",
            _ => "still",
        };
    }

    /// <summary>The words of the one action.</summary>
    public static string Act(RightLine line, PageContext page)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(page);
        return Texts.Source[page.Language, line.Open ? "act.open" : line.Rule.Kind == RuleKind.Duty && line.State == RightState.Due ? "act.duty" : "act." + Facts.Code(line.State)];
    }

    /// <summary>The parts of the person's page where what the rule asks is recorded, those not known first.</summary>
    public static IReadOnlyList<string> Sections(RightLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return [.. line.Finding.Parts.Where(part => part.Value == Truth.NotKnown).Concat(line.Finding.Parts).Select(part => ReadSituation.SectionOf(part.Fact.Phrase)).OfType<string>().Distinct()];
    }

    /// <summary>What a deadline has left or is over, in words; of one without a day, what is counted.</summary>
    public static string Left(Deadline deadline, DateOnly today, PageContext page)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        ArgumentNullException.ThrowIfNull(page);
        return deadline.DaysLeft(today) switch
        {
            null => deadline.Count is { } count ? Texts.Source.Format(page.Language, "timeline.since", count) : "",
            0 => Texts.Source[page.Language, "timeline.is-today"],
            > 0 and var days => Texts.Source.Format(page.Language, days == 1 ? "timeline.left.one" : "timeline.left.many", days),
            var days => Texts.Source.Format(page.Language, days == -1 ? "timeline.over.one" : "timeline.over.many", -days),
        };
    }
}
