using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Localisation;

namespace Vern.Persons.Registration.Exchange;

/// <summary>Something in a file that keeps it from being imported.</summary>
/// <param name="Row">The row as a spreadsheet counts it.</param>
/// <param name="Column">The column's name; empty: the row as a whole.</param>
/// <param name="Text">What was expected, in the reader's language.</param>
public sealed record ImportProblem(int Row, string Column, string Text);

/// <summary>What a row would become.</summary>
/// <param name="Row">The row as a spreadsheet counts it.</param>
/// <param name="Person">The person.</param>
/// <param name="LeftOut">Columns with a word that Vern has none for, or that the mapping takes nowhere.</param>
public sealed record ImportedRow(int Row, NewPerson Person, IReadOnlyList<string> LeftOut)
{
    /// <summary>Questions that the United Kingdom's form must have answered on this person's way through it, and has not; empty for other files.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>What an import would do. Nothing is kept by it.</summary>
/// <param name="Rows">The persons that would be made; of rows with a problem what was understood.</param>
/// <param name="Problems">What keeps the file from being imported; empty: nothing.</param>
public sealed record ImportCheck(IReadOnlyList<ImportedRow> Rows, IReadOnlyList<ImportProblem> Problems);

/// <summary>How a file is to be read.</summary>
/// <param name="Targets">The target of each column, by its header (<see cref="GuessMapping"/>).</param>
/// <param name="Otherwise">Who a person is where neither the file nor her birth date says so.</param>
/// <param name="Once">32 random hexadecimal digits: the same import sent twice is done once.</param>
public sealed record ImportMapping(IReadOnlyDictionary<string, string> Targets, Audience Otherwise, string Once);

/// <summary>The dry run of an import: what each row would become, and every problem with row, column and what was expected.</summary>
public static class CheckImport
{
    /// <summary>Problems beyond this many are not looked for: the file is another than the mapping expects.</summary>
    public const int MostProblems = 500;

    /// <summary>Checks a table.</summary>
    /// <param name="table">The file.</param>
    /// <param name="mapping">How it is to be read.</param>
    /// <param name="today">Today in Norway.</param>
    /// <param name="language">The reader's language.</param>
    public static ImportCheck Run(ImportTable table, ImportMapping mapping, DateOnly today, Language language)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(mapping);
        var columns = table.Headers.Select((header, place) => (Header: header, Place: place, Target: mapping.Targets.GetValueOrDefault(header, ""))).ToList();
        var (rows, problems) = (new List<ImportedRow>(), new List<ImportProblem>());
        foreach (var row in table.Rows)
        {
            if (problems.Count >= MostProblems) break;
            var values = new Dictionary<(string Field, int Item), (string Value, string Column)>();
            var leftOut = new List<string>();
            var before = problems.Count;
            foreach (var (header, place, target) in columns)
            {
                var cell = row.Cells[place];
                if (cell.Length == 0 || target is PeopleTable.Audience or PeopleTable.Purpose || PeopleTable.Heads.Contains(header)) continue;
                if (PeopleTable.Read(target) is not var (field, item)) { leftOut.Add(header); continue; }
                var read = ReadImportedValue.Run(field, cell, header, GuessMapping.WordsOf(header));
                if (read.Problem is { } expected) problems.Add(new(row.Number, header, Expected(field, expected, language)));
                else if (read.Value is { } value) Put(values, field, item, value, header, row.Number, problems, language);
                else if (read.LeftOut) leftOut.Add(header);
            }
            var (audience, wrong) = AudienceOf(columns, row, values, mapping, today);
            if (wrong is not null) problems.Add(new(row.Number, wrong, Texts.Source.Format(language, "expected.audience")));
            var only = PurposeOf(columns, row, problems, language);
            foreach (var (place, (_, column)) in values)
            {
                var field = FieldCatalogue.Own[place.Field];
                if (!field.For.Contains(audience)) problems.Add(new(row.Number, column, Texts.Source.Format(language, "expected.other-person", Registration.Texts.Source[language, $"audience.{audience}"])));
                else if (only is not null && !field.Purposes.Contains(only)) problems.Add(new(row.Number, column, Texts.Source.Format(language, "expected.other-purpose", only)));
            }
            if (values.Count == 0 && problems.Count == before && leftOut.Count == 0 && columns.TrueForAll(column => column.Target != PeopleTable.Audience || row.Cells[column.Place].Length == 0)) continue;
            rows.Add(new(row.Number, new(OriginOf(mapping.Once, row.Number), audience, [.. values.Select(pair => new NewFact(pair.Key.Field, pair.Key.Item, pair.Value.Value, FactSource.Imported) { OnlyFor = only })]), leftOut) { Missing = MissingOf(table, row) });
        }
        return new(WithParents(table, rows, problems, language), problems);
    }

