using System.Globalization;
using Vern.Platform.Localisation;

namespace Vern.Persons.Statistics;

/// <summary>The slice's texts lie beside this type.</summary>
public sealed class Texts;

/// <summary>Words of labels, notes and comments in a language.</summary>
public static partial class StatisticsTexts
{
    private static readonly TextSource Source = TextSource.Beside<Texts>();

    /// <summary>A sentence of this slice.</summary>
    internal static Sentence Say(string key, params object?[] arguments) => new(Source, key, arguments);

    /// <summary>The words of a cell: a name as it is, a country's name, or the resource with its arguments in place (nested cells first; decimals with one decimal).</summary>
    /// <exception cref="KeyNotFoundException">No resource has the key: a defect that a test looks for.</exception>
    public static string Resolve(TextCell cell, Language language)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(language);
        if (!cell.Localised) return cell.Key;
        if (cell.Key.StartsWith("Country.", StringComparison.Ordinal)) return CountryNames.In(cell.Key["Country.".Length..], language);
        object[] arguments = [.. cell.Arguments.Select(argument => argument switch
        {
            // A form of exploitation after "and" stands in the middle of a sentence.
            TextCell { Key: var form } nested when cell.Key == "Table8.And" && form.StartsWith("JudgmentForm.", StringComparison.Ordinal) && !ReferenceEquals(argument, cell.Arguments[0]) => Lower(Resolve(nested, language), language),
            TextCell nested => Resolve(nested, language),
            decimal number => number.ToString("0.0", language.Culture),
            _ => argument,
        })];
        var words = string.Format(language.Culture, Source[language, cell.Key], arguments);
        return cell.Key.EndsWith(".Title", StringComparison.Ordinal) ? OneYear().Replace(words, "$1") : words;
    }

    private static string Lower(string words, Language language) => words.Length == 0 ? words : char.ToLower(words[0], language.Culture) + words[1..];

    // A series that begins in the year it ends with.
    [System.Text.RegularExpressions.GeneratedRegex("([0-9]{4})[-–]\\1(?![0-9])")]
    private static partial System.Text.RegularExpressions.Regex OneYear();

    /// <summary>The word for an answer that is no figure (B-035).</summary>
    public static string Resolve(AnswerCell cell, Language language)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return string.Format(language.Culture, Source[language, "Answer." + cell.Answer.ToString()], cell.SeeOther ?? "");
    }

    /// <summary>The word for a unit.</summary>
    public static string Resolve(Unit unit, Language language) => Source[language, "Unit." + unit.ToString()];

    /// <summary>Whether there is a text with this key.</summary>
    public static bool Has(string key) => new System.Resources.ResourceManager("Vern.Persons.Statistics.Texts", typeof(Texts).Assembly).GetString(key, CultureInfo.InvariantCulture) is not null;
}
