namespace Vern.Persons.Rights;

/// <summary>One fact that a condition asked for.</summary>
/// <param name="Fact">Which.</param>
/// <param name="Place">The code or number in its place, or empty.</param>
/// <param name="Value">What is known of the fact itself.</param>
/// <param name="Fits">Whether that is what the condition wants here: the opposite of the value behind "not".</param>
/// <param name="Decides">Whether the condition's own answer rests on it.</param>
public sealed record Part(Fact Fact, string Place, Truth Value, Truth Fits, bool Decides);

/// <summary>A condition's answer with its reasons.</summary>
/// <param name="Value">Yes, no, or not known yet.</param>
/// <param name="Parts">Every fact asked, in the order of the condition's words; each once.</param>
public sealed record Finding(Truth Value, IReadOnlyList<Part> Parts)
{
    /// <summary>The facts that the answer rests on.</summary>
    public IEnumerable<Part> Deciding => Parts.Where(part => part.Decides);
}

/// <summary>Answers conditions in three values (Kleene's): "and" is no as soon as one part is no, "or" is yes as soon as one is yes, and what is not known
/// stays not known. So a yes or no never changes when more becomes known, save by the law or the day changing.</summary>
public static class EvaluateCondition
{
    /// <summary>The answer for a situation.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="rule">Finds the condition of a rule by its id.</param>
    /// <param name="situation">What is known.</param>
    /// <param name="on">The day.</param>
    public static Finding Run(Condition condition, Func<string, Condition> rule, Situation situation, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(situation);
        var (value, parts) = Answer(condition, false);
        return new Finding(value, [.. parts.GroupBy(part => (part.Fact.Key, part.Place)).Select(group => group.OrderByDescending(part => part.Decides).First())]);

        (Truth Value, List<Part> Parts) Answer(Condition one, bool turned)
        {
            switch (one)
            {
                case Condition.Asks asks:
                    var known = asks.Fact.Ask(situation, on, asks.Place);
                    var fits = turned ? Opposite(known) : known;
                    return (fits, [new Part(asks.Fact, asks.Place, known, fits, true)]);
                case Condition.RuleHolds named: return Answer(rule(named.Rule), turned);
                case Condition.Not not: return Answer(not.Inner, !turned);
                // not (a and b) is (not a) or (not b): the turned tree is answered, so that a part's "fits" means what the condition wants of it
                case Condition.All all: return turned ? Least(all.Parts, true) : Most(all.Parts, false);
                case Condition.Any any: return turned ? Most(any.Parts, true) : Least(any.Parts, false);
                default: return (turned ? Truth.No : Truth.Yes, []);
            }
        }

        (Truth Value, List<Part> Parts) Most(IReadOnlyList<Condition> parts, bool turned) => Join(parts, turned, Truth.No, Truth.Yes);
        (Truth Value, List<Part> Parts) Least(IReadOnlyList<Condition> parts, bool turned) => Join(parts, turned, Truth.Yes, Truth.No);

        // "and" is settled by a no, "or" by a yes; else by something not known; else by all.
        (Truth Value, List<Part> Parts) Join(IReadOnlyList<Condition> conditions, bool turned, Truth settles, Truth otherwise)
        {
            var answers = conditions.Select(one => Answer(one, turned)).ToList();
            var joined = answers.Any(answer => answer.Value == settles) ? settles : answers.Any(answer => answer.Value == Truth.NotKnown) ? Truth.NotKnown : otherwise;
            return (joined, [.. answers.SelectMany(answer => answer.Value == joined ? answer.Parts : answer.Parts.Select(part => part with { Decides = false }))]);
        }
    }

    /// <summary>Yes for no, no for yes.</summary>
    public static Truth Opposite(Truth value) => value switch { Truth.Yes => Truth.No, Truth.No => Truth.Yes, _ => Truth.NotKnown };
}
