using System.Globalization;
using System.Text;
using Vern.Persons.Collection;
using Vern.Platform.Interface;

namespace Vern.Persons.StatusReport;

/// <summary>The report's tables and diagrams as CSV (RFC 4180, UTF-8 with a byte order mark for spreadsheets): one file each, and one long file with a number a row.</summary>
public static class CsvReport
{
    /// <summary>The files by name: <c>table3.csv</c>, <c>diagram1.csv</c>, <c>all.csv</c>.</summary>
    public static IReadOnlyDictionary<string, string> Write(ReportDocument report)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var all = new StringBuilder();
        Line(all, ["id", "title", "row", "row_key", "column", "status", "value", "text"]);
        foreach (var table in report.Tables()) Add(files, all, table.Id, table.Caption, table);
        foreach (var figure in report.Diagrams()) Add(files, all, figure.Id, figure.Caption, figure.Data);
        files["all.csv"] = all.ToString();
        return files;
    }

    private static void Add(SortedDictionary<string, string> files, StringBuilder all, string id, string caption, TableBlock table)
    {
        var file = new StringBuilder();
        Line(file, table.Columns);
        var keys = ChangeMarks.RowKeys(table);
        for (var row = 0; row < table.Rows.Count; row++)
        {
            var cells = table.Rows[row].Cells;
            Line(file, cells.Select(cell => cell.Number is { } number ? Number(number) : cell.Text));
            for (var column = 1; column < cells.Count; column++)
            {
                var cell = cells[column];
                Line(all, [id, caption, cells[0].Text, keys[row], table.Columns[column], Status(cell.Kind), cell.Number is { } number ? Number(number) : "", cell.Number is null && cell.Kind != CellKind.Hidden ? cell.Text : ""]);
            }
        }
        files[id + ".csv"] = file.ToString();
    }

    private static string Status(CellKind kind) => kind switch { CellKind.Hidden => "suppressed", CellKind.Answer => "answer", CellKind.Empty => "empty", CellKind.Text => "text", _ => "published" };
    private static string Number(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
    private static void Line(StringBuilder file, IEnumerable<string> fields) => file.Append(string.Join(',', fields.Select(CsvField.Of))).Append("\r\n");
}
