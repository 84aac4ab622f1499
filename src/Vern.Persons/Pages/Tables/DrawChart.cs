using Microsoft.AspNetCore.Components;
using Vern.Disclosure.Tables;
using Vern.Persons.Statistics;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Charts;

namespace Vern.Persons.Pages.Tables;

/// <summary>Draws a published diagram, or a column of a table, with the house's chart writer.</summary>
public static class DrawChart
{
    /// <summary>A diagram.</summary>
    public static MarkupString Of(PublishedFigure figure, PageContext page)
    {
        string Words(TextCell cell) => StatisticsTexts.Resolve(cell, page.Language);
        var chart = new Chart(figure.Id, Words(figure.Title), string.Join(" ", figure.Comments.Concat(figure.Withheld).Select(Words)),
            figure.Kind switch { ChartKind.Lines => ChartShape.Lines, ChartKind.StackedBars => ChartShape.StackedBars, _ => ChartShape.Bars },
            [.. figure.Categories.Select(Words)],
            [.. figure.Series.Select(series => new ChartSeries(Words(series.Name), [.. series.Values.Select((value, index) => Point(value, series.Intervals?[index]))]))],
            Hidden(page));
        return new MarkupString(SvgWriter.Write(chart, page.Language.Culture));
    }

    /// <summary>A column of counts of a table, totals left out; null when there is nothing to draw.</summary>
    public static MarkupString? Of(PublishedTable table, int? column, PageContext page)
    {
        var chosen = column ?? Enumerable.Range(1, table.Columns.Count - 1).Where(place => table.Rows.Any(row => row.Cells[place] is CountCell)).Cast<int?>().FirstOrDefault();
        if (chosen is not { } place) return null;
        var rows = table.Rows.Where(row => !row.IsTotal && row.Cells[place] is CountCell).ToList();
        if (rows.Count < 2 || rows.Count > 40) return null;
        var name = StatisticsTexts.Resolve(table.Columns[place], page.Language);
        var chart = new Chart($"{table.Id}-{place}", StatisticsTexts.Resolve(table.Title, page.Language), name, ChartShape.Bars,
            [.. rows.Select(row => ShowTables.Words(row.Cells[0], page))], [new ChartSeries(name, [.. rows.Select(row => Point(((CountCell)row.Cells[place]).Count, null))])], Hidden(page));
        return new MarkupString(SvgWriter.Write(chart, page.Language.Culture));
    }

    private static string Hidden(PageContext page) => Pages.Texts.Source[page.Language, "hidden"];
    private static ChartPoint Point(ProtectedCell? cell, (int Low, int High)? interval) => cell switch
    {
        null => new ChartPoint(null),
        { Value: { } value } => new ChartPoint(value, Low: interval?.Low, High: interval?.High),
        _ => new ChartPoint(null, Hidden: true),
    };
}
