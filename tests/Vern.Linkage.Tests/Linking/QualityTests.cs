using Vern.Linkage.Encoding;
using Vern.Linkage.Linking;

namespace Vern.Linkage.Tests.Linking;

/// <summary>The linker against published data with a known truth (Linking/data/ORIGIN.md); nothing of the truth is shown to the linker.</summary>
public sealed class QualityTests
{
    [Fact]
    public void Five_bodies_with_many_errors_are_linked_and_their_persons_counted()
    {
        var (f1, persons, truth) = Link("five-party.bin");
        Assert.True(f1 >= 0.98, $"F1 {f1}");
        Assert.True(Math.Abs(persons.Best - truth) <= 0.02 * truth, $"{persons}, truth {truth}");
        Assert.InRange(truth, persons.Low, persons.High);
    }

    [Fact]
    public void Two_bodies_with_the_same_persons_are_linked_and_counted()
    {
        var (f1, persons, truth) = Link("febrl4.bin");
        Assert.True(f1 >= 0.996, $"F1 {f1}");
        Assert.True(Math.Abs(persons.Best - truth) <= 0.01 * truth, $"{persons}, truth {truth}");
        Assert.InRange(truth, persons.Low, persons.High);
    }

    [Fact]
    public void Two_bodies_alone_with_many_errors_are_counted_with_an_interval_that_holds_the_truth()
    {
        var (f1, persons, truth) = Link("five-party.bin", 2);
        Assert.True(f1 >= 0.85, $"F1 {f1}");
        Assert.InRange(truth, persons.Low, persons.High);
        Assert.True(persons.High - persons.Low < 0.15 * truth, $"{persons}");
    }

    /// <summary>The rows of each source, with the person of each row.</summary>
    internal static List<List<(int Person, EncodedRecord Row)>> Read(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Linking", "data", file)));
        var sources = new List<List<(int, EncodedRecord)>>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var rows = new List<(int, EncodedRecord)>();
            for (var more = reader.ReadInt32(); more > 0; more--) rows.Add((reader.ReadInt32(), new EncodedRecord(reader.ReadBytes(128), [], [])));
            sources.Add(rows);
        }

        return sources;
    }

    static (double F1, PersonCount Persons, int Truth) Link(string file, int sourcesUsed = int.MaxValue)
    {
        var read = Read(file).Take(sourcesUsed).ToList();
        var persons = read.SelectMany(rows => rows).Select(row => row.Person).ToList();
        List<EncodedSource> sources = [.. read.Select((rows, at) => new EncodedSource($"source {at}", [.. rows.Select(row => row.Row)]))];
        var linked = Linker.Link(sources);
        var clusters = linked.Clusters.SelectMany(source => source).ToList();
        double both = Pairs(clusters.Zip(persons)), given = Pairs(clusters), expected = Pairs(persons);
        return (2 * both / (given + expected), linked.Persons, persons.Distinct().Count());
    }

    static long Pairs<T>(IEnumerable<T> keys) where T : notnull => keys.CountBy(key => key).Sum(group => (long)group.Value * (group.Value - 1) / 2);
}
