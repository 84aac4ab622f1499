using Vern.Persons.Rights;
using static Vern.Persons.Tests.Rights.Day;

namespace Vern.Persons.Tests.Rights;

/// <summary>R-10 to R-21: the rights and their amounts.</summary>
public class RightRuleTests
{
    private static readonly Situation Willing = Identified() with { ConsentsToHelp = Truth.Yes, FollowsMeasures = Truth.Yes };
    private static readonly Situation Witness = new() { LeftMilieu = Truth.Yes, PoliceReport = Truth.Yes, CaseBegun = Truth.Yes, PresenceNecessary = Truth.Yes };

    [Fact]
    public void R_10_at_least_three_hours_of_legal_aid_and_the_fourth_can_be_applied_for()
    {
        Assert.Equal(Truth.Yes, Identified().Holds("R-10"));
        Assert.Equal(3m, Book.Rule("R-10", Of("2024-06-01")).Amount("hours"));
        var words = ReadCondition.Run("legal aid used under 3 hours");
        Assert.Equal(Truth.Yes, Book.Find(words, new Situation { LegalAidHours = 2.5m }, Of("2024-06-01")).Value);
        Assert.Equal(Truth.No, Book.Find(words, new Situation { LegalAidHours = 3m }, Of("2024-06-01")).Value);
    }

    [Theory]
    [InlineData("2024-03-14", "2024-09-14")]
    [InlineData("2023-08-31", "2024-02-29")] // leap year
    [InlineData("2024-08-31", "2025-02-28")]
    [InlineData("2024-08-29", "2025-02-28")]
    [InlineData("2024-09-30", "2025-03-30")] // the day clocks go forward
    [InlineData("2024-04-27", "2024-10-27")] // the day they go back
    [InlineData("2024-02-29", "2024-08-29")]
    [InlineData("2024-06-25", "2024-12-25")] // a public holiday does not move it
    public void R_11_six_calendar_months_with_the_last_day_counted_in(string from, string to)
    {
        var person = Willing with { Permits = [Reflection(from)] };
        Assert.Equal((to, DeadlineState.Coming), person.Ends("R-11.end", from));
        Assert.Equal((to, DeadlineState.Warn), person.Ends("R-11.end", to));
        Assert.Equal((to, DeadlineState.Overdue), person.Ends("R-11.end", Of(to).AddDays(1).ToString("yyyy-MM-dd")));
        Assert.Equal([90, 60, 30, 14, 7], person.The("R-11.end", from).Warnings.Select(one => one.DaysBefore));
        Assert.Equal(DeadlineState.Coming, person.Ends("R-11.end", Of(to).AddDays(-91).ToString("yyyy-MM-dd")).State);
        Assert.Equal(DeadlineState.Warn, person.Ends("R-11.end", Of(to).AddDays(-90).ToString("yyyy-MM-dd")).State);
    }

    [Fact]
    public void R_11_needs_grounds_and_willingness_and_is_given_once()
    {
        Assert.Equal(Truth.Yes, Willing.Holds("R-11"));
        Assert.Equal(Truth.NotKnown, Identified().Holds("R-11"));
        Assert.Equal(Truth.No, (Willing with { FollowsMeasures = Truth.No }).Holds("R-11"));
        var holding = Willing with { Permits = [Reflection("2024-03-14", "2024-09-14")] };
        Assert.Equal(Truth.Yes, holding.Holds("R-11", "2024-09-14"));
        Assert.Equal(Truth.No, holding.Holds("R-11", "2024-09-15"));
    }

    [Fact]
    public void R_11_a_stated_last_day_stands_and_one_beyond_six_months_is_told()
    {
        var shorter = (Willing with { Permits = [Reflection("2024-03-14", "2024-08-01")] }).The("R-11.end", "2024-03-14");
        Assert.Equal((Of("2024-08-01"), false), (shorter.On!.Value, shorter.TooLong));
        var longer = (Willing with { Permits = [Reflection("2024-03-14", "2024-10-01")] }).The("R-11.end", "2024-03-14");
        Assert.Equal((Of("2024-10-01"), Of("2024-09-14"), true), (longer.On!.Value, longer.Latest!.Value, longer.TooLong));
    }

