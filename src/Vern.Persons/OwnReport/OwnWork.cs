using Vern.Persons.Collection;
using Vern.Persons.Collection.Form;

namespace Vern.Persons.OwnReport;

/// <summary>What an agency answers about its own work in a year (B-020 to B-026), a remark for a footnote (B-037) and how it understood "received measures" (B-030): the form's second sheet.</summary>
/// <param name="Answers">By the form's field; what is not answered is not in it.</param>
/// <param name="Revision">How often they were kept, from 1; 0: never.</param>
public sealed record OwnWork(IReadOnlyDictionary<string, string> Answers, int Revision)
{
    private const string Remark = "remark", MeasureDefinition = "measure-definition", Police = "police";

    /// <summary>The most cases, or aggrieved persons, on one line.</summary>
    public const int MostCases = Collection.Reading.AgencyReader.MostCases;
    /// <summary>The police's and prosecutors' lines (B-027, B-028): a form of exploitation each, with what is asked of it.</summary>
    public static IReadOnlyList<string> PoliceForms => CodeLists.MainForm.Codes;
    /// <summary>What is asked of a form of exploitation.</summary>
    public static IReadOnlyList<string> PoliceColumns { get; } = ["cases", "victims", "reclassified"];

    /// <summary>The field of a line's column.</summary>
    public static string PoliceField(string form, string column) => $"{Police}.{form}.{column}";

    /// <summary>Why the lines are not as the form takes them, by field and key of what was expected; empty: nothing.</summary>
    public static IReadOnlyList<(string Field, string Expected)> PoliceProblems(IReadOnlyDictionary<string, string> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var wrong = new List<(string, string)>();
        foreach (var form in PoliceForms)
        {
            string? Of(string column) => answers.GetValueOrDefault(PoliceField(form, column));
            foreach (var column in (string[])["cases", "victims"]) if (Of(column) is { } text && Number(text) is null) wrong.Add((PoliceField(form, column), "police.number"));
            if (Of("cases") is null && (Of("victims") ?? Of("reclassified")) is not null) wrong.Add((PoliceField(form, "cases"), "police.cases"));
        }
        return wrong;
    }

    private static int? Number(string? text) => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number <= MostCases ? number : null;

    private IReadOnlyList<PoliceCases> Cases => [.. PoliceForms.Select(form => (Form: form, Cases: Number(Answers.GetValueOrDefault(PoliceField(form, "cases"))))).Where(line => line.Cases is not null)
        .Select(line => new PoliceCases(line.Form, line.Cases!.Value, Number(Answers.GetValueOrDefault(PoliceField(line.Form, "victims"))), Answers.GetValueOrDefault(PoliceField(line.Form, "reclassified"))))];


    /// <summary>Characters of an answer, as the form takes them.</summary>
    public const int Longest = Collection.Reading.AgencyReader.LongestAnswer;
    /// <summary>Nothing answered.</summary>
    public static OwnWork Empty { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal), 0);
    /// <summary>The form's fields, in its order.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. ReportingTemplate.AgencyFields.Where(field => field != "answer")];

    /// <summary>Puts them into a submission.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="legal">Who reports: of police and prosecutors the form asks for cases too.</param>
    public Submission Into(Submission submission, LegalKind? legal = null)
    {
        ArgumentNullException.ThrowIfNull(submission);
        var own = Answers.Where(answer => answer.Key is not (Remark or MeasureDefinition) && !answer.Key.StartsWith(Police + ".", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        return submission with { Agency = own.Count == 0 ? null : new(own), Remark = Answers.GetValueOrDefault(Remark), MeasureDefinition = Answers.GetValueOrDefault(MeasureDefinition), Cases = legal is LegalKind.Police ? Cases : [] };
    }
}
