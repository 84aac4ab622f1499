using System.Globalization;
using System.Text.Json.Nodes;

namespace Vern.Linkage.Encoding;

/// <summary>Turns versions 1 and 2 of the schema into version 3, as clkhash does.</summary>
internal static class OlderSchemas
{
    public static SchemaNode ToVersion3(SchemaNode root)
    {
        var version = root.Integer("version", 1, 3);
        if (version == 3) return root;
        var config = root.Object("clkConfig");
        var features = new JsonArray();
        foreach (var feature in root.Array("features"))
        {
            features.Add(feature.OptionalFlag("ignored") == true ? Ignored(feature) : Converted(feature, version == 1 ? config : null));
        }
        if (version == 1)
        {
            config.Integer("k", 1, 1 << 20);
            var hash = config.Object("hash");
            hash.OneOf("type", "blakeHash", "doubleHash");
            hash.OptionalFlag("prevent_singularity");
        }
        var converted = new JsonObject { ["version"] = 3, ["clkConfig"] = config.Copy(), ["features"] = features };
        return new SchemaNode(converted, "$");
    }

    private static JsonObject Ignored(SchemaNode feature)
    {
        if (feature.OptionalFlag("ignored") == true)
        {
            feature.OnlyHas("identifier", "ignored", "description");
            feature.OptionalText("description");
        }
        return new() { ["identifier"] = feature.Text("identifier"), ["ignored"] = true };
    }

    private static JsonObject Converted(SchemaNode feature, SchemaNode? firstVersion)
    {
        var hashing = feature.Object("hashing");
        var strategy = new JsonObject();
        var converted = new JsonObject
        {
            ["comparison"] = new JsonObject { ["type"] = "ngram", ["n"] = hashing.Integer("ngram", 1, 1024, isIndex: true), ["positional"] = hashing.OptionalFlag("positional") ?? false },
            ["strategy"] = strategy,
        };
        if (hashing.OptionalObject("missingValue") is { } missing) converted["missingValue"] = missing.Copy();
        if (firstVersion is not null)
        {
            hashing.OnlyHas("ngram", "positional", "weight", "missingValue");
            var k = firstVersion.Integer("k", 1, 1 << 20);
            var weight = hashing.Optional("weight") is null ? 1 : hashing.Number("weight", 0);
            if (weight == 0) return Ignored(feature);
            strategy["bitsPerToken"] = JsonNode.Parse(Math.Round(weight * k, MidpointRounding.ToEven).ToString("F0", CultureInfo.InvariantCulture));
            converted["hash"] = firstVersion.Object("hash").Copy();
        }
        else
        {
            hashing.OnlyHas("ngram", "positional", "strategy", "hash", "missingValue");
            var asked = hashing.Object("strategy");
            asked.OnlyHas("k", "numBits");
            if (asked.Optional("k") is not null) strategy["bitsPerToken"] = asked.Integer("k", 1, 1 << 24);
            if (asked.Optional("numBits") is not null) strategy["bitsPerFeature"] = asked.Integer("numBits", 1, 1 << 24);
            if (strategy.Count != 1) throw asked.Wrong("either k or numBits expected");
            if (hashing.OptionalObject("hash") is { } hash) converted["hash"] = hash.Copy();
        }
        return new() { ["identifier"] = feature.Text("identifier"), ["format"] = feature.Object("format").Copy(), ["hashing"] = converted };
    }
}
