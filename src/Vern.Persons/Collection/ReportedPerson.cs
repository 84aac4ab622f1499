namespace Vern.Persons.Collection;

/// <summary>A body that reports, by a short name of its own (lower case letters, digits, hyphens): <c>rosa</c>, <c>oslo-police</c>.</summary>
public readonly record struct BodyId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>Kinds of bodies (codes.md, list 3).</summary>
public enum BodyKind { Directorate, ImmigrationAuthority, ImmigrationAppeals, PoliceDistrict, SpecialPolice, Prosecutor, LabourInspection, OperationalTeam, AssistanceProject, Organisation, Intergovernmental, Municipal, CrisisCentre, Guardian }

/// <summary>The sender's legal kind, from which the ground for disclosure follows (B-043 to B-047).</summary>
public enum LegalKind { PublicBody, Police, FundedOrganisation, CrisisCentre, PrivateWithoutGrants }

/// <summary>A body in the register (B-003, B-040, B-062).</summary>
/// <param name="Id">Short name.</param>
/// <param name="Name">Its own name, in its own language.</param>
/// <param name="EnglishName">Its name in English.</param>
/// <param name="Kind">What kind of body.</param>
/// <param name="Legal">Ground for disclosure.</param>
/// <param name="Region">Catchment, as printed.</param>
/// <param name="PartOf">The body whose persons include all of this one's (ADORA within ROSA, C-016), or null.</param>
public sealed record Body(BodyId Id, string Name, string EnglishName, BodyKind Kind, LegalKind Legal, string? Region = null, BodyId? PartOf = null);

/// <summary>What a body answered. No report, zero, blank and "see another" are four different things (B-035).</summary>
public enum AnswerKind { NotAnswered, Report, Zero, NoReport, Blank, SeeOther, Excluded }

/// <summary>Sex as reported.</summary>
public enum Sex { Unknown, Woman, Man }

/// <summary>Answer to the offer of assistance and protection (codes.md, list 4).</summary>
public enum OfferAnswer { Unknown, Accepted, Declined, Evaded, Disappeared, NotOffered }

/// <summary>When the person was first identified as a possible victim.</summary>
public enum IdentificationYear { Unclear, ThisYear, Earlier }

/// <summary>
/// A row of a submission as the national unit holds it. There is no place in it for a name, a date of birth or an identity number:
/// what was identity is in <see cref="Encoding"/>, and that is destroyed when the round closes (C-024).
/// </summary>
public sealed record ReportedPerson
{
    /// <summary>The row in the sender's spreadsheet, from 1 for the first person.</summary>
    public required int Row { get; init; }
    /// <summary>Keyed encoding of the identity; null when the sender gave none (B-019) or after the round was closed.</summary>
    public byte[]? Encoding { get; init; }
    /// <summary>Keyed block keys.</summary>
    public IReadOnlyList<ulong> Blocks { get; init; } = [];
    /// <summary>Sex (B-005).</summary>
    public Sex Sex { get; init; }
    /// <summary>ISO 3166-1 alpha-2, or UNKN (unknown), UNRES (not clarified) (B-006).</summary>
    public string Nationality { get; init; } = "UNKN";
    /// <summary>Year of birth (B-007).</summary>
    public int? BirthYear { get; init; }
    /// <summary>Age in the reporting year (B-008).</summary>
    public int? Age { get; init; }
    /// <summary>Presumed to be under 18, whatever the stated age; null: follows from the age.</summary>
    public bool? PresumedMinor { get; init; }
    /// <summary>Form codes of codes.md list 1 (main forms SEX, LAB, WAR, ORG, OTH, UNCL and sub-forms such as LAB-CONSTR); a set.</summary>
    public IReadOnlyList<string> Forms { get; init; } = [];
    /// <summary>First identified when (B-010, B-032).</summary>
    public IdentificationYear Identified { get; init; }
    /// <summary>The year of first identification when it is told.</summary>
    public int? IdentifiedYear { get; init; }
    /// <summary>Answer to the offer (B-011).</summary>
    public OfferAnswer Offer { get; init; }
    /// <summary>Received measures through this body in the year (B-031).</summary>
    public bool ReceivedMeasures { get; init; }
    /// <summary>Identified for the first time in the year and accepted the offer, in the body's own sense (B-031): the first column of Table 1.
    /// Bodies understand it differently (footnote 22 counts earlier years too), so it is kept apart from <see cref="Identified"/>, from which new persons are counted. Null: the body did not say, and it follows from the two.</summary>
    public bool? IdentifiedAndAccepted { get; init; }
    /// <summary>Status of the immigration case, codes.md list 5 (B-012).</summary>
    public string? ImmigrationStatus { get; init; }
    /// <summary>Status of the criminal case, list 6 (B-013).</summary>
    public string? CriminalStatus { get; init; }
    /// <summary>Type of housing, list 7 (B-014).</summary>
    public string? Housing { get; init; }
    /// <summary>Measures and qualifying measures, list 8 (B-015, B-042).</summary>
    public IReadOnlyList<string> Measures { get; init; } = [];
    /// <summary>Number of accompanying children (B-016).</summary>
    public int? AccompanyingChildren { get; init; }
    /// <summary>Number of children in the home country or elsewhere (B-016).</summary>
    public int? ChildrenElsewhere { get; init; }
    /// <summary>Other bodies that follow up or report the person (B-017).</summary>
    public IReadOnlyList<BodyId> AlsoFollowedBy { get; init; } = [];
    /// <summary>Region where the person is followed up.</summary>
    public string? Region { get; init; }
    /// <summary>Reason for declining, list 10 (B-058).</summary>
    public string? DeclineReason { get; init; }
}

