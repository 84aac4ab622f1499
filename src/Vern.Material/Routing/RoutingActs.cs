using Vern.Platform.Auditing;

namespace Vern.Material.Routing;

/// <summary>What the ledger tells of handing reports on. A resource is a random number or a code; no kind tells anything about a person.</summary>
public static class RoutingActs
{
    /// <summary>Handing reports to the competent authority, and hearing what became of them (H-003, H-015, H-023). The controller of each centre puts the law that sets it up beside it.</summary>
    public static LawfulBasis Basis { get; } = new("routing", "GDPR art. 6(1)(e), 9(2)(g), 10", "reports");

    /// <summary>A package went to an authority; the digest is a keyed one of its content.</summary>
    public static AuditAct Sent { get; } = new("package.sent", Basis);
    /// <summary>An inbox was looked at.</summary>
    public static AuditAct InboxRead { get; } = new("inbox.read", Basis, IsRead: true);
    /// <summary>A package was read or taken out.</summary>
    public static AuditAct PackageRead { get; } = new("package.read", Basis, IsRead: true);
    /// <summary>An authority has received a package.</summary>
    public static AuditAct Received { get; } = new("package.received", Basis);
    /// <summary>An authority said what became of it.</summary>
    public static AuditAct FeedbackGiven { get; } = new("package.feedback", Basis);
    /// <summary>An authority was reminded.</summary>
    public static AuditAct Reminded { get; } = new("package.reminded", Basis);
    /// <summary>What was sent, and what became of it, was looked at.</summary>
    public static AuditAct DispatchesRead { get; } = new("dispatches.read", Basis, IsRead: true);
    /// <summary>The directory of authorities was changed.</summary>
    public static AuditAct AuthorityKept { get; } = new("authority.kept", Basis);
    /// <summary>The file of countries of addresses was replaced; the digest is the file's.</summary>
    public static AuditAct AddressesKept { get; } = new("addresses.kept", Basis);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = [Sent, InboxRead, PackageRead, Received, FeedbackGiven, Reminded, DispatchesRead, AuthorityKept, AddressesKept];
}
