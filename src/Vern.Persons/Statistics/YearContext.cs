using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;
using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>What the tables of a year are made from: protected publications, what was published before, and imports of other registers.</summary>
internal sealed class YearContext
{
    public required int Year { get; init; }
    public required CountingRule Rule { get; init; }
    public required int MinimumCount { get; init; }
    public required RoundLinkage Linkage { get; init; }
    public required Round? Round { get; init; }
    public required IReadOnlyList<Body> Bodies { get; init; }
    public required ProtectedPublication Persons { get; init; }
    public required ProtectedPublication? Reports { get; init; }
    public required EarlierFigures Before { get; init; }
    public required IReadOnlyDictionary<string, (string Csv, string Source)> Imports { get; init; }

    /// <summary>The years before this one, as they were published.</summary>
    public IReadOnlyList<EarlierYear> Earlier => Before.Years;
    /// <summary>Where they were published.</summary>
    public string EarlierSource => Before.SourceOf(EarlierYear.Import);

    /// <summary>A cell of the persons' publication.</summary>
    public ProtectedCell this[string table, params string[] key] => Persons[table][key];

    /// <summary>The year before, when it was published.</summary>
    public EarlierYear? LastYear => Earlier.FirstOrDefault(year => year.Year == Year - 1);

    /// <summary>Codes of a dimension's leaves, in order.</summary>
    public IReadOnlyList<string> Leaves(string table, string dimension)
    {
        static IEnumerable<string> Below(Code code) => code.Parts.Count == 0 ? [code.Name] : code.Parts.SelectMany(Below);
        return [.. Below(Persons[table].Dimensions.First(one => one.Name == dimension).Total)];
    }

    /// <summary>The nationalities that a table names, whether their figure is shown or hidden.</summary>
    public IReadOnlyList<string> Countries(string table)
    {
        static IEnumerable<string> All(Code code) => code.Parts.SelectMany(All).Prepend(code.Name);
        return [.. All(Persons[table].Dimensions[0].Total).Where(CountryNames.Knows)];
    }

    /// <summary>Form codes that this year's rule has a column for; "other" only when somebody stands in it.</summary>
    public IReadOnlyList<string> Forms => [.. PersonMicrodata.Forms.Where(form =>
        (form != "COMB" || Rule.Combined == CombinedForms.OwnColumn) && (form != "OTH" || this["table3", "Total", "OTH"].Value != 0))];

    /// <summary>Groups by sex and age in the order of Table 3.</summary>
    public IReadOnlyList<string> SexAges
    {
        get
        {
            var present = Leaves("table3", "sexAge");
            return [.. new[] { "W18", "G17", "M18", "B17", "X18", "X17" }.Where(code => present.Contains(code, StringComparer.Ordinal))];
        }
    }

    /// <summary>Name of a body, or its short name when the register does not know it.</summary>
    public string NameOf(BodyId body) => Bodies.FirstOrDefault(one => one.Id == body)?.Name ?? body.Value;

    /// <summary>The body of the register that a name or short name in an import means, or null.</summary>
    public Body? Find(string name) => Bodies.FirstOrDefault(body => EarlierReport.Means(name, body));
}
