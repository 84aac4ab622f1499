namespace Vern.Persons.Statistics;

/// <summary>
/// Police reports of a year as published (import <c>police-reports</c>): year, sexual, labour, organ, war, and, where told, gross_sexual and gross_labour: how many of them
/// were for gross trafficking.
/// </summary>
public sealed record PoliceReportYear(int Year, int Sexual, int Labour, int Organ, int War, int? GrossSexual, int? GrossLabour)
{
    /// <summary>Name of the import.</summary>
    public const string Import = "police-reports";
    /// <summary>All reports of the year.</summary>
    public int Total => Sexual + Labour + Organ + War;

    /// <summary>Reads the import, in the order of years.</summary>
    /// <exception cref="ImportException">A cell is wrong or a year stands twice.</exception>
    public static IReadOnlyList<PoliceReportYear> Parse(string csv)
    {
        var years = new List<PoliceReportYear>();
        foreach (var row in ImportTable.Parse(Import, csv, ["year", "sexual", "labour", "organ", "war"], ["gross_sexual", "gross_labour"]).Rows)
        {
            var year = new PoliceReportYear(row.Year(), row.RequiredCount("sexual"), row.RequiredCount("labour"), row.RequiredCount("organ"), row.RequiredCount("war"), row.Count("gross_sexual"), row.Count("gross_labour"));
            if (years.Exists(other => other.Year == year.Year)) throw row.Wrong("year", "Expected.OnceYear");
            if (year.GrossSexual > year.Sexual) throw row.Wrong("gross_sexual", "Expected.AtMost", year.Sexual);
            if (year.GrossLabour > year.Labour) throw row.Wrong("gross_labour", "Expected.AtMost", year.Labour);
            years.Add(year);
        }

        return [.. years.OrderBy(year => year.Year)];
    }
}

/// <summary>Police reports of the year in a district (import <c>police-districts</c>): district, sexual, labour, organ, war.</summary>
public sealed record PoliceDistrict(string District, int Sexual, int Labour, int Organ, int War)
{
    /// <summary>Name of the import.</summary>
    public const string Import = "police-districts";

    /// <summary>Reads the import, in the order of the file.</summary>
    /// <exception cref="ImportException">A cell is wrong or a district stands twice.</exception>
    public static IReadOnlyList<PoliceDistrict> Parse(string csv)
    {
        var districts = new List<PoliceDistrict>();
        foreach (var row in ImportTable.Parse(Import, csv, ["district", "sexual", "labour", "organ", "war"]).Rows)
        {
            var district = new PoliceDistrict(row.RequiredText("district"), row.RequiredCount("sexual"), row.RequiredCount("labour"), row.RequiredCount("organ"), row.RequiredCount("war"));
            if (districts.Exists(other => other.District == district.District)) throw row.Wrong("district", "Expected.OnceDistrict");
            districts.Add(district);
        }

        return districts;
    }
}
