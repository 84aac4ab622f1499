using Vern.Persons.Collection.Form;
using Vern.Platform.Localisation;

namespace Vern.Persons.Collection.Reading;

/// <summary>What the form's words mean, whichever of the four languages they are in; codes are taken as well, in any case.</summary>
internal sealed class FormWords
{
    private readonly Dictionary<string, Dictionary<string, string>> labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (FormColumn Column, int Number)> headers = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> headerWords = new(StringComparer.OrdinalIgnoreCase);

    internal FormWords(IReadOnlyList<Body> bodies)
    {
        foreach (var list in FormColumns.All.Where(column => column.List is not null).Select(column => column.List!).DistinctBy(list => (list.Name, list.Codes.Count)))
        {
            var known = labels.TryGetValue(list.Name, out var there) ? there : labels[list.Name] = new(StringComparer.OrdinalIgnoreCase);
            foreach (var code in list.Codes)
            {
                known[code] = code;
                foreach (var language in Language.All) known.TryAdd(FormTexts.Label(list, code, language), code);
            }
        }
        foreach (var body in bodies)
        {
            foreach (var name in new[] { body.Id.Value, body.Name, body.EnglishName }) labels["Body"].TryAdd(name, body.Id.Value);
            if (body.Region is { } region) labels["Region"].TryAdd(region, region);
        }
        var unclear = labels["Unclear"] = new(StringComparer.OrdinalIgnoreCase) { ["UNCLEAR"] = "UNCLEAR" };
        var answers = labels["Answer"] = new(StringComparer.OrdinalIgnoreCase) { ["ZERO"] = "ZERO", ["NOREP"] = "NOREP" };
        foreach (var language in Language.All)
        {
            unclear.TryAdd(FormTexts.Source[language, "Code.Identified.UNCLEAR"], "UNCLEAR");
            foreach (var answer in new[] { "ZERO", "NOREP" }) answers.TryAdd(FormTexts.Source[language, $"Code.Answer.{answer}"], answer);
            headerWords.Add(FormTexts.Source[language, "Band.Identity"]);
            headerWords.Add(FormTexts.Source[language, "Band.Leaves"]);
        }
        foreach (var (header, column, number) in FormColumns.Headers)
        {
            headers[header] = (column, number);
            foreach (var language in Language.All) headers.TryAdd(ReportingTemplate.Header(language, column, number), (column, number));
        }
        headers["children-abroad"] = headers["children-elsewhere"];
    }

    /// <summary>The code that a word stands for, or null.</summary>
    internal string? Code(string list, string word) => labels[list].GetValueOrDefault(word);

    /// <summary>The column that a header names, or null.</summary>
    internal (FormColumn Column, int Number)? Header(string word) => headers.TryGetValue(word, out var found) ? found : null;

    /// <summary>The language in which the word is this column's header; null when it is its code, or no header of it.</summary>
    internal static Language? LanguageOf(string word, FormColumn column, int number) =>
        Language.All.FirstOrDefault(language => string.Equals(ReportingTemplate.Header(language, column, number), word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The year in a form's title, whichever language it is in; null when the text is no title.</summary>
    internal static int? YearOfForm(string text)
    {
        for (var at = 0; at + 4 <= text.Length; at++)
        {
            if (int.TryParse(text.AsSpan(at, 4), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var year)
                && Language.All.Any(language => FormTexts.Source.Format(language, "Title", year) == text)) return year;
        }
        return null;
    }

    /// <summary>Whether the word belongs to the form's own rows above the persons.</summary>
    internal bool IsHeaderWord(string word) => headerWords.Contains(word) || headers.ContainsKey(word);
}
