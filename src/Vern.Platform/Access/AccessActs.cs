using Vern.Platform.Auditing;

namespace Vern.Platform.Access;

/// <summary>What is done to accounts, as the ledger tells of it. The resource is the account's number (<c>account/7</c>); names are in the sealed part.</summary>
public static class AccessActs
{
    /// <summary>Why accounts are kept and what is done to them recorded.</summary>
    public static LawfulBasis Basis { get; } = new("access", "GDPR art. 5(1)(f), 24, 32", "staff");

    /// <summary>An account was made.</summary>
    public static AuditAct AccountMade { get; } = new("account.made", Basis);
    /// <summary>An account was turned off.</summary>
    public static AuditAct AccountOff { get; } = new("account.off", Basis);
    /// <summary>A role was given, or its end date changed.</summary>
    public static AuditAct RoleGiven { get; } = new("role.given", Basis);
    /// <summary>A role was taken away.</summary>
    public static AuditAct RoleTaken { get; } = new("role.taken", Basis);
    /// <summary>An account was put into a team, or taken out of one.</summary>
    public static AuditAct TeamSet { get; } = new("team.set", Basis);
    /// <summary>A one-time link was made.</summary>
    public static AuditAct LinkMade { get; } = new("link.made", Basis);
    /// <summary>A body's program was given a token.</summary>
    public static AuditAct TokenMade { get; } = new("token.made", Basis);
    /// <summary>Sessions of an account were ended by somebody else, or by herself on another machine.</summary>
    public static AuditAct SessionsEnded { get; } = new("sessions.ended", Basis);
    /// <summary>One-time codes were set up.</summary>
    public static AuditAct CodesSet { get; } = new("codes.set", Basis);
    /// <summary>A passkey was added.</summary>
    public static AuditAct PasskeyAdded { get; } = new("passkey.added", Basis);
    /// <summary>A passkey was removed.</summary>
    public static AuditAct PasskeyRemoved { get; } = new("passkey.removed", Basis);
    /// <summary>A passkey showed itself to be copied, and is taken no more.</summary>
    public static AuditAct PasskeySuspect { get; } = new("passkey.suspect", Basis);
    /// <summary>An account was tied to a person at the identity provider.</summary>
    public static AuditAct SubjectTied { get; } = new("subject.tied", Basis);
    /// <summary>A role was delegated until a day.</summary>
    public static AuditAct Delegated { get; } = new("role.delegated", Basis);
    /// <summary>A delegation was taken back.</summary>
    public static AuditAct DelegationEnded { get; } = new("delegation.ended", Basis);
    /// <summary>Somebody took emergency access.</summary>
    public static AuditAct EmergencyBegun { get; } = new("emergency.begun", Basis);
    /// <summary>Emergency access was ended before its time.</summary>
    public static AuditAct EmergencyEnded { get; } = new("emergency.ended", Basis);
    /// <summary>Another person has looked at an emergency access.</summary>
    public static AuditAct EmergencyReviewed { get; } = new("emergency.reviewed", Basis);
    /// <summary>The first of two took her step back.</summary>
    public static AuditAct ProposalWithdrawn { get; } = new("proposal.withdrawn", Basis);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All { get; } =
    [
        AccountMade, AccountOff, RoleGiven, RoleTaken, TeamSet, LinkMade, TokenMade, SessionsEnded, CodesSet, PasskeyAdded, PasskeyRemoved, PasskeySuspect, SubjectTied, Delegated, DelegationEnded,
        EmergencyBegun, EmergencyEnded, EmergencyReviewed, ProposalWithdrawn,
    ];
}
