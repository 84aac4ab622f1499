using System.Globalization;
using System.Text.Json;
using Vern.Platform.Localisation;

namespace Vern.Persons.StatusReport;

/// <summary>What differs from the draft or edition before, found by comparing numbers with its content (report.json). Without a predecessor nothing is marked.</summary>
internal sealed class ChangeMarks
{
    private readonly Dictionary<string, Dictionary<string, string>>? _tables;
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    private ChangeMarks(Dictionary<string, Dictionary<string, string>>? tables) => _tables = tables;

    public static ChangeMarks Against(string? previous)
    {
        if (previous is null) return new(null);
        using var json = JsonDocument.Parse(previous);
        var marks = new ChangeMarks(new(StringComparer.Ordinal));
        foreach (var table in json.RootElement.GetProperty("tables").EnumerateArray()) marks.Take(table.GetProperty("id").GetString()!, table);
        foreach (var figure in json.RootElement.GetProperty("figures").EnumerateArray()) marks.Take(figure.GetProperty("id").GetString()! + "-data", figure.GetProperty("data"));
        if (json.RootElement.TryGetProperty("texts", out var texts))
            foreach (var text in texts.EnumerateArray()) marks._texts[text.GetProperty("language").GetString() + "/" + text.GetProperty("place").GetString()] = text.GetProperty("markdown").GetString()!;
        return marks;
    }

    public TableBlock Mark(TableBlock table)
    {
        if (_tables is null) return table;
        if (!_tables.TryGetValue(table.Id, out var before)) return table with { Change = Change.New };
        var keys = RowKeys(table);
        var rows = table.Rows.Select((row, index) => row with { Change = !before.TryGetValue(keys[index], out var was) ? Change.New : was == Print(row) ? Change.None : Change.Changed }).ToList();
        var changed = rows.Any(row => row.Change != Change.None) || rows.Count != before.Count;
        return table with { Rows = rows, Change = changed ? Change.Changed : Change.None };
    }

    public Change OfText(OwnTextEntry text, Language language)
    {
        if (_tables is null) return Change.None;
        return !_texts.TryGetValue(language.Code + "/" + text.Place, out var was) ? Change.New : was == text.Markdown ? Change.None : Change.Changed;
    }

    /// <summary>A row is known by its first cell, free of language; a second row of the same name by its turn.</summary>
    public static IReadOnlyList<string> RowKeys(TableBlock table)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return table.Rows.Select(row =>
        {
            var first = row.Cells.Count == 0 ? "" : row.Cells[0] is { Number: { } number } ? number.ToString(CultureInfo.InvariantCulture) : row.Cells[0].Key;
            var turn = seen[first] = seen.GetValueOrDefault(first) + 1;
            return turn == 1 ? first : first + "#" + turn.ToString(CultureInfo.InvariantCulture);
        }).ToList();
    }

    private void Take(string id, JsonElement table)
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        var keys = table.GetProperty("keys").GetProperty("rows").EnumerateArray().Select(key => key.GetString()!).ToList();
        var index = 0;
        foreach (var row in table.GetProperty("rows").EnumerateArray())
            rows[keys[index++]] = string.Join('|', row.EnumerateArray().Skip(1).Select(cell => cell.ValueKind switch
            {
                JsonValueKind.Number => cell.GetDecimal().ToString("0.####", CultureInfo.InvariantCulture),
                JsonValueKind.Object => ReportCell.HiddenSign,
                _ => ""
            }));
        _tables![id] = rows;
    }

    private static string Print(ReportRow row) => string.Join('|', row.Cells.Skip(1).Select(cell =>
        cell.Kind == CellKind.Hidden ? ReportCell.HiddenSign : cell.Number?.ToString("0.####", CultureInfo.InvariantCulture) ?? ""));
}
