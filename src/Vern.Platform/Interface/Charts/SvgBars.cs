namespace Vern.Platform.Interface.Charts;

/// <summary>Lying bars, one below the other, single, grouped or stacked.</summary>
internal static class SvgBars
{
    private const double Stub = 22, Widest = 250;

    public static double Draw(SvgCanvas canvas)
    {
        var chart = canvas.Chart;
        var scale = ChartScale.For(chart);
        var labels = chart.Categories.Select(category => SvgCanvas.Wrap(category, Widest)).ToList();
        var left = labels.SelectMany(lines => lines).Select(SvgCanvas.TextWidth).DefaultIfEmpty(40).Max() + 14;
        var room = SvgWriter.Width - left - 92;
        var stacked = chart.Shape == ChartShape.StackedBars;
        var bars = stacked ? 1 : chart.Series.Count;
        var thick = bars == 1 ? 20d : 15d;
        var y = canvas.Legend();
        var top = y;
        for (var category = 0; category < chart.Categories.Count; category++)
        {
            var block = Math.Max(bars * thick + (bars - 1) * 2, labels[category].Count * 15);
            for (var line = 0; line < labels[category].Count; line++)
                canvas.Text(left - 10, y + block / 2 + 4.5 + (line - (labels[category].Count - 1) / 2d) * 15, labels[category][line], "end", whole: labels[category][^1].EndsWith('…') ? chart.Categories[category] : null);
            var barTop = y + (block - (bars * thick + (bars - 1) * 2)) / 2;
            if (stacked) Stack(canvas, category, left, barTop, thick, room / scale.Maximum);
            else
                for (var series = 0; series < bars; series++)
                    Bar(canvas, chart.Series[series].Points[category], series, left, barTop + series * (thick + 2), thick, room / scale.Maximum);
            y += block + (bars == 1 ? 8 : 12);
        }
        canvas.Line(left, top - 3, left, y - 4, ChartPalette.Ink, 1, "axis");
        return y + 4;
    }

    private static void Bar(SvgCanvas canvas, ChartPoint point, int series, double left, double top, double thick, double unit)
    {
        var end = left;
        if (point.Hidden)
        {
            canvas.Hatched(left, top, Stub, thick);
            canvas.Text(left + Stub + 7, top + thick / 2 + 4.5, canvas.Chart.HiddenText);
            return;
        }
        if (point.Value is not { } value) return;
        canvas.Rectangle(left, top, value * unit, thick, series);
        end += value * unit;
        if (point is { Low: { } low, High: { } high })
        {
            var middle = top + thick / 2;
            canvas.Line(left + low * unit, middle, left + high * unit, middle, "#b4531f", 2, "interval");
            canvas.Line(left + low * unit, middle - 4, left + low * unit, middle + 4, "#b4531f", 2, "interval");
            canvas.Line(left + high * unit, middle - 4, left + high * unit, middle + 4, "#b4531f", 2, "interval");
            end = Math.Max(end, left + high * unit);
        }
        canvas.Text(end + 7, top + thick / 2 + 4.5, canvas.Number(value));
    }

    private static void Stack(SvgCanvas canvas, int category, double left, double top, double thick, double unit)
    {
        var x = left;
        var hidden = false;
        var sum = 0d;
        for (var series = 0; series < canvas.Chart.Series.Count; series++)
        {
            var point = canvas.Chart.Series[series].Points[category];
            if (point.Hidden) { hidden = true; continue; }
            if (point.Value is not { } value || value <= 0) continue;
            var width = value * unit;
            canvas.Rectangle(x, top, Math.Max(width - 1, 1), thick, series);
            var text = canvas.Number(value);
            if (width > SvgCanvas.TextWidth(text) + 8) canvas.Text(x + width / 2, top + thick / 2 + 4.5, text, "middle", ChartPalette.On(series), 12);
            x += width;
            sum += value;
        }
        // The length of the mark is the same whatever is hidden, and no sum is written beside it: it would be lower than the truth.
        if (hidden) { canvas.Hatched(x + 1, top, Stub, thick); canvas.Text(x + Stub + 8, top + thick / 2 + 4.5, canvas.Chart.HiddenText); }
        else canvas.Text(x + 7, top + thick / 2 + 4.5, canvas.Number(sum), bold: true);
    }
}
