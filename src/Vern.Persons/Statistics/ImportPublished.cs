using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>
/// What was published for 2006 to 2014 in the status report of Norway's coordinating unit for 2014 (Koordineringsenheten for Ofre for Menneskehandel, 2015), shipped as facts:
/// puts what precedes a year, and the registers of the year itself where they were published, into a store.
/// </summary>
public static class ImportPublished
{
    /// <summary>Where the figures stand.</summary>
    public const string Source = "Published: KOM, Tilstandsrapport 2014";

    /// <summary>Where the population of 1 January 2014 stands.</summary>
    public const string PopulationSource = "Published: Statistics Norway, Population 1 January 2014 (20 February 2014)";

    /// <summary>Names of all imports that the tables are made from.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [EarlierYear.Import, EarlierReport.Import, PoliceReportYear.Import, PoliceDistrict.Import, MinorsNationality.Import, ReturnYear.Import, Judgment.Import, "permits", "asylum", "reception", PopulationYear.Import];

    /// <summary>Puts the imports for the report of a year. Imports that are there already are replaced.</summary>
    /// <param name="store">Where to.</param>
    /// <param name="year">The report's year; 2014 also gets that year's published registers.</param>
    /// <param name="cancel">Stops between two imports.</param>
    public static async Task RunAsync(INationalStore store, int year = 2014, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        await PutAsync(EarlierYear.Import, Keep(Read("earlier-years"), told => told < year));
        await PutAsync(EarlierReport.Import, Keep(Read("table1-earlier"), told => told < year && told >= year - 2));
        await PutAsync(PoliceReportYear.Import, Keep(Read("police-reports"), told => told < year));
        await PutAsync(MinorsNationality.Import, Keep(Read("minors-nationalities"), told => told < year));
        await PutAsync(ReturnYear.Import, Keep(Read("returns"), told => told <= year));
        await PutAsync(Judgment.Import, Read("judgments"));
        foreach (var name in (string[])[PoliceDistrict.Import, "permits", "asylum", "reception"])
            if (Exists($"{name}-{year}")) await PutAsync(name, Read($"{name}-{year}"));
        if (Exists($"{PopulationYear.Import}-{year}")) await store.PutImportAsync(year, PopulationYear.Import, Read($"{PopulationYear.Import}-{year}"), PopulationSource, cancel);

        Task PutAsync(string name, string csv) => store.PutImportAsync(year, name, csv, Source, cancel);
    }

    /// <summary>The shipped text of a published table; what <see cref="RunAsync"/> puts, unfiltered.</summary>
    /// <exception cref="ArgumentException">No such table is shipped.</exception>
    public static string Read(string name)
    {
        using var stream = typeof(ImportPublished).Assembly.GetManifestResourceStream(ResourceOf(name)) ?? throw new ArgumentException($"No published table '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The header of an import.</summary>
    internal static string Header(string name) => Read(Exists(name) ? name : name + "-2014").Split('\n')[0].Trim();

    private static bool Exists(string name) => typeof(ImportPublished).Assembly.GetManifestResourceInfo(ResourceOf(name)) is not null;
    private static string ResourceOf(string name) => $"Vern.Persons.Statistics.Published.{name}.csv";

    // The year is the first column of every yearly table.
    private static string Keep(string csv, Func<int, bool> take)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', lines.Where((line, index) => index == 0 || take(int.Parse(line.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture)))) + "\n";
    }
}
