using Vern.Persons.Registration;

namespace Vern.Persons.Referral;

/// <summary>A referral as lists know it.</summary>
/// <param name="Id">32 hexadecimal digits, the same on both sides.</param>
/// <param name="Ours">Whether we sent it.</param>
/// <param name="Kind">What it asks.</param>
/// <param name="Person">Our person; null at a recipient that has registered none.</param>
/// <param name="Body">The other side, by its id in the directory.</param>
/// <param name="Purpose">What for.</param>
/// <param name="State">Where it is.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="DueAt">When an answer is due.</param>
/// <param name="ExpiresAt">When it is over without one.</param>
/// <param name="ClosedAt">When the recipient's copy was closed.</param>
/// <param name="Revision">How often it changed.</param>
public sealed record ReferralHead(string Id, bool Ours, ReferralKind Kind, PersonId? Person, string Body, string Purpose, ReferralState State, DateTimeOffset SentAt, DateTimeOffset DueAt, DateTimeOffset ExpiresAt, DateTimeOffset? ClosedAt, int Revision)
{
    /// <summary>Whether an answer is overdue.</summary>
    public bool IsOverdue(DateTimeOffset now) => ReferralWay.IsOpen(State) && now > DueAt;
}

/// <summary>A step of the history that both sides see.</summary>
/// <param name="Step">What was done.</param>
/// <param name="Ours">Whether by us.</param>
/// <param name="At">When.</param>
/// <param name="ByName">By whom.</param>
/// <param name="Reason">Why, by code.</param>
/// <param name="Words">A question, an answer, a reason; null where there is none, or it was closed.</param>
/// <param name="Delivery">Whether it has been handed over; null: it did not have to travel.</param>
public sealed record ReferralHistory(ReferralStep Step, bool Ours, DateTimeOffset At, string ByName, string? Reason, string? Words, Delivery? Delivery);

/// <summary>Where a message is.</summary>
public enum Delivery
{
    /// <summary>On its way.</summary>
    Waiting,
    /// <summary>The relay has it.</summary>
    HandedOver,
    /// <summary>It can't be handed over.</summary>
    Failed,
}

/// <summary>A referral with what was sent and its history.</summary>
/// <param name="Head">As lists know it.</param>
/// <param name="Content">What was sent; null where it is closed.</param>
/// <param name="History">Its steps, earliest first.</param>
public sealed record ReferralView(ReferralHead Head, ReferralContent? Content, IReadOnlyList<ReferralHistory> History)
{
    /// <summary>Whether the other side runs no Vern and answers on a page here.</summary>
    public bool ByLetter { get; init; }
}

/// <summary>A referral that is to be sent.</summary>
/// <param name="Origin">32 random hexadecimal digits of the form; its id.</param>
/// <param name="Person">The person.</param>
/// <param name="Kind">What it asks.</param>
/// <param name="Body">The recipient, by its id in the directory.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Sections">Kinds of facts, of those that may be shared.</param>
/// <param name="Need">What is asked, in words.</param>
/// <param name="DueInHours">How soon an answer is needed.</param>
public sealed record NewReferral(string Origin, PersonId Person, ReferralKind Kind, string Body, string Purpose, IReadOnlySet<string> Sections, string Need, int DueInHours)
{
    /// <summary>What the sender leaves out of what may be shared, by <see cref="CaseStore.PlaceOf"/>; anything else in it is no harm.</summary>
    public IReadOnlySet<string> LeftOut { get; init; } = new HashSet<string>();
    /// <summary>Whether it goes to a body that runs no Vern: by a letter with the address of a page here, and a passphrase that is told another way.</summary>
    public bool ByLetter { get; init; }
}

/// <summary>What became of a step.</summary>
public enum Stepped
{
    /// <summary>It stands, or stood already.</summary>
    Done,
    /// <summary>There is no such referral within reach.</summary>
    Gone,
    /// <summary>The referral has gone on meanwhile; the step has no place any more.</summary>
    NotNow,
    /// <summary>She has not agreed to anything that could be sent, or no longer to what was shown.</summary>
    NotShared,
    /// <summary>The body is not in the directory, or is reached in another way than was said: with Vern or by letter.</summary>
    NoRecipient,
}
