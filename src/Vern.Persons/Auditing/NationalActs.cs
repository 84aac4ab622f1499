using Vern.Platform.Auditing;

namespace Vern.Persons.Auditing;

/// <summary>Every act of the national unit that the ledger tells of. What is not here cannot be recorded; what changes the store records one of these in the same transaction.</summary>
public static class NationalActs
{
    /// <summary>A round was opened.</summary>
    public static AuditAct RoundOpened { get; } = new("round.opened", NationalBases.Round);
    /// <summary>A body was asked for its report.</summary>
    public static AuditAct BodyAsked { get; } = new("body.asked", NationalBases.Round);
    /// <summary>A body was reminded.</summary>
    public static AuditAct BodyReminded { get; } = new("body.reminded", NationalBases.Round);
    /// <summary>The register of bodies was changed.</summary>
    public static AuditAct BodyChanged { get; } = new("body.changed", NationalBases.Round);
    /// <summary>An answer that is no report was recorded.</summary>
    public static AuditAct AnswerRecorded { get; } = new("answer.recorded", NationalBases.Round);
    /// <summary>A round was closed.</summary>
    public static AuditAct RoundClosed { get; } = new("round.closed", NationalBases.Round);
    /// <summary>The page for bodies without Vern was handed out for the first time, or is another than before; the digest is the file's.</summary>
    public static AuditAct BodyPagePublished { get; } = new("body-page.published", NationalBases.Round);
    /// <summary>A submission was taken in.</summary>
    public static AuditAct SubmissionReceived { get; } = new("submission.received", NationalBases.Linkage);
    /// <summary>A submission took the place of an earlier one.</summary>
    public static AuditAct SubmissionReplaced { get; } = new("submission.replaced", NationalBases.Linkage);
    /// <summary>A submission was refused.</summary>
    public static AuditAct SubmissionRefused { get; } = new("submission.refused", NationalBases.Linkage);
    /// <summary>A submission was accepted.</summary>
    public static AuditAct SubmissionAccepted { get; } = new("submission.accepted", NationalBases.Linkage);
    /// <summary>A submission was sent back with a question.</summary>
    public static AuditAct SubmissionSentBack { get; } = new("submission.sent-back", NationalBases.Linkage);
    /// <summary>A submission was left out of the count.</summary>
    public static AuditAct SubmissionExcluded { get; } = new("submission.excluded", NationalBases.Linkage);
    /// <summary>A submission, or what bodies wrote in theirs, was looked at.</summary>
    public static AuditAct SubmissionRead { get; } = new("submission.read", NationalBases.Linkage, IsRead: true);
    /// <summary>A doubtful pair was decided.</summary>
    public static AuditAct PairDecided { get; } = new("pair.decided", NationalBases.Linkage);
    /// <summary>The decision on a doubtful pair was taken back.</summary>
    public static AuditAct PairUndone { get; } = new("pair.undone", NationalBases.Linkage);
    /// <summary>The list of doubtful pairs was looked at.</summary>
    public static AuditAct PairsRead { get; } = new("pairs.read", NationalBases.Linkage, IsRead: true);
    /// <summary>A doubtful pair was looked at.</summary>
    public static AuditAct PairRead { get; } = new("pair.read", NationalBases.Linkage, IsRead: true);
    /// <summary>A body's public key was registered.</summary>
    public static AuditAct KeyRegistered { get; } = new("key.registered", NationalBases.Round);
    /// <summary>A body's public key was taken back.</summary>
    public static AuditAct KeyRevoked { get; } = new("key.revoked", NationalBases.Round);
    /// <summary>A linkage key in an envelope that the unit cannot open was kept for a body.</summary>
    public static AuditAct LinkageKeyRelayed { get; } = new("linkage-key.relayed", NationalBases.Round);
    /// <summary>A body fetched its linkage key's envelope.</summary>
    public static AuditAct LinkageKeyFetched { get; } = new("linkage-key.fetched", NationalBases.Round);
    /// <summary>A sealed message between agencies was kept for its addressee.</summary>
    public static AuditAct MessageCarried { get; } = new("message.carried", NationalBases.Round);
    /// <summary>An agency fetched a sealed message.</summary>
    public static AuditAct MessageFetched { get; } = new("message.fetched", NationalBases.Round);
    /// <summary>A sealed envelope was refused: mis-addressed, of an unknown key, altered, too old, or opened before.</summary>
    public static AuditAct EnvelopeRefused { get; } = new("envelope.refused", NationalBases.Linkage);
    /// <summary>Encodings were destroyed.</summary>
    public static AuditAct EncodingsDestroyed { get; } = new("encodings.destroyed", NationalBases.Destruction);
    /// <summary>What lies behind a figure was looked at.</summary>
    public static AuditAct FigureTraced { get; } = new("figure.traced", NationalBases.WorkingTables, IsRead: true);
    /// <summary>The unit's own unprotected tables were written to files.</summary>
    public static AuditAct WorkingTablesWritten { get; } = new("working-tables.written", NationalBases.WorkingTables, IsRead: true);
    /// <summary>Records were written to a file.</summary>
    public static AuditAct RecordsExported { get; } = new("records.exported", NationalBases.WorkingTables, IsRead: true);
    /// <summary>A table of another register was taken in.</summary>
    public static AuditAct RegisterImported { get; } = new("register.imported", NationalBases.Registers);
    /// <summary>The unit's own text was changed.</summary>
    public static AuditAct TextChanged { get; } = new("text.changed", NationalBases.Report);
    /// <summary>A report was signed, by the first or the second.</summary>
    public static AuditAct ReportSigned { get; } = new("report.signed", NationalBases.Report);
    /// <summary>An edition was published: its content is frozen.</summary>
    public static AuditAct ReportPublished { get; } = new("report.published", NationalBases.Report);
    /// <summary>An edition that corrects a published one was begun.</summary>
    public static AuditAct ErratumBegun { get; } = new("erratum.begun", NationalBases.Report);

