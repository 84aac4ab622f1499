using System.Globalization;
using System.Text;

namespace Vern.Platform.Interface.Charts;

/// <summary>
/// Draws a chart as an SVG element for pages, HTML and print: labelled directly, intervals as bands or whiskers, hidden values as a hatched mark
/// of one size whatever they are. Colours are presentation attributes, so that a style sheet may change them by class.
/// </summary>
public static class SvgWriter
{
    internal const int Width = 720;

    /// <summary>The SVG element, well-formed XML without a declaration.</summary>
    /// <param name="chart">The chart; every series has a point per category.</param>
    /// <param name="culture">How numbers are written; null for the invariant way.</param>
    /// <exception cref="ArgumentException">A series has more or fewer points than there are categories, or there is no series.</exception>
    public static string Write(Chart chart, CultureInfo? culture = null)
    {
        if (chart.Series.Count == 0) throw new ArgumentException($"Chart {chart.Id} has no series.", nameof(chart));
        foreach (var series in chart.Series)
        {
            if (series.Points.Count != chart.Categories.Count)
                throw new ArgumentException($"Chart {chart.Id}: series '{series.Name}' has {series.Points.Count} points for {chart.Categories.Count} categories.", nameof(chart));
        }
        var canvas = new SvgCanvas(chart, culture ?? CultureInfo.InvariantCulture);
        var height = chart.Shape == ChartShape.Lines ? SvgLines.Draw(canvas)
            : IsUpright(chart) ? SvgColumns.Draw(canvas) : SvgBars.Draw(canvas);
        return canvas.Finish(height);
    }

    /// <summary>Few, short categories (years, age groups) stand upright; others lie, so that their names can be read.</summary>
    public static bool IsUpright(Chart chart) =>
        chart.Categories.Count is > 1 and <= 14 && chart.Categories.All(category => category.Length <= 6);
}

/// <summary>What is drawn so far, with the means to draw more.</summary>
internal sealed class SvgCanvas(Chart chart, CultureInfo culture)
{
    private readonly StringBuilder _body = new();

    public Chart Chart => chart;
    public bool HasLegend => chart.Series.Count > 1 && chart.Shape != ChartShape.Lines;
    public string Number(double value) => value.ToString(value == Math.Floor(value) ? "#,0" : "#,0.0", culture);

    public void Rectangle(double x, double y, double width, double height, int series) =>
        _body.Append(CultureInfo.InvariantCulture, $"<rect class=\"s{series + 1}\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{Math.Max(width, 0):0.#}\" height=\"{Math.Max(height, 0):0.#}\" fill=\"{ChartPalette.Of(series)}\"/>");

    public void Hatched(double x, double y, double width, double height) =>
        _body.Append(CultureInfo.InvariantCulture, $"<rect class=\"hidden\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" fill=\"url(#hatch-{Escape(chart.Id)})\" stroke=\"{ChartPalette.Ink}\" stroke-width=\"0.75\"/>");

    public void Line(double x1, double y1, double x2, double y2, string colour, double width = 1, string style = "grid") =>
        _body.Append(CultureInfo.InvariantCulture, $"<line class=\"{style}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"{colour}\" stroke-width=\"{width:0.##}\"/>");

    /// <summary>Writes a text; of one that was shortened the whole is told to whoever points at it.</summary>
    public void Text(double x, double y, string text, string anchor = "start", string? colour = null, int size = 13, bool bold = false, string? whole = null) =>
        _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" font-size=\"{size}\" fill=\"{colour ?? ChartPalette.Ink}\"{(bold ? " font-weight=\"600\"" : "")}>{(whole is null ? "" : $"<title>{Escape(whole)}</title>")}{Escape(text)}</text>");

    public void Raw(FormattableString element) => _body.Append(element.ToString(CultureInfo.InvariantCulture));

    /// <summary>A legend on top for several series; returns the height it takes.</summary>
    public double Legend()
    {
        if (!HasLegend) return 4;
        double x = 0, y = 14;
        for (var index = 0; index < chart.Series.Count; index++)
        {
            var name = chart.Series[index].Name;
            var width = 24 + TextWidth(name) + 16;
            if (x > 0 && x + width > SvgWriter.Width) { x = 0; y += 22; }
            Rectangle(x, y - 11, 14, 14, index);
            Text(x + 20, y, name);
            x += width;
        }
        return y + 16;
    }

    /// <summary>How wide a text of 13 px is in our font, rather too much than too little, so that nothing is drawn beyond the edge.</summary>
    public static double TextWidth(string text) => text.Sum(Width);

    /// <summary>Breaks a label in at most two lines that are at most so wide; what doesn't fit ends in an ellipsis.</summary>
    public static IReadOnlyList<string> Wrap(string label, double width)
    {
        var fits = Fits(label, width);
        if (fits == label.Length) return [label];
        var cut = label.LastIndexOf(' ', fits);
        if (cut < fits / 3) cut = fits;
        var (first, rest) = (label[..cut].TrimEnd(), label[cut..].TrimStart());
        return [first, Fits(rest, width) == rest.Length ? rest : rest[..Fits(rest, width - Width('…'))].TrimEnd() + "…"];
    }

    // How many letters of a text are at most so wide; no letter of two parts is cut in half.
    private static int Fits(string text, double width)
    {
        var at = 0;
        while (at < text.Length && (width -= Width(text[at])) >= 0) at++;
        return at < text.Length && at > 0 && char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;
    }

    // Inter at 13 px, as a browser measures it.
    private static double Width(char letter) => letter switch
    {
        'I' or 'i' or 'j' or 'l' or 'í' or 'ì' or 'ï' => 3.5,
        ' ' or '!' or '\'' or ',' or '.' or ':' or ';' or 't' or '|' => 4.5,
        '(' or ')' or '/' or '1' or '[' or ']' or 'f' or 'r' or '-' => 6,
        'J' or 'L' or 'a' or 'c' or 'k' or 's' or 'v' or 'x' or 'y' or 'z' or 'á' or 'à' or 'ä' or 'å' => 7.5,
        '+' or '=' or 'A' or 'B' or 'D' or 'K' or 'V' or 'X' or 'Y' or 'Ä' or 'Å' => 9.5,
        'C' or 'G' or 'H' or 'N' or 'O' or 'Q' or 'U' or 'Ö' or 'Ø' or 'Ü' => 10.5,
        'm' or 'w' or 'M' or 'æ' => 12.5,
        'W' or 'Æ' or '%' or '@' or '–' or '—' or '…' => 13.5,
        _ => 8.5,
    };

    public string Finish(double height)
    {
        var id = Escape(chart.Id);
        return string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"0 0 {SvgWriter.Width} {height:0}\" font-family=\"Inter, 'Segoe UI', 'Liberation Sans', Arial, sans-serif\">")
            + $"<title id=\"{id}-title\">{Escape(chart.Title)}</title><desc id=\"{id}-desc\">{Escape(chart.Description)}</desc>"
            + $"<defs><pattern id=\"hatch-{id}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#ffffff\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"{ChartPalette.Ink}\" stroke-width=\"1.6\"/></pattern></defs>"
            + _body + "</svg>";
    }

    /// <summary>Text as XML, without the control characters that XML can't hold.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                < ' ' and not ('\t' or '\n' or '\r') or '\ufffe' or '\uffff' => escaped,
                _ => escaped.Append(letter)
            };
        }
        return escaped.ToString();
    }
}
