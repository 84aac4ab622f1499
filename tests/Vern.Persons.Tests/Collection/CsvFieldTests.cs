using Vern.Platform.Interface;
using FsCheck;
using FsCheck.Fluent;
using Vern.Persons.Collection;

namespace Vern.Persons.Tests.Collection;

/// <summary>What Vern writes into a CSV is read back as it was, and is a formula nowhere.</summary>
public sealed class CsvFieldTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-2", "-2")]
    [InlineData("-2.5", "-2.5")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData(" =1", "' =1")]
    [InlineData("\u00a0\u200b=1", "'\u00a0\u200b=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\tx", "'\tx")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("NG", "NG")]
    public void A_field_cannot_become_a_formula(string text, string field) => Assert.Equal(field, CsvField.Of(text));

    [Fact]
    public void Whatever_the_words_are_they_are_read_back_and_begin_no_formula()
    {
        var letters = Gen.Elements("=+-@\t\r\n '\",;aå1.0＝\u00a0\u200b".ToCharArray());
        var words = letters.ArrayOf().Select(array => new string(array)).ToArbitrary();
        Prop.ForAll(words, text =>
        {
            var read = CsvRows.Read(new StringReader("x," + CsvField.Of(text) + "\n")).Single().Fields[1];
            var kept = read == text || read == "'" + text;
            return kept && (read.Trim(' ', '\u00a0', '\u200b') is not { Length: > 0 } seen || !"=+-@＝\t\r\n".Contains(seen[0]) || decimal.TryParse(read, System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out _));
        }).QuickCheckThrowOnFailure();
    }
}
