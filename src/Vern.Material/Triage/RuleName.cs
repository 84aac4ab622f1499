using Vern.Platform.Localisation;

namespace Vern.Material.Triage;

/// <summary>The words of a rule that a centre added: in the four languages, or in some, and then the first of these stands in for the rest, marked with its language.</summary>
/// <param name="En">In English.</param>
/// <param name="Nb">In Norwegian.</param>
/// <param name="Da">In Danish.</param>
/// <param name="Sv">In Swedish.</param>
public sealed record RuleName(string? En = null, string? Nb = null, string? Da = null, string? Sv = null)
{
    /// <summary>The longest words.</summary>
    public const int Longest = 80;

    /// <summary>The words, by language, those that there are.</summary>
    public IEnumerable<(Language Language, string Words)> All() => ((Language Language, string? Words)[])[(Language.English, En), (Language.Norwegian, Nb), (Language.Danish, Da), (Language.Swedish, Sv)] is var all ? all.Where(one => one.Words is not null).Select(one => (one.Language, one.Words!)) : [];

    /// <summary>What a reader in a language is shown, with the language that it is in.</summary>
    public (Language Language, string Words) For(Language language) => All().OrderBy(one => one.Language == language ? 0 : 1).First();

    /// <summary>Whether there is at least one, and each is a line of fitting length.</summary>
    public bool IsRight() => All().Any() && All().All(one => IsRight(one.Words));

    /// <summary>Whether words are a line of fitting length.</summary>
    public static bool IsRight(string words) => words is { Length: > 0 and <= Longest } && words.Trim() == words && !words.Any(char.IsControl);
}
