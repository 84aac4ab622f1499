using System.Globalization;
using System.Text.Json;
using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>A year as Vern published it: read from the frozen content of an edition (report.json), where a hidden figure stays hidden. Nothing is taken from the working figures.</summary>
internal sealed record SignedYear(int Year, string Name, EarlierYear Figures, IReadOnlyList<EarlierReport> Reports, IReadOnlyList<PoliceReportYear> Police, IReadOnlyList<MinorsNationality> Minors, IReadOnlyList<ReturnYear> Returns)
{
    /// <summary>Reads an edition. The kind of answer of a body without figures is the round's.</summary>
    public static SignedYear Read(Edition edition, Round? round, IReadOnlyList<Body> bodies)
    {
        ArgumentNullException.ThrowIfNull(edition);
        using var json = JsonDocument.Parse(edition.Content);
        var root = json.RootElement;
        var year = edition.Year;
        var tables = root.GetProperty("tables").EnumerateArray().ToDictionary(table => table.GetProperty("id").GetString()!, StringComparer.Ordinal);
        var row = year.ToString(CultureInfo.InvariantCulture);
        int? Cell(string table, string column, string? key = null) => tables.TryGetValue(table, out var found) ? Find(found, key ?? row, column) is { ValueKind: JsonValueKind.Number } cell ? cell.GetInt32() : null : null;
        int? Form(string code) => Cell("table5", "Form." + code);
        var figures = new EarlierYear(year, root.GetProperty("personsByRule").GetInt32(), Cell("table2", "Table2.New"), Cell("table2", "Table2.UnclearYear"),
            Cell("table5", "SexAge.G17"), Cell("table5", "SexAge.B17"), Cell("table5", "SexAge.W18"), Cell("table5", "SexAge.M18"),
            Form("SEX"), Form("LAB"), Form("WAR"), Form("ORG"), Form("UNCL"), Form("OTH"), Form("COMB"), root.GetProperty("bodies").GetInt32());
        int? Police(string form) => Cell("table6", "Form." + form);
        PoliceReportYear[] police = Police("SEX") is { } sexual && Police("LAB") is { } labour && Police("ORG") is { } organ && Police("WAR") is { } war ? [new(year, sexual, labour, organ, war, null, null)] : [];
        ReturnYear[] returns = tables.ContainsKey("returns") && (Cell("returns", "Returns.Applications"), Cell("returns", "Returns.Departures")) is (var applications, var departures) && (applications ?? departures) is not null
            ? [new(year, applications, departures)] : [];
        return new SignedYear(year, $"Vern {year} ({edition.Number})", figures, round is null || !tables.TryGetValue("table1", out var reported) ? [] : Reported(reported, year, round, bodies), police, Ranked(root, tables, year), returns);
    }

    private static List<EarlierReport> Reported(JsonElement table, int year, Round round, IReadOnlyList<Body> bodies)
    {
        var reports = new List<EarlierReport>();
        foreach (var answer in round.Answers)
        {
            if (bodies.FirstOrDefault(body => body.Id == answer.Body) is not { } body) continue;
            foreach (var (measure, column) in ((string, string)[])[("new", "Table1.New"), ("measures", "Table1.Measures")])
            {
                var cell = Find(table, body.Name, $"{column}({year})");
                reports.Add(cell?.ValueKind switch
                {
                    JsonValueKind.Number => new(year, body.Id.Value, body.Region, measure, AnswerKind.Report, cell.Value.GetInt32(), null, null),
                    JsonValueKind.Object => new(year, body.Id.Value, body.Region, measure, AnswerKind.Report, null, null, null),
                    _ => new(year, body.Id.Value, body.Region, measure, answer.Answer == AnswerKind.Report ? AnswerKind.Zero : answer.Answer, null, answer.SeeOther is { } other ? bodies.FirstOrDefault(one => one.Id == other)?.Name ?? other.Value : null, null),
                });
            }
        }

        return reports;
    }

    // As many ranks as Table 4 gave, from the figures of Diagram 4 beside it.
    private static List<MinorsNationality> Ranked(JsonElement root, Dictionary<string, JsonElement> tables, int year)
    {
        if (!tables.TryGetValue("table4", out var table)) return [];
        var told = Keys(table, "rows").Zip(table.GetProperty("rows").EnumerateArray()).Where(pair => pair.First.Split('#')[0] == year.ToString(CultureInfo.InvariantCulture))
            .Select(pair => int.TryParse(pair.Second[1].GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : 0).DefaultIfEmpty(0).Max();
        var diagram = root.GetProperty("figures").EnumerateArray().FirstOrDefault(figure => figure.GetProperty("id").GetString() == "diagram4");
        if (told == 0 || diagram.ValueKind != JsonValueKind.Object) return [];
        var data = diagram.GetProperty("data");
        return [.. Keys(data, "rows").Zip(data.GetProperty("rows").EnumerateArray()).Select(pair => (Code: pair.First.Split('.')[^1].TrimEnd(')'), Count: pair.Second[1]))
            .Where(pair => CountryNames.Knows(pair.Code) && pair.Count.ValueKind == JsonValueKind.Number).GroupBy(pair => pair.Count.GetInt32()).OrderByDescending(group => group.Key).Take(told)
            .SelectMany((group, index) => group.Select(pair => new MinorsNationality(year, index + 1, pair.Code)))];
    }

    private static JsonElement? Find(JsonElement table, string row, string column)
    {
        var (at, across) = (Keys(table, "rows").IndexOf(row), Keys(table, "columns").IndexOf(column));
        return at < 0 || across < 0 ? null : table.GetProperty("rows")[at][across];
    }

    private static List<string> Keys(JsonElement table, string what) =>
        table.GetProperty("keys").TryGetProperty(what, out var keys) ? [.. keys.EnumerateArray().Select(key => key.GetString()!)] : [];
}
