using Vern.Platform.Auditing;

namespace Vern.Material.Indicators;

/// <summary>What the ledger tells of the list of known material. A resource is a random number or a code; no kind tells anything about a person.</summary>
public static class IndicatorsActs
{
    /// <summary>Keeping fingerprints of confirmed material, and lists of them that others match against (I-001, I-002, I-008). The controller of each centre puts the law that sets it up beside it.</summary>
    public static LawfulBasis Basis { get; } = new("indicators", "GDPR art. 6(1)(e), 9(2)(g), 10", "fingerprints");

    /// <summary>An entry was proposed.</summary>
    public static AuditAct Proposed { get; } = new("indicator.proposed", Basis);
    /// <summary>The first of two confirmed it.</summary>
    public static AuditAct Confirmed { get; } = new("indicator.confirmed", Basis);
    /// <summary>The second of two confirmed it: it counts.</summary>
    public static AuditAct Activated { get; } = new("indicator.activated", Basis);
    /// <summary>Somebody did not confirm it, or does no more.</summary>
    public static AuditAct Deconfirmed { get; } = new("indicator.deconfirmed", Basis);
    /// <summary>Somebody doubts it.</summary>
    public static AuditAct Challenged { get; } = new("indicator.challenged", Basis);
    /// <summary>The doubt was looked at, and it stands.</summary>
    public static AuditAct Upheld { get; } = new("indicator.upheld", Basis);
    /// <summary>It counts no more for now.</summary>
    public static AuditAct Suspended { get; } = new("indicator.suspended", Basis);
    /// <summary>It is to count again.</summary>
    public static AuditAct Resumed { get; } = new("indicator.resumed", Basis);
    /// <summary>The first of two wants it withdrawn.</summary>
    public static AuditAct WithdrawalAsked { get; } = new("indicator.withdrawal-asked", Basis);
    /// <summary>It is withdrawn.</summary>
    public static AuditAct Withdrawn { get; } = new("indicator.withdrawn", Basis);
    /// <summary>A fingerprint of it was set aside because it suddenly matched everywhere.</summary>
    public static AuditAct Quarantined { get; } = new("indicator.quarantined", Basis);
    /// <summary>A person looked, and the fingerprint counts again.</summary>
    public static AuditAct Released { get; } = new("indicator.released", Basis);
    /// <summary>A recipient said that it is right or wrong.</summary>
    public static AuditAct FeedbackGiven { get; } = new("indicator.feedback", Basis);
    /// <summary>A false match was proposed for suppression.</summary>
    public static AuditAct NegativeProposed { get; } = new("negative.proposed", Basis);
    /// <summary>The second of two confirmed it.</summary>
    public static AuditAct NegativeConfirmed { get; } = new("negative.confirmed", Basis);
    /// <summary>It suppresses no more.</summary>
    public static AuditAct NegativeEnded { get; } = new("negative.ended", Basis);
    /// <summary>The first of two wants an edition of a list published.</summary>
    public static AuditAct ListProposed { get; } = new("list.proposed", Basis);
    /// <summary>An edition of a list was published; with the digest of its note.</summary>
    public static AuditAct ListPublished { get; } = new("list.published", Basis);
    /// <summary>A recipient took an edition.</summary>
    public static AuditAct ListTaken { get; } = new("list.taken", Basis, IsRead: true);
    /// <summary>A recipient acknowledged an edition with the digest that it holds.</summary>
    public static AuditAct ListAcknowledged { get; } = new("list.acknowledged", Basis);
    /// <summary>A recipient said that it holds an edition that was never published.</summary>
    public static AuditAct ListDiffers { get; } = new("list.differs", Basis);
    /// <summary>A recipient with withdrawals open was reminded.</summary>
    public static AuditAct ListReminded { get; } = new("list.reminded", Basis);
    /// <summary>Entries were looked at.</summary>
    public static AuditAct Read { get; } = new("indicators.read", Basis, IsRead: true);
    /// <summary>Fingerprints were matched; how many is in the sealed part.</summary>
    public static AuditAct Matched { get; } = new("indicators.matched", Basis, IsRead: true);
    /// <summary>An earlier file matches what has become known since.</summary>
    public static AuditAct Rematched { get; } = new("rematch.found", Basis);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All { get; } =
    [
        Proposed, Confirmed, Activated, Deconfirmed, Challenged, Upheld, Suspended, Resumed, WithdrawalAsked, Withdrawn, Quarantined, Released, FeedbackGiven, NegativeProposed, NegativeConfirmed, NegativeEnded,
        ListProposed, ListPublished, ListTaken, ListAcknowledged, ListDiffers, ListReminded, Read, Matched, Rematched,
    ];
}
