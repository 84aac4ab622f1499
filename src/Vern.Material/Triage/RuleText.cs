using Vern.Platform.Localisation;

namespace Vern.Material.Triage;

/// <summary>Rules and their conditions in words.</summary>
public static class RuleText
{
    /// <summary>A rule's words; marked with their language where it is another than the reader's; its id where it has none.</summary>
    public static string Of(string id, RuleName? name, Language language) => name?.For(language) is var (own, words) ? own == language ? words : $"{words} ({own.Code.ToUpperInvariant()})" : Texts.Source.Find(language, $"rule.{id}") ?? id;

    /// <summary>What a rule of the centre's own looks at, in words; null: it is none of those offered.</summary>
    public static string? Of(Condition when, Language language) => (OfferedConditions.Read(when, OfferedConditions.Urgency) ?? OfferedConditions.Read(when, OfferedConditions.Completeness)) is var (feature, comparison, code, number)
        ? Texts.Source.Format(language, $"when.{comparison}", Texts.Source[language, $"feature.{feature.Feature}"], code is null ? number : Code(feature.Feature, code, language)) : null;

    /// <summary>A code of a feature in words.</summary>
    public static string Code(string feature, string code, Language language) => feature switch
    {
        "haste" or "told" => Texts.Source[language, "feature.said"],
        "given" => Texts.Source[language, $"rule.has-{code}"],
        "channel" when code is "api" or "tipline" => $"{Texts.Source[language, $"channel.{code}"]} ({code})",
        "fold" => Texts.Source[language, $"fold.{code}"],
        _ => Texts.Source[language, $"{feature}.{code}"],
    };
}
