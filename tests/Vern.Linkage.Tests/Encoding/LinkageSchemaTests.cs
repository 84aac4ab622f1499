using System.Text;
using Vern.Linkage.Encoding;

namespace Vern.Linkage.Tests.Encoding;

public class LinkageSchemaTests
{
    [Theory]
    [InlineData("", "$", "valid JSON expected")]
    [InlineData("[1]", "$", "an object expected")]
    [InlineData("{}", "$", "\"version\" is missing")]
    [InlineData("""{"version":4}""", "$.version", "a whole number from 1 to 3 expected")]
    [InlineData("""{"version":3}""", "$", "\"clkConfig\" is missing")]
    [InlineData("""{"version":3,"clkConfig":{"l":0,"kdf":{"type":"HKDF"}},"features":[]}""", "$.clkConfig.l", "a whole number from 1 to")]
    [InlineData("""{"version":3,"clkConfig":{"l":8,"kdf":{"type":"legacy"}},"features":[]}""", "$.clkConfig.kdf.type", "one of HKDF expected")]
    [InlineData("""{"version":3,"clkConfig":{"l":8,"kdf":{"type":"HKDF","salt":"a"}},"features":[]}""", "$.clkConfig.kdf.salt", "bytes in base64 expected")]
    [InlineData("""{"version":3,"clkConfig":{"l":8,"kdf":{"type":"HKDF"}},"features":{}}""", "$.features", "a list expected")]
    [InlineData("""{"version":3,"clkConfig":{"l":8,"l":9,"kdf":{"type":"HKDF"}},"features":[]}""", "$", "only once")]
    public void What_is_no_schema_is_refused_with_its_place(string json, string path, string problem)
    {
        var error = Assert.Throws<LinkageSchemaException>(() => LinkageSchema.Parse(json));
        Assert.Equal(path, error.Path);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("comparison", """{"type":"soundex"}""", "$.features[0].hashing.comparison.type")]
    [InlineData("comparison", """{"type":"ngram","n":0}""", "$.features[0].hashing.comparison.n")]
    [InlineData("comparison", """{"type":"numeric","thresholdDistance":0.01,"resolution":2}""", "$.features[0].hashing.comparison.thresholdDistance")]
    [InlineData("strategy", """{"k":3}""", "$.features[0].hashing.strategy")]
    [InlineData("strategy", """{"bitsPerToken":3,"bitsPerFeature":4}""", "$.features[0].hashing.strategy")]
    [InlineData("format", """{"type":"string","pattern":"("}""", "$.features[0].format.pattern")]
    [InlineData("format", """{"type":"string","pattern":"a","maxLength":3}""", "$.features[0].format")]
    [InlineData("format", """{"type":"date","format":"%Q"}""", "$.features[0].format.format")]
    [InlineData("hash", """{"type":"blakeHash","prevent_singularity":false}""", "$.features[0].hashing.hash.prevent_singularity")]
    [InlineData("config", """{"l":1000,"kdf":{"type":"HKDF"}}""", "$.clkConfig.l")]
    [InlineData("config", """{"l":1024,"kdf":{"type":"HKDF","keySize":65}}""", "$.clkConfig.kdf.keySize")]
    [InlineData("config", """{"l":1024,"kdf":{"type":"HKDF","keySize":8000}}""", "$.features")]
    [InlineData("config", """{"l":1024,"xor_folds":20,"kdf":{"type":"HKDF"}}""", "$.clkConfig.xor_folds")]
    public void A_wrong_part_of_a_feature_is_refused_with_its_place(string part, string json, string path)
    {
        var schema = part switch
        {
            "comparison" => SchemaTexts.OneFeature(comparison: json), "strategy" => SchemaTexts.OneFeature(strategy: json), "format" => SchemaTexts.OneFeature(format: json),
            "hash" => SchemaTexts.OneFeature(hash: json), _ => SchemaTexts.OneFeature(config: json),
        };
        Assert.Equal(path, Assert.Throws<LinkageSchemaException>(() => LinkageSchema.Parse(schema)).Path);
    }

