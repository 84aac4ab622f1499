using System.Globalization;
using System.Net;
using System.Text;
using Vern.Platform.Interface.Charts;

namespace Vern.Persons.StatusReport;

/// <summary>The report as HTML: a whole file that needs nothing beside it, or the body alone for a page. No script, no request to anyone.</summary>
public static class HtmlReport
{
    /// <summary>A standalone file, style within it.</summary>
    public static string Write(ReportDocument report) =>
        $"<!DOCTYPE html>\n<html lang=\"{report.Language.Code}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + $"<meta name=\"author\" content=\"{Escape(report.Publisher)}\">\n<title>{Escape(report.Title)}</title>\n<style>\n{HtmlStyle.Text(report)}</style>\n</head>\n<body>\n<main class=\"report\">\n"
        + Opening(report) + RenderBody(report) + "</main>\n</body>\n</html>\n";

    /// <summary>The contents and chapters as a fragment (an element <c>div</c> of class <c>report-body</c>); headings begin at <paramref name="topLevel"/>.</summary>
    public static string RenderBody(ReportDocument report, int topLevel = 2)
    {
        var html = new StringBuilder();
        html.Append("<div class=\"report-body\" lang=\"").Append(report.Language.Code).Append("\">\n");
        Contents(html, report, topLevel);
        foreach (var chapter in report.Chapters) Section(html, report, chapter, topLevel);
        return html.Append("</div>\n").ToString();
    }

    /// <summary>The heading of a section with its number.</summary>
    internal static string Heading(ReportDocument report, ReportSection section) =>
        section.Number.Length == 0 ? section.Title
        : char.IsLetter(section.Number[0]) ? Texts.Source.Format(report.Language, "label.appendix", section.Number) + "\u2002" + section.Title
        : section.Number + "\u2002" + section.Title;

    private static string Opening(ReportDocument report) =>
        $"<header class=\"opening\">\n<p class=\"publisher\">{Escape(report.Publisher)}</p>\n<h1>{Escape(report.Title)}</h1>\n<p class=\"state\">{Escape(report.StateText)}</p>\n"
        + $"<p class=\"key\"><strong>{report.Key.Minimum.ToString("#,0", report.Language.Culture)}</strong> <span>{Escape(report.Key.Caption)}</span></p>\n<p class=\"key-sentence\">{Escape(report.Key.Sentence)}</p>\n</header>\n";

    private static void Contents(StringBuilder html, ReportDocument report, int level)
    {
        html.Append(CultureInfo.InvariantCulture, $"<nav class=\"contents\" aria-labelledby=\"contents\">\n<h{level} id=\"contents\">{Escape(Words(report, "contents"))}</h{level}>\n");
        Entries(html, report, report.Chapters);
        List(html, Words(report, "contents.tables"), report.Tables().Where(table => table.Label.Length > 0).Select(table => (table.Id, table.Caption)));
        List(html, Words(report, "contents.figures"), report.Diagrams().Where(figure => figure.Label.Length > 0).Select(figure => (figure.Id, figure.Caption)));
        html.Append("</nav>\n");
    }