    /// <summary>A request of a person concerned was taken into the register.</summary>
    public static AuditAct RequestReceived { get; } = new("request.received", NationalBases.Rights);
    /// <summary>The time to answer a request was prolonged.</summary>
    public static AuditAct RequestProlonged { get; } = new("request.prolonged", NationalBases.Rights);
    /// <summary>Granting a request for erasure was proposed; another person confirms.</summary>
    public static AuditAct RequestErasureProposed { get; } = new("request.erasure-proposed", NationalBases.Rights);
    /// <summary>A request was decided.</summary>
    public static AuditAct RequestDecided { get; } = new("request.decided", NationalBases.Rights);
    /// <summary>What the register keeps of a decided request was erased by rule.</summary>
    public static AuditAct RequestErased { get; } = new("request.erased", NationalBases.Rights);
    /// <summary>The register of requests, or one of them, was looked at.</summary>
    public static AuditAct RequestsRead { get; } = new("requests.read", NationalBases.Rights, IsRead: true);
    /// <summary>One row was erased, at the request of the person concerned.</summary>
    public static AuditAct RowErased { get; } = new("row.erased", NationalBases.Rights);
    /// <summary>One row was set aside.</summary>
    public static AuditAct RowRestricted { get; } = new("row.restricted", NationalBases.Rights);
    /// <summary>A row that was set aside was taken in again.</summary>
    public static AuditAct RestrictionLifted { get; } = new("row.restriction-lifted", NationalBases.Rights);
    /// <summary>The row-level content of a round was erased by rule.</summary>
    public static AuditAct RoundErased { get; } = new("round.erased", NationalBases.Destruction);
    /// <summary>An erasure was done again in a database that was put back from a backup.</summary>
    public static AuditAct ErasureReplayed { get; } = new("erasure.replayed", NationalBases.Destruction);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All { get; } =
    [
        RoundOpened, BodyAsked, BodyReminded, BodyChanged, AnswerRecorded, RoundClosed, BodyPagePublished, KeyRegistered, KeyRevoked, LinkageKeyRelayed, LinkageKeyFetched, MessageCarried, MessageFetched, EnvelopeRefused, SubmissionReceived, SubmissionReplaced, SubmissionRefused, SubmissionAccepted, SubmissionSentBack, SubmissionExcluded,
        SubmissionRead, PairDecided, PairUndone, PairsRead, PairRead, EncodingsDestroyed, FigureTraced, WorkingTablesWritten, RecordsExported, RegisterImported, TextChanged, ReportSigned, ReportPublished, ErratumBegun,
        RequestReceived, RequestProlonged, RequestErasureProposed, RequestDecided, RequestErased, RequestsRead, RowErased, RowRestricted, RestrictionLifted, RoundErased, ErasureReplayed,
        .. ControlActs.All, .. Platform.Access.AccessActs.All, .. Platform.Jobs.JobActs.All, .. Platform.Workspaces.WorkspaceActs.All,
    ];
}
