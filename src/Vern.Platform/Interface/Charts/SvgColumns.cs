namespace Vern.Platform.Interface.Charts;

/// <summary>Upright columns for years and age groups, single, grouped or stacked.</summary>
internal static class SvgColumns
{
    private const double Stub = 16;

    public static double Draw(SvgCanvas canvas)
    {
        var chart = canvas.Chart;
        var scale = ChartScale.For(chart);
        var top = canvas.Legend() + 16;
        const double left = 46, height = 230;
        var bottom = top + height;
        var unit = height / scale.Maximum;
        foreach (var tick in scale.Ticks())
        {
            canvas.Line(left, bottom - tick * unit, SvgWriter.Width, bottom - tick * unit, ChartPalette.Line);
            canvas.Text(left - 8, bottom - tick * unit + 4.5, canvas.Number(tick), "end", size: 12);
        }
        var stacked = chart.Shape == ChartShape.StackedBars;
        var slot = (SvgWriter.Width - left) / chart.Categories.Count;
        var bars = stacked ? 1 : chart.Series.Count;
        var thick = Math.Min(56, slot * 0.72 / bars);
        for (var category = 0; category < chart.Categories.Count; category++)
        {
            var x = left + slot * category + (slot - thick * bars) / 2;
            if (stacked) Stack(canvas, category, x, bottom, thick, unit);
            else
                for (var series = 0; series < bars; series++)
                    Column(canvas, chart.Series[series].Points[category], series, x + series * thick, bottom, thick - (bars > 1 ? 2 : 0), unit);
            canvas.Text(left + slot * (category + 0.5), bottom + 19, chart.Categories[category], "middle");
        }
        canvas.Line(left, bottom, SvgWriter.Width, bottom, ChartPalette.Ink, 1, "axis");
        return bottom + 28;
    }

    private static void Column(SvgCanvas canvas, ChartPoint point, int series, double x, double bottom, double thick, double unit)
    {
        var middle = x + thick / 2;
        if (point.Hidden)
        {
            canvas.Hatched(x, bottom - Stub, thick, Stub);
            canvas.Text(middle, bottom - Stub - 5, Short(canvas, thick), "middle", size: 12);
            return;
        }
        if (point.Value is not { } value) return;
        canvas.Rectangle(x, bottom - value * unit, thick, value * unit, series);
        var end = bottom - value * unit;
        if (point is { Low: { } low, High: { } high })
        {
            canvas.Line(middle, bottom - low * unit, middle, bottom - high * unit, "#b4531f", 2, "interval");
            canvas.Line(middle - 4, bottom - low * unit, middle + 4, bottom - low * unit, "#b4531f", 2, "interval");
            canvas.Line(middle - 4, bottom - high * unit, middle + 4, bottom - high * unit, "#b4531f", 2, "interval");
            end = Math.Min(end, bottom - high * unit);
        }
        canvas.Text(middle, end - 5, canvas.Number(value), "middle", size: thick < 26 ? 11 : 13);
    }

    private static void Stack(SvgCanvas canvas, int category, double x, double bottom, double thick, double unit)
    {
        var y = bottom;
        var hidden = false;
        var sum = 0d;
        for (var series = 0; series < canvas.Chart.Series.Count; series++)
        {
            var point = canvas.Chart.Series[series].Points[category];
            if (point.Hidden) { hidden = true; continue; }
            if (point.Value is not { } value || value <= 0) continue;
            var height = value * unit;
            canvas.Rectangle(x, y - height, thick, Math.Max(height - 1, 1), series);
            if (height > 15 && thick > 22) canvas.Text(x + thick / 2, y - height / 2 + 4.5, canvas.Number(value), "middle", ChartPalette.On(series), 12);
            y -= height;
            sum += value;
        }
        if (hidden) { canvas.Hatched(x, y - Stub - 1, thick, Stub); canvas.Text(x + thick / 2, y - Stub - 6, Short(canvas, thick), "middle", size: 12); }
        else canvas.Text(x + thick / 2, y - 5, canvas.Number(sum), "middle", bold: true);
    }

    private static string Short(SvgCanvas canvas, double thick) => SvgCanvas.TextWidth(canvas.Chart.HiddenText) <= thick + 14 ? canvas.Chart.HiddenText : ":";
}
