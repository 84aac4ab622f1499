using Vern.Linkage.Linking;

namespace Vern.Persons.Collection.Storage;

// The tables of the national store, one class each. None has a column for a name, a birth date or an identity number.

internal sealed class BodyRow
{
    public required string Id { get; set; }
    public required string Name { get; set; }
    public required string EnglishName { get; set; }
    public BodyKind Kind { get; set; }
    public LegalKind Legal { get; set; }
    public string? Region { get; set; }
    public string? PartOf { get; set; }
}

internal sealed class RoundRow
{
    public int Year { get; set; }
    public DateOnly DueOn { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    /// <summary>The key that remarks on answers and reasons of decisions are sealed under; null only until the first opening by a Vern that seals.</summary>
    public string? TextKey { get; set; }
    /// <summary>Counted up by every change of the round: the update locks the row, so that a closing and a submission come one after the other.</summary>
    public int Revision { get; set; }
    /// <summary>Counted up with it by those changes that touch submissions or their rows: what is read of them need not be read anew after a decision or a reminder.</summary>
    public int RowsRevision { get; set; }
}

internal sealed class AnswerRow
{
    public int Year { get; set; }
    public required string Body { get; set; }
    public DateOnly? RequestedOn { get; set; }
    public AnswerKind Answer { get; set; }
    public string? SeeOther { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public string? Remark { get; set; }
}

internal sealed class ReminderRow
{
    public int Year { get; set; }
    public required string Body { get; set; }
    public DateOnly RemindedOn { get; set; }
}

internal sealed class SubmissionRow
{
    public long Id { get; set; }
    public int Year { get; set; }
    public required string Sender { get; set; }
    public int Version { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
    public SubmissionState State { get; set; }
    public AnswerKind Answer { get; set; }
    public string? Schema { get; set; }
    public string? KeyCheck { get; set; }
    public required string Digest { get; set; }
    public int Encoded { get; set; }
    public string? Remark { get; set; }
    public string? MeasureDefinition { get; set; }
    public required string LeftOut { get; set; }
    public string? Reason { get; set; }
    /// <summary>The key that its encodings are sealed under, erased with them; null when it has none.</summary>
    public string? EncodingKey { get; set; }
    /// <summary>The key that its texts are sealed under; null only until the first opening by a Vern that seals.</summary>
    public string? TextKey { get; set; }
}

internal sealed class PersonRow
{
    public long SubmissionId { get; set; }
    public int Row { get; set; }
    public Sex Sex { get; set; }
    public required string Nationality { get; set; }
    public int? BirthYear { get; set; }
    public int? Age { get; set; }
    public bool? PresumedMinor { get; set; }
    public required string Forms { get; set; }
    public IdentificationYear Identified { get; set; }
    public int? IdentifiedYear { get; set; }
    public OfferAnswer Offer { get; set; }
    public bool ReceivedMeasures { get; set; }
    public bool? IdentifiedAndAccepted { get; set; }
    public string? ImmigrationStatus { get; set; }
    public string? CriminalStatus { get; set; }
    public string? Housing { get; set; }
    public required string Measures { get; set; }
    public int? AccompanyingChildren { get; set; }
    public int? ChildrenElsewhere { get; set; }
    public required string AlsoFollowedBy { get; set; }
    public string? Region { get; set; }
    public string? DeclineReason { get; set; }
    /// <summary>Left out of linkage and figures while its processing is restricted (GDPR art. 18).</summary>
    public bool Restricted { get; set; }
}

/// <summary>What is destroyed: in a table of its own, so that destroying it is one statement that anyone can check.</summary>
internal sealed class EncodingRow
{
    public long SubmissionId { get; set; }
    public int Row { get; set; }
    /// <summary>Sealed.</summary>
    public byte[]? Clk { get; set; }
    /// <summary>Sealed: eight bytes for each block key, little-endian.</summary>
    public required byte[] Blocks { get; set; }
}

internal sealed class AgencyAnswerRow
{
    public long SubmissionId { get; set; }
    public required string Field { get; set; }
    public required string Answer { get; set; }
}

internal sealed class PoliceCasesRow
{
    public long SubmissionId { get; set; }
    public int Line { get; set; }
    public required string Form { get; set; }
    public int Cases { get; set; }
    public int? Victims { get; set; }
    public string? Reclassified { get; set; }
}

internal sealed class DecisionRow
{
    public int Year { get; set; }
    public required string SenderA { get; set; }
    public int RowA { get; set; }
    public required string SenderB { get; set; }
    public int RowB { get; set; }
    public PairVerdict Verdict { get; set; }
    public required string DecidedBy { get; set; }
    public DateTimeOffset DecidedAt { get; set; }
    public string? Reason { get; set; }
}

internal sealed class LinkageRow
{
    public int Year { get; set; }
    public required string Fingerprint { get; set; }
    public required string Json { get; set; }
}

internal sealed class DestructionRow
{
    public int Year { get; set; }
    public DateTimeOffset At { get; set; }
    public required string ClosedBy { get; set; }
    public int Encodings { get; set; }
    public int BlockKeys { get; set; }
    /// <summary>When the freed pages were cleared as well; null when Vern was stopped in between, and then done at the next opening.</summary>
    public DateTimeOffset? ClearedAt { get; set; }
}

internal sealed class ImportRow
{
    public int Year { get; set; }
    public required string Name { get; set; }
    public required string Csv { get; set; }
    public required string Source { get; set; }
}

internal sealed class TextRow
{
    public int Year { get; set; }
    public required string Place { get; set; }
    public required string Language { get; set; }
    public required string Markdown { get; set; }
}

internal sealed class EditionRow
{
    public int Year { get; set; }
    public int Number { get; set; }
    public string? Erratum { get; set; }
    public required string Digest { get; set; }
    public required string Content { get; set; }
    public DateTimeOffset? PublishedAt { get; set; }
}

internal sealed class SignatureRow
{
    public int Year { get; set; }
    public int Number { get; set; }
    public int Position { get; set; }
    public required string SignedBy { get; set; }
    public DateTimeOffset SignedAt { get; set; }
}

/// <summary>A body's public key.</summary>
internal sealed class BodyKeyRow
{
    public required string Fingerprint { get; set; }
    public required string Body { get; set; }
    public required byte[] PublicKey { get; set; }
    public DateTimeOffset RegisteredAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>A linkage key on its way from the key custodian to a body: an envelope that the unit cannot open.</summary>
internal sealed class RelayedRow
{
    public int Year { get; set; }
    public required string Body { get; set; }
    public required string EnvelopeId { get; set; }
    public required byte[] Envelope { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
    public DateTimeOffset? FetchedAt { get; set; }
}

/// <summary>A sealed message between agencies on its way: who, when and how long; the envelope until it is fetched.</summary>
internal sealed class CarriedRow
{
    /// <summary>The envelope's id.</summary>
    public required string Id { get; set; }
    public long Place { get; set; }
    public required string FromBody { get; set; }
    public required string ToBody { get; set; }
    /// <summary>The fingerprint of the addressee's key.</summary>
    public required string ToKey { get; set; }
    public int Bytes { get; set; }
    public byte[]? Envelope { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
    public DateTimeOffset? FetchedAt { get; set; }
}

/// <summary>An envelope that was opened: it is opened once.</summary>
internal sealed class SeenEnvelopeRow
{
    public required string Id { get; set; }
    /// <summary>When it was sealed, in seconds since 1970; forgotten when it is too old to be opened anyway.</summary>
    public long MadeAt { get; set; }
}

/// <summary>A request by a person concerned, as a body refers it: no column could hold who she is.</summary>
internal sealed class RequestRow
{
    public long Id { get; set; }
    public RequestKind Kind { get; set; }
    public required string Body { get; set; }
    /// <summary>The body's own reference.</summary>
    public required string Reference { get; set; }
    /// <summary>The row that it is about, where the body named one: year, version and number in that submission.</summary>
    public int? Year { get; set; }
    public int? Version { get; set; }
    public int? Row { get; set; }
    public DateOnly ArrivedOn { get; set; }
    public DateOnly? ProlongedOn { get; set; }
    /// <summary>Sealed.</summary>
    public string? ProlongReason { get; set; }
    public RequestState State { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? DecidedBy { get; set; }
    /// <summary>Sealed.</summary>
    public string? Reason { get; set; }
    /// <summary>The key that its reasons are sealed under.</summary>
    public required string TextKey { get; set; }
}

/// <summary>That row-level content was erased: of a round, or one row of a submission.</summary>
internal sealed class ErasureRow
{
    public long Id { get; set; }
    public DateTimeOffset At { get; set; }
    public required string ErasedBy { get; set; }
    public int Year { get; set; }
    /// <summary>The row's body, version and number; null for a whole round.</summary>
    public string? Body { get; set; }
    public int? Version { get; set; }
    public int? Row { get; set; }
    /// <summary>How many rows went, those of the submission's earlier versions among them.</summary>
    public int Rows { get; set; }
    /// <summary>The key under which the erased encodings were sealed; erased after the change is kept, and again at the next opening.</summary>
    public string? Key { get; set; }
    /// <summary>When the freed pages were cleared as well; null when Vern was stopped in between.</summary>
    public DateTimeOffset? ClearedAt { get; set; }
}
