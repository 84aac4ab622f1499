using Vern.Linkage.Encoding;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Reading;
using Vern.Persons.Registration.Fields;

namespace Vern.Persons.OwnReport;

/// <summary>Who makes a year's report, for whom, on what ground.</summary>
/// <param name="Year">The year.</param>
/// <param name="Sender">The agency, as the unit's register has it.</param>
/// <param name="Legal">Its legal kind, from which the ground follows.</param>
/// <param name="Register">The register of bodies.</param>
/// <param name="Recipients">The coordination unit, as the agency's directory knows it.</param>
/// <param name="Day">Today.</param>
/// <param name="Encoder">Encodes identities; null: none is, to look at the report before the round's key has come.</param>
public sealed record ReportFrame(int Year, BodyId Sender, LegalKind Legal, IReadOnlyList<Body> Register, IReadOnlyCollection<string> Recipients, DateOnly Day, PersonEncoder? Encoder);

/// <summary>
/// Makes an agency's submission from its records: each person is written as a row of the form and read by the form's own reader, so that it is the submission of somebody who had typed the same, bit for bit. Pure.
/// </summary>
public static class MakeYearReport
{
    private static readonly (string Column, string Section)[] Asked = [("sex", "about"), ("nationality", "about"), ("form", "exploitation"), ("identified-year", "assessment"), ("offer", "answer")];
    private static readonly Dictionary<string, string> Sections = FieldCatalogue.Own.All.Where(field => WriteRow.ColumnOf(field) is not null).GroupBy(field => WriteRow.ColumnOf(field)!).ToDictionary(group => group.Key, group => group.First().Section, StringComparer.Ordinal);

    /// <summary>The report.</summary>
    /// <param name="records">The agency's persons, in the order of their rows.</param>
    /// <param name="frame">Who makes it.</param>
    public static YearReport Run(IReadOnlyList<YearRecord> records, ReportFrame frame)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(frame);
        var problems = new ProblemList { Most = int.MaxValue };
        var reader = PersonReader.ForRecords(new(frame.Sender, frame.Year, frame.Register, frame.Encoder), problems);
        var (lines, notIn) = (new List<ReportLine>(), new List<(Registration.PersonId, LeftOut)>());
        foreach (var record in records)
        {
            var reasons = BelongsToYear.Run(record, frame.Year);
            if (BelongsToYear.Standing(record, reasons) is { } standing)
            {
                if (standing is not LeftOut.NothingInYear || record.Head.OpenedOn.Year <= frame.Year) notIn.Add((record.Head.Id, standing));
                continue;
            }
            var disclosed = DisclosureGround.Run(record, frame.Legal, frame.Recipients, frame.Day);
            if (!disclosed.Any)
            {
                notIn.Add((record.Head.Id, disclosed.SaidNo ? LeftOut.SaidNo : LeftOut.NoGround));
                continue;
            }
            var (number, before, warned) = (lines.Count + 1, problems.Problems.Count, problems.Warnings.Count);
            var row = WriteRow.Run(record, frame.Year, disclosed, frame.Register);
            var person = reader.ReadRecord(number, row);
            List<RowRemark> remarks = [.. problems.Problems.Skip(before).Select(problem => new RowRemark($"problem.{problem.Code}", SectionOf(problem.Code), problem.Message, Blocks: true))];
            if (problems.Warnings.Count > warned) remarks.Add(new("odd.same-identity", "identity"));
            lines.Add(new(record.Head.Id, number, person, reasons, [.. remarks, .. person is null ? [] : RemarksOn(record, row, person, disclosed)]));
        }
        var blocked = lines.Exists(line => line.Person is null);
        return new(frame.Year, lines, notIn, blocked ? null : SubmissionOf(lines, frame, reader));
    }

    private static IEnumerable<RowRemark> RemarksOn(YearRecord record, IReadOnlyDictionary<string, string> row, ReportedPerson person, Disclosed disclosed)
    {
        foreach (var (column, section) in Asked)
            if (!row.ContainsKey(column) && !(column == "form" && row.ContainsKey("sub-form")) && disclosed.Sections.Contains(section)) yield return new($"missing.{column}", section);
        if (person.BirthYear is null && person.Age is null) yield return new("missing.birth-year", "about");
        if (record.Head.Audience is not Audience.Anonymous && disclosed.Identity && !row.Keys.Any(column => column is "given-names" or "family-names" or "duf" or "national-number")) yield return new("missing.identity", "identity");
        if (person.Offer is OfferAnswer.Declined && person.DeclineReason is null) yield return new("missing.decline", "answer");
        if (record.Head.Audience is Audience.Adult && person.Age < 18) yield return new("odd.age-adult", "about");
        if (record.Head.Audience is Audience.Child && person.Age >= 18) yield return new("odd.age-child", "about");
        if (record.Children > 0 && int.TryParse(record["family.with-her"], out var told) && told != record.Children) yield return new("odd.children", "family");
    }

    private static Submission SubmissionOf(List<ReportLine> lines, ReportFrame frame, PersonReader reader)
    {
        List<ReportedPerson> persons = [.. lines.Select(line => line.Person!)];
        var encoded = persons.Exists(person => person.Encoding is not null);
        return new()
        {
            Year = frame.Year, Sender = frame.Sender, Schema = encoded ? PersonEncoder.SchemaName : null, KeyCheck = encoded ? frame.Encoder!.KeyCheck : null,
            Persons = persons, LeftOut = persons.Count == 0 ? [] : reader.LeftOut, Answer = persons.Count > 0 ? AnswerKind.Report : AnswerKind.Zero,
        };
    }

    private static string SectionOf(string? column) => column is null ? "about" : Sections.GetValueOrDefault(column, column is "given-names" or "family-names" or "birth-date" or "duf" or "national-number" ? "identity" : "about");
}
