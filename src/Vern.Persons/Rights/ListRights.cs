namespace Vern.Persons.Rights;

/// <summary>One right or duty as it stands with a person.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="Name">The rule's name, or a part's: <c>R-17.housing</c>; steps are kept under it.</param>
/// <param name="Finding">The condition's answer with its reasons.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Last">Its last step, or null.</param>
public sealed record RightLine(Rule Rule, string Name, Finding Finding, RightState State, RightStep? Last)
{
    /// <summary>Whether nothing tells yet if the right is due: to be asked, not to be refused.</summary>
    public bool Open => State == RightState.NotDue && Finding.Value == Truth.NotKnown;
}

/// <summary>Lists the rights of a person as they stand: what is due first, what is not due last.</summary>
public static class ListRights
{
    /// <summary>The lines.</summary>
    /// <param name="situation">What is known.</param>
    /// <param name="book">The country's rules.</param>
    /// <param name="steps">The last step of each right, by name.</param>
    /// <param name="today">The local day.</param>
    public static IReadOnlyList<RightLine> Run(Situation situation, RuleBook book, IReadOnlyDictionary<string, RightStep> steps, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(situation);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(steps);
        // What waits for a lawyer is told only where it would give something: as a hint to ask, marked.
        var pending = book.Pending.Where(rule => book.Find(rule, situation, today).Value == Truth.Yes && book.Rules.All(other => other.Id != rule.Id || !other.InForce(today) || book.Find(other, situation, today).Value != Truth.Yes));
        return [.. book.InForce(today).Concat(pending).Where(rule => rule.Kind is RuleKind.Right or RuleKind.Duty)
            .SelectMany(rule => rule.Parts.Count == 0 ? [(rule, rule.Name)] : rule.Parts.Select(part => (rule, Name: $"{rule.Name}.{part}")))
            .Select(one =>
            {
                var finding = book.Find(one.rule, situation, today);
                var last = steps.GetValueOrDefault(one.Item2);
                return new RightLine(one.rule, one.Item2, finding, Given(one.rule, situation, book, today) ? RightState.Provided : MoveRight.Standing(finding.Value, last), last);
            })
            .OrderBy(Rank)];
    }

    // A right is given where facts say so, and a duty with periods is done when they are met: nobody has to say it twice.
    private static bool Given(Rule rule, Situation situation, RuleBook book, DateOnly today) => rule.ProvidedWhen is { } given && book.Find(given, situation, today).Value == Truth.Yes || Met(rule, situation, book, today);

    private static bool Met(Rule rule, Situation situation, RuleBook book, DateOnly today) =>
        rule.Kind == RuleKind.Duty && book.Find(rule, situation, today).Value == Truth.Yes && rule.Periods.Any(period => period.MetWhen is not null)
        && rule.Periods.All(period => period.MetWhen is { } met && book.Find(met, situation, today).Value == Truth.Yes);

    private static int Rank(RightLine line) => line.State switch
    {
        RightState.Due when line.Rule.Kind == RuleKind.Duty => 0,
        RightState.Due => 1,
        RightState.Disappeared or RightState.Evaded => 2,
        RightState.Informed => 3,
        RightState.Offered => 4,
        RightState.Accepted => 5,
        RightState.Declined => 6,
        RightState.Provided => 7,
        RightState.Lapsed => 8,
        _ => line.Open ? 9 : 10,
    };
}
