using FsCheck;
using FsCheck.Fluent;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Return;
using Vern.Persons.Rights;

namespace Vern.Persons.Tests.Return;

/// <summary>A return as its facts tell it.</summary>
public sealed class ReturnCaseTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static CasePerson Of(Audience audience, params (string Field, int Item, string Value)[] facts) => new(new(PersonId.Read("7KQ2M")!.Value, null, 1, audience, null, new(2026, 1, 1), null, null, DateTimeOffset.UnixEpoch, 1),
        [.. facts.Select(fact => new Vern.Persons.Registration.Fact(FieldCatalogue.Own[fact.Field], fact.Item, FieldCatalogue.Own[fact.Field].Read(fact.Value)!, FactSource.Told, DateTimeOffset.UnixEpoch, 1, "Gry", "caseworker", 1))]);

    private static ReturnCase Read(Audience audience, params (string Field, int Item, string Value)[] facts) => ReturnCase.Read(Of(audience, facts), RuleBook.Norway, false, Today);

    private static ReturnStepState? State(ReturnCase one, string step) => one.Steps.FirstOrDefault(found => found.Name == step)?.State;

    [Theory] // F-04 of the rules: the examples of the source's amounts.
    [InlineData(0, 7_800)]
    [InlineData(1, 16_870)]
    [InlineData(2, 25_940)]
    public void The_support_is_that_of_the_rules(int children, int total)
    {
        var one = Read(Audience.Adult, ("journey.applied-on", 0, "2026-10-01"), ("journey.children", 0, $"{children}"));
        Assert.Equal(total, one.Support!.Total);
        Assert.Equal(new TravellerSupport(0, 1500, 6300), one.Travellers[0]);
        Assert.All(one.Travellers.Skip(1), child => Assert.Equal((2770m, 6300m), (child.Cash, child.InKind)));
    }

    [Fact]
    public void The_shares_add_up_and_what_is_left_is_support_minus_payments() => Prop.ForAll(ArbMap.Default.ArbFor<(byte Children, byte[] Payments)>(), drawn =>
    {
        var payments = drawn.Payments.Take(9).SelectMany((amount, at) => new (string, int, string)[] { ("payment.amount", at + 1, $"{amount * 40}"), ("payment.kind", at + 1, at % 2 == 0 ? "cash" : "housing"), ("payment.on", at + 1, "2026-11-02") });
        var one = Read(Audience.Adult, [("journey.applied-on", 0, "2026-10-01"), ("journey.children", 0, $"{drawn.Children % 12}"), .. payments]);
        return one.Travellers.Sum(share => share.Cash) == one.Support!.Cash && one.Travellers.Sum(share => share.InKind) == one.Support.InKind
            && one.CashLeft + one.InKindLeft == one.Support.Total - one.Payments.Sum(payment => payment.Amount);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_is_computed_before_the_application()
    {
        var one = Read(Audience.Adult);
        Assert.Null(one.Support);
        Assert.Null(one.LeadDays);
        Assert.False(one.IsLate);
        Assert.Equal("informed", one.Next!.Name);
        Assert.Equal(ReturnStepState.Later, State(one, "plan"));
        Assert.Null(State(one, "best-interests"));
        Assert.Null(State(one, "dublin-state"));
    }

    [Theory]
    [InlineData("2026-10-23", null, 30, false)]
    [InlineData("2026-10-22", null, 31, true)]
    [InlineData("2026-09-01", "2026-09-20", 19, false)] // she left: the days stand still
    [InlineData("2026-12-01", null, 0, false)] // a day ahead counts nothing
    public void The_lead_time_runs_from_the_application_and_warns_over_the_agencys_own_limit(string applied, string? departed, int days, bool late)
    {
        var book = RuleBook.Norway.With([new("return-lead-time", "own", 30, "Ida")]);
        (string, int, string)[] left = departed is null ? [] : [("journey.departed", 0, "yes"), ("journey.departed-on", 0, departed)];
        var one = ReturnCase.Read(Of(Audience.Adult, [("journey.applied-on", 0, applied), .. left]), book, false, Today);
        Assert.Equal((days, late), (one.LeadDays, one.IsLate));
    }

    [Fact]
    public void Of_a_child_the_best_interests_come_before_anything_else() // F-012
    {
        var one = Read(Audience.Child, ("journey.informed-on", 0, "2026-10-01"), ("journey.applied-on", 0, "2026-10-02"));
        Assert.Equal("best-interests", one.Next!.Name);
        Assert.Equal("best-interests", Read(Audience.Adult, ("journey.applied-on", 0, "2026-10-02"), ("journey.children", 0, "1"), ("journey.informed-on", 0, "2026-10-01")).Next!.Name);
        Assert.Equal("danger-home", Read(Audience.Child, ("journey.informed-on", 0, "2026-10-01"), ("journey.applied-on", 0, "2026-10-02"), ("journey.best-interests", 0, "yes")).Next!.Name);
    }

    [Fact]
    public void A_Dublin_return_has_its_own_steps_and_after_the_departure_comes_the_follow_up()
    {
        var dublin = Read(Audience.Adult, ("journey.dublin", 0, "yes"), ("journey.state-informed", 0, "yes"));
        Assert.Equal(ReturnStepState.Done, State(dublin, "dublin-state"));
        Assert.Equal(ReturnStepState.Open, State(dublin, "dublin-reception"));
        Assert.Equal(ReturnStepState.Open, State(dublin, "dublin-addresses"));
        var left = Read(Audience.Adult, ("journey.departed", 0, "yes"), ("journey.departure", 0, "own"), ("afterwards.how", 1, "needs-help"));
        Assert.Equal(ReturnStepState.Done, State(left, "departed"));
        Assert.Equal(ReturnStepState.Done, State(left, "afterwards"));
        Assert.Equal(ReturnStepState.Open, State(left, "risk-after"));
    }
}
