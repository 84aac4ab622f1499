using System.Globalization;
using Vern.Persons.Registration;
using Vern.Persons.Rights;

namespace Vern.Persons.Return;

/// <summary>How a step of a return stands.</summary>
public enum ReturnStepState
{
    /// <summary>Done, or answered.</summary>
    Done,
    /// <summary>To be done.</summary>
    Open,
    /// <summary>To be done before anything else.</summary>
    First,
    /// <summary>Its time has not come.</summary>
    Later,
}

/// <summary>A step of a return.</summary>
/// <param name="Name">Its code; words are <c>step.NAME</c>.</param>
/// <param name="State">How it stands.</param>
/// <param name="Section">The part of her page where it is recorded; null: the tab of consents.</param>
/// <param name="Requirement">The requirement or rule that it comes from.</param>
/// <param name="Fields">The fields that are asked then; none: the whole part.</param>
public sealed record ReturnStep(string Name, ReturnStepState State, string? Section, string Requirement, IReadOnlyList<string> Fields);

/// <summary>What one traveller gets, in US dollars.</summary>
/// <param name="Child">Which child, from 1; 0: the applicant.</param>
/// <param name="Cash">In cash.</param>
/// <param name="InKind">In kind.</param>
public sealed record TravellerSupport(int Child, decimal Cash, decimal InKind)
{
    /// <summary>Cash and kind.</summary>
    public decimal Total => Cash + InKind;
}

/// <summary>A payment that was made.</summary>
/// <param name="Item">Which.</param>
/// <param name="On">The day; null: not known.</param>
/// <param name="Amount">Whole US dollars.</param>
/// <param name="Kind">cash, housing, medical or activity.</param>
/// <param name="Shown">How it is documented, by code; null: not said.</param>
public sealed record Payment(int Item, DateOnly? On, decimal Amount, string Kind, string? Shown);

/// <summary>
/// A return as its facts tell it, on a day: what was done, what comes next, the support and what is left of it. Computed at every look; nothing of it is stored twice.
/// Invariants: the travellers' shares add up to <see cref="Support"/>; what is left is support minus payments, negative where too much was paid.
/// </summary>
/// <param name="Applied">The day of the application; null before.</param>
/// <param name="LeadDays">Days from the application to the departure, or to today; null before.</param>
/// <param name="LeadLimit">The agency's own limit for them; null: none is set.</param>
/// <param name="Departed">Whether she has left.</param>
/// <param name="Steps">The steps, in order.</param>
/// <param name="Support">The whole support by the amounts in force on the day of the application; null before.</param>
/// <param name="Travellers">Each traveller's share.</param>
/// <param name="Payments">What was paid, by day.</param>
/// <param name="Planned">What the plan sets apart in kind, by kind.</param>
public sealed record ReturnCase(DateOnly? Applied, int? LeadDays, int? LeadLimit, bool Departed, IReadOnlyList<ReturnStep> Steps, ReturnSupport? Support, IReadOnlyList<TravellerSupport> Travellers, IReadOnlyList<Payment> Payments, IReadOnlyDictionary<string, decimal> Planned)
{
    /// <summary>The kinds of support in kind (F-006).</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["housing", "medical", "activity"];

    /// <summary>Whether it takes longer than the agency allows itself.</summary>
    public bool IsLate => !Departed && LeadDays > LeadLimit;
    /// <summary>Cash that is left.</summary>
    public decimal CashLeft => (Support?.Cash ?? 0) - Payments.Where(one => one.Kind == "cash").Sum(one => one.Amount);
    /// <summary>Support in kind that is left.</summary>
    public decimal InKindLeft => (Support?.InKind ?? 0) - Payments.Where(one => one.Kind != "cash").Sum(one => one.Amount);
    /// <summary>Support in kind that the plan sets apart for nothing yet; negative: it sets apart too much.</summary>
    public decimal NotPlanned => (Support?.InKind ?? 0) - Planned.Values.Sum();
    /// <summary>The step that comes next; null: none.</summary>
    public ReturnStep? Next => Steps.FirstOrDefault(step => step.State == ReturnStepState.First) ?? Steps.FirstOrDefault(step => step.State == ReturnStepState.Open);

    /// <summary>Reads it.</summary>
    /// <param name="person">The person.</param>
    /// <param name="book">The rules, with the agency's own limits.</param>
    /// <param name="mayShare">Whether a consent to share for her return holds.</param>
    /// <param name="today">The local day.</param>
    public static ReturnCase Read(CasePerson person, RuleBook book, bool mayShare, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(book);
        var (applied, departed) = (Day(person["journey.applied-on"]), person["journey.departed"] == "yes");
        var end = departed ? Day(person["journey.departed-on"]) ?? Day(person["journey.departs-on"]) ?? today : today;
        var children = Math.Min(Number(person["journey.children"]), 100);
        var support = applied is { } day ? ReturnSupport.Compute(book, children, day) : null;
        return new(applied, applied is { } from ? Math.Max(0, CountDays.Between(from, end)) : null, book.Limits.FirstOrDefault(limit => limit.Id == "return-lead-time")?.Days, departed, StepsOf(person, applied, departed, children, mayShare),
            support, applied is { } on ? Shares(book, children, on) : [], Paid(person), Kinds.ToDictionary(kind => kind, kind => (decimal)Number(person[$"journey.plan-{kind}"])));
    }