    [Fact]
    public void R_11_an_appeal_has_the_last_day_that_the_decision_states()
    {
        var person = Willing with { AppealBy = Of("2024-05-10") };
        Assert.Equal(("2024-05-10", DeadlineState.Coming), person.Ends("R-11.appeal", "2024-05-02"));
        Assert.Equal(DeadlineState.Warn, person.Ends("R-11.appeal", "2024-05-03").State);
        Assert.Equal(DeadlineState.Overdue, person.Ends("R-11.appeal", "2024-05-11").State);
        Assert.Equal(DeadlineState.Met, (person with { Appealed = Truth.Yes }).Ends("R-11.appeal", "2024-05-11").State);
    }

    [Fact]
    public void R_12_all_four_conditions_and_no_reflection_period_before()
    {
        Assert.Equal(Truth.Yes, Witness.Holds("R-12"));
        Assert.Equal(Truth.No, (Witness with { LeftMilieu = Truth.No }).Holds("R-12"));
        Assert.Equal(Truth.No, (Witness with { PoliceReport = Truth.No }).Holds("R-12"));
        Assert.Equal(Truth.No, (Witness with { CaseBegun = Truth.No }).Holds("R-12"));
        Assert.Equal(Truth.No, (Witness with { PresenceNecessary = Truth.No }).Holds("R-12"));
        Assert.Equal(Truth.NotKnown, (Witness with { PresenceNecessary = Truth.NotKnown }).Holds("R-12"));
    }

    [Theory]
    [InlineData("2024-02-29", "2025-02-28")]
    [InlineData("2023-03-01", "2024-03-01")]
    [InlineData("2024-12-31", "2025-12-31")]
    public void R_12_up_to_twelve_months_each_time(string from, string latest)
    {
        var open = Witness with { Permits = [new Permit(PermitKind.Limited, Of(from), null)] };
        Assert.Equal(latest, open.Ends("R-12.end", from).On);
        var shorter = Witness with { Permits = [new Permit(PermitKind.Limited, Of(from), Of(from).AddDays(100))] };
        Assert.False(shorter.The("R-12.end", from).TooLong);
        var longer = Witness with { Permits = [new Permit(PermitKind.Limited, Of(from), Of(latest).AddDays(1))] };
        Assert.True(longer.The("R-12.end", from).TooLong);
    }

    [Fact]
    public void R_12_a_renewed_permit_closes_the_first_ones_deadline()
    {
        var person = Witness with { Permits = [new Permit(PermitKind.Limited, Of("2023-03-01"), Of("2024-03-01")), new Permit(PermitKind.Limited, Of("2024-03-02"), Of("2025-03-02"))] };
        Assert.Equal([DeadlineState.Met, DeadlineState.Coming], person.All("R-12.end", "2024-03-02").Select(one => one.State));
    }

    [Fact]
    public void R_13_the_childs_permit_ends_with_the_parents()
    {
        var child = new Situation { ParentPermit = Reflection("2024-08-31") };
        Assert.Equal("2025-02-28", child.Ends("R-13.end", "2024-09-01").On);
        Assert.Equal("2025-01-15", (child with { ParentPermit = Reflection("2024-08-31", "2025-01-15") }).Ends("R-13.end", "2024-09-01").On);
        Assert.Equal(Truth.Yes, child.Holds("R-13", "2024-09-01"));
        Assert.Equal(Truth.No, (child with { ParentPermit = Reflection("2024-08-31", "2025-01-15") }).Holds("R-13", "2025-01-16"));
        Assert.Equal(DeadlineState.Overdue, (child with { ParentPermit = Reflection("2024-08-31", "2025-01-15") }).Ends("R-13.end", "2025-01-16").State);
    }

    [Fact]
    public void R_14_a_witness_permit_after_testimony_in_court_since_2010()
    {
        var person = new Situation { Asylum = Truth.Yes, Protection = Truth.No, TestifiedInCourt = Truth.Yes };
        Assert.Equal(Truth.Yes, person.Holds("R-14"));
        Assert.Equal(Truth.No, (person with { Protection = Truth.Yes }).Holds("R-14"));
        Assert.Equal(Truth.No, (person with { TestifiedInCourt = Truth.No, TestifiedToPolice = Truth.Yes }).Holds("R-14"));
        Assert.DoesNotContain(Book.InForce(Of("2009-12-31")), rule => rule.Id == "R-14");
        Assert.Contains(Book.InForce(Of("2010-01-01")), rule => rule.Id == "R-14");
    }

