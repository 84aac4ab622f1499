using Vern.Persons.Rights;
using static Vern.Persons.Tests.Rights.Day;

namespace Vern.Persons.Tests.Rights;

/// <summary>A-01 to A-06 and F-01 to F-09.</summary>
public class AgeAndReturnRuleTests
{
    private static readonly Situation Alone = new() { Unaccompanied = Truth.Yes, BirthStated = Of("2010-06-15") };
    private static readonly Situation Returning = new() { ReturnAppliedOn = Of("2024-04-01"), DepartureOn = Of("2024-06-01") };

    [Fact]
    public void A_01_the_hand_over_is_told_sixty_days_before_the_15th_and_the_18th_birthday()
    {
        Assert.Equal(("2025-06-15", DeadlineState.Coming), Alone.Ends("A-01.fifteen", "2025-04-15"));
        Assert.Equal(("2025-06-15", DeadlineState.Warn), Alone.Ends("A-01.fifteen", "2025-04-16"));
        Assert.Equal(("2028-06-15", DeadlineState.Warn), Alone.Ends("A-01.eighteen", "2028-04-16"));
        Assert.Equal(ResponsibleBody.ChildWelfare, ResponsibleForChild.Run(Alone, Book, Of("2025-06-14")));
        Assert.Equal(ResponsibleBody.Immigration, ResponsibleForChild.Run(Alone, Book, Of("2025-06-15")));
        Assert.Equal(ResponsibleBody.Immigration, ResponsibleForChild.Run(Alone, Book, Of("2028-06-14")));
        Assert.Equal(ResponsibleBody.Adult, ResponsibleForChild.Run(Alone, Book, Of("2028-06-15")));
        Assert.Equal((null, DeadlineState.Unknown), (Alone with { BirthStated = null, Age = AgeBelief.Child }).Ends("A-01.fifteen", "2025-04-16"));
    }

    [Fact]
    public void A_01_a_child_of_29_February_has_its_birthday_on_the_28th_and_a_new_assessment_moves_it()
    {
        var leap = Alone with { BirthStated = Of("2012-02-29") };
        Assert.Equal("2027-02-28", leap.Ends("A-01.fifteen", "2026-01-01").On);
        Assert.Equal("2030-02-28", leap.Ends("A-01.eighteen", "2026-01-01").On);
        Assert.Equal("2028-02-29", ReadAge.Birthday(Of("2012-02-29"), 16).ToString("yyyy-MM-dd"));
        Assert.Equal("2026-03-01", (leap with { BirthAssessed = Of("2011-03-01") }).Ends("A-01.fifteen", "2026-01-01").On);
    }

    [Fact]
    public void A_02_stands_in_for_A_01_from_the_day_it_is_set()
    {
        Assert.DoesNotContain(Book.InForce(Of("2026-01-01")), rule => rule.Id == "A-02");
        Assert.Empty(Alone.All("A-02.eighteen", "2026-01-01"));
        var model = Book with { Rules = [.. Book.Rules.Select(rule => rule.Id == "A-02" ? rule with { ValidFrom = Of("2026-01-01") } : rule)] };
        Assert.Equal(ResponsibleBody.Immigration, ResponsibleForChild.Run(Alone, model, Of("2025-12-31")));
        Assert.Equal(ResponsibleBody.ChildWelfare, ResponsibleForChild.Run(Alone, model, Of("2026-01-01")));
        var names = ComputeDeadlines.Run(Alone, model, Of("2026-01-01")).Select(one => one.Name).ToList();
        Assert.Contains("A-02.eighteen.1", names);
        Assert.DoesNotContain("A-01.eighteen.1", names);
    }

    [Fact]
    public void A_03_guarantees_until_16_and_the_childrens_house_until_18()
    {
        var child = new Situation { BirthStated = Of("2008-01-31"), AgeVerified = true };
        Assert.Equal(Truth.Yes, child.Holds("A-03", "2026-01-30"));
        Assert.Equal(Truth.No, child.Holds("A-03", "2026-01-31"));
        Assert.Equal("2024-01-31", child.Ends("A-03.sixteen", "2023-06-01").On);
        Assert.Equal("2026-01-31", child.Ends("A-03.eighteen", "2023-06-01").On);
        // The sixteenth birthday warns, is there, and has then come by itself; the fifteenth of A-01, by which a hand-over is to be prepared, can be missed.
        Assert.Equal([DeadlineState.Warn, DeadlineState.Warn, DeadlineState.Met], new[] { "2024-01-30", "2024-01-31", "2024-02-01" }.Select(day => child.Ends("A-03.sixteen", day).State));
    }

    [Fact]
    public void A_04_a_person_under_18_is_a_child_when_sexual_services_are_bought()
    {
        Assert.Equal(Truth.Yes, Alone.Holds("A-04", "2028-06-14"));
        Assert.Equal(Truth.No, Alone.Holds("A-04", "2028-06-15"));
    }

