using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;

namespace Vern.Persons.KnownElsewhere;

/// <summary>Where a question stands.</summary>
public enum ElsewhereState
{
    /// <summary>It may still be answered.</summary>
    Open,
    /// <summary>Its time is over.</summary>
    Expired,
    /// <summary>Whoever asked took it back, or the person her consent.</summary>
    TakenBack,
}

/// <summary>Where a likely match stands, at either side.</summary>
public enum MatchState
{
    /// <summary>At the side that was asked: found; its coordinator has not answered.</summary>
    Found,
    /// <summary>At the side that was asked: agreed; the asking side has not.</summary>
    Agreed,
    /// <summary>At the asking side: an agency agreed; which, is not shown before this side agrees too.</summary>
    Offered,
    /// <summary>At the asking side: agreed; the other side's word is on its way.</summary>
    Confirmed,
    /// <summary>Both agreed: each side knows the other.</summary>
    Connected,
    /// <summary>This side does not want it. The other learns nothing.</summary>
    Declined,
    /// <summary>It is over: taken back, or out of time.</summary>
    Over,
}

/// <summary>A question about one of our own, as the page tells of it.</summary>
/// <param name="Id">The question.</param>
/// <param name="State">Where it stands.</param>
/// <param name="At">When it was asked.</param>
/// <param name="ExpiresAt">When it is over.</param>
/// <param name="Bodies">How many agencies it went to.</param>
/// <param name="ByName">Who asked.</param>
public sealed record AskedElsewhere(string Id, ElsewhereState State, DateTimeOffset At, DateTimeOffset ExpiresAt, int Bodies, string ByName);

/// <summary>A likely match, as the pages tell of it: who is at the other side stands in it only once both agreed.</summary>
/// <param name="Id">The match.</param>
/// <param name="Person">This side's person.</param>
/// <param name="Asked">Whether this side asked.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Similarity">How alike, in hundredths; 0 at the asking side.</param>
/// <param name="Same">What is the same: <c>sex</c>, <c>birth-year</c>, <c>nationality</c>.</param>
/// <param name="At">When it was found, or offered.</param>
/// <param name="Body">The other side, by its id in the directory; null before both agreed.</param>
/// <param name="Contact">How the other side's caseworker is reached; null likewise.</param>
public sealed record ElsewhereMatch(string Id, PersonId Person, bool Asked, MatchState State, int Similarity, IReadOnlyList<string> Same, DateTimeOffset At, string? Body, string? Contact);

/// <summary>What became of a step.</summary>
public enum ElsewhereDone
{
    /// <summary>It is done, or was before.</summary>
    Done,
    /// <summary>There is no such person, question or match within reach, or not in a state for this.</summary>
    Gone,
    /// <summary>Her consent does not hold.</summary>
    NoConsent,
    /// <summary>Too little is known of who she is, or she does not want to be known.</summary>
    NoIdentity,
    /// <summary>The linkage key that the agencies share is not here.</summary>
    NoKey,
    /// <summary>No agency of the directory takes part.</summary>
    Nobody,
    /// <summary>A question about her is open already.</summary>
    Open,
}

/// <summary>The consent that such questions need: one answer for asking and for being found, to no single body, for a purpose of its own.</summary>
public static class ElsewhereConsent
{
    /// <summary>The recipient of the answer: the agencies that take part, together. No body of the directory may be called so.</summary>
    public const string Recipient = "agencies";
    /// <summary>The purpose; no field is given for it, so that nothing can be shared under it.</summary>
    public const string Purpose = "known-elsewhere";
    /// <summary>The kind of facts that it is about.</summary>
    public static IReadOnlySet<string> Sections { get; } = new HashSet<string>(StringComparer.Ordinal) { "identity" };

    /// <summary>Whether it holds; of all answers the newest decides.</summary>
    /// <param name="consents">All answers of the person.</param>
    /// <param name="audience">Who she is; somebody who does not want to be known is not asked about.</param>
    /// <param name="day">The day.</param>
    public static bool Holds(IEnumerable<Consent> consents, Audience audience, DateOnly day) => Newest(consents) is { } newest && audience is not Audience.Anonymous && newest.On(audience, day) is ConsentState.Holds;

    /// <summary>The newest answer; null: she was not asked.</summary>
    public static Consent? Newest(IEnumerable<Consent> consents) => consents.Where(one => one.Recipient == Recipient && one.Purpose == Purpose && one.IsConsent).MaxBy(one => one.Number);
}