    private static IReadOnlyList<TravellerSupport> Shares(RuleBook book, int children, DateOnly on)
    {
        var (person, child) = (book.Rule("F-01", on), book.Rule("F-03", on));
        return [new(0, person.Amount("cash"), person.Amount("kind")), .. Enumerable.Range(1, children).Select(number => new TravellerSupport(number, person.Amount("cash") + child.Amount("childCash"), child.Amount("child") - person.Amount("cash")))];
    }

    private static IReadOnlyList<Payment> Paid(CasePerson person) => [.. person.Items("payment").Where(item => person["payment.amount", item] is not null)
        .Select(item => new Payment(item, Day(person["payment.on", item]), Number(person["payment.amount", item]), person["payment.kind", item] ?? "activity", person["payment.shown", item])).OrderBy(one => one.On).ThenBy(one => one.Item)];

    private static IReadOnlyList<ReturnStep> StepsOf(CasePerson person, DateOnly? applied, bool departed, int children, bool mayShare)
    {
        var steps = new List<ReturnStep>();
        void Add(string name, bool done, string? section, string requirement, bool first = false, bool now = true, params IReadOnlyList<string> asks) =>
            steps.Add(new(name, done ? ReturnStepState.Done : !now ? ReturnStepState.Later : first ? ReturnStepState.First : ReturnStepState.Open, section, requirement, [.. asks.Select(field => $"{section}.{field}")]));
        bool Has(string field) => person[field] is not null;
        bool Yes(string field) => person[field] == "yes";
        Add("informed", Has("journey.informed-on"), "journey", "F-001", asks: ["informed-on", "informed-by"]);
        // Before anything else of a child's return, and of a child who travels along.
        if (person.Head.IsChild || children > 0) Add("best-interests", Yes("journey.best-interests"), "journey", "F-012", first: true, asks: ["best-interests", "best-interests-by"]);
        Add("danger-home", person["risk.danger-home"] is "yes" or "no", "risk", "R-21", first: applied is not null, now: applied is not null || Has("journey.departs-on"), asks: ["danger-home"]);
        Add("applied", applied is not null && Has("journey.destination") && Has("journey.handled-by"), "journey", "F-002", now: Has("journey.informed-on") || applied is not null, asks: ["applied-on", "departs-on", "destination", "children", "handled-by", "programme", "dublin"]);
        Add("risk-before", Yes("journey.new-exploitation"), "journey", "F-011", first: applied is not null && (person.Head.IsChild || children > 0), now: applied is not null, asks: ["new-exploitation", "risk-before"]);
        Add("shared", mayShare, null, "F-020", now: applied is not null);
        Add("plan", Yes("journey.plan"), "journey", "F-007", now: applied is not null, asks: ["plan", "plan-on", "plan-words", "plan-housing", "plan-medical", "plan-activity"]);
        Add("contact", Has("journey.contact-on"), "journey", "F-009", now: applied is not null, asks: ["contact-on", "contact-by", "contact-who"]);
        if (Yes("journey.dublin"))
        {
            Add("dublin-told", Has("journey.dublin-told-on"), "journey", "F-013", asks: ["dublin-state", "dublin-told-on"]);
            Add("dublin-state", Yes("journey.state-informed"), "journey", "F-014", asks: ["state-informed", "state-informed-on"]);
            Add("dublin-reception", person["journey.state-answer"] is "receives" or "refuses", "journey", "F-013", now: Yes("journey.state-informed"), asks: ["state-answer"]);
            Add("dublin-addresses", Yes("journey.addresses-given"), "journey", "F-015", asks: ["addresses-given"]);
            Add("dublin-instead", Has("journey.instead-of-dublin"), "journey", "F-016", asks: ["instead-of-dublin"]);
        }
        Add("departed", departed && Has("journey.departure"), "journey", "F-017", now: departed || Has("journey.departs-on"), asks: ["departed", "departed-on", "departure"]);
        Add("afterwards", person.Items("afterwards").Count > 0, "afterwards", "F-010", now: departed);
        Add("risk-after", person.Items("afterwards").Any(item => person["afterwards.risk", item] is not null), "afterwards", "F-011", now: departed);
        return steps;
    }

    private static int Number(string? value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    // Of a day of which only the month or the year is known, its first.
    private static DateOnly? Day(string? value) => value is null ? null
        : DateOnly.TryParseExact(value.Length switch { 4 => value + "-01-01", 7 => value + "-01", _ => value }, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
