using System.Globalization;
using Vern.Persons.Collection;
using Vern.Persons.Registration.Fields;

namespace Vern.Persons.OwnReport;

/// <summary>
/// Writes a person of the records as the row that a body without Vern would type into the form: column code to text. What follows, reading, checking and encoding, is the form's own (docs/method-own-report.md). Pure.
/// </summary>
public static class WriteRow
{
    private const string Yes = "YES";

    /// <summary>The column of the form that a property of <see cref="ReportedPerson"/> is read from.</summary>
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        [nameof(ReportedPerson.Sex)] = "sex", [nameof(ReportedPerson.Nationality)] = "nationality", [nameof(ReportedPerson.BirthYear)] = "birth-year", [nameof(ReportedPerson.Age)] = "age", [nameof(ReportedPerson.Forms)] = "form",
        [nameof(ReportedPerson.Identified)] = "identified-year", [nameof(ReportedPerson.Offer)] = "offer", [nameof(ReportedPerson.ImmigrationStatus)] = "immigration", [nameof(ReportedPerson.CriminalStatus)] = "criminal",
        [nameof(ReportedPerson.Housing)] = "housing", [nameof(ReportedPerson.Measures)] = "measure", [nameof(ReportedPerson.AccompanyingChildren)] = "children-with", [nameof(ReportedPerson.ChildrenElsewhere)] = "children-elsewhere",
        [nameof(ReportedPerson.Region)] = "region", [nameof(ReportedPerson.DeclineReason)] = "decline",
    };

    private static readonly Dictionary<string, string> Offers = new(StringComparer.Ordinal) { ["yes"] = "ACC", ["no"] = "DECL", ["evaded"] = "EVAD", ["disappeared"] = "DISAP", ["not-offered"] = "NOTOFF", ["unknown"] = "UNK" };
    private static readonly Dictionary<string, string> Sexes = new(StringComparer.Ordinal) { ["woman"] = "W", ["man"] = "M", ["other"] = "UNK", ["unknown"] = "UNK" };
    // A right that was provided in the year is a measure that she received (B-042).
    private static readonly Dictionary<string, string> Provided = new(StringComparer.Ordinal)
    {
        ["R-10"] = "R1", ["R-11"] = "R2", ["R-16"] = "R3", ["R-17.housing"] = "R4", ["R-17.subsistence"] = "R5", ["R-17.health"] = "R6", ["R-17.activity"] = "R7", ["R-17.return"] = "R8", ["R-18"] = "R10", ["R-19"] = "R11", ["R-07"] = "M2",
    };

    /// <summary>The column of the form that a field becomes; null: none.</summary>
    public static string? ColumnOf(Field field) => field.Report is { } property ? Columns.GetValueOrDefault(property) : null;

    /// <summary>The row; what is not known, or may not leave, is not in it.</summary>
    /// <param name="record">What is known of her.</param>
    /// <param name="year">The reporting year.</param>
    /// <param name="disclosed">What may leave.</param>
    /// <param name="register">The register of bodies.</param>
    public static IReadOnlyDictionary<string, string> Run(YearRecord record, int year, Disclosed disclosed, IReadOnlyList<Body> register)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(disclosed);
        ArgumentNullException.ThrowIfNull(register);
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        void Put(string column, string? text)
        {
            if (!string.IsNullOrEmpty(text)) row[column] = text;
        }
        string? Of(string field) => disclosed.Sections.Contains(FieldCatalogue.Own[field].Section) ? record[field] : null;
        if (disclosed.Identity)
        {
            Put("given-names", record.Identity.GetValueOrDefault("identity.given-name"));
            Put("family-names", record.Identity.GetValueOrDefault("identity.family-name"));
            // The form takes a day or a year.
            Put("birth-date", record.Identity.GetValueOrDefault("identity.birth") is { } birth ? birth.Length == 7 ? birth[..4] : birth : null);
            Put("duf", record.Identity.GetValueOrDefault("identity.duf"));
            Put("national-number", record.Identity.GetValueOrDefault("identity.national-number"));
        }
        Put("sex", Of("about.sex") is { } sex ? Sexes[sex] : null);
        Put("nationality", Of("about.nationality"));
        Put("birth-year", Of("about.birth-year"));
        if (disclosed.Sections.Contains("age") && !row.ContainsKey("birth-date") && !row.ContainsKey("birth-year")) Put("age", AgeIn(record, year));
        if (record.Head.IsChild && disclosed.Sections.Contains("age")) row["presumed-minor"] = Yes;
        Put("form", Codes(Of("exploitation.forms"), CodeLists.MainForm));
        Put("sub-form", Codes(Of("exploitation.forms"), CodeLists.SubForm));
        Put("identified-year", BelongsToYear.YearOf(Of("assessment.identified-on"))?.ToString(CultureInfo.InvariantCulture));
        Put("offer", Of("answer.offer") is { } offer ? Offers[offer] : null);
        Put("immigration", Of("case.immigration"));
        Put("criminal", Of("case.criminal"));
        Put("housing", Of("case.housing"));
        if (disclosed.Sections.Contains("case"))
        {
            var measures = (Of("case.measures")?.Split(' ') ?? []).Concat(record.Rights.Where(step => step.On.Year == year && step.Step == "provided").Select(step => Provided.GetValueOrDefault(step.Right)).OfType<string>())
                .Distinct(StringComparer.Ordinal).OrderBy(code => CodeLists.Measure.Codes.ToList().IndexOf(code)).ToList();
            Put("measure", string.Join(';', measures));
            if (measures.Count > 0) row["received-measures"] = Yes;
            Put("also", string.Join(';', record.Referred.Where(one => one.Accepted && one.On.Year <= year && register.Any(body => body.Id.Value == one.Body)).Select(one => one.Body).Distinct(StringComparer.Ordinal)));
        }
        Put("region", Of("case.region"));
        if (disclosed.Sections.Contains("family"))
        {
            var children = Math.Max(NumberOf(record["family.with-her"]) ?? 0, record.Children);
            Put("children-with", children > 0 || record["family.with-her"] is not null ? children.ToString(CultureInfo.InvariantCulture) : null);
            Put("children-elsewhere", record["family.elsewhere"]);
        }
        if (row.GetValueOrDefault("offer") == Offers["no"]) Put("decline", Of("answer.decline-reason")?.Split(' ')[0]);
        return row;
    }

    // Somebody who was said to be fifteen last year is sixteen in this one.
    private static string? AgeIn(YearRecord record, int year) =>
        record.Told.GetValueOrDefault("age.stated") is { } stated && NumberOf(stated.Value) is { } age ? Math.Max(0, age + year - Registration.CaseStore.DayOf(stated.At.ToUnixTimeMilliseconds()).Year).ToString(CultureInfo.InvariantCulture) : null;

    private static string? Codes(string? codes, CodeList list) => codes is null ? null : string.Join(';', codes.Split(' ').Where(list.Has));

    private static int? NumberOf(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
