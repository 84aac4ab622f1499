namespace Vern.Platform.Interface.Charts;

/// <summary>A value axis from zero to a round number, with round ticks.</summary>
/// <param name="Maximum">The end of the axis; above zero.</param>
/// <param name="Step">The distance of the ticks.</param>
internal readonly record struct ChartScale(double Maximum, double Step)
{
    /// <summary>The scale that holds everything shown in a chart; in a stack, the sums. Hidden values have no part in it, so that the scale can't tell on them.</summary>
    public static ChartScale For(Chart chart)
    {
        var most = 0d;
        for (var category = 0; category < chart.Categories.Count; category++)
        {
            var sum = 0d;
            foreach (var series in chart.Series)
            {
                var point = series.Points[category];
                if (point.Hidden) continue;
                sum += point.Value ?? 0;
                most = Math.Max(most, Math.Max(point.Value ?? 0, point.High ?? 0));
            }
            if (chart.Shape == ChartShape.StackedBars) most = Math.Max(most, sum);
        }
        if (most <= 0) return new(1, 1);
        var rough = most / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Math.Max(1, (power < 10 ? new[] { 1, 2, 5, 10d } : [1, 2, 2.5, 5, 10]).First(factor => factor * power >= rough - 1e-9) * power);
        return new(Math.Ceiling(most / step - 1e-9) * step, step);
    }

    /// <summary>The ticks from zero to the end.</summary>
    public IEnumerable<double> Ticks()
    {
        for (var index = 0; index * Step <= Maximum + 1e-9; index++) yield return index * Step;
    }
}
