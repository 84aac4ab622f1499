using Vern.Platform.Localisation;

namespace Vern.Persons.Referral;

/// <summary>Marks the place of the texts of consent, directory and referrals: <c>Texts.resx</c> beside this file.</summary>
public sealed class Texts
{
    private Texts() { }
    /// <summary>The texts.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();

    /// <summary>A kind of facts that may be shared, as a person's page calls it.</summary>
    // Of the places where she stays only days and kind are shared: another body is not promised more.
    public static string Section(Language language, string section) => section == "stay" ? Source[language, "section.stay.shared"] : Registration.Texts.Source.Find(language, $"section.{section}") ?? Source[language, $"kind.{section}"];
}