/// <summary>Where a submission stands.</summary>
public enum SubmissionState { Received, Accepted, SentBack, Superseded, Excluded }

/// <summary>The part of a submission about the body itself: challenges, measures, training (B-020 to B-026); every answer by its field code.</summary>
public sealed record AgencyAnswers(IReadOnlyDictionary<string, string> Answers);

/// <summary>A line of the police's and prosecutors' form (B-027, B-028).</summary>
/// <param name="Form">Main form code.</param>
/// <param name="Cases">Number of cases.</param>
/// <param name="Victims">Number of aggrieved persons, if told.</param>
/// <param name="Reclassified">Why cases were not subsumed under the trafficking provision.</param>
public sealed record PoliceCases(string Form, int Cases, int? Victims, string? Reclassified);

/// <summary>What one body sent for one year.</summary>
public sealed record Submission
{
    /// <summary>The reporting year.</summary>
    public required int Year { get; init; }
    /// <summary>Who sent it.</summary>
    public required BodyId Sender { get; init; }
    /// <summary>1 for the first, one more for each that replaces it.</summary>
    public int Version { get; init; } = 1;
    /// <summary>When it came.</summary>
    public DateTimeOffset ReceivedAt { get; init; }
    /// <summary>Where it stands.</summary>
    public SubmissionState State { get; init; }
    /// <summary>The linkage schema's name and digest; all encodings of a round must have the same.</summary>
    public string? Schema { get; init; }
    /// <summary>A keyed check value by which two keys can be told apart without telling the key.</summary>
    public string? KeyCheck { get; init; }
    /// <summary>The persons.</summary>
    public IReadOnlyList<ReportedPerson> Persons { get; init; } = [];
    /// <summary>The body's own answers.</summary>
    public AgencyAnswers? Agency { get; init; }
    /// <summary>The police's and prosecutors' lines.</summary>
    public IReadOnlyList<PoliceCases> Cases { get; init; } = [];
    /// <summary>A remark to be printed as a footnote (B-037).</summary>
    public string? Remark { get; init; }
    /// <summary>How the body defined "received measure" (B-030).</summary>
    public string? MeasureDefinition { get; init; }
    /// <summary>Fields that the sender left empty for all persons, kept visible (B-052).</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
    /// <summary>Why it is excluded from the national count (B-038), or the question it was sent back with.</summary>
    public string? Reason { get; init; }
    /// <summary>What a submission without persons says: zero, no report or blank; <see cref="AnswerKind.Report"/> with persons (B-035).</summary>
    public AnswerKind Answer { get; init; } = AnswerKind.Report;
    /// <summary>SHA-256 of what was sent, lower-case hex; set when it is received. It stays when the encodings are destroyed.</summary>
    public string? Digest { get; init; }
    /// <summary>How many rows came with an encoding (C-025); it stays when the encodings are destroyed.</summary>
    public int EncodedRows { get; init; }
}

/// <summary>What a body answered in a round, or why there is nothing.</summary>
/// <param name="Body">Who.</param>
/// <param name="RequestedOn">When the request was sent (B-001).</param>
/// <param name="RemindedOn">When it was reminded.</param>
/// <param name="Answer">The kind of answer.</param>
/// <param name="SeeOther">The body whose figures hold this one's.</param>
/// <param name="AnsweredAt">When.</param>
/// <param name="Remark">A footnote to the answer.</param>
public sealed record BodyAnswer(BodyId Body, DateOnly? RequestedOn, IReadOnlyList<DateOnly> RemindedOn, AnswerKind Answer, BodyId? SeeOther, DateTimeOffset? AnsweredAt, string? Remark);

/// <summary>A year's round.</summary>
/// <param name="Year">Reporting year.</param>
/// <param name="DueOn">When answers are due.</param>
/// <param name="Answers">One per body asked.</param>
/// <param name="ClosedAt">When it was closed and its encodings destroyed; null while open.</param>
public sealed record Round(int Year, DateOnly DueOn, IReadOnlyList<BodyAnswer> Answers, DateTimeOffset? ClosedAt);
