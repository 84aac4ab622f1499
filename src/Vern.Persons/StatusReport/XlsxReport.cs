using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Vern.Platform.Interface.Charts;

namespace Vern.Persons.StatusReport;

/// <summary>The report as a workbook: contents, a sheet a table and a sheet a diagram with its native chart; real numbers; words can't become formulas.</summary>
public static class XlsxReport
{
    private const string Spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static readonly string Namespaces = $"xmlns=\"{Spreadsheet}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    /// <summary>The row (from 1) of the header of every table's sheet.</summary>
    public const int HeaderRow = 5;

    private enum Look { Plain, Title, Quiet, Head, HeadRight, Words, Count, Percent, Hidden, Link, TotalWords, TotalCount, TotalPercent, Note, WordsRight, Rate }

    /// <summary>The workbook's bytes.</summary>
    public static byte[] Write(ReportDocument report)
    {
        var pages = report.Tables().Select(table => (Page: new Page(SheetName(table.Id, table.Label), table.Caption, table, null), table.Id))
            .Concat(report.Diagrams().Select(figure => (Page: new Page(SheetName(figure.Id, figure.Label), figure.Caption, figure.Data, figure), figure.Id))).Select(item => item.Page).ToList();
        pages = pages.Select((page, index) => page with { Sheet = Unique(page.Sheet, pages.Take(index).Select(other => other.Sheet)) }).ToList();
        using var buffer = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(buffer, SpreadsheetDocumentType.Workbook))
        {
            var workbook = package.AddWorkbookPart();
            Feed(workbook.AddNewPart<WorkbookStylesPart>("rIdStyles"), Styles());
            var contents = Texts.Source[report.Language, "contents"];
            var sheets = new StringBuilder($"<sheet name=\"{Escape(contents)}\" sheetId=\"1\" r:id=\"rId1\"/>");
            var titles = new StringBuilder();
            Feed(workbook.AddNewPart<WorksheetPart>("rId1"), Contents(report, pages));
            for (var index = 0; index < pages.Count; index++)
            {
                var part = workbook.AddNewPart<WorksheetPart>(FormattableString.Invariant($"rId{index + 2}"));
                Feed(part, Sheet(report, pages[index], contents));
                if (pages[index].Figure is { IsDrawn: true } figure) AddChart(part, report, pages[index], figure);
                titles.Append(CultureInfo.InvariantCulture, $"<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{index + 1}\">{Escape($"'{pages[index].Sheet}'!${HeaderRow}:${HeaderRow}")}</definedName>");
                sheets.Append(CultureInfo.InvariantCulture, $"<sheet name=\"{Escape(pages[index].Sheet)}\" sheetId=\"{index + 2}\" r:id=\"rId{index + 2}\"/>");
            }
            Feed(workbook, $"{Declaration}<workbook {Namespaces}><bookViews><workbookView activeTab=\"0\"/></bookViews><sheets>{sheets}</sheets><definedNames>{titles}</definedNames></workbook>");
            package.PackageProperties.Title = report.Title;
            package.PackageProperties.Creator = report.Publisher;
            package.PackageProperties.Subject = report.StateText;
            package.PackageProperties.Language = DocxStyle.Tag(report);
        }
        return buffer.ToArray();
    }

    private sealed record Page(string Sheet, string Caption, TableBlock Table, FigureBlock? Figure);

    private static string Contents(ReportDocument report, IReadOnlyList<Page> pages)
    {
        var rows = new Rows();
        rows.Add((report.Title, Look.Title));
        rows.Add((report.StateText, Look.Quiet));
        rows.Merged(report.Key.Sentence, Look.Note, 2, 106);
        rows.Merged(Texts.Source[report.Language, "hidden.explained"], Look.Note, 2, 106);
        rows.Add();
        rows.Add((Texts.Source[report.Language, "xlsx.sheet"], Look.Head), (Texts.Source[report.Language, "contents"], Look.Head));
        var links = new StringBuilder();
        foreach (var page in pages)
        {
            rows.Add((page.Sheet, Look.Link), (page.Caption, Look.Plain));
            links.Append(CultureInfo.InvariantCulture, $"<hyperlink ref=\"A{rows.Count}\" location=\"{Escape($"'{page.Sheet}'!A1")}\"/>");
        }
        return $"{Declaration}<worksheet {Namespaces}><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView showGridLines=\"0\" tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews><cols><col min=\"1\" max=\"1\" width=\"16\" customWidth=\"1\"/><col min=\"2\" max=\"2\" width=\"90\" customWidth=\"1\"/></cols><sheetData>{rows}</sheetData>{rows.Merges()}<hyperlinks>{links}</hyperlinks>{Print(rows.Count <= 60)}</worksheet>";
    }

    private static string Sheet(ReportDocument report, Page page, string contents)
    {
        var table = page.Table;
        var rows = new Rows();
        rows.Add((page.Caption, Look.Title));
        rows.Add((report.Title + " · " + report.StateText, Look.Quiet));
        rows.Add((table.UnitText, Look.Quiet));
        rows.Add((Texts.Source[report.Language, "xlsx.back"], Look.Link));
        var widths = Enumerable.Range(0, table.Columns.Count).Select(column =>
        {
            var longest = table.Rows.Select(row => row.Cells[column].Text.Length).Append(Math.Min(table.Columns[column].Length, column == 0 ? 30 : 14)).Append(table.Columns[column].Split(' ').Max(word => word.Length)).Max();
            return Math.Clamp(longest + 3, 10, column == 0 ? 48 : 40);
        }).ToList();
        var room = Math.Max(60, widths.Sum());
        var span = table.Columns.Count;
        if (widths.Sum() < room) widths[0] += room - widths.Sum();
        rows.Height = 15.5 * table.Columns.Select((column, index) => Math.Max(1, (int)Math.Ceiling(column.Length / (widths[index] - 2.0)) + (column.Contains(' ', StringComparison.Ordinal) && column.Length > widths[index] - 2 ? 1 : 0))).Max();
        rows.Add([.. table.Columns.Select((column, index) => ((object)column, table.IsNumeric(index) ? Look.HeadRight : Look.Head)), .. Plotted(page.Figure, -1)]);
        foreach (var (row, at) in table.Rows.Select((row, at) => (row, at)))
        {
            // Programs other than Excel give a row without a height one line, and words that wrap would lie over those below.
            var lines = row.Cells.Select((cell, index) => Lines(cell.Text + (index == 0 ? string.Concat(row.Footnotes.Select(note => $" [{note}]")) : ""), widths[index] - 1.5)).Max();
            if (lines > 1) rows.Height = 15 * lines;
            rows.Add([.. row.Cells.Select((cell, index) => ((object)(cell.Number is { } number ? number : index == 0 && row.Footnotes.Count > 0 ? cell.Text + " " + string.Concat(row.Footnotes.Select(note => $"[{note}]")) : cell.Text),
                cell.Kind switch { CellKind.Hidden => Look.Hidden, CellKind.Count => row.IsTotal ? Look.TotalCount : Look.Count, CellKind.Percent => row.IsTotal ? Look.TotalPercent : Look.Percent, CellKind.Rate => Look.Rate, CellKind.Answer when table.IsRight(row, index) => Look.WordsRight, _ => row.IsTotal ? Look.TotalWords : Look.Words })), .. Plotted(page.Figure, at)]);
        }
        rows.Add();
        var notes = new List<string>();
        if (table.HasHidden()) notes.Add(Texts.Source[report.Language, "hidden.explained"]);
        notes.AddRange(table.Remarks.Select(PlainText.Of));
        notes.AddRange(table.FootnoteNumbers().Select(note => FormattableString.Invariant($"[{note}] ") + PlainText.Of(report.Footnotes[note - 1].Text)));
        if (table.Source is { } source) notes.Add(Texts.Source.Format(report.Language, "source", source));
        if (page.Figure is { } figure) notes.AddRange([Texts.Source[report.Language, "figure.care"], .. figure.IsDrawn ? [] : new[] { Texts.Source[report.Language, "figure.all-hidden"] }, .. figure.Withheld, .. figure.Comments]);
        foreach (var note in notes) rows.Merged(note, Look.Note, span, room);
        var columns = new StringBuilder();
        for (var column = 0; column < widths.Count; column++) columns.Append(CultureInfo.InvariantCulture, $"<col min=\"{column + 1}\" max=\"{column + 1}\" width=\"{widths[column]}\" customWidth=\"1\"/>");
        if (page.Figure is { } plotted) columns.Append(CultureInfo.InvariantCulture, $"<col min=\"{widths.Count + 1}\" max=\"{widths.Count + 1 + plotted.Chart.Series.Count}\" width=\"10\" hidden=\"1\" customWidth=\"1\"/>");
        return $"{Declaration}<worksheet {Namespaces}><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView showGridLines=\"0\" workbookViewId=\"0\"><pane xSplit=\"1\" ySplit=\"{HeaderRow}\" topLeftCell=\"B{HeaderRow + 1}\" activePane=\"bottomRight\" state=\"frozen\"/></sheetView></sheetViews><cols>{columns}</cols><sheetData>{rows}</sheetData>{rows.Merges()}"
            + $"<hyperlinks><hyperlink ref=\"A4\" location=\"{Escape($"'{contents}'!A1")}\"/></hyperlinks>{Print(page.Figure is not null || rows.Count <= 60)}{(page.Figure is not { IsDrawn: true } ? "" : "<drawing r:id=\"rIdDrawing\"/>")}</worksheet>";
    }

    // How many lines words take in a column of so many letters: a word is not broken.
    private static int Lines(string text, double room)
    {
        var (lines, used) = (1, 0.0);
        foreach (var word in text.Split(' '))
        {
            if (used > 0 && used + 1 + word.Length > room) { lines++; used = 0; }
            used += (used > 0 ? 1 : 0) + word.Length;
        }
        return lines;
    }

    // What the chart draws, in columns folded away: a ":" in a cell would be drawn as zero, so a hidden count's cell is empty there.
    private static IEnumerable<(object Value, Look Look)> Plotted(FigureBlock? figure, int category)
    {
        if (figure is null || category >= figure.Chart.Categories.Count) return [];
        return figure.Chart.Series.Select(series => ((object)(category < 0 ? series.Name : series.Points[category] is { Hidden: false, Value: { } value } ? (decimal)value : ""), Look.Plain))
            .Prepend((category < 0 ? "" : DrawingMlWriter.Label(figure.Chart, category), Look.Plain));
    }

    // A page wide; on one page where that can be read, else over several, which repeat the header.
    private static string Print(bool onePage) =>
        $"<pageMargins left=\"0.6\" right=\"0.6\" top=\"0.7\" bottom=\"0.7\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"{(onePage ? 1 : 0)}\"/><headerFooter><oddFooter>&amp;P / &amp;N</oddFooter></headerFooter>";

    private static void AddChart(WorksheetPart sheet, ReportDocument report, Page page, FigureBlock figure)
    {
        var drawing = sheet.AddNewPart<DrawingsPart>("rIdDrawing");
        var chart = drawing.AddNewPart<ChartPart>("rIdChart");
        var first = page.Table.Columns.Count;
        var columns = Enumerable.Range(first + 1, figure.Chart.Series.Count).Select(ChartWorkbook.Column).ToList();
        Feed(chart, DrawingMlWriter.Write(figure.Chart, new(page.Sheet, HeaderRow, ChartWorkbook.Column(first), columns, Folded: true), DocxStyle.Tag(report), null));
        var left = first + figure.Chart.Series.Count + 2;
        var height = SvgWriter.IsUpright(figure.Chart) || figure.Chart.Shape == ChartShape.Lines ? 18 : Math.Clamp(4 + figure.Chart.Categories.Count * (figure.Chart.Shape == ChartShape.StackedBars ? 2 : 1 + figure.Chart.Series.Count) , 14, 52);
        Feed(drawing, $"{Declaration}<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><xdr:twoCellAnchor><xdr:from><xdr:col>{left}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{HeaderRow - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>{left + 11}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{HeaderRow - 1 + height}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
            + $"<xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr><xdr:cNvPr id=\"2\" name=\"{Escape(figure.Label.Length > 0 ? figure.Label : figure.Id)}\" descr=\"{Escape(figure.Chart.Description)}\"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"rIdChart\"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>");
    }

    private sealed class Rows
    {
        private readonly StringBuilder _xml = new();
        private readonly List<string> _merges = [];
        public int Count { get; private set; }
        /// <summary>The height of the next row in points; null for the usual one.</summary>
        public double? Height { get; set; }

        /// <summary>A text across columns, as high as it needs at a width of so many letters.</summary>
        public void Merged(string text, Look look, int columns, int room)
        {
            Height = 14 * Math.Max(1, Math.Ceiling(text.Length * 1.05 / room));
            Add((text, look));
            if (columns > 1) _merges.Add(FormattableString.Invariant($"<mergeCell ref=\"A{Count}:{ChartWorkbook.Column(columns - 1)}{Count}\"/>"));
        }

        public string Merges() => _merges.Count == 0 ? "" : FormattableString.Invariant($"<mergeCells count=\"{_merges.Count}\">") + string.Concat(_merges) + "</mergeCells>";

        public void Add(params (object Value, Look Look)[] cells)
        {
            Count++;
            if (cells.Length > 0 && cells[0].Look == Look.Title) Height = 22;
            _xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{Count}\"{(Height is { } height ? FormattableString.Invariant($" ht=\"{height:0.#}\" customHeight=\"1\"") : "")}>");
            Height = null;
            for (var column = 0; column < cells.Length; column++)
            {
                var (value, look) = cells[column];
                var place = ChartWorkbook.Column(column) + Count.ToString(CultureInfo.InvariantCulture);
                if (value is decimal number) _xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"{(int)look}\"><v>{number:0.####}</v></c>");
                else if (value is string { Length: > 0 } words) _xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"{(int)look}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Escape(words)}</t></is></c>");
                else _xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"{(int)look}\"/>");
            }
            _xml.Append("</row>");
        }

        public override string ToString() => _xml.ToString();
    }

    // Words carry quotePrefix: a spreadsheet that lets them be edited goes on taking them for words.
    private static string Styles()
    {
        string Format(int number, int font, int fill, int border, string alignment, bool words) => $"<xf numFmtId=\"{number}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"{(words ? " quotePrefix=\"1\"" : "")}>{alignment}</xf>";
        const string top = "<alignment vertical=\"top\"/>", wrap = "<alignment vertical=\"top\" wrapText=\"1\"/>", right = "<alignment horizontal=\"right\" vertical=\"top\"/>";
        string[] formats =
        [
            Format(0, 0, 0, 0, top, true), Format(0, 1, 0, 0, top, true), Format(0, 2, 0, 0, top, true),
            Format(0, 3, 0, 2, "<alignment vertical=\"bottom\" wrapText=\"1\"/>", true), Format(0, 3, 0, 2, "<alignment horizontal=\"right\" vertical=\"bottom\" wrapText=\"1\"/>", true),
            Format(0, 0, 0, 1, wrap, true), Format(3, 0, 0, 1, right, false), Format(164, 0, 0, 1, right, false), Format(0, 0, 2, 1, right, true), Format(0, 4, 0, 0, top, true),
            Format(0, 3, 0, 3, wrap, true), Format(3, 3, 0, 3, right, false), Format(164, 3, 0, 3, right, false),
            Format(0, 2, 0, 0, wrap, true), Format(0, 0, 0, 1, "<alignment horizontal=\"right\" vertical=\"top\" wrapText=\"1\"/>", true),
            Format(165, 0, 0, 1, right, false)
        ];
        const string colour = "<color rgb=\"FF13282F\"/><name val=\"Calibri\"/>";
        return $"{Declaration}<styleSheet xmlns=\"{Spreadsheet}\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"0.0&quot; %&quot;\"/><numFmt numFmtId=\"165\" formatCode=\"0.0\"/></numFmts>"
            + $"<fonts count=\"5\"><font><sz val=\"11\"/>{colour}</font><font><b/><sz val=\"15\"/>{colour}</font><font><sz val=\"10\"/><color rgb=\"FF44595F\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/>{colour}</font><font><u/><sz val=\"11\"/><color rgb=\"FF0F5C66\"/><name val=\"Calibri\"/></font></fonts>"
            + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill patternType=\"lightUp\"><fgColor rgb=\"FFA9BDC0\"/><bgColor rgb=\"FFFFFFFF\"/></patternFill></fill></fills>"
            + "<borders count=\"4\"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style=\"thin\"><color rgb=\"FFD3DFE0\"/></bottom><diagonal/></border><border><left/><right/><top/><bottom style=\"medium\"><color rgb=\"FF13282F\"/></bottom><diagonal/></border><border><left/><right/><top style=\"thin\"><color rgb=\"FF13282F\"/></top><bottom style=\"thin\"><color rgb=\"FF13282F\"/></bottom><diagonal/></border></borders>"
            + $"<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"{formats.Length}\">{string.Concat(formats)}</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";
    }

    private static string SheetName(string id, string label)
    {
        var name = string.Concat((label.Length > 0 ? label : id).Where(letter => letter is not ('[' or ']' or ':' or '*' or '?' or '/' or '\\' or '\'')));
        return name.Length <= 28 ? name : name[..28];
    }

    private static string Unique(string name, IEnumerable<string> taken)
    {
        var others = taken.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var candidate = name;
        for (var turn = 2; others.Contains(candidate); turn++) candidate = FormattableString.Invariant($"{name} {turn}");
        return candidate;
    }

    private static string Escape(string text) => XmlText.Escape(text);

    private static void Feed(OpenXmlPart part, string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        part.FeedData(stream);
    }
}
