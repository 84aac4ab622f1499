using System.Text.Json;

namespace Vern.Persons.Registration.Exchange;

/// <summary>What a value of the standard looks like: its field type, narrowed by what its description and notes say.</summary>
public enum HtcdsKind
{
    /// <summary>Any text; also looks-up of organisations, persons and users, which are names.</summary>
    Text,
    /// <summary>One code of a pick list.</summary>
    Code,
    /// <summary>Codes of a pick list, parted by semicolons, none twice.</summary>
    Codes,
    /// <summary>As <see cref="Codes"/>, where the standard says that further values can be added as necessary.</summary>
    OpenCodes,
    /// <summary>A day, <c>2014-03-02</c>.</summary>
    Day,
    /// <summary>A day that is past or today.</summary>
    PastDay,
    /// <summary>A whole number from 0 to 99.</summary>
    Count,
    /// <summary>Whole years from 0 to 120.</summary>
    Years,
    /// <summary>Degrees from -90 to 90.</summary>
    Latitude,
    /// <summary>Degrees from -180 to 180.</summary>
    Longitude,
    /// <summary>E.164, by the standard's own regular expression.</summary>
    Phone,
    /// <summary>An e-mail address.</summary>
    Email,
    /// <summary>True or false.</summary>
    Checkbox,
    /// <summary>ISO 3166-1: two letters, three letters, or three digits.</summary>
    Country,
    /// <summary>Countries, parted by semicolons, none twice.</summary>
    Countries,
    /// <summary>ISO 3166-1, two letters only.</summary>
    TwoLetterCountry,
    /// <summary>ISO 639-2, or its two-letter code.</summary>
    Language,
}

/// <summary>A field of the standard.</summary>
/// <param name="Id">The column's name.</param>
/// <param name="Label">Its label for people.</param>
/// <param name="Kind">What its value looks like.</param>
/// <param name="Labels">The codes of its pick list with their labels, in order; empty for other kinds.</param>
/// <param name="Core">Whether it belongs to the minimum that the standard calls core, and is not deprecated.</param>
/// <param name="Deprecated">Whether it is kept for old files only.</param>
public sealed record HtcdsField(string Id, string Label, HtcdsKind Kind, IReadOnlyList<KeyValuePair<string, string>> Labels, bool Core, bool Deprecated)
{
    /// <summary>The codes.</summary>
    public IEnumerable<string> Codes => Labels.Select(pair => pair.Key);
}

/// <summary>The Human Trafficking Case Data Standard 2.0 of the International Organization for Migration (CC BY 4.0, UNMigration/HTCDS), as docs/method-htcds.md reads it.</summary>
public static class HtcdsStandard
{
    private static readonly Dictionary<string, HtcdsKind> Narrowed = new(StringComparer.Ordinal)
    {
        ["prs_Birthdate"] = HtcdsKind.PastDay, ["cas_IncomingReferralDate"] = HtcdsKind.PastDay, ["cas_OutgoingReferralDate"] = HtcdsKind.PastDay, ["hte_Date"] = HtcdsKind.PastDay, ["spl_ActualEndDate"] = HtcdsKind.PastDay,
        ["prs_NumberOfChildren"] = HtcdsKind.Count, ["vic_AgeWhenTrafficked"] = HtcdsKind.Years, ["prs_Email"] = HtcdsKind.Email,
        ["org_Phone"] = HtcdsKind.Phone, ["prs_HomePhone"] = HtcdsKind.Phone, ["prs_MobilePhone"] = HtcdsKind.Phone,
        ["org_ShippingLongitude"] = HtcdsKind.Longitude, ["org_ShippingLatitude"] = HtcdsKind.Latitude, ["prs_MailingLongitude"] = HtcdsKind.Longitude, ["prs_MailingLatitude"] = HtcdsKind.Latitude, ["hte_Longitude"] = HtcdsKind.Longitude, ["hte_Latitude"] = HtcdsKind.Latitude,
        ["org_ShippingCountry"] = HtcdsKind.Country, ["prs_Citizenship"] = HtcdsKind.Countries, ["prs_MailingCountry"] = HtcdsKind.TwoLetterCountry, ["prs_PrimaryLanguage"] = HtcdsKind.Language, ["prs_SecondaryLanguage"] = HtcdsKind.Language,
        ["vic_RecruitmentWebsitesAndApps"] = HtcdsKind.OpenCodes, ["vic_ExploitationWebsitesAndApps"] = HtcdsKind.OpenCodes,
    };

    /// <summary>Names that the standard's own tools write for its fields: the spreadsheet's misspelling, the survey form's underscores. They are read as the field, with a note.</summary>
    public static IReadOnlyDictionary<string, string> ToolNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["vic_TraffickinStatusDecisionMakingOrg"] = "vic_TraffickingStatusDecisionMakingOrg", ["prs_First_Name"] = "prs_FirstName", ["prs_Second_Name"] = "prs_SecondName", ["vic_Methods_of_Control"] = "vic_MethodsOfControl",
    };

    /// <summary>The 84 fields, in the standard's order.</summary>
    public static IReadOnlyList<HtcdsField> Fields { get; } = ReadFields();

    private static readonly Dictionary<string, HtcdsField> ById = Fields.ToDictionary(field => field.Id, StringComparer.Ordinal);

    /// <summary>The field with this name, letter for letter; null where there is none.</summary>
    public static HtcdsField? Find(string id) => ById.GetValueOrDefault(id);

    private static List<HtcdsField> ReadFields()
    {
        using var stream = typeof(HtcdsStandard).Assembly.GetManifestResourceStream("Vern.Persons.Statistics.htcds_2_0_fields.json")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(FieldOf)];
    }

    private static HtcdsField FieldOf(JsonElement written)
    {
        string Of(string name) => written.GetProperty(name).GetString() ?? "";
        var deprecated = Of("status") == "DEPRECATED";
        var labels = written.GetProperty("codes").EnumerateArray().Select(code => KeyValuePair.Create(code.GetProperty("code").GetString()!, code.GetProperty("label").GetString()!)).ToList();
        var kind = Narrowed.TryGetValue(Of("id"), out var narrowed) ? narrowed : Of("type") switch
        {
            "Picklist" => HtcdsKind.Code,
            "Multiselect Picklist" => HtcdsKind.Codes,
            "Date" => HtcdsKind.Day,
            "Checkbox" => HtcdsKind.Checkbox,
            _ => HtcdsKind.Text, // and per_Organisation, which the standard gives no type
        };
        return new(Of("id"), Of("label"), kind, labels, written.GetProperty("core").GetBoolean() && !deprecated, deprecated);
    }
}
