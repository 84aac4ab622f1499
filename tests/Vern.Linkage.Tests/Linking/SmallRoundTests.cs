using Vern.Linkage.Encoding;
using Vern.Linkage.Linking;

namespace Vern.Linkage.Tests.Linking;

/// <summary>Rounds of a few rows, drawn from published data with a known truth: there is too little in them to learn what a match looks like.</summary>
#pragma warning disable CA5394 // reproducible draws, no secret
public sealed class SmallRoundTests
{
    /// <summary>A round of some sources that share some persons; every other row is another person.</summary>
    static (List<EncodedSource> Sources, List<int> Truth) Draw(IReadOnlyList<IGrouping<int, EncodedRecord>> persons, int[] sizes, int shared, Random random)
    {
        var chosen = new HashSet<int>();
        IGrouping<int, EncodedRecord> Next(int rows)
        {
            while (true)
                if (random.Next(persons.Count) is var at && persons[at].Count() >= rows && chosen.Add(at)) return persons[at];
        }

        var rows = sizes.Select(_ => new List<(int Person, EncodedRecord Row)>()).ToList();
        for (var k = 0; k < shared; k++)
        {
            var person = Next(sizes.Length);
            foreach (var (source, row) in rows.Zip(person)) source.Add((person.Key, row));
        }

        foreach (var (source, size) in rows.Zip(sizes))
            while (source.Count < size && Next(1) is var person) source.Add((person.Key, person.First()));
        return ([.. rows.Select((source, at) => new EncodedSource($"source {at}", [.. source.Select(row => row.Row)]))], [.. rows.SelectMany(source => source).Select(row => row.Person)]);
    }

    static List<IGrouping<int, EncodedRecord>> Persons(string file) => [.. QualityTests.Read(file).SelectMany(rows => rows).GroupBy(row => row.Person, row => row.Row)];

    [Theory]
    [InlineData("five-party.bin")]
    [InlineData("febrl4.bin")]
    public void A_few_different_persons_of_one_source_are_never_merged(string file)
    {
        var persons = Persons(file);
        var random = new Random(8);
        for (var round = 0; round < 100; round++)
        {
            var (sources, truth) = Draw(persons, [random.Next(2, 31)], 0, random);
            var result = Linker.Link(sources);
            Assert.Equal(truth.Count, result.Clusters[0].Distinct().Count());
            Assert.Equal(truth.Count, result.Persons.High);
            Assert.InRange(truth.Count - result.Persons.Low, 0, 3);
        }
    }

    [Theory]
    [InlineData("five-party.bin", 2)]
    [InlineData("five-party.bin", 3)]
    [InlineData("febrl4.bin", 2)]
    public void The_interval_of_a_few_rows_of_several_sources_holds_the_truth(string file, int count)
    {
        var persons = Persons(file);
        var random = new Random(count);
        const int rounds = 100;
        var (held, width) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            int[] sizes = [.. Enumerable.Range(0, count).Select(_ => random.Next(3, 31))];
            var (sources, truth) = Draw(persons, sizes, (round % 4) switch { 0 => 0, 1 => 1, 2 => sizes.Min() / 2, _ => sizes.Min() }, random);
            var counted = Linker.Link(sources).Persons;
            if (truth.Distinct().Count() is var right && right >= counted.Low && right <= counted.High) held++;
            width += counted.High - counted.Low;
        }

        Assert.True(held >= 0.95 * rounds, $"{held} of {rounds}");
        Assert.True(width <= 6 * rounds, $"{(double)width / rounds} wide");
    }

    [Fact]
    public void Persons_with_a_row_that_counts_are_counted_from_the_same_draws()
    {
        var random = new Random(3);
        var (sources, truth) = Draw(Persons("febrl4.bin"), [40, 40], 20, random);
        var all = Linker.Link(sources);
        Assert.Equal(all.Persons, all.Counted);
        // of the second source only the ten rows that stand in the first source, too
        bool[][] counting = [[.. Enumerable.Repeat(true, 40)], [.. Enumerable.Range(0, 40).Select(row => row < 10)]];
        var some = Linker.Link(sources, new() { Counting = counting });
        Assert.Equal(all.Persons, some.Persons);
        Assert.Equal(all.Clusters, some.Clusters);
        Assert.InRange(40, some.Counted.Low, some.Counted.High);
        Assert.True(some.Counted.High <= some.Persons.High && some.Counted.High - some.Counted.Low <= 3, $"{some.Counted}");
        Assert.Equal(new PersonCount(0, 0, 0), Linker.Link(sources, new() { Counting = [new bool[40], new bool[40]] }).Counted);
        Assert.Throws<ArgumentException>(() => Linker.Link(sources, new() { Counting = [new bool[40]] }));
        Assert.Equal(60, truth.Distinct().Count());
    }
}
#pragma warning restore CA5394
