using System.Globalization;
using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;
using Vern.Persons.Collection;
using Vern.Persons.OwnReport;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;

namespace Vern.Persons.OwnStatistics;

/// <summary>A referral as the figures know it.</summary>
/// <param name="Ours">Whether it was sent from here.</param>
/// <param name="State">Where it is.</param>
/// <param name="Reason">Why it was declined or handed back, by code; null: it was not.</param>
public sealed record CountedReferral(bool Ours, ReferralState State, string? Reason);

/// <summary>Counts an agency's own work of a year. All tables of persons are one publication and are protected together, those of referrals another; what comes out has been through disclosure control (docs/method-own-statistics.md). Pure.</summary>
public static class CountOwnFigures
{
    /// <summary>Counts under which a cell is hidden, and nationalities that fewer persons have are one group.</summary>
    public const int Minimum = 3;
    private const string Yes = "yes", No = "no", Others = "others", None = "none", WithParent = "with-parent", OtherThan = "other-than", Total = "Total";
    private static readonly string[] Months = [.. Enumerable.Range(1, 12).Select(month => month.ToString("00", CultureInfo.InvariantCulture))], Forms = ["SEX", "LAB", "COMB", "OTH", "UNCL", WithParent, OtherThan], Who = ["women", "men", "adults-x", "girls", "boys", "children-x"], Known = ["known", "before", "not-known"];
    private static readonly string[] Declined = ["D1", "D2", "D3", "D4", "D5", "D9", "untold"], Outcomes = ["open", "accepted", "declined", "handed-back", "ended"], Hearings = ["house", "elsewhere", "planned", "declined", "not-reached", "not-offered", None], Fits = ["yes", "partly", "no", None];

    /// <summary>The figures.</summary>
    /// <param name="records">The agency's persons who are not closed before the year; those registered in it or before are counted.</param>
    /// <param name="referrals">The referrals of the year, both ways.</param>
    /// <param name="year">The year.</param>
    /// <param name="on">Today.</param>
    /// <param name="cancel">Stops.</param>
    public static OwnFigures Run(IReadOnlyList<YearRecord> records, IReadOnlyList<CountedReferral> referrals, int year, DateOnly on, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(referrals);
        var persons = records.Where(record => record.Head.OpenedOn.Year <= year).Select(record => Person(record, year)).ToList();
        var (people, cases) = (Protect(Data(persons), Requests, cancel), referrals.Count == 0 ? null : Protect(Data(referrals), [new("outcomes", ["way", "outcome"]), new("referral-reasons", ["way", "reason"], new Dictionary<string, string>(StringComparer.Ordinal) { ["turned"] = Yes })], cancel));
        List<OwnTable> tables = [Table(people, "opened"), Table(people, "closed"), Table(people, "forms"), Table(people, "nationalities"), Table(people, "sexes"), Table(people, "declined"), Table(people, "hearings"), Table(people, "fits")];
        if (cases is not null) tables.AddRange([Table(cases, "outcomes"), Table(cases, "referral-reasons")]);
        return new(year, on, tables, [Duration(people, persons, "identification", person => person.Identification), Duration(people, persons, "housing", person => person.Housing), Duration(people, persons, "decision", person => person.Decision)], cases is null ? [people] : [people, cases]);
    }

    private sealed record Counted(string Opened, string Closed, string Who, string Form, string Nationality, string Declined, string Hearing, string Fits, int? Identification, int? Housing, int? Decision);

    private static readonly IReadOnlyList<TableRequest> Requests =
    [
        new("opened", ["opened"]), new("closed", ["closed"]), new("forms", ["form", "who"], null, Without("who", "adults", "children")), new("nationalities", ["nationality"]), new("sexes", ["who"]),
        new("declined", ["declined"]), new("hearings", ["hearing"], new Dictionary<string, string>(StringComparer.Ordinal) { ["who"] = "children" }), new("fits", ["fits"]), new("identification", ["identification"]), new("housing", ["housing"]), new("decision", ["decision"]),
    ];

