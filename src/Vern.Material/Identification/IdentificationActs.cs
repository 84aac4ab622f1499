using Vern.Platform.Auditing;

namespace Vern.Material.Identification;

/// <summary>What the ledger tells of series and children. A resource is a random number or a code; no kind tells anything about a person.</summary>
public static class IdentificationActs
{
    /// <summary>Keeping apart which series is worked on and which child is identified (L-001, L-002, L-006). The controller of each centre puts the law that sets it up beside it.</summary>
    public static LawfulBasis Basis { get; } = new("identification", "GDPR art. 6(1)(e), 9(2)(g), 10", "series");

    /// <summary>A series was registered, or something was added to it.</summary>
    public static AuditAct Changed { get; } = new("series.changed", Basis);
    /// <summary>A unit joined a series, left it, or was handed the lead.</summary>
    public static AuditAct Worked { get; } = new("series.worked", Basis);
    /// <summary>A child was identified, or reported to Interpol's database.</summary>
    public static AuditAct Identified { get; } = new("child.identified", Basis);
    /// <summary>Its helpers gave a reference to an assistance case.</summary>
    public static AuditAct Linked { get; } = new("child.linked", Basis);
    /// <summary>A judgment with missing victims was registered.</summary>
    public static AuditAct JudgmentKept { get; } = new("judgment.kept", Basis);
    /// <summary>A series was read, or looked for.</summary>
    public static AuditAct Read { get; } = new("series.read", Basis, IsRead: true);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = [Changed, Worked, Identified, Linked, JudgmentKept, Read];
}
