using Vern.Persons.Registration.Fields;

namespace Vern.Persons.Referral;

/// <summary>Why a fact may be shared, or may not.</summary>
public enum ShareReason
{
    /// <summary>It may: she agreed.</summary>
    Consent,
    /// <summary>It may: a legal ground, named as such, holds.</summary>
    Law,
    /// <summary>Secret fields never leave (E-069).</summary>
    Secret,
    /// <summary>What the agency writes for itself, such as notes and flags; and kinds that there are no words for to ask her.</summary>
    Internal,
    /// <summary>The field was not given for such a purpose.</summary>
    OtherPurpose,
    /// <summary>She does not want to be known, and the field tells who she is; or it is not asked of such a person.</summary>
    Identity,
    /// <summary>She was not asked.</summary>
    NotAsked,
    /// <summary>She said no.</summary>
    Refused,
    /// <summary>She took it back.</summary>
    Withdrawn,
    /// <summary>It was until a day that is past.</summary>
    Expired,
    /// <summary>A child's, without her guardian or against what she wants.</summary>
    NotValid,
}

/// <summary>Whether a fact may be shared.</summary>
/// <param name="Reason">Why, or why not.</param>
/// <param name="By">The answer or ground that decided; null where none did.</param>
public readonly record struct ShareDecision(ShareReason Reason, Consent? By)
{
    /// <summary>Whether it may.</summary>
    public bool May => Reason is ShareReason.Consent or ShareReason.Law;
}

/// <summary>
/// The one question that everything which leaves for another body passes (E-015, rule 1 of the design). Denies by default. Of the answers about the same body, purpose and kind of facts the newest decides: a later
/// no is not outweighed by an earlier yes, and what has run out does not come back through an older answer.
/// </summary>
public static class MayShare
{
    private static readonly HashSet<string> OwnWork = ["note", "flag"];
    // What there are no words for she can't be asked about, and what she can't be asked about doesn't leave.
    private static readonly HashSet<string> Askable = [.. FieldCatalogue.Own.All.Select(field => field.Section).Distinct().Where(section => !OwnWork.Contains(section) && Texts.Source.Find(Platform.Localisation.Language.English, $"kind.{section}") is not null)];

    /// <summary>Whether a fact of this field may be shared.</summary>
    /// <param name="audience">Who she is.</param>
    /// <param name="consents">All answers and grounds of this person.</param>
    /// <param name="recipient">The body, by its id in the directory.</param>
    /// <param name="recipientKind">Its kind.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="field">The field.</param>
    /// <param name="day">The day.</param>
    public static ShareDecision Decide(Audience audience, IEnumerable<Consent> consents, string recipient, string recipientKind, string purpose, Field field, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(consents);
        ArgumentNullException.ThrowIfNull(field);
        if (field.Secret) return new(ShareReason.Secret, null);
        if (!Askable.Contains(field.Section)) return new(ShareReason.Internal, null);
        if (!field.Purposes.Contains(purpose)) return new(ShareReason.OtherPurpose, null);
        if (!field.For.Contains(audience) || (audience is Audience.Anonymous && field.Identity)) return new(ShareReason.Identity, null);
        var about = consents.Where(one => one.Recipient == recipient && one.Purpose == purpose && one.Sections.Contains(field.Section)).OrderByDescending(one => one.Number).ToList();
        if (about.Find(one => one.IsConsent) is not { } hers) return ByLaw(about, audience, recipientKind, purpose, day) ?? new(ShareReason.NotAsked, null);
        var state = hers.On(audience, day);
        if (state is ConsentState.Holds) return new(ShareReason.Consent, hers);
        return ByLaw(about, audience, recipientKind, purpose, day) ?? new(state switch
        {
            ConsentState.Refused => ShareReason.Refused,
            ConsentState.Withdrawn => ShareReason.Withdrawn,
            ConsentState.Expired => ShareReason.Expired,
            ConsentState.NotValid => ShareReason.NotValid,
            _ => ShareReason.NotAsked,
        }, hers);
    }

    /// <summary>All kinds of facts, that she can be asked about, in the order of the catalogue.</summary>
    public static IReadOnlyList<string> AllSections { get; } = [.. FieldCatalogue.Own.All.Select(field => field.Section).Distinct().Where(Askable.Contains)];

    /// <summary>The kinds of facts that she can be asked about for a purpose: sections of the catalogue with a field that could be shared for it.</summary>
    public static IReadOnlyList<string> SectionsFor(string purpose, Audience audience) =>
        [.. FieldCatalogue.Own.All.Where(field => !field.Secret && Askable.Contains(field.Section) && field.Purposes.Contains(purpose) && field.For.Contains(audience)).Select(field => field.Section).Distinct()];

    private static ShareDecision? ByLaw(List<Consent> about, Audience audience, string kind, string purpose, DateOnly day) =>
        about.Find(one => !one.IsConsent && LegalGround.Find(one.Ground)?.Holds(kind, purpose, audience) is true && one.On(audience, day) is ConsentState.Holds) is { } ground ? new ShareDecision(ShareReason.Law, ground) : null;
}
