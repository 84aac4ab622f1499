using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Vern.Material.Routing;

/// <summary>
/// A package as XML: the members of the JSON as elements in the namespace <see cref="Namespace"/>, in the same order and by the same names; an entry of a list is an element <c>item</c>, a member whose
/// name is no name of XML an element <c>entry</c> with the attribute <c>name</c>. Characters that XML cannot hold become U+FFFD.
/// </summary>
public static class PackageXml
{
    /// <summary>The namespace.</summary>
    public const string Namespace = "urn:vern:package:1";

    /// <summary>Writes it, UTF-8.</summary>
    public static byte[] Write(PackageContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var json = JsonDocument.Parse(content.ToJson());
        var root = Element("package", json.RootElement);
        using var memory = new MemoryStream();
        using (var writer = XmlWriter.Create(memory, new() { Encoding = new UTF8Encoding(false), Indent = true })) new XDocument(root).Save(writer);
        return memory.ToArray();
    }

    private static XElement Element(string name, JsonElement value)
    {
        var ns = (XNamespace)Namespace;
        var element = IsName(name) ? new XElement(ns + name) : new XElement(ns + "entry", new XAttribute("name", Clean(name)));
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: foreach (var member in value.EnumerateObject()) element.Add(Element(member.Name, member.Value)); break;
            case JsonValueKind.Array: foreach (var item in value.EnumerateArray()) element.Add(Element("item", item)); break;
            case JsonValueKind.String: element.Value = Clean(value.GetString()!); break;
            case JsonValueKind.Number: element.Value = value.GetInt64().ToString(CultureInfo.InvariantCulture); break;
            default: element.Value = value.GetRawText(); break;
        }
        return element;
    }

    private static bool IsName(string name) => name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') && (char.IsAsciiLetter(name[0]) || name[0] == '_');

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000 ? rune.ToString() : "\uFFFD");
        return clean.ToString();
    }
}
