using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Vern.Material.Intake.Tipline;

/// <summary>What a document of the protocol says, as <see cref="ReportFacts"/> and <see cref="FileFacts"/> have it. The document is valid by the schema; it goes along as it was sent (<see cref="ReportFacts.Original"/>).</summary>
public static class TiplineFacts
{
    private static readonly Dictionary<string, string> Annotations = new(StringComparer.Ordinal)
    {
        ["sextortion"] = "extortion", ["csamSolicitation"] = "solicited", ["minorToMinorInteraction"] = "between-minors", ["spam"] = "spam", ["sadisticOnlineExploitation"] = "sadistic",
        ["animeDrawingVirtualHentai"] = "fictitious", ["potentialMeme"] = "meme", ["viral"] = "viral", ["possibleSelfProduction"] = "self-produced", ["physicalHarm"] = "violent", ["violenceGore"] = "violent", ["bestiality"] = "animals",
        ["liveStreaming"] = "live", ["infant"] = "infant", ["generativeAi"] = "generated",
    };

    private static readonly Dictionary<string, string> Places = new(StringComparer.Ordinal)
    {
        ["webPageIncident"] = "web", ["emailIncident"] = "email", ["newsgroupIncident"] = "newsgroup", ["chatImIncident"] = "chat", ["onlineGamingIncident"] = "game", ["cellPhoneIncident"] = "phone", ["nonInternetIncident"] = "offline", ["peer2peerIncident"] = "peer-to-peer",
    };

    // What names a place, by kind of incident; the rest of it goes into words.
    private static readonly HashSet<string> Addresses = new(StringComparer.Ordinal) { "url", "emailAddress", "name", "chatRoomName", "chatClient", "gameName", "phoneNumber", "locationName", "fileNames", "client" };

    /// <summary>A report.</summary>
    /// <param name="report">The document.</param>
    /// <param name="original">As it was sent.</param>
    public static ReportFacts Report(XElement report, string original)
    {
        ArgumentNullException.ThrowIfNull(report);
        var summary = report.Element("incidentSummary")!;
        var signs = Signs(summary.Element("reportAnnotations"));
        return new()
        {
            Kind = Kind(summary.Element("incidentType")!.Value),
            Signs = signs,
            HappenedAt = Moment(summary.Element("incidentDateTime")),
            Places = [.. report.Elements("internetDetails").SelectMany(details => details.Elements()).SelectMany(PlacesOf)],
            Accounts = [.. report.Elements("personOrUserReported").Select(person => Account(person, person.Element("personOrUserReportedPerson"))), .. report.Elements("personOrUserReported").SelectMany(person => person.Elements("associatedAccount")).Select(account => Account(account, account))],
            Children = [.. report.Elements("victim").Concat(report.Elements("intendedRecipient")).Select(Child)],
            Words = Text(report.Element("additionalInfo")),
            Haste = Text(summary.Element("escalateToHighPriority")),
            Told = Text(report.Element("lawEnforcement")?.Element("agencyName")),
            Reference = Text(report.Element("lawEnforcement")?.Element("caseNumber")),
            Bundle = report.Element("batchedReport")?.Attribute("reason")?.Value.ToLowerInvariant().Replace('_', '-'),
            Original = original,
        };
    }

