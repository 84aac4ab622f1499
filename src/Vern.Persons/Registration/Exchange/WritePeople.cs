using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Charts;

namespace Vern.Persons.Registration.Exchange;

/// <summary>Writes persons as they come, a batch at a time: what a file needs of memory does not grow with their number (of a workbook it is the packed file).</summary>
public static class WritePeople
{
    /// <summary>CSV (RFC 4180, UTF-8), columns by field ids. Words can't become formulas.</summary>
    public static async Task CsvAsync(Stream to, IReadOnlyList<PeopleColumn> columns, IAsyncEnumerable<CasePerson> people, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(people);
        await using var text = new StreamWriter(to, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await text.WriteAsync(string.Join(',', columns.Select(column => column.Name)) + "\n");
        await foreach (var person in people.WithCancellation(cancel)) await text.WriteAsync(string.Join(',', columns.Select(column => Quoted(PeopleTable.Guarded(column.Of(person) ?? "")))) + "\n");
    }

    /// <summary>The Human Trafficking Case Data Standard 2.0: all its 84 columns, also those that Vern has nothing for.</summary>
    public static async Task HtcdsAsync(Stream to, IAsyncEnumerable<CasePerson> people, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(people);
        await using var text = new StreamWriter(to, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await text.WriteAsync(string.Join(',', HtcdsStandard.Fields.Select(field => field.Id)) + "\n");
        await foreach (var person in people.WithCancellation(cancel))
        {
            var record = HtcdsMapping.Out(person);
            await text.WriteAsync(string.Join(',', HtcdsStandard.Fields.Select(field => Quoted(PeopleTable.Guarded(record.GetValueOrDefault(field.Id, ""))))) + "\n");
        }
    }

    /// <summary>JSON: <c>{"vern":"people","version":1,"purpose":…,"people":[{"id":…,"audience":…,"facts":[{"field","item","value"}]}]}</c>.</summary>
    public static async Task JsonAsync(Stream to, string purpose, IReadOnlyList<PeopleColumn> columns, IAsyncEnumerable<CasePerson> people, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(people);
        await using var json = new Utf8JsonWriter(to, new JsonWriterOptions { SkipValidation = false });
        json.WriteStartObject();
        json.WriteString("vern", "people");
        json.WriteNumber("version", 1);
        json.WriteString(PeopleTable.Purpose, purpose);
        json.WriteStartArray("people");
        await foreach (var person in people.WithCancellation(cancel))
        {
            json.WriteStartObject();
            foreach (var column in columns.Where(column => PeopleTable.Heads.Contains(column.Name) && column.Name != PeopleTable.Purpose))
                if (column.Of(person) is { Length: > 0 } value) json.WriteString(column.Name, value);
            json.WriteStartArray("facts");
            foreach (var fact in person.Facts.Where(fact => fact.Value is not null && !fact.Field.Secret))
            {
                json.WriteStartObject();
                json.WriteString("field", fact.Field.Id);
                if (fact.Item > 0) json.WriteNumber("item", fact.Item);
                json.WriteString("value", fact.Value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
            if (json.BytesPending > 1 << 16) await json.FlushAsync(cancel);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancel);
    }

    /// <summary>An Excel workbook of one sheet, to be read by people and imported again: the header has each column's label with its id in brackets, a code stands in words. Every cell is text, so that none can become a formula and no number loses its zeros.</summary>
    public static async Task ExcelAsync(Stream to, IReadOnlyList<PeopleColumn> columns, Func<string, string> label, Func<string, string, string> words, IAsyncEnumerable<CasePerson> people, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(to);
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            const string declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n", main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", package = "http://schemas.openxmlformats.org/package/2006";
            void Part(string name, string xml)
            {
                using var stream = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                stream.Write(Encoding.UTF8.GetBytes(declaration + xml));
            }
            Part("[Content_Types].xml", $"<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>");
            Part("_rels/.rels", $"<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Part("xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"people\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>");
            Part("xl/styles.xml", $"<styleSheet xmlns=\"{main}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" quotePrefix=\"1\"/><xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" quotePrefix=\"1\"/></cellXfs></styleSheet>");
            await using var sheet = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), new UTF8Encoding(false), 1 << 16);
            await sheet.WriteAsync($"{declaration}<worksheet xmlns=\"{main}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultColWidth=\"24\" defaultRowHeight=\"15\"/><sheetData>");
            await sheet.WriteAsync(Row(1, 1, columns.Select(column => label(column.Name))));
            var row = 1;
            await foreach (var person in people.WithCancellation(cancel)) await sheet.WriteAsync(Row(++row, 0, columns.Select(column => column.Of(person) is { Length: > 0 } value ? words(column.Name, value) : null)));
            await sheet.WriteAsync("</sheetData></worksheet>");
        }
        packed.Position = 0;
        await packed.CopyToAsync(to, cancel);
    }

    private static string Row(int number, int style, IEnumerable<string?> cells)
    {
        var row = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\">");
        foreach (var (place, cell) in cells.Index())
            if (!string.IsNullOrEmpty(cell)) row.Append(CultureInfo.InvariantCulture, $"<c r=\"{ChartWorkbook.Column(place)}{number}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{XmlText.Escape(cell)}</t></is></c>");
        return row.Append("</row>").ToString();
    }

    private static string Quoted(string field) => field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
