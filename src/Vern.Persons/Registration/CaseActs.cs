using Vern.Platform.Auditing;
using Vern.Platform.Auditing.Pages;

namespace Vern.Persons.Registration;

/// <summary>What is done and read in casework, as the ledger tells of it. The resource is <c>person/ID</c>, random; no kind tells anything about a person.</summary>
public static class CaseActs
{
    /// <summary>Following a possible victim up: help, protection, rights. The controller of each agency puts its own law beside it.</summary>
    public static LawfulBasis Casework { get; } = new("casework", "GDPR art. 6(1)(c), 6(1)(e), 9(2)(b), 9(2)(g), 9(2)(h); personopplysningsloven § 8", "persons");
    /// <summary>Erasing a person at her request or by rule.</summary>
    public static LawfulBasis Erasure { get; } = new("erasure", "GDPR art. 5(1)(e), 17", "persons");

    /// <summary>A person was registered.</summary>
    public static AuditAct PersonRegistered { get; } = new("person.registered", Casework);
    /// <summary>Facts about a person were recorded.</summary>
    public static AuditAct FactsRecorded { get; } = new("facts.recorded", Casework);
    /// <summary>A person's record was looked at.</summary>
    public static AuditAct PersonRead { get; } = new("person.read", Casework, IsRead: true);
    /// <summary>The list of persons was looked at.</summary>
    public static AuditAct PeopleListed { get; } = new("people.listed", Casework, IsRead: true);
    /// <summary>Persons were searched for. Who was shown is in the sealed part; what was asked for is nowhere.</summary>
    public static AuditAct PeopleSearched { get; } = new("people.searched", Casework, IsRead: true);
    /// <summary>A person was handed over; to which account is in the sealed part.</summary>
    public static AuditAct HandedOver { get; } = new("person.handed-over", Casework);
    /// <summary>A person became somebody else's own case too.</summary>
    public static AuditAct MemberAdded { get; } = new("member.added", Casework);
    /// <summary>That ended.</summary>
    public static AuditAct MemberEnded { get; } = new("member.ended", Casework);
    /// <summary>A case was closed.</summary>
    public static AuditAct Closed { get; } = new("person.closed", Casework);
    /// <summary>A closed case was opened again.</summary>
    public static AuditAct Reopened { get; } = new("person.reopened", Casework);
    /// <summary>The closing of a child's case was proposed; another person confirms it.</summary>
    public static AuditAct ClosingProposed { get; } = new("closing.proposed", Casework);
    /// <summary>A task was added.</summary>
    public static AuditAct TaskAdded { get; } = new("task.added", Casework);
    /// <summary>A task was done.</summary>
    public static AuditAct TaskDone { get; } = new("task.done", Casework);
    /// <summary>A document was kept.</summary>
    public static AuditAct DocumentAdded { get; } = new("document.added", Casework);
    /// <summary>A document was opened.</summary>
    public static AuditAct DocumentRead { get; } = new("document.read", Casework, IsRead: true);
    /// <summary>A document was taken away.</summary>
    public static AuditAct DocumentDropped { get; } = new("document.dropped", Casework);
    /// <summary>What is shown only when asked for by itself was looked at.</summary>
    public static AuditAct SecretRead { get; } = new("secret.read", Casework, IsRead: true);
    /// <summary>The history of a record was looked at.</summary>
    public static AuditAct HistoryRead { get; } = new("history.read", Casework, IsRead: true);
    /// <summary>It was looked at who has looked at a record.</summary>
    public static AuditAct AccessRead { get; } = new("access.read", Casework, IsRead: true);
    /// <summary>Somebody looked at her day.</summary>
    public static AuditAct DayRead { get; } = new("day.read", Casework, IsRead: true);
    /// <summary>The erasure of a person was proposed; another person confirms it.</summary>
    public static AuditAct ErasureProposed { get; } = new("person.erasure-proposed", Erasure);
    /// <summary>A person was erased: her key is gone.</summary>
    public static AuditAct PersonErased { get; } = new("person.erased", Erasure);

    /// <summary>An answer about sharing, or a legal ground, was recorded.</summary>
    public static AuditAct ConsentRecorded { get; } = new("consent.recorded", Casework);
    /// <summary>She took back what she agreed to share.</summary>
    public static AuditAct ConsentWithdrawn { get; } = new("consent.withdrawn", Casework);
    /// <summary>A body of the directory was entered or changed.</summary>
    public static AuditAct DirectoryChanged { get; } = new("directory.changed", Casework);
    /// <summary>The directory was fetched as a file.</summary>
    public static AuditAct DirectoryRead { get; } = new("directory.read", Casework, IsRead: true);

