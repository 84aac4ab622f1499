namespace Vern.Persons.Rights;

/// <summary>A condition of a rule as a tree; <see cref="ReadCondition"/> makes it from words, <see cref="EvaluateCondition"/> answers it.</summary>
public abstract record Condition
{
    private Condition() { }

    /// <summary>Holds for everybody.</summary>
    public sealed record Always : Condition;
    /// <summary>A fact of the vocabulary.</summary>
    /// <param name="Fact">Which.</param>
    /// <param name="Place">The code or number in its place, or empty.</param>
    public sealed record Asks(Fact Fact, string Place) : Condition;
    /// <summary>The condition of another rule.</summary>
    /// <param name="Rule">Its id.</param>
    public sealed record RuleHolds(string Rule) : Condition;
    /// <summary>The opposite.</summary>
    /// <param name="Inner">Of this.</param>
    public sealed record Not(Condition Inner) : Condition;
    /// <summary>All of several.</summary>
    /// <param name="Parts">At least two.</param>
    public sealed record All(IReadOnlyList<Condition> Parts) : Condition;
    /// <summary>At least one of several.</summary>
    /// <param name="Parts">At least two.</param>
    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition;

    /// <summary>The ids of rules it names.</summary>
    public IEnumerable<string> Rules() => this switch
    {
        RuleHolds one => [one.Rule],
        Not not => not.Inner.Rules(),
        All all => all.Parts.SelectMany(part => part.Rules()),
        Any any => any.Parts.SelectMany(part => part.Rules()),
        _ => [],
    };
}
