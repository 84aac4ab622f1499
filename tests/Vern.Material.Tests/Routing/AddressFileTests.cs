using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Vern.Material.Routing;

namespace Vern.Material.Tests.Routing;

/// <summary>The operator's file of countries of addresses; documentation ranges only.</summary>
public sealed class AddressFileTests
{
    private static AddressFile Read(string text) => AddressFile.Read(new StringReader(text));

    [Fact]
    public void Ranges_and_networks_of_both_kinds_are_found_by_their_addresses()
    {
        var file = Read("first,last,country\n# documentation\n\"198.51.100.0\",\"198.51.100.127\",\"SE\"\n192.0.2.0/24,NO\n2001:db8::,2001:db8::ff,DK\n2001:db8:1::/48,fi\n203.0.113.0/24,ZZ\n");
        Assert.Equal(4, file.Count);
        Assert.Equal(["NO", "NO", null, "SE", null, "DK", null, "FI", "NO", null, null], ((string[])["192.0.2.0", "192.0.2.255", "192.0.3.0", "198.51.100.127", "198.51.100.128", "2001:db8::ff", "2001:db8::100", "2001:db8:1:ffff::1", "::ffff:192.0.2.9", "203.0.113.1", "no address"]).Select(file.Find));
    }

    [Theory]
    [InlineData("192.0.2.0,192.0.2.9\n", "Row 1, column A")]
    [InlineData("192.0.2.9,192.0.2.0,NO\n", "Row 1, column B")]
    [InlineData("192.0.2.0/24,NO\n192.0.2.8,x,NO\n", "Row 2, column B")]
    [InlineData("192.0.2.0/24,Norway\n", "Row 1, column B")]
    [InlineData("192.0.2.0,192.0.2.9,NOR\n", "Row 1, column C")]
    [InlineData("192.0.2.0/33,NO\n", "0 to 32")]
    [InlineData("192.0.2.1/24,NO\n", "behind its length")]
    [InlineData("192.0.2.0,2001:db8::1,NO\n", "both IPv4 or both IPv6")]
    [InlineData("192.0.2.0/24,NO\n192.0.2.255,192.0.3.0,SE\n", "overlaps that of row 1")]
    [InlineData("192.0.2.0,1,2,3\n", "4 columns")]
    [InlineData("1,2,NO\n", "Row 1, column A")]
    public void A_wrong_row_is_named_with_its_column(string text, string words) => Assert.Contains(words, Assert.Throws<AddressFileException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Whatever_stands_in_the_file_it_is_read_or_refused_by_row() =>
        Prop.ForAll(Gen.ListOf(Gen.Elements("1", "0", ".", "192.0.2.", ",", "/", ":", "2001:db8::", "NO", "\"", "-", "\n", "é", "%", "24")).Select(string.Concat).ToArbitrary(), text =>
        {
            try { return Read(text).Count >= 0; }
            catch (AddressFileException wrong) { return wrong.Message.StartsWith("Row ", StringComparison.Ordinal); }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_search_by_halves_finds_what_a_search_through_all_finds()
    {
        var random = new Random(7);
        var starts = Enumerable.Range(0, 400).Select(_ => random.Next(0, 1 << 16)).Distinct().Order().ToList();
        var ranges = starts.Zip(starts.Skip(1).Append(1 << 16)).Select((pair, at) => (First: pair.First, Last: Math.Min(pair.Second - 1, pair.First + random.Next(0, 300)), Country: $"{(char)('A' + (at % 26))}{(char)('A' + (at / 26 % 26))}")).ToList();
        static IPAddress Address(int number) => new([198, 18, (byte)(number >> 8), (byte)(number & 0xFF)]);
        var file = Read(string.Concat(ranges.OrderBy(_ => random.Next()).Select(range => $"{Address(range.First)},{Address(range.Last)},{range.Country}\n")));
        for (var asked = 0; asked < 1 << 16; asked += 3) Assert.Equal(ranges.Where(range => range.First <= asked && asked <= range.Last).Select(range => range.Country).FirstOrDefault(), file.Find(Address(asked).ToString()));
    }
}
