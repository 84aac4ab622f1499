using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Vern.Material.Removal;

/// <summary>
/// Checks a report against XARF 4's schema for content/csam (schemas/v4/xarf-core.json, types/content-base.json, types/content-csam.json), and beyond it: no evidence but text, and a digest that is its payload's.
/// Strict: what the schema recommends is required, but for <c>source_port</c> and <c>target_brand</c>, which a report on an address has not.
/// </summary>
public static partial class CheckXarf
{
    private const int MostEvidence = 50, MostBytes = 5 * 1024 * 1024, MostBytesTogether = 15 * 1024 * 1024, MostTags = 20;
    private static readonly string[] Required = ["xarf_version", "report_id", "timestamp", "reporter", "sender", "source_identifier", "category", "type", "url", "classification", "detection_method"], Recommended = ["evidence_source", "evidence", "confidence", "verified_at", "verification_method"];
    private static readonly Dictionary<string, string[]> Lists = new(StringComparer.Ordinal)
    {
        ["category"] = ["content"], ["type"] = ["csam"], ["classification"] = ["baseline", "A1", "A2", "B1", "B2"], ["media_type"] = ["image", "video", "audio", "text", "mixed"],
        ["detection_method"] = ["hash_match", "ai_detection", "manual_review", "user_report", "automated_scan"], ["verification_method"] = ["manual", "automated_crawler", "user_report", "honeypot", "threat_intelligence"], ["legacy_version"] = ["3"],
    };

