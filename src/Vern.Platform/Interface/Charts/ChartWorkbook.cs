using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Vern.Platform.Interface.Charts;

/// <summary>The small workbook behind a chart in a document, by which it stays editable: categories in column A, a series a column. A hidden value's cell is empty.</summary>
public static class ChartWorkbook
{
    /// <summary>The sheet's name.</summary>
    public const string Sheet = "Data";

    /// <summary>Where the figures stand in it.</summary>
    public static ChartRange Range(Chart chart) => new(Sheet, 1, "A", Enumerable.Range(1, chart.Series.Count).Select(Column).ToList());

    /// <summary>Column letters, from 0 for A.</summary>
    public static string Column(int index) => index < 26 ? ((char)('A' + index)).ToString() : Column(index / 26 - 1) + (char)('A' + index % 26);

    /// <summary>The workbook's bytes; the same chart gives the same bytes.</summary>
    public static byte[] Write(Chart chart)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");
            Add(zip, "_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add(zip, "xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            Add(zip, "xl/workbook.xml", $"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"{Sheet}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            Add(zip, "xl/worksheets/sheet1.xml", Rows(chart));
        }
        return buffer.ToArray();
    }

    private static string Rows(Chart chart)
    {
        var xml = new StringBuilder("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">");
        for (var series = 0; series < chart.Series.Count; series++) xml.Append(Words(Column(series + 1) + "1", chart.Series[series].Name));
        xml.Append("</row>");
        for (var category = 0; category < chart.Categories.Count; category++)
        {
            var row = (category + 2).ToString(CultureInfo.InvariantCulture);
            xml.Append($"<row r=\"{row}\">").Append(Words("A" + row, DrawingMlWriter.Label(chart, category)));
            for (var series = 0; series < chart.Series.Count; series++)
                if (chart.Series[series].Points[category] is { Hidden: false, Value: { } value }) xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{Column(series + 1)}{row}\"><v>{value:0.####}</v></c>");
            xml.Append("</row>");
        }
        return xml.Append("</sheetData></worksheet>").ToString();
    }

    private static string Words(string cell, string text) => $"<c r=\"{cell}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SvgCanvas.Escape(text)}</t></is></c>";

    private static void Add(ZipArchive zip, string name, string xml)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + xml));
    }
}
