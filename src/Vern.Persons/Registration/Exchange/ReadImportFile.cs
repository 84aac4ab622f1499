using System.Globalization;
using System.Text;
using System.Text.Json;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Reading;
using Vern.Platform.Localisation;

namespace Vern.Persons.Registration.Exchange;

/// <summary>A row of a file that is to be imported.</summary>
/// <param name="Number">As a spreadsheet counts it, from 1; in JSON the record's place.</param>
/// <param name="Cells">A text for each header; empty where there is none.</param>
public sealed record ImportRow(int Number, IReadOnlyList<string> Cells);

/// <summary>A file that is to be imported, whatever it was, as a table.</summary>
/// <param name="Headers">The columns' names, none twice.</param>
/// <param name="Rows">The rows, empty ones left out.</param>
public sealed record ImportTable(IReadOnlyList<string> Headers, IReadOnlyList<ImportRow> Rows);

/// <summary>Why a file as a whole is not taken, in the reader's language.</summary>
public sealed class ImportFileException(string message) : Exception(message);

/// <summary>
/// Reads a file of persons: a workbook (.xlsx), CSV in UTF-8, Vern's own JSON, or JSON whose objects have texts by name, as the United Kingdom's form sends them. Takes nothing for granted: what is too long, too deep or no such file is
/// one sentence and nothing else.
/// </summary>
public static class ReadImportFile
{
    /// <summary>The longest file, in bytes.</summary>
    public const int Longest = 5 << 20;
    /// <summary>The most rows.</summary>
    public const int MostRows = 5_000;
    /// <summary>The most columns.</summary>
    public const int MostColumns = 400;

