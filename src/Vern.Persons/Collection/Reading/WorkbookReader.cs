using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Vern.Persons.Collection.Reading;

/// <summary>A cell as it stands in a sheet.</summary>
/// <param name="Column">From 1.</param>
/// <param name="Text">Its value; a number in invariant form.</param>
/// <param name="IsNumber">Stored as a number.</param>
/// <param name="IsDate">A number shown as a date.</param>
/// <param name="IsFormula">A formula stands there.</param>
internal readonly record struct SheetCell(int Column, string Text, bool IsNumber, bool IsDate, bool IsFormula);

/// <summary>A row with something in it.</summary>
internal sealed record SheetRow(int Number, bool Hidden, IReadOnlyList<SheetCell> Cells);

/// <summary>A sheet of the workbook.</summary>
internal sealed record SheetInfo(string Name, bool Hidden, string Part);

/// <summary>
/// Reads an Office Open XML workbook one row at a time. It takes nothing from a file for granted: sizes are counted as they are unpacked, there are no
/// document type definitions, and whatever is not understood is a <see cref="FormatException"/>.
/// </summary>
internal sealed class WorkbookReader : IDisposable
{
    private const long LargestUnpacked = 1L << 30;
    internal const int LargestStrings = 64 << 20, MostParts = 2_000, MostColumns = 16_384;
    private static readonly XmlReaderSettings Xml = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, MaxCharactersInDocument = LargestUnpacked };

    private readonly ZipArchive zip;
    private readonly List<string> strings = [];
    private readonly List<bool> dateStyles = [];
    private long unpacked;

    private WorkbookReader(ZipArchive zip) => this.zip = zip;

    internal IReadOnlyList<SheetInfo> Sheets { get; private set; } = [];
    /// <summary>Days are counted from 1904 (old Macintosh workbooks).</summary>
    internal bool From1904 { get; private set; }

    /// <exception cref="FormatException">No workbook that can be read; the message says what it is instead.</exception>
    internal static WorkbookReader Open(Stream stream)
    {
        var head = new byte[8];
        var got = stream.ReadAtLeast(head, 8, throwOnEndOfStream: false);
        stream.Position = 0;
        if (got == 8 && head.AsSpan().SequenceEqual((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            throw new FormatException(Texts.Say("file.protected"));
        if (got < 4 || head[0] != 'P' || head[1] != 'K') throw new FormatException(Texts.Say("file.not-workbook"));
        return Guard(() =>
        {
            var parts = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (parts.Entries.Count > MostParts) throw new FormatException(Texts.Say("file.parts", MostParts));
            if (parts.Entries.Any(entry => entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
                throw new FormatException(Texts.Say("file.macros"));
            var reader = new WorkbookReader(parts);
            reader.ReadBook();
            return reader;
        });
    }

    /// <summary>The rows of a sheet, and then its merged areas in <paramref name="merged"/>.</summary>
    internal IEnumerable<SheetRow> Rows(SheetInfo sheet, List<string> merged)
    {
        using var rows = ReadRows(sheet, merged).GetEnumerator();
        while (Guard(rows.MoveNext)) yield return rows.Current;
    }

    public void Dispose() => zip.Dispose();

    private IEnumerable<SheetRow> ReadRows(SheetInfo sheet, List<string> merged)
    {
        using var xml = OpenPart(sheet.Part) ?? throw new FormatException(Texts.Say("file.sheet-missing", SubmissionPackage.Shown(sheet.Name)));
        var number = 0;
        while (xml.Read())
        {
            if (xml.NodeType is not XmlNodeType.Element) continue;
            if (xml.LocalName == "mergeCell" && merged.Count < 10_000) merged.Add(xml.GetAttribute("ref") ?? "");
            if (xml.LocalName != "row") continue;
            number = xml.GetAttribute("r") is { } given ? Whole(given, 1, 1_048_576) : number + 1;
            var hidden = xml.GetAttribute("hidden") is "1" or "true";
            var cells = ReadCells(xml);
            if (cells.Count > 0) yield return new(number, hidden, cells);
        }
    }

    private List<SheetCell> ReadCells(XmlReader row)
    {
        var cells = new List<SheetCell>();
        if (row.IsEmptyElement) return cells;
        var depth = row.Depth;
        var column = 0;
        while (row.Read() && row.Depth > depth)
        {
            if (row.NodeType is not XmlNodeType.Element || row.LocalName != "c") continue;
            column = row.GetAttribute("r") is { } reference ? ColumnOf(reference) : column + 1;
            var type = row.GetAttribute("t") ?? "n";
            var style = row.GetAttribute("s") is { } given ? Whole(given, 0, 1_000_000) : 0;
            var (text, formula) = ReadCell(row);
            if (type == "s" && text.Length > 0)
            {
                var at = Whole(text, 0, int.MaxValue);
                text = at < strings.Count ? strings[at] : throw new FormatException(Texts.Say("file.text-missing"));
            }
            if (type == "b") text = text == "1" ? "YES" : "NO";
            if (text.Length > CsvRows.LongestField) throw new FormatException(Texts.Say("file.cell-long", CsvRows.LongestField));
            text = text.Trim().Trim('\u00A0', '\u200B', '\uFEFF');
            if (text.Length == 0 && !formula) continue;
            if (cells.Count >= MostColumns) throw new FormatException(Texts.Say("file.row-cells", MostColumns));
            cells.Add(new(column, text, type == "n", type == "d" || (type == "n" && style < dateStyles.Count && dateStyles[style]), formula));
        }
        return cells;
    }

    private static (string Text, bool Formula) ReadCell(XmlReader cell)
    {
        if (cell.IsEmptyElement) return ("", false);
        var (text, formula, depth, inside) = (new StringBuilder(), false, cell.Depth, "");
        while (cell.Read() && cell.Depth > depth)
        {
            if (cell.NodeType is XmlNodeType.Element)
            {
                inside = cell.LocalName;
                formula |= inside == "f";
                if (inside == "rPh") cell.Skip();
            }
            else if (cell.NodeType is XmlNodeType.EndElement) inside = "";
            else if (inside is "v" or "t") text.Append(cell.Value);
            if (text.Length > CsvRows.LongestField) throw new FormatException(Texts.Say("file.cell-long", CsvRows.LongestField));
        }
        return (text.ToString(), formula);
    }

    private void ReadBook()
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var xml = OpenPart("xl/_rels/workbook.xml.rels") ?? throw new FormatException(Texts.Say("file.zip-only")))
        {
            while (xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
                    targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;
            }
        }
        var sheets = new List<SheetInfo>();
        using (var xml = OpenPart("xl/workbook.xml") ?? throw new FormatException(Texts.Say("file.zip-only")))
        {
            while (xml.Read())
            {
                if (xml.NodeType is not XmlNodeType.Element) continue;
                if (xml.LocalName == "workbookPr") From1904 = xml.GetAttribute("date1904") is "1" or "true";
                if (xml.LocalName != "sheet" || sheets.Count >= 200) continue;
                var id = xml.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships") ?? xml.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships") ?? "";
                if (targets.TryGetValue(id, out var part)) sheets.Add(new(xml.GetAttribute("name") ?? "", xml.GetAttribute("state") is "hidden" or "veryHidden", part));
            }
        }
        Sheets = sheets;
        ReadStrings();
        ReadStyles();
    }

    private void ReadStrings()
    {
        using var xml = OpenPart("xl/sharedStrings.xml");
        if (xml is null) return;
        var (size, text, inside) = (0L, new StringBuilder(), false);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh" }) xml.Skip();
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                text.Clear();
                if (xml.IsEmptyElement) strings.Add("");
            }
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "si" }) strings.Add(text.ToString());
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "t" }) inside = !xml.IsEmptyElement;
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "t" }) inside = false;
            else if (inside && xml.HasValue)
            {
                text.Append(xml.Value);
                if ((size += xml.Value.Length) > LargestStrings) throw new FormatException(Texts.Say("file.strings", LargestStrings >> 20));
            }
        }
    }

    private void ReadStyles()
    {
        using var xml = OpenPart("xl/styles.xml");
        if (xml is null) return;
        var (custom, inCells) = (new HashSet<int>(), false);
        while (xml.Read())
        {
            if (xml.NodeType is XmlNodeType.EndElement && xml.LocalName == "cellXfs") inCells = false;
            if (xml.NodeType is not XmlNodeType.Element) continue;
            if (xml.LocalName == "cellXfs") inCells = true;
            else if (xml.LocalName == "numFmt" && xml.GetAttribute("formatCode") is { } code && IsDateFormat(code)) custom.Add(Whole(xml.GetAttribute("numFmtId") ?? "", 0, int.MaxValue));
            else if (inCells && xml.LocalName == "xf" && dateStyles.Count < 100_000)
            {
                var format = Whole(xml.GetAttribute("numFmtId") ?? "0", 0, int.MaxValue);
                dateStyles.Add(format is >= 14 and <= 17 or 22 or >= 27 and <= 36 or >= 50 and <= 58 || custom.Contains(format));
            }
        }
    }

    /// <summary>Whether a number format shows a date: it has a day or year outside quotation marks and brackets.</summary>
    private static bool IsDateFormat(string code)
    {
        var quoted = false;
        var bracket = false;
        for (var at = 0; at < code.Length; at++)
        {
            var letter = code[at];
            if (letter == '\\') at++;
            else if (letter == '"') quoted = !quoted;
            else if (letter == '[') bracket = true;
            else if (letter == ']') bracket = false;
            else if (!quoted && !bracket && letter is 'd' or 'y' or 'D' or 'Y') return true;
        }
        return false;
    }

    private XmlReader? OpenPart(string path) =>
        zip.GetEntry(path) is { } entry ? XmlReader.Create(new CountingStream(entry.Open(), Count), Xml) : null;

    private void Count(int bytes)
    {
        unpacked += bytes;
        if (unpacked > LargestUnpacked) throw new FormatException(Texts.Say("file.unpacked", LargestUnpacked >> 20));
    }

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetter)) column = Math.Min((column * 26) + (letter & 31), 20_000);
        return column is >= 1 and <= MostColumns ? column : throw new FormatException(Texts.Say("file.no-place"));
    }

    private static int Whole(string text, int from, int to) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number : throw new FormatException(Texts.Say("file.bad-number"));

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception damage) when (damage is InvalidDataException or XmlException or IOException or NotSupportedException or OverflowException or ArgumentException or IndexOutOfRangeException or InvalidOperationException)
        {
            throw new FormatException(Texts.Say("file.damaged"), damage);
        }
    }

    /// <summary>Counts what is unpacked, so that a small file cannot become a huge one.</summary>
    private sealed class CountingStream(Stream inner, Action<int> count) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int read) => Read(buffer.AsSpan(offset, read));
        public override int Read(Span<byte> buffer)
        {
            var got = inner.Read(buffer);
            count(got);
            return got;
        }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int written) => throw new NotSupportedException();
        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
