using System.Globalization;
using System.Text;

namespace Vern.Persons.StatusReport;

/// <summary>Writes the blocks of a report as WordprocessingML.</summary>
internal sealed class DocxBody(ReportDocument report, Func<FigureBlock, string> addChart)
{
    private const int TextWidth = 9412, WideWidth = 14344;
    private const long EmuATwip = 635;
    private readonly StringBuilder _xml = new();
    private readonly HashSet<int> _noted = [];
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private int _bookmark, _drawing;

    /// <summary>How many ordered lists there are: each has a numbering of its own, from 2.</summary>
    public int OrderedLists { get; private set; }
    /// <summary>Addresses outside the document by relationship id.</summary>
    public IEnumerable<(string Id, string Address)> Links => _links.Select(pair => (pair.Value, pair.Key));

    public string Write()
    {
        _xml.Append(DocxStyle.Declaration).Append("<w:document ").Append(DocxStyle.Namespaces).Append("><w:body>");
        Opening();
        Contents();
        foreach (var chapter in report.Chapters) Section(chapter);
        _xml.Append(DocxStyle.Section(wide: false, first: false)).Append("</w:body></w:document>");
        return _xml.ToString();
    }

    public string Footnotes()
    {
        var xml = new StringBuilder(DocxStyle.Declaration).Append("<w:footnotes ").Append(DocxStyle.Namespaces).Append('>')
            .Append("<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>")
            .Append("<w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>");
        foreach (var note in report.Footnotes)
            xml.Append(CultureInfo.InvariantCulture, $"<w:footnote w:id=\"{note.Number}\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> {Escape(PlainText.Of(note.Text))}</w:t></w:r></w:p></w:footnote>");
        return xml.Append("</w:footnotes>").ToString();
    }

    private void Opening()
    {
        Paragraph("Publisher", Run(report.Publisher));
        Paragraph("Title", Run(report.Title));
        Paragraph("Subtitle", Run(report.StateText));
        Paragraph("KeyNumber", Run(report.Key.Minimum.ToString("#,0", report.Language.Culture)) + "<w:r><w:rPr><w:color w:val=\"13282F\"/><w:sz w:val=\"30\"/></w:rPr><w:t xml:space=\"preserve\">  " + Escape(report.Key.Caption) + "</w:t></w:r>");
        Paragraph("Lead", Run(report.Key.Sentence));
    }

    // Its entries stand there, each with a reference to its page: a TOC field around them would keep other programs than Word from filling the pages in.
    private void Contents()
    {
        Paragraph("TOCHeading", Run(Words("contents")));
        foreach (var section in report.Sections().Where(section => section.Level <= 3))
            Paragraph("TOC" + section.Level.ToString(CultureInfo.InvariantCulture), $"<w:hyperlink w:anchor=\"{Toc(section)}\" w:history=\"1\">{Run(HtmlReport.Heading(report, section))}<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGEREF {Toc(section)} \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:hyperlink>");
    }

    private void Section(ReportSection section)
    {
        var heading = HtmlReport.Heading(report, section);
        var number = section.Number.Length == 0 ? heading : section.Number;
        var at = heading.IndexOf(number, StringComparison.Ordinal);
        // Two bookmarks: one around the whole heading for the contents, one around the number for references.
        var outer = _bookmark++;
        var content = $"<w:bookmarkStart w:id=\"{outer}\" w:name=\"{Toc(section)}\"/>" + (at > 0 ? Run(heading[..at]) : "") + Bookmarked(section.Id, Run(number)) + (at + number.Length < heading.Length ? Run(heading[(at + number.Length)..]) : "") + $"<w:bookmarkEnd w:id=\"{outer}\"/>";
        Paragraph("Heading" + Math.Min(section.Level, 3).ToString(CultureInfo.InvariantCulture), content);
        foreach (var block in section.Blocks) Block(block);
        foreach (var part in section.Sections) Section(part);
    }

