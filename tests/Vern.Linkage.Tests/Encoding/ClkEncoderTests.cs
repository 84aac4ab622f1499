using System.Numerics;
using Vern.Linkage.Encoding;

namespace Vern.Linkage.Tests.Encoding;

public class ClkEncoderTests
{
    private static ClkEncoder Encoder(string json) => new(LinkageSchema.Parse(json), "secret");

    private static string? Problem(string format, string value)
    {
        try
        {
            Encoder(SchemaTexts.OneFeature(format: format)).Encode([value]);
            return null;
        }
        catch (RowFormatException problem)
        {
            return problem.Expected;
        }
    }

    [Theory]
    [InlineData("""{"type":"integer","minimum":1,"maximum":99}""", "007", null)]
    [InlineData("""{"type":"integer"}""", " +1_000 ", null)]
    [InlineData("""{"type":"integer"}""", "٤٢", null)]
    [InlineData("""{"type":"integer"}""", "1__0", "a whole number expected")]
    [InlineData("""{"type":"integer"}""", "", "a whole number expected")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":99}""", "100", "a whole number of at most 99 expected")]
    [InlineData("""{"type":"string","minLength":2}""", "😀", "at least 2 characters expected, found 1")]
    [InlineData("""{"type":"string","maxLength":2}""", "😀😀", null)]
    [InlineData("""{"type":"string","case":"upper"}""", "ÉA1", null)]
    [InlineData("""{"type":"string","case":"upper"}""", "STRAßE", "upper case expected")]
    [InlineData("""{"type":"string","case":"lower"}""", "éA", "lower case expected")]
    [InlineData("""{"type":"string","encoding":"ascii"}""", "é", "only ASCII characters expected")]
    [InlineData("""{"type":"string","pattern":"[a-z]{2}\\d"}""", "ab1", null)]
    [InlineData("""{"type":"string","pattern":"[a-z]{2}\\d"}""", "ab12", "a value that matches [a-z]{2}\\d as a whole expected")]
    [InlineData("""{"type":"enum","values":["M","F"]}""", "X", "one of F, M expected")]
    [InlineData("""{"type":"date","format":"%Y-%m-%d"}""", "2023-02-29", "a date written as %Y-%m-%d expected")]
    [InlineData("""{"type":"date","format":"%d/%m/%Y"}""", "5/1/1990", null)]
    public void A_value_fits_its_format_when_it_does_for_clkhash(string format, string value, string? problem) => Assert.Equal(problem, Problem(format, value));

    [Fact]
    public void A_problem_names_row_and_column_and_never_the_value()
    {
        var encoder = Encoder(SchemaTexts.OneFeature(format: """{"type":"integer"}"""));
        var problem = Assert.Throws<RowFormatException>(() => encoder.EncodeAll([["1"], ["2"], ["Selam"]]).ToList());
        Assert.Equal("row 3, column \"value\": a whole number expected", problem.Message);
        Assert.Equal("row 2, 1 values expected, found 2", Assert.Throws<RowFormatException>(() => encoder.EncodeAll([["1"], ["2", "3"]]).ToList()).Message);
    }

    [Fact]
    public void A_missing_value_is_replaced_and_not_checked()
    {
        const string Format = """{"type":"integer"}""";
        var plain = Encoder(SchemaTexts.OneFeature(format: Format));
        var replacing = Encoder(SchemaTexts.OneFeature(format: Format, missing: """{"sentinel":"N/A","replaceWith":"7"}"""));
        Assert.Equal(plain.Encode(["7"]), replacing.Encode(["N/A"]));
        var empty = Encoder(SchemaTexts.OneFeature(format: Format, missing: """{"sentinel":""}"""));
        Assert.Equal(0, empty.Encode([""]).Sum(part => BitOperations.PopCount(part)));
    }

    [Theory]
    [InlineData("0123-01-12", "1230112")]
    [InlineData("0001-01-01", "10101")]
    [InlineData("1992-02-29", "19920229")]
    public void A_year_before_1000_is_hashed_without_zeros_in_front(string date, string hashed)
    {
        var asDate = Encoder(SchemaTexts.OneFeature(format: """{"type":"date","format":"%Y-%m-%d"}"""));
        var asText = Encoder(SchemaTexts.OneFeature());
        Assert.Equal(asText.Encode([hashed]), asDate.Encode([date]));
    }

    [Fact]
    public void Rows_in_parallel_give_what_single_rows_give_in_their_order()
    {
        var encoder = Encoder(SchemaTexts.OneFeature());
        var rows = Enumerable.Range(0, 20_000).Select(i => new[] { $"person {i}" }).ToList();
        Assert.Equal(rows.Select(row => Convert.ToBase64String(encoder.Encode(row))), encoder.EncodeAll(rows).Select(Convert.ToBase64String));
    }

    [Fact]
    public void Equal_rows_have_equal_encodings_and_bits_never_exceed_insertions() => Prop.ForAll<NonNull<string>>(text =>
    {
        var encoder = Encoder(SchemaTexts.OneFeature(strategy: """{"bitsPerFeature":100}""", format: """{"type":"string","encoding":"utf-16"}"""));
        if (text.Get.Any(char.IsSurrogate)) return true;
        var one = encoder.Encode([text.Get]);
        return one.SequenceEqual(Encoder(SchemaTexts.OneFeature(strategy: """{"bitsPerFeature":100}""", format: """{"type":"string","encoding":"utf-16"}""")).Encode([text.Get]))
            && one.Sum(part => BitOperations.PopCount(part)) <= 100;
    }).QuickCheckThrowOnFailure();
}
