using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vern.Linkage.Encoding;

/// <summary>A place in a schema's JSON that knows its path; every reading either gives what was expected or a message that names the path.</summary>
internal sealed class SchemaNode(JsonNode? node, string path)
{
    public string Path => path;

    private JsonNode? Json => node;

    public LinkageSchemaException Wrong(string problem) => new(path, problem);

    /// <summary>A copy for a new tree.</summary>
    public JsonNode? Copy() => node?.DeepClone();

    public SchemaNode At(string name) => new(null, $"{path}.{name}");

    public SchemaNode? Optional(string name) => AsObject().TryGetPropertyValue(name, out var child) ? new(child, $"{path}.{name}") : null;

    private SchemaNode Required(string name) => Optional(name) ?? throw Wrong($"\"{name}\" is missing");

    private JsonObject AsObject() => node as JsonObject ?? throw Wrong("an object expected");

    public SchemaNode Object(string name)
    {
        var child = Required(name);
        child.AsObject();
        return child;
    }

    public SchemaNode? OptionalObject(string name) => Optional(name) is null ? null : Object(name);

    public IEnumerable<SchemaNode> Array(string name)
    {
        var child = Required(name);
        return child.Items();
    }

    private IEnumerable<SchemaNode> Items() =>
        node is JsonArray items ? items.Select((item, i) => new SchemaNode(item, $"{path}[{i}]")) : throw Wrong("a list expected");

    public void OnlyHas(params ReadOnlySpan<string> names)
    {
        foreach (var (name, _) in AsObject())
        {
            if (!names.Contains(name)) throw Wrong($"\"{name}\" is not known here; {string.Join(", ", names.ToArray())} are");
        }
    }

    public string AsText() => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw Wrong("a text expected");

    public string Text(string name) => Required(name).AsText();

    public string? OptionalText(string name) => Optional(name)?.AsText();

    public string OneOf(string name, params ReadOnlySpan<string> values)
    {
        var child = Required(name);
        var text = child.Json is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        return text is not null && values.Contains(text) ? text : throw child.Wrong($"one of {string.Join(", ", values.ToArray())} expected");
    }

    public bool? OptionalFlag(string name) => Optional(name) is not { } child ? null : child.Json?.GetValueKind() switch
    {
        JsonValueKind.True => true, JsonValueKind.False => false, _ => throw child.Wrong("true or false expected"),
    };

    // JSON schema takes 2.0 for a whole number; clkhash then fails where Python needs an int (isIndex).
    public int Integer(string name, int least, int most, bool isIndex = false)
    {
        var child = Required(name);
        return child.AsInteger() is { } value && !(isIndex && child.NumberText()!.AsSpan().ContainsAny(".eE")) && value >= least && value <= most ? (int)value
            : throw child.Wrong(most == int.MaxValue ? $"a whole number of at least {least} expected" : $"a whole number from {least} to {most} expected");
    }

    public int? OptionalInteger(string name, int least, int most, bool isIndex = false) => Optional(name) is null ? null : Integer(name, least, most, isIndex);

    public BigInteger? OptionalBigInteger(string name) => Optional(name) is not { } child ? null : child.AsInteger() ?? throw child.Wrong("a whole number expected");

    public double Number(string name, double least)
    {
        var child = Required(name);
        return child.NumberText() is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= least
            ? value : throw child.Wrong($"a number of at least {least} expected");
    }

    public byte[]? OptionalBase64(string name)
    {
        if (Optional(name) is not { } child) return null;
        // As Python's decoder: what is not of the alphabet is skipped, and so is all that follows the padding of a group.
        var kept = new StringBuilder();
        var padding = 0;
        foreach (var character in child.AsText())
        {
            if (!char.IsAscii(character)) throw child.Wrong("bytes in base64 expected");
            if (character == '=')
            {
                if (kept.Length % 4 >= 2 && kept.Length % 4 + ++padding >= 4) break;
            }
            else if (char.IsAsciiLetterOrDigit(character) || character is '+' or '/')
            {
                kept.Append(character);
                padding = 0;
            }
        }
        if (kept.Length % 4 is var rest && rest != 0 && (rest == 1 || rest + padding < 4)) throw child.Wrong("bytes in base64 expected");
        return Convert.FromBase64String(kept.Append('=', (4 - rest) % 4).ToString());
    }

    /// <summary>The threshold in units of the last decimal, as clkhash rounds it: whole numbers exactly, others through a double, to even.</summary>
    public BigInteger Threshold(string name, int precision)
    {
        var child = Required(name);
        var text = child.NumberText() ?? throw child.Wrong("a number above 0 expected");
        var scale = BigInteger.Pow(10, precision);
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && text.Length <= 400)
        {
            return whole > 0 ? whole * scale : throw child.Wrong("a number above 0 expected");
        }
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value > 0)) throw child.Wrong("a number above 0 expected");
        var scaled = value * double.Parse($"1e{precision}", CultureInfo.InvariantCulture);
        return double.IsFinite(scaled) ? new BigInteger(Math.Round(scaled, MidpointRounding.ToEven)) : throw child.Wrong("the number is too large");
    }

    // A whole number, also one written as 200.0 (JSON schema knows no difference); null when it is none.
    private BigInteger? AsInteger()
    {
        if (NumberText() is not { Length: <= 400 } text) return null;
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && Math.Floor(value) == value ? new BigInteger(value) : null;
    }

    private string? NumberText() => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.ToJsonString() : null;
}