    private void Block(ReportBlock block, string style = "BodyText")
    {
        if (block.Change != Change.None) Paragraph("ChangeMark", Run(HtmlReport.Changed(report, block.Change)));
        switch (block)
        {
            case ParagraphBlock paragraph: Paragraph(paragraph.Lead ? "Lead" : style, Text(paragraph.Text)); break;
            case SubheadingBlock heading: Paragraph("Heading4", Text(heading.Text)); break;
            case ListBlock list:
                var numbering = list.Ordered ? 1 + ++OrderedLists : 1;
                foreach (var item in list.Items) Paragraph(list.Ordered ? "ListNumber" : "ListBullet", Text(item), $"<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{numbering}\"/></w:numPr>");
                break;
            case NoteBlock { Kind: NoteKind.OwnText } own:
                if (own.Title.Length > 0) Paragraph("ChangeMark", Run(own.Title));
                foreach (var inner in own.Content) Block(inner);
                break;
            case NoteBlock note:
                var box = note.Kind is NoteKind.Care or NoteKind.Missing or NoteKind.Correction ? "NoteHeed" : "Note";
                Paragraph(box, Run(note.Title, strong: true), "<w:keepNext/>");
                foreach (var inner in note.Content) Block(inner, box);
                break;
            case TableBlock table: Table(table, table.Id); break;
            case FigureBlock figure: Figure(figure); break;
        }
    }

    private void Figure(FigureBlock figure)
    {
        Caption(figure.Id, figure.Label, figure.Title);
        Paragraph("Unit", Run(figure.UnitText), "<w:keepNext/>");
        if (figure.IsDrawn) Drawing(figure);
        else Paragraph("TableNote", Run(Words("figure.all-hidden")));
        Paragraph("TableNote", Run(Words("figure.care")));
        foreach (var withheld in figure.Withheld) Paragraph("TableNote", Run(withheld));
        if (figure.Comments.Count > 0)
        {
            Paragraph("CommentsTitle", Run(HtmlReport.CommentsTitle(report, figure)));
            foreach (var comment in figure.Comments) Paragraph("ListBullet", Run(comment), "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>");
        }
        Table(figure.Data, figure.Data.Id);
    }

    private void Drawing(FigureBlock figure)
    {
        var height = Height(figure.Chart);
        var id = ++_drawing;
        var name = Escape(figure.Caption);
        var alt = Escape(figure.Chart.Description + string.Concat(figure.Comments.Select(comment => " " + comment)));
        _xml.Append(CultureInfo.InvariantCulture, $"<w:p><w:pPr><w:pStyle w:val=\"Figure\"/></w:pPr><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{TextWidth * EmuATwip}\" cy=\"{height}\"/><wp:docPr id=\"{id}\" name=\"{name}\" descr=\"{alt}\"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart r:id=\"{addChart(figure)}\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>");
    }

    private static long Height(Platform.Interface.Charts.Chart chart)
    {
        const long centimetre = 360_000;
        var legend = chart.Series.Count > 1 ? centimetre : 0;
        if (chart.Shape == Platform.Interface.Charts.ChartShape.Lines || Platform.Interface.Charts.SvgWriter.IsUpright(chart)) return 8 * centimetre + legend;
        var bars = chart.Shape == Platform.Interface.Charts.ChartShape.StackedBars ? 1 : chart.Series.Count;
        return Math.Min(20 * centimetre, (long)((1.2 + chart.Categories.Count * (bars == 1 ? 0.66 : 0.35 + 0.42 * bars)) * centimetre) + legend);
    }

    private void Table(TableBlock table, string id)
    {
        var parts = table.Parts();
        var wide = parts.Any(part => part.Count > 9);
        var notes = table.Remarks.Select(Text).ToList();
        if (table.HasHidden()) notes.Insert(0, Run(Words("hidden.explained")));
        if (table.Source is { } source) notes.Add(Run(Texts.Source.Format(report.Language, "source", source)));
        if (wide) _xml.Append("<w:p><w:pPr><w:pStyle w:val=\"Break\"/>").Append(DocxStyle.Section(wide: false, first: false)).Append("</w:pPr></w:p>");
        for (var index = 0; index < parts.Count; index++)
        {
            if (index == 0) Caption(id, table.Label, table.Title);
            else Paragraph("Caption", Run(Texts.Source.Format(report.Language, "table.part", table.Label.Length > 0 ? table.Label : table.Title, index + 1, parts.Count)), "<w:keepNext/>");
            if (index == 0 && table.UnitText.Length > 0) Paragraph("Unit", Run(table.UnitText), "<w:keepNext/>");
            Grid(table, parts[index], wide ? WideWidth : TextWidth, index == 0, index == parts.Count - 1 && notes.Count > 0);
            Paragraph("AfterTable", "", index == parts.Count - 1 && notes.Count > 0 ? "<w:keepNext/>" : "");
        }
        // The notes stand on the page of the table's last rows.
        for (var index = 0; index < notes.Count; index++) Paragraph("TableNote", notes[index], index < notes.Count - 1 ? "<w:keepNext/>" : "");
        if (wide) _xml.Append("<w:p><w:pPr><w:pStyle w:val=\"Break\"/>").Append(DocxStyle.Section(wide: true, first: false)).Append("</w:pPr></w:p>");
    }

