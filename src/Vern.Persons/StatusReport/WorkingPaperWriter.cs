using System.Globalization;
using System.Net;
using System.Text;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.StatusReport;

/// <summary>A table of the unit's own that has not been through disclosure control: no writer of a report takes it.</summary>
/// <param name="Name">Letters, digits and hyphens; part of the file's name.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Rows">Bare numbers and codes.</param>
internal sealed record WorkingPaperTable(string Name, string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>
/// Writes the unit's own unprotected working tables, for named people: every page and every row bears the mark NOT FOR PUBLICATION, every file's name begins with <c>internal-</c>.
/// </summary>
public static class WorkingPaperWriter
{
    private const string Mark = "NOT FOR PUBLICATION";

    /// <summary>Links the round and writes the tables; the files, readable by their owner only, are returned.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(INationalStore store, int year, string outFolder, CancellationToken cancel = default)
    {
        var linkage = await LinkRound.RunAsync(store, year, null, cancel);
        var tables = Tables(linkage, await store.BodiesAsync(cancel));
        List<(string Name, byte[] Content)> papers =
        [
            .. tables.Select(table => (FormattableString.Invariant($"internal-{year}-{table.Name}.csv"), Encoding.UTF8.GetBytes(Csv(table)))),
            (FormattableString.Invariant($"internal-{year}-working-tables.html"), Encoding.UTF8.GetBytes(Html(year, tables))),
            (FormattableString.Invariant($"internal-{year}-working-tables.xlsx"), WorkingPaperWorkbook.Write(tables, Mark)),
        ];
        // Recorded before the first file is there: nothing unprotected leaves without an entry. The digest is sealed, since a small table could be guessed from it.
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([.. papers.SelectMany(paper => paper.Content)]));
        await store.RecordAsync(NationalActs.WorkingTablesWritten, FormattableString.Invariant($"round/{year}/working-tables"), detail: $"{papers.Count} files to {outFolder}, SHA-256 of all {digest}", cancel: cancel);
        var files = new List<string>();
        foreach (var (name, content) in papers)
        {
            var file = Path.Combine(outFolder, name);
            WriteWhole.Bytes(file, content);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            files.Add(file);
        }
        return files;
    }

    internal static IReadOnlyList<WorkingPaperTable> Tables(RoundLinkage linkage, IReadOnlyList<Body> bodies)
    {
        var counted = linkage.Counted.ToList();
        return
        [
            .. ComputeWorkingTables.Of(linkage, bodies).Select(Of),
            Cross("form-by-sex-age", "Counted persons by form and by sex and age", counted, person => person.Form, person => person.SexAge),
            Cross("nationality-by-sex-age", "Counted persons by nationality and by sex and age", counted, person => person.Nationality, person => person.SexAge),
            Cross("nationality-by-form", "Counted persons by nationality and by form", counted, person => person.Nationality, person => person.Form),
            Cross("age-by-sex-age", "Counted persons by age band and by sex and age", counted, person => person.AgeBand, person => person.SexAge),
            Cross("identified", "Counted persons by year of identification and by form", counted, person => person.Identified.ToString(), person => person.Form),
            new("persons", "Persons that linkage found, counted or not, with the reported rows they stand for",
                ["person", "rows", "sexAge", "ageBand", "nationality", "form", "subForms", "identified", "counted", "whyNot"],
                linkage.Persons.Select(IReadOnlyList<string> (person) =>
                [
                    person.Number.ToString(CultureInfo.InvariantCulture), string.Join(' ', person.Rows.Select(row => $"{row.Sender}:{row.Row.ToString(CultureInfo.InvariantCulture)}")), person.SexAge, person.AgeBand,
                    person.Nationality, person.Form, string.Join(' ', person.SubForms), person.Identified.ToString(), person.Counted ? "yes" : "no", person.WhyNot ?? ""
                ]).ToList())
        ];
    }

    // The unit's tables of a round in English, numbers with a decimal point.
    private static WorkingPaperTable Of(WorkingTable table)
    {
        string Words(TextCell cell) => StatisticsTexts.Resolve(cell, Language.English);
        return new(table.Id, Words(table.Title), [.. table.Columns.Select(Words)],
            [.. table.Rows.Select(IReadOnlyList<string> (row) => [.. row.Select(cell => cell is TextCell words ? Words(words) : Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "")])]);
    }

    private static WorkingPaperTable Cross(string name, string title, List<CountedPerson> persons, Func<CountedPerson, string> row, Func<CountedPerson, string> column)
    {
        var columns = persons.Select(column).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var rows = persons.GroupBy(row, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(IReadOnlyList<string> (group) => [group.Key, Number(group.Count()), .. columns.Select(code => Number(group.Count(person => column(person) == code)))]).ToList();
        rows.Add(["Total", Number(persons.Count), .. columns.Select(code => Number(persons.Count(person => column(person) == code)))]);
        return new(name, title, ["", "Total", .. columns], rows);
    }

    private static string Csv(WorkingPaperTable table)
    {
        var csv = new StringBuilder();
        foreach (var row in table.Rows.Prepend(table.Columns.Select((column, index) => column.Length == 0 ? "code" : column).ToList()))
            csv.Append(Mark).Append(',').Append(string.Join(',', row.Select(field => CsvField.Of(field)))).Append("\r\n");
        return csv.ToString();
    }

    private static string Html(int year, IReadOnlyList<WorkingPaperTable> tables)
    {
        var mark = string.Join(" · ", Language.All.Select(language => Texts.Source[language, "internal.mark"]));
        var html = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Mark}: working tables {year}</title><style>body{{font:15px/1.5 \"Liberation Sans\",Arial,sans-serif;color:#13282f;margin:4rem 2rem 2rem}}.mark{{position:fixed;top:0;left:0;right:0;background:#b4531f;color:#fff;font-weight:700;text-align:center;padding:.5rem}}table{{border-collapse:collapse;margin:1rem 0 2rem}}th,td{{text-align:left;padding:.2rem .7rem .2rem 0;border-bottom:1px solid #d3dfe0;font-variant-numeric:tabular-nums}}@page{{margin:22mm 15mm}}</style></head><body>\n<p class=\"mark\">{mark}</p>\n<h1>Working tables {year}</h1>\n<p>Unprotected counts of the unit’s own, for named people. They single persons out and must not leave the unit.</p>\n");
        foreach (var table in tables)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h2>{WebUtility.HtmlEncode(table.Title)}</h2>\n<p><strong>{Mark}</strong></p>\n<table><thead><tr>");
            foreach (var column in table.Columns) html.Append("<th scope=\"col\">").Append(WebUtility.HtmlEncode(column)).Append("</th>");
            html.Append("</tr></thead><tbody>\n");
            foreach (var row in table.Rows)
            {
                html.Append("<tr>");
                for (var column = 0; column < row.Count; column++) html.Append(column == 0 ? "<th scope=\"row\">" : "<td>").Append(WebUtility.HtmlEncode(row[column])).Append(column == 0 ? "</th>" : "</td>");
                html.Append("</tr>\n");
            }
            html.Append("</tbody></table>\n");
        }
        return html.Append("</body></html>\n").ToString();
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
