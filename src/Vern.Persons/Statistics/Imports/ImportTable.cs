using System.Globalization;
using System.Text;
using Vern.Platform.Localisation;

namespace Vern.Persons.Statistics;

/// <summary>An imported table that cannot be read; the message names the table, the row, the column and what was expected.</summary>
public sealed class ImportException : SentenceException
{
    internal ImportException(string key, params object?[] arguments) : base(StatisticsTexts.Say(key, arguments)) { }
}

/// <summary>
/// A small imported table: comma-separated, the first line the column names, UTF-8. Rows are numbered as in a spreadsheet: the first below the header is 2.
/// </summary>
public sealed class ImportTable
{
    private ImportTable(string name, IReadOnlyList<ImportRow> rows) { Name = name; Rows = rows; }

    /// <summary>The import's name, as in messages.</summary>
    public string Name { get; }
    /// <summary>The rows, in the order of the file.</summary>
    public IReadOnlyList<ImportRow> Rows { get; }

    /// <summary>Reads a table.</summary>
    /// <param name="name">The import's name.</param>
    /// <param name="csv">The text.</param>
    /// <param name="required">Columns that must be there.</param>
    /// <param name="optional">Columns that may be there; any other is an error, so that a misspelt name is not read as "nothing told".</param>
    /// <exception cref="ImportException">No header, a missing, double or unknown column, a row of another length.</exception>
    public static ImportTable Parse(string name, string csv, IReadOnlyList<string> required, IReadOnlyList<string>? optional = null)
    {
        var records = Records(name, csv);
        if (records.Count == 0) throw new ImportException("Import.Empty", name, string.Join(", ", required));
        string[] header = [.. records[0].Select(column => column.TrimStart('\uFEFF'))];
        if (required.FirstOrDefault(column => !header.Contains(column, StringComparer.Ordinal)) is { } missing)
            throw new ImportException("Import.NoColumn", name, missing, string.Join(", ", required));
        foreach (var column in header)
        {
            if (!required.Contains(column, StringComparer.Ordinal) && !(optional?.Contains(column, StringComparer.Ordinal) ?? false))
                throw new ImportException("Import.UnknownColumn", name, column, string.Join(", ", required.Concat(optional ?? [])));
            if (header.Count(other => other == column) > 1) throw new ImportException("Import.ColumnTwice", name, column);
        }

        var rows = new List<ImportRow>();
        for (var number = 2; number <= records.Count; number++)
        {
            var record = records[number - 1];
            if (record.All(string.IsNullOrEmpty)) continue;
            if (record.Count != header.Length) throw new ImportException("Import.Cells", name, number, record.Count, header.Length);
            rows.Add(new ImportRow(name, number, header.Zip(record).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)));
        }

        return new ImportTable(name, rows);
    }

    // RFC 4180: quoted cells may hold commas, line ends and doubled quotes.
    private static List<List<string>> Records(string name, string csv)
    {
        var records = new List<List<string>>();
        var record = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at <= csv.Length; at++)
        {
            var end = at == csv.Length;
            var letter = end ? '\n' : csv[at];
            if (quoted)
            {
                if (end) throw new ImportException("Import.Quote", name, records.Count + 1);
                if (letter != '"') cell.Append(letter);
                else if (at + 1 < csv.Length && csv[at + 1] == '"') { cell.Append('"'); at++; }
                else quoted = false;
            }
            else if (letter == '"' && string.IsNullOrWhiteSpace(cell.ToString())) { cell.Clear(); quoted = true; }
            else if (letter is ',' or '\n')
            {
                record.Add(cell.ToString().Trim());
                cell.Clear();
                if (letter == ',') continue;
                if (!end || record.Count > 1 || record[0].Length > 0) records.Add(record);
                record = [];
            }
            else cell.Append(letter);
        }

        return records;
    }
}

/// <summary>A row of an imported table.</summary>
public sealed class ImportRow(string table, int number, IReadOnlyDictionary<string, string> cells)
{
    /// <summary>Row number, the header being 1.</summary>
    public int Number { get; } = number;

    /// <summary>The cell's text, or null when it is empty or the column is not there.</summary>
    public string? Text(string column) => cells.TryGetValue(column, out var text) && text.Length > 0 ? text : null;

    /// <summary>The cell's text.</summary>
    /// <exception cref="ImportException">It is empty.</exception>
    public string RequiredText(string column) => Text(column) ?? throw Wrong(column, "Expected.Text");

    /// <summary>A whole number from 0, or null when the cell is empty.</summary>
    /// <exception cref="ImportException">It is something else.</exception>
    public int? Count(string column)
    {
        if (Text(column) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(column, "Expected.Count");
    }

    /// <summary>A whole number from 0.</summary>
    /// <exception cref="ImportException">It is empty or something else.</exception>
    public int RequiredCount(string column) => Count(column) ?? throw Wrong(column, "Expected.Count");

    /// <summary>A year from 1990 to 2200.</summary>
    /// <exception cref="ImportException">It is something else.</exception>
    public int Year(string column = "year") => Count(column) is { } year && year is >= 1990 and <= 2200 ? year : throw Wrong(column, "Expected.Year");

    /// <summary>One of the allowed words.</summary>
    /// <exception cref="ImportException">It is something else.</exception>
    public string Choice(string column, params IReadOnlyList<string> allowed) =>
        Text(column) is { } text && allowed.Contains(text, StringComparer.Ordinal) ? text : throw Wrong(column, "Expected.OneOf", string.Join(", ", allowed));

    /// <summary>The error of a cell; the key and its arguments say what was expected.</summary>
    internal ImportException Wrong(string column, string key, params object?[] arguments) => new("Import.Cell", table, Number, column, StatisticsTexts.Say(key, arguments), Text(column) ?? "");
}
