using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vern.Material.Removal;

/// <summary>A notice as XARF 4 has it, category content, type csam. Digests and reference numbers only: of the material itself nothing, and no picture of it.</summary>
public static class XarfReport
{
    /// <summary>The version that is written.</summary>
    public const string Version = "4.2.0";
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The report.</summary>
    /// <param name="notice">The notice; its address is there.</param>
    /// <param name="organisation">Who writes.</param>
    /// <param name="settings">Its contact and domain.</param>
    /// <param name="verifiedAt">When a person last said that it is there.</param>
    /// <param name="at">When the report is written.</param>
    public static string Write(Notice notice, string organisation, RemovalSettings settings, DateTimeOffset verifiedAt, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentNullException.ThrowIfNull(settings);
        var address = notice.Address ?? throw new ArgumentException("Its address is erased.", nameof(notice));
        JsonObject Contact() => new() { ["org"] = organisation, ["contact"] = settings.Contact, ["domain"] = settings.Domain };
        var reference = Encoding.UTF8.GetBytes($"Reference: {notice.Id}-{notice.Round}\n{string.Concat(notice.Digests.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}: {one.Value}\n"))}");
        var report = new JsonObject
        {
            ["xarf_version"] = Version, ["report_id"] = ReportId(notice), ["timestamp"] = Moment(at), ["reporter"] = Contact(), ["sender"] = Contact(), ["source_identifier"] = notice.Host,
            ["category"] = "content", ["type"] = "csam", ["url"] = address.AbsoluteUri, ["classification"] = notice.Class is "baseline" ? "baseline" : notice.Class.ToUpperInvariant(), ["detection_method"] = notice.Method.Replace('-', '_'), ["media_type"] = notice.Media,
            ["verified_at"] = Moment(verifiedAt), ["verification_method"] = "manual", ["evidence_source"] = notice.Method is "user-report" ? "user_report" : "researcher_analysis", ["confidence"] = 1.0,
            ["evidence"] = new JsonArray(new JsonObject { ["content_type"] = "text/plain", ["description"] = "Reference number and digests; no material", ["payload"] = Convert.ToBase64String(reference), ["hash"] = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(reference)), ["size"] = reference.Length }),
            ["tags"] = new JsonArray($"basis:{notice.Basis}", $"round:{notice.Round}"),
            ["description"] = $"Material to be removed. Reference {notice.Id}-{notice.Round}. Confirmed by two persons.",
        };
        if (Uri.CheckHostName(notice.Host) is UriHostNameType.Dns) report["domain"] = notice.Host;
        if (notice.Country is { } country) report["country_code"] = country;
        if (notice.Digests.Count > 0) report["hash_values"] = new JsonObject(notice.Digests.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => KeyValuePair.Create<string, JsonNode?>(one.Key, one.Value)));
        return report.ToJsonString(Form) + "\n";
    }

    /// <summary>A UUID of version 4's form that is the same for the same notice and round, so that a host knows a repeat.</summary>
    public static string ReportId(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"vern xarf 1\n{notice.Id}\n{notice.Round}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
