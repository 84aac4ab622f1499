namespace Vern.Persons.Rights;

/// <summary>What is known of a question: nothing yet, no, or yes.</summary>
public enum Truth
{
    /// <summary>Nobody has answered yet.</summary>
    NotKnown,
    /// <summary>Known not to be so.</summary>
    No,
    /// <summary>Known to be so.</summary>
    Yes,
}

/// <summary>What those who met the person believe of the age (A-019, A-020; R-05).</summary>
public enum AgeBelief
{
    /// <summary>Nobody has said: the stated or assessed birth date speaks alone.</summary>
    NotKnown,
    /// <summary>18 or older.</summary>
    Adult,
    /// <summary>Under 18.</summary>
    Child,
    /// <summary>Uncertain, with reason to believe a child: treated as a child until verified.</summary>
    UncertainMaybeChild,
    /// <summary>Uncertain, and no reason to believe a child has been found.</summary>
    UncertainNoReason,
}

/// <summary>A status that a body gave; a person may have several at once .</summary>
public enum StatusKind
{
    /// <summary>Identified as a possible victim.</summary>
    Identified,
    /// <summary>Verified by police or prosecution, UDI or child welfare .</summary>
    Verified,
    /// <summary>Established not to have been a victim: ends R-01.</summary>
    NotVictim,
}

/// <summary>Who may decide on a status.</summary>
public enum DecidingBody
{
    /// <summary>Not said.</summary>
    NotKnown,
    /// <summary>Police.</summary>
    Police,
    /// <summary>Prosecuting authority.</summary>
    Prosecution,
    /// <summary>Directorate of Immigration, UDI.</summary>
    Immigration,
    /// <summary>Child welfare service.</summary>
    ChildWelfare,
    /// <summary>Another body, a shelter say: may identify, not verify .</summary>
    Other,
}

/// <summary>A status with its day and its body.</summary>
/// <param name="Kind">Which.</param>
/// <param name="On">The day of the decision, or null where it is not known.</param>
/// <param name="By">The body.</param>
public sealed record Status(StatusKind Kind, DateOnly? On, DecidingBody By);

/// <summary>Kinds of permit that the rules speak of.</summary>
public enum PermitKind
{
    /// <summary>Reflection period, § 8-3 first paragraph .</summary>
    Reflection,
    /// <summary>Limited permit, § 8-3 second paragraph .</summary>
    Limited,
    /// <summary>A child's permit on a parent's terms, § 8-3 fourth paragraph .</summary>
    Child,
    /// <summary>Witness permit, § 8-4 .</summary>
    Witness,
    /// <summary>Protection, § 28.</summary>
    Protection,
    /// <summary>Strong humanitarian grounds or particular connection, § 38 .</summary>
    Humanitarian,
    /// <summary>Any other.</summary>
    Other,
}

/// <summary>A permit; its last day is counted in.</summary>
/// <param name="Kind">Which.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day as the decision says it, or null where it does not.</param>
public sealed record Permit(PermitKind Kind, DateOnly From, DateOnly? To)
{
    /// <summary>Whether a day lies in it.</summary>
    public bool Holds(DateOnly day) => day >= From && (To is null || day <= To);
}

/// <summary>Days from one to another, both counted in; without an end it goes on.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, or null while it goes on.</param>
public sealed record Stay(DateOnly From, DateOnly? To)
{
    /// <summary>Whether a day lies in it.</summary>
    public bool Holds(DateOnly day) => day >= From && (To is null || day <= To);
}

/// <summary>An emergency placement and the request to the board (P-02).</summary>
/// <param name="DecidedOn">Day of the emergency decision.</param>
/// <param name="RequestOn">Day the request reached the board, or null.</param>
public sealed record EmergencyPlacement(DateOnly DecidedOn, DateOnly? RequestOn);

/// <summary>A log at a provider that will be deleted (P-05, G-025).</summary>
/// <param name="Number">Its place in the person's list, from 1: the deadline's name (the provider's own is not repeated elsewhere).</param>
/// <param name="LoggedOn">Day of the log.</param>
/// <param name="RetentionDays">Days the provider keeps it, or null: the rule's longest then.</param>
/// <param name="RequestedOn">Day the evidence was asked for, or null.</param>
public sealed record Trace(int Number, DateOnly LoggedOn, int? RetentionDays, DateOnly? RequestedOn);

