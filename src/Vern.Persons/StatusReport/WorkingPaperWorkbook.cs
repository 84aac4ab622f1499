using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Vern.Platform.Interface.Charts;

namespace Vern.Persons.StatusReport;

/// <summary>The unit's own working tables as a workbook: a sheet a table, each with the mark in its first cell, its header and its footer. Words can't become formulas.</summary>
internal static class WorkingPaperWorkbook
{
    private const string Namespaces = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    public static byte[] Write(IReadOnlyList<WorkingPaperTable> tables, string mark)
    {
        using var buffer = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(buffer, SpreadsheetDocumentType.Workbook))
        {
            var workbook = package.AddWorkbookPart();
            Feed(workbook.AddNewPart<WorkbookStylesPart>("rIdStyles"), Styles);
            var sheets = new StringBuilder();
            for (var index = 0; index < tables.Count; index++)
            {
                var id = FormattableString.Invariant($"rId{index + 1}");
                Feed(workbook.AddNewPart<WorksheetPart>(id), Sheet(tables[index], mark));
                sheets.Append(CultureInfo.InvariantCulture, $"<sheet name=\"{Escape(tables[index].Name.Length > 31 ? tables[index].Name[..31] : tables[index].Name)}\" sheetId=\"{index + 1}\" r:id=\"{id}\"/>");
            }
            Feed(workbook, $"{Declaration}<workbook {Namespaces}><sheets>{sheets}</sheets></workbook>");
            package.PackageProperties.Title = mark;
        }
        return buffer.ToArray();
    }

    private static string Sheet(WorkingPaperTable table, string mark)
    {
        var rows = new StringBuilder();
        var number = 0;
        void Add(int look, params IReadOnlyList<string> cells)
        {
            number++;
            rows.Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\">");
            for (var column = 0; column < cells.Count; column++)
            {
                var place = ChartWorkbook.Column(column) + number.ToString(CultureInfo.InvariantCulture);
                if (look == 0 && decimal.TryParse(cells[column], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) rows.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"3\"><v>{value}</v></c>");
                else rows.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"{look}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Escape(cells[column])}</t></is></c>");
            }
            rows.Append("</row>");
        }
        Add(1, mark);
        Add(2, table.Title);
        Add(2, table.Columns);
        foreach (var row in table.Rows) Add(0, row);
        return $"{Declaration}<worksheet {Namespaces}><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"3\" topLeftCell=\"A4\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols><col min=\"1\" max=\"1\" width=\"34\" customWidth=\"1\"/><col min=\"2\" max=\"{Math.Max(2, table.Columns.Count)}\" width=\"16\" customWidth=\"1\"/></cols><sheetData>{rows}</sheetData>"
            + $"<pageMargins left=\"0.6\" right=\"0.6\" top=\"0.8\" bottom=\"0.8\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\"/><headerFooter><oddHeader>&amp;C{Escape(mark)}</oddHeader><oddFooter>&amp;C{Escape(mark)}</oddFooter></headerFooter></worksheet>";
    }

    // Plain words, the mark, bold words, numbers.
    private static string Styles => $"{Declaration}<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"3\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"13\"/><color rgb=\"FFB4531F\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"4\">"
        + string.Concat(new[] { 0, 1, 2 }.Select(font => FormattableString.Invariant($"<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" quotePrefix=\"1\"/>"))) + "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs></styleSheet>";

    private static string Escape(string text) => XmlText.Escape(text);

    private static void Feed(OpenXmlPart part, string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        part.FeedData(stream);
    }
}
