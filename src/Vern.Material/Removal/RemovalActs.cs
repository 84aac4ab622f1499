using Vern.Platform.Auditing;

namespace Vern.Material.Removal;

/// <summary>What the ledger tells of notices to hosts. A resource is a random number or a code; no kind tells anything about a person.</summary>
public static class RemovalActs
{
    /// <summary>Having material removed where it lies (J-001 to J-008). The controller of each centre puts the law that sets it up beside it.</summary>
    public static LawfulBasis Basis { get; } = new("removal", "GDPR art. 6(1)(e), 9(2)(g), 10", "addresses");

    /// <summary>A notice was proposed.</summary>
    public static AuditAct Proposed { get; } = new("notice.proposed", Basis);
    /// <summary>A second person confirmed it.</summary>
    public static AuditAct Confirmed { get; } = new("notice.confirmed", Basis);
    /// <summary>A letter of a notice left: the notice, a reminder, a repeat, an escalation, a withdrawal.</summary>
    public static AuditAct Sent { get; } = new("notice.sent", Basis);
    /// <summary>Somebody said whether the material is there.</summary>
    public static AuditAct Checked { get; } = new("notice.checked", Basis);
    /// <summary>A notice is followed no further.</summary>
    public static AuditAct Closed { get; } = new("notice.closed", Basis);
    /// <summary>A notice was wrong.</summary>
    public static AuditAct Withdrawn { get; } = new("notice.withdrawn", Basis);
    /// <summary>Notices are held for the police, or held no longer.</summary>
    public static AuditAct Held { get; } = new("notice.held", Basis);
    /// <summary>A notice was read.</summary>
    public static AuditAct Read { get; } = new("notice.read", Basis, IsRead: true);
    /// <summary>A letter or a report of a notice was taken out.</summary>
    public static AuditAct Taken { get; } = new("notice.taken", Basis, IsRead: true);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = [Proposed, Confirmed, Sent, Checked, Closed, Withdrawn, Held, Read, Taken];
}
