using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.Referral.Pages;

/// <summary>A page of consent, directory or referrals, with their texts.</summary>
public abstract class ReferralPage<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Texts.Source;

    /// <summary>A kind of facts, as a person's page calls it.</summary>
    protected string SectionName(string section) => Texts.Section(Page.Language, section);
}
