namespace Vern.Persons.Statistics;

/// <summary>The rank of a nationality among presumed minors in an earlier year (import <c>minors-nationalities</c>): year, rank from 1, nationality (ISO 3166-1 alpha-2). Ties share a rank.</summary>
public sealed record MinorsNationality(int Year, int Rank, string Nationality)
{
    /// <summary>Name of the import.</summary>
    public const string Import = "minors-nationalities";

    /// <summary>Reads the import, by year and rank.</summary>
    /// <exception cref="ImportException">A cell is wrong.</exception>
    public static IReadOnlyList<MinorsNationality> Parse(string csv)
    {
        var ranks = new List<MinorsNationality>();
        foreach (var row in ImportTable.Parse(Import, csv, ["year", "rank", "nationality"]).Rows)
        {
            var code = row.RequiredText("nationality");
            if (!CountryNames.Knows(code)) throw row.Wrong("nationality", "Expected.Country");
            ranks.Add(new(row.Year(), row.RequiredCount("rank"), code));
        }

        return [.. ranks.OrderBy(rank => rank.Year).ThenBy(rank => rank.Rank)];
    }
}

/// <summary>Return applications and departures of a year (import <c>returns</c>): year, applications, departures; an empty cell was not told.</summary>
public sealed record ReturnYear(int Year, int? Applications, int? Departures)
{
    /// <summary>Name of the import.</summary>
    public const string Import = "returns";

    /// <summary>Reads the import, in the order of years.</summary>
    /// <exception cref="ImportException">A cell is wrong or a year stands twice.</exception>
    public static IReadOnlyList<ReturnYear> Parse(string csv)
    {
        var years = new List<ReturnYear>();
        foreach (var row in ImportTable.Parse(Import, csv, ["year", "applications", "departures"]).Rows)
        {
            if (years.Exists(year => year.Year == row.Year())) throw row.Wrong("year", "Expected.OnceYear");
            years.Add(new(row.Year(), row.Count("applications"), row.Count("departures")));
        }

        return [.. years.OrderBy(year => year.Year)];
    }
}