    /// <summary>A person was referred to another body.</summary>
    public static AuditAct ReferralSent { get; } = new("referral.sent", Casework);
    /// <summary>A referral came in.</summary>
    public static AuditAct ReferralReceived { get; } = new("referral.received", Casework);
    /// <summary>A step of a referral, of either side.</summary>
    public static AuditAct ReferralStep { get; } = new("referral.step", Casework);
    /// <summary>A copy of what was shared was closed.</summary>
    public static AuditAct ReferralClosed { get; } = new("referral.closed", Casework);
    /// <summary>A sealed message was refused.</summary>
    public static AuditAct MessageRefused { get; } = new("message.refused", Casework);
    /// <summary>A referral was looked at.</summary>
    public static AuditAct ReferralRead { get; } = new("referral.read", Casework, IsRead: true);
    /// <summary>The referrals that came in were listed.</summary>
    public static AuditAct ReferralsListed { get; } = new("referral.listed", Casework, IsRead: true);

    /// <summary>Telling the national unit of a year, for statistics: a right, not a duty (B-043 to B-048).</summary>
    public static LawfulBasis Reporting { get; } = new("reporting", "forvaltningsloven § 13 b no. 4; straffeprosessloven § 61 c no. 4; krisesenterloven § 5; or consent", "reports");
    /// <summary>A year's report was looked at, row by row.</summary>
    public static AuditAct ReportRead { get; } = new("own-report.read", Reporting, IsRead: true);
    /// <summary>A year's report was sent.</summary>
    public static AuditAct ReportSent { get; } = new("own-report.sent", Reporting);
    /// <summary>The unit answered to it.</summary>
    public static AuditAct ReportAnswered { get; } = new("own-report.answered", Reporting);
    /// <summary>What the agency answers about its own work was kept.</summary>
    public static AuditAct OwnWorkKept { get; } = new("own-work.kept", Reporting);
    /// <summary>A round's linkage key was fetched, in its envelope.</summary>
    public static AuditAct RoundKeyFetched { get; } = new("round-key.fetched", Reporting);
    /// <summary>The agency's own protected tables were looked at.</summary>
    public static AuditAct StatisticsRead { get; } = new("statistics.read", Reporting, IsRead: true);

    /// <summary>What was sent to a body without Vern was read on its page, with the passphrase.</summary>
    public static AuditAct ReplyRead { get; } = new("reply.read", Casework, IsRead: true);
    /// <summary>A wrong passphrase was tried on such a page.</summary>
    public static AuditAct ReplyRefused { get; } = new("reply.refused", Casework);
    /// <summary>Such a page got a new address and passphrase.</summary>
    public static AuditAct ReplyRenewed { get; } = new("reply.renewed", Casework);
    /// <summary>The letter with address and passphrase was looked at.</summary>
    public static AuditAct LetterRead { get; } = new("letter.read", Casework, IsRead: true);

    /// <summary>A colleague was asked to take something on, answered, or it ended without; which, is in the sealed part.</summary>
    public static AuditAct Assigned { get; } = new("person.assigned", Casework);
    /// <summary>Somebody looked at what she is asked to take on.</summary>
    public static AuditAct AssignmentsRead { get; } = new("assignments.read", Casework, IsRead: true);

    /// <summary>A meeting with other bodies was planned; which bodies, is in the sealed part.</summary>
    public static AuditAct MeetingKept { get; } = new("meeting.kept", Casework);
    /// <summary>A meeting was looked at; whose cases were shown is in the sealed part.</summary>
    public static AuditAct MeetingRead { get; } = new("meeting.read", Casework, IsRead: true);
    /// <summary>A body was invited to a meeting; which, is in the sealed part.</summary>
    public static AuditAct MeetingInvited { get; } = new("meeting.invited", Casework);
    /// <summary>A meeting was given another day, hour or place; which bodies were told, is in the sealed part.</summary>
    public static AuditAct MeetingMoved { get; } = new("meeting.moved", Casework);
    /// <summary>A meeting was called off.</summary>
    public static AuditAct MeetingCalledOff { get; } = new("meeting.called-off", Casework);
    /// <summary>An invitation to another agency's meeting came in.</summary>
    public static AuditAct InvitationReceived { get; } = new("invitation.received", Casework);
    /// <summary>An invitation to a meeting was answered, by us or by the other side.</summary>
    public static AuditAct InvitationAnswered { get; } = new("invitation.answered", Casework);
    /// <summary>A person was put on a meeting's agenda.</summary>
    public static AuditAct OnAgenda { get; } = new("agenda.added", Casework);
    /// <summary>What was said of a person at a meeting was noted.</summary>
    public static AuditAct MinutesKept { get; } = new("minutes.kept", Casework);

