namespace Vern.Persons.Statistics;

/// <summary>Reads an imported table of any name as the year's figures will, before it is kept.</summary>
public static class CheckImport
{
    /// <summary>How many rows it has.</summary>
    /// <exception cref="ImportException">It cannot be read; the message names the row, the column and what was expected.</exception>
    /// <exception cref="ArgumentException">There is no import of this name.</exception>
    public static int Rows(string name, string csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var rows = name switch
        {
            EarlierYear.Import => EarlierYear.Parse(csv).Count,
            EarlierReport.Import => EarlierReport.Parse(csv).Count,
            PoliceReportYear.Import => PoliceReportYear.Parse(csv).Count,
            PoliceDistrict.Import => PoliceDistrict.Parse(csv).Count,
            MinorsNationality.Import => MinorsNationality.Parse(csv).Count,
            ReturnYear.Import => ReturnYear.Parse(csv).Count,
            Judgment.Import => Judgment.Parse(csv).Count,
            PopulationYear.Import => PopulationYear.Parse(csv).Count,
            "permits" or "asylum" or "reception" => Breakdown.Rows(name, csv),
            _ => throw new ArgumentException($"There is no import '{name}'.", nameof(name)),
        };
        return rows > 0 ? rows : throw new ImportException("Import.NoRows", name);
    }

    /// <summary>The columns of an import in the order in which the published ones are shipped.</summary>
    public static string Columns(string name) => ImportPublished.Header(name);
}
