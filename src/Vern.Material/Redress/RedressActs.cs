using Vern.Platform.Auditing;

namespace Vern.Material.Redress;

/// <summary>What the ledger tells of complaints and requests. A resource is a random number or a code; no kind tells anything about a person.</summary>
public static class RedressActs
{
    /// <summary>Putting mistakes right, and removal asked for by who is shown (K-005, N-001, N-002). The controller of each centre puts the law that sets it up beside it.</summary>
    public static LawfulBasis Basis { get; } = new("redress", "GDPR art. 6(1)(e), 9(2)(g), 10", "complaints");

    /// <summary>A complaint came.</summary>
    public static AuditAct Received { get; } = new("complaint.received", Basis);
    /// <summary>Who complained took it back.</summary>
    public static AuditAct TakenBack { get; } = new("complaint.taken-back", Basis);
    /// <summary>A reviewer took a matter up.</summary>
    public static AuditAct TakenUp { get; } = new("complaint.taken-up", Basis);
    /// <summary>A matter was decided; the digest is that of outcome and reasons.</summary>
    public static AuditAct Decided { get; } = new("complaint.decided", Basis);
    /// <summary>A matter's or a request's time is nearly over, or over.</summary>
    public static AuditAct Reminded { get; } = new("complaint.reminded", Basis);
    /// <summary>A matter was read.</summary>
    public static AuditAct Read { get; } = new("complaint.read", Basis, IsRead: true);
    /// <summary>Somebody who is shown asks for removal.</summary>
    public static AuditAct RequestReceived { get; } = new("request.received", Basis);
    /// <summary>Somebody works on a request, or has answered it.</summary>
    public static AuditAct RequestAnswered { get; } = new("request.answered", Basis);
    /// <summary>A request was taken back, or erased.</summary>
    public static AuditAct RequestWithdrawn { get; } = new("request.withdrawn", Basis);
    /// <summary>A request was read.</summary>
    public static AuditAct RequestRead { get; } = new("request.read", Basis, IsRead: true);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = [Received, TakenBack, TakenUp, Decided, Reminded, Read, RequestReceived, RequestAnswered, RequestWithdrawn, RequestRead];
}
