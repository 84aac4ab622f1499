using System.Globalization;
using System.IO.Compression;
using System.Resources;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Vern.Persons.StatusReport;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.StatusReport;

/// <summary>The report as one model, and every format of it against that model.</summary>
public class ReportTests
{
    private static readonly PreparedReport Prepared = SampleYear.Prepared();
    public static TheoryData<string> Codes => ["nb", "en", "da", "sv"];
    private static ReportDocument In(string code) => Prepared.In(Language.Find(code)!);

    [Theory, MemberData(nameof(Codes))]
    public void A_sound_report_passes_the_gate(string code) => Assert.Empty(CheckReport.Problems(In(code)));

    [Theory, MemberData(nameof(Codes))]
    public void Every_reference_points_at_something_in_every_format(string code)
    {
        var html = HtmlReport.Write(In(code));
        var ids = Regex.Matches(html, "\\bid=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        var targets = Regex.Matches(html, "href=\"#([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(targets);
        Assert.Empty(targets.Except(ids));
        using var file = new MemoryStream(DocxReport.Write(In(code)));
        using var document = WordprocessingDocument.Open(file, false);
        var xml = document.MainDocumentPart!.Document.OuterXml;
        var bookmarks = Regex.Matches(xml, "bookmarkStart[^>]*w:name=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(bookmarks.Count, bookmarks.Distinct().Count());
        var wanted = Regex.Matches(xml, "(?:NOTEREF|REF) (\\S+) ").Select(match => match.Groups[1].Value).Concat(Regex.Matches(xml, "w:anchor=\"([^\"]+)\"").Select(match => match.Groups[1].Value)).ToList();
        Assert.True(wanted.Count > 10);
        Assert.Empty(wanted.Except(bookmarks));
    }

    [Theory, MemberData(nameof(Codes))]
    public void Html_is_well_formed_and_holds_every_number(string code)
    {
        var report = In(code);
        var html = HtmlReport.Write(report);
        var body = XElement.Parse("<r>" + Regex.Replace(html[html.IndexOf("<main", StringComparison.Ordinal)..html.IndexOf("</body>", StringComparison.Ordinal)], "&(?!amp;|lt;|gt;|quot;|#)[a-z]+;", "") + "</r>");
        Assert.DoesNotContain(body.Descendants(), element => element.Name.LocalName == "script");
        foreach (var table in All(report))
        {
            var cells = body.Descendants("div").Where(div => Regex.IsMatch((string?)div.Attribute("id") ?? "", $"^{table.Id}(-part\\d+)?$")).SelectMany(div => div.Descendants("tbody").Descendants("td")).Select(cell => cell.Value).ToList();
            var words = table.Rows.SelectMany(row => row.Cells.Skip(1)).ToList();
            Assert.Equal(words.Count(cell => cell.Kind == CellKind.Hidden), cells.Count(cell => cell.StartsWith(':')));
            Assert.Equal(words.Where(cell => cell.Number is not null).Select(cell => cell.Text).Order(), cells.Where(cell => words.Any(word => word.Number is not null && word.Text == cell)).Order());
        }
    }

    [Theory, MemberData(nameof(Codes))]
    public void The_workbook_holds_every_number_as_a_number(string code)
    {
        var report = In(code);
        using var file = new MemoryStream(XlsxReport.Write(report));
        using var document = SpreadsheetDocument.Open(file, false);
        var workbook = document.WorkbookPart!;
        var sheets = workbook.Workbook.Descendants<Sheet>().Skip(1).Select(sheet => (WorksheetPart)workbook.GetPartById(sheet.Id!)).ToList();
        var tables = All(report).ToList();
        Assert.Equal(tables.Count, sheets.Count);
        for (var index = 0; index < tables.Count; index++)
        {
            Assert.DoesNotContain(sheets[index].Worksheet.Descendants<CellFormula>(), _ => true);
            var rows = sheets[index].Worksheet.Descendants<Row>().Skip(XlsxReport.HeaderRow).Take(tables[index].Rows.Count).ToList();
            for (var row = 0; row < rows.Count; row++)
            {
                var cells = rows[row].Elements<Cell>().ToList();
                for (var column = 1; column < tables[index].Columns.Count; column++)
                {
                    var cell = tables[index].Rows[row].Cells[column];
                    if (cell.Number is { } number) Assert.Equal(number, decimal.Parse(cells[column].CellValue!.Text, CultureInfo.InvariantCulture));
                    else Assert.Null(cells[column].CellValue);
                    if (cell.Kind == CellKind.Hidden) Assert.Equal(":", cells[column].InnerText);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Codes))]
    public void Csv_holds_every_number_and_no_formula(string code)
    {
        var report = In(code);
        var files = CsvReport.Write(report);
        foreach (var table in All(report))
        {
            var lines = files[table.Id.Replace("-data", "", StringComparison.Ordinal) + ".csv"].Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(table.Rows.Count + 1, lines.Length);
            for (var row = 0; row < table.Rows.Count; row++)
            {
                var fields = Fields(lines[row + 1]);
                for (var column = 1; column < fields.Count; column++)
                    if (table.Rows[row].Cells[column].Number is { } number) Assert.Equal(number, decimal.Parse(fields[column], CultureInfo.InvariantCulture));
            }
        }
        Assert.Contains("'=cmd", files["table1.csv"]);
        Assert.DoesNotContain(files["all.csv"].Split("\r\n").SelectMany(Fields), field => field.Length > 0 && field[0] is '=' or '@' or '+');
    }

    [Fact]
    public void Json_keeps_the_contract()
    {
        using var json = JsonDocument.Parse(Prepared.Content);
        var root = json.RootElement;
        Assert.Equal(2014, root.GetProperty("year").GetInt32());
        Assert.Equal((309, 327, 338), (root.GetProperty("persons").GetProperty("low").GetInt32(), root.GetProperty("persons").GetProperty("best").GetInt32(), root.GetProperty("persons").GetProperty("high").GetInt32()));
        var third = root.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("id").GetString() == "table3");
        Assert.Equal(["Utnyttingsform", "Totalt", "Kvinner", "Jenter", "Menn", "Gutter"], third.GetProperty("columns").EnumerateArray().Select(column => column.GetString()));
        var row = third.GetProperty("rows")[0];
        Assert.Equal(209, row[1].GetInt32());
        Assert.Equal("""{"status":"suppressed"}""", row[3].GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal(SampleYear.Figures().Figures.Select(figure => figure.Id), root.GetProperty("figures").EnumerateArray().Select(figure => figure.GetProperty("id").GetString()));
        foreach (var table in Prepared.In(Language.English).Tables().Where(table => table.Id != "asked"))
        {
            var written = root.GetProperty("tables").EnumerateArray().Single(one => one.GetProperty("id").GetString() == table.Id).GetProperty("rows").EnumerateArray().SelectMany(one => one.EnumerateArray()).Where(cell => cell.ValueKind == JsonValueKind.Number).Select(cell => cell.GetDecimal());
            Assert.Equal(table.Rows.SelectMany(one => one.Cells).Select(cell => cell.Number).OfType<decimal>(), written);
        }
    }

    [Fact]
    public void The_same_input_gives_the_same_content() => Assert.Equal(Prepared.Digest, SampleYear.Prepared().Digest);

    [Fact]
    public async Task What_is_hidden_is_in_no_file()
    {
        var folder = Directory.CreateTempSubdirectory("vern-test-").FullName;
        try
        {
            var written = await WriteReport.RunAsync(Prepared, folder, ["json", "html", "docx", "xlsx", "csv"], Language.All);
            Assert.Empty(written.Problems);
            Assert.True(written.Files.Count > 60);
            foreach (var file in written.Files)
                foreach (var (name, text) in Contents(File.ReadAllBytes(file), file))
                    Assert.False(Regex.IsMatch(text, "918[^0-9a-zA-Z<>]{0,8}273"), name);
            Assert.Empty(Directory.GetFiles(folder, "*.partial", SearchOption.AllDirectories));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Fact]
    public void Html_of_the_unit_is_shown_and_not_run()
    {
        var html = HtmlReport.Write(In("nb"));
        Assert.Contains("&lt;script&gt;", html);
        Assert.DoesNotContain("<script", html);
    }

    [Fact]
    public void A_text_of_an_earlier_year_says_so_in_a_draft() => Assert.Contains("Tekst fra 2013, kontroller den", HtmlReport.Write(In("nb")));

    [Fact]
    public void A_reference_to_nothing_stops_the_report()
    {
        var texts = new Dictionary<string, IReadOnlyList<OwnTextEntry>> { ["nb"] = [new("challenges", "See [[table9]].", 2014)] };
        Assert.Contains(SampleYear.Prepared(texts: texts).Problems(), problem => problem.Contains("table9"));
    }

    [Fact]
    public void A_wrong_total_stops_the_report()
    {
        var figures = SampleYear.Figures();
        var sixth = figures.Tables.Single(table => table.Id == "table6");
        var wrong = sixth with { Rows = [.. sixth.Rows.Take(3), sixth.Rows[3] with { Cells = [.. sixth.Rows[3].Cells.Take(4), new Vern.Persons.Statistics.CountCell(SampleYear.Shown(203))] }] };
        var problems = SampleYear.Prepared(figures with { Tables = [.. figures.Tables.Select(table => table.Id == "table6" ? wrong : table)] }).Problems();
        Assert.Contains(problems, problem => problem.Contains("203") && problem.Contains("202"));
    }

    [Fact]
    public void A_wrong_percentage_stops_the_report()
    {
        var figures = SampleYear.Figures();
        var second = figures.Tables.Single(table => table.Id == "table2");
        // 2009: the printed 13 % where the counts give 14.1 (I-04).
        var wrong = second with { Rows = [.. second.Rows.Select((row, index) => index == 2 ? row with { Cells = [row.Cells[0], row.Cells[1], new Vern.Persons.Statistics.PercentCell(13m), row.Cells[3]] } : row)] };
        Assert.Contains(SampleYear.Prepared(figures with { Tables = [.. figures.Tables.Select(table => table.Id == "table2" ? wrong : table)] }).Problems(), problem => problem.Contains("13"));
    }

    [Fact]
    public void A_count_of_persons_that_is_not_Table_3s_total_stops_the_report() =>
        Assert.Contains(SampleYear.Prepared(SampleYear.Figures() with { PersonsByRule = 325 }).Problems(), problem => problem.Contains("325"));

    [Fact]
    public void Every_text_is_there_in_all_four_languages_and_used()
    {
        var resources = new ResourceManager("Vern.Persons.StatusReport.Texts", typeof(Texts).Assembly);
        var neutral = Entries(resources, CultureInfo.InvariantCulture);
        foreach (var language in Language.All.Where(language => language.Code != "en"))
        {
            var entries = Entries(resources, language.Culture);
            Assert.Equal(neutral.Keys.Order(), entries.Keys.Order());
            foreach (var (key, value) in entries)
            {
                Assert.False(string.IsNullOrWhiteSpace(value), key);
                Assert.Equal(Places(neutral[key]), Places(value));
            }
        }
        Assert.Equal(BuildReport.Introductions.Order(), neutral.Keys.Where(key => key.StartsWith("section.", StringComparison.Ordinal) && key.EndsWith(".text", StringComparison.Ordinal)).Order());
    }

    [Theory]
    [InlineData("https://example.org", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    public void Only_harmless_addresses_become_links(string address, bool link) =>
        Assert.Equal(link, OwnText.Parse($"[a]({address})", _ => null, _ => 1).OfType<ParagraphBlock>().Single().Text.OfType<OutwardLink>().Any());

    private static IEnumerable<TableBlock> All(ReportDocument report) => report.Tables().Concat(report.Diagrams().Select(figure => figure.Data));
    private static Dictionary<string, string> Entries(ResourceManager resources, CultureInfo culture) =>
        resources.GetResourceSet(culture, true, false)!.Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    private static IEnumerable<string> Places(string text) => Regex.Matches(text, "\\{\\d[^}]*\\}|\\[\\[[^\\]]+\\]\\]").Select(match => match.Value).Distinct().Order();
    private static List<string> Fields(string line) => Regex.Matches(line, "(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))").Select(match => match.Groups[1].Success ? match.Groups[1].Value.Replace("\"\"", "\"") : match.Groups[2].Value).ToList();

    private static IEnumerable<(string Name, string Text)> Contents(byte[] bytes, string name)
    {
        if (bytes.Length < 4 || bytes[0] != 'P' || bytes[1] != 'K') return [(name, Encoding.UTF8.GetString(bytes))];
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return zip.Entries.SelectMany(entry =>
        {
            using var stream = entry.Open();
            using var inner = new MemoryStream();
            stream.CopyTo(inner);
            return Contents(inner.ToArray(), name + "/" + entry.FullName);
        }).ToList();
    }
}
