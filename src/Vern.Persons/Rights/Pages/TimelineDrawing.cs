using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Vern.Platform.Interface;

namespace Vern.Persons.Rights.Pages;

/// <summary>Draws the line of time as SVG: lanes for permits, stays and placements, numbered marks for deadlines, a line for today. Everything in it stands in the table below it too.</summary>
public static class TimelineDrawing
{
    private const int Left = 150, Right = 980, Row = 46, Top = 34;

    /// <summary>The drawing; null where there is no day to draw.</summary>
    public static string? Run(TimelineModel model, PageContext page)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(page);
        var today = model.Rights.Today;
        // Birthdays years ahead would press the rest together: what lies beyond two years is in the table only.
        var near = model.Deadlines.Where(one => Math.Abs(CountDays.Between(today, one.On!.Value)) <= 730).ToList();
        var days = model.Spans.SelectMany(span => new[] { span.From, span.To ?? today }).Concat(near.Select(one => one.On!.Value)).Where(day => Math.Abs(CountDays.Between(today, day)) <= 1500).Append(today).ToList();
        if (days.Count < 2) return null;
        var (first, last) = (days.Min().AddDays(-10), days.Max().AddDays(20));
        double X(DateOnly day) => Math.Clamp(Left + (Right - Left) * (double)CountDays.Between(first, day) / Math.Max(1, CountDays.Between(first, last)), Left, Right);
        string Word(string key) => HtmlEncoder.Default.Encode(Texts.Source[page.Language, key]);
        var svg = new StringBuilder();
        var row = 0;
        void Text(double x, double y, string words, string kind, string anchor = "start") => svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" class=\"{kind}\" text-anchor=\"{anchor}\">{words}</text>");
        foreach (var (kinds, key) in ((SpanKind[] Kinds, string Key)[])[([SpanKind.Permit, SpanKind.Gap, SpanKind.Overlap], "timeline.permits"), ([SpanKind.Stay], "timeline.stays"), ([SpanKind.Placement], "timeline.placements")])
        {
            var spans = model.Spans.Where(span => kinds.Contains(span.Kind)).OrderBy(span => span.Kind).ToList();
            if (spans.Count == 0) continue;
            var y = Top + row++ * Row;
            Text(0, y + 17, Word(key), "lane");
            foreach (var span in spans)
            {
                var (from, to) = (X(span.From), X(CountDays.Days(span.To ?? today, 1)));
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{from:0.#}\" y=\"{(span.Kind == SpanKind.Gap ? y - 3 : y)}\" width=\"{Math.Max(2, to - from):0.#}\" height=\"{(span.Kind == SpanKind.Gap ? 32 : 26)}\" rx=\"3\" class=\"span-{Facts.Code(span.Kind)}\"><title>{HtmlEncoder.Default.Encode(Name(span, page))}</title></rect>");
                if (span.Kind == SpanKind.Permit && to - from > 120) Text(from + 8, y + 18, Word("permit." + Facts.Code(span.Permit!.Value)), "within");
            }
        }
        var line = Top + row * Row + 20;
        Text(0, line + 5, Word("timeline.deadlines"), "lane");
        svg.Append($"<line x1=\"{Left}\" y1=\"{line}\" x2=\"{Right}\" y2=\"{line}\" class=\"axis\"/>");
        // Marks that would cover one another go one below the other.
        var taken = new List<(double X, int Level)>();
        foreach (var one in near)
        {
            var x = X(one.On!.Value);
            var level = 0;
            while (taken.Any(other => other.Level == level && Math.Abs(other.X - x) < 24)) level++;
            taken.Add((x, level));
            var y = line + level * 25;
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y}\" r=\"11\" class=\"mark-{Facts.Code(one.State)}\"><title>{HtmlEncoder.Default.Encode($"{Texts.Source[page.Language, one.What]}, {page.Date(one.On.Value)}")}</title></circle>");
            Text(x, y + 4.5, (model.Deadlines.ToList().IndexOf(one) + 1).ToString(CultureInfo.InvariantCulture), "mark", "middle");
        }
        var height = line + 30 + (taken.Count == 0 ? 0 : taken.Max(one => one.Level) * 25);
        var now = X(today);
        svg.Insert(0, string.Create(CultureInfo.InvariantCulture, $"<line x1=\"{now:0.#}\" y1=\"22\" x2=\"{now:0.#}\" y2=\"{height - 18}\" class=\"today\"/>"));
        Text(now, 14, $"{Word("timeline.today")}, {HtmlEncoder.Default.Encode(page.Date(today))}", "today", now > 850 ? "end" : now < Left + 100 ? "start" : "middle");
        Text(Left, height, HtmlEncoder.Default.Encode(page.Date(first)), "axis");
        Text(Right, height, HtmlEncoder.Default.Encode(page.Date(last)), "axis", "end");
        return $"<svg viewBox=\"0 0 1000 {height + 8}\" role=\"img\" aria-label=\"{Word("timeline.chart")}\" class=\"time-line\">{svg}</svg>";
    }

    /// <summary>A span in words.</summary>
    public static string Name(Span span, PageContext page)
    {
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(page);
        var what = span.Permit is { } permit ? Texts.Source[page.Language, "permit." + Facts.Code(permit)] : Texts.Source[page.Language, span.Kind switch { SpanKind.Gap => "timeline.gap", SpanKind.Overlap => "timeline.overlap", SpanKind.Stay => "timeline.stays", _ => "timeline.placements" }];
        return $"{what}: {When(span, page)}";
    }

    /// <summary>A span's days in words.</summary>
    public static string When(Span span, PageContext page)
    {
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(page);
        return span.To is { } to ? Texts.Source.Format(page.Language, "timeline.from-to", page.Date(span.From), page.Date(to)) : Texts.Source.Format(page.Language, "timeline.from", page.Date(span.From));
    }
}
