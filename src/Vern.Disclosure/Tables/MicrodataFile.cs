using System.Globalization;
using System.Text;
using Vern.Disclosure.Perturbation;

namespace Vern.Disclosure.Tables;

/// <summary>Microdata from a CSV file with a header (RFC 4180; UTF-8; separated by commas, or by semicolons when the header has no comma).</summary>
public static class MicrodataFile
{
    private const int LongestField = 10_000;

    /// <summary>Reads the columns that the specification's tables need; rows alike are counted together, so that memory follows the number of combinations.</summary>
    /// <exception cref="FormatException">The file does not fit; the message names file, row (the header is row 1), column and what was expected.</exception>
    public static Microdata Read(string path, ProtectionSpecification specification, CancellationToken cancel = default)
    {
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return Read(reader, path, specification, cancel);
        }
        catch (IOException problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FormatException($"{path}: there is no such file, expected microdata in CSV.", problem);
        }
    }

    /// <summary>Reads from a reader; <paramref name="file"/> is named in messages.</summary>
    /// <exception cref="FormatException">The file does not fit.</exception>
    public static Microdata Read(TextReader reader, string file, ProtectionSpecification specification, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(specification);
        var row = 1;
        try
        {
            var separator = ',';
            var header = ReadRow(reader, ref separator, file, row, isHeader: true) ?? throw new FormatException($"{file}, row 1: the file is empty, expected a header.");
            var names = specification.Tables.SelectMany(table => table).Distinct(StringComparer.Ordinal).ToList();
            var columns = names.ConvertAll(name => Column(header, name, file));
            var countAt = specification.CountColumn is { } count ? Column(header, count, file) : -1;
            var leaves = names.ConvertAll(name => specification.Hierarchies.TryGetValue(name, out var dimension) ? LeavesOf(dimension) : null);
            var counts = new Dictionary<string, (string[] Codes, long Count, ulong Key)>(StringComparer.Ordinal);
            var records = specification.Method == "cellkey" ? new RecordKeys(specification.Seed) : null;
            while (ReadRow(reader, ref separator, file, ++row, isHeader: false) is { } fields)
            {
                cancel.ThrowIfCancellationRequested();
                if (fields.Count == 1 && fields[0].Length == 0) continue;
                if (fields.Count != header.Count) throw new FormatException($"{file}, row {row}: {fields.Count} columns, expected {header.Count} as in the header.");
                var codes = new string[names.Count];
                for (var i = 0; i < codes.Length; i++)
                {
                    codes[i] = fields[columns[i]];
                    if (leaves[i] is { } known ? !known.Contains(codes[i]) : codes[i].Length == 0 || codes[i] == "Total")
                        throw new FormatException($"{file}, row {row}, column {names[i]}: \"{Shown(codes[i])}\" {(leaves[i] is null ? "cannot be a code, expected one that is not empty and not the total's" : "is not a code without parts of this dimension")}.");
                }
                var number = 1;
                if (countAt >= 0 && (!int.TryParse(fields[countAt], NumberStyles.None, CultureInfo.InvariantCulture, out number)))
                    throw new FormatException($"{file}, row {row}, column {header[countAt]}: \"{Shown(fields[countAt])}\" is not a count, expected a whole number from 0 to {int.MaxValue}.");
                var key = string.Join('\u001f', codes);
                var before = counts.GetValueOrDefault(key);
                var sum = before.Count + number;
                if (sum > int.MaxValue) throw new FormatException($"{file}, row {row}: more than {int.MaxValue} persons with these codes.");
                counts[key] = (codes, sum, unchecked(before.Key + (records is null || number == 0 ? 0 : records.Next(fields))));
            }
            var dimensions = names.Select((name, i) => specification.Hierarchies.TryGetValue(name, out var dimension) ? dimension
                : new Dimension(name, new("Total", [.. counts.Values.Select(entry => entry.Codes[i]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(code => new Code(code))]))).ToList();
            return new(dimensions, [.. counts.Values.Select(entry => new MicrodataRow(entry.Codes, (int)entry.Count, entry.Key))]);
        }
        catch (DecoderFallbackException problem)
        {
            throw new FormatException($"{file}, near row {row}: not UTF-8 text, expected a CSV file in UTF-8.", problem);
        }
    }

    private static int Column(List<string> header, string name, string file)
    {
        var at = header.IndexOf(name);
        if (at < 0) throw new FormatException($"{file}, row 1: there is no column \"{name}\", expected it in the header.");
        if (header.LastIndexOf(name) != at) throw new FormatException($"{file}, row 1: the column \"{name}\" stands twice.");
        return at;
    }

    private static HashSet<string> LeavesOf(Dimension dimension)
    {
        var leaves = new HashSet<string>(StringComparer.Ordinal);
        Visit(dimension.Total);
        return leaves;

        void Visit(Code code)
        {
            if (code.Parts.Count == 0) leaves.Add(code.Name);
            foreach (var part in code.Parts) Visit(part);
        }
    }

    // A message never carries a whole cell of a file with persons in it.
    private static string Shown(string text) => text.Length <= 20 ? text : text[..20] + "…";

    private static List<string>? ReadRow(TextReader reader, ref char separator, string file, int row, bool isHeader)
    {
        if (reader.Peek() < 0) return null;
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false, wasQuoted = false;
        var semicolons = false;
        while (true)
        {
            var next = reader.Read();
            if (next < 0 && quoted) throw new FormatException($"{file}, row {row}, column {fields.Count + 1}: a quotation mark is not closed.");
            if (quoted)
            {
                if (next != '"') field.Append((char)next);
                else if (reader.Peek() == '"') field.Append((char)reader.Read());
                else quoted = false;
            }
            else if (next == '"' && field.Length == 0 && !wasQuoted) quoted = wasQuoted = true;
            else if (next == separator)
            {
                fields.Add(field.ToString());
                field.Clear();
                wasQuoted = false;
                semicolons = true;
            }
            else if (next < 0 || next == '\n' || next == '\r')
            {
                if (next == '\r' && reader.Peek() == '\n') _ = reader.Read();
                fields.Add(field.ToString());
                break;
            }
            else if (isHeader && !semicolons && next == ';' && separator == ',' && !wasQuoted)
            {
                separator = ';';
                fields.Add(field.ToString());
                field.Clear();
                semicolons = true;
            }
            else if (wasQuoted) throw new FormatException($"{file}, row {row}, column {fields.Count + 1}: text after a closing quotation mark.");
            else field.Append((char)next);
            if (field.Length > LongestField) throw new FormatException($"{file}, row {row}, column {fields.Count + 1}: more than {LongestField} characters.");
        }
        return fields;
    }
}
