using System.Text;
using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Tests;

/// <summary>Specifications and microdata with random damage: read, or refused with the documented exception that names the file.</summary>
public sealed class DamagedInputTests
{
    private const string Specification = """
        {"count":"n","dimensions":{"region":{"Total":["A","B"],"A":["A1","A2"]}},"tables":[["region","form"],["form"]],"minimumCount":3,"method":"cellkey","maximumChange":5,"variance":2.5,"seed":"s","hiddenAtLeast":1,"protection":1}
        """;
    private static readonly string[] Pieces = ["\"", "{", "}", "[", "]", ",", ":", "-1", "1e9", "2147483648", "null", "\\ud800", "\n", "\r\n", ";", "Total", "é", "\0", "A", "round", "\"\""];

    [Fact]
    public void A_damaged_specification_is_read_or_refused()
    {
        var random = new Random(31);
        var read = 0;
        for (var i = 0; i < 8_000; i++)
        {
            try
            {
                ProtectionSpecification.Parse(Encoding.UTF8.GetBytes(Damage(Specification, random)), "spec.json");
                read++;
            }
            catch (FormatException problem)
            {
                Assert.Contains("spec.json", problem.Message, StringComparison.Ordinal);
            }
        }
        Assert.InRange(read, 1, 7_900);
    }

    [Fact]
    public void Damaged_microdata_are_read_or_refused_with_their_row()
    {
        var random = new Random(32);
        var specification = ProtectionSpecification.Parse(Encoding.UTF8.GetBytes(Specification), "spec.json");
        var good = "region,form,n\nA1,x,3\n\"A2\",y,0\r\nB,\"x, y\",12\n";
        for (var i = 0; i < 8_000; i++)
        {
            try
            {
                Assert.All(MicrodataFile.Read(new StringReader(Damage(good, random)), "m.csv", specification, TestContext.Current.CancellationToken).Rows, row => Assert.True(row.Count >= 0));
            }
            catch (FormatException problem)
            {
                Assert.StartsWith("m.csv, row ", problem.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("""{"tables":[["a"]],"method":"round","base":2}""", "\"base\"")]
    [InlineData("""{"tables":[["a"]],"method":"suppress","base":5}""", "belongs to the method \"round\"")]
    [InlineData("""{"tables":[["a"]],"method":"cellkey","maximumChange":2}""", "\"maximumChange\"")]
    [InlineData("""{"tables":[["a"]],"method":"cellkey","variance":0}""", "\"variance\"")]
    [InlineData("""{"tables":[["a"]],"method":"round","seed":"x"}""", "belongs to the method \"cellkey\"")]
    public void A_parameter_out_of_range_or_of_another_method_is_named(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => ProtectionSpecification.Parse(Encoding.UTF8.GetBytes(json), "s.json")).Message, StringComparison.Ordinal);

    private static string Damage(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(damaged.Length + 1);
            if (random.Next(2) == 0 && at < damaged.Length) damaged.Remove(at, Math.Min(damaged.Length - at, random.Next(1, 10)));
            else damaged.Insert(at, Pieces[random.Next(Pieces.Length)]);
        }
        return damaged.ToString();
    }
}
