using Vern.Persons.Rights;
using static Vern.Persons.Tests.Rights.Day;

namespace Vern.Persons.Tests.Rights;

/// <summary>P-01 to P-06, T-1 to T-3 and G-01: periods, tracks, evidence.</summary>
public class PeriodRuleTests
{
    [Fact]
    public void P_01_six_weeks_at_the_crisis_centre_and_the_days_over()
    {
        var person = new Situation { CrisisCentre = [Stay("2024-03-15")] };
        Assert.Equal(("2024-04-26", DeadlineState.Warn), person.Ends("P-01.weeks", "2024-04-26"));
        var later = person.The("P-01.weeks", "2024-08-22");
        Assert.Equal((DeadlineState.Overdue, 118, 160), (later.State, later.DaysOver(Of("2024-08-22")), later.Count!.Value));
        Assert.Equal(DeadlineState.Met, (person with { OverstayReason = Truth.Yes }).Ends("P-01.weeks", "2024-08-22").State);
        var twice = new Situation { CrisisCentre = [Stay("2024-01-01", "2024-01-20"), Stay("2024-03-15")] };
        Assert.Equal([("2024-02-12", DeadlineState.Met), ("2024-04-26", DeadlineState.Coming)], twice.All("P-01.weeks", "2024-03-20").Select(one => (one.On!.Value.ToString("yyyy-MM-dd"), one.State)));
    }

    [Theory]
    [InlineData("2022-08-31", "2023-02-28")]
    [InlineData("2023-08-31", "2024-02-29")]
    public void P_02_six_months_for_one_placement(string from, string end)
    {
        var child = new Situation { Placements = [Stay(from)] };
        Assert.Equal(end, child.Ends("P-02.total", from).On);
        Assert.Equal([30, 14], child.The("P-02.total", from).Warnings.Select(one => one.DaysBefore));
        Assert.Equal(DeadlineState.Overdue, child.Ends("P-02.total", Of(end).AddDays(1).ToString("yyyy-MM-dd")).State);
    }

    [Fact]
    public void P_02_all_placements_count_together_and_days_between_them_do_not()
    {
        var child = new Situation { Placements = [Stay("2024-01-01", "2024-01-31"), Stay("2024-02-11", "2024-02-20"), Stay("2024-02-15", "2024-03-01"), Stay("2024-04-01")] };
        // 10 days between the first two, 30 before the last: six months from 1 January are 1 July, 40 days later is 10 August.
        Assert.Equal(("2024-08-10", DeadlineState.Coming), child.Ends("P-02.total", "2024-04-01"));
        Assert.Equal(31 + 20 + 1, child.The("P-02.total", "2024-04-01").Count);
        Assert.Equal(DeadlineState.Met, (child with { Placements = [.. child.Placements.Take(3)] }).Ends("P-02.total", "2024-04-01").State);
    }

    [Fact]
    public void P_02_the_law_changes_on_1_January_2023_and_the_new_one_is_unconfirmed()
    {
        Assert.Contains("§ 4-29", Book.Rule("P-02", Of("2022-12-31")).LawRef, StringComparison.Ordinal);
        var now = Book.Rule("P-02", Of("2023-01-01"));
        Assert.Contains("§ 6-6", now.LawRef, StringComparison.Ordinal);
        Assert.True(now.Unconfirmed);
        Assert.Single(Book.InForce(Of("2022-12-31")), rule => rule.Id == "P-02");
        Assert.Single(Book.InForce(Of("2023-01-01")), rule => rule.Id == "P-02");
    }

    [Fact]
    public void P_02_emergency_the_request_reaches_the_board_within_two_weeks()
    {
        var child = new Situation { Emergency = new EmergencyPlacement(Of("2024-02-20"), null) };
        Assert.Equal(("2024-03-05", DeadlineState.Coming), child.Ends("P-02.emergency.request", "2024-02-26"));
        Assert.Equal(DeadlineState.Warn, child.Ends("P-02.emergency.request", "2024-02-27").State);
        Assert.Equal(DeadlineState.Overdue, child.Ends("P-02.emergency.request", "2024-03-06").State);
        Assert.True(child.The("P-02.emergency.request", "2024-03-06").Unconfirmed);
        Assert.Equal(DeadlineState.Met, (child with { Emergency = new EmergencyPlacement(Of("2024-02-20"), Of("2024-03-05")) }).Ends("P-02.emergency.request", "2024-03-06").State);
    }

