using System.Globalization;

namespace Vern.Persons.Rights;

/// <summary>One thing a condition may ask, in the words a rule uses for it; a place for a code or a number is written <c>{permit}</c>, <c>{status}</c> or <c>{number}</c>.</summary>
/// <param name="Phrase">The words, in lower case.</param>
/// <param name="Ask">What the situation answers on a day; the third is the code or number in the phrase's place, or empty.</param>
public sealed record Fact(string Phrase, Func<Situation, DateOnly, string, Truth> Ask)
{
    /// <summary>Key of its texts: <c>fact.</c> and the words without places, joined by dashes.</summary>
    public string Key { get; } = "fact." + string.Join('-', Phrase.Split(' ').Where(word => word[0] != '{'));
}

/// <summary>The vocabulary of conditions: a closed list, so that a rule that asks for something else is refused when it is read.</summary>
public static class Facts
{
    /// <summary>All facts.</summary>
    public static IReadOnlyList<Fact> All { get; } =
    [
        new("reasonable grounds", (s, on, _) => Is(s.Statuses.Any(one => one.Kind != StatusKind.NotVictim)) == Truth.Yes ? Truth.Yes : s.ReasonableGrounds),
        new("status is {status}", (s, _, code) => Is(s.Statuses.Any(one => Code(one.Kind) == code))),
        new("treated as a child", (s, on, _) => ReadAge.AsChild(s, on)),
        new("age is uncertain", (s, _, _) => ReadAge.Uncertain(s)),
        new("reason to believe a child", (s, _, _) => s.Age switch { AgeBelief.Child or AgeBelief.UncertainMaybeChild => Truth.Yes, AgeBelief.NotKnown => Truth.NotKnown, _ => Truth.No }),
        new("age under {number}", (s, on, number) => ReadAge.Under(s, int.Parse(number, CultureInfo.InvariantCulture), on)),
        new("age is verified", (s, _, _) => Is(s.AgeVerified)),
        new("unaccompanied", (s, _, _) => s.Unaccompanied),
        new("wants help", (s, _, _) => s.ConsentsToHelp),
        new("follows the measures", (s, _, _) => s.FollowsMeasures),
        new("holds permit {permit}", (s, on, code) => Is(s.Permits.Any(one => Code(one.Kind) == code && one.Holds(on)))),
        new("has had permit {permit}", (s, on, code) => Is(s.Permits.Any(one => Code(one.Kind) == code && one.From <= on))),
        new("parent holds permit {permit}", (s, on, code) => Is(s.ParentPermit is { } one && Code(one.Kind) == code && one.Holds(on))),
        new("left the milieu", (s, _, _) => s.LeftMilieu),
        new("reported to the police", (s, _, _) => s.PoliceReport),
        new("investigation begun", (s, _, _) => s.CaseBegun),
        new("presence found necessary", (s, _, _) => s.PresenceNecessary),
        new("applied for asylum", (s, _, _) => s.Asylum),
        new("entitled to protection", (s, _, _) => s.Protection),
        new("testified in court", (s, _, _) => s.TestifiedInCourt),
        new("testified to the police", (s, _, _) => s.TestifiedToPolice),
        new("strong humanitarian grounds", (s, _, _) => s.HumanitarianGrounds),
        new("particular connection", (s, _, _) => s.Connection),
        new("risk assessed", (s, on, _) => Is(s.RiskAssessedOn <= on)),
        new("child along", (s, _, _) => s.ChildAlong),
        new("concern reported", (s, _, _) => s.ConcernReported),
        new("charged", (s, _, _) => s.Charged),
        new("offence part of the exploitation", (s, _, _) => s.OffencePartOfExploitation),
        new("compelled", (s, _, _) => s.Compelled),
        new("danger at home", (s, _, _) => s.DangerAtHome),
        new("danger at home answered", (s, _, _) => Is(s.DangerAtHome != Truth.NotKnown)),
        new("departure planned", (s, _, _) => Is(s.DepartureOn is not null)),
        new("departed", (s, _, _) => s.Departed),
        new("return to a dublin state", (s, _, _) => s.DublinReturn),
        new("receiving state informed", (s, _, _) => s.ReceivingStateInformed),
        new("help addresses given", (s, _, _) => s.HelpAddressesGiven),
        new("applied for return", (s, _, _) => Is(s.ReturnAppliedOn is not null)),
        new("children returning", (s, _, _) => Is(s.ChildrenReturning > 0)),
        new("plan for re-establishment", (s, _, _) => s.ReintegrationPlan),
        new("best interests assessed", (s, _, _) => s.BestInterests),
        new("risk of new exploitation assessed", (s, _, _) => s.RetraffickingRisk),
        new("legal aid used under {number} hours", (s, _, number) => Is(s.LegalAidHours < int.Parse(number, CultureInfo.InvariantCulture))),
        new("talked about reporting", (s, on, _) => Is(s.ReportingTalks.Any(day => day <= on))),
        new("informed of rights", (s, on, _) => Is(s.InformedOn.Any(day => day <= on))),
        new("in a crisis centre", (s, on, _) => Is(s.CrisisCentre.Any(stay => stay.Holds(on)))),
        new("reason for longer stay recorded", (s, _, _) => s.OverstayReason),
        new("placed without consent", (s, on, _) => Is(s.Placements.Any(stay => stay.From <= on))),
        new("emergency placement", (s, on, _) => Is(s.Emergency?.DecidedOn <= on)),
        new("request sent to the board", (s, on, _) => Is(s.Emergency?.RequestOn <= on)),
        new("on short stay", (s, _, _) => s.ShortStay),
        new("in work practice", (s, on, _) => Is(s.WorkPractice.Any(stay => stay.From <= on))),
        new("traces kept by a provider", (s, _, _) => Is(s.Traces.Count > 0)),
        new("must leave by a date", (s, _, _) => Is(s.LeaveBy is not null)),
        new("decision that can be appealed", (s, _, _) => Is(s.AppealBy is not null)),
        new("appealed", (s, _, _) => s.Appealed),
        new("handover prepared", (s, _, _) => s.HandoverPrepared),
    ];

    /// <summary>The codes that may stand in a place, or null for a number.</summary>
    public static IReadOnlyList<string>? Places(string place) => place switch
    {
        "{permit}" => [.. Enum.GetValues<PermitKind>().Select(Code)],
        "{status}" => [.. Enum.GetValues<StatusKind>().Select(Code)],
        _ => null,
    };

    /// <summary>An enumeration's value as rules write it: <c>NotVictim</c> is <c>not-victim</c>.</summary>
    public static string Code<T>(T value) where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, at) => char.IsUpper(letter) ? (at > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));

    private static Truth Is(bool value) => value ? Truth.Yes : Truth.No;
}
