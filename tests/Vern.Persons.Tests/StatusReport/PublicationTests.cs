using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Persons.StatusReport;
using Vern.Persons.Tests.Statistics;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.StatusReport;

/// <summary>The gate and the writers on figures that were computed, not made by hand.</summary>
public class PublicationTests
{
    private static async Task<YearFigures> FiguresAsync()
    {
        var store = Rounds.Drawn(11, 400);
        await ImportPublished.RunAsync(store, 2014);
        return await Rounds.FiguresAsync(store);
    }

    private static PreparedReport Prepared(YearFigures figures) => PreparedReport.From(new(figures, StatisticsTexts.Resolve, new Dictionary<string, IReadOnlyList<OwnTextEntry>>(), [], []));

    [Fact]
    public async Task A_computed_year_passes_the_gate() => Assert.Empty(Prepared(await FiguresAsync()).Problems());

    [Fact]
    public async Task A_total_that_is_wrong_by_one_is_found_in_every_table_with_totals()
    {
        var figures = await FiguresAsync();
        var tried = 0;
        foreach (var table in figures.Tables.Where(table => table.Rows.Any(row => row.IsTotal)))
        {
            var at = table.Rows.ToList().FindLastIndex(row => row.IsTotal);
            var column = table.Rows[at].Cells.ToList().FindIndex(cell => cell is CountCell { Count.Value: > 0 });
            if (column < 0 || table.Rows.Any(row => row.Cells[column] is CountCell { Count.Value: null })) continue;
            var wrong = Change(figures, table, at, column, new CountCell(SampleYear.Shown(((CountCell)table.Rows[at].Cells[column]).Count.Value!.Value + 1)));
            Assert.NotEmpty(Prepared(wrong).Problems());
            tried++;
        }
        Assert.True(tried >= 5);
    }

    [Fact]
    public async Task A_change_from_year_to_year_that_the_counts_do_not_give_is_found()
    {
        var figures = await FiguresAsync();
        var table = figures.Table("table2");
        for (var row = 1; row < table.Rows.Count; row++)
        {
            if (table.Rows[row].Cells[2] is not PercentCell { Percent: { } percent }) continue;
            Assert.NotEmpty(Prepared(Change(figures, table, row, 2, new PercentCell(percent + 0.7m))).Problems());
        }
    }

    [Fact]
    public async Task A_percentage_is_held_against_its_stated_base_and_no_other()
    {
        var figures = await FiguresAsync();
        // Right of another base: women as a share of women and girls together, and of the year before.
        var table = figures.Table("table5");
        var row = table.Rows.Count - 1;
        var women = table.Columns.ToList().FindIndex(column => column.Key == "SexAge.W18");
        var count = ((CountCell)table.Rows[row].Cells[women]).Count.Value!.Value;
        foreach (var other in new[] { count + 3, figures.PersonsByRule - 7 })
            Assert.NotEmpty(Prepared(Change(figures, table, row, women + 1, new PercentCell(Math.Round(100m * count / other, 1, MidpointRounding.ToEven)))).Problems());
        // Every column of percentages that is printed states its base.
        foreach (var (one, at) in figures.Tables.SelectMany(one => one.Columns.Select((column, at) => (one, at))).Where(pair => pair.one.Rows.Any(cells => cells.Cells[pair.at] is PercentCell)))
            Assert.NotNull(PercentBases.Of(one.Columns[at].Key));
    }

    [Fact]
    public async Task Each_wrong_percentage_is_found_wherever_it_stands()
    {
        var figures = await FiguresAsync();
        foreach (var table in figures.Tables)
            for (var column = 1; column < table.Columns.Count; column++)
            {
                if (PercentBases.Of(table.Columns[column].Key) is null or PercentBase.Given) continue;
                var row = table.Rows.ToList().FindLastIndex(one => one.Cells[column] is PercentCell { Percent: not null });
                if (row < 0) continue;
                Assert.NotEmpty(Prepared(Change(figures, table, row, column, new PercentCell(((PercentCell)table.Rows[row].Cells[column]).Percent + 0.1m))).Problems());
            }
    }