    [Fact]
    public void R_14_wider_waits_for_a_lawyer_and_is_shown_as_a_hint_only_where_it_would_give_something()
    {
        var rule = Book.Rule("R-14.wider", Of("2024-06-01"));
        Assert.True(rule is { Pending: true, Unconfirmed: true });
        var person = new Situation { Asylum = Truth.Yes, Protection = Truth.No, TestifiedInCourt = Truth.No, TestifiedToPolice = Truth.Yes };
        Assert.Equal(Truth.Yes, person.Holds("R-14.wider"));
        Assert.Contains(ListRights.Run(person, Book, new Dictionary<string, RightStep>(), Of("2024-06-01")), line => line.Name == "R-14.wider");
        Assert.DoesNotContain(ListRights.Run(person with { TestifiedInCourt = Truth.Yes }, Book, new Dictionary<string, RightStep>(), Of("2024-06-01")), line => line.Name == "R-14.wider");
    }

    [Fact]
    public void R_15_is_the_last_step_of_the_ladder()
    {
        var person = new Situation { Asylum = Truth.Yes, Protection = Truth.No, TestifiedInCourt = Truth.No, HumanitarianGrounds = Truth.Yes };
        Assert.Equal(Truth.Yes, person.Holds("R-15"));
        Assert.Equal(Truth.No, (person with { TestifiedInCourt = Truth.Yes }).Holds("R-15"));
        Assert.Equal(Truth.No, (person with { Protection = Truth.Yes }).Holds("R-15"));
        Assert.Equal(Truth.Yes, (person with { HumanitarianGrounds = Truth.No, Connection = Truth.Yes }).Holds("R-15"));
    }

    [Fact]
    public void R_16_security_measures_follow_a_risk_assessment_with_a_day_of_review()
    {
        var person = Identified() with { RiskAssessedOn = Of("2024-04-01"), RiskReviewOn = Of("2024-05-01") };
        Assert.Equal(Truth.No, person.Holds("R-16", "2024-03-31"));
        Assert.Equal(Truth.Yes, person.Holds("R-16", "2024-04-01"));
        Assert.Equal(("2024-05-01", DeadlineState.Coming), person.Ends("R-16.review", "2024-04-23"));
        Assert.Equal(DeadlineState.Warn, person.Ends("R-16.review", "2024-04-24").State);
        Assert.Equal((null, DeadlineState.Unknown), (person with { RiskReviewOn = null }).Ends("R-16.review", "2024-04-24"));
    }

    [Fact]
    public void R_17_five_kinds_of_help_have_a_state_each()
    {
        var lines = ListRights.Run(Identified(), Book, new Dictionary<string, RightStep> { ["R-17.health"] = new(RightState.Offered, Of("2024-04-01"), "a") }, Of("2024-06-01"));
        Assert.Equal(["R-17.housing", "R-17.subsistence", "R-17.activity", "R-17.return", "R-17.health"], lines.Where(line => line.Rule.Id == "R-17").Select(line => line.Name));
        Assert.Equal(RightState.Offered, lines.Single(line => line.Name == "R-17.health").State);
        Assert.Equal(RightState.Due, lines.Single(line => line.Name == "R-17.housing").State);
    }

    [Fact]
    public void R_18_information_is_due_from_the_first_day() => Assert.Equal(Truth.Yes, Identified("2024-06-01").Holds("R-18", "2024-06-01"));

    [Fact]
    public void R_19_compensation_stays_due_after_departure() => Assert.Equal(Truth.Yes, (Identified() with { Departed = Truth.Yes }).Holds("R-19"));

    [Fact]
    public void R_20_all_three_parts_of_the_test_and_the_prosecutor_decides()
    {
        var charged = new Situation { Charged = Truth.Yes, OffencePartOfExploitation = Truth.Yes, Compelled = Truth.Yes };
        Assert.Equal(Truth.Yes, charged.Holds("R-20"));
        Assert.Equal(Truth.No, (charged with { OffencePartOfExploitation = Truth.No }).Holds("R-20"));
        Assert.Equal(Truth.NotKnown, (charged with { Compelled = Truth.NotKnown }).Holds("R-20"));
    }

    [Fact]
    public void R_21_danger_at_home_is_answered_before_any_departure()
    {
        var person = Identified() with { DepartureOn = Of("2024-07-01") };
        Assert.Equal(("2024-07-01", DeadlineState.Coming), person.Ends("R-21.before-departure", "2024-05-31"));
        Assert.Equal(DeadlineState.Warn, person.Ends("R-21.before-departure", "2024-06-01").State);
        Assert.Equal(DeadlineState.Met, (person with { DangerAtHome = Truth.No }).Ends("R-21.before-departure", "2024-06-01").State);
        Assert.Empty(Identified().All("R-21.before-departure", "2024-06-01"));
    }
}
