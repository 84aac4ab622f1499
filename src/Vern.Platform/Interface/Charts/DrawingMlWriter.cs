using System.Globalization;
using System.Text;

namespace Vern.Platform.Interface.Charts;

/// <summary>Where a chart's figures stand in a worksheet: a header row with the series' names, a row per category below it.</summary>
/// <param name="Sheet">The sheet's name.</param>
/// <param name="HeaderRow">The header's row, from 1.</param>
/// <param name="CategoryColumn">The categories' column letters.</param>
/// <param name="SeriesColumns">Each series' column letters.</param>
/// <param name="Folded">Whether the columns are folded away, which must not take the chart's figures with them.</param>
public sealed record ChartRange(string Sheet, int HeaderRow, string CategoryColumn, IReadOnlyList<string> SeriesColumns, bool Folded = false);

/// <summary>Writes a chart as a native, editable chart of Word and Excel (DrawingML, ECMA-376). A hidden point has no value anywhere in it.</summary>
public static class DrawingMlWriter
{
    private const string Main = "http://schemas.openxmlformats.org/drawingml/2006/chart";

    /// <summary>The XML of a chart part.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="range">Where its figures stand.</param>
    /// <param name="language">BCP 47 tag, such as nb-NO.</param>
    /// <param name="workbook">The relationship id of an embedded workbook; null when the chart stands in its workbook.</param>
    public static string Write(Chart chart, ChartRange range, string language, string? workbook)
    {
        var xml = new StringBuilder();
        xml.Append("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")
            .Append($"<c:chartSpace xmlns:c=\"{Main}\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">")
            .Append($"<c:date1904 val=\"0\"/><c:lang val=\"{language}\"/><c:roundedCorners val=\"0\"/><c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/>");
        var lines = chart.Shape == ChartShape.Lines;
        var upright = lines || SvgWriter.IsUpright(chart);
        if (lines) xml.Append("<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>");
        else xml.Append($"<c:barChart><c:barDir val=\"{(upright ? "col" : "bar")}\"/><c:grouping val=\"{(chart.Shape == ChartShape.StackedBars ? "stacked" : "clustered")}\"/><c:varyColors val=\"0\"/>");
        for (var index = 0; index < chart.Series.Count; index++) Series(xml, chart, range, index);
        if (lines) xml.Append("<c:marker val=\"1\"/><c:axId val=\"1001\"/><c:axId val=\"1002\"/></c:lineChart>");
        else xml.Append($"<c:gapWidth val=\"{(chart.Series.Count == 1 || chart.Shape == ChartShape.StackedBars ? 45 : 60)}\"/>{(chart.Shape == ChartShape.StackedBars ? "<c:overlap val=\"100\"/>" : "")}<c:axId val=\"1001\"/><c:axId val=\"1002\"/></c:barChart>");
        Axes(xml, upright);
        xml.Append("<c:spPr><a:noFill/></c:spPr></c:plotArea>");
        if (chart.Series.Count > 1) xml.Append("<c:legend><c:legendPos val=\"t\"/><c:overlay val=\"0\"/></c:legend>");
        xml.Append($"<c:plotVisOnly val=\"{(range.Folded ? 0 : 1)}\"/><c:dispBlanksAs val=\"gap\"/></c:chart><c:spPr><a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>")
            .Append(Text(900));
        if (workbook is not null) xml.Append($"<c:externalData r:id=\"{workbook}\"><c:autoUpdate val=\"0\"/></c:externalData>");
        return xml.Append("</c:chartSpace>").ToString();
    }

    /// <summary>A category's label with a sign where something of it is hidden: a chart of Word can't draw hatching for a value it doesn't have.</summary>
    public static string Label(Chart chart, int category) =>
        !chart.Series.Any(series => series.Points[category].Hidden) ? chart.Categories[category]
        : chart.Categories[category] + (chart.Series.Count == 1 ? $" ({chart.HiddenText})" : " (:)");

    private static void Series(StringBuilder xml, Chart chart, ChartRange range, int index)
    {
        var series = chart.Series[index];
        var (first, last) = (range.HeaderRow + 1, range.HeaderRow + chart.Categories.Count);
        var sheet = "'" + range.Sheet.Replace("'", "''", StringComparison.Ordinal) + "'";
        var column = range.SeriesColumns[index];
        var colour = ChartPalette.Of(index)[1..];
        var lines = chart.Shape == ChartShape.Lines;
        xml.Append($"<c:ser><c:idx val=\"{index}\"/><c:order val=\"{index}\"/><c:tx><c:strRef><c:f>{Escape($"{sheet}!${column}${range.HeaderRow}")}</c:f><c:strCache><c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>{Escape(series.Name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>");
        if (lines)
            xml.Append($"<c:spPr><a:ln w=\"28575\" cap=\"rnd\"><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill><a:round/></a:ln></c:spPr><c:marker><c:symbol val=\"circle\"/><c:size val=\"5\"/><c:spPr><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr></c:marker>");
        else xml.Append($"<c:spPr><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill></c:spPr><c:invertIfNegative val=\"0\"/>");
        Labels(xml, chart, series, index);
        Intervals(xml, series);
        xml.Append($"<c:cat><c:strRef><c:f>{Escape($"{sheet}!${range.CategoryColumn}${first}:${range.CategoryColumn}${last}")}</c:f><c:strCache><c:ptCount val=\"{chart.Categories.Count}\"/>");
        for (var at = 0; at < chart.Categories.Count; at++) xml.Append($"<c:pt idx=\"{at}\"><c:v>{Escape(Label(chart, at))}</c:v></c:pt>");
        xml.Append($"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>{Escape($"{sheet}!${column}${first}:${column}${last}")}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val=\"{chart.Categories.Count}\"/>");
        for (var at = 0; at < series.Points.Count; at++)
            if (series.Points[at] is { Hidden: false, Value: { } value }) xml.Append($"<c:pt idx=\"{at}\"><c:v>{Number(value)}</c:v></c:pt>");
        xml.Append("</c:numCache></c:numRef></c:val>").Append(lines ? "<c:smooth val=\"0\"/></c:ser>" : "</c:ser>");
    }

    // Labels for all points of a lone series or of bars; lines of several series would cover one another with them.
    private static void Labels(StringBuilder xml, Chart chart, ChartSeries series, int index)
    {
        if (chart.Shape == ChartShape.Lines && chart.Series.Count > 1) return;
        xml.Append("<c:dLbls>");
        if (chart.Shape == ChartShape.StackedBars)
        {
            for (var at = 0; at < series.Points.Count; at++)
                if (series.Points[at] is { Hidden: false, Value: 0 }) xml.Append($"<c:dLbl><c:idx val=\"{at}\"/><c:delete val=\"1\"/></c:dLbl>");
        }
        var position = chart.Shape switch { ChartShape.StackedBars => "ctr", ChartShape.Lines => "t", _ => "outEnd" };
        var colour = chart.Shape == ChartShape.StackedBars ? ChartPalette.On(index)[1..].ToUpperInvariant() : ChartPalette.Ink[1..];
        xml.Append("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>").Append(Text(800, colour))
            .Append($"<c:dLblPos val=\"{position}\"/><c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbls>");
    }

    private static void Intervals(StringBuilder xml, ChartSeries series)
    {
        if (!series.Points.Any(point => point is { Hidden: false, Value: not null, Low: not null, High: not null })) return;
        xml.Append("<c:errBars><c:errDir val=\"y\"/><c:errBarType val=\"both\"/><c:errValType val=\"cust\"/><c:noEndCap val=\"0\"/>");
        foreach (var (name, length) in ((string, Func<ChartPoint, double>)[])[("plus", point => point.High!.Value - point.Value!.Value), ("minus", point => point.Value!.Value - point.Low!.Value)])
        {
            xml.Append($"<c:{name}><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val=\"{series.Points.Count}\"/>");
            for (var at = 0; at < series.Points.Count; at++)
                if (series.Points[at] is { Hidden: false, Value: not null, Low: not null, High: not null } point) xml.Append($"<c:pt idx=\"{at}\"><c:v>{Number(Math.Max(0, length(point)))}</c:v></c:pt>");
            xml.Append($"</c:numLit></c:{name}>");
        }
        xml.Append("<c:spPr><a:ln w=\"19050\"><a:solidFill><a:srgbClr val=\"B4531F\"/></a:solidFill></a:ln></c:spPr></c:errBars>");
    }

    private static void Axes(StringBuilder xml, bool upright)
    {
        const string ink = "<c:spPr><a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"13282F\"/></a:solidFill></a:ln></c:spPr>";
        xml.Append($"<c:catAx><c:axId val=\"1001\"/><c:scaling><c:orientation val=\"{(upright ? "minMax" : "maxMin")}\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"{(upright ? "b" : "l")}\"/><c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>{ink}{Text(900)}<c:crossAx val=\"1002\"/><c:crosses val=\"autoZero\"/><c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/><c:tickLblSkip val=\"1\"/><c:noMultiLvlLbl val=\"1\"/></c:catAx>")
            .Append($"<c:valAx><c:axId val=\"1002\"/><c:scaling><c:orientation val=\"minMax\"/><c:min val=\"0\"/></c:scaling><c:delete val=\"{(upright ? 0 : 1)}\"/><c:axPos val=\"{(upright ? "l" : "t")}\"/>");
        if (upright) xml.Append("<c:majorGridlines><c:spPr><a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"D3DFE0\"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>");
        xml.Append($"<c:numFmt formatCode=\"#,##0\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{Text(800)}<c:crossAx val=\"1001\"/><c:crosses val=\"autoZero\"/><c:crossBetween val=\"between\"/></c:valAx>");
    }

    private static string Text(int size, string colour = "13282F") =>
        $"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"{size}\"><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang=\"en-US\"/></a:p></c:txPr>";

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
    private static string Escape(string text) => SvgCanvas.Escape(text);
}