/// <summary>All that the rules ask about a person; made from the case record, or by hand in a test. Without any value nothing is known, and every
/// rule still answers. Lists hold what is recorded: what is not in them has not happened as far as the record goes.</summary>
public sealed record Situation
{
    /// <summary>Birth date as the person states it: unverified .</summary>
    public DateOnly? BirthStated { get; init; }
    /// <summary>Birth date as assessed.</summary>
    public DateOnly? BirthAssessed { get; init; }
    /// <summary>Whether the assessment is final: the age is verified.</summary>
    public bool AgeVerified { get; init; }
    /// <summary>What those who met the person believe.</summary>
    public AgeBelief Age { get; init; }
    /// <summary>The day that belief was recorded; a belief "child" that the birth date bore out then follows the birth date later.</summary>
    public DateOnly? AgeBelievedOn { get; init; }
    /// <summary>Reasonable grounds to believe that the person was exploited through trafficking .</summary>
    public Truth ReasonableGrounds { get; init; }
    /// <summary>Statuses given.</summary>
    public IReadOnlyList<Status> Statuses { get; init; } = [];
    /// <summary>Permits of the person.</summary>
    public IReadOnlyList<Permit> Permits { get; init; } = [];
    /// <summary>The parent's permit, in a child's own record .</summary>
    public Permit? ParentPermit { get; init; }
    /// <summary>Stays in a crisis centre (P-01).</summary>
    public IReadOnlyList<Stay> CrisisCentre { get; init; } = [];
    /// <summary>Why a crisis-centre stay passed its weeks has been written down.</summary>
    public Truth OverstayReason { get; init; }
    /// <summary>Placements without consent (P-02).</summary>
    public IReadOnlyList<Stay> Placements { get; init; } = [];
    /// <summary>Emergency placement, if any.</summary>
    public EmergencyPlacement? Emergency { get; init; }
    /// <summary>Days present in Schengen (P-03).</summary>
    public IReadOnlyList<Stay> SchengenStays { get; init; } = [];
    /// <summary>Staying under the short-stay rule, without a permit (P-03).</summary>
    public Truth ShortStay { get; init; }
    /// <summary>Work practices (P-04).</summary>
    public IReadOnlyList<Stay> WorkPractice { get; init; } = [];
    /// <summary>Logs that will be deleted (P-05).</summary>
    public IReadOnlyList<Trace> Traces { get; init; } = [];
    /// <summary>Last day to leave the country, from a decision (P-06).</summary>
    public DateOnly? LeaveBy { get; init; }
    /// <summary>Last day to appeal, as a decision states it.</summary>
    public DateOnly? AppealBy { get; init; }
    /// <summary>Has appealed.</summary>
    public Truth Appealed { get; init; }
    /// <summary>Wants help: an adult's consent .</summary>
    public Truth ConsentsToHelp { get; init; }
    /// <summary>Is willing to follow the measures offered .</summary>
    public Truth FollowsMeasures { get; init; }
    /// <summary>Has left the milieu behind the trafficking .</summary>
    public Truth LeftMilieu { get; init; }
    /// <summary>Has reported to the police .</summary>
    public Truth PoliceReport { get; init; }
    /// <summary>An investigation or a court case has begun .</summary>
    public Truth CaseBegun { get; init; }
    /// <summary>Police or prosecution find the presence necessary .</summary>
    public Truth PresenceNecessary { get; init; }
    /// <summary>Has applied for asylum.</summary>
    public Truth Asylum { get; init; }
    /// <summary>Day of the asylum application.</summary>
    public DateOnly? AsylumOn { get; init; }
    /// <summary>Is entitled to protection, § 28.</summary>
    public Truth Protection { get; init; }
    /// <summary>Has testified in court in a trafficking case .</summary>
    public Truth TestifiedInCourt { get; init; }
    /// <summary>Has testified to the police.</summary>
    public Truth TestifiedToPolice { get; init; }
    /// <summary>Strong humanitarian grounds .</summary>
    public Truth HumanitarianGrounds { get; init; }
    /// <summary>Particular connection to the country .</summary>
    public Truth Connection { get; init; }
    /// <summary>Day of the latest risk assessment .</summary>
    public DateOnly? RiskAssessedOn { get; init; }
    /// <summary>Day the risk is to be assessed anew.</summary>
    public DateOnly? RiskReviewOn { get; init; }
    /// <summary>Has a child along .</summary>
    public Truth ChildAlong { get; init; }
    /// <summary>Children travelling along on return (F-03).</summary>
    public int ChildrenReturning { get; init; }
    /// <summary>A concern report has been sent for every child along .</summary>
    public Truth ConcernReported { get; init; }
    /// <summary>Is charged with an offence .</summary>
    public Truth Charged { get; init; }
    /// <summary>The offence is part of the exploitation .</summary>
    public Truth OffencePartOfExploitation { get; init; }
    /// <summary>Was compelled to it .</summary>
    public Truth Compelled { get; init; }
    /// <summary>There is a real danger of serious abuse in the home country .</summary>
    public Truth DangerAtHome { get; init; }
    /// <summary>A planned departure.</summary>
    public DateOnly? DepartureOn { get; init; }
    /// <summary>Has left the country.</summary>
    public Truth Departed { get; init; }
    /// <summary>The departure goes to another Dublin state (F-08).</summary>
    public Truth DublinReturn { get; init; }
    /// <summary>The receiving state has been informed (F-08).</summary>
    public Truth ReceivingStateInformed { get; init; }
    /// <summary>The person has got addresses of help there (F-08).</summary>
    public Truth HelpAddressesGiven { get; init; }
    /// <summary>Day of the application for assisted return (F-07).</summary>
    public DateOnly? ReturnAppliedOn { get; init; }
    /// <summary>A plan for re-establishment is made (F-05).</summary>
    public Truth ReintegrationPlan { get; init; }
    /// <summary>The child's best interests have been assessed (F-09).</summary>
    public Truth BestInterests { get; init; }
    /// <summary>The risk of being trafficked again has been assessed (F-09).</summary>
    public Truth RetraffickingRisk { get; init; }
    /// <summary>Hours of free legal aid used .</summary>
    public decimal LegalAidHours { get; init; }
    /// <summary>Days of talks with police or a lawyer on reporting (G-01).</summary>
    public IReadOnlyList<DateOnly> ReportingTalks { get; init; } = [];
    /// <summary>Days on which information on rights was given .</summary>
    public IReadOnlyList<DateOnly> InformedOn { get; init; } = [];
    /// <summary>Came without parents or guardian .</summary>
    public Truth Unaccompanied { get; init; }
    /// <summary>The hand-over at the next birthday is prepared .</summary>
    public Truth HandoverPrepared { get; init; }
    /// <summary>The birth date that counts: the assessed one, else the stated one.</summary>
    public DateOnly? Birth => BirthAssessed ?? BirthStated;

    /// <summary>First day identified as a possible victim, where recorded.</summary>
    public DateOnly? IdentifiedOn => Statuses.Where(status => status.Kind is StatusKind.Identified or StatusKind.Verified && status.On is not null).Min(status => status.On);
}
