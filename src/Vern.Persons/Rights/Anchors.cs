namespace Vern.Persons.Rights;

/// <summary>A day that a period counts from, once for each thing of its kind (the second crisis-centre stay has its own six weeks).</summary>
/// <param name="Instance">Tells apart things of one kind: their number, from 1.</param>
/// <param name="Start">The day, or null where it is not known.</param>
/// <param name="Stated">The last day as a decision or plan states it, or null.</param>
/// <param name="Closed">Whether it is over, so that nothing is to be done any more.</param>
public sealed record Anchor(int Instance, DateOnly? Start, DateOnly? Stated = null, bool Closed = false);

/// <summary>The days that periods may count from, by the words the rules use.</summary>
public static class Anchors
{
    private static readonly Dictionary<string, Func<Situation, DateOnly, IEnumerable<Anchor>>> All = new(StringComparer.Ordinal)
    {
        ["reflection permit"] = (s, today) => Permits(s, PermitKind.Reflection, today),
        ["limited permit"] = (s, today) => Permits(s, PermitKind.Limited, today),
        ["parent's permit"] = (s, _) => s.ParentPermit is { } permit ? [new Anchor(1, permit.From, permit.To)] : [],
        ["crisis-centre stay"] = (s, today) => Stays(s.CrisisCentre, today),
        ["work practice"] = (s, today) => Stays(s.WorkPractice, today),
        ["placement"] = (s, _) => s.Placements.Count > 0 ? [new Anchor(1, s.Placements.Min(stay => stay.From))] : [],
        ["schengen days"] = (s, _) => s.SchengenStays.Count > 0 ? [new Anchor(1, s.SchengenStays.Min(stay => stay.From))] : [],
        ["emergency decision"] = (s, _) => s.Emergency is { } one ? [new Anchor(1, one.DecidedOn)] : [],
        ["trace"] = (s, today) => s.Traces.Select(trace => new Anchor(trace.Number, trace.LoggedOn, Closed: trace.RequestedOn <= today)),
        ["birth"] = (s, _) => [new Anchor(1, s.Birth)],
        ["identification"] = (s, _) => [new Anchor(1, s.IdentifiedOn)],
        ["departure"] = (s, _) => Stated(s.DepartureOn, s.Departed),
        ["day to leave"] = (s, _) => Stated(s.LeaveBy, Truth.No),
        ["last day to appeal"] = (s, _) => Stated(s.AppealBy, s.Appealed),
        ["risk review"] = (s, _) => s.RiskAssessedOn is null ? [] : [new Anchor(1, s.RiskAssessedOn, s.RiskReviewOn)],
        ["return application"] = (s, _) => s.ReturnAppliedOn is null ? [] : [new Anchor(1, s.ReturnAppliedOn)],
    };

    /// <summary>The words, in the order they are told in messages.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. All.Keys];

    /// <summary>The days for a situation.</summary>
    /// <exception cref="KeyNotFoundException">Other words: the loader refuses them.</exception>
    public static IReadOnlyList<Anchor> Of(string from, Situation situation, DateOnly today) => [.. All[from](situation, today)];

    // A permit is done with when another one follows, asylum has been applied for, or the person has left.
    private static IEnumerable<Anchor> Permits(Situation situation, PermitKind kind, DateOnly today) => situation.Permits.Where(permit => permit.Kind == kind).OrderBy(permit => permit.From)
        .Select((permit, at) => new Anchor(at + 1, permit.From, permit.To,
            situation.Departed == Truth.Yes || situation.Permits.Any(other => other.From > permit.From && other.From <= today) || (situation.Asylum == Truth.Yes && kind == PermitKind.Reflection && permit.To < today)));

    private static IEnumerable<Anchor> Stays(IReadOnlyList<Stay> stays, DateOnly today) =>
        stays.OrderBy(stay => stay.From).Select((stay, at) => new Anchor(at + 1, stay.From, Closed: stay.To < today));

    private static IEnumerable<Anchor> Stated(DateOnly? day, Truth done) => day is null ? [] : [new Anchor(1, day, day, done == Truth.Yes)];
}
