using Vern.Platform.Localisation;

namespace Vern.Material.Triage;

/// <summary>Rules and their conditions in words.</summary>
public static class RuleText
{
    /// <summary>A rule's words; marked with their language where it is another than the reader's; its id where it has none.</summary>
    public static string Of(string id, RuleName? name, Language language) => name?.For(language) is var (own, words) ? own == language ? words : $"{words} ({own.Code.ToUpperInvariant()})" : Texts.Source.Find(language, $"rule.{id}") ?? id;

    /// <summary>What a rule of the centre's own looks at, in words; null: it is none of those offered.</summary>
    public static string? Of(Condition when, Language language) => (OfferedConditions.Read(when, OfferedConditions.Urgency) ?? OfferedConditions.Read(when, OfferedConditions.Completeness)) switch
    {
        [var only] => Of(only, language),
        [var first, var second] => Texts.Source.Format(language, "when.both", Of(first, language), Of(second, language)),
        _ => null,
    };

    private static string Of(OfferedCondition one, Language language) => Texts.Source.Format(language, $"when.{one.Comparison}", Texts.Source[language, $"feature.{one.Feature.Feature}"], one.Code is { } code ? Code(one.Feature.Feature, code, language) : one.Number);

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
