using DocumentFormat.OpenXml.Spreadsheet;
using Vern.Platform.Localisation;

namespace Vern.Persons.Collection.Form;

/// <summary>The hidden sheet of lists to choose from, and the names by which the other sheets know them.</summary>
internal sealed class FormLists
{
    private FormLists(FormSheet sheet, IReadOnlyList<DefinedName> names) { Sheet = sheet; Names = names; }

    internal FormSheet Sheet { get; }
    internal IReadOnlyList<DefinedName> Names { get; }
    internal string AnswerName => "list_Answer";

    internal static string Name(CodeList list) => "list_" + (list == CodeLists.MainForm ? "Form" : list.Name);

    /// <summary>The list of a column, or null.</summary>
    internal string? NameOf(FormColumn column) => column.Kind is ColumnKind.YearOrUnclear ? "list_Identified" : column.List is { } list ? Name(list) : null;

    internal static FormLists Create(Language language, int year, IReadOnlyList<Body> bodies)
    {
        var comparer = StringComparer.Create(language.Culture, ignoreCase: true);
        var columns = FormColumns.All.Where(column => column.List is not null).Select(column => column.List!).DistinctBy(list => list.Name)
            .Select(list => (Name: Name(list), Labels: Labels(list))).ToList();
        columns.Add(("list_Identified", [.. Enumerable.Range(0, 15).Select(back => $"{year - back}"), FormTexts.Source[language, "Code.Identified.UNCLEAR"]]));
        columns.Add(("list_Answer", [FormTexts.Source[language, "Code.Answer.ZERO"], FormTexts.Source[language, "Code.Answer.NOREP"]]));

        var sheet = new FormSheet(FormTexts.Source[language, "Sheet.Lists"]) { Hidden = true };
        for (var row = 0; row < columns.Max(column => column.Labels.Count); row++)
        {
            var at = row;
            sheet.Row(columns.Select(column => (column.Labels.ElementAtOrDefault(at), Look.Plain)));
        }
        return new(sheet, [.. columns.Select((column, at) => (column, letter: FormSheet.ColumnName(at + 1)))
            .Select(pair => new DefinedName($"'{sheet.Name}'!${pair.letter}$1:${pair.letter}${pair.column.Labels.Count}") { Name = pair.column.Name })
            .OrderBy(name => name.Name!.Value, StringComparer.OrdinalIgnoreCase)]);

        List<string> Labels(CodeList list) => list.Name switch
        {
            "Body" => [.. bodies.Select(body => language == Language.English ? body.EnglishName : body.Name).Distinct().Order(comparer)],
            "Nationality" => [.. list.Codes.Where(code => code.Length == 2).Select(code => FormTexts.Label(list, code, language)).Order(comparer), .. list.Codes.Where(code => code.Length > 2).Select(code => FormTexts.Label(list, code, language))],
            _ => [.. list.Codes.Select(code => FormTexts.Label(list, code, language))],
        };
    }
}