    /// <summary>Other agencies were asked whether they know a person.</summary>
    public static AuditAct ElsewhereAsked { get; } = new("elsewhere.asked", Casework);
    /// <summary>A question whether somebody is known here came in; from whom is not told.</summary>
    public static AuditAct ElsewhereReceived { get; } = new("elsewhere.received", Casework);
    /// <summary>A question was compared with those who agreed to it.</summary>
    public static AuditAct ElsewhereCompared { get; } = new("elsewhere.compared", Casework);
    /// <summary>A person here may be somebody whom another agency asks about.</summary>
    public static AuditAct ElsewhereFound { get; } = new("elsewhere.found", Casework);
    /// <summary>This side agreed that each learns of the other, or did not; which, is in the sealed part.</summary>
    public static AuditAct ElsewhereAnswered { get; } = new("elsewhere.answered", Casework);
    /// <summary>Another agency agreed.</summary>
    public static AuditAct ElsewhereOffered { get; } = new("elsewhere.offered", Casework);
    /// <summary>Both agreed: each side knows the other; which, is in the sealed part.</summary>
    public static AuditAct ElsewhereConnected { get; } = new("elsewhere.connected", Casework);
    /// <summary>A question or a match was taken back, or its time was over.</summary>
    public static AuditAct ElsewhereEnded { get; } = new("elsewhere.ended", Casework);
    /// <summary>Somebody looked at whom other agencies may know.</summary>
    public static AuditAct ElsewhereRead { get; } = new("elsewhere.read", Casework, IsRead: true);

    /// <summary>What is known of a person was handed out as a file; how and what for is in the sealed part.</summary>
    public static AuditAct PersonExported { get; } = new("person.exported", Casework, IsRead: true);
    /// <summary>A file of persons was tried: who may be known already was shown.</summary>
    public static AuditAct ImportTried { get; } = new("import.tried", Casework, IsRead: true);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All => Every.Value;

    /// <summary>The words for what an agency's ledger tells of.</summary>
    public static LedgerWords Words => Spoken.Value;

    // Made at the first question, not with the class: the slices' acts stand on this class' bases, and whichever is touched first must not find the other half made.
    private static readonly Lazy<IReadOnlyList<AuditAct>> Every = new(() => [PersonRegistered, FactsRecorded, PersonExported, ImportTried, PersonRead, PeopleListed, PeopleSearched, HandedOver, MemberAdded, MemberEnded, Closed, Reopened, ClosingProposed, TaskAdded, TaskDone, DocumentAdded, DocumentRead, DocumentDropped, SecretRead, HistoryRead, AccessRead, DayRead, ErasureProposed, PersonErased, ConsentRecorded, ConsentWithdrawn, DirectoryChanged, DirectoryRead, ReferralSent, ReferralReceived, ReferralStep, ReferralClosed, MessageRefused, ReferralRead, ReferralsListed, ReplyRead, ReplyRefused, ReplyRenewed, LetterRead, Assigned, AssignmentsRead, MeetingKept, MeetingInvited, MeetingMoved, MeetingCalledOff, InvitationReceived, InvitationAnswered, MeetingRead, OnAgenda, MinutesKept, ElsewhereAsked, ElsewhereReceived, ElsewhereCompared, ElsewhereFound, ElsewhereAnswered, ElsewhereOffered, ElsewhereConnected, ElsewhereEnded, ElsewhereRead, ReportRead, ReportSent, ReportAnswered, OwnWorkKept, RoundKeyFetched, StatisticsRead, .. Rights.RightsActs.All, .. OwnView.OwnActs.All]);
    private static readonly Lazy<LedgerWords> Spoken = new(() => new([.. All, .. LedgerWords.Shared.Acts], [Casework, Erasure, Reporting, .. LedgerWords.Shared.Bases], Texts.Source));
}