    // A row that names another as her parent's is linked to her; what another file calls a parent is left out.
    private static List<ImportedRow> WithParents(ImportTable table, List<ImportedRow> rows, List<ImportProblem> problems, Language language)
    {
        var (person, parent) = (table.Headers.ToList().IndexOf(PeopleTable.Person), table.Headers.ToList().IndexOf(PeopleTable.Parent));
        if (person < 0 || parent < 0) return rows;
        var cells = table.Rows.ToDictionary(row => row.Number, row => (Person: row.Cells[person], Parent: row.Cells[parent]));
        var called = rows.Where(row => cells[row.Row].Person.Length > 0).GroupBy(row => cells[row.Row].Person, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.OrdinalIgnoreCase);
        return
        [
            .. rows.Select(row =>
            {
                if (cells[row.Row].Parent is not { Length: > 0 } name) return row;
                if (!called.TryGetValue(name, out var there)) return row with { LeftOut = [.. row.LeftOut, PeopleTable.Parent] };
                if (there is [var of] && of != row && cells[of.Row].Parent.Length == 0 && row.Person.Audience is not Audience.Anonymous) return row with { Person = row.Person with { ParentOrigin = of.Person.Origin } };
                problems.Add(new(row.Row, PeopleTable.Parent, Texts.Source.Format(language, "expected.parent")));
                return row;
            }),
        ];
    }

    // The form's own names only: the payload that it sends has other words for some answers.
    private static List<string> MissingOf(ImportTable table, ImportRow row) => !table.Headers.Contains(UkForm.UnderAge) ? []
        : [.. UkForm.Missing(table.Headers.Zip(row.Cells).Where(pair => pair.Second.Length > 0).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)).Where(field => !UkForm.WithoutPlace.ContainsKey(field.Name)).Select(field => field.Label.Length > 0 ? field.Label : field.Name)];

    private static string OriginOf(string once, int row) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{once}/{row}"))).AsSpan(0, 16));

    // Several columns can be taken into one field: codes add up, words stand below one another, anything else must agree.
    private static void Put(Dictionary<(string, int), (string Value, string Column)> values, Field field, int item, string value, string header, int row, List<ImportProblem> problems, Language language)
    {
        if (!values.TryGetValue((field.Id, item), out var there)) values[(field.Id, item)] = (value, header);
        else if (there.Value == value) return;
        else if (field.Type is FieldType.Codes or FieldType.LongText or FieldType.Text && field.Read(there.Value + (field.Type is FieldType.Codes ? " " : field.Type is FieldType.Text ? ", " : "\n") + value) is { } both) values[(field.Id, item)] = (both, there.Column);
        else problems.Add(new(row, header, Texts.Source.Format(language, field.Type is FieldType.LongText or FieldType.Text ? "expected.shorter" : "expected.same", there.Column)));
    }

    private static string? PurposeOf(List<(string Header, int Place, string Target)> columns, ImportRow row, List<ImportProblem> problems, Language language)
    {
        if (columns.Find(column => column.Target == PeopleTable.Purpose) is not { Header: not null } column || row.Cells[column.Place] is not { Length: > 0 } purpose) return null;
        if (FieldCatalogue.Own.Purposes.Contains(purpose, StringComparer.Ordinal)) return purpose;
        problems.Add(new(row.Number, column.Header, Texts.Source.Format(language, "expected.purpose", string.Join(", ", FieldCatalogue.Own.Purposes))));
        return null;
    }

    private static (Audience Audience, string? Wrong) AudienceOf(List<(string Header, int Place, string Target)> columns, ImportRow row, Dictionary<(string Field, int Item), (string Value, string Column)> values, ImportMapping mapping, DateOnly today)
    {
        foreach (var (header, place, _) in columns.Where(column => column.Target == PeopleTable.Audience && row.Cells[column.Place].Length > 0))
            return ReadAudience(header, row.Cells[place]) is { } said ? (said, null) : (mapping.Otherwise, header);
        var born = values.TryGetValue(("identity.birth", 0), out var birth) ? birth.Value : null;
        // With a year alone, what holds on its last day: who may still be under 18 is asked about as if she were.
        return born is not null && mapping.Otherwise is not Audience.Anonymous && DateOnly.TryParseExact(born.Length == 4 ? born + "-12-31" : born.Length == 7 ? born + "-28" : born, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (day.AddYears(18) > today ? Audience.Child : mapping.Otherwise is Audience.Child ? Audience.Adult : mapping.Otherwise, null) : (mapping.Otherwise, null);
    }

    private static Audience? ReadAudience(string header, string text)
    {
        if (UkForm.Find(header)?.Name == UkForm.UnderAge) return text.Trim().ToLowerInvariant() switch { "yes" or "child" => Audience.Child, "no" or "adult" => Audience.Adult, "not-sure" or "not sure" or "unsure" => Audience.Uncertain, _ => null };
        foreach (var audience in Enum.GetValues<Audience>())
            if (PeopleTable.NameOf(audience).Equals(text.Trim(), StringComparison.OrdinalIgnoreCase) || Language.All.Any(language => ReadImportedValue.Bare(Registration.Texts.Source[language, $"audience.{audience}"]) == ReadImportedValue.Bare(text))) return audience;
        return null;
    }

    private static string Expected(Field field, string key, Language language)
    {
        var codes = field.List is { } list ? string.Join(", ", list.Codes.Take(40).Select(code => $"{FieldWords.Code(list, code, language)} ({code})")) : "";
        return Texts.Source.Format(language, key, codes);
    }
}
