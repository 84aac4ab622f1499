namespace Vern.Persons.Statistics;

/// <summary>
/// The population of the country in a year (import <c>population</c>): year, persons and, where told, girls, boys, women, men (under 18, and 18 or more). The base of
/// SDG indicator 16.2.2: victims per 100,000 population (metadata of the indicator, UNODC).
/// </summary>
public sealed record PopulationYear(int Year, int Persons, int? Girls, int? Boys, int? Women, int? Men)
{
    /// <summary>Name of the import.</summary>
    public const string Import = "population";

    /// <summary>Reads the import, in the order of years.</summary>
    /// <exception cref="ImportException">A cell is wrong, a year stands twice, or groups that are all given do not add up.</exception>
    public static IReadOnlyList<PopulationYear> Parse(string csv)
    {
        var years = new List<PopulationYear>();
        foreach (var row in ImportTable.Parse(Import, csv, ["year", "persons"], ["girls", "boys", "women", "men"]).Rows)
        {
            var year = new PopulationYear(row.Year(), row.RequiredCount("persons"), row.Count("girls"), row.Count("boys"), row.Count("women"), row.Count("men"));
            if (years.Exists(other => other.Year == year.Year)) throw row.Wrong("year", "Expected.OnceYear");
            if (year.Persons == 0) throw row.Wrong("persons", "Expected.Positive");
            if (year.Girls + year.Boys + year.Women + year.Men is { } people && people != year.Persons) throw row.Wrong("persons", "Expected.SumSexAge", people);
            years.Add(year);
        }

        return [.. years.OrderBy(year => year.Year)];
    }

    /// <summary>How many of a group by sex and age; null when it was not told.</summary>
    public int? Of(string sexAge) => sexAge switch { "W18" => Women, "G17" => Girls, "M18" => Men, "B17" => Boys, "Total" => Persons, _ => null };
}
