namespace Vern.Linkage.Tests.Encoding;

/// <summary>Small schemas for tests.</summary>
internal static class SchemaTexts
{
    public static string OneFeature(
        string comparison = """{"type":"ngram","n":2}""", string format = """{"type":"string"}""", string strategy = """{"bitsPerToken":5}""",
        string hash = """{"type":"blakeHash"}""", string? missing = null, string config = """{"l":1024,"kdf":{"type":"HKDF"}}""") =>
        $$$"""
        {"version":3,"clkConfig":{{{config}}},"features":[{"identifier":"value","format":{{{format}}},
         "hashing":{"comparison":{{{comparison}}},"strategy":{{{strategy}}},"hash":{{{hash}}}{{{(missing is null ? "" : $",\"missingValue\":{missing}")}}} } }]}
        """;
}
