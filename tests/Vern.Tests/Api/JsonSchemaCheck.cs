using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Vern.Tests.Api;

/// <summary>Holds JSON against a schema of an OpenAPI 3.1 document. It knows the words of JSON Schema that the document uses; one that it does not know is a fault, so that none is passed over.</summary>
internal sealed class JsonSchemaCheck(JsonElement document)
{
    private static readonly HashSet<string> Known = ["$ref", "type", "properties", "required", "additionalProperties", "items", "enum", "oneOf", "anyOf", "format", "pattern", "minimum", "maximum", "description", "default", "title", "xml"];

    /// <summary>What of the value does not fit, each with its place.</summary>
    public IReadOnlyList<string> Faults(JsonElement schema, JsonElement value)
    {
        var faults = new List<string>();
        Check(schema, value, "$", faults);
        return faults;
    }

    private void Check(JsonElement schema, JsonElement value, string at, List<string> faults)
    {
        if (schema.ValueKind is JsonValueKind.True) return;
        foreach (var word in schema.EnumerateObject().Where(word => !Known.Contains(word.Name))) faults.Add($"{at}: the check does not know '{word.Name}'");
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(Resolve(reference.GetString()!), value, at, faults);
            return;
        }
        foreach (var either in new[] { "oneOf", "anyOf" })
        {
            if (!schema.TryGetProperty(either, out var choices)) continue;
            var fitting = choices.EnumerateArray().Count(choice => Faults(choice, value).Count == 0);
            if (either == "oneOf" ? fitting != 1 : fitting == 0) faults.Add($"{at}: fits {fitting} of {either}");
        }
        if (schema.TryGetProperty("enum", out var codes) && codes.EnumerateArray().All(code => !JsonElement.DeepEquals(code, value))) faults.Add($"{at}: {value} is not one of the codes");
        if (schema.TryGetProperty("type", out var type) && !(type.ValueKind is JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!]).Any(one => Is(one, value))) faults.Add($"{at}: {value.ValueKind} is not {type}");
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: CheckObject(schema, value, at, faults); break;
            case JsonValueKind.Array when schema.TryGetProperty("items", out var items):
                foreach (var (index, item) in value.EnumerateArray().Index()) Check(items, item, $"{at}[{index}]", faults);
                break;
            case JsonValueKind.String: CheckText(schema, value.GetString()!, at, faults); break;
            case JsonValueKind.Number:
                if (schema.TryGetProperty("minimum", out var least) && value.GetDecimal() < least.GetDecimal()) faults.Add($"{at}: less than {least}");
                if (schema.TryGetProperty("maximum", out var most) && value.GetDecimal() > most.GetDecimal()) faults.Add($"{at}: more than {most}");
                break;
        }
    }

    private void CheckObject(JsonElement schema, JsonElement value, string at, List<string> faults)
    {
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _))) faults.Add($"{at}: '{name}' is missing");
        foreach (var member in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(member.Name, out var one)) Check(one, member.Value, $"{at}.{member.Name}", faults);
            else if (schema.TryGetProperty("additionalProperties", out var others))
            {
                if (others.ValueKind is JsonValueKind.False) faults.Add($"{at}: '{member.Name}' is not documented");
                else Check(others, member.Value, $"{at}.{member.Name}", faults);
            }
        }
    }

    private static void CheckText(JsonElement schema, string text, string at, List<string> faults)
    {
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1))) faults.Add($"{at}: does not match {pattern}");
        var fits = !schema.TryGetProperty("format", out var format) || format.GetString() switch
        {
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "date-time" => text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "byte" => Convert.TryFromBase64String(text, new byte[text.Length], out _),
            _ => false,
        };
        if (!fits) faults.Add($"{at}: is not of the format {format}");
    }

    private JsonElement Resolve(string reference)
    {
        var at = document;
        foreach (var step in reference.TrimStart('#', '/').Split('/')) at = at.GetProperty(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        return at;
    }

    private static bool Is(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind is JsonValueKind.Null, "object" => value.ValueKind is JsonValueKind.Object, "array" => value.ValueKind is JsonValueKind.Array, "string" => value.ValueKind is JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False, "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _), "number" => value.ValueKind is JsonValueKind.Number, _ => false,
    };
}
