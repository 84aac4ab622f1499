using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Tests;

public sealed class GroupingTests
{
    private static Microdata Persons(params (string Code, int Count)[] counts) => new(
        [new("nationality", new("all", [.. counts.Select(pair => new Code(pair.Code))]))], [.. counts.Select(pair => new MicrodataRow([pair.Code], pair.Count))]);

    // D-028: persons from as many countries as persons; how many countries is not told.
    [Fact]
    public void Eleven_persons_from_eleven_countries_become_one_group_of_eleven()
    {
        var data = Persons([("NG", 60), ("RO", 41), .. Enumerable.Range(0, 11).Select(i => ($"c{i}", 1))]);
        var grouped = Grouping.Small(data, "nationality", 3, "other");
        Assert.Equal(11, grouped.Withheld);
        Assert.Equal(["NG", "RO", "other"], grouped.Dimension.Total.Parts.Select(part => part.Name));
        Assert.Equal(112, grouped.Data.Rows.Sum(row => row.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_group_too_small_takes_the_next_smallest_in(int alone)
    {
        var grouped = Grouping.Small(Persons(("NG", 60), ("VN", 4), ("RO", 41), ("PH", alone)), "nationality", 3, "other");
        Assert.Equal(4 + alone, grouped.Withheld);
        Assert.Equal(["NG", "RO", "other"], grouped.Dimension.Total.Parts.Select(part => part.Name));
    }

    [Fact]
    public void Nothing_is_grouped_where_all_are_many_and_unknown_is_never_grouped()
    {
        Assert.Equal(0, Grouping.Small(Persons(("NG", 60), ("VN", 3)), "nationality", 3, "other").Withheld);
        var grouped = Grouping.Small(Persons(("NG", 60), ("unknown", 1), ("VN", 2), ("PH", 2)), "nationality", 3, "other", ["unknown"]);
        Assert.Equal(4, grouped.Withheld);
        Assert.Contains(grouped.Dimension.Total.Parts, part => part.Name == "unknown");
    }

    [Fact]
    public void No_category_left_has_fewer_persons_than_asked_for()
    {
        Prop.ForAll(Gen.Choose(0, 12).ListOf().ToArbitrary(), Gen.Choose(1, 6).ToArbitrary(), (counts, fewest) =>
        {
            var data = Persons([.. counts.Select((count, i) => ($"c{i}", count))]);
            var grouped = Grouping.Small(data, "nationality", fewest, "other");
            var now = grouped.Data.Rows.GroupBy(row => row.Codes[0]).ToDictionary(group => group.Key, group => group.Sum(row => row.Count));
            Assert.Equal(counts.Sum(), now.Values.Sum());
            Assert.All(now.Values, count => Assert.True(count == 0 || count >= fewest || counts.Sum() < fewest));
            Assert.Equal(grouped.Withheld, now.GetValueOrDefault("other"));
        }).QuickCheckThrowOnFailure();
    }
}
