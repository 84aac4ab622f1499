using Vern.Persons.Registration.Fields;

namespace Vern.Persons.Referral;

/// <summary>What was answered.</summary>
public enum ConsentAnswer
{
    /// <summary>Yes.</summary>
    Given,
    /// <summary>No. Help goes on as before.</summary>
    Refused,
}

/// <summary>How it was answered.</summary>
public enum ConsentForm
{
    /// <summary>By word of mouth.</summary>
    Spoken,
    /// <summary>In writing.</summary>
    Written,
    /// <summary>Through an interpreter.</summary>
    Interpreter,
    /// <summary>By a child's guardian.</summary>
    Guardian,
    /// <summary>Nobody was asked: a legal ground.</summary>
    None,
}

/// <summary>What a child herself says to it.</summary>
public enum ChildView
{
    /// <summary>Not a child.</summary>
    NotAsked,
    /// <summary>She wants it.</summary>
    Agrees,
    /// <summary>She does not want it; then it is not done by consent, whatever the guardian says.</summary>
    Disagrees,
    /// <summary>Too young to have a view of it.</summary>
    TooYoung,
}

/// <summary>Where an answer stands on a day.</summary>
public enum ConsentState
{
    /// <summary>It holds.</summary>
    Holds,
    /// <summary>She said no.</summary>
    Refused,
    /// <summary>She took it back.</summary>
    Withdrawn,
    /// <summary>Its last day is past.</summary>
    Expired,
    /// <summary>Its day has not come.</summary>
    NotYet,
    /// <summary>A child's, without her guardian, or against what she wants.</summary>
    NotValid,
}

/// <summary>An answer to whether kinds of facts may be shared with one body for one purpose until a day; or a legal ground, named as such. Never changed but by withdrawing.</summary>
/// <param name="Number">The order of answers: of those about the same, the newest decides.</param>
/// <param name="Recipient">The body, by its id in the directory.</param>
/// <param name="Purpose">What for: a purpose of the catalogue.</param>
/// <param name="Sections">Kinds of facts: sections of the catalogue.</param>
/// <param name="Ground"><see cref="LegalGround.Consent"/>, or the code of a legal ground.</param>
/// <param name="Answer">Yes or no.</param>
/// <param name="Form">How.</param>
/// <param name="Child">What a child herself says.</param>
/// <param name="AnsweredOn">The first day that it holds.</param>
/// <param name="Until">The last.</param>
/// <param name="WithdrawnOn">The day she took it back; from then it holds no more.</param>
public sealed record Consent(long Number, string Recipient, string Purpose, IReadOnlySet<string> Sections, string Ground, ConsentAnswer Answer, ConsentForm Form, ChildView Child, DateOnly AnsweredOn, DateOnly Until, DateOnly? WithdrawnOn)
{
    /// <summary>The language that she was asked in.</summary>
    public string Language { get; init; } = "";
    /// <summary>The version of the text.</summary>
    public int TextVersion { get; init; }
    /// <summary>The words that she was asked; null for a legal ground.</summary>
    public string? Words { get; init; }
    /// <summary>Who recorded it.</summary>
    public string ByName { get; init; } = "";

    /// <summary>Whether it is hers, not a legal ground.</summary>
    public bool IsConsent => Ground == LegalGround.Consent;

    private bool ByGuardian => Form is ConsentForm.Guardian && Child is (ChildView.Agrees or ChildView.TooYoung);

    /// <summary>Where it stands. Withdrawn goes before all else: it is over at once.</summary>
    /// <param name="audience">Who she is: for a child, or one who is treated as a child, a guardian answers and she is heard .</param>
    /// <param name="day">The day.</param>
    public ConsentState On(Audience audience, DateOnly day) =>
        WithdrawnOn is { } withdrawn && withdrawn <= day ? ConsentState.Withdrawn
        : Answer is ConsentAnswer.Refused ? ConsentState.Refused
        : day < AnsweredOn ? ConsentState.NotYet
        : day > Until ? ConsentState.Expired
        : IsConsent && audience is (Audience.Child or Audience.Uncertain) && !ByGuardian ? ConsentState.NotValid
        : ConsentState.Holds;
}

/// <summary>A ground to share without consent, which has to be named. Only those that the sources name (docs/guide-referral.md).</summary>
/// <param name="Code">Its code.</param>
/// <param name="Purpose">The only purpose that it holds for.</param>
/// <param name="RecipientKinds">The only kinds of bodies that it holds for.</param>
/// <param name="For">For whom it holds.</param>
public sealed record LegalGround(string Code, string Purpose, IReadOnlySet<string> RecipientKinds, IReadOnlySet<Audience> For)
{
    /// <summary>Consent, which is no legal ground of this kind.</summary>
    public const string Consent = "consent";

    private static readonly HashSet<Audience> Everybody = [.. Enum.GetValues<Audience>()];

    /// <summary>All of them: four to the coordination unit for statistics (B-043 to B-047), and the concern report for a child .</summary>
    public static IReadOnlyList<LegalGround> All { get; } =
    [
        .. new[] { "fvl-13b-4", "strpl-61c-4", "krl-5", "popplyl-8d-9h" }.Select(code => new LegalGround(code, "statistics", new HashSet<string>(StringComparer.Ordinal) { "coordination" }, Everybody)),
        new("concern-report", "protection", new HashSet<string>(StringComparer.Ordinal) { "child-welfare" }, new HashSet<Audience> { Audience.Child, Audience.Uncertain }),
    ];

    /// <summary>The ground with a code, or null.</summary>
    public static LegalGround? Find(string code) => All.FirstOrDefault(ground => ground.Code == code);

    /// <summary>Whether it holds.</summary>
    public bool Holds(string kind, string purpose, Audience audience) => Purpose == purpose && RecipientKinds.Contains(kind) && For.Contains(audience);
}
