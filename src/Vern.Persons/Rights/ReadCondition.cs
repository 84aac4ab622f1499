using System.Globalization;

namespace Vern.Persons.Rights;

/// <summary>Reads a condition's words: facts of the vocabulary, <c>rule R-01</c>, <c>not</c>, <c>and</c>, <c>or</c>, parentheses, <c>always</c>.
/// <c>and</c> beside <c>or</c> needs parentheses, so that nobody has to know which binds closer.</summary>
public static class ReadCondition
{
    /// <summary>Most characters of a condition; a longer one is no sentence that a lawyer can read.</summary>
    public const int Longest = 1000;
    private const int Deepest = 32;

    /// <summary>The condition.</summary>
    /// <param name="text">Its words.</param>
    /// <exception cref="FormatException">What was expected, and where.</exception>
    public static Condition Run(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > Longest) throw new FormatException($"a condition of at most {Longest} characters, not {text.Length}");
        var words = text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var at = 0;
        var condition = Whole(words, ref at, 0);
        return at == words.Length ? condition : throw new FormatException($"'and', 'or' or the end before '{words[at]}' (word {at + 1})");
    }

    private static Condition Whole(string[] words, ref int at, int depth)
    {
        if (depth > Deepest) throw new FormatException($"at most {Deepest} parentheses within one another");
        var parts = new List<Condition> { One(words, ref at, depth) };
        string? joined = null;
        while (at < words.Length && words[at] is "and" or "or")
        {
            if (joined is not null && joined != words[at]) throw new FormatException($"parentheses where 'and' stands beside 'or' (word {at + 1})");
            joined = words[at++];
            parts.Add(One(words, ref at, depth));
        }
        return joined switch { null => parts[0], "and" => new Condition.All(parts), _ => new Condition.Any(parts) };
    }

    private static Condition One(string[] words, ref int at, int depth)
    {
        if (at == words.Length) throw new FormatException("a fact at the end");
        switch (words[at])
        {
            case "not":
                at++;
                return new Condition.Not(depth > Deepest ? throw new FormatException($"at most {Deepest} words 'not' in a row") : One(words, ref at, depth + 1));
            case "(":
                at++;
                var inner = Whole(words, ref at, depth + 1);
                return at < words.Length && words[at++] == ")" ? inner : throw new FormatException("a closing parenthesis");
            case "always":
                at++;
                return new Condition.Always();
            case "rule" when at + 1 < words.Length:
                at += 2;
                return new Condition.RuleHolds(words[at - 1]);
        }
        var start = at;
        while (at < words.Length && words[at] is not ("and" or "or" or "not" or "(" or ")")) at++;
        var phrase = words[start..at];
        foreach (var fact in Facts.All)
            if (Match(fact, phrase) is { } place) return new Condition.Asks(fact, place);
        throw new FormatException(phrase.Length == 0 ? $"a fact before '{words[at]}' (word {at + 1})" : $"a fact of the vocabulary, not '{string.Join(' ', phrase)}'");
    }

    // The code or number in the fact's place, empty without one; null where the words are other words.
    private static string? Match(Fact fact, string[] phrase)
    {
        var expected = fact.Phrase.Split(' ');
        if (expected.Length != phrase.Length) return null;
        var place = "";
        for (var index = 0; index < expected.Length; index++)
        {
            if (expected[index][0] != '{')
            {
                if (expected[index] != phrase[index]) return null;
                continue;
            }
            place = phrase[index];
            if (Facts.Places(expected[index]) is { } codes)
            {
                if (!codes.Contains(place)) throw new FormatException($"one of {string.Join(", ", codes)} in '{fact.Phrase}', not '{place}'");
            }
            else if (place.Length > 3 || !int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out _)) throw new FormatException($"a whole number in '{fact.Phrase}', not '{place}'");
        }
        return place;
    }
}
