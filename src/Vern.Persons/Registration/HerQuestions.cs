using System.Text.Json;

namespace Vern.Persons.Registration;

/// <summary>
/// The questions of the intake that are asked of the person herself, in a language that she may speak: shown beside the caseworker's, to be read out or pointed at. A language has those that were translated and no others. From
/// <c>Spoken/CODE.json</c>.
/// </summary>
/// <param name="Language">ISO 639 code.</param>
/// <param name="Name">The language's own name.</param>
/// <param name="RightToLeft">Whether it is written from right to left.</param>
/// <param name="NeedsSignature">Whether a translator has to sign it off and has not: it is then marked on every page.</param>
/// <param name="Questions">By the field's id, and what may be answered by <c>FIELD.CODE</c>; <c>intro</c>, <c>yes</c>, <c>no</c> and <c>dont-know</c> besides.</param>
public sealed record HerQuestions(string Language, string Name, bool RightToLeft, bool NeedsSignature, IReadOnlyDictionary<string, string> Questions)
{
    /// <summary>Words of the list that are no field's question.</summary>
    public static IReadOnlyList<string> Words { get; } = ["intro", "yes", "no", "dont-know"];

    /// <summary>The languages, in the order they are offered.</summary>
    public static IReadOnlyList<string> Languages => Rights.RightsSheet.Languages;

    private static readonly Lazy<IReadOnlyDictionary<string, HerQuestions>> All = new(() => Rights.RightsSheet.Languages.ToDictionary(language => language, Read));

    /// <summary>The questions in a language; null: there are none.</summary>
    /// <param name="language">A code; what people call the same language (Tagalog, bokmål, norsk) finds it too.</param>
    public static HerQuestions? Find(string? language) => All.Value.GetValueOrDefault(language switch { "tl" => "fil", "no" or "nn" => "nb", null => "", _ => language });

    /// <summary>The question of a field; null: it is not among those that were translated.</summary>
    public string? this[string field] => Questions.GetValueOrDefault(field);

    /// <summary>What may be answered to a field, in her words, in the order of its list; empty where she is not asked to choose, or the words were not translated.</summary>
    public IReadOnlyList<string> Answers(Fields.Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var codes = field.Type is Fields.FieldType.YesNo ? ["yes", "no", "unknown"] : field.Type is Fields.FieldType.Code or Fields.FieldType.Codes ? field.List!.Codes : [];
        List<string> words = [.. codes.Select(code => this[$"{field.Id}.{code}"] ?? code switch { "yes" or "no" => this[code], "unknown" => this["dont-know"], _ => null }).OfType<string>()];
        return words.Count > 1 ? words : [];
    }

    private static HerQuestions Read(string language)
    {
        using var stream = typeof(HerQuestions).Assembly.GetManifestResourceStream($"Vern.Persons.Registration.Spoken.{language}.json") ?? throw new InvalidOperationException($"The questions in '{language}' are not embedded.");
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        var signed = root.GetProperty("written_by_project").GetBoolean() || root.GetProperty("signed_off").ValueKind is JsonValueKind.Object;
        return new(root.GetProperty("language").GetString()!, root.GetProperty("name").GetString()!, root.GetProperty("direction").GetString() == "rtl", !signed, root.GetProperty("questions").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!, StringComparer.Ordinal));
    }
}
