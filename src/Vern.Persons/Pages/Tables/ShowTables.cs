using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Platform.Interface;

namespace Vern.Persons.Pages.Tables;

/// <summary>All tables and diagrams of a year.</summary>
public sealed record TablesModel(int Year, DeskState Desk);

/// <summary>One table, turned and narrowed as asked.</summary>
/// <param name="Grid">What is shown.</param>
/// <param name="Turned">Whether rows and columns have changed places.</param>
/// <param name="Only">The one column shown (its place in the table, from 1), or null.</param>
/// <param name="Figures">The diagrams that show the same.</param>
public sealed record TableModel(int Year, DeskState Desk, YearFigures Of, PublishedTable Table, Grid Grid, bool Turned, int? Only, IReadOnlyList<PublishedFigure> Figures);

/// <summary>A table as it stands on a page.</summary>
/// <param name="Corner">Over the row names.</param>
/// <param name="Heads">Over the columns.</param>
/// <param name="Rows">The rows.</param>
public sealed record Grid(TextCell Corner, IReadOnlyList<GridHead> Heads, IReadOnlyList<GridRow> Rows);

/// <summary>A column's head.</summary>
public sealed record GridHead(PublishedCell Text, bool Total, IReadOnlyList<int> Notes);

/// <summary>A row: its name, its cells with the place each has in the table itself.</summary>
public sealed record GridRow(PublishedCell Name, IReadOnlyList<GridCell> Cells, bool Total, IReadOnlyList<int> Notes);

/// <summary>A cell and its place in the table, both from 1 (column 0 is the row's name).</summary>
public sealed record GridCell(PublishedCell Cell, int Row, int Column);

/// <summary>What do the figures show?</summary>
public static class ShowTables
{
    /// <summary>The list of tables and diagrams.</summary>
    public static async Task<IResult> ListAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null) return TypedResults.NotFound();
        var state = await desk.StateAsync(year, cancel);
        Waiting.AskAgain(http, state);
        return PageResult.Show<TablesPage, TablesModel>(PageContext.For(http), new TablesModel(year, state));
    }

    /// <summary>One table or diagram.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, int year, string id, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null) return TypedResults.NotFound();
        var state = await desk.StateAsync(year, cancel);
        if (state.Figures is not { } figures) return Forms.SeeOther($"/tables/{year}");
        var page = PageContext.For(http);
        if (figures.Figures.FirstOrDefault(item => item.Id == id) is { } figure) return PageResult.Show<FigurePage, FigureModel>(page, new FigureModel(year, state, figure));
        if (figures.Tables.FirstOrDefault(item => item.Id == id) is not { } table) return TypedResults.NotFound();
        var turned = page.Asked("turn") == "1";
        var only = int.TryParse(page.Asked("only"), NumberStyles.None, CultureInfo.InvariantCulture, out var column) && column >= 1 && column < table.Columns.Count ? column : (int?)null;
        var related = figures.Figures.Where(item => item.Requirement == table.Requirement || (table.Id == "table5" && item.Id == "trend")).ToList();
        return PageResult.Show<TablePage, TableModel>(page, new TableModel(year, state, figures, table, GridOf(table, turned, only), turned, only, related));
    }

    /// <summary>The table as CSV: what is shown and nothing more; a hidden cell is a colon, the statistical sign for a figure that exists and is not shown.</summary>
    public static async Task<IResult> CsvAsync(HttpContext http, int year, string id, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null) return TypedResults.NotFound();
        var figures = (await desk.StateAsync(year, cancel)).Figures;
        if (figures?.Tables.FirstOrDefault(item => item.Id == id) is not { } table) return TypedResults.NotFound();
        var page = PageContext.For(http);
        var lines = new StringBuilder();
        lines.AppendLine(string.Join(',', table.Columns.Select(cell => CsvField.Of(Words(cell, page)))));
        foreach (var row in table.Rows) lines.AppendLine(string.Join(',', row.Cells.Select(cell => CsvField.Of(Words(cell, page, plain: true)))));
        return TypedResults.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(lines.ToString())).ToArray(), "text/csv; charset=utf-8", $"{table.Id}-{year}.csv");
    }

    /// <summary>Turns and narrows a table.</summary>
    public static Grid GridOf(PublishedTable table, bool turned, int? only)
    {
        var columns = Enumerable.Range(1, table.Columns.Count - 1).Where(column => only is null || column == only).ToList();
        if (!turned)
        {
            return new Grid(table.Columns[0], [.. columns.Select(column => new GridHead(table.Columns[column], false, []))],
                [.. table.Rows.Select((row, index) => new GridRow(row.Cells[0], [.. columns.Select(column => new GridCell(row.Cells[column], index + 1, column))], row.IsTotal, row.Notes))]);
        }
        return new Grid(table.Columns[0], [.. table.Rows.Select(row => new GridHead(row.Cells[0], row.IsTotal, row.Notes))],
            [.. columns.Select(column => new GridRow(table.Columns[column], [.. table.Rows.Select((row, index) => new GridCell(row.Cells[column], index + 1, column))], false, []))]);
    }

    /// <summary>A cell in words.</summary>
    /// <param name="plain">For a file: numbers without separators.</param>
    public static string Words(PublishedCell cell, PageContext page, bool plain = false) => cell switch
    {
        TextCell text => StatisticsTexts.Resolve(text, page.Language),
        AnswerCell answer => StatisticsTexts.Resolve(answer, page.Language),
        CountCell { Count.Value: { } value } => plain ? value.ToString(CultureInfo.InvariantCulture) : page.Number(value),
        PercentCell { Percent: { } percent } => percent.ToString("0.0", plain ? CultureInfo.InvariantCulture : page.Language.Culture),
        RateCell { Rate: { } rate } => rate.ToString("0.0", plain ? CultureInfo.InvariantCulture : page.Language.Culture),
        _ => ":",
    };
}

/// <summary>One diagram with its table and words.</summary>
public sealed record FigureModel(int Year, DeskState Desk, PublishedFigure Figure);
