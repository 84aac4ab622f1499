using Vern.Disclosure.Tables;
using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>
/// The counted persons as microdata and the list of tables that are published of them: one publication, so that no table undoes another.
/// Age bands, kinds of labour and the like depend on sex and form; they are only asked for under the code they depend on, where what cannot be is a published zero.
/// </summary>
public static class PersonMicrodata
{
    /// <summary>Main forms in the order of Table 3.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["SEX", "LAB", "COMB", "ORG", "WAR", "OTH", "UNCL"];
    /// <summary>Age bands of minors, then of adults (D-034, D-035).</summary>
    public static IReadOnlyList<string> MinorBands { get; } = ["under14", "14-15", "16-17", "unknown"];
    /// <summary>Age bands of adults.</summary>
    public static IReadOnlyList<string> AdultBands { get; } = ["18-19", "20-34", "35-40", "over40", "unknown"];

    /// <summary>
    /// The tables of the publication. No table has more subtotals than are printed: a subtotal is one more sum that an attacker can subtract from, and hides large counts.
    /// Adults, minors and all forced labour are told once, on their own.
    /// </summary>
    /// <param name="left">Nationalities that a table leaves to its rest, by table.</param>
    /// <param name="minors">Codes of minors by sex.</param>
    public static IReadOnlyList<TableRequest> Tables(IReadOnlyDictionary<string, IReadOnlyList<string>> left, IReadOnlyList<string> minors)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(minors);
        IReadOnlyDictionary<string, IReadOnlyList<string>> Without(string dimension, params IReadOnlyList<string> codes) => new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [dimension] = codes };
        return
        [
            new("table3", ["sexAge", "form"], null, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["sexAge"] = ["adults", "minors"], ["form"] = ["LABCOMB"] }),
            new("sexAge", ["sexAge"]),
            new("identified", ["identified"]),
            new("nationality", ["nationality"], null, Without("nationality", GroupNationalities.Regions)),
            .. GroupNationalities.Parts.Select(part => new TableRequest(part.Table, ["nationality"], Where("sexAge", part.SexAge), Without("nationality", left.GetValueOrDefault(part.Table) ?? []))),
            .. minors.Select(code => new TableRequest("age-" + code, ["ageBand"], Where("sexAge", code))),
            new("women-age", ["ageBand", "form"], Where("sexAge", "W18"), Without("form", "LABCOMB")),
            new("men-age", ["ageBand", "form"], Where("sexAge", "M18"), Without("form", "LABCOMB")),
            new("labour", ["labourKind"], Where("form", "LABCOMB")),
            new("accompanying", ["accompanying"], Where("sexAge", "W18")),
            new("elsewhere", ["elsewhere"]),
            new("support", ["support"]),
            new("reporters", ["reporters"]),
        ];
    }

    /// <summary>Microdata of the counted persons and the tables to publish of them.</summary>
    /// <param name="persons">The persons; those not counted are left out.</param>
    /// <param name="minimum">Minimum count, by which nationalities are grouped.</param>
    /// <param name="earlierReporters">Bodies that reported last year too (C-021).</param>
    public static (Microdata Data, IReadOnlyList<TableRequest> Tables) Of(IEnumerable<CountedPerson> persons, int minimum, IReadOnlySet<BodyId> earlierReporters)
    {
        ArgumentNullException.ThrowIfNull(earlierReporters);
        var counted = persons.Where(person => person.Counted).ToList();
        var named = GroupNationalities.ByTable(counted, minimum);
        var all = named["nationality"];
        var names = all.ToHashSet(StringComparer.Ordinal);
        var data = new Microdata(Dimensions(counted, all), [.. counted.Select(person => new MicrodataRow(Codes(person, names, earlierReporters)))
            .GroupBy(row => string.Join('\u001f', row.Codes), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.First() with { Count = group.Count() })]);
        var left = GroupNationalities.Parts.ToDictionary(part => part.Table, part => (IReadOnlyList<string>)[.. all.Except(named[part.Table], StringComparer.Ordinal), .. GroupNationalities.Regions.Select(GroupNationalities.OthersOf), .. part.ByRegion ? [] : GroupNationalities.Regions], StringComparer.Ordinal);
        return (data, Tables(left, [.. Minors.Where(code => code != "X17" || counted.Exists(person => person.SexAge == code))]));
    }

    /// <summary>Codes of minors by sex; X17 when no body told it.</summary>
    public static IReadOnlyList<string> Minors { get; } = ["G17", "B17", "X17"];

    private static Dictionary<string, string> Where(string dimension, string code) => new(StringComparer.Ordinal) { [dimension] = code };

    private static string[] Codes(CountedPerson person, HashSet<string> named, IReadOnlySet<BodyId> earlierReporters) =>
    [
        person.SexAge,
        person.Form,
        named.Contains(person.Nationality) ? person.Nationality : GroupNationalities.OthersOf(GroupNationalities.RegionOf(person.Nationality)),
        person.AgeBand,
        person.LabourKind,
        person.Identified switch { IdentificationYear.ThisYear => "thisYear", IdentificationYear.Earlier => "earlier", _ => "unclear" },
        person.AccompanyingChildren > 0 ? "yes" : "no",
        person.ChildrenElsewhere > 0 ? "yes" : "no",
        person.Support,
        person.Rows.Any(row => earlierReporters.Contains(row.Sender)) ? "both" : "onlyNew",
    ];

    private static IReadOnlyList<Dimension> Dimensions(List<CountedPerson> counted, IReadOnlyList<string> named)
    {
        Code Leaf(string name) => new(name);
        var adults = new List<Code> { Leaf("W18"), Leaf("M18") };
        var minors = new List<Code> { Leaf("G17"), Leaf("B17") };
        if (counted.Exists(person => person.SexAge == "X18")) adults.Add(Leaf("X18"));
        if (counted.Exists(person => person.SexAge == "X17")) minors.Add(Leaf("X17"));
        return
        [
            new("sexAge", new Code("Total", new Code("adults", adults), new Code("minors", minors))),
            new("form", new Code("Total", Leaf("SEX"), new Code("LABCOMB", Leaf("LAB"), Leaf("COMB")), Leaf("ORG"), Leaf("WAR"), Leaf("OTH"), Leaf("UNCL"))),
            new("nationality", new Code("Total", [.. GroupNationalities.Regions.Select(region =>
                new Code(region, [.. named.Where(code => GroupNationalities.RegionOf(code) == region).Select(Leaf), Leaf(GroupNationalities.OthersOf(region))]))])),
            new("ageBand", new Code("Total", [.. MinorBands.Concat(AdultBands).Distinct(StringComparer.Ordinal).Select(Leaf)])),
            new("labourKind", new Code("Total", [.. CountPersons.LabourKinds.Append("none").Select(Leaf)])),
            Flat("identified", "thisYear", "earlier", "unclear"),
            Flat("accompanying", "yes", "no"),
            Flat("elsewhere", "yes", "no"),
            Flat("support", "right", "contact", "untold"),
            Flat("reporters", "both", "onlyNew"),
        ];
    }

    private static Dimension Flat(string name, params IEnumerable<string> codes) => new(name, new Code("Total", [.. codes.Select(code => new Code(code))]));
}
