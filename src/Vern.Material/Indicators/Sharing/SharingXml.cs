using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Vern.Material.Indicators.Sharing;

/// <summary>The documents of the exchange, in its namespace. Names and order are those of version 2 of the hash sharing interface.</summary>
internal static class SharingXml
{
    internal static readonly XNamespace Space = SharingForms.Space;
    /// <summary>The longest document that is read.</summary>
    internal const int Longest = 64 * 1024;
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Why a recipient may say that a fingerprint is wrong.</summary>
    internal static IReadOnlyList<(string Id, string Name)> Reasons { get; } =
    [
        ("5b0d8c52-5d3a-4c0e-9a55-0a4a9f6f1c01", "Not child sexual abuse material"), ("5b0d8c52-5d3a-4c0e-9a55-0a4a9f6f1c02", "Matches other pictures"),
        ("5b0d8c52-5d3a-4c0e-9a55-0a4a9f6f1c03", "Fictitious"), ("5b0d8c52-5d3a-4c0e-9a55-0a4a9f6f1c04", "Another class"), ("5b0d8c52-5d3a-4c0e-9a55-0a4a9f6f1c05", "Other"),
    ];

    internal static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    /// <summary>Seconds since 1970 of a time as clients write it, with or without parts of a second; null: it is none.</summary>
    internal static long? Seconds(string? text) =>
        DateTimeOffset.TryParseExact(text, [Time, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at.Year is >= 1970 and < 9999 ? at.ToUnixTimeSeconds() : null;

    internal static XElement Entries(SharedPage page, int member, string name, string? next)
    {
        XElement Member() => new(Space + "member", new XAttribute("id", member), name);
        var images = page.Entries.Select(entry => entry.Class is null
            ? new XElement(Space + "deletedImage", Member(), new XElement(Space + "timestamp", Stamp(entry.At)), new XElement(Space + "id", entry.Id))
            : new XElement(Space + "image", Member(), new XElement(Space + "timestamp", Stamp(entry.At)), new XElement(Space + "id", entry.Id), new XElement(Space + "classification", entry.Class.ToUpperInvariant()),
                new XElement(Space + "fingerprints", entry.Hashes.Select(hash => new XElement(Space + hash.Kind.Word(), hash.Value)))));
        return new(Space + "queryResult",
            new XElement(Space + "images", new XAttribute("count", page.Entries.Count), page.Entries.Count == 0 ? null : new XAttribute("maxTimestamp", Stamp(page.Entries.Max(entry => entry.At))), images),
            next is null ? null : new XElement(Space + "paging", new XElement(Space + "next", next)));
    }

    /// <summary>What a recipient says: right, or wrong with reasons; null: it is no such document.</summary>
    internal static async Task<(bool IsRight, IReadOnlyList<string> Reasons)?> ReadFeedbackAsync(Stream body, CancellationToken cancel)
    {
        try
        {
            using var reader = XmlReader.Create(body, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Longest, Async = true });
            var root = (await XDocument.LoadAsync(reader, LoadOptions.None, cancel)).Root;
            if (root?.Name.LocalName != "feedbackSubmission") return null;
            var (right, wrong) = (root.Elements().FirstOrDefault(one => one.Name.LocalName == "affirmative"), root.Elements().FirstOrDefault(one => one.Name.LocalName == "negative"));
            if (right is null == wrong is null) return null;
            if (right is not null) return (true, []);
            var ids = wrong!.Descendants().Where(one => one.Name.LocalName == "guid").Select(one => one.Value.Trim()).ToList();
            return ids.Count > 0 && ids.TrueForAll(id => Reasons.Any(reason => reason.Id == id)) ? (false, [.. ids.Select(id => Reasons.First(reason => reason.Id == id).Name)]) : null;
        }
        catch (XmlException) { return null; }
    }

    /// <summary>An answer.</summary>
    internal static IResult Of(XElement root, int status = StatusCodes.Status200OK) => Results.Text("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + root.ToString(SaveOptions.DisableFormatting), "application/xml; charset=utf-8", Encoding.UTF8, status);

    /// <summary>A refusal.</summary>
    internal static IResult Refuse(int status, string why) => Of(new(Space + "error", why), status);
}
