using System.Collections.Frozen;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vern.Linkage.Encoding;

/// <summary>Reads a schema from JSON: clkhash's master schema, version 3, as code, with a path in every message.</summary>
internal static class SchemaReader
{
    private const int LongestFilter = 1 << 24;

    public static LinkageSchema Read(string json)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json);
        }
        catch (JsonException error)
        {
            throw new LinkageSchemaException("$", $"valid JSON expected; the problem is at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");
        }
        catch (ArgumentException)
        {
            throw new LinkageSchemaException("$", "well-formed Unicode expected; half a surrogate pair stands in the text");
        }
        try
        {
            return Read(OlderSchemas.ToVersion3(new SchemaNode(root, "$")));
        }
        catch (InvalidOperationException)
        {
            throw new LinkageSchemaException("$", "well-formed Unicode expected; half a surrogate pair is written in a text");
        }
        catch (ArgumentException)
        {
            // JsonNode finds a property that is written twice only when it looks into the object.
            throw new LinkageSchemaException("$", "each property may be written only once in an object");
        }
    }

    private static LinkageSchema Read(SchemaNode root)
    {
        var config = root.Object("clkConfig");
        var length = config.Integer("l", 1, LongestFilter, isIndex: true);
        // clkhash's master schema documents "xorFolds", its loader reads "xor_folds": the camel-cased one has no effect there, so none here.
        config.OptionalInteger("xorFolds", 0, int.MaxValue);
        var folds = config.OptionalInteger("xor_folds", 0, 24, isIndex: true) ?? 0;
        if ((long)length << folds > LongestFilter) throw config.At("xor_folds").Wrong($"the filter before folding may have at most {LongestFilter} bits");

        var kdf = config.Object("kdf");
        kdf.OneOf("type", "HKDF");
        var hash = kdf.Optional("hash") is null ? "SHA256" : kdf.OneOf("hash", "SHA256", "SHA512");
        var keySize = kdf.OptionalInteger("keySize", 1, 1 << 14, isIndex: true) ?? 64;
        var features = root.Array("features").Select(ReadFeature).ToList();
        var most = 255 * (hash == "SHA512" ? 64 : 32);
        if ((long)features.Count * 2 * keySize > most) throw root.At("features").Wrong($"{kdf.Path} gives at most {most} bytes of keys, enough for {most / (2 * keySize)} features; there are {features.Count}");
        for (var i = 0; i < features.Count; i++)
        {
            if (features[i].Hashing is { PreventSingularity: true } && length << folds == 1) throw config.At("l").Wrong($"prevent_singularity (features[{i}]) needs more than one bit");
            if (features[i].Hashing is not { Hash: HashKind.Blake }) continue;
            if (!BitOperations.IsPow2(length << folds)) throw config.At("l").Wrong($"blakeHash (features[{i}]) needs a power of two, {length << folds} is none");
            if (keySize > Blake2b.MaximumKeyLength) throw kdf.At("keySize").Wrong($"blakeHash (features[{i}]) takes keys of at most {Blake2b.MaximumKeyLength} bytes");
        }
        return new LinkageSchema
        {
            Length = length, XorFolds = folds, KeyHash = hash == "SHA512" ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256,
            Salt = kdf.OptionalBase64("salt"), Info = kdf.OptionalBase64("info"), KeySize = keySize, Features = features,
        };
    }

    private static Feature ReadFeature(SchemaNode feature)
    {
        var identifier = feature.Text("identifier");
        var complete = feature.Optional("format") is not null || feature.Optional("hashing") is not null;
        if (feature.OptionalFlag("ignored") == true)
        {
            feature.OptionalText("description");
            if (!complete) feature.OnlyHas("identifier", "ignored", "description");
            else
            {
                ReadFormat(feature.Object("format"), isHashed: false, out var unused);
                ReadHashing(feature.Object("hashing"), unused, isHashed: false);
            }
            return new(identifier, null, null);
        }
        feature.OptionalText("description");
        var format = ReadFormat(feature.Object("format"), isHashed: true, out var encoding);
        return new(identifier, format, ReadHashing(feature.Object("hashing"), encoding, isHashed: true));
    }

    // An ignored feature's format and hashing must have the right form; what they mean is never asked.
    private static ValueFormat ReadFormat(SchemaNode format, bool isHashed, out TokenEncoding encoding)
    {
        encoding = TokenEncoding.Utf8;
        format.OptionalText("description");
        switch (format.OneOf("type", "string", "integer", "date", "enum"))
        {
            case "string":
                encoding = format.Optional("encoding") is null ? TokenEncoding.Utf8 : format.OneOf("encoding", "ascii", "utf-8", "utf-16", "utf-32") switch
                {
                    "ascii" => TokenEncoding.Ascii, "utf-16" => TokenEncoding.Utf16, "utf-32" => TokenEncoding.Utf32, _ => TokenEncoding.Utf8,
                };
                if (format.Optional("pattern") is not null)
                {
                    format.OnlyHas("type", "pattern", "encoding", "description");
                    var pattern = format.Text("pattern");
                    if (!isHashed) return new TextFormat(null, null, TextCase.Mixed);
                    try
                    {
                        return new PatternFormat(pattern);
                    }
                    catch (ArgumentException problem)
                    {
                        throw format.At("pattern").Wrong($"a regular expression as Python reads it expected; {problem.Message}");
                    }
                }
                format.OnlyHas("type", "encoding", "case", "minLength", "maxLength", "description");
                var letters = format.Optional("case") is null ? "mixed" : format.OneOf("case", "upper", "lower", "mixed");
                return new TextFormat(format.OptionalInteger("minLength", 0, int.MaxValue), format.OptionalInteger("maxLength", 1, int.MaxValue),
                    letters switch { "upper" => TextCase.Upper, "lower" => TextCase.Lower, _ => TextCase.Mixed });
            case "integer":
                format.OnlyHas("type", "minimum", "maximum", "description");
                return new WholeNumberFormat(format.OptionalBigInteger("minimum"), format.OptionalBigInteger("maximum"));
            case "date":
                format.OnlyHas("type", "format", "description");
                try
                {
                    var date = format.Text("format");
                    return new DateValueFormat(isHashed ? date : "%Y");
                }
                catch (FormatException error) when (error is not LinkageSchemaException)
                {
                    throw format.At("format").Wrong($"a date format in strptime's language expected; {error.Message}");
                }
            default:
                format.OnlyHas("type", "values", "description");
                return new EnumValueFormat(format.Array("values").Select(value => value.AsText()).ToFrozenSet(StringComparer.Ordinal));
        }
    }

    private static FieldHashing ReadHashing(SchemaNode hashing, TokenEncoding encoding, bool isHashed)
    {
        hashing.OnlyHas("comparison", "strategy", "hash", "missingValue");
        var comparison = ReadComparison(hashing.Object("comparison"), isHashed);
        var strategy = hashing.Object("strategy");
        strategy.OnlyHas("bitsPerToken", "bitsPerFeature");
        var perToken = strategy.OptionalInteger("bitsPerToken", 1, LongestFilter);
        var perFeature = strategy.OptionalInteger("bitsPerFeature", 1, LongestFilter);
        if (perToken is null == perFeature is null) throw strategy.Wrong("either bitsPerToken or bitsPerFeature expected");
        var kind = HashKind.Blake;
        var nonSingular = false;
        if (hashing.OptionalObject("hash") is { } hash)
        {
            kind = hash.OneOf("type", "blakeHash", "doubleHash") == "doubleHash" ? HashKind.Double : HashKind.Blake;
            if (hash.OptionalFlag("prevent_singularity") is { } asked)
            {
                if (kind != HashKind.Double && isHashed) throw hash.At("prevent_singularity").Wrong("it belongs to doubleHash only");
                nonSingular = asked;
            }
        }
        MissingValue? missing = null;
        if (hashing.OptionalObject("missingValue") is { } value)
        {
            var sentinel = value.Text("sentinel");
            missing = new(sentinel, value.OptionalText("replaceWith") ?? sentinel);
        }
        return new(comparison, encoding, perToken, perFeature, kind, nonSingular, missing);
    }

    private static FieldComparison ReadComparison(SchemaNode comparison, bool isHashed)
    {
        switch (comparison.OneOf("type", "ngram", "exact", "numeric"))
        {
            case "ngram": return new NgramComparison(comparison.Integer("n", 1, 1024, isIndex: true), comparison.OptionalFlag("positional") ?? false);
            case "exact": return new ExactComparison();
            default:
                var precision = comparison.OptionalInteger("fractional_precision", 0, 300, isIndex: true) ?? 0;
                var interval = comparison.Threshold("thresholdDistance", precision);
                if (interval.IsZero && isHashed) throw comparison.At("thresholdDistance").Wrong("it is rounded to zero: raise fractional_precision");
                return new NumericComparison(interval, comparison.Integer("resolution", 1, 1 << 16, isIndex: true), precision);
        }
    }
}