    private static Counted Person(YearRecord record, int year)
    {
        string Month(DateOnly? day, string otherwise) => day is { } known && known.Year == year ? known.Month.ToString("00", CultureInfo.InvariantCulture) : otherwise;
        var first = record.Head.OpenedOn;
        // Of who came in a file nobody knows when first contact was.
        int? Taken(DateOnly? day) => !record.Imported && day is { } known && known.Year <= year ? known.DayNumber - first.DayNumber : null;
        var child = record.Head.IsChild;
        var identified = DateOnly.TryParseExact(record["assessment.identified-on"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? on : (DateOnly?)null;
        return new(record.Imported ? "earlier" : Month(first, "earlier"), Month(record.Head.ClosedOn, "open"), (record["about.sex"], child) switch { ("woman", false) => "women", ("man", false) => "men", (_, false) => "adults-x", ("woman", true) => "girls", ("man", true) => "boys", _ => "children-x" },
            BelongsToYear.IsOther(record) switch { LeftOut.WithParent => WithParent, LeftOut.NotConcluded => OtherThan, _ => FormOf(record["exploitation.forms"]) }, record["about.nationality"] ?? "UNKN", record["answer.offer"] != "no" ? None : record["answer.decline-reason"]?.Split(' ')[0].Split('.')[0] ?? "untold", HearingOf(record.FollowUp), FitsOf(record.FollowUp),
            Taken(identified), Taken(FirstDay(record, "case.housing", code => code is not ("UTEN" or "UKJ"))), Taken(FirstDay(record, "case.immigration", Decided.Contains)));
    }

    // Codes of the immigration case that say that something was decided (list 5).
    private static readonly HashSet<string> Decided = new(StringComparer.Ordinal) { "RF-GR", "RF-REF", "RF-END", "BO-GR", "BO-REF", "BO-REN", "BO-CHILD", "AS-28", "AS-84", "AS-38", "AS-DUB", "AS-MER", "AP-UPH", "AP-REV" };

    // How far a child was reached (N-008, G-058): what came furthest of all that was offered.
    private static string HearingOf(IReadOnlyList<Fact> facts)
    {
        var all = facts.Where(fact => fact.Field.Id == "hearing.outcome").Select(outcome => (outcome.Value, InHouse: facts.Any(fact => fact.Field.Id == "hearing.where" && fact.Item == outcome.Item && fact.Value == "childrens-house"))).ToList();
        return all.Contains(("held", true)) ? "house" : all.Contains(("held", false)) ? "elsewhere" : all.Exists(one => one.Value is "planned" or "put-off") ? "planned"
            : all.Exists(one => one.Value is "not-reached") ? "not-reached" : all.Exists(one => one.Value is "declined") ? "declined" : all.Count > 0 ? "not-offered" : None;
    }

    // Of the place that she came to last.
    private static string FitsOf(IReadOnlyList<Fact> facts) => facts.Where(fact => fact.Field.Id == "stay.fits").MaxBy(fact => fact.Item)?.Value is ("yes" or "partly" or "no") and var fits ? fits : None;

    private static DateOnly? FirstDay(YearRecord record, string field, Func<string, bool> which) => record.Course.Where(step => step.Field == field && which(step.Value)).Select(step => (DateOnly?)step.On).Min();

    private static string FormOf(string? forms)
    {
        var main = (forms?.Split(' ') ?? []).Select(CodeLists.MainFormOf).Distinct(StringComparer.Ordinal).ToList();
        return main.Contains("SEX") && main.Contains("LAB") ? "COMB" : main.Contains("SEX") ? "SEX" : main.Contains("LAB") ? "LAB" : main.Exists(form => form is "WAR" or "ORG" or "OTH") ? "OTH" : "UNCL";
    }

    private static Microdata Data(List<Counted> persons)
    {
        string Of(int? days) => days switch { null => "not-known", < 0 => "before", _ => "known" };
        var rows = persons.Select(person => new MicrodataRow([person.Opened, person.Closed, person.Who, person.Form, person.Nationality, person.Declined, person.Hearing, person.Fits, Of(person.Identification), Of(person.Housing), Of(person.Decision)]));
        Dimension[] dimensions =
        [
            Flat("opened", ["earlier", .. Months]), Flat("closed", [.. Months, "open"]), new("who", new Code(Total, new Code("adults", [.. Who.Take(3).Select(Leaf)]), new Code("children", [.. Who.Skip(3).Select(Leaf)]))),
            Flat("form", Forms), Flat("nationality", [.. persons.Select(person => person.Nationality).Append("UNKN").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]),
            Flat("declined", [.. Declined, None]), Flat("hearing", Hearings), Flat("fits", Fits), Flat("identification", Known), Flat("housing", Known), Flat("decision", Known),
        ];
        // Nationalities of few are one group before any table is made, so that all tables agree.
        return Grouping.Small(new(dimensions, [.. rows]), "nationality", Minimum, Others, ["UNKN", "UNRES"]).Data;
    }

    private static Microdata Data(IReadOnlyList<CountedReferral> referrals) => new(
        [Flat("way", "ours", "theirs"), Flat("outcome", Outcomes), Flat("reason", [.. referrals.Select(one => one.Reason ?? None).Append(None).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]), Flat("turned", Yes, No)],
        [.. referrals.Select(one => new MicrodataRow([one.Ours ? "ours" : "theirs", ReferralWay.IsOpen(one.State) ? "open" : one.State switch { ReferralState.Accepted => "accepted", ReferralState.Declined => "declined", ReferralState.HandedBack => "handed-back", _ => "ended" }, one.Reason ?? None, one.State is ReferralState.Declined or ReferralState.HandedBack ? Yes : No]))]);

    private static ProtectedPublication Protect(Microdata data, IReadOnlyList<TableRequest> tables, CancellationToken cancel) => Protector.Protect(data, tables, new ProtectionRules(Minimum, SearchSeconds: 0.3), cancel: cancel);

    private static OwnTable Table(ProtectedPublication publication, string id)
    {
        var table = publication[id];
        IReadOnlyList<string> Codes(int at) => [.. table.Cells.Select(cell => cell.Key[at]).Distinct(StringComparer.Ordinal).Where(code => code != Total && (code != None || id is "declined" or "hearings" or "fits")).Append(Total)];
        var (rows, columns) = (Codes(0), table.Dimensions.Count > 1 ? Codes(1) : [Total]);
        return new(id, table.Dimensions[0].Name, rows, table.Dimensions.Count > 1 ? table.Dimensions[1].Name : null, columns, [.. rows.Select(row => (IReadOnlyList<ProtectedCell>)[.. columns.Select(column => table.Dimensions.Count > 1 ? table[row, column] : table[row])])]);
    }

    private static OwnDuration Duration(ProtectedPublication publication, List<Counted> persons, string id, Func<Counted, int?> days)
    {
        var table = publication[id];
        // No median where the number of persons that it is of is hidden.
        var (lower, median, upper) = table["known"].Value is not null ? TimeTaken.Of([.. persons.Select(days).OfType<int>().Where(taken => taken >= 0)]) : (null, null, null);
        return new(id, table["known"], table["before"], table["not-known"], lower, median, upper);
    }

    private static Code Leaf(string name) => new(name);
    private static Dimension Flat(string name, params IEnumerable<string> codes) => new(name, new Code(Total, [.. codes.Select(Leaf)]));
    private static Dictionary<string, IReadOnlyList<string>> Without(string dimension, params IReadOnlyList<string> codes) => new(StringComparer.Ordinal) { [dimension] = codes };
}
