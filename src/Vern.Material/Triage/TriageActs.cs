using Vern.Platform.Auditing;

namespace Vern.Material.Triage;

/// <summary>What the ledger tells of reading and weighing reports. A resource is a random number or a code; no kind tells anything about a person.</summary>
public static class TriageActs
{
    /// <summary>Finding out which report is relevant, known and urgent (H-002, H-004, H-008). The controller of each centre puts the law that sets it up beside it.</summary>
    public static LawfulBasis Basis { get; } = new("assessing", "GDPR art. 6(1)(e), 9(2)(g), 10", "reports");

    /// <summary>Reports were weighed by the rules; how many is in the sealed part.</summary>
    public static AuditAct Assessed { get; } = new("reports.assessed", Basis);
    /// <summary>The queue was looked at.</summary>
    public static AuditAct QueueRead { get; } = new("queue.read", Basis, IsRead: true);
    /// <summary>Somebody took a report to read it.</summary>
    public static AuditAct Taken { get; } = new("report.taken", Basis);
    /// <summary>A report was read.</summary>
    public static AuditAct ReportRead { get; } = new("report.read", Basis, IsRead: true);
    /// <summary>Its sender was asked something.</summary>
    public static AuditAct Asked { get; } = new("report.asked", Basis);
    /// <summary>Its sender answered.</summary>
    public static AuditAct Answered { get; } = new("report.answered", Basis);
    /// <summary>Somebody would set a report aside.</summary>
    public static AuditAct SetAsideProposed { get; } = new("report.set-aside-proposed", Basis);
    /// <summary>A second reader confirmed: it is set aside.</summary>
    public static AuditAct SetAside { get; } = new("report.set-aside", Basis);
    /// <summary>A second reader did not confirm: it is read again.</summary>
    public static AuditAct Overturned { get; } = new("report.set-aside-overturned", Basis);
    /// <summary>Matches of the past were looked at.</summary>
    public static AuditAct RematchesRead { get; } = new("rematches.read", Basis, IsRead: true);
    /// <summary>A decided report is in the queue again, because something in it has become known since; the entry is in the sealed part.</summary>
    public static AuditAct TakenUp { get; } = new("report.taken-up", Basis);
    /// <summary>Nothing follows from a match of the past; the entry is in the sealed part.</summary>
    public static AuditAct NothingFollows { get; } = new("report.nothing-follows", Basis);
    /// <summary>The rules were looked at, or tried on last month.</summary>
    public static AuditAct RulesRead { get; } = new("scoring.read", Basis, IsRead: true);
    /// <summary>Other rules were proposed; the digest is theirs.</summary>
    public static AuditAct RulesProposed { get; } = new("scoring.proposed", Basis);
    /// <summary>Two persons put rules into force; the digest is theirs.</summary>
    public static AuditAct RulesConfirmed { get; } = new("scoring.confirmed", Basis);
    /// <summary>A proposal of rules was withdrawn.</summary>
    public static AuditAct RulesWithdrawn { get; } = new("scoring.withdrawn", Basis);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = [Assessed, QueueRead, Taken, ReportRead, Asked, Answered, SetAsideProposed, SetAside, Overturned, RematchesRead, TakenUp, NothingFollows, RulesRead, RulesProposed, RulesConfirmed, RulesWithdrawn];
}
