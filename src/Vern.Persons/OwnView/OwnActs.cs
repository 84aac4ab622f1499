using Vern.Persons.Registration;
using Vern.Platform.Auditing;

namespace Vern.Persons.OwnView;

/// <summary>What the ledger tells of a person's own view and of complaints. A complaint is told under its own number, never under the person: who reads her access list does not learn of it.</summary>
public static class OwnActs
{
    /// <summary>A card with a code was made.</summary>
    public static AuditAct CodeMade { get; } = new("own.code-made", CaseActs.Casework);
    /// <summary>A card was made dead.</summary>
    public static AuditAct CodeRevoked { get; } = new("own.code-revoked", CaseActs.Casework);
    /// <summary>She opened her own view.</summary>
    public static AuditAct Opened { get; } = new("own.opened", CaseActs.Casework, IsRead: true);
    /// <summary>She asked something, or asked for a correction.</summary>
    public static AuditAct Asked { get; } = new("own.asked", CaseActs.Casework);
    /// <summary>She was answered.</summary>
    public static AuditAct Answered { get; } = new("own.answered", CaseActs.Casework);
    /// <summary>A complaint was made.</summary>
    public static AuditAct ComplaintMade { get; } = new("complaint.made", CaseActs.Casework);
    /// <summary>A complaint was read.</summary>
    public static AuditAct ComplaintRead { get; } = new("complaint.read", CaseActs.Casework, IsRead: true);
    /// <summary>A complaint was taken up or answered.</summary>
    public static AuditAct ComplaintMoved { get; } = new("complaint.moved", CaseActs.Casework);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = [CodeMade, CodeRevoked, Opened, Asked, Answered, ComplaintMade, ComplaintRead, ComplaintMoved];
}
