using System.Globalization;
using System.Text;

namespace Vern.Platform.Interface.Charts;

/// <summary>Lines over time, each named at its end, with its interval as a band.</summary>
internal static class SvgLines
{
    public static double Draw(SvgCanvas canvas)
    {
        var chart = canvas.Chart;
        var scale = ChartScale.For(chart);
        const double left = 46, top = 18, height = 260;
        var names = chart.Series.Select(series => SvgCanvas.Wrap(series.Name, 164)).ToList();
        var right = SvgWriter.Width - (names.SelectMany(lines => lines).Max(SvgCanvas.TextWidth) + 26);
        var bottom = top + height;
        var unit = height / scale.Maximum;
        double X(int category) => chart.Categories.Count == 1 ? (left + right) / 2 : left + 14 + (right - left - 28) * category / (chart.Categories.Count - 1);
        double Y(double value) => bottom - value * unit;
        foreach (var tick in scale.Ticks())
        {
            canvas.Line(left, Y(tick), right, Y(tick), ChartPalette.Line);
            canvas.Text(left - 8, Y(tick) + 4.5, canvas.Number(tick), "end", size: 12);
        }
        // Labels of 12 px, measured at 13; neighbours never touch.
        var every = (int)Math.Ceiling(chart.Categories.Count * Math.Max(46, chart.Categories.Max(SvgCanvas.TextWidth) * 12 / 13 + 8) / (right - left));
        for (var category = 0; category < chart.Categories.Count; category += Math.Max(1, every))
            canvas.Text(X(category), bottom + 19, chart.Categories[category], "middle", size: 12);

        var ends = new List<(int Series, double Y)>();
        for (var series = 0; series < chart.Series.Count; series++)
        {
            Band(canvas, chart.Series[series], series, X, Y);
            double? last = null;
            foreach (var run in Runs(chart.Series[series]))
            {
                var path = string.Join(' ', run.Select(at => string.Create(CultureInfo.InvariantCulture, $"{X(at.Index):0.#},{Y(at.Value):0.#}")));
                if (run.Count > 1) canvas.Raw($"<polyline class=\"l{series + 1}\" points=\"{path}\" fill=\"none\" stroke=\"{ChartPalette.Of(series)}\" stroke-width=\"2.5\" stroke-linejoin=\"round\"/>");
                foreach (var at in run) canvas.Raw($"<circle class=\"s{series + 1}\" cx=\"{X(at.Index):0.#}\" cy=\"{Y(at.Value):0.#}\" r=\"3.2\" fill=\"{ChartPalette.Of(series)}\"/>");
                last = Y(run[^1].Value);
            }
            for (var category = 0; category < chart.Categories.Count; category++)
            {
                if (!chart.Series[series].Points[category].Hidden) continue;
                canvas.Hatched(X(category) - 7, bottom - 14, 14, 14);
            }
            if (chart.Series.Count == 1)
                foreach (var at in Runs(chart.Series[series]).SelectMany(run => run)) canvas.Text(X(at.Index), Y(chart.Series[0].Points[at.Index].High ?? at.Value) - 8, canvas.Number(at.Value), "middle", size: 12);
            if (last is { } end) ends.Add((series, end));
        }
        canvas.Line(left, bottom, right, bottom, ChartPalette.Ink, 1, "axis");
        var hiddenSomewhere = chart.Series.Any(series => series.Points.Any(point => point.Hidden));
        if (hiddenSomewhere) { canvas.Hatched(left, bottom + 32, 14, 14); canvas.Text(left + 21, bottom + 44, chart.HiddenText); }
        Name(canvas, ends, names, right, bottom);
        return bottom + (hiddenSomewhere ? 54 : 28);
    }

    private static void Band(SvgCanvas canvas, ChartSeries series, int index, Func<int, double> x, Func<double, double> y)
    {
        var points = series.Points.Select((point, at) => (point, at)).Where(item => item.point is { Hidden: false, Low: not null, High: not null }).ToList();
        if (points.Count == 0) return;
        var path = new StringBuilder();
        foreach (var (point, at) in points) path.Append(CultureInfo.InvariantCulture, $"{x(at):0.#},{y(point.High!.Value):0.#} ");
        foreach (var (point, at) in Enumerable.Reverse(points)) path.Append(CultureInfo.InvariantCulture, $"{x(at):0.#},{y(point.Low!.Value):0.#} ");
        if (points.Count > 1) canvas.Raw($"<polygon class=\"band\" points=\"{path.ToString().TrimEnd()}\" fill=\"{ChartPalette.Of(index)}\" fill-opacity=\"0.16\"/>");
        else
        {
            var (point, at) = points[0];
            canvas.Raw($"<rect class=\"band\" x=\"{x(at) - 7:0.#}\" y=\"{y(point.High!.Value):0.#}\" width=\"14\" height=\"{y(point.Low!.Value) - y(point.High!.Value):0.#}\" fill=\"{ChartPalette.Of(index)}\" fill-opacity=\"0.25\"/>");
        }
    }

    /// <summary>The stretches of neighbouring values; a hidden or missing one breaks the line.</summary>
    private static IEnumerable<List<(int Index, double Value)>> Runs(ChartSeries series)
    {
        var run = new List<(int, double)>();
        for (var index = 0; index < series.Points.Count; index++)
        {
            if (series.Points[index] is { Hidden: false, Value: { } value }) { run.Add((index, value)); continue; }
            if (run.Count > 0) { yield return run; run = []; }
        }
        if (run.Count > 0) yield return run;
    }

    private static void Name(SvgCanvas canvas, List<(int Series, double Y)> ends, List<IReadOnlyList<string>> names, double right, double bottom)
    {
        ends.Sort((a, b) => a.Y.CompareTo(b.Y));
        var free = 8d;
        var placed = new List<(int Series, double Y, double Height)>();
        foreach (var (series, y) in ends)
        {
            var height = names[series].Count * 14d;
            var at = Math.Max(y - height / 2, free);
            placed.Add((series, at, height));
            free = at + height + 3;
        }
        // Names that would fall below the axis move up together.
        var limit = bottom + 6;
        for (var index = placed.Count - 1; index >= 0; index--)
        {
            var (series, y, height) = placed[index];
            y = Math.Min(y, limit - height);
            placed[index] = (series, y, height);
            limit = y - 3;
        }
        foreach (var (series, y, _) in placed)
        {
            canvas.Raw($"<rect class=\"s{series + 1}\" x=\"{right + 6:0.#}\" y=\"{y + 3:0.#}\" width=\"8\" height=\"8\" fill=\"{ChartPalette.Of(series)}\"/>");
            for (var line = 0; line < names[series].Count; line++) canvas.Text(right + 19, y + 12 + line * 14, names[series][line], size: 12, whole: names[series][^1].EndsWith('…') ? canvas.Chart.Series[series].Name : null);
        }
    }
}
