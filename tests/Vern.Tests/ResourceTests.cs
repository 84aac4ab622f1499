using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Vern.Persons.Statistics;
using Vern.Platform.Localisation;

namespace Vern.Tests;

/// <summary>All texts for people, of every slice.</summary>
public class ResourceTests
{
    private static readonly System.Reflection.Assembly[] Assemblies = [typeof(YearFigures).Assembly, typeof(Vern.Material.Intake.MaterialStore).Assembly, typeof(Language).Assembly];

    public static TheoryData<string> Sources => [.. Assemblies.SelectMany(assembly => assembly.GetManifestResourceNames()).Where(name => name.EndsWith("Texts.resources", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Sources))]
    public void The_four_languages_have_the_same_keys_and_places_and_no_empty_text(string source)
    {
        var neutral = Entries(source, CultureInfo.InvariantCulture);
        Assert.NotEmpty(neutral);
        foreach (var language in Language.All)
        {
            var entries = language.Code == "en" ? neutral : Entries(source, language.Culture);
            Assert.Equal(neutral.Keys.Order(StringComparer.Ordinal), entries.Keys.Order(StringComparer.Ordinal));
            foreach (var (key, value) in entries)
            {
                Assert.False(string.IsNullOrWhiteSpace(value), $"{language.Code} {key} is empty");
                Assert.False(value == key && key.Contains('.', StringComparison.Ordinal), $"{language.Code} {key} is its own text");
                Assert.True(Places(neutral[key]).SequenceEqual(Places(value)), $"{language.Code} {key} has other places than English");
            }
        }
    }

    [Theory, MemberData(nameof(Sources))]
    public void Every_text_is_used(string source)
    {
        // A key stands in the code whole, or a part of it does up to a dot, to which the code puts a code of a list.
        var words = Code.Value;
        var unused = Entries(source, CultureInfo.InvariantCulture).Keys.Where(key => !words.Contains(key) && !Beginnings(key).Any(words.Contains)).Order(StringComparer.Ordinal).ToList();
        Assert.True(unused.Count == 0, string.Join(", ", unused));
    }

    private static IEnumerable<string> Beginnings(string key)
    {
        for (var at = key.IndexOf('.', StringComparison.Ordinal); at > 0; at = key.IndexOf('.', at + 1)) yield return key[..(at + 1)];
        if (Regex.Match(key, "^(.+)\\.(one|many)$") is { Success: true } counted) yield return counted.Groups[1].Value;
        if (Regex.Match(key, "^([A-Za-z]+)[0-9]+\\.") is { Success: true } numbered) yield return numbered.Groups[1].Value;
    }

    // Every quoted beginning in the source: of an interpolated text what stands before its first place.
    private static readonly Lazy<HashSet<string>> Code = new(() => Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.*", SearchOption.AllDirectories)
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
        .SelectMany(file => Regex.Matches(File.ReadAllText(file), "\"([A-Za-z][A-Za-z0-9._-]*)").Select(match => match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal));

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Vern.slnx"))) return folder.FullName;
        throw new DirectoryNotFoundException("No Vern.slnx above the tests.");
    }

    private static Dictionary<string, string> Entries(string source, CultureInfo culture)
    {
        var assembly = Assemblies.First(one => one.GetManifestResourceInfo(source) is not null);
        var manager = new ResourceManager(source[..^".resources".Length], assembly);
        return manager.GetResourceSet(culture, true, false)!.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Places(string text) => Regex.Matches(text, "\\{(\\d)[^}]*\\}|\\[\\[[^\\]]+\\]\\]").Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Value).Distinct().Order(StringComparer.Ordinal);
}
