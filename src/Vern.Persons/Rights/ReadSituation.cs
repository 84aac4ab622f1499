using System.Globalization;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;

namespace Vern.Persons.Rights;

/// <summary>Makes what the rules ask out of what is recorded of a person. A day of which only the month or the year is known counts as its first: a deadline too early costs a look, one too late costs a right.</summary>
public static class ReadSituation
{
    /// <summary>The situation.</summary>
    /// <param name="person">The person, as far as the reader may see her: what is not seen is not known.</param>
    /// <param name="children">Children who came with her, as far as the reader may see them.</param>
    /// <param name="parent">The parent whom she came with, if she is a child who did.</param>
    public static Situation Run(CasePerson person, IReadOnlyList<CasePerson> children, CasePerson? parent)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(children);
        var verified = person["age.final"] == "yes";
        var assessed = Number(person["age.assessed"]);
        var stated = Day(person["identity.birth"]);
        // An age assessed in years that contradicts the stated birth date leaves no birth date to count from.
        if (assessed is not null && stated is { } said && AssessedOn(person) is { } on && ReadAge.Years(said, on) != assessed) stated = null;
        var identified = Day(person["assessment.identified-on"]);
        return new Situation
        {
            BirthStated = stated, AgeVerified = verified && (stated is not null || assessed is not null), AgeBelievedOn = person.Head.OpenedOn,
            Age = verified && assessed is { } years ? years < 18 ? AgeBelief.Child : AgeBelief.Adult : person.Head.Audience switch
            {
                Audience.Adult => AgeBelief.Adult,
                Audience.Child => AgeBelief.Child,
                Audience.Uncertain => AgeBelief.UncertainMaybeChild,
                _ => AgeBelief.NotKnown,
            },
            ReasonableGrounds = person["assessment.concluded"] switch
            {
                "possible" => Truth.Yes,
                "other-need" or "grave-not-trafficking" => Truth.No,
                _ => person["assessment.threshold"] is "reasonable" or "probable" ? Truth.Yes : Truth.NotKnown,
            },
            Statuses = Statuses(person, identified), Permits = Permits(person),
            ParentPermit = parent is null ? null : Permits(parent).Where(permit => permit.Kind is PermitKind.Reflection or PermitKind.Limited).MaxBy(permit => permit.From),
            CrisisCentre = [.. Stays(person, "stay", item => person["stay.kind", item] is "KRIS" or "KRIS-M")],
            OverstayReason = person.Items("stay").Any(item => person["stay.kind", item] is "KRIS" or "KRIS-M" && person["stay.to", item] is null && person["stay.longer-because", item] is not null) ? Truth.Yes : Truth.No,
            Placements = [.. Stays(person, "placement")], SchengenStays = [.. Stays(person, "schengen")], WorkPractice = [.. Stays(person, "practice")], Traces = Traces(person),
            Emergency = Day(person["emergency.decided-on"]) is { } decided ? new EmergencyPlacement(decided, Day(person["emergency.request-on"])) : null,
            ShortStay = Yes(person, "law.short-stay"), LeaveBy = Day(person["law.leave-by"]), AppealBy = Day(person["law.appeal-by"]), Appealed = Yes(person, "law.appealed"),
            ConsentsToHelp = person["answer.offer"] switch { "yes" => Truth.Yes, "no" or "evaded" => Truth.No, _ => Truth.NotKnown },
            FollowsMeasures = Yes(person, "law.follows-measures"), LeftMilieu = Yes(person, "law.left-milieu"), PoliceReport = Yes(person, "law.police-report"), CaseBegun = Yes(person, "law.investigation"),
            PresenceNecessary = Yes(person, "law.presence-necessary"), Asylum = Yes(person, "law.asylum"), Protection = Yes(person, "law.protection"), TestifiedInCourt = Yes(person, "law.testified-court"),
            TestifiedToPolice = Yes(person, "law.testified-police"), HumanitarianGrounds = Yes(person, "law.humanitarian"), Connection = Yes(person, "law.connection"),
            RiskAssessedOn = Day(person["risk.assessed-on"]), RiskReviewOn = Day(person["risk.review-on"]), DangerAtHome = Yes(person, "risk.danger-home"),
            ChildAlong = children.Count > 0 ? Truth.Yes : Number(person["family.with-her"]) switch { null => Truth.NotKnown, 0 => Truth.No, _ => Truth.Yes },
            // Every child along is a person of her own, and each has its report.
            ConcernReported = children.Count > 0 && children.Count >= (Number(person["family.with-her"]) ?? 0) && children.All(child => child["concern.on"] is not null) ? Truth.Yes : Truth.No,
            Charged = Yes(person, "law.charged"), OffencePartOfExploitation = Yes(person, "law.offence-part"), Compelled = Yes(person, "law.compelled"),
            DepartureOn = Day(person["journey.departs-on"]), Departed = Yes(person, "journey.departed"), DublinReturn = Yes(person, "journey.dublin"), ReceivingStateInformed = Yes(person, "journey.state-informed"),
            HelpAddressesGiven = Yes(person, "journey.addresses-given"), ReturnAppliedOn = Day(person["journey.applied-on"]), ReintegrationPlan = Yes(person, "journey.plan"),
            BestInterests = Yes(person, "journey.best-interests"), RetraffickingRisk = Yes(person, "journey.new-exploitation"), ChildrenReturning = Math.Min(Number(person["journey.children"]) ?? 0, 100),
            LegalAidHours = Number(person["law.aid-hours"]) ?? 0, ReportingTalks = Days(person["law.talk-on"]), InformedOn = Days(person["law.informed-on"]),
            Unaccompanied = person.Head.Parent is not null ? Truth.No : person.Has("about.groups", "unaccompanied") ? Truth.Yes : Truth.NotKnown, HandoverPrepared = Yes(person, "law.handover-ready"),
        };
    }

    /// <summary>The part of a person's page where what a fact needs is recorded; null where it is not asked there.</summary>
    /// <param name="phrase">The fact's words.</param>
    public static string? SectionOf(string phrase) => phrase switch
    {
        "reasonable grounds" or "status is {status}" => "assessment",
        "treated as a child" or "age is uncertain" or "reason to believe a child" or "age under {number}" or "age is verified" => "age",
        "wants help" => "answer",
        "unaccompanied" => "about",
        "holds permit {permit}" or "has had permit {permit}" => "permit",
        "risk assessed" or "danger at home" or "danger at home answered" => "risk",
        "child along" => "family",
        "departure planned" or "departed" or "return to a dublin state" or "receiving state informed" or "help addresses given" or "applied for return" or "children returning" or "plan for re-establishment" or "best interests assessed" or "risk of new exploitation assessed" => "journey",
        "placed without consent" => "placement",
        "emergency placement" or "request sent to the board" => "emergency",
        "in a crisis centre" or "reason for longer stay recorded" => "stay",
        "in work practice" => "practice",
        "traces kept by a provider" => "trace",
        "parent holds permit {permit}" or "concern reported" => null,
        _ => "law",
    };

    private static IReadOnlyList<Status> Statuses(CasePerson person, DateOnly? identified)
    {
        var statuses = new List<Status>();
        if (identified is not null) statuses.Add(new Status(StatusKind.Identified, identified, DecidingBody.Other));
        if (Body(person["assessment.verified-by"]) is { } verifier) statuses.Add(new Status(StatusKind.Verified, Day(person["assessment.verified-on"]), verifier));
        if (Day(person["law.not-victim-on"]) is { } ended) statuses.Add(new Status(StatusKind.NotVictim, ended, Body(person["law.not-victim-by"]) ?? DecidingBody.NotKnown));
        return statuses;
    }

    private static DecidingBody? Body(string? code) => code switch { "police" => DecidingBody.Police, "udi" => DecidingBody.Immigration, "child-welfare" => DecidingBody.ChildWelfare, _ => null };

    private static IReadOnlyList<Permit> Permits(CasePerson person) => [.. person.Items("permit")
        .Select(item => (Kind: Enum.GetValues<PermitKind>().Cast<PermitKind?>().FirstOrDefault(kind => Facts.Code(kind!.Value) == person["permit.kind", item]), From: Day(person["permit.from", item]), To: Day(person["permit.to", item])))
        .Where(permit => permit is { Kind: not null, From: not null }).Select(permit => new Permit(permit.Kind!.Value, permit.From!.Value, permit.To)).OrderBy(permit => permit.From).ThenBy(permit => permit.Kind)];

    private static IEnumerable<Stay> Stays(CasePerson person, string group, Func<int, bool>? where = null) => person.Items(group)
        .Where(item => where?.Invoke(item) != false && Day(person[group + ".from", item]) is not null).Select(item => new Stay(Day(person[group + ".from", item])!.Value, Day(person[group + ".to", item])));

    private static IReadOnlyList<Trace> Traces(CasePerson person) => [.. person.Items("trace").Where(item => Day(person["trace.logged-on", item]) is not null)
        .Select(item => new Trace(item, Day(person["trace.logged-on", item])!.Value, Number(person["trace.kept-days", item]), Day(person["trace.requested-on", item])))];

    private static DateOnly? AssessedOn(CasePerson person) => Day(person["age.examined"]) ?? (person.Facts.FirstOrDefault(fact => fact.Field.Id == "age.assessed") is { } fact ? DateOnly.FromDateTime(fact.At.UtcDateTime) : null);

    private static Truth Yes(CasePerson person, string field) => person[field] switch { "yes" => Truth.Yes, "no" => Truth.No, _ => Truth.NotKnown };

    private static int? Number(string? value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IReadOnlyList<DateOnly> Days(string? value) => Day(value) is { } day ? [day] : [];

    private static DateOnly? Day(string? value) => value is null ? null
        : DateOnly.TryParseExact(value.Length switch { 4 => value + "-01-01", 7 => value + "-01", _ => value }, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
