using Vern.Linkage.Linking;
using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>
/// Makes persons of clusters: one set of attributes each, by fixed rules for bodies that disagree, and the rule that says who counts.
/// Pure: the same submissions and clusters give the same persons.
/// </summary>
public static class CountPersons
{
    /// <summary>Labour kinds of Diagram 3, the first that a person has is the one shown.</summary>
    public static IReadOnlyList<string> LabourKinds { get; } = ["BEG", "DRUG", "CRIME", "HOME", "CONSTR", "REST", "FARM", "TRADE", "NOS"];

    /// <summary>The persons of a year by the published rule "in doubt, the same person" (C-005).</summary>
    /// <param name="submissions">The submissions in force, in the order of the link's sources.</param>
    /// <param name="clusters">For every source, for every row, its cluster.</param>
    /// <param name="year">The reporting year.</param>
    /// <returns>One per cluster, by its number; those not counted say why.</returns>
    public static IReadOnlyList<CountedPerson> Of(IReadOnlyList<Submission> submissions, IReadOnlyList<int[]> clusters, int year)
    {
        var members = new SortedDictionary<int, List<(BodyId Sender, ReportedPerson Row)>>();
        for (var source = 0; source < submissions.Count; source++)
            for (var row = 0; row < submissions[source].Persons.Count; row++)
            {
                if (!members.TryGetValue(clusters[source][row], out var rows)) members[clusters[source][row]] = rows = [];
                rows.Add((submissions[source].Sender, submissions[source].Persons[row]));
            }

        return [.. members.Select(member => Merge(member.Key, member.Value, CountingRule.Of(year), year))];
    }

    /// <summary>Whether this row alone makes a person count: presumed under 18, or an adult who accepted. A cluster counts when one of its rows does.</summary>
    public static bool CountsByItself(ReportedPerson row, int year)
    {
        var rule = CountingRule.Of(year);
        return (rule.MinorsAlways && IsMinor(row, year)) || !rule.AdultMustAccept || row.Offer == OfferAnswer.Accepted;
    }

    /// <summary>Whether a body presumes the person under 18: its own word first, then the age, then the year of birth.</summary>
    public static bool IsMinor(ReportedPerson row, int year) => row.PresumedMinor ?? (AgeOf(row, year) is < 18);

    private static int? AgeOf(ReportedPerson row, int year) => row.Age ?? (row.BirthYear is { } born ? year - born : null);

    private static CountedPerson Merge(int number, List<(BodyId Sender, ReportedPerson Row)> members, CountingRule rule, int year)
    {
        var rows = members.ConvertAll(member => member.Row);
        var minor = rows.Exists(row => IsMinor(row, year));
        var age = MostTold(rows.Select(row => AgeOf(row, year)).Where(told => told is { } years && years < 18 == minor).Select(told => told!.Value));
        var mains = rows.SelectMany(row => row.Forms).SelectMany(MainForms).ToHashSet(StringComparer.Ordinal);
        var counted = rows.Exists(row => CountsByItself(row, year));
        var form = Form(mains, rule);
        return new CountedPerson(number, [.. members.Select(member => new ReportedRow(member.Sender, member.Row.Row)).OrderBy(row => row.Sender.Value, StringComparer.Ordinal).ThenBy(row => row.Row)],
            SexAge(SexOf(rows), minor),
            AgeBand(age, minor), NationalityOf(rows), form, SubForms(rows), IdentifiedIn(rows, year),
            rows.Max(row => row.AccompanyingChildren ?? 0), rows.Max(row => row.ChildrenElsewhere ?? 0), counted, counted ? null : WhyNot(rows))
        {
            Age = age,
            Support = SupportOf(rows),
            LabourKind = form is "LAB" or "COMB" ? LabourKind(rows) : "none",
        };
    }

    private static string SexOf(List<ReportedPerson> rows)
    {
        var women = rows.Count(row => row.Sex == Sex.Woman);
        var men = rows.Count(row => row.Sex == Sex.Man);
        return women == 0 && men == 0 ? "X" : women >= men ? "W" : "M";
    }

    private static string SexAge(string sex, bool minor) => (sex, minor) switch { ("W", true) => "G17", ("M", true) => "B17", (_, true) => "X17", _ => sex + "18" };

