using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.Referral.Pages;

/// <summary>A page of consent, directory or referrals, with their texts.</summary>
public abstract class ReferralPage<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Texts.Source;

    /// <summary>A kind of facts, as a person's page calls it.</summary>
    // Of the places where she stays only days and kind are shared: another body is not promised more.
    protected string SectionName(string section) => section == "stay" ? T("section.stay.shared") : Registration.Texts.Source.Find(Page.Language, $"section.{section}") ?? T($"kind.{section}");
}
