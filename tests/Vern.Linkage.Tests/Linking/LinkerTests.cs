using Vern.Linkage.Encoding;
using Vern.Linkage.Linking;

namespace Vern.Linkage.Tests.Linking;

public sealed class LinkerTests
{
    static byte[] Draw(int seed)
    {
        var bytes = new byte[128];
#pragma warning disable CA5394 // reproducible test data
        new Random(seed).NextBytes(bytes);
#pragma warning restore CA5394
        return bytes;
    }

    static EncodedSource Source(string name, params byte[]?[] clks) => new(name, [.. clks.Select(clk => new EncodedRecord(clk, [], []))]);

    static byte[]?[] Persons(int from, int count) => [.. Enumerable.Range(from, count).Select(Draw)];

    [Fact]
    public void No_sources_no_rows_and_no_encodings_are_counted_as_they_stand()
    {
        Assert.Equal(new PersonCount(0, 0, 0), Linker.Link([]).Persons);
        Assert.Equal(new PersonCount(0, 0, 0), Linker.Link([Source("a"), Source("b")]).Persons);
        Assert.Equal(new PersonCount(3, 3, 3), Linker.Link([Source("a", null, null), Source("b", (byte[]?)null)]).Persons);
    }

    [Fact]
    public void Every_row_is_in_one_cluster_and_clusters_are_numbered_without_gaps()
    {
        var result = Linker.Link([Source("a", Persons(1, 80)), Source("b", Persons(41, 80))]);
        Assert.Equal([80, 80], result.Clusters.Select(source => source.Length));
        var numbers = result.Clusters.SelectMany(source => source).Distinct().Order().ToArray();
        Assert.Equal(Enumerable.Range(0, numbers.Length), numbers);
        Assert.InRange(result.Persons.Best, result.Persons.Low, result.Persons.High);
    }

    [Fact]
    public void Equal_encodings_in_two_sources_are_one_person()
    {
        var result = Linker.Link([Source("a", Persons(1, 80)), Source("b", Persons(41, 80))]);
        for (var k = 0; k < 40; k++) Assert.Equal(result.Clusters[0][40 + k], result.Clusters[1][k]);
        Assert.Equal(120, result.Persons.Best);
    }

    [Fact]
    public void Where_nobody_is_in_both_sources_nobody_is_merged()
    {
        var result = Linker.Link([Source("a", Persons(1, 100)), Source("b", Persons(1001, 100))]);
        Assert.Equal(200, result.Persons.Best);
    }

    [Fact]
    public void A_decision_is_certain_and_the_weights_add_up_to_the_probability()
    {
        var options = new LinkOptions { Decisions = [new(new RowRef(0, 79), new RowRef(1, 0), PairVerdict.Different), new(new RowRef(0, 0), new RowRef(1, 79), PairVerdict.Same)] };
        var result = Linker.Link([Source("a", Persons(1, 80)), Source("b", [Draw(80), .. Persons(1041, 79)])], options);
        Assert.NotEqual(result.Clusters[0][79], result.Clusters[1][0]);
        Assert.NotEqual(result.ClustersIfInDoubt[0][79], result.ClustersIfInDoubt[1][0]);
        Assert.Equal(result.Clusters[0][0], result.Clusters[1][79]);
        foreach (var pair in result.Pairs)
            Assert.Equal(pair.Probability, 1 / (1 + Math.Pow(2, -pair.Weights.Sum(weight => weight.Bits))), 6);
    }

    [Fact]
    public void The_same_input_gives_the_same_result()
    {
        EncodedSource[] sources = [Source("a", Persons(1, 60)), Source("b", Persons(31, 60))];
        var (first, second) = (Linker.Link(sources), Linker.Link(sources));
        Assert.Equal(first.Persons, second.Persons);
        Assert.Equal(first.Clusters, second.Clusters);
    }

    [Fact]
    public void Encodings_of_two_lengths_are_refused_by_source_and_row()
    {
        var problem = Assert.Throws<ArgumentException>(() => Linker.Link([Source("a", Draw(1)), Source("b", Draw(2), new byte[64])]));
        Assert.Contains("source 1 (b), row 1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_an_encoding_may_be_someone_by_its_attributes_but_never_surely()
    {
        string?[] Attributes(int person) => [person % 2 == 0 ? "f" : "m", $"nationality {person % 17}", $"{1970 + person % 31}", "labour"];
        EncodedRecord Row(int person, bool encoded) => new(encoded ? Draw(person) : null, [], Attributes(person));
        EncodedSource[] sources =
        [
            new("a", [.. Enumerable.Range(1, 80).Select(person => Row(person, true))]),
            new("b", [.. Enumerable.Range(41, 80).Select(person => Row(person, person % 10 != 0))]),
        ];
        var result = Linker.Link(sources, new LinkOptions { AttributeNames = ["sex", "nationality", "birth year", "form"] });
        var without = result.Pairs.Where(pair => pair.Similarity is null).ToList();
        Assert.NotEmpty(without);
        Assert.All(without, pair => Assert.InRange(pair.Probability, 0, 0.95));
        Assert.InRange(120, result.Persons.Low, result.Persons.High);
    }
}