    private static void Entries(StringBuilder html, ReportDocument report, IReadOnlyList<ReportSection> sections)
    {
        if (sections.Count == 0) return;
        html.Append("<ul>\n");
        foreach (var section in sections)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{section.Id}\">{Escape(Heading(report, section))}</a>");
            Entries(html, report, section.Sections);
            html.Append("</li>\n");
        }
        html.Append("</ul>\n");
    }

    private static void List(StringBuilder html, string title, IEnumerable<(string Id, string Caption)> entries)
    {
        var list = entries.ToList();
        if (list.Count == 0) return;
        html.Append(CultureInfo.InvariantCulture, $"<details open=\"\"><summary>{Escape(title)}</summary>\n<ul>\n");
        foreach (var (id, caption) in list) html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{id}\">{Escape(caption)}</a></li>\n");
        html.Append("</ul>\n</details>\n");
    }

    private static void Section(StringBuilder html, ReportDocument report, ReportSection section, int topLevel)
    {
        var level = Math.Min(6, topLevel + section.Level - 1);
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"level{section.Level}\" aria-labelledby=\"{section.Id}\">\n<h{level} id=\"{section.Id}\">{Escape(Heading(report, section))}</h{level}>\n");
        var inTables = section.Blocks.OfType<TableBlock>().SelectMany(table => table.FootnoteNumbers()).ToHashSet();
        foreach (var block in section.Blocks) Block(html, report, block, level);
        var marks = section.Blocks.SelectMany(Marks).Distinct().Where(number => !inTables.Contains(number)).ToList();
        if (marks.Count > 0) Notes(html, report, marks);
        foreach (var part in section.Sections) Section(html, report, part, topLevel);
        html.Append("</section>\n");
    }

    private static IEnumerable<int> Marks(ReportBlock block) => block switch
    {
        ParagraphBlock paragraph => paragraph.Text.OfType<FootnoteMark>().Select(mark => mark.Number),
        SubheadingBlock heading => heading.Text.OfType<FootnoteMark>().Select(mark => mark.Number),
        ListBlock list => list.Items.SelectMany(item => item.OfType<FootnoteMark>()).Select(mark => mark.Number),
        NoteBlock note => note.Content.SelectMany(Marks),
        _ => []
    };

    private static void Block(StringBuilder html, ReportDocument report, ReportBlock block, int level)
    {
        if (block.Change != Change.None)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"change\">{Escape(Changed(report, block.Change))}</p>\n");
        switch (block)
        {
            case ParagraphBlock paragraph:
                html.Append(paragraph.Lead ? "<p class=\"lead\">" : "<p>");
                Text(html, paragraph.Text);
                html.Append("</p>\n");
                break;
            case SubheadingBlock heading:
                html.Append(CultureInfo.InvariantCulture, $"<h{Math.Min(6, level + 1)}>");
                Text(html, heading.Text);
                html.Append(CultureInfo.InvariantCulture, $"</h{Math.Min(6, level + 1)}>\n");
                break;
            case ListBlock list:
                html.Append(list.Ordered ? "<ol>\n" : "<ul>\n");
                foreach (var item in list.Items) { html.Append("<li>"); Text(html, item); html.Append("</li>\n"); }
                html.Append(list.Ordered ? "</ol>\n" : "</ul>\n");
                break;
            case NoteBlock { Kind: NoteKind.OwnText } own:
                if (own.Title.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<p class=\"check\">{Escape(own.Title)}</p>\n");
                foreach (var inner in own.Content) Block(html, report, inner, level);
                break;
            case NoteBlock note:
                html.Append(CultureInfo.InvariantCulture, $"<div class=\"note {note.Kind.ToString().ToLowerInvariant()}\">\n<p class=\"note-title\">{Escape(note.Title)}</p>\n");
                foreach (var inner in note.Content) Block(html, report, inner, level);
                html.Append("</div>\n");
                break;
            case TableBlock table: Table(html, report, table, table.Id); break;
            case FigureBlock figure: Figure(html, report, figure); break;
        }
    }

    private static void Table(StringBuilder html, ReportDocument report, TableBlock table, string id)
    {
        var parts = table.Parts();
        for (var part = 0; part < parts.Count; part++) Grid(html, report, table, part == 0 ? id : FormattableString.Invariant($"{id}-part{part + 1}"), parts[part], part, parts.Count);
        var notes = new StringBuilder();
        if (table.HasHidden()) notes.Append(CultureInfo.InvariantCulture, $"<p>{Escape(Words(report, "hidden.explained"))}</p>\n");
        foreach (var remark in table.Remarks) { notes.Append("<p>"); Text(notes, remark); notes.Append("</p>\n"); }
        if (table.Source is { } source) notes.Append(CultureInfo.InvariantCulture, $"<p>{Escape(Texts.Source.Format(report.Language, "source", source))}</p>\n");
        if (notes.Length > 0) html.Append("<div class=\"table-notes\">\n").Append(notes).Append("</div>\n");
        Notes(html, report, table.FootnoteNumbers().ToList());
    }

    private static void Grid(StringBuilder html, ReportDocument report, TableBlock table, string id, IReadOnlyList<int> columns, int part, int parts)
    {
        var classes = "table" + (columns.Count > 9 ? " wide" : "") + (table.Rows.Count <= 16 ? " short" : "");
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"{classes}\" id=\"{id}\" role=\"region\" aria-labelledby=\"{id}-caption\" tabindex=\"0\">\n<table>\n<caption id=\"{id}-caption\">");
        if (part > 0) html.Append(Escape(Texts.Source.Format(report.Language, "table.part", table.Label.Length > 0 ? table.Label : table.Title, part + 1, parts)));
        else
        {
            if (table.Label.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<strong>{Escape(table.Label)}:</strong> ");
            html.Append(Escape(table.Title));
            if (table.UnitText.Length > 0) html.Append(CultureInfo.InvariantCulture, $" <span class=\"unit\">{Escape(table.UnitText)}</span>");
        }
        html.Append("</caption>\n<thead><tr>");
        foreach (var column in columns)
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{(table.IsNumeric(column) ? " class=\"n\"" : "")}>{Escape(table.Columns[column])}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            var marks = (row.IsTotal ? "total " : "") + (row.Change != Change.None ? "changed" : "");
            html.Append(marks.Length > 0 ? $"<tr class=\"{marks.Trim()}\">" : "<tr>");
            foreach (var column in columns) Cell(html, report, table, row, column, part == 0);
            html.Append("</tr>\n");
        }
        html.Append("</tbody>\n</table>\n</div>\n");
    }

    private static void Cell(StringBuilder html, ReportDocument report, TableBlock table, ReportRow row, int column, bool first)
    {
        var cell = row.Cells[column];
        var tag = column == 0 ? "th" : "td";
        var style = cell.Kind == CellKind.Hidden ? "n hidden" : cell.Kind == CellKind.Answer && table.IsRight(row, column) ? "n words" : table.IsRight(row, column) ? "n" : "";
        html.Append(CultureInfo.InvariantCulture, $"<{tag}{(column == 0 ? " scope=\"row\"" : "")}{(style.Length > 0 ? $" class=\"{style}\"" : "")}>");
        html.Append(cell.Kind switch
        {
            CellKind.Hidden => $"<span aria-hidden=\"true\">:</span><span class=\"only-read\">{Escape(Words(report, "hidden"))}</span>",
            CellKind.Empty => $"<span class=\"only-read\">{Escape(Words(report, "empty"))}</span>",
            _ => Escape(cell.Text)
        });
        if (column == 0 && first)
        {
            for (var index = 0; index < row.Footnotes.Count; index++)
            {
                if (index > 0) html.Append("<sup>,</sup>");
                Mark(html, row.Footnotes[index]);
            }
            if (row.Change != Change.None) html.Append(CultureInfo.InvariantCulture, $" <span class=\"change-row\">{Escape(Changed(report, row.Change))}</span>");
        }
        html.Append(CultureInfo.InvariantCulture, $"</{tag}>");
    }

    private static void Figure(StringBuilder html, ReportDocument report, FigureBlock figure)
    {
        html.Append(CultureInfo.InvariantCulture, $"<figure id=\"{figure.Id}\">\n<figcaption>");
        if (figure.Label.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<strong>{Escape(figure.Label)}:</strong> ");
        html.Append(CultureInfo.InvariantCulture, $"{Escape(figure.Title)} <span class=\"unit\">{Escape(figure.UnitText)}</span></figcaption>\n");
        // Narrower than it can be read, a chart scrolls within its own frame.
        if (figure.IsDrawn) html.Append(CultureInfo.InvariantCulture, $"<div class=\"drawing\" role=\"group\" tabindex=\"0\" aria-label=\"{Escape(figure.Caption)}\">").Append(SvgWriter.Write(figure.Chart, report.Language.Culture)).Append("</div>\n");
        else html.Append(CultureInfo.InvariantCulture, $"<p class=\"withheld\">{Escape(Words(report, "figure.all-hidden"))}</p>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"care\">{Escape(Words(report, "figure.care"))}</p>\n");
        foreach (var withheld in figure.Withheld) html.Append(CultureInfo.InvariantCulture, $"<p class=\"withheld\">{Escape(withheld)}</p>\n");
        html.Append("</figure>\n");
        if (figure.Comments.Count > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"comments-title\">{Escape(CommentsTitle(report, figure))}</p>\n<ul class=\"comments\">\n");
            foreach (var comment in figure.Comments) html.Append(CultureInfo.InvariantCulture, $"<li>{Escape(comment)}</li>\n");
            html.Append("</ul>\n");
        }
        Table(html, report, figure.Data, figure.Data.Id);
    }

    private static void Notes(StringBuilder html, ReportDocument report, List<int> numbers)
    {
        if (numbers.Count == 0) return;
        html.Append("<ol class=\"footnotes\">\n");
        foreach (var number in numbers)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li id=\"note-{number}\" value=\"{number}\">");
            Text(html, report.Footnotes[number - 1].Text);
            html.Append("</li>\n");
        }
        html.Append("</ol>\n");
    }

    private static void Text(StringBuilder html, IReadOnlyList<Inline> text)
    {
        foreach (var inline in text)
        {
            switch (inline)
            {
                case Words words:
                    html.Append(words.Strong ? "<strong>" : "").Append(words.Emphasis ? "<em>" : "").Append(Escape(words.Text)).Append(words.Emphasis ? "</em>" : "").Append(words.Strong ? "</strong>" : "");
                    break;
                case Reference { Label: { } label } reference: html.Append(CultureInfo.InvariantCulture, $"<a href=\"#{Escape(reference.Target)}\">{Escape(label)}</a>"); break;
                case Reference reference: html.Append(CultureInfo.InvariantCulture, $"<mark class=\"broken\">[[{Escape(reference.Target)}]]</mark>"); break;
                case FootnoteMark mark: Mark(html, mark.Number); break;
                case OutwardLink link: html.Append(CultureInfo.InvariantCulture, $"<a href=\"{Escape(link.Address)}\" rel=\"noreferrer\">{Escape(link.Text)}</a>"); break;
            }
        }
    }

    private static void Mark(StringBuilder html, int number) => html.Append(CultureInfo.InvariantCulture, $"<sup><a href=\"#note-{number}\">{number}</a></sup>");

    internal static string CommentsTitle(ReportDocument report, FigureBlock figure) =>
        figure.Label.Length == 0 ? Words(report, "comments.plain") : Texts.Source.Format(report.Language, "comments", figure.Label[..1].ToLower(report.Language.Culture) + figure.Label[1..]);

    internal static string Changed(ReportDocument report, Change change) =>
        Texts.Source.Format(report.Language, change == Change.New ? "change.new" : "change.changed", Words(report, "change.before"));

    private static string Words(ReportDocument report, string key) => Texts.Source[report.Language, key];
    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
