using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Vern.Linkage.Encoding;
using TextEncoding = System.Text.Encoding;

namespace Vern.Linkage.Tests.Encoding;

/// <summary>What clkhash itself answers; see vectors/README.md.</summary>
public class ClkhashKnownAnswers
{
    private static readonly JsonNode Answers = JsonNode.Parse(File.ReadAllText(Vector("clkhash_known_answers.json")))!;

    internal static string Vector(string name) => Path.Combine(AppContext.BaseDirectory, "Encoding", "vectors", name);

    [Fact]
    public void Keys_are_derived_as_clkhash_derives_them()
    {
        foreach (var answer in Of("hkdf"))
        {
            var hash = Text(answer, "hash") == "SHA512" ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256;
            var keys = FieldKeys.Derive(TextEncoding.UTF8.GetBytes(Text(answer, "secret")), (int)answer["num_keys"]!, (int)answer["key_size"]!, hash, Base64(answer, "salt_b64"), Base64(answer, "info_b64"));
            Assert.Equal(Texts(answer, "keys_hex"), keys.Select(Convert.ToHexStringLower));
        }
    }

    [Fact]
    public void Values_are_cut_into_tokens_as_clkhash_cuts_them()
    {
        foreach (var answer in Of("tokenise"))
        {
            var comparison = answer.DeepClone().AsObject();
            comparison.Remove("word");
            comparison.Remove("tokens");
            if (Text(answer, "type") != "ngram") comparison.Remove("n");
            var schema = LinkageSchema.Parse(SchemaTexts.OneFeature(comparison: comparison.ToJsonString()));
            Assert.Equal(Texts(answer, "tokens"), TokenCutting.Tokens(schema.Features[0].Hashing!.Comparison, Text(answer, "word")));
        }
    }

    [Fact]
    public void Insertions_are_shared_among_tokens_as_clkhash_shares_them()
    {
        foreach (var answer in Of("strategy"))
        {
            var tokens = (int)answer["tokens"]!;
            var hashing = new FieldHashing(new ExactComparison(), TokenEncoding.Utf8, (int?)answer["bitsPerToken"], (int?)answer["bitsPerFeature"], HashKind.Blake, false, null);
            Assert.Equal(answer["ks"]!.AsArray().Select(k => (int)k!), Enumerable.Range(0, tokens).Select(token => hashing.Insertions(token, tokens)));
        }
    }

    [Fact]
    public void Tokens_set_the_bits_that_clkhash_sets()
    {
        foreach (var answer in Of("token_hash"))
        {
            var key0 = answer["key0_hex"] is { } hex0 ? Convert.FromHexString((string)hex0!) : TextEncoding.ASCII.GetBytes(Text(answer, "key0_ascii"));
            var key1 = answer["key1_hex"] is { } hex1 ? Convert.FromHexString((string)hex1!) : TextEncoding.ASCII.GetBytes(Text(answer, "key1_ascii"));
            var length = (int)answer["l"]!;
            foreach (var (name, kind, nonSingular) in new[] { ("doubleHash", HashKind.Double, false), ("doubleHash_nonsingular", HashKind.Double, true), ("blakeHash", HashKind.Blake, false) })
            {
                if (answer[name] is not JsonArray expected) continue;
                var hashing = new FieldHashing(new ExactComparison(), TokenEncoding.Utf8, 1, null, kind, nonSingular, null);
                var filter = new byte[(length + 7) / 8];
                new TokenHash(hashing, key0, key1, length).Insert(Text(answer, "token"), (int)answer["k"]!, filter);
                Assert.Equal(expected.Select(bit => (int)bit!).Distinct().Order(), Enumerable.Range(0, length).Where(bit => (filter[bit / 8] & (0x80 >> (bit % 8))) != 0));
            }
        }
    }

    [Fact]
    public void Keyed_and_salted_BLAKE2b_gives_what_Python_gives()
    {
        foreach (var answer in Of("blake2b_keyed_salted"))
        {
            var digest = new byte[64];
            Blake2b.Hash(TextEncoding.UTF8.GetBytes(Text(answer, "msg_utf8")), digest, Convert.FromHexString(Text(answer, "key_hex")), TextEncoding.ASCII.GetBytes(Text(answer, "salt_ascii")));
            Assert.Equal(Text(answer, "digest_hex"), Convert.ToHexStringLower(digest));
        }
    }

