namespace Vern.Platform.Interface.Charts;

/// <summary>The colours of all charts, the same on paper and on screen. Neighbours differ in lightness, so that they can be told apart in grey too.</summary>
public static class ChartPalette
{
    /// <summary>Text and axes.</summary>
    public const string Ink = "#13282f";
    /// <summary>Lines of the grid.</summary>
    public const string Line = "#d3dfe0";
    /// <summary>Series in their order: six-digit hex with a leading #.</summary>
    public static IReadOnlyList<string> Series { get; } = ["#0f5c66", "#7fb7bc", "#13282f", "#b4531f", "#4f9aa3", "#c9a227", "#6b7f86", "#d9b8a3"];
    /// <summary>The colour of a series, from 0; they repeat after the last.</summary>
    public static string Of(int series) => Series[series % Series.Count];
    /// <summary>The colour of a value written inside a segment of this series: readable at 4.5 to 1.</summary>
    public static string On(int series) => (series % Series.Count) is 1 or 4 or 5 or 7 ? Ink : "#ffffff";
}
