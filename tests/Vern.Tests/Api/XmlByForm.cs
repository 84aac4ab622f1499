using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Vern.Tests.Api;

/// <summary>Holds XML against a schema of the document: elements are read as its words on XML have them (name, namespace, attribute, wrapped, x-text), and what comes of it is held against the schema as JSON is.</summary>
internal sealed class XmlByForm(JsonElement document)
{
    /// <summary>What of the element does not fit.</summary>
    public IReadOnlyList<string> Faults(JsonElement schema, XElement root)
    {
        var forms = schema.TryGetProperty("anyOf", out var either) ? either.EnumerateArray().Select(Resolve).ToList() : [Resolve(schema)];
        var named = forms.Where(form => form.GetProperty("xml").GetProperty("name").GetString() == root.Name.LocalName).ToList();
        if (named.Count != 1) return [$"the root is '{root.Name.LocalName}'"];
        var space = named[0].GetProperty("xml").TryGetProperty("namespace", out var told) ? told.GetString()! : "";
        if (root.DescendantsAndSelf().FirstOrDefault(element => element.Name.NamespaceName != space && named[0].TryGetProperty("properties", out _) || root.Name.NamespaceName != space) is { } stray) return [$"{stray.Name} is not in the namespace '{space}'"];
        // Whose elements somebody else has named are held against that elsewhere.
        return named[0].TryGetProperty("properties", out _) ? new JsonSchemaCheck(document).Faults(named[0], JsonSerializer.SerializeToElement(Read(named[0], root))) : [];
    }

    private JsonElement Resolve(JsonElement schema) => schema.TryGetProperty("$ref", out var reference) ? Resolve(document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])) : schema;

    private static bool Says(JsonElement schema, string word) => schema.TryGetProperty("xml", out var xml) && xml.TryGetProperty(word, out var said) && said.GetBoolean();

    private JsonNode? Read(JsonElement unresolved, XElement element)
    {
        var schema = Resolve(unresolved);
        if (!schema.TryGetProperty("properties", out var members)) return schema.TryGetProperty("type", out var type) && type.GetString() == "object" ? new JsonObject() : Value(schema, element.Value);
        var read = new JsonObject();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in members.EnumerateObject())
        {
            known.Add(member.Name);
            var children = element.Elements().Where(child => child.Name.LocalName == member.Name).ToList();
            if (Says(member.Value, "attribute")) { if (element.Attribute(member.Name) is { } attribute) read[member.Name] = Value(member.Value, attribute.Value); }
            else if (Says(member.Value, "x-text")) read[member.Name] = element.Value;
            else if (member.Value.TryGetProperty("items", out var items))
            {
                if (!Says(member.Value, "wrapped")) read[member.Name] = new JsonArray([.. children.Select(child => Read(items, child))]);
                else if (children is [var wrapper]) read[member.Name] = new JsonArray([.. wrapper.Elements().Select(child => child.Name.LocalName == items.GetProperty("xml").GetProperty("name").GetString() ? Read(items, child) : new JsonObject())]);
            }
            else if (children is [var one]) read[member.Name] = Read(member.Value, one);
            else if (children.Count > 1) read[member.Name] = new JsonArray();
        }
        // What the form does not know is told as it is, and found by the schema.
        foreach (var stray in element.Elements().Select(child => child.Name.LocalName).Concat(element.Attributes().Where(one => !one.IsNamespaceDeclaration).Select(one => one.Name.LocalName)).Where(name => !known.Contains(name)).Distinct()) read[stray] = true;
        return read;
    }

    private static JsonNode? Value(JsonElement schema, string text) => (schema.TryGetProperty("type", out var type) ? type.GetString() : "") switch
    {
        "integer" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : text,
        "boolean" => text is "true" or "false" ? text == "true" : text,
        _ => text,
    };
}