    [Fact]
    public void P_03_ninety_days_within_six_months_with_a_warning_at_seventy_five()
    {
        var person = new Situation { ShortStay = Truth.Yes, SchengenStays = [Stay("2024-01-01")] };
        // Day 90 is 30 March in a leap year; day 75 is 15 March.
        Assert.Equal(("2024-03-30", DeadlineState.Coming), person.Ends("P-03.days", "2024-03-14"));
        Assert.Equal(("2024-03-30", DeadlineState.Warn), person.Ends("P-03.days", "2024-03-15"));
        Assert.Equal(Of("2024-03-15"), Assert.Single(person.The("P-03.days", "2024-01-05").Warnings).On);
        Assert.Equal(90, person.The("P-03.days", "2024-03-30").Count);
        Assert.Equal(("2024-03-30", DeadlineState.Overdue), person.Ends("P-03.days", "2024-03-31"));
        Assert.Equal(DeadlineState.Met, (person with { SchengenStays = [Stay("2024-01-01", "2024-01-10")] }).Ends("P-03.days", "2024-02-01").State);
    }

    [Fact]
    public void P_03_days_of_an_earlier_stay_fall_out_of_the_window_one_by_one()
    {
        var person = new Situation { ShortStay = Truth.Yes, SchengenStays = [Stay("2024-01-01", "2024-02-29"), Stay("2024-06-01")] };
        // 60 days of the winter; from 1 July on they leave the window day by day, so that 90 is never passed before the summer itself has 90.
        Assert.Equal("2024-08-29", person.Ends("P-03.days", "2024-06-01").On);
    }

    [Fact]
    public void P_03_180_days_wait_for_a_lawyers_date_and_are_shown_beside()
    {
        var rule = Book.Rule("P-03.180", Of("2024-06-01"));
        Assert.True(rule.Pending);
        var person = new Situation { ShortStay = Truth.Yes, SchengenStays = [Stay("2024-01-01", "2024-02-29"), Stay("2024-06-01")] };
        var one = person.The("P-03.180.days", "2024-06-01");
        Assert.True(one.Unconfirmed);
        Assert.Equal(Of("2024-08-29"), one.On);
        var dated = Book with { Rules = [.. Book.Rules.Select(other => other.Name == "P-03.180" ? other with { ValidFrom = Of("2020-01-01") } : other)] };
        Assert.DoesNotContain(dated.InForce(Of("2024-06-01")), other => other.Name == "P-03");
        Assert.Contains(dated.InForce(Of("2019-12-31")), other => other.Name == "P-03");
    }

    [Fact]
    public void P_03_180_counts_a_window_of_180_days_with_its_last_day()
    {
        var period = Book.Rule("P-03.180", Of("2024-06-01")).Periods[0];
        Assert.Equal(180, CountDays.InWindow(_ => true, Of("2024-06-28"), period));
        Assert.Equal(1, CountDays.InWindow(day => day == Of("2024-01-01"), Of("2024-06-28"), period));
        Assert.Equal(0, CountDays.InWindow(day => day == Of("2024-01-01"), Of("2024-06-29"), period));
    }

    [Fact]
    public void P_04_work_practice_of_three_months()
    {
        var person = new Situation { WorkPractice = [Stay("2023-11-30")] };
        Assert.Equal(("2024-02-29", DeadlineState.Coming), person.Ends("P-04.end", "2024-02-14"));
        Assert.Equal(DeadlineState.Warn, person.Ends("P-04.end", "2024-02-15").State);
        Assert.Equal(DeadlineState.Met, (person with { WorkPractice = [Stay("2023-11-30", "2024-02-01")] }).Ends("P-04.end", "2024-03-15").State);
    }

    [Fact]
    public void P_05_evidence_is_asked_for_before_the_provider_deletes_it()
    {
        var person = new Situation { Traces = [new Trace(1, Of("2024-01-31"), 30, null), new Trace(2, Of("2023-02-28"), null, null), new Trace(3, Of("2024-01-31"), 30, Of("2024-02-10"))] };
        var traces = person.All("P-05.lost", "2024-02-28");
        Assert.Equal([(2, "2024-02-27", DeadlineState.Overdue), (1, "2024-02-29", DeadlineState.Warn), (3, "2024-02-29", DeadlineState.Met)], traces.Select(one => (one.Instance, one.On!.Value.ToString("yyyy-MM-dd"), one.State)));
        Assert.Equal(Of("2024-03-01"), traces[1].Latest);
        Assert.True(traces[0].Unconfirmed);
    }