    /// <summary>Reads it.</summary>
    /// <exception cref="ImportFileException">It is no such file; the message says why.</exception>
    public static ImportTable Run(byte[] file, Language language)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(language);
        ImportFileException Wrong(string key, params object[] values) => new(Texts.Source.Format(language, key, values));
        if (file.Length > Longest) throw Wrong("file.long", Longest >> 20);
        try
        {
            var table = file switch
            {
                [(byte)'P', (byte)'K', ..] or [0xD0, 0xCF, ..] => Workbook(file),
                _ when IsJson(file) => Json(file, Wrong),
                _ => Csv(file),
            };
            if (table.Headers.Count == 0 || table.Rows.Count == 0) throw Wrong("file.empty");
            if (table.Headers.Where(header => header.Length > 0).GroupBy(header => header, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice) throw Wrong("file.twice", Shown(twice.Key));
            return table;
        }
        catch (FormatException) { throw Wrong("file.other"); }
        catch (DecoderFallbackException) { throw Wrong("file.utf8"); }
        catch (JsonException) { throw Wrong("file.json"); }

        ImportTable Workbook(byte[] bytes)
        {
            using var book = WorkbookReader.Open(new MemoryStream(bytes));
            if (book.Sheets.FirstOrDefault(sheet => !sheet.Hidden) is not { } first) throw Wrong("file.empty");
            return Table(book.Rows(first, []).Select(row => (row.Number, Cells: (IReadOnlyList<string>)[.. Placed(row, book.From1904)])));
        }

        ImportTable Csv(byte[] bytes)
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            if (text.Contains('\0', StringComparison.Ordinal)) throw Wrong("file.other");
            var head = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? end : text.Length);
            var (commas, semicolons, tabs) = (head.Count(','), head.Count(';'), head.Count('\t'));
            var within = 0;
            return Table(CsvRows.Read(new StringReader(text), semicolons > commas && semicolons >= tabs ? ';' : tabs > commas ? '\t' : ',').Select(row =>
            {
                var number = row.Line - within;
                within += row.Fields.Sum(cell => cell.AsSpan().Count('\n'));
                return (number, (IReadOnlyList<string>)[.. row.Fields.Select(cell => PeopleTable.Unguarded(cell).Trim())]);
            }));
        }

        ImportTable Table(IEnumerable<(int Number, IReadOnlyList<string> Cells)> rows)
        {
            List<string>? headers = null;
            var records = new List<ImportRow>();
            foreach (var (number, cells) in rows)
            {
                if (cells.All(cell => cell.Length == 0)) continue;
                if (cells.Count > MostColumns) throw Wrong("file.columns", MostColumns);
                if (headers is null) { headers = [.. cells]; continue; }
                // The second row of the standard's spreadsheet: labels.
                if (records.Count == 0 && headers.Zip(cells).Count(pair => pair.Second.Length > 0 && HtcdsStandard.Find(pair.First)?.Label == pair.Second) >= 3) continue;
                while (headers.Count < cells.Count) headers.Add("");
                if (records.Count == MostRows) throw Wrong("file.rows", MostRows);
                records.Add(new(number, cells));
            }
            var width = headers?.Count ?? 0;
            return new(headers ?? [], [.. records.Select(row => row.Cells.Count == width ? row : row with { Cells = [.. row.Cells, .. Enumerable.Repeat("", width - row.Cells.Count)] })]);
        }
    }

    private static bool IsJson(byte[] file) => file.AsSpan().TrimStart("\xEF\xBB\xBF \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] or [0xBB or 0xBF, ..];

    private static IEnumerable<string> Placed(SheetRow row, bool from1904)
    {
        var at = 1;
        foreach (var cell in row.Cells)
        {
            if (cell.Column > MostColumns + 1) break;
            for (; at < cell.Column; at++) yield return "";
            at++;
            yield return cell.IsDate && double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is > 0 and < 80_000
                ? new DateOnly(1899, 12, 30).AddDays((int)days + (from1904 ? 1462 : 0)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : cell.Text;
        }
    }

    private static ImportTable Json(byte[] file, Func<string, object[], ImportFileException> wrong)
    {
        var bytes = file.AsSpan() is [0xEF, 0xBB, 0xBF, ..] ? file.AsMemory(3) : file.AsMemory();
        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8 });
        var root = document.RootElement;
        var own = root.ValueKind is JsonValueKind.Object && root.TryGetProperty("vern", out var mark) && mark.ValueEquals("people");
        if (own && !(root.TryGetProperty("version", out var version) && version.ValueKind is JsonValueKind.Number && version.TryGetInt32(out var number) && number == 1)) throw wrong("file.version", []);
        var records = (own ? root.GetProperty("people") : root) switch { { ValueKind: JsonValueKind.Array } many => many.EnumerateArray().ToList(), var one => [one] };
        if (records.Count > MostRows) throw wrong("file.rows", [MostRows]);
        if (records.Exists(record => record.ValueKind is not JsonValueKind.Object)) throw wrong("file.json", []);
        var purpose = own && root.TryGetProperty(PeopleTable.Purpose, out var stated) ? Text(stated, wrong) : null;
        var rows = records.Select(record => own ? Own(record, purpose, wrong) : record.EnumerateObject().GroupBy(pair => pair.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => Text(group.Last().Value, wrong), StringComparer.Ordinal)).ToList();
        var headers = rows.SelectMany(row => row.Keys).Distinct(StringComparer.Ordinal).ToList();
        if (headers.Count > MostColumns) throw wrong("file.columns", [MostColumns]);
        return new(headers, [.. rows.Select((row, at) => new ImportRow(at + 1, [.. headers.Select(header => row.GetValueOrDefault(header, ""))]))]);
    }

    private static Dictionary<string, string> Own(JsonElement record, string? purpose, Func<string, object[], ImportFileException> wrong)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in PeopleTable.Heads) if (record.TryGetProperty(name, out var value)) row[name] = Text(value, wrong);
        if (purpose is not null) row[PeopleTable.Purpose] = purpose;
        if (!record.TryGetProperty("facts", out var facts) || facts.ValueKind is not JsonValueKind.Array) throw wrong("file.json", []);
        foreach (var fact in facts.EnumerateArray())
        {
            if (fact.ValueKind is not JsonValueKind.Object || !fact.TryGetProperty("field", out var field) || field.ValueKind is not JsonValueKind.String || !fact.TryGetProperty("value", out var value)) throw wrong("file.json", []);
            var item = fact.TryGetProperty("item", out var which) && which.ValueKind is JsonValueKind.Number && which.TryGetInt32(out var number) && number > 0 ? $"#{number}" : "";
            row[field.GetString() + item] = Text(value, wrong);
        }
        return row;
    }

    private static string Text(JsonElement value, Func<string, object[], ImportFileException> wrong) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "",
        JsonValueKind.Array when value.EnumerateArray().All(one => one.ValueKind is JsonValueKind.String) => string.Join(';', value.EnumerateArray().Select(one => one.GetString())),
        _ => throw wrong("file.json", []),
    };

    internal static string Shown(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
