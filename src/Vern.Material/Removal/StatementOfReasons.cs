using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vern.Platform.Localisation;

namespace Vern.Material.Removal;

/// <summary>A removal as a statement of reasons in the form of the transparency database of the Digital Services Act (article 17 and 24(5)), for the host to submit. Without the address and without a person: the database is public.</summary>
public static class StatementOfReasons
{
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    /// <summary>The member states and the countries of the European Economic Area, as the database has them.</summary>
    public static IReadOnlyList<string> Territory { get; } = ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"];

    /// <summary>The statement of a notice whose material is gone.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="organisation">Who gave notice.</param>
    /// <param name="found">When the material was found, a day.</param>
    /// <param name="removed">The day of its removal.</param>
    public static string Write(Notice notice, string organisation, DateOnly found, DateOnly removed)
    {
        ArgumentNullException.ThrowIfNull(notice);
        string T(string key, params object?[] places) => Texts.Source.Format(Language.Find(notice.Language) ?? Language.English, key, places);
        string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var isTerms = notice.Basis is "terms";
        var statement = new JsonObject
        {
            ["puid"] = $"vern-{notice.Id}-{notice.Round}", ["decision_visibility"] = new JsonArray("DECISION_VISIBILITY_CONTENT_REMOVED"),
            ["decision_ground"] = isTerms ? "DECISION_GROUND_INCOMPATIBLE_CONTENT" : "DECISION_GROUND_ILLEGAL_CONTENT",
        };
        if (isTerms) (statement["incompatible_content_ground"], statement["incompatible_content_explanation"], statement["incompatible_content_illegal"]) = (T("sor.terms"), T("sor.explanation"), "Yes");
        else (statement["illegal_content_legal_ground"], statement["illegal_content_explanation"]) = (T($"basis.{notice.Basis}"), T("sor.explanation"));
        statement["content_type"] = new JsonArray(notice.Media switch { "image" => "CONTENT_TYPE_IMAGE", "video" => "CONTENT_TYPE_VIDEO", "audio" => "CONTENT_TYPE_AUDIO", "text" => "CONTENT_TYPE_TEXT", _ => "CONTENT_TYPE_OTHER" });
        if (notice.Media is "mixed") statement["content_type_other"] = T("media.mixed");
        statement["category"] = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS";
        statement["category_specification"] = new JsonArray("KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL");
        statement["territorial_scope"] = new JsonArray([.. Territory.Select(code => (JsonNode)code)]);
        (statement["content_date"], statement["application_date"]) = (Day(found), Day(removed));
        statement["decision_facts"] = T("sor.facts", organisation);
        (statement["source_type"], statement["source_identity"]) = (notice.Basis is "dsa-16" ? "SOURCE_ARTICLE_16" : "SOURCE_TYPE_OTHER_NOTIFICATION", organisation);
        (statement["automated_detection"], statement["automated_decision"]) = (notice.Method is "hash-match" ? "Yes" : "No", "AUTOMATED_DECISION_NOT_AUTOMATED");
        return statement.ToJsonString(Form) + "\n";
    }
}
