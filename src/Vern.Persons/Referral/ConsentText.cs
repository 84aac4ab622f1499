using Vern.Persons.Registration.Fields;
using Vern.Platform.Localisation;

namespace Vern.Persons.Referral;

/// <summary>What she is asked, in the language that she is asked in. A new wording is a new version: what was agreed to stays as it was asked.</summary>
public static class ConsentText
{
    /// <summary>The version of the wording, from 1.</summary>
    public const int Version = 1;

    /// <summary>The languages that the wording is in. Another is spoken by the interpreter from one of these, and the answer says so.</summary>
    public static IReadOnlyList<Language> Languages => Language.All;

    /// <summary>The words.</summary>
    /// <param name="body">The body's name.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="sections">Kinds of facts.</param>
    /// <param name="until">The last day.</param>
    /// <param name="audience">Who she is: somebody who does not want to be known is promised that nothing of it is shared.</param>
    /// <param name="language">The language.</param>
    public static string Of(string body, string purpose, IReadOnlySet<string> sections, DateOnly until, Audience audience, Language language)
    {
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(language);
        var kinds = string.Join("; ", MayShare.SectionsFor(purpose, audience).Where(sections.Contains).Select(section => Texts.Source[language, $"kind.{section}"]));
        return Texts.Source.Format(language, "consent.words", body, Texts.Source[language, $"words.{purpose}"], kinds, until.ToString(language.Code is "da" or "nb" ? "d. MMMM yyyy" : "d MMMM yyyy", language.Culture));
    }
}
