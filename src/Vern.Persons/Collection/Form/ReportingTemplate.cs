using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Vern.Platform.Localisation;

namespace Vern.Persons.Collection.Form;

/// <summary>
/// The reporting form as a workbook, for bodies that run no Vern: explanations, persons, the body itself, police cases, examples (B-004 to B-029).
/// The stable codes of columns and questions stand in a hidden row and column, so that the reader finds them in every language.
/// </summary>
public static class ReportingTemplate
{
    /// <summary>Rows on the sheet of persons before the first person: codes, bands, headers.</summary>
    public const int HeaderRows = 3;
    /// <summary>What marks the sheet of examples, which is not read.</summary>
    public const string ExamplesMark = "vern:examples";
    /// <summary>What marks the sheet on the body.</summary>
    public const string AgencyMark = "vern:agency";
    /// <summary>What marks the sheet of police cases.</summary>
    public const string PoliceMark = "vern:police";

    private const int LastRow = 10_000;

    /// <summary>Writes the form. The stream must be able to seek.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="language">Its language.</param>
    /// <param name="year">The reporting year.</param>
    /// <param name="bodies">The register, for "also followed up by".</param>
    public static void Write(Stream stream, Language language, int year, IReadOnlyList<Body> bodies)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(language);
        ArgumentNullException.ThrowIfNull(bodies);
        using var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = FormStyles.Create();
        var lists = FormLists.Create(language, year, bodies);
        FormSheet[] sheets = [About(language, year), Persons(language, lists), Agency(language, lists), Police(language, lists), Examples(language, year), lists.Sheet];
        var names = new Sheets();
        for (var at = 0; at < sheets.Length; at++)
        {
            var part = book.AddNewPart<WorksheetPart>();
            sheets[at].WriteTo(part, active: at == 0);
            names.Append(new Sheet { Id = book.GetIdOfPart(part), SheetId = (uint)at + 1, Name = sheets[at].Name, State = sheets[at].Hidden ? SheetStateValues.Hidden : null });
        }
        book.Workbook = new Workbook(new BookViews(new WorkbookView { ActiveTab = 0 }), names, new DefinedNames(lists.Names));
        document.PackageProperties.Title = FormTexts.Source.Format(language, "Title", year);
        document.PackageProperties.Creator = "Vern";
        document.PackageProperties.Language = language.Code;
    }

    private static FormSheet About(Language language, int year)
    {
        var texts = FormTexts.Source;
        var sheet = new FormSheet(texts[language, "Sheet.About"]);
        sheet.Width(1, 1, 110, Look.Wrapped);
        sheet.Row([(texts.Format(language, "Title", year), Look.Title)]);
        Line("About.1");
        Line("About.6");
        Section("About.Identity");
        Line("About.2");
        Text(texts.Format(language, "About.Leaves", Header(language, FormColumns.All.First(column => !column.Identity), 1)));
        Section("About.Definitions");
        Line("About.3");
        Line("About.4");
        Line("About.5");
        Section("About.Legal");
        Line("Legal.RightNotDuty");
        foreach (var kind in Enum.GetValues<LegalKind>()) Text(FormTexts.LegalGround(kind, language));
        return sheet;

        void Line(string key) => Text(texts[language, key]);
        void Section(string key) => sheet.Row([(texts[language, key], Look.Section)]);
        void Text(string text) => sheet.Row([(text, Look.Wrapped)], height: 16 * (1 + (text.Length / 115)));
    }

    private static FormSheet Persons(Language language, FormLists lists)
    {
        var texts = FormTexts.Source;
        var sheet = new FormSheet(texts[language, "Sheet.Persons"]) { FrozenRows = HeaderRows };
        PersonHeaders(sheet, language, FormColumns.Headers[0].Header);
        for (var at = 0; at < FormColumns.Headers.Count; at++)
        {
            var (_, column, number) = FormColumns.Headers[at];
            var range = $"{FormSheet.Reference(at + 1, HeaderRows + 1)}:{FormSheet.Reference(at + 1, LastRow)}";
            var title = Header(language, column, number);
            var note = texts[language, $"Note.{column.Code}"];
            if (lists.NameOf(column) is { } list) sheet.Choose(range, list, title, note, texts[language, "Error.List"]);
            else if (column is { Kind: ColumnKind.Number }) sheet.Whole(range, 0, column.Code == "birth-year" ? 2200 : 120, title, note, texts[language, "Error.Number"]);
            else sheet.Note(range, title, note);
        }
        return sheet;
    }

    /// <summary>The three rows over persons: codes (hidden), what leaves and what does not, headers.</summary>
    private static void PersonHeaders(FormSheet sheet, Language language, string firstCode)
    {
        var texts = FormTexts.Source;
        for (var at = 0; at < FormColumns.Headers.Count; at++)
        {
            var column = FormColumns.Headers[at].Column;
            sheet.Width(at + 1, at + 1, column.Kind is ColumnKind.Code ? 30 : 18, column.Kind switch
            {
                ColumnKind.Date => Look.Date, ColumnKind.Duf or ColumnKind.NationalNumber or ColumnKind.Text => Look.AsText, _ => Look.Plain,
            });
        }
        sheet.Row(FormColumns.Headers.Select((header, at) => ((string?)(at == 0 ? firstCode : header.Header), Look.Plain)), hidden: true);
        sheet.Row(FormColumns.Headers.Select((header, at) => (at == 0 ? texts[language, "Band.Identity"] : !header.Column.Identity && FormColumns.Headers[at - 1].Column.Identity ? texts[language, "Band.Leaves"] : null,
            header.Column.Identity ? Look.IdentityBand : Look.Band)));
        sheet.Row(FormColumns.Headers.Select(header => ((string?)Header(language, header.Column, header.Number), header.Column.Identity ? Look.IdentityHeader : Look.Header)), height: 48);
    }

    private static FormSheet Agency(Language language, FormLists lists)
    {
        var texts = FormTexts.Source;
        var sheet = new FormSheet(texts[language, "Sheet.Agency"]) { FrozenRows = 1 };
        sheet.Width(1, 1, 4, hidden: true);
        sheet.Width(2, 2, 55, Look.Wrapped);
        sheet.Width(3, 3, 80, Look.Answer);
        sheet.Row([(AgencyMark, Look.Plain), (texts[language, "Sheet.Agency"], Look.Header), (texts[language, "Agency.Answers"], Look.Header)]);
        foreach (var field in AgencyFields)
            sheet.Row([(field, Look.Plain), (texts[language, $"Agency.{field}"], Look.Wrapped), (null, Look.Answer)], height: CodeLists.AgencyField.Has(field) ? 60 : 32);
        sheet.Choose("C2", lists.AnswerName, texts[language, "Sheet.Agency"], texts[language, "Agency.answer"], texts[language, "Error.List"]);
        return sheet;
    }

    /// <summary>The questions on the body's sheet, in order.</summary>
    internal static IReadOnlyList<string> AgencyFields { get; } = ["answer", "remark", "measure-definition", .. CodeLists.AgencyField.Codes];

    /// <summary>The columns on the police's sheet.</summary>
    internal static IReadOnlyList<string> PoliceColumns { get; } = ["form", "cases", "victims", "reclassified"];

    private static FormSheet Police(Language language, FormLists lists)
    {
        var texts = FormTexts.Source;
        var sheet = new FormSheet(texts[language, "Sheet.Police"]) { FrozenRows = HeaderRows };
        sheet.Width(1, 1, 4, hidden: true);
        sheet.Width(2, 2, 50);
        sheet.Width(3, 4, 18);
        sheet.Width(5, 5, 80, Look.Wrapped);
        sheet.Row([(PoliceMark, Look.Plain), .. PoliceColumns.Select(code => ((string?)code, Look.Plain))], hidden: true);
        sheet.Row([(null, Look.Plain), (texts[language, "Police.Intro"], Look.Section)]);
        sheet.Row([(null, Look.Plain), .. PoliceColumns.Select(code => ((string?)texts[language, $"Police.{code}"], Look.Header))], height: 48);
        sheet.Choose("B4:B40", FormLists.Name(CodeLists.MainForm), texts[language, "Police.form"], texts[language, "Error.List"], texts[language, "Error.List"]);
        sheet.Whole("C4:D40", 0, 100_000, texts[language, "Police.cases"], texts[language, "Error.Number"], texts[language, "Error.Number"]);
        return sheet;
    }

    private static FormSheet Examples(Language language, int year)
    {
        var texts = FormTexts.Source;
        var sheet = new FormSheet(texts[language, "Sheet.Examples"]) { FrozenRows = HeaderRows };
        PersonHeaders(sheet, language, ExamplesMark);
        foreach (var example in ExamplePersons.Of(language, year)) sheet.Row(FormColumns.Headers.Select(header => (example.GetValueOrDefault(header.Header), Look.Plain)));
        sheet.Row([(texts[language, "Examples.Intro"], Look.Section)]);
        return sheet;
    }

    /// <summary>A column's header in a language.</summary>
    internal static string Header(Language language, FormColumn column, int number) => FormTexts.Source.Format(language, $"Column.{column.Code}", number);
}
