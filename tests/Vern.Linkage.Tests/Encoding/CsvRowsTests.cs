using Vern.Linkage.Encoding;

namespace Vern.Linkage.Tests.Encoding;

public class CsvRowsTests
{
    private static List<string[]> Read(string text) => [.. new CsvRows(new StringReader(text)).Select(row => row.ToArray())];

    [Theory] // the expected values are what Python's csv.reader gives
    [InlineData("a,b\n1,2\n", "a|b/1|2")]
    [InlineData("a,b\r\n1,2", "a|b/1|2")]
    [InlineData("a, b\n", "a| b")]
    [InlineData("\"a,\"\"b\",c\n", "a,\"b|c")]
    [InlineData("x\"y\",z\n", "x\"y\"|z")]
    [InlineData("\"x\"y,z\n", "xy|z")]
    [InlineData("\"a\r\nb\",c\r\n", "a\nb|c")]
    [InlineData(",\n", "|")]
    [InlineData("\"\"\n", "")]
    [InlineData("a,b\n\n\n", "a|b")]
    public void Values_come_out_as_Python_reads_them(string text, string expected) => Assert.Equal(expected, string.Join('/', Read(text).Select(row => string.Join('|', row))));

    [Theory]
    [InlineData("a\n\"b", "line 2: a quote is never closed")]
    [InlineData("a\n\nb\n", "line 2: a blank line stands between rows")]
    public void A_broken_file_is_refused_with_its_line(string text, string problem) => Assert.Equal(problem, Assert.Throws<CsvFormatException>(() => Read(text)).Message);

    [Fact]
    public void An_unclosed_quote_does_not_read_the_whole_file_into_memory() =>
        Assert.Contains("longer than", Assert.Throws<CsvFormatException>(() => Read("a\n\"" + new string('x', 300_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void Lines_are_counted_through_values_of_several_lines()
    {
        var rows = new CsvRows(new StringReader("h\na\n\"b\nb\"\nc\nd\n"));
        Assert.Equal(5, rows.Count());
        Assert.Equal([1, 2, 3, 5, 6], Enumerable.Range(0, 5).Select(row => (int)rows.LineOf(row)));
    }

    [Fact]
    public void Values_that_were_written_are_read_again() => Prop.ForAll<NonEmptyArray<NonNull<string>>>(values =>
    {
        var row = values.Get.Select(value => value.Get.ReplaceLineEndings("\n").Replace('\r', ' ')).ToArray();
        var text = string.Join(',', row.Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n";
        return Read(text).Single().SequenceEqual(row);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Blanks_are_taken_away_only_when_asked_for_or_when_the_header_has_them()
    {
        var schema = LinkageSchema.Parse(SchemaTexts.OneFeature());
        Assert.False(CsvHeader.Check(schema, ["value"], trim: false));
        Assert.True(CsvHeader.Check(schema, ["value"], trim: true));
        Assert.True(CsvHeader.Check(schema, [" value"], trim: false));
        Assert.Equal("header: column 1 is \"name\" where the schema has \"value\"", Assert.Throws<CsvFormatException>(() => CsvHeader.Check(schema, ["name"], trim: false)).Message);
    }
}
