using Vern.Platform.Auditing;

namespace Vern.Material.Intake;

/// <summary>What the ledger tells of reports as they come in. A resource is a random number or a code; no kind tells anything about a person.</summary>
public static class IntakeActs
{
    /// <summary>Receiving reports of child sexual abuse online and seeing to it that evidence is kept (H-001, H-021). The controller of each centre puts the law that sets it up beside it.</summary>
    public static LawfulBasis Basis { get; } = new("receiving", "GDPR art. 6(1)(e), 9(2)(g), 10", "reports");

    /// <summary>Reports became whole; the digest is of a line for each: its place, its number and a keyed digest of what was sent.</summary>
    public static AuditAct Received { get; } = new("reports.received", Basis);
    /// <summary>Who sent a report took it back.</summary>
    public static AuditAct Retracted { get; } = new("report.retracted", Basis);
    /// <summary>What a report said was erased: nobody finished it, or it was taken back.</summary>
    public static AuditAct Erased { get; } = new("report.erased", Basis);
    /// <summary>A provider or hotline was enrolled.</summary>
    public static AuditAct ProviderEnrolled { get; } = new("provider.enrolled", Basis);
    /// <summary>What is known of a provider was changed.</summary>
    public static AuditAct ProviderChanged { get; } = new("provider.changed", Basis);
    /// <summary>A provider got a new credential.</summary>
    public static AuditAct CredentialMade { get; } = new("provider.credential-made", Basis);
    /// <summary>A provider sends no more.</summary>
    public static AuditAct ProviderClosed { get; } = new("provider.closed", Basis);
    /// <summary>Who sent a report was asked to preserve for longer.</summary>
    public static AuditAct Prolonged { get; } = new("preservation.prolonged", Basis);
    /// <summary>The end of preservation, or of connection data, was drawn attention to.</summary>
    public static AuditAct Reminded { get; } = new("preservation.reminded", Basis);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = [Received, Retracted, Erased, ProviderEnrolled, ProviderChanged, CredentialMade, ProviderClosed, Prolonged, Reminded];
}
