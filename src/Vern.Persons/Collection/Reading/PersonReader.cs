using System.Globalization;
using Vern.Linkage.Encoding;
using Vern.Persons.Collection.Form;
using Vern.Platform.Localisation;

namespace Vern.Persons.Collection.Reading;

/// <summary>Makes persons of rows: checks every cell, encodes the identity and lets go of it.</summary>
internal sealed class PersonReader(ReadingContext context, FormWords words, ProblemList problems, string? sheet)
{
    /// <summary>Nobody was identified before.</summary>
    internal const int EarliestIdentified = 1990;
    /// <summary>Years that a person may have lived, and children that may be told of.</summary>
    internal const int OldestAge = 120, MostChildren = 30;
    private static readonly string[] DateForms = ["yyyy-MM-dd", "dd.MM.yyyy", "d.M.yyyy", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss"];
    private readonly Dictionary<int, (FormColumn Column, int Number, string Shown)> columns = [];
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> answered = new(StringComparer.Ordinal);
    private Language language = Language.English;
    private int header;

    internal List<ReportedPerson> Persons { get; } = [];
    internal bool HasHeader => columns.Count > 0;
    internal bool From1904 { get; init; }
    internal IReadOnlyList<string> LeftOut => [.. FormColumns.All.Select(column => column.Code).Where(code => !answered.Contains(code))];

    /// <summary>Takes a row as the header when at least three of its cells name columns.</summary>
    internal bool TryHeader(SheetRow row)
    {
        if (row.Cells.Count(cell => words.Header(cell.Text) is not null) < 3) return false;
        header = row.Number;
        foreach (var cell in row.Cells)
        {
            var letter = FormSheet.ColumnName(cell.Column);
            if (words.Header(cell.Text) is not { } named) problems.Add(sheet, row.Number, letter, Texts.Say("problem.no-column", SubmissionPackage.Shown(cell.Text)));
            else if (columns.Values.Any(column => (column.Column, column.Number) == named)) problems.Add(sheet, row.Number, letter, Texts.Say("problem.column-twice", SubmissionPackage.Shown(cell.Text)));
            else columns[cell.Column] = (named.Column, named.Number, "");
        }
        Name(row);
        return true;
    }

    // Messages name a column as the form shows it, in its own language, and by its code.
    private void Name(SheetRow row)
    {
        foreach (var cell in row.Cells)
        {
            if (columns.TryGetValue(cell.Column, out var column)) language = FormWords.LanguageOf(cell.Text, column.Column, column.Number) ?? language;
        }
        foreach (var (at, column) in columns.ToList())
        {
            var code = column.Column.Times == 1 ? column.Column.Code : $"{column.Column.Code}-{column.Number}";
            columns[at] = column with { Shown = $"{FormSheet.ColumnName(at)} ({ReportingTemplate.Header(language, column.Column, column.Number)}, {code})" };
        }
    }

    /// <summary>Reads a row under the header; the form's own further header rows are passed over.</summary>
    internal void Read(SheetRow row)
    {
        if (Persons.Count == 0 && row.Number <= header + 2 && row.Cells.All(cell => words.IsHeaderWord(cell.Text)))
        {
            header = row.Number;
            Name(row);
            return;
        }
        if (row.Hidden) problems.Warn(sheet, row.Number, Texts.Say("problem.hidden-row"));
        var before = problems.Count;
        var cells = new Dictionary<string, List<Filled>>(StringComparer.Ordinal);
        foreach (var cell in row.Cells)
        {
            if (!columns.TryGetValue(cell.Column, out var column))
            {
                problems.Add(sheet, row.Number, FormSheet.ColumnName(cell.Column), Texts.Say("problem.beside"));
                continue;
            }
            if (cell.IsFormula)
            {
                problems.Add(sheet, row.Number, column.Shown, Texts.Say("problem.formula"));
                continue;
            }
            answered.Add(column.Column.Code);
            if (!cells.TryGetValue(column.Column.Code, out var list)) cells[column.Column.Code] = list = [];
            list.Add(new(cell, column.Column, column.Shown, row.Number));
        }
        if (cells.Count == 0) return;
        var person = Person(cells, row.Number);
        if (problems.Count == before) Persons.Add(person);
    }

    /// <summary>A reader of rows that were typed nowhere: it knows all columns by their codes.</summary>
    internal static PersonReader ForRecords(ReadingContext context, ProblemList problems)
    {
        var reader = new PersonReader(context, new FormWords(context.Register), problems, null);
        for (var at = 0; at < FormColumns.All.Count; at++) reader.columns[at + 1] = (FormColumns.All[at], 1, FormColumns.All[at].Code);
        return reader;
    }

    /// <summary>Reads a row by its columns' codes, as one of the form; null where a value stands in the way.</summary>
    /// <param name="number">The person's number, from 1.</param>
    /// <param name="row">Column code to text; several values with semicolons between.</param>
    internal ReportedPerson? ReadRecord(int number, IReadOnlyDictionary<string, string> row)
    {
        var before = problems.Count;
        var cells = row.ToDictionary(pair => pair.Key, pair => new List<Filled> { new(new(0, pair.Value.Trim(), false, false, false), FormColumns.All.First(column => column.Code == pair.Key), pair.Key, number) }, StringComparer.Ordinal);
        answered.UnionWith(row.Keys);
        var person = Person(cells, number);
        return problems.Count == before ? person : null;
    }

    private sealed record Filled(SheetCell Cell, FormColumn Column, string Shown, int Row);

    private ReportedPerson Person(Dictionary<string, List<Filled>> cells, int row)
    {
        var born = BirthDate(cells);
        var birthYear = Number("birth-year", context.Year - OldestAge, context.Year);
        if (born is { } date && birthYear is { } stated && stated != date.Year)
            problems.Add(sheet, row, cells["birth-year"][0].Shown, Texts.Say("problem.other-year"), "birth-year");
        birthYear ??= born?.Year;
        // Worked out of the date of birth they leave as well, and are shown among what leaves.
        if (birthYear is not null) answered.UnionWith(["birth-year", "age"]);
        var forms = Codes("form").Concat(Codes("sub-form")).ToList();
        var identified = IdentifiedYear();
        var sex = Codes("sex").FirstOrDefault() switch { "W" => Sex.Woman, "M" => Sex.Man, _ => Sex.Unknown };
        var nationality = Codes("nationality").FirstOrDefault() ?? "UNKN";
        var (clk, blocks) = Encode(cells, born, birthYear, sex, nationality, row);
        return new()
        {
            Row = row - header, Encoding = clk, Blocks = blocks, Sex = sex, Nationality = nationality, BirthYear = birthYear,
            Age = Number("age", 0, OldestAge) ?? (birthYear is { } year ? context.Year - year : null), PresumedMinor = YesNo("presumed-minor"),
            Forms = [.. forms.Select(CodeLists.MainFormOf).Concat(forms).Distinct().OrderBy(form => CodeLists.Form.Codes.ToList().IndexOf(form))],
            Identified = identified is null ? IdentificationYear.Unclear : identified == context.Year ? IdentificationYear.ThisYear : IdentificationYear.Earlier,
            IdentifiedYear = identified,
            Offer = Codes("offer").FirstOrDefault() switch
            {
                "ACC" => OfferAnswer.Accepted, "DECL" => OfferAnswer.Declined, "EVAD" => OfferAnswer.Evaded, "DISAP" => OfferAnswer.Disappeared, "NOTOFF" => OfferAnswer.NotOffered, _ => OfferAnswer.Unknown,
            },
            ReceivedMeasures = YesNo("received-measures") ?? false, IdentifiedAndAccepted = YesNo("identified-accepted"),
            ImmigrationStatus = Codes("immigration").FirstOrDefault(), CriminalStatus = Codes("criminal").FirstOrDefault(), Housing = Codes("housing").FirstOrDefault(),
            Measures = [.. Codes("measure").Distinct()], AccompanyingChildren = Number("children-with", 0, MostChildren), ChildrenElsewhere = Number("children-elsewhere", 0, MostChildren),
            AlsoFollowedBy = [.. Codes("also").Distinct().Select(body => new BodyId(body))], Region = Codes("region").FirstOrDefault(), DeclineReason = Codes("decline").FirstOrDefault(),
        };

        List<string> Codes(string code) => cells.TryGetValue(code, out var filled) ? [.. filled.SelectMany(Read)] : [];

        IEnumerable<string> Read(Filled filled)
        {
            var parts = filled.Column.Times > 1 && words.Code(filled.Column.List!.Name, filled.Cell.Text) is null ? filled.Cell.Text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [filled.Cell.Text];
            foreach (var part in parts)
            {
                if (words.Code(filled.Column.List!.Name, part) is { } code && (filled.Column.List.Codes.Count == 0 || filled.Column.List.Has(code) || filled.Column.Code == "region")) yield return code;
                else Expected(filled, Texts.Say("problem.not-in-list", SubmissionPackage.Shown(part), Examples(filled.Column)));
            }
        }

        bool? YesNo(string code) => Codes(code).FirstOrDefault() switch { "YES" => true, "NO" => false, _ => null };

        int? Number(string code, int from, int to)
        {
            if (!cells.TryGetValue(code, out var filled)) return null;
            if (WholeNumber(filled[0].Cell.Text) is { } number && number >= from && number <= to) return number;
            Expected(filled[0], Texts.Say("problem.number", SubmissionPackage.Shown(filled[0].Cell.Text), from, to));
            return null;
        }

        int? IdentifiedYear()
        {
            if (!cells.TryGetValue("identified-year", out var filled) || words.Code("Unclear", filled[0].Cell.Text) is not null) return null;
            if (WholeNumber(filled[0].Cell.Text) is { } number && number >= EarliestIdentified && number <= context.Year) return number;
            Expected(filled[0], Texts.Say("problem.identified-year", SubmissionPackage.Shown(filled[0].Cell.Text), EarliestIdentified, context.Year));
            return null;
        }
    }

    private (byte[]? Clk, IReadOnlyList<ulong> Blocks) Encode(Dictionary<string, List<Filled>> cells, Birth? born, int? birthYear, Sex sex, string nationality, int row)
    {
        var duf = Digits("duf", 12, text => DufNumber.Read(text).Problem);
        var number = Digits("national-number", 11, text => NationalNumber.Read(text) is var read ? read.Problem ?? read.Warning : null);
        if (context.Encoder is null) return (null, []);
        // Without a name or a number there is nothing that tells one person from another.
        if (Text("given-names") is null && Text("family-names") is null && duf is null && number is null) return (null, []);
        var identity = new PersonIdentity(Text("given-names"), Text("family-names"), born?.Iso ?? birthYear?.ToString(CultureInfo.InvariantCulture), sex switch { Sex.Woman => "f", Sex.Man => "m", _ => null },
            nationality.Length == 2 ? nationality : null, duf, number);
        if (context.Encoder.Encode(identity) is not { } encoded) return (null, []);
        var mark = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(encoded.Clk));
        if (!seen.TryAdd(mark, row)) problems.Warn(sheet, row, Texts.Say("problem.same-identity", seen[mark]));
        return (encoded.Clk, encoded.Blocks);

        string? Text(string code) => cells.TryGetValue(code, out var filled) ? filled[0].Cell.Text : null;

        string? Digits(string code, int length, Func<string, string?> problem)
        {
            if (!cells.TryGetValue(code, out var filled)) return null;
            var text = filled[0].Cell.Text;
            if (filled[0].Cell.IsNumber && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var stored) && stored == Math.Floor(stored) && stored is >= 0 and < 1e15)
            {
                // A number cell has lost its leading zero; only a national number can begin with one.
                text = stored.ToString("0", CultureInfo.InvariantCulture);
                if (length == 11 && text.Length == 10) text = "0" + text;
            }
            if (problem(text) is not { } wrong) return text;
            Expected(filled[0], wrong);
            return null;
        }
    }

    private sealed record Birth(int Year, string Iso);

    private Birth? BirthDate(Dictionary<string, List<Filled>> cells)
    {
        if (!cells.TryGetValue("birth-date", out var list)) return null;
        var filled = list[0];
        var text = filled.Cell.Text;
        DateOnly? date = null;
        if (filled.Cell.IsNumber && !filled.Cell.IsDate && WholeNumber(text) is { } alone && alone >= 1880 && alone <= 2200) return InTime(alone, $"{alone:0000}");
        if (filled.Cell.IsNumber && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && serial is >= 1 and < 2_958_466)
            date = DateOnly.FromDayNumber(Math.Min(DateOnly.MaxValue.DayNumber, (From1904 ? new DateOnly(1904, 1, 1) : new DateOnly(1899, 12, 30)).DayNumber + (int)serial));
        else if (text.Length == 4 && WholeNumber(text) is { } year) return InTime(year, $"{year:0000}");
        else if (DateTime.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)) date = DateOnly.FromDateTime(parsed);
        if (date is { } found) return InTime(found.Year, found.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Expected(filled, Texts.Say("problem.date"));
        return null;

        Birth? InTime(int year, string iso)
        {
            if (year >= context.Year - OldestAge && year <= context.Year) return new(year, iso);
            Expected(filled, Texts.Say("problem.date-range", context.Year - OldestAge, context.Year));
            return null;
        }
    }

    private static int? WholeNumber(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number) && number is >= -1_000_000 and <= 1_000_000 ? (int)number : null;

    private void Expected(Filled filled, string message) => problems.Add(sheet, filled.Row, filled.Shown, message, filled.Column.Code);

    private string Examples(FormColumn column) => column.List!.Name switch
    {
        "Nationality" => Texts.Say("examples.nationality"),
        "Body" => Texts.Say("examples.body"),
        "Region" => Texts.Say("examples.region"),
        _ => string.Join(", ", column.List.Codes.Take(4).Select(code => $"{FormTexts.Label(column.List, code, language)} ({code})")) + (column.List.Codes.Count > 4 ? ", …" : ""),
    };
}