    /// <summary>What is wrong, each with its field; empty when nothing is.</summary>
    /// <param name="json">The report.</param>
    /// <param name="strict">Whether recommended fields are required.</param>
    public static IReadOnlyList<string> Problems(string json, bool strict)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            var problems = new List<string>();
            if (document.RootElement.ValueKind != JsonValueKind.Object) return ["expected an object"];
            Check(document.RootElement, strict, problems);
            return problems;
        }
        catch (JsonException)
        {
            return ["expected JSON"];
        }
    }

    private static void Check(JsonElement report, bool strict, List<string> problems)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in report.EnumerateObject())
            if (!fields.TryAdd(field.Name, field.Value)) problems.Add($"{field.Name}: twice");
        problems.AddRange(Required.Concat(strict ? Recommended : []).Where(name => !fields.ContainsKey(name)).Select(name => $"{name}: missing"));
        if (strict && fields.TryGetValue("source_identifier", out var source) && source.ValueKind == JsonValueKind.String && Uri.CheckHostName(source.GetString()) is UriHostNameType.Dns && !fields.ContainsKey("domain")) problems.Add("domain: missing");
        void Text(string name, Func<string, bool> isGood, string expected)
        {
            if (fields.TryGetValue(name, out var value) && (value.ValueKind != JsonValueKind.String || !isGood(value.GetString()!))) problems.Add($"{name}: expected {expected}");
        }
        Text("xarf_version", value => VersionForm().IsMatch(value), "4.N.N");
        Text("report_id", value => UuidForm().IsMatch(value), "a UUID of version 4");
        foreach (var name in (string[])["timestamp", "verified_at"]) Text(name, IsMoment, "a moment (RFC 3339)");
        Text("source_identifier", value => value.Length > 0, "an address, a domain or another identifier");
        foreach (var name in (string[])["url", "screenshot_url"]) Text(name, value => Uri.TryCreate(value, UriKind.Absolute, out _), "an address");
        Text("domain", HostAddress.IsHost, "a domain in Punycode");
        Text("country_code", value => value is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'], "two capital letters");
        Text("description", value => value.Length <= 1000, "at most 1000 letters");
        foreach (var name in (string[])["evidence_source", "ncmec_report_id", "registrar", "hosting_provider", "target_brand"]) Text(name, _ => true, "a text");
        foreach (var (name, list) in Lists) Text(name, value => list.Contains(value, StringComparer.Ordinal), $"one of {string.Join(", ", list)}");
        foreach (var name in (string[])["content_removed", "account_suspended"])
            if (fields.TryGetValue(name, out var flag) && flag.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) problems.Add($"{name}: expected true or false");
        if (fields.TryGetValue("confidence", out var confidence) && (confidence.ValueKind != JsonValueKind.Number || confidence.GetDouble() is not (>= 0 and <= 1))) problems.Add("confidence: expected a number from 0 to 1");
        if (fields.TryGetValue("source_port", out var port) && (port.ValueKind != JsonValueKind.Number || !port.TryGetInt32(out var number) || number is < 1 or > 65535)) problems.Add("source_port: expected 1 to 65535");
        if (fields.ContainsKey("_internal")) problems.Add("_internal: never leaves a system");
        foreach (var name in (string[])["reporter", "sender"]) if (fields.TryGetValue(name, out var contact)) Contact(name, contact, problems);
        if (fields.TryGetValue("hash_values", out var hashes)) Hashes(hashes, problems);
        if (fields.TryGetValue("tags", out var tags)) Tags(tags, problems);
        if (fields.TryGetValue("evidence", out var evidence)) Evidence(evidence, problems);
    }

    private static void Contact(string at, JsonElement contact, List<string> problems)
    {
        if (contact.ValueKind != JsonValueKind.Object) { problems.Add($"{at}: expected an object"); return; }
        string? Text(string name) => contact.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (Text("org") is not { Length: > 0 and <= 200 }) problems.Add($"{at}.org: expected 1 to 200 letters");
        if (Text("contact") is not { } mail || !AbuseTable.IsMail(mail)) problems.Add($"{at}.contact: expected an address of electronic mail");
        if (Text("domain") is not { } domain || !HostAddress.IsHost(domain)) problems.Add($"{at}.domain: expected a domain");
        problems.AddRange(contact.EnumerateObject().Where(field => field.Name is not ("org" or "contact" or "domain")).Select(field => $"{at}.{field.Name}: there is no such field"));
    }

    private static void Hashes(JsonElement hashes, List<string> problems)
    {
        if (hashes.ValueKind != JsonValueKind.Object) { problems.Add("hash_values: expected an object"); return; }
        foreach (var (name, length) in ((string, int)[])[("md5", 32), ("sha1", 40), ("sha256", 64)])
            if (hashes.TryGetProperty(name, out var value) && (value.ValueKind != JsonValueKind.String || value.GetString() is not { } text || text.Length != length || !text.All(char.IsAsciiHexDigit))) problems.Add($"hash_values.{name}: expected {length} hexadecimal digits");
        // The schema lets others pass unnamed; a PDQ hash has no field, and whoever sends one means something that no reader will find.
        problems.AddRange(hashes.EnumerateObject().Where(field => field.Name is not ("md5" or "sha1" or "sha256" or "photodna")).Select(field => $"hash_values.{field.Name}: there is no such field"));
    }

    private static void Tags(JsonElement tags, List<string> problems)
    {
        if (tags.ValueKind != JsonValueKind.Array || tags.GetArrayLength() > MostTags || !tags.EnumerateArray().All(tag => tag.ValueKind == JsonValueKind.String && TagForm().IsMatch(tag.GetString()!))) problems.Add($"tags: expected at most {MostTags}, each as namespace:value");
    }

    private static void Evidence(JsonElement evidence, List<string> problems)
    {
        if (evidence.ValueKind != JsonValueKind.Array || evidence.GetArrayLength() > MostEvidence) { problems.Add($"evidence: expected a list of at most {MostEvidence}"); return; }
        var (at, together) = (0, 0L);
        foreach (var item in evidence.EnumerateArray())
        {
            var place = $"evidence[{at++}]";
            if (item.ValueKind != JsonValueKind.Object) { problems.Add($"{place}: expected an object"); continue; }
            string? Text(string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            if (Text("content_type") is not "text/plain") problems.Add($"{place}.content_type: expected text/plain; nothing of the material belongs into a report");
            byte[]? payload = null;
            try { payload = Text("payload") is { } text ? Convert.FromBase64String(text) : null; }
            catch (FormatException) { } // told below
            if (payload is null) problems.Add($"{place}.payload: expected base 64");
            else if ((together += payload.Length) > MostBytesTogether || payload.Length > MostBytes) problems.Add($"{place}.payload: expected at most 5 MB, and 15 MB together");
            if (payload is not null && item.TryGetProperty("size", out var size) && (size.ValueKind != JsonValueKind.Number || !size.TryGetInt64(out var bytes) || bytes != payload.Length)) problems.Add($"{place}.size: expected the payload's");
            if (item.TryGetProperty("hash", out _) && payload is not null && !IsHashOf(Text("hash"), payload)) problems.Add($"{place}.hash: expected the payload's digest");
            problems.AddRange(item.EnumerateObject().Where(field => field.Name is not ("content_type" or "description" or "payload" or "hash" or "size")).Select(field => $"{place}.{field.Name}: there is no such field"));
        }
    }

#pragma warning disable CA5350, CA5351 // the format names these digests; nothing rests on them
    private static bool IsHashOf(string? hash, byte[] payload) => hash?.Split(':') is [var kind, var value] && kind switch { "md5" => MD5.HashData(payload), "sha1" => SHA1.HashData(payload), "sha256" => SHA256.HashData(payload), "sha512" => SHA512.HashData(payload), _ => null } is { } digest && Convert.ToHexString(digest).Equals(value, StringComparison.OrdinalIgnoreCase);
#pragma warning restore CA5350, CA5351

    private static bool IsMoment(string text) => MomentForm().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex(@"^4\.[0-9]+\.[0-9]+$")] private static partial Regex VersionForm();
    [GeneratedRegex("^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$")] private static partial Regex UuidForm();
    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$")] private static partial Regex MomentForm();
    [GeneratedRegex("^[a-z0-9][a-z0-9_+-]*:[a-z0-9][a-z0-9_+.-]*$")] private static partial Regex TagForm();
}
