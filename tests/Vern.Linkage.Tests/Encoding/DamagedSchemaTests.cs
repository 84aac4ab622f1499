using System.Text;
using System.Text.Json.Nodes;
using Vern.Linkage.Encoding;

namespace Vern.Linkage.Tests.Encoding;

/// <summary>Schemas and files with random damage: only the documented exceptions come out.</summary>
public class DamagedSchemaTests
{
    [Fact]
    public void A_damaged_schema_is_read_or_refused_with_its_place()
    {
        var random = new Random(20_141);
        var good = JsonNode.Parse(File.ReadAllText(ClkhashKnownAnswers.Vector("clkhash_drawn_features.json")))!.AsArray().Select(answer => answer!["schema"]!.ToJsonString()).ToList();
        for (var i = 0; i < 6_000; i++) Read(Damage(good[i % good.Count], random));
    }

    [Fact]
    public void A_damaged_row_is_encoded_or_refused()
    {
        var random = new Random(20_142);
        foreach (var answer in JsonNode.Parse(File.ReadAllText(ClkhashKnownAnswers.Vector("clkhash_drawn_features.json")))!.AsArray())
        {
            var encoder = new ClkEncoder(LinkageSchema.Parse(answer!["schema"]!.ToJsonString()), "secret");
            foreach (var row in answer["rows"]!.AsArray())
            {
                var values = row!.AsArray().Select(value => Damage((string)value!, random)).ToArray();
                try
                {
                    Assert.Equal(encoder.EncodingLength, encoder.Encode(values).Length);
                }
                catch (RowFormatException problem)
                {
                    Assert.NotEmpty(problem.Expected);
                }
            }
        }
    }

    [Fact]
    public void A_damaged_file_of_encodings_is_read_whole_or_refused_with_its_name()
    {
        var random = new Random(20_144);
        var (read, refused) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var text = Damage("{\"clks\": [\"WRzf9+y/5rs=\", \"dB3nte7h9/w=\",\n \"\\u0073zy95rHZFxM=\"], \"other\": {\"a\": [1, null]}}", random);
            if (i % 10 == 0) text = text.Replace("zy95", "\\ud800", StringComparison.Ordinal);
            try
            {
                var encodings = EncodedFile.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), "damaged.json");
                Assert.All(encodings, encoding => Assert.Equal(encodings[0].Length, encoding.Length));
                read++;
            }
            catch (InvalidDataException problem)
            {
                Assert.StartsWith("damaged.json: ", problem.Message, StringComparison.Ordinal);
                Assert.Contains("expected", problem.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.True(read > 100 && refused > 5_000, $"{read} read, {refused} refused");
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused_with_its_line()
    {
        var random = new Random(20_143);
        for (var i = 0; i < 5_000; i++)
        {
            var text = Damage("given,family\r\n\"Adisa, A.\",\"O\"\"Neill\"\nThi,Nguyen\n", random);
            try
            {
                foreach (var row in new CsvRows(new StringReader(text))) Assert.NotEmpty(row);
            }
            catch (CsvFormatException problem)
            {
                Assert.StartsWith("line ", problem.Message, StringComparison.Ordinal);
            }
        }
    }

    private static void Read(string json)
    {
        try
        {
            LinkageSchema.Parse(json);
        }
        catch (LinkageSchemaException problem)
        {
            Assert.StartsWith("$", problem.Path, StringComparison.Ordinal);
        }
    }

    private static string Damage(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(damaged.Length + 1);
            switch (random.Next(4))
            {
                case 0 when at < damaged.Length: damaged.Remove(at, Math.Min(damaged.Length - at, random.Next(1, 12))); break;
                case 1: damaged.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
                case 2 when at < damaged.Length: damaged[at] = Pieces[random.Next(Pieces.Length)][0]; break;
                default: damaged.Insert(at, damaged.ToString(0, Math.Min(at, 20))); break;
            }
        }
        return damaged.ToString();
    }

    private static readonly string[] Pieces =
        ["null", "\"", "{", "}", "[", "]", ",", ":", "-1", "1e999", "99999999999", "1.0", "true", "\\ud800", "\ud800", "\0", "\r", "\n", "\"\"", "é", "\ud83d\ude00", "(", "*", "%", "\\"];
}