    private static string NationalityOf(List<ReportedPerson> rows) =>
        rows.Select(row => row.Nationality).Where(code => code is not ("UNKN" or "UNRES")).GroupBy(code => code, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault()?.Key
        ?? (rows.Exists(row => row.Nationality == "UNRES") ? "UNRES" : "UNKN");

    /// <summary>The main forms of a code: COMB is two, a sub-form belongs to its main form, unclear is none.</summary>
    internal static IEnumerable<string> MainForms(string code) => code switch
    {
        "UNCL" => [],
        "COMB" => ["SEX", "LAB"],
        _ when code.StartsWith("SRV-", StringComparison.Ordinal) => ["LAB"],
        _ => [code.Split('-')[0]],
    };

    private static string Form(HashSet<string> mains, CountingRule rule) =>
        mains.Contains("WAR") ? "WAR"
        : mains.Contains("ORG") ? "ORG"
        : mains.Contains("SEX") && mains.Contains("LAB") ? rule.Combined == CombinedForms.OwnColumn ? "COMB" : "LAB"
        : mains.Contains("SEX") ? "SEX"
        : mains.Contains("LAB") ? "LAB"
        : mains.Count > 0 ? "OTH" : "UNCL";

    private static List<string> SubForms(List<ReportedPerson> rows) =>
        [.. rows.SelectMany(row => row.Forms).Where(code => code.Contains('-', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string LabourKind(List<ReportedPerson> rows)
    {
        var kinds = rows.SelectMany(row => row.Forms).Select(KindOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return LabourKinds.FirstOrDefault(kinds.Contains) ?? "NOS";
    }

    private static string? KindOf(string code) => code switch
    {
        "SRV-BEG" => "BEG",
        "SRV-PROP" or "SRV-CRIME" => "CRIME",
        "LAB-AUPAIR" or "LAB-HOUSE" or "LAB-DIPL" => "HOME",
        "LAB-CONSTR" => "CONSTR",
        "LAB-REST" => "REST",
        "LAB-AGRI" or "LAB-HORT" or "LAB-SEAS" => "FARM",
        "LAB-NOS" => "NOS",
        _ when code.StartsWith("SRV-DRUG", StringComparison.Ordinal) => "DRUG",
        _ when code.StartsWith("LAB-", StringComparison.Ordinal) => "TRADE",
        _ => null,
    };

    private static IdentificationYear IdentifiedIn(List<ReportedPerson> rows, int year) =>
        rows.Exists(row => row.IdentifiedYear < year || (row.IdentifiedYear is null && row.Identified == IdentificationYear.Earlier)) ? IdentificationYear.Earlier
        : rows.Exists(row => row.IdentifiedYear == year || (row.IdentifiedYear is null && row.Identified == IdentificationYear.ThisYear)) ? IdentificationYear.ThisYear
        : IdentificationYear.Unclear;

    private static string SupportOf(List<ReportedPerson> rows)
    {
        var measures = rows.SelectMany(row => row.Measures).ToList();
        return measures.Count == 0 ? "untold" : measures.TrueForAll(measure => measure == "M1") ? "contact" : "right";
    }

    private static string WhyNot(List<ReportedPerson> rows) =>
        rows.Exists(row => row.Offer == OfferAnswer.Declined) ? "NotCounted.Declined"
        : rows.Exists(row => row.Offer is OfferAnswer.Disappeared or OfferAnswer.Evaded) ? "NotCounted.Gone"
        : rows.Exists(row => row.Offer == OfferAnswer.NotOffered) ? "NotCounted.NotOffered" : "NotCounted.Unknown";

    private static int? MostTold(IEnumerable<int> ages) =>
        ages.GroupBy(age => age).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).Select(group => (int?)group.Key).FirstOrDefault();

    private static string AgeBand(int? age, bool minor) => age switch
    {
        null => "unknown",
        < 14 => "under14",
        < 16 => "14-15",
        < 18 => minor ? "16-17" : "unknown",
        < 20 => "18-19",
        < 35 => "20-34",
        < 41 => "35-40",
        _ => "over40",
    };

    /// <summary>The cluster numbers of a link, when every row that has none yet is a person alone: what a hand-made test starts from.</summary>
    public static IReadOnlyList<int[]> Alone(IReadOnlyList<Submission> submissions)
    {
        var next = 0;
        return [.. submissions.Select(submission => submission.Persons.Select(_ => next++).ToArray())];
    }
}
