using System.Text.Json;
using System.Xml.Linq;

namespace Vern.Tests;

/// <summary>Every package in every lock file has a licence that the house accepts. The case behind it: one id, MIT for years, was AGPL in its next version.</summary>
public sealed class LicenceTests
{
    private static readonly string[] Accepted =
        ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD", "PostgreSQL", "MS-PL", "OFL-1.1", "Unlicense", "EPL-2.0"];

    // Mozilla's licence is taken for what only tests use.
    private static readonly string[] AcceptedInTests = ["MPL-2.0"];

    // Packages that carry a file instead of an expression: read by a person, by package and the words that must stand in the file.
    private static readonly Dictionary<string, (string Licence, string Words)> ByFile = new(StringComparer.OrdinalIgnoreCase)
    {
        ["CommandLineParser"] = ("MIT", "The MIT License (MIT)"),
        ["Microsoft.DotNet.PlatformAbstractions"] = ("MIT", "The MIT License (MIT)"),
        ["SourceGear.sqlite3"] = ("Unlicense", "public domain"),
    };

    [Fact]
    public void Every_package_has_an_accepted_licence()
    {
        var packages = Locked(RepositoryRoot.Path);
        Assert.True(packages.Count > 20, "the lock files were not read");
        Assert.Empty(packages.Select(Problem).OfType<string>());
    }

    [Theory]
    [InlineData("AGPL-3.0-only", false)]
    [InlineData("MS-PL OR Apache-2.0", true)]
    [InlineData("MIT AND AGPL-3.0-only", false)]
    [InlineData("MPL-2.0", false)]
    public void A_licence_expression_is_judged(string expression, bool accepted) => Assert.Equal(accepted, IsAccepted(expression, testOnly: false));

    private static string? Problem((string Id, string Version, bool TestOnly) package)
    {
        var folder = Path.Combine(PackageFolder, package.Id.ToLowerInvariant(), package.Version.ToLowerInvariant());
        var nuspec = Path.Combine(folder, package.Id.ToLowerInvariant() + ".nuspec");
        if (!File.Exists(nuspec)) return $"{package.Id} {package.Version}: not restored, its licence can't be read";
        var licence = XDocument.Load(nuspec).Descendants().FirstOrDefault(element => element.Name.LocalName == "license");
        if (licence is null) return $"{package.Id} {package.Version}: states no licence";
        if (licence.Attribute("type")?.Value == "expression")
            return IsAccepted(licence.Value, package.TestOnly) ? null : $"{package.Id} {package.Version}: {licence.Value}";
        if (!ByFile.TryGetValue(package.Id, out var read)) return $"{package.Id} {package.Version}: licence file {licence.Value} has not been read";
        var file = Path.Combine(folder, licence.Value.Trim());
        return File.ReadAllText(file).Contains(read.Words, StringComparison.OrdinalIgnoreCase) ? null : $"{package.Id} {package.Version}: {licence.Value} no longer says {read.Licence}";
    }

    private static bool IsAccepted(string expression, bool testOnly) =>
        expression.Split(" OR ").Any(choice => choice.Split(" AND ").All(part =>
            Accepted.Contains(part.Trim(' ', '(', ')'), StringComparer.OrdinalIgnoreCase) || (testOnly && AcceptedInTests.Contains(part.Trim(' ', '(', ')'), StringComparer.OrdinalIgnoreCase))));

    private static string PackageFolder =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static List<(string Id, string Version, bool TestOnly)> Locked(string root)
    {
        var all = Directory.GetFiles(root, "packages.lock.json", SearchOption.AllDirectories)
            .Where(file => !file.Contains("artifacts", StringComparison.Ordinal))
            .SelectMany(file => Packages(file).Select(package => (package.Id, package.Version, InTests: Path.GetRelativePath(root, file).StartsWith("tests", StringComparison.Ordinal))));
        return [.. all.GroupBy(package => (package.Id, package.Version)).Select(same => (same.Key.Id, same.Key.Version, same.All(package => package.InTests)))];
    }

    private static IEnumerable<(string Id, string Version)> Packages(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        foreach (var framework in document.RootElement.GetProperty("dependencies").EnumerateObject())
        {
            foreach (var package in framework.Value.EnumerateObject())
            {
                if (package.Value.GetProperty("type").GetString() != "Project") yield return (package.Name, package.Value.GetProperty("resolved").GetString()!);
            }
        }
    }
}
