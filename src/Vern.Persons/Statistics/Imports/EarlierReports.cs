using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>
/// What a body reported in an earlier year (import <c>table1-earlier</c>): year, body (its short name or its name), region, measure (new, measures),
/// answer (report, zero, noReport, blank, seeOther, excluded), value, see_other, note.
/// </summary>
/// <param name="Year">The year.</param>
/// <param name="Body">The body's short name or name.</param>
/// <param name="Region">As printed, or null.</param>
/// <param name="Measure">"new" or "measures".</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Value">The figure when the answer is a report; null when it was not published.</param>
/// <param name="SeeOther">The body whose figures hold it.</param>
/// <param name="Note">A footnote.</param>
public sealed record EarlierReport(int Year, string Body, string? Region, string Measure, AnswerKind Answer, int? Value, string? SeeOther, string? Note)
{
    /// <summary>Name of the import.</summary>
    public const string Import = "table1-earlier";

    /// <summary>Whether it is a body's, by its short name, its name or its English one.</summary>
    public bool IsOf(Body body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Means(Body, body);
    }

    /// <summary>Whether a name or short name in an import means a body of the register.</summary>
    internal static bool Means(string name, Body body) => Same(body.Id.Value, name) || Same(body.Name, name) || Same(body.EnglishName, name);

    private static bool Same(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the import.</summary>
    /// <exception cref="ImportException">A cell is wrong.</exception>
    public static IReadOnlyList<EarlierReport> Parse(string csv)
    {
        var reports = new List<EarlierReport>();
        foreach (var row in ImportTable.Parse(Import, csv, ["year", "body", "measure", "answer", "value"], ["region", "see_other", "note"]).Rows)
        {
            var answer = row.Choice("answer", "report", "zero", "noReport", "blank", "seeOther", "excluded") switch
            {
                "report" => AnswerKind.Report, "zero" => AnswerKind.Zero, "noReport" => AnswerKind.NoReport, "blank" => AnswerKind.Blank, "seeOther" => AnswerKind.SeeOther, _ => AnswerKind.Excluded,
            };
            if (answer == AnswerKind.Report && row.Count("value") is null) throw row.Wrong("value", "Expected.NumberOfReport");
            if (answer != AnswerKind.Report && row.Text("value") is not null) throw row.Wrong("value", "Expected.NothingNoReport");
            reports.Add(new(row.Year(), row.RequiredText("body"), row.Text("region"), row.Choice("measure", "new", "measures"), answer, row.Count("value"), row.Text("see_other"), row.Text("note")));
        }

        return reports;
    }
}
