using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Vern.Material.Removal;

/// <summary>Checks a statement of reasons field by field against the form of the Digital Services Act's transparency database, as its operator documents it (POST /api/v1/statement).</summary>
public static partial class CheckStatement
{
    private static readonly string[] Visibility = [.. ((string[])["CONTENT_REMOVED", "CONTENT_DISABLED", "CONTENT_DEMOTED", "CONTENT_AGE_RESTRICTED", "CONTENT_INTERACTION_RESTRICTED", "CONTENT_LABELLED", "OTHER"]).Select(one => $"DECISION_VISIBILITY_{one}")];
    private static readonly string[] Media = [.. ((string[])["APP", "AUDIO", "IMAGE", "PRODUCT", "SYNTHETIC_MEDIA", "TEXT", "VIDEO", "OTHER"]).Select(one => $"CONTENT_TYPE_{one}")];
    private static readonly string[] Keywords = ["KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL", "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE", "KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS", "KEYWORD_AGE_SPECIFIC_RESTRICTIONS_MINORS", "KEYWORD_UNSAFE_CHALLENGES", "KEYWORD_OTHER"];
    private static readonly string[] Known =
    [
        "puid", "decision_visibility", "decision_visibility_other", "decision_ground", "illegal_content_legal_ground", "illegal_content_explanation", "incompatible_content_ground", "incompatible_content_explanation", "incompatible_content_illegal",
        "content_type", "content_type_other", "category", "category_specification", "category_specification_other", "territorial_scope", "content_date", "application_date", "decision_facts", "source_type", "source_identity", "automated_detection", "automated_decision",
    ];

    /// <summary>What is wrong, each with its field; empty when nothing is.</summary>
    public static IReadOnlyList<string> Problems(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return ["expected an object"];
            var problems = new List<string>();
            Check(document.RootElement, problems);
            return problems;
        }
        catch (JsonException)
        {
            return ["expected JSON"];
        }
    }

    private static void Check(JsonElement of, List<string> problems)
    {
        string? Text(string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        IReadOnlyList<string>? List(string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String) ? [.. value.EnumerateArray().Select(one => one.GetString()!)] : null;
        void Must(string name, bool isGood, string expected) { if (!isGood) problems.Add($"{name}: expected {expected}"); }
        void Long(string name, int most) => Must(name, Text(name) is { } text && text.Length > 0 && text.Length <= most, $"1 to {most} letters");
        void Some(string name, IReadOnlyCollection<string> of, bool required = true) => Must(name, List(name) is { Count: > 0 } list ? list.All(of.Contains) && list.Distinct(StringComparer.Ordinal).Count() == list.Count : !required && !HasField(name), $"some of {string.Join(", ", of)}, each once");
        bool HasField(string name) => of.TryGetProperty(name, out _);
        void One(string name, params string[] codes) => Must(name, Text(name) is { } text && codes.Contains(text, StringComparer.Ordinal), $"one of {string.Join(", ", codes)}");
        Must("puid", Text("puid") is { } puid && PuidForm().IsMatch(puid), "letters, digits, hyphens and underscores");
        Some("decision_visibility", Visibility);
        if (List("decision_visibility")?.Contains("DECISION_VISIBILITY_OTHER") is true) Long("decision_visibility_other", 500);
        One("decision_ground", "DECISION_GROUND_ILLEGAL_CONTENT", "DECISION_GROUND_INCOMPATIBLE_CONTENT");
        var isIllegal = Text("decision_ground") is "DECISION_GROUND_ILLEGAL_CONTENT";
        if (isIllegal) { Long("illegal_content_legal_ground", 500); Long("illegal_content_explanation", 2000); }
        else { Long("incompatible_content_ground", 500); Long("incompatible_content_explanation", 2000); if (HasField("incompatible_content_illegal")) One("incompatible_content_illegal", "Yes", "No"); }
        problems.AddRange(((string[])["illegal_content_legal_ground", "illegal_content_explanation", "incompatible_content_ground", "incompatible_content_explanation", "incompatible_content_illegal"]).Where(name => HasField(name) && name.StartsWith("illegal", StringComparison.Ordinal) != isIllegal).Select(name => $"{name}: belongs to the other ground"));
        Some("content_type", Media);
        if (List("content_type")?.Contains("CONTENT_TYPE_OTHER") is true) Long("content_type_other", 500);
        One("category", "STATEMENT_CATEGORY_PROTECTION_OF_MINORS");
        Some("category_specification", Keywords, required: false);
        Some("territorial_scope", [.. StatementOfReasons.Territory], required: false);
        foreach (var name in (string[])["content_date", "application_date"]) Must(name, DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 2000, "a day as 2026-02-01");
        Must("application_date", string.CompareOrdinal(Text("application_date"), Text("content_date")) >= 0, "a day not before content_date");
        Long("decision_facts", 5000);
        One("source_type", "SOURCE_ARTICLE_16", "SOURCE_TRUSTED_FLAGGER", "SOURCE_TYPE_OTHER_NOTIFICATION", "SOURCE_VOLUNTARY");
        if (HasField("source_identity")) { Long("source_identity", 500); Must("source_identity", Text("source_type") is not "SOURCE_VOLUNTARY", "nothing where the source is voluntary"); }
        One("automated_detection", "Yes", "No");
        One("automated_decision", "AUTOMATED_DECISION_FULLY", "AUTOMATED_DECISION_PARTIALLY", "AUTOMATED_DECISION_NOT_AUTOMATED");
        problems.AddRange(of.EnumerateObject().Where(field => !Known.Contains(field.Name, StringComparer.Ordinal)).Select(field => $"{field.Name}: there is no such field"));
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,500}$")] private static partial Regex PuidForm();
}
