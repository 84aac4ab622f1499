using Vern.Persons.Collection;
using Vern.Persons.Collection.Form;

namespace Vern.Persons.OwnReport;

/// <summary>What an agency answers about its own work in a year (B-020 to B-026), a remark for a footnote (B-037) and how it understood "received measures" (B-030): the form's second sheet.</summary>
/// <param name="Answers">By the form's field; what is not answered is not in it.</param>
/// <param name="Revision">How often they were kept, from 1; 0: never.</param>
public sealed record OwnWork(IReadOnlyDictionary<string, string> Answers, int Revision)
{
    private const string Remark = "remark", MeasureDefinition = "measure-definition";

    /// <summary>Characters of an answer, as the form takes them.</summary>
    public const int Longest = Collection.Reading.AgencyReader.LongestAnswer;
    /// <summary>Nothing answered.</summary>
    public static OwnWork Empty { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal), 0);
    /// <summary>The form's fields, in its order.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. ReportingTemplate.AgencyFields.Where(field => field != "answer")];

    /// <summary>Puts them into a submission.</summary>
    public Submission Into(Submission submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        var own = Answers.Where(answer => answer.Key is not (Remark or MeasureDefinition)).ToDictionary(StringComparer.Ordinal);
        return submission with { Agency = own.Count == 0 ? null : new(own), Remark = Answers.GetValueOrDefault(Remark), MeasureDefinition = Answers.GetValueOrDefault(MeasureDefinition) };
    }
}