    private void Grid(TableBlock table, IReadOnlyList<int> columns, int width, bool notes, bool keepLast)
    {
        var widths = Widths(table, columns, width);
        _xml.Append(CultureInfo.InvariantCulture, $"<w:tbl><w:tblPr><w:tblStyle w:val=\"VernTable\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0420\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{Escape(table.Caption)}\"/></w:tblPr><w:tblGrid>");
        foreach (var one in widths) _xml.Append(CultureInfo.InvariantCulture, $"<w:gridCol w:w=\"{one}\"/>");
        _xml.Append("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (var at = 0; at < columns.Count; at++) Cell(widths[at], Run(table.Columns[columns[at]]), table.IsNumeric(columns[at]), "TableHead");
        _xml.Append("</w:tr>");
        for (var index = 0; index < table.Rows.Count; index++)
        {
            var row = table.Rows[index];
            // A short table stays on one page; of a long one the first and the last rows don't stand alone.
            var keep = index == table.Rows.Count - 1 ? keepLast : table.Rows.Count <= 16 || index < 2 || index >= table.Rows.Count - 3;
            _xml.Append("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (var at = 0; at < columns.Count; at++)
            {
                var cell = row.Cells[columns[at]];
                var content = cell.Text.Length == 0 ? "" : Run(cell.Text, row.IsTotal);
                if (columns[at] == 0 && notes) content += string.Join("<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>,</w:t></w:r>", row.Footnotes.Select(Mark));
                if (columns[at] == 0 && notes && row.Change != Change.None) content += $"<w:r><w:rPr><w:color w:val=\"B4531F\"/></w:rPr><w:t xml:space=\"preserve\"> {Escape(HtmlReport.Changed(report, row.Change))}</w:t></w:r>";
                Cell(widths[at], content, table.IsRight(row, columns[at]), row.IsTotal ? "TableTotal" : "TableText", cell.Kind == CellKind.Hidden, row.IsTotal, keep);
            }
            _xml.Append("</w:tr>");
        }
        _xml.Append("</w:tbl>");
    }

    // Every column holds its longest word; what is left goes to those with more to say. About 100 twips a letter at 8.5 points.
    private static List<int> Widths(TableBlock table, IReadOnlyList<int> columns, int width)
    {
        const int letter = 100, padding = 130;
        var least = columns.Select(column => padding + letter * Math.Clamp(table.Rows.Select(row => row.Cells[column].Kind is CellKind.Text or CellKind.Answer ? Word(row.Cells[column].Text) : row.Cells[column].Text.Length).Append(Word(table.Columns[column])).Max(), 3, 22)).ToList();
        var wants = columns.Select((column, at) => Math.Max(0, padding + letter * Math.Min(38, table.Rows.Select(row => row.Cells[column].Text.Length).Append(table.Columns[column].Length / 2).Max()) - least[at])).ToList();
        var spare = width - least.Sum();
        List<int> widths;
        if (spare <= 0) widths = least.Select(one => (int)((long)one * width / least.Sum())).ToList();
        else if (wants.Sum() is var all && all > spare) widths = least.Select((one, at) => one + (int)((long)spare * wants[at] / all)).ToList();
        else widths = least.Select((one, at) => one + wants[at] + (spare - wants.Sum()) / columns.Count).ToList();
        widths[0] += width - widths.Sum();
        return widths;
    }

    private static int Word(string text) => text.Split(' ', '-', '/').Max(part => part.Length);

    private void Cell(int width, string content, bool right, string style, bool hidden = false, bool total = false, bool keep = false)
    {
        _xml.Append(CultureInfo.InvariantCulture, $"<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
        if (total) _xml.Append("<w:tcBorders><w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"13282F\"/></w:tcBorders>");
        if (hidden) _xml.Append("<w:shd w:val=\"thinDiagStripe\" w:color=\"C4D3D5\" w:fill=\"FFFFFF\"/>");
        _xml.Append(CultureInfo.InvariantCulture, $"</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{(keep ? "<w:keepNext/>" : "")}{(right ? "<w:jc w:val=\"right\"/>" : "")}</w:pPr>{content}</w:p></w:tc>");
    }

    private void Caption(string id, string label, string title)
    {
        var name = label.Length == 0 ? "" : label[..label.LastIndexOf(' ')];
        var number = label.Length == 0 ? "" : label[(name.Length + 1)..];
        var content = label.Length == 0 ? Bookmarked(id, Run(title))
            : Bookmarked(id, Run(name + " ") + Field($"SEQ {name} \\* ARABIC \\r {number}", number)) + Run(": " + title);
        Paragraph("Caption", content, "<w:keepNext/>");
    }

    private string Text(IReadOnlyList<Inline> text) => string.Concat(text.Select(inline => inline switch
    {
        Words words => Run(words.Text, words.Strong, words.Emphasis),
        Reference { Label: { } label } reference => Refer(reference.Target, label),
        Reference broken => Run($"[[{broken.Target}]]"),
        FootnoteMark mark => Mark(mark.Number),
        OutwardLink link => $"<w:hyperlink r:id=\"{LinkId(link.Address)}\" w:history=\"1\"><w:r><w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr><w:t xml:space=\"preserve\">{Escape(link.Text)}</w:t></w:r></w:hyperlink>",
        _ => ""
    }));

    private string Refer(string target, string label)
    {
        var isSection = target.StartsWith("section-", StringComparison.Ordinal);
        var section = isSection ? report.Sections().FirstOrDefault(one => one.Id == target) : null;
        var inner = section is { Number.Length: > 0 } ? section.Number : label;
        var before = label.EndsWith(inner, StringComparison.Ordinal) ? label[..^inner.Length] : "";
        return (before.Length > 0 ? Run(before) : "") + Field($"REF {Mark(target)} \\h", inner);
    }

    private string Mark(int number) => _noted.Add(number)
        ? Bookmarked("note" + number.ToString(CultureInfo.InvariantCulture), $"<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{number}\"/></w:r>")
        : Field($"NOTEREF {Mark("note" + number.ToString(CultureInfo.InvariantCulture))} \\f \\h", number.ToString(CultureInfo.InvariantCulture), "<w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>");

    private string LinkId(string address)
    {
        if (!_links.TryGetValue(address, out var id)) _links[address] = id = "rIdLink" + (_links.Count + 1).ToString(CultureInfo.InvariantCulture);
        return id;
    }

    private string Bookmarked(string id, string content)
    {
        var number = _bookmark++;
        return $"<w:bookmarkStart w:id=\"{number}\" w:name=\"{Mark(id)}\"/>{content}<w:bookmarkEnd w:id=\"{number}\"/>";
    }

    private static string Mark(string id) => "_Ref_" + id.Replace('-', '_');
    private static string Toc(ReportSection section) => "_Toc_" + section.Id.Replace('-', '_');

    private static string Field(string code, string result, string properties = "") =>
        $"<w:r>{properties}<w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>{properties}<w:instrText xml:space=\"preserve\"> {code} </w:instrText></w:r><w:r>{properties}<w:fldChar w:fldCharType=\"separate\"/></w:r>"
        + $"<w:r>{properties}<w:t>{Escape(result)}</w:t></w:r><w:r>{properties}<w:fldChar w:fldCharType=\"end\"/></w:r>";

    private void Paragraph(string style, string content, string properties = "") =>
        _xml.Append("<w:p><w:pPr><w:pStyle w:val=\"").Append(style).Append("\"/>").Append(properties).Append("</w:pPr>").Append(content).Append("</w:p>");

    private static string Run(string text, bool strong = false, bool emphasis = false) =>
        "<w:r>" + (strong || emphasis ? "<w:rPr>" + (strong ? "<w:b/>" : "") + (emphasis ? "<w:i/>" : "") + "</w:rPr>" : "") + "<w:t xml:space=\"preserve\">" + Escape(text) + "</w:t></w:r>";

    private string Words(string key) => Texts.Source[report.Language, key];
    internal static string Escape(string text) => Platform.Interface.Charts.XmlText.Escape(text);
}
