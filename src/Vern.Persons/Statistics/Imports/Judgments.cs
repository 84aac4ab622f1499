namespace Vern.Persons.Statistics;

/// <summary>
/// A case that ended in conviction (import <c>judgments</c>): case, years (first and last instance, e.g. 2005-2006), courts, district, victims, minor_victims (yes, no, unknown),
/// defendants, forms (codes joined by +), final (yes, no, partly), note. Public judgments; nationalities have no column.
/// </summary>
public sealed record Judgment(int Case, int FirstYear, int LastYear, string Courts, string District, int? Victims, string MinorVictims, int? Defendants, IReadOnlyList<string> Forms, string Final, string? Note)
{
    /// <summary>Name of the import.</summary>
    public const string Import = "judgments";

    /// <summary>Codes of forms in judgments.</summary>
    public static IReadOnlyList<string> FormCodes { get; } = ["PROST", "SEXP", "FLAB", "FSERV", "CRIME", "BEG"];

    /// <summary>Reads the import, in the order of cases.</summary>
    /// <exception cref="ImportException">A cell is wrong or a case stands twice.</exception>
    public static IReadOnlyList<Judgment> Parse(string csv)
    {
        var judgments = new List<Judgment>();
        foreach (var row in ImportTable.Parse(Import, csv, ["case", "first_year", "last_year", "courts", "district", "victims", "minor_victims", "defendants", "forms", "final"], ["note"]).Rows)
        {
            var forms = row.RequiredText("forms").Split('+');
            if (forms.Any(form => !FormCodes.Contains(form, StringComparer.Ordinal))) throw row.Wrong("forms", "Expected.Codes", string.Join(", ", FormCodes));
            var judgment = new Judgment(row.RequiredCount("case"), row.Year("first_year"), row.Year("last_year"), row.RequiredText("courts"), row.RequiredText("district"), row.Count("victims"),
                row.Choice("minor_victims", "yes", "no", "unknown"), row.Count("defendants"), forms, row.Choice("final", "yes", "no", "partly"), row.Text("note"));
            if (judgment.LastYear < judgment.FirstYear) throw row.Wrong("last_year", "Expected.Later", judgment.FirstYear);
            if (judgments.Exists(other => other.Case == judgment.Case)) throw row.Wrong("case", "Expected.OnceCase");
            judgments.Add(judgment);
        }

        return [.. judgments.OrderBy(judgment => judgment.Case)];
    }
}
