using Vern.Platform.Localisation;

namespace Vern.Persons.Statistics;

/// <summary>Names of countries and territories by ISO 3166-1 code in the four languages (from the Unicode Common Locale Data Repository, Unicode licence 3.0).</summary>
public static class CountryNames
{
    private static readonly Dictionary<string, string[]> Names = Read();

    /// <summary>All codes.</summary>
    public static IReadOnlyCollection<string> Codes => Names.Keys;

    /// <summary>Whether the code is one of a country or territory.</summary>
    public static bool Knows(string code) => Names.ContainsKey(code);

    /// <summary>The part of the world: AFR, AMO (the Americas and Oceania), ASI or EUR, by the United Nations' M49; null for a code that is none.</summary>
    public static string? RegionOf(string code) => Names.TryGetValue(code, out var names) ? names[5] : null;

    /// <summary>The name; for a code that is none, the code itself.</summary>
    public static string In(string code, Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        if (!Names.TryGetValue(code, out var names)) return code;
        return names[language.Code switch { "nb" => 1, "da" => 3, "sv" => 4, _ => 2 }];
    }

    private static Dictionary<string, string[]> Read()
    {
        using var stream = typeof(CountryNames).Assembly.GetManifestResourceStream("Vern.Persons.Statistics.countries.csv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.TrimEnd('\r').Split(';')).ToDictionary(names => names[0], StringComparer.Ordinal);
    }
}