    [Fact]
    public void A_05_a_minor_in_the_statistics_is_presumed_under_18() => Assert.Equal(Truth.Yes, new Situation { Age = AgeBelief.UncertainMaybeChild }.Holds("A-05"));

    [Fact]
    public void A_06_a_stated_age_stays_marked_until_it_is_verified()
    {
        Assert.Equal(Truth.Yes, Alone.Holds("A-06"));
        Assert.Equal(Truth.No, (Alone with { AgeVerified = true }).Holds("A-06"));
    }

    [Fact]
    public void F_01_support_of_7800_dollars_in_cash_and_in_kind()
    {
        Assert.Equal(Truth.Yes, Returning.Holds("F-01"));
        var support = ReturnSupport.Compute(Book, 0, Of("2024-06-01"));
        Assert.Equal((7800m, 1500m, 6300m, 60840m), (support.Total, support.Cash, support.InKind, support.Kroner));
    }

    [Fact]
    public void F_02_the_kinds_of_support_are_told_to_who_applied()
    {
        Assert.Equal(Truth.Yes, Returning.Holds("F-02"));
        Assert.Equal(Truth.No, new Situation().Holds("F-02"));
    }

    [Fact]
    public void F_03_each_child_has_the_same_and_1270_more_in_cash()
    {
        Assert.Equal(Truth.No, Returning.Holds("F-03"));
        Assert.Equal(Truth.Yes, (Returning with { ChildrenReturning = 1 }).Holds("F-03"));
        var support = ReturnSupport.Compute(Book, 1, Of("2024-06-01"));
        Assert.Equal((1500m + 1500m + 1270m, 6300m * 2), (support.Cash, support.InKind));
    }

    [Theory]
    [InlineData(0, 7800)]
    [InlineData(1, 16870)]
    [InlineData(2, 25940)]
    public void F_04_a_familys_total(int children, int total) => Assert.Equal(total, ReturnSupport.Compute(Book, children, Of("2024-06-01")).Total);

    [Fact]
    public void F_05_the_plan_is_made_before_departure()
    {
        Assert.Equal(("2024-06-01", DeadlineState.Warn), Returning.Ends("F-05.before-departure", "2024-05-02"));
        Assert.Equal(DeadlineState.Coming, Returning.Ends("F-05.before-departure", "2024-05-01").State);
        Assert.Empty((Returning with { ReintegrationPlan = Truth.Yes }).All("F-05.before-departure", "2024-05-02"));
    }

    [Fact]
    public void F_06_holds_where_a_dublin_return_is_planned() => Assert.Equal(Truth.Yes, (Returning with { DublinReturn = Truth.Yes }).Holds("F-06"));

    [Fact]
    public void F_07_days_since_the_application_and_a_limit_only_where_the_agency_set_one()
    {
        var waiting = Returning.The("F-07.return-lead-time", "2024-05-01");
        Assert.Equal((DeadlineState.Unknown, 30), (waiting.State, waiting.Count!.Value));
        var book = Book.With([new LimitSetting("return-lead-time", "own", 29, "Head of unit")]);
        var limited = ComputeDeadlines.Run(Returning, book, Of("2024-05-01")).Single(one => one.Rule.Id == "F-07");
        Assert.Equal((Of("2024-04-30"), DeadlineState.Overdue), (limited.On!.Value, limited.State));
    }

    [Fact]
    public void F_08_the_receiving_state_and_the_addresses_before_a_dublin_return()
    {
        var person = Returning with { DublinReturn = Truth.Yes, ReceivingStateInformed = Truth.Yes };
        Assert.Equal(("2024-06-01", DeadlineState.Warn), person.Ends("F-08.before-departure", "2024-05-02"));
        Assert.Equal(DeadlineState.Met, (person with { HelpAddressesGiven = Truth.Yes }).Ends("F-08.before-departure", "2024-05-02").State);
        Assert.Empty((person with { DublinReturn = Truth.No }).All("F-08.before-departure", "2024-05-02"));
    }

    [Fact]
    public void F_09_a_childs_best_interests_are_assessed_before_it_travels()
    {
        var child = Returning with { BirthStated = Of("2010-01-01") };
        Assert.Equal(("2024-06-01", DeadlineState.Warn), child.Ends("F-09.before-departure", "2024-05-02"));
        Assert.Equal(DeadlineState.Met, (child with { BestInterests = Truth.Yes, RetraffickingRisk = Truth.Yes }).Ends("F-09.before-departure", "2024-05-02").State);
        Assert.Empty((child with { BirthStated = Of("1990-01-01") }).All("F-09.before-departure", "2024-05-02"));
        Assert.Single((child with { BirthStated = Of("1990-01-01"), ChildrenReturning = 1 }).All("F-09.before-departure", "2024-05-02"));
    }
}
