namespace Vern.Persons.Rights;

/// <summary>Support on return in US dollars (F-01 to F-04): whole amounts, never negative; cash and kind together are the total.</summary>
/// <param name="Children">Children travelling along.</param>
/// <param name="Cash">In cash.</param>
/// <param name="InKind">In kind: housing, medical help, education, training, business start, wage subsidy (F-02).</param>
/// <param name="Rate">Kroner for a dollar as the source computed with; an example, not today's rate.</param>
public sealed record ReturnSupport(int Children, decimal Cash, decimal InKind, decimal Rate)
{
    /// <summary>All together: 7 800 × (1 + n) + 1 270 × n.</summary>
    public decimal Total => Cash + InKind;
    /// <summary>About how many kroner.</summary>
    public decimal Kroner => Total * Rate;

    /// <summary>The support for a person and the children along.</summary>
    /// <param name="book">The country's rules.</param>
    /// <param name="children">0 or more.</param>
    /// <param name="on">The day.</param>
    public static ReturnSupport Compute(RuleBook book, int children, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentOutOfRangeException.ThrowIfNegative(children);
        var (person, child) = (book.Rule("F-01", on), book.Rule("F-03", on));
        // A child's share is divided into cash and kind as an adult's is.
        return new ReturnSupport(children, person.Amount("cash") + children * (person.Amount("cash") + child.Amount("childCash")),
            person.Amount("kind") + children * (child.Amount("child") - person.Amount("cash")), person.Amount("rate"));
    }
}