    [Fact]
    public void Whole_rows_are_encoded_as_clkhash_encodes_them()
    {
        foreach (var answer in Of("end_to_end"))
        {
            var encoder = new ClkEncoder(LinkageSchema.Parse(answer["schema"]!.ToJsonString()), Text(answer, "secret"));
            var encodings = encoder.EncodeAll(Rows(answer)).Select(Convert.ToBase64String);
            Assert.Equal(Texts(answer, "clks_base64"), encodings);
        }
    }

    [Fact]
    public void The_encodings_in_clkhashs_own_regression_test_come_out()
    {
        var answer = Answers["upstream_regression"]!;
        var encoder = new ClkEncoder(LinkageSchema.Parse(answer["schema_v1_converted"]!.ToJsonString()), Text(answer, "secret"));
        var rows = Rows(answer);
        var expected = answer["expected_base64"]!.AsArray();
        for (var i = 0; i < rows.Count; i++)
        {
            if (expected[i] is { } known) Assert.Equal((string)known!, Convert.ToBase64String(encoder.Encode(rows[i])));
        }
    }

    [Theory]
    [InlineData("clkhash_drawn_schemas.json")]
    [InlineData("clkhash_drawn_features.json")]
    public void Drawn_schemas_and_rows_are_encoded_or_refused_as_clkhash_does(string vectors)
    {
        foreach (var answer in JsonNode.Parse(File.ReadAllText(Vector(vectors)))!.AsArray())
        {
            var encoder = new ClkEncoder(LinkageSchema.Parse(answer!["schema"]!.ToJsonString()), Text(answer, "secret"));
            var expected = answer["answers"]!.AsArray();
            var rows = Rows(answer);
            for (var i = 0; i < rows.Count; i++)
            {
                if (expected[i] is { } known) Assert.Equal((string)known!, Convert.ToBase64String(encoder.Encode(rows[i])));
                else Assert.Throws<RowFormatException>(() => encoder.Encode(rows[i]));
            }
        }
    }

    [Fact]
    public void Schemas_that_clkhash_refuses_are_refused()
    {
        foreach (var schema in JsonNode.Parse(File.ReadAllText(Vector("clkhash_refused_schemas.json")))!.AsArray())
        {
            Assert.Throws<LinkageSchemaException>(() => LinkageSchema.Parse(schema!.ToJsonString()));
        }
    }

    [Fact]
    public void Patterns_match_what_Python_matches_and_are_refused_when_Python_refuses_them()
    {
        foreach (var known in JsonNode.Parse(File.ReadAllText(Vector("python_patterns.json")))!.AsArray())
        {
            var pattern = Text(known!, "pattern");
            if (known!["matches"] is not JsonArray matches)
            {
                Assert.ThrowsAny<ArgumentException>(() => PythonPattern.Compile(pattern));
                continue;
            }
            var expression = PythonPattern.Compile(pattern);
            Assert.Equal(matches.Select(match => (bool)match!), Texts(known, "values").Select(value => expression.IsMatch(value)));
        }
    }

    [Theory]
    [InlineData("dataset4a.csv", "febrl4a_febrl_schema_v3_final_secret.clks.json")]
    [InlineData("dataset4b.csv", "febrl4b_febrl_schema_v3_final_secret.clks.json")]
    public void Five_thousand_FEBRL_rows_are_encoded_as_clkhash_encodes_them(string rows, string encodings)
    {
        var expected = Texts(JsonNode.Parse(File.ReadAllText(Vector(encodings)))!, "clks");
        var encoder = new ClkEncoder(LinkageSchema.Parse(File.ReadAllText(Vector("febrl_schema_v3_final.json"))), "secret");
        var values = File.ReadLines(Vector(rows)).Skip(1).Select(line => line.Split(',', StringSplitOptions.TrimEntries));
        Assert.Equal(expected, encoder.EncodeAll(values).Select(Convert.ToBase64String));
    }

    private static IEnumerable<JsonNode> Of(string part)
    {
        var answers = Answers[part]!.AsArray();
        Assert.NotEmpty(answers);
        return answers!;
    }

    private static string Text(JsonNode node, string name) => (string)node[name]!;

    private static List<string> Texts(JsonNode node, string name) => [.. node[name]!.AsArray().Select(item => (string)item!)];

    private static byte[]? Base64(JsonNode node, string name) => node[name] is { } text ? Convert.FromBase64String((string)text!) : null;

    private static List<string[]> Rows(JsonNode node) => [.. node["rows"]!.AsArray().Select(row => row!.AsArray().Select(value => (string)value!).ToArray())];
}
