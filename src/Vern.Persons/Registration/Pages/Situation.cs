using System.Globalization;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Localisation;

namespace Vern.Persons.Registration.Pages;

/// <summary>Where things stand with a person, made of facts: what she is, what she wants, who is with her; and how to reach her safely.</summary>
public static class Situation
{
    /// <summary>The line.</summary>
    public static string Of(CasePerson person, Language language)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(language);
        string T(string key, params object?[] places) => places.Length == 0 ? Texts.Source[language, key] : Texts.Source.Format(language, key, places);
        var parts = new List<string> { T($"audience.{person.Head.Audience}") };
        if (person["age.stated"] is { } age && person.Head.IsChild) parts.Add(T("situation.age", age));
        if (person["answer.offer"] is ("yes" or "no") and { } answer) parts.Add(T($"situation.offer.{answer}"));
        if (Number(person["family.with-her"]) is > 0 and var children) parts.Add(children == 1 ? T("situation.children.one") : T("situation.children.many", children));
        if (person["case.immigration"] is { } case1 && case1 != "IM0") parts.Add(Inner(FieldWords.Code(FieldCatalogue.Own["case.immigration"].List!, case1, language), language));
        var line = string.Join("; ", parts) + ".";
        return person.Head.Audience is Audience.Anonymous ? line : line + " " + Contact(person, language);
    }

    /// <summary>How to reach her safely; that it was not asked, where it was not.</summary>
    public static string Contact(CasePerson person, Language language)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(language);
        var ways = person["contact.how"] is { } how ? string.Join(", ", how.Split(' ').Select(way => Inner(FieldWords.Code(FieldCatalogue.Own["contact.how"].List!, way, language), language))) : null;
        var safe = person["contact.safe"] switch
        {
            "yes" => ways is null ? Texts.Source[language, "situation.safe.yes"] : Texts.Source.Format(language, "situation.safe.by", ways),
            "limited" => Texts.Source.Format(language, "situation.safe.only", ways ?? "–"),
            "no" => Texts.Source[language, "situation.safe.no"],
            _ => Texts.Source[language, "situation.safe.unknown"],
        };
        return person["contact.when"] is { } when && MayBeWrittenTo(person) ? $"{safe}: {when}" : safe + ".";
    }

    /// <summary>Whether a message may be sent to her at all: only after it was answered that it is safe.</summary>
    public static bool MayBeWrittenTo(CasePerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person["contact.safe"] is "yes" or "limited";
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Inner(string words, Language language) => words.Length > 1 && !char.IsUpper(words[1]) ? char.ToLower(words[0], language.Culture) + words[1..] : words;
}