    [Fact]
    public void P_06_the_day_to_leave_is_the_one_in_the_decision()
    {
        var person = new Situation { LeaveBy = Of("2024-05-17") };
        Assert.Equal(("2024-05-17", DeadlineState.Warn), person.Ends("P-06.leave", "2024-04-17"));
        Assert.Equal(("2024-05-17", DeadlineState.Overdue), person.Ends("P-06.leave", "2024-05-18"));
        Assert.Equal(DeadlineState.Met, (person with { Departed = Truth.Yes }).Ends("P-06.leave", "2024-05-18").State);
    }

    [Fact]
    public void T_1_each_right_lost_becomes_a_task_before_the_gap_opens()
    {
        var change = CompareTracks.Run(Book, "reflection", "asylum-after-reflection", Of("2024-09-14"), Of("2024-09-18"), Of("2024-08-22"));
        Assert.Equal(["health", "number", "legal-aid"], change.Lost.Select(one => one.Column));
        Assert.Equal((4, 3), (change.GapDays, change.DaysWithoutCover));
        Assert.Equal([("T-1", "health"), ("T-1", "number"), ("T-1", "legal-aid"), ("T-1", "responsible"), ("T-1", "gap"), ("T-2", "number-and-gp")], change.Tasks.Select(task => (task.Rule, task.About)));
        Assert.All(change.Tasks, task => Assert.Equal(Of("2024-09-14"), task.By));
        var seamless = CompareTracks.Run(Book, "reflection", "limited", Of("2024-09-14"), Of("2024-09-15"), Of("2024-08-22"));
        Assert.Equal((1, 0), (seamless.GapDays, seamless.DaysWithoutCover));
        Assert.Empty(seamless.Tasks);
        Assert.Equal(2, CompareTracks.Run(Book, "reflection", "limited", Of("2024-09-14"), Of("2024-09-13"), Of("2024-08-22")).DaysOfOverlap);
    }

    [Fact]
    public void T_1_what_the_source_calls_unclear_is_lost_until_somebody_answers()
    {
        var change = CompareTracks.Run(Book, "limited", "residence", Of("2024-09-14"), Of("2024-09-15"), Of("2024-10-01"));
        Assert.Equal(TrackChange.LostUnclear, change.Differences.Single(one => one.Column == "legal-aid").Change);
        Assert.Equal(Of("2024-10-01"), Assert.Single(change.Tasks).By);
    }

    [Fact]
    public void T_2_asylum_after_reflection_raises_the_alarm_on_number_and_practitioner()
    {
        var person = new Situation { Permits = [Reflection("2024-03-14")] };
        Assert.Equal(Truth.NotKnown, person.Holds("T-2"));
        Assert.Equal(Truth.Yes, (person with { Asylum = Truth.Yes }).Holds("T-2"));
        Assert.Equal("asylum-after-reflection", CompareTracks.Current(person with { Asylum = Truth.Yes }, Of("2024-06-01")));
        Assert.Equal("asylum", CompareTracks.Current(new Situation { Asylum = Truth.Yes }, Of("2024-06-01")));
    }

    [Fact]
    public void T_3_thirty_days_before_the_end_without_a_next_step()
    {
        var person = new Situation { Permits = [Reflection("2024-03-14")], Asylum = Truth.No };
        Assert.Equal(("2024-09-14", DeadlineState.Coming), person.Ends("T-3.gap", "2024-08-14"));
        Assert.Equal(("2024-09-14", DeadlineState.Warn), person.Ends("T-3.gap", "2024-08-15"));
        Assert.Empty((person with { Asylum = Truth.Yes }).All("T-3.gap", "2024-08-15"));
        Assert.Empty((person with { Departed = Truth.Yes }).All("T-3.gap", "2024-08-15"));
        Assert.Empty((person with { Permits = [.. person.Permits, new Permit(PermitKind.Limited, Of("2024-08-01"), null)] }).All("T-3.gap", "2024-08-15"));
    }

    [Fact]
    public void G_01_a_talk_on_reporting_by_day_30_60_and_90_while_traces_are_there()
    {
        var person = new Situation { Permits = [Reflection("2024-03-14")] };
        Assert.Equal(["2024-04-13", "2024-05-13", "2024-06-12"], ComputeDeadlines.Run(person, Book, Of("2024-03-20")).Where(one => one.Rule.Id == "G-01").Select(one => one.On!.Value.ToString("yyyy-MM-dd")));
        Assert.Equal(DeadlineState.Overdue, person.Ends("G-01.day-30", "2024-04-14").State);
        Assert.Equal(DeadlineState.Met, (person with { ReportingTalks = [Of("2024-04-14")] }).Ends("G-01.day-30", "2024-04-14").State);
        Assert.Empty((person with { PoliceReport = Truth.Yes }).All("G-01.day-30", "2024-04-14"));
    }
}
