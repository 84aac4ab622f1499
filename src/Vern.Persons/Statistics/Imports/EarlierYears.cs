namespace Vern.Persons.Statistics;

/// <summary>
/// A year as it was published (import <c>earlier-years</c>): year, persons, new, unclear_year, girls, boys, women, men, sexual, labour, war, organ, unclear, other,
/// combined, bodies. An empty cell was not published.
/// </summary>
public sealed record EarlierYear(int Year, int? Persons, int? New, int? UnclearYear, int? Girls, int? Boys, int? Women, int? Men,
    int? Sexual, int? Labour, int? War, int? Organ, int? Unclear, int? Other, int? Combined, int? Bodies)
{
    /// <summary>Name of the import.</summary>
    public const string Import = "earlier-years";
    private static readonly string[] Columns = ["year", "persons", "new", "unclear_year", "girls", "boys", "women", "men", "sexual", "labour", "war", "organ", "unclear", "other", "combined"];

    /// <summary>Reads the import, in the order of years.</summary>
    /// <exception cref="ImportException">A cell is wrong, a year stands twice, or parts that are all given do not add up to the persons.</exception>
    public static IReadOnlyList<EarlierYear> Parse(string csv)
    {
        var years = new List<EarlierYear>();
        foreach (var row in ImportTable.Parse(Import, csv, Columns, ["bodies"]).Rows)
        {
            var year = new EarlierYear(row.Year(), row.Count("persons"), row.Count("new"), row.Count("unclear_year"), row.Count("girls"), row.Count("boys"), row.Count("women"), row.Count("men"),
                row.Count("sexual"), row.Count("labour"), row.Count("war"), row.Count("organ"), row.Count("unclear"), row.Count("other"), row.Count("combined"), row.Count("bodies"));
            if (years.Exists(other => other.Year == year.Year)) throw row.Wrong("year", "Expected.OnceYear");
            if (year.Girls + year.Boys + year.Women + year.Men is { } people && people != year.Persons) throw row.Wrong("persons", "Expected.SumSexAge", people);
            if (year.Sexual + year.Labour + year.War + year.Organ + year.Unclear + (year.Other ?? 0) + (year.Combined ?? 0) is { } forms && forms != year.Persons)
                throw row.Wrong("persons", "Expected.SumForms", forms);
            years.Add(year);
        }

        return [.. years.OrderBy(year => year.Year)];
    }

    /// <summary>The count of a form of exploitation.</summary>
    public int? Form(string code) => code switch
    {
        "SEX" => Sexual, "LAB" => Labour, "COMB" => Combined, "ORG" => Organ, "WAR" => War, "OTH" => Other, "UNCL" => Unclear,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "No such form."),
    };

    /// <summary>The count of a group by sex and age.</summary>
    public int? SexAge(string code) => code switch
    {
        "W18" => Women, "G17" => Girls, "M18" => Men, "B17" => Boys, "X18" or "X17" => null, "Total" => Persons,
        "minors" => Girls + Boys, "adults" => Women + Men,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "No such group."),
    };
}
