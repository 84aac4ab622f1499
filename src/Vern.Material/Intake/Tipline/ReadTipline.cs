using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Vern.Material.Intake.Tipline;

/// <summary>A document is not as the protocol has it; the message says what was expected, for who sent it and nobody else: it may repeat what was sent.</summary>
/// <param name="code">A code of <see cref="TiplineAnswer"/>.</param>
/// <param name="message">What was expected.</param>
public sealed class TiplineException(int code, string message) : Exception(message)
{
    /// <summary>The response's code.</summary>
    public int Code => code;
}

/// <summary>
/// Reads the documents of the CyberTipline reporting protocol: no document type, nothing fetched, limits on length and depth, and valid by the published schema (<c>cyber_tipline.xsd</c>; its origin is in docs/guide-intake.md).
/// What real clients do otherwise and can only mean one thing is taken: two outdated names of a kind of incident.
/// </summary>
public static class ReadTipline
{
    /// <summary>The longest document, in bytes.</summary>
    public const int Longest = 1024 * 1024;
    /// <summary>The deepest.</summary>
    public const int Deepest = 32;

    /// <summary>The schema, as it is handed out.</summary>
    public static byte[] Schema { get; } = ReadSchema();
    private static readonly XmlSchemaSet Schemas = Compile();

    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["Online Enticement of Children for Sexual Act"] = "Online Enticement of Children for Sexual Acts",
        ["Child Sexual Molestation (not by family member)"] = "Child Sexual Molestation",
    };

    /// <summary>A valid document.</summary>
    /// <param name="body">Its bytes.</param>
    /// <param name="root">The name that its root must have.</param>
    /// <exception cref="TiplineException">4110: no well-formed XML, or of a kind that is not taken. 4100: not by the schema.</exception>
    public static XElement Document(ReadOnlyMemory<byte> body, string root)
    {
        var document = Parse(body);
        if (document.Name != root) throw new TiplineException(TiplineAnswer.Invalid, $"The root element is expected to be '{root}', without a namespace.");
        if (document.Element("incidentSummary")?.Element("incidentType") is { } type && Renamed.TryGetValue(type.Value, out var now)) type.Value = now;
        try
        {
            // Read anew, so that defaults and fixed values of empty elements are filled in as the schema has them.
            using var plain = document.CreateReader();
            using var valid = XmlReader.Create(plain, new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = Schemas, ValidationFlags = XmlSchemaValidationFlags.AllowXmlAttributes, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(valid);
        }
        catch (XmlSchemaValidationException wrong)
        {
            throw new TiplineException(TiplineAnswer.Invalid, wrong.Message);
        }
    }

    private static XElement Parse(ReadOnlyMemory<byte> body)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Longest, MaxCharactersFromEntities = 1024, IgnoreComments = true, IgnoreProcessingInstructions = true, CheckCharacters = true };
        try
        {
            using (var look = XmlReader.Create(new MemoryStream(body.ToArray(), writable: false), settings))
                while (look.Read())
                    if (look.Depth > Deepest) throw new TiplineException(TiplineAnswer.Malformed, $"The XML is nested deeper than {Deepest} elements.");
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray(), writable: false), settings);
            return XElement.Load(reader);
        }
        catch (Exception wrong) when (wrong is XmlException or DecoderFallbackException or ArgumentException or NotSupportedException)
        {
            throw new TiplineException(TiplineAnswer.Malformed, wrong is XmlException { LineNumber: > 0 } at ? string.Create(CultureInfo.InvariantCulture, $"The XML cannot be read at line {at.LineNumber}, position {at.LinePosition}; document types and entities are not taken.") : "The XML cannot be read.");
        }
    }

    private static byte[] ReadSchema()
    {
        using var stream = typeof(ReadTipline).Assembly.GetManifestResourceStream("Vern.Material.Intake.Tipline.cyber_tipline.xsd") ?? throw new InvalidOperationException("cyber_tipline.xsd is not embedded.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static XmlSchemaSet Compile()
    {
        var set = new XmlSchemaSet { XmlResolver = null };
        using var reader = XmlReader.Create(new MemoryStream(Schema), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        set.Add(null, reader);
        set.Compile();
        return set;
    }
}