    [Fact]
    public async Task Obstacles_are_told_in_the_readers_language()
    {
        var figures = await FiguresAsync();
        var wrong = Prepared(figures with { PersonsByRule = figures.PersonsByRule + 1 });
        var told = Language.All.Select(language => wrong.Problems(language)[0]).ToList();
        Assert.Equal(told.Count, told.Distinct().Count());
        Assert.Contains(wrong.Problems(Language.Norwegian), problem => problem.Contains("tallet på personer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chart_in_the_workbook_draws_no_hidden_count_as_zero()
    {
        var report = Prepared(await FiguresAsync()).In(Language.Norwegian);
        using var document = SpreadsheetDocument.Open(new MemoryStream(XlsxReport.Write(report)), false);
        var workbook = document.WorkbookPart!;
        var sheets = workbook.Workbook!.Descendants<Sheet>().ToDictionary(sheet => sheet.Name!.Value!, sheet => (WorksheetPart)workbook.GetPartById(sheet.Id!));
        var hidden = 0;
        foreach (var part in sheets.Values.Select(sheet => sheet.DrawingsPart?.ChartParts.SingleOrDefault()).OfType<ChartPart>())
        {
            XNamespace c = "http://schemas.openxmlformats.org/drawingml/2006/chart";
            XDocument chart;
            using (var stream = part.GetStream()) chart = XDocument.Load(stream);
            foreach (var values in chart.Descendants(c + "val"))
            {
                var place = Regex.Match(values.Descendants(c + "f").Single().Value, @"^'(.+)'!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)$");
                var cached = values.Descendants(c + "pt").ToDictionary(point => (int)point.Attribute("idx")!, point => decimal.Parse(point.Value, CultureInfo.InvariantCulture));
                var (first, last) = (int.Parse(place.Groups[3].Value, CultureInfo.InvariantCulture), int.Parse(place.Groups[4].Value, CultureInfo.InvariantCulture));
                for (var row = first; row <= last; row++)
                {
                    var cell = sheets[place.Groups[1].Value].Worksheet!.Descendants<Cell>().FirstOrDefault(one => one.CellReference == place.Groups[2].Value + row.ToString(CultureInfo.InvariantCulture));
                    if (cached.TryGetValue(row - first, out var value)) Assert.Equal(value, decimal.Parse(cell!.CellValue!.Text, CultureInfo.InvariantCulture));
                    else { Assert.Equal("", cell?.InnerText ?? ""); hidden++; }
                }
            }
        }
        Assert.True(hidden > 0);
    }

    [Fact]
    public async Task Working_papers_bear_their_mark_on_every_sheet_and_in_every_row()
    {
        var linkage = await LinkRound.RunAsync(Rounds.Drawn(9, 120), 2014, Rounds.Link);
        var tables = WorkingPaperWriter.Tables(linkage, []);
        Assert.Contains(tables, table => table.Name == "overlap");
        Assert.Equal(tables.Count, tables.Select(table => table.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        using var document = SpreadsheetDocument.Open(new MemoryStream(WorkingPaperWorkbook.Write(tables, "NOT FOR PUBLICATION")), false);
        var sheets = document.WorkbookPart!.WorksheetParts.ToList();
        Assert.Equal(tables.Count, sheets.Count);
        foreach (var sheet in sheets)
        {
            Assert.Equal("NOT FOR PUBLICATION", sheet.Worksheet!.Descendants<Cell>().First().InnerText);
            Assert.Contains("NOT FOR PUBLICATION", sheet.Worksheet.Descendants<OddHeader>().Single().InnerText);
        }
    }

    [Fact]
    public async Task The_key_sentence_tells_the_rule_and_the_interval_in_every_language()
    {
        // Where many pairs are in doubt the rule's figure lies below the interval: nothing may then be called the least that the interval allows.
        var figures = await FiguresAsync();
        var low = Prepared(figures with { Persons = new(figures.PersonsByRule + 4, figures.PersonsByRule + 9, figures.PersonsByRule + 12) });
        foreach (var language in Language.All)
        {
            var sentence = low.In(language).Key.Sentence;
            foreach (var number in new[] { 0, 4, 9, 12 }) Assert.Contains((figures.PersonsByRule + number).ToString("N0", language.Culture), sentence);
            Assert.DoesNotContain(figures.Reports.ToString("N0", language.Culture), sentence);
        }
    }

    private static YearFigures Change(YearFigures figures, PublishedTable table, int row, int column, PublishedCell cell)
    {
        var cells = table.Rows[row].Cells.Select((one, index) => index == column ? cell : one).ToList();
        var changed = table with { Rows = [.. table.Rows.Select((one, index) => index == row ? one with { Cells = cells } : one)] };
        return figures with { Tables = [.. figures.Tables.Select(one => one.Id == table.Id ? changed : one)] };
    }
}
