using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Vern.Tests;

/// <summary>Who may know whom (docs/architecture.md): purpose limitation by assembly. A circuit never sees another, a library never sees the platform.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Vern.Linkage"] = [],
        ["Vern.Disclosure"] = [],
        ["Vern.Fingerprints"] = [],
        ["Vern.Ledger"] = [],
        ["Vern.Platform"] = ["Vern.Linkage", "Vern.Disclosure", "Vern.Fingerprints", "Vern.Ledger"],
        ["Vern.Persons"] = ["Vern.Platform", "Vern.Linkage", "Vern.Disclosure", "Vern.Fingerprints", "Vern.Ledger"],
        ["Vern.Material"] = ["Vern.Platform", "Vern.Linkage", "Vern.Disclosure", "Vern.Fingerprints", "Vern.Ledger"],
        ["Vern.Knowledge"] = ["Vern.Platform", "Vern.Linkage", "Vern.Disclosure", "Vern.Fingerprints", "Vern.Ledger"],
        ["Vern.Demonstration"] = ["Vern.Persons", "Vern.Platform", "Vern.Linkage", "Vern.Disclosure"],
        ["vern"] = ["Vern.Demonstration", "Vern.Persons", "Vern.Material", "Vern.Knowledge", "Vern.Platform", "Vern.Linkage", "Vern.Disclosure", "Vern.Fingerprints", "Vern.Ledger"],
    };

    private static readonly string[] WebAndStore = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Npgsql", "Microsoft.Data.Sqlite", "Microsoft.Extensions"];

    [Fact]
    public void No_assembly_knows_one_that_it_may_not_know() => Assert.Empty(Violations(Built()));

    [Fact]
    public void Every_project_under_src_is_built_and_has_a_rule()
    {
        var projects = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)!).Select(name => name is "Vern" ? "vern" : name).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(projects, Built().Keys.Order(StringComparer.Ordinal));
        Assert.All(projects, project => Assert.True(MayKnow.ContainsKey(project), $"{project} has no rule"));
    }

    // The proof that the check can fail: a guard that never says no guards nothing.
    [Theory]
    [InlineData("Vern.Persons", "Vern.Material")]
    [InlineData("Vern.Knowledge", "Vern.Persons")]
    [InlineData("Vern.Linkage", "Vern.Platform")]
    [InlineData("Vern.Disclosure", "Vern.Linkage")]
    [InlineData("Vern.Fingerprints", "Vern.Platform")]
    [InlineData("Vern.Linkage", "Microsoft.EntityFrameworkCore")]
    [InlineData("Vern.Ledger", "Microsoft.AspNetCore.Http")]
    [InlineData("Vern.Persons", "Vern.Demonstration")]
    public void A_forbidden_acquaintance_is_found(string who, string whom)
    {
        var found = Assert.Single(Violations(new Dictionary<string, string[]>(StringComparer.Ordinal) { [who] = ["System.Runtime", whom] }));
        Assert.Contains(who, found, StringComparison.Ordinal);
        Assert.Contains(whom, found, StringComparison.Ordinal);
    }

    [Fact]
    public void The_real_references_are_read_and_not_an_empty_list()
    {
        var built = Built();
        Assert.Contains("Vern.Persons", built["vern"]);
        Assert.Contains("Vern.Platform", built["Vern.Persons"]);
    }

    private static List<string> Violations(Dictionary<string, string[]> references)
    {
        var found = new List<string>();
        foreach (var (assembly, known) in references)
        {
            foreach (var name in known)
            {
                if (name.StartsWith("Vern", StringComparison.OrdinalIgnoreCase))
                {
                    if (!MayKnow[assembly].Contains(name, StringComparer.Ordinal)) found.Add($"{assembly} knows {name}");
                }
                else if (MayKnow[assembly].Length == 0 && WebAndStore.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
                {
                    found.Add($"{assembly}, a library, knows {name}");
                }
            }
        }
        return found;
    }

    // Metadata, not Assembly.GetReferencedAssemblies on loaded types: nothing is executed, and a reference counts if the compiler kept it.
    private static Dictionary<string, string[]> Built() =>
        Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
            .Where(file => Path.GetFileNameWithoutExtension(file) is { } name && MayKnow.ContainsKey(name))
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file)!, References, StringComparer.Ordinal);

    private static string[] References(string file)
    {
        using var stream = File.OpenRead(file);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