    /// <summary>What is said of a file.</summary>
    public static FileFacts File(XElement details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var hash in details.Elements("originalFileHash")) given[KindOfHash(hash.Attribute("hashType")!.Value)] = hash.Value.Trim();
        foreach (var pair in details.Elements("details").Where(one => one.Attribute("type")?.Value == "HASH").Elements("nameValuePair")) given.TryAdd(KindOfHash(pair.Element("name")!.Value), pair.Element("value")!.Value.Trim());
        return new()
        {
            Name = Text(details.Element("originalFileName")) ?? Text(details.Element("fileName")),
            Viewed = Flag(details.Element("fileViewedByEsp")),
            Public = Flag(details.Element("publiclyAvailable")),
            IsReported = details.Element("fileRelevance")?.Value != "Supplemental Reported",
            Class = details.Element("industryClassification")?.Value.ToLowerInvariant(),
            Signs = [.. Signs(details.Element("fileAnnotations")).Concat(Flag(details.Element("potentialMeme")) is true ? ["meme"] : []).Distinct()],
            Given = given,
            UploadedAt = Moment(details.Element("uploadedToEspTimestamp")),
            Connections = Connections(details),
            Address = Text(details.Element("locationOfFile")),
        };
    }

    private static ReportKind Kind(string type) => type switch
    {
        "Child Sex Trafficking" => ReportKind.Trafficking,
        "Child Sex Tourism" => ReportKind.Travel,
        "Child Sexual Molestation" => ReportKind.Abuse,
        "Misleading Domain Name" or "Misleading Words or Digital Images on the Internet" => ReportKind.Misleading,
        "Online Enticement of Children for Sexual Acts" => ReportKind.Enticement,
        "Unsolicited Obscene Material Sent to a Child" => ReportKind.SentToChild,
        _ => ReportKind.Material,
    };

    private static string[] Signs(XElement? annotations) => annotations is null ? [] : [.. annotations.Elements().Where(flag => Flag(flag) is not false).Select(flag => Annotations.GetValueOrDefault(flag.Name.LocalName)).OfType<string>().Distinct()];

    private static IEnumerable<ReportedPlace> PlacesOf(XElement incident)
    {
        var kind = Places[incident.Name.LocalName];
        var words = string.Join('\n', incident.Elements().Where(part => !Addresses.Contains(part.Name.LocalName) && part.Value.Trim().Length > 0).Select(part => part.HasElements ? string.Join(' ', part.Descendants().Where(leaf => !leaf.HasElements).Select(leaf => leaf.Value)) : part.Value.Trim()));
        var named = incident.Elements().Where(part => Addresses.Contains(part.Name.LocalName) && part.Value.Trim().Length > 0).Select(part => part.Value.Trim()).ToList();
        if (named.Count == 0) return [new(kind, null, words.Length == 0 ? null : words)];
        return named.Select((address, at) => new ReportedPlace(kind, address, at == 0 && words.Length > 0 ? words : null));
    }

    private static ReportedAccount Account(XElement account, XElement? person) => new()
    {
        Service = Text(account.Element("espService")) ?? Text(account.Element("platform")),
        ScreenName = Text(account.Element("screenName")),
        ServiceId = Text(account.Element("espIdentifier")),
        Name = string.Join(' ', ((string?[])[Text(person?.Element("firstName")), Text(person?.Element("middleName")), Text(person?.Element("lastName")), .. account.Elements("displayName").Select(Text)]).OfType<string>()) is { Length: > 0 } name ? name : null,
        Mail = [.. (person?.Elements("email") ?? []).Select(Text).OfType<string>()],
        Phone = [.. (person?.Elements("phone") ?? []).Select(phone => Text(phone) is { } number ? $"{phone.Attribute("countryCallingCode")?.Value}{number}" : null).OfType<string>()],
        Country = Country(account.Element("estimatedLocation")?.Element("countryCode")) ?? Country(person?.Elements("address").Select(address => address.Element("country")).FirstOrDefault(country => Country(country) is not null)),
        CountryVerified = account.Element("estimatedLocation")?.Attribute("verified") is { } verified && XmlConvert.ToBoolean(verified.Value.Trim()),
        Age = Age(person),
        Connections = Connections(account),
        Compromised = Flag(account.Element("compromisedAccount")) is true,
        Earlier = [.. account.Elements("priorCTReports").Concat(account.Elements("priorCTReport")).Select(one => long.TryParse(one.Value.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0)],
    };

    private static ReportedChild Child(XElement child)
    {
        var person = child.Element("victimPerson") ?? child.Element("intendedRecipientPerson");
        var words = string.Join(", ", ((string?[])[Text(person?.Element("firstName")), Text(person?.Element("lastName")), Text(child.Element("screenName")), Text(child.Element("espIdentifier")), Text(child.Element("schoolName")), Text(child.Element("additionalInfo"))]).OfType<string>());
        return new(Age(person), Country(child.Element("estimatedLocation")?.Element("countryCode")) ?? Country(person?.Elements("address").Select(address => address.Element("country")).FirstOrDefault(country => Country(country) is not null)),
            words.Length == 0 ? null : words, Text(person?.Element("lastName")) is not null);
    }

    // Years by the given age only: what a date of birth makes it depends on the day one asks. The date goes along with the original.
    private static int? Age(XElement? person) => int.TryParse((person?.Element("age") ?? person?.Element("approximateAge"))?.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var age) && age < 130 ? age : null;

    private static IReadOnlyList<Connection> Connections(XElement from) =>
        [.. from.Elements("ipCaptureEvent").Select(one => new Connection(one.Element("ipAddress")!.Value.Trim(), Moment(one.Element("dateTime")), Text(one.Element("eventName"))?.ToLowerInvariant() ?? "unknown", Flag(one.Element("possibleProxy")) is true,
            int.TryParse(one.Element("port")?.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null))];

    private static string? Text(XElement? element) => element?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static string? Country(XElement? element) => Text(element) is { Length: 2 } code && code.All(char.IsAsciiLetterUpper) ? code : null;

    // An empty flag is a set one (fixed="true").
    private static bool? Flag(XElement? element) => element is null ? null : element.Value.Trim() is "" or "true" or "1";

    private static string KindOfHash(string given) => string.Concat(given.Where(char.IsLetterOrDigit)).ToLowerInvariant() is { Length: > 0 and <= 40 } kind ? kind : "other";

    private static DateTimeOffset? Moment(XElement? element)
    {
        if (Text(element) is not { } text) return null;
        // Without a zone it is taken as UTC, whatever zone the machine is in.
        try { return XmlConvert.ToDateTime(text, XmlDateTimeSerializationMode.RoundtripKind) is { Kind: DateTimeKind.Unspecified } bare ? new DateTimeOffset(bare, TimeSpan.Zero) : XmlConvert.ToDateTimeOffset(text); }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentOutOfRangeException) { return null; } // the schema knows years that no calendar here has
    }
}
