using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vern.Material.Intake;

namespace Vern.Material.Routing;

/// <summary>
/// A package as JSON-LD in CASE and UCO 1.x: a bundle with an investigation, the action of receiving with its provenance record, the sender and the centre as organisations, and accounts, addresses,
/// places and files (by their digests) as observables. Ids are made of the package's, so that the same package is the same bundle. Its structure is checked by our tests; the ontology's own validator
/// was not run.
/// </summary>
public static class PackageCase
{
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (string Prefix, string Address)[] Prefixes =
    [
        ("case-investigation", "https://ontology.caseontology.org/case/investigation/"), ("kb", "urn:vern:package:"), ("uco-action", "https://ontology.unifiedcyberontology.org/uco/action/"),
        ("uco-core", "https://ontology.unifiedcyberontology.org/uco/core/"), ("uco-identity", "https://ontology.unifiedcyberontology.org/uco/identity/"), ("uco-location", "https://ontology.unifiedcyberontology.org/uco/location/"),
        ("uco-observable", "https://ontology.unifiedcyberontology.org/uco/observable/"), ("uco-types", "https://ontology.unifiedcyberontology.org/uco/types/"), ("uco-vocabulary", "https://ontology.unifiedcyberontology.org/uco/vocabulary/"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ];

    /// <summary>Writes it, UTF-8.</summary>
    public static byte[] Write(PackageContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var nodes = new List<JsonObject>();
        var evidence = new List<string>();
        string Add(string kind, string part, string name, params (string Name, JsonNode? Value)[] members)
        {
            var id = Id(content, part, name);
            var node = new JsonObject { ["@id"] = id, ["@type"] = kind };
            foreach (var (member, value) in members) if (value is not null) node[member] = value;
            nodes.Add(node);
            return id;
        }
        string Observe(string kind, string name, params JsonObject[] facets)
        {
            var id = Add($"uco-observable:{kind}", kind, name, ("uco-core:hasFacet", new JsonArray([.. facets])));
            evidence.Add(id);
            return id;
        }
        var centre = Add("uco-identity:Organization", "centre", content.Centre, ("uco-core:name", content.Centre));
        Add("uco-identity:Organization", "authority", content.Authority, ("uco-core:name", content.AuthorityTitle));
        var sender = content.Sender is null ? null : Add("uco-identity:Organization", "sender", content.Sender, ("uco-core:name", content.Sender));
        Accounts(content, Observe);
        foreach (var (place, at) in content.Facts.Places.Select((place, at) => (place, at)))
            if (!string.IsNullOrWhiteSpace(place.Address)) Observe(place.Kind == "web" ? "URL" : "ObservableObject", $"place {at}", place.Kind == "web" ? Facet("URLFacet", ("fullValue", place.Address)) : Facet("ContentDataFacet", ("dataPayload", place.Address)));
        foreach (var file in content.Files) Observe("File", file.Id, FileFacets(file));
        var record = Add("case-investigation:ProvenanceRecord", "provenance", "report", ("uco-core:description", "A report as its sender made it; digests and facts only."),
            ("case-investigation:exhibitNumber", content.Report.ToString(CultureInfo.InvariantCulture)), ("uco-core:objectCreatedTime", Time(content.ReceivedAt)), ("uco-core:object", References(evidence)));
        Add("case-investigation:InvestigativeAction", "action", "received", ("uco-core:name", "report received"), ("uco-action:startTime", Time(content.ReceivedAt)), ("uco-action:endTime", Time(content.MadeAt)),
            ("uco-action:performer", Reference(centre)), ("uco-action:object", sender is null ? null : References([sender])), ("uco-action:result", References([record])));
        Add("case-investigation:Investigation", "investigation", "report", ("uco-core:name", $"Report {content.Report.ToString(CultureInfo.InvariantCulture)}"), ("uco-core:description", Described(content)),
            ("case-investigation:focus", new JsonArray(Kebab(content.Facts.Kind))), ("uco-core:object", References([.. nodes.Select(node => (string)node["@id"]!)])));
        var bundle = new JsonObject { ["@id"] = Id(content, "bundle", content.Package), ["@type"] = "uco-core:Bundle", ["uco-core:createdBy"] = Reference(centre), ["uco-core:objectCreatedTime"] = Time(content.MadeAt), ["uco-core:object"] = References([.. nodes.Select(node => (string)node["@id"]!)]) };
        var context = new JsonObject();
        foreach (var (prefix, address) in Prefixes) context[prefix] = address;
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["@context"] = context, ["@graph"] = new JsonArray([bundle, .. nodes]) }, Form);
    }

    private static void Accounts(PackageContent content, Func<string, string, JsonObject[], string> observe)
    {
        foreach (var (account, at) in content.Facts.Accounts.Select((account, at) => (account, at)))
        {
            observe("DigitalAccount", $"account {at}",
            [
                Facet("AccountFacet", ("accountIdentifier", account.ServiceId ?? account.ScreenName ?? "")), Facet("DigitalAccountFacet", ("displayName", account.ScreenName), ("accountLogin", account.ServiceId)),
                .. account.Service is { } service ? [Facet("ApplicationAccountFacet", ("applicationIdentifier", service))] : (JsonObject[])[],
            ]);
            foreach (var mail in account.Mail) observe("EmailAddress", mail, [Facet("EmailAddressFacet", ("addressValue", mail))]);
            foreach (var phone in account.Phone) observe("PhoneAccount", phone, [Facet("PhoneAccountFacet", ("phoneNumber", phone))]);
            foreach (var address in account.Connections.Select(connection => connection.Address).Distinct(StringComparer.Ordinal))
                if (IPAddress.TryParse(address, out var read)) observe(read.AddressFamily is AddressFamily.InterNetwork ? "IPv4Address" : "IPv6Address", address, [Facet(read.AddressFamily is AddressFamily.InterNetwork ? "IPv4AddressFacet" : "IPv6AddressFacet", ("addressValue", address))]);
        }
    }

    private static JsonObject[] FileFacets(PackageFile file)
    {
        var hashes = new JsonArray();
        foreach (var (method, value) in ((string Method, string? Value)[])[("MD5", file.Md5), ("SHA1", file.Sha1), ("SHA256", file.Sha256), ("PDQ", file.Pdq), .. file.Facts.Given.Where(_ => file.Sha256 is null).Select(given => (given.Key.ToUpperInvariant(), (string?)given.Value))])
        {
            if (value is null) continue;
            var isHex = value.Length % 2 == 0 && value.Length > 0 && value.All(char.IsAsciiHexDigit);
            hashes.Add(new JsonObject
            {
                ["@type"] = "uco-types:Hash",
                ["uco-types:hashMethod"] = method is "MD5" or "SHA1" or "SHA256" ? new JsonObject { ["@type"] = "uco-vocabulary:HashNameVocab", ["@value"] = method } : method,
                ["uco-types:hashValue"] = isHex ? new JsonObject { ["@type"] = "xsd:hexBinary", ["@value"] = value } : value,
            });
        }
        var data = Facet("ContentDataFacet");
        if (file.Length is { } length) data["uco-observable:sizeInBytes"] = length;
        if (hashes.Count > 0) data["uco-observable:hash"] = hashes;
        return [Facet("FileFacet", ("fileName", file.Facts.Name)), data];
    }

    private static string Described(PackageContent content) => string.Create(CultureInfo.InvariantCulture,
        $"Urgency {content.Urgency} of 100 ({string.Join(", ", content.UrgencyReasons)}); completeness {content.Completeness} of 100.{(content.Imminent ? " A child may be in danger now." : "")}{(content.Facts.Words is { } words ? $"\n{words}" : "")}");

    private static JsonObject Facet(string name, params (string Name, string? Value)[] members)
    {
        var facet = new JsonObject { ["@type"] = $"uco-observable:{name}" };
        foreach (var (member, value) in members) if (value is not null) facet[$"uco-observable:{member}"] = value;
        return facet;
    }

    private static string Kebab(ReportKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
    private static JsonObject Time(DateTimeOffset at) => new() { ["@type"] = "xsd:dateTime", ["@value"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) };
    private static JsonObject Reference(string id) => new() { ["@id"] = id };
    private static JsonArray References(IReadOnlyList<string> ids) => [.. ids.Select(id => (JsonNode)Reference(id))];

    // kb:KIND-UUID, the UUID of a digest (version 8: of one's own making).
    private static string Id(PackageContent content, string part, string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{content.Package}\n{part}\n{name}")).AsSpan(0, 16);
        (bytes[6], bytes[8]) = ((byte)((bytes[6] & 0x0F) | 0x80), (byte)((bytes[8] & 0x3F) | 0x80));
        return $"kb:{part}-{new Guid(bytes, bigEndian: true)}";
    }
}