    [Fact]
    public void Sixty_three_features_have_keys_and_sixty_four_have_not()
    {
        static string Schema(int count) => """{"version":3,"clkConfig":{"l":8,"kdf":{"type":"HKDF"}},"features":[""" + string.Join(',', Enumerable.Repeat("""{"identifier":"c","ignored":true}""", count)) + "]}";
        Assert.Equal(63, LinkageSchema.Parse(Schema(63)).Features.Count);
        Assert.Contains("enough for 63", Assert.Throws<LinkageSchemaException>(() => LinkageSchema.Parse(Schema(64))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_written_in_camel_case_have_no_effect_as_in_clkhash()
    {
        Assert.Equal(0, LinkageSchema.Parse(SchemaTexts.OneFeature(config: """{"l":512,"xorFolds":1,"kdf":{"type":"HKDF"}}""")).XorFolds);
        Assert.Equal(1, LinkageSchema.Parse(SchemaTexts.OneFeature(config: """{"l":512,"xor_folds":1,"kdf":{"type":"HKDF"}}""")).XorFolds);
    }

    [Fact]
    public void A_schema_of_version_1_becomes_one_of_version_3()
    {
        var schema = LinkageSchema.Parse("""
            {"version":1,"clkConfig":{"l":1024,"k":25,"hash":{"type":"doubleHash"},"kdf":{"type":"HKDF"}},"features":[
              {"identifier":"id","ignored":true},
              {"identifier":"a","format":{"type":"string"},"hashing":{"ngram":2,"weight":0.5}},
              {"identifier":"b","format":{"type":"string"},"hashing":{"ngram":1,"positional":true,"weight":1.5}},
              {"identifier":"c","format":{"type":"string"},"hashing":{"ngram":1,"weight":0}}]}
            """);
        Assert.Equal(12, schema.Features[1].Hashing!.BitsPerToken); // 12.5 goes to the even number
        Assert.Equal(38, schema.Features[2].Hashing!.BitsPerToken); // 37.5 too
        Assert.Equal(new NgramComparison(1, true), schema.Features[2].Hashing!.Comparison);
        Assert.Equal(HashKind.Double, schema.Features[1].Hashing!.Hash);
        Assert.Null(schema.Features[3].Hashing);
    }

    [Fact]
    public void A_schema_of_version_2_becomes_one_of_version_3()
    {
        var schema = LinkageSchema.Parse("""
            {"version":2,"clkConfig":{"l":1024,"xor_folds":1,"kdf":{"type":"HKDF"}},"features":[
              {"identifier":"a","format":{"type":"string"},"hashing":{"ngram":2,"strategy":{"numBits":100}}},
              {"identifier":"b","format":{"type":"integer"},"hashing":{"ngram":1,"strategy":{"k":7},"hash":{"type":"doubleHash"},"missingValue":{"sentinel":""}}}]}
            """);
        Assert.Equal((100, HashKind.Blake), (schema.Features[0].Hashing!.BitsPerFeature, schema.Features[0].Hashing!.Hash));
        Assert.Equal((7, HashKind.Double), (schema.Features[1].Hashing!.BitsPerToken, schema.Features[1].Hashing!.Hash));
        Assert.Equal(1, schema.XorFolds);
    }

    [Fact]
    public void However_a_schema_is_broken_the_message_is_clear()
    {
        // Every schema at hand, with pieces cut out, doubled, or replaced: it parses or says where it is wrong, and nothing else is thrown.
        string[] seeds =
        [
            PersonEncoder.SchemaJson, File.ReadAllText(ClkhashKnownAnswers.Vector("febrl_schema_v3_final.json")),
            SchemaTexts.OneFeature(comparison: """{"type":"numeric","thresholdDistance":1.5,"resolution":2,"fractional_precision":1}""", format: """{"type":"date","format":"%d/%m/%Y"}"""),
            """{"version":1,"clkConfig":{"l":1024,"k":25,"hash":{"type":"doubleHash"},"kdf":{"type":"HKDF"}},"features":[{"identifier":"a","format":{"type":"string","pattern":"[a-z]+"},"hashing":{"ngram":2,"weight":0.5}}]}""",
        ];
        string[] pieces = ["null", "{}", "[]", "-1", "1e999", "1e400", "0", "\"\"", "true", "\"\\ud800\"", "99999999999999999999", "1.5", "{", "}", ",", "\"version\":", "0.0000001", "\"%\"", "\"(?P<a>\""];
        var random = new Random(7693);
        var refused = 0;
        for (var round = 0; round < 4000; round++)
        {
            var text = new StringBuilder(seeds[round % seeds.Length]);
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var values = System.Text.RegularExpressions.Regex.Matches(text.ToString(), "\"[^\"]*\"|[0-9.]+|true|false|\\{|\\}");
                if (values.Count == 0) break;
                var value = values[random.Next(values.Count)];
                text.Remove(value.Index, value.Length);
                if (random.Next(4) > 0) text.Insert(value.Index, pieces[random.Next(pieces.Length)]);
            }
            try
            {
                LinkageSchema.Parse(text.ToString());
            }
            catch (LinkageSchemaException error)
            {
                refused++;
                Assert.StartsWith("Schema, $", error.Message, StringComparison.Ordinal);
            }
        }
        Assert.InRange(refused, 2000, 4000);
    }
}
