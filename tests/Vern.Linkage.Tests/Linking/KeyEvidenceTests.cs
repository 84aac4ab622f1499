using Vern.Linkage.Encoding;
using Vern.Linkage.Linking;

namespace Vern.Linkage.Tests.Linking;

public sealed class KeyEvidenceTests
{
    static readonly string[] Parts = ["oka", "beni", "tesu", "ghir", "mola", "dranu", "ves", "kori", "ynta", "sefi", "wuro"];
    static readonly PersonEncoder Encoder = new("made-up key of this test");

    static string Name(int number) => Parts[number % 11] + Parts[number / 11 % 11] + Parts[number / 121 % 11];

    // DUF numbers begin with the year of the application; numbers beyond those given out are made up
    static PersonIdentity Person(int number) => new(Name(number * 31), Name(number * 17 + 5), $"{1970 + number * 7 % 31}-{1 + number % 12:00}-{2 + number * 11 % 26:00}", "f",
        number % 2 == 0 ? "NG" : "RO", $"{2014_90000000L + number * 37L}", null);

    static EncodedRecord Encode(PersonIdentity person) => Encoder.Encode(person) is var (clk, blocks) ? new EncodedRecord(clk, blocks, []) : throw new InvalidOperationException();

    [Fact]
    public void Equal_identity_numbers_speak_for_one_person_and_different_ones_against()
    {
        var twin = new PersonIdentity("Blessing", "Okoro", "1991-05-12", "f", "NG", "201490900001", null);
        List<EncodedRecord> a = [.. Enumerable.Range(0, 300).Select(Person).Select(Encode)], b = [.. Enumerable.Range(150, 300).Select(Person).Select(Encode)];
        CandidatePair? Found(PersonIdentity other) =>
            Linker.Link([new("a", [.. a, Encode(twin)]), new("b", [.. b, Encode(other)])]).Pairs.FirstOrDefault(pair => pair.A.Row == 300 && pair.B.Row == 300);
        double Bits(CandidatePair? pair, string key) => Assert.Single(pair!.Weights, weight => weight.Evidence == key).Bits;
        var same = Found(twin with { GivenNames = "Blesing", BirthDate = "1991" });
        var different = Found(twin with { GivenNames = "Blesing", BirthDate = "1991-09-30", Duf = "201490900555" });
        Assert.InRange(Bits(same, "dufNumber"), 3, 14);
        Assert.Null(Assert.Single(same!.Weights, weight => weight.Evidence == "dateOfBirth").Agrees);
        Assert.True((different?.Probability ?? 0) < 0.5 && same.Probability > 0.8, $"{different?.Probability} {same.Probability}");
    }

    [Fact]
    public void Blocks_find_what_comparing_all_pairs_finds()
    {
        EncodedSource[] sources = [new("a", [.. Enumerable.Range(0, 600).Select(Person).Select(Encode)]), new("b", [.. Enumerable.Range(300, 600).Select(Person).Select(Encode)])];
        var all = Linker.Link(sources, new() { UseBlocking = false });
        var blocks = Linker.Link(sources, new() { UseBlocking = true });
        Assert.InRange(all.Persons.Best, 890, 910);
        Assert.InRange(blocks.Persons.Best, 890, 910);
        Assert.NotNull(blocks.BlockingLoss);
        Assert.InRange(blocks.BlockingLoss.Value, 0, 0.02);
        Assert.True(blocks.PairsCompared < all.PairsCompared / 2);
    }

    [Fact]
    public void A_body_within_another_shares_more_persons()
    {
        EncodedSource[] sources = [new("ROSA", [.. Enumerable.Range(0, 120).Select(Person).Select(Encode)]), new("ADORA", [.. Enumerable.Range(100, 40).Select(Person).Select(person => Encode(person with { BirthDate = person.BirthDate![..4], Duf = null }))])];
        var apart = Linker.Link(sources);
        var within = Linker.Link(sources, new() { PartOf = [-1, 0] });
        // 140 persons, much alike in their names: hardly anybody is in a source twice, whatever else the scores look like
        Assert.InRange(apart.Persons.Best, 125, 160);
        Assert.True(within.Persons.Best <= apart.Persons.Best, $"{within.Persons} {apart.Persons}");
    }
}
