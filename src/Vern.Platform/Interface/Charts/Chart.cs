namespace Vern.Platform.Interface.Charts;

/// <summary>How a chart is drawn.</summary>
public enum ChartShape { Bars, StackedBars, Lines }

/// <summary>A point of a series: a value, or hidden (drawn hatched), or nothing there.</summary>
/// <param name="Value">The value; null when hidden or absent.</param>
/// <param name="Hidden">True when there is a value that is not shown.</param>
/// <param name="Low">Lower end of its interval, or null.</param>
/// <param name="High">Upper end of its interval, or null.</param>
public readonly record struct ChartPoint(double? Value, bool Hidden = false, double? Low = null, double? High = null);

/// <summary>A named series, one point per category.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points);

/// <summary>One chart model for all writers (SVG for pages, HTML and PDF; DrawingML for Word and Excel). All texts are in one language already.</summary>
/// <param name="Id">Unique on its page; letters, digits and hyphens.</param>
/// <param name="Title">Short title.</param>
/// <param name="Description">What it shows, in words, for who can't see it.</param>
/// <param name="Categories">Labels on the category axis.</param>
/// <param name="Series">At least one.</param>
/// <param name="HiddenText">The word for a hidden value: "hidden".</param>
public sealed record Chart(string Id, string Title, string Description, ChartShape Shape, IReadOnlyList<string> Categories, IReadOnlyList<ChartSeries> Series, string HiddenText);
