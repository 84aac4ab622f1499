using Vern.Persons.Missing;
using Vern.Persons.Registration;
using Vern.Persons.Tests.Collection;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Registration;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Missing;

/// <summary>A child who is missing from care, and tasks that the leader sees when they are not done in time.</summary>
public sealed class MissingTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    private static readonly CaseReach Leader = Of(9, "Tora Example", "north") with { Role = "team-leader" };

    [Theory, MemberData(nameof(Databases))]
    public async Task The_notices_are_tasks_at_once_and_done_when_their_time_is_written(string database)
    {
        await using var fixture = await OpenAsync(database);
        var id = await fixture.Cases.AddPersonAsync(Somebody(Audience.Child), Gry);
        async Task<int> RecordAsync(int seen, params NewFact[] facts) => Assert.IsType<Recorded.Done>(await fixture.Cases.RecordFactsAsync(id, facts, seen, Gry)).Revision;
        var revision = await RecordAsync(1, new NewFact("missing.discovered", 1, "2026-10-25T02:30"), new NewFact("missing.last-seen", 1, "2026-10-24T22:00"));
        Assert.Equal(2, (await fixture.Cases.TasksAsync(Gry)).Count(task => task.DueOn == fixture.Cases.Today));
        async Task<IReadOnlyList<PersonId>> MissingAsync() => await fixture.Cases.MissingNowAsync(await fixture.Cases.LatestAsync(Gry, new(), 10));
        Assert.Equal([id], await MissingAsync());
        revision = await RecordAsync(revision, new NewFact("missing.discovered", 1, "2026-10-25 02:00")); // corrected: no second pair
        Assert.Equal(2, (await fixture.Cases.TasksAsync(Gry)).Count);
        revision = await RecordAsync(revision, new NewFact("missing.police", 1, "2026-10-25T03:00"));
        Assert.Single(await fixture.Cases.TasksAsync(Gry));
        // The leader sees it the day after, if it is not done.
        Assert.Empty(await fixture.Cases.EscalatedAsync(Leader));
        fixture.Clock.Move(TimeSpan.FromDays(1));
        Assert.Single(await fixture.Cases.EscalatedAsync(Leader));
        Assert.Empty(await fixture.Cases.EscalatedAsync(Siv)); // another team
        await RecordAsync(revision, new NewFact("missing.found", 1, "2026-10-26T09:00"));
        Assert.Empty(await fixture.Cases.TasksAsync(Gry));
        Assert.Empty(await fixture.Cases.EscalatedAsync(Leader));
        Assert.Empty(await MissingAsync());
        // Once more is another spell.
        await RecordAsync(5, new NewFact("missing.discovered", 2, "2026-11-01T10:00"));
        Assert.Equal(2, (await fixture.Cases.TasksAsync(Gry)).Count);
        Assert.Equal([id], await MissingAsync());
    }

    [Theory]
    [InlineData("2026-03-29T01:30", "2026-03-29T03:30", 60)] // the clocks go forward
    [InlineData("2026-10-25T01:30", "2026-10-25T03:30", 180)] // and back
    [InlineData("2026-11-22T23:50", "2026-11-23T00:10", 20)]
    public void The_time_to_a_notice_is_real_time_over_a_change_of_clocks(string discovered, string told, int minutes)
    {
        var spell = new MissingSpell(1, null, MissingSpell.Read(discovered), MissingSpell.Read(told), null, null);
        Assert.Equal(TimeSpan.FromMinutes(minutes), spell.ToNotice(spell.PoliceTold));
        Assert.Null(spell.ToNotice(spell.ChildWelfareTold));
        Assert.True(spell.GoesOn);
    }

    [Fact]
    public void Times_that_contradict_each_other_are_told()
    {
        static DateTimeOffset? At(string time) => MissingSpell.Read($"2026-11-22T{time}");
        Assert.True(new MissingSpell(1, At("10:00"), At("09:00"), null, null, null).Contradicts);
        Assert.True(new MissingSpell(1, null, At("09:00"), null, null, At("08:00")).Contradicts);
        Assert.False(new MissingSpell(1, At("08:00"), At("09:00"), At("09:00"), null, At("12:00")).Contradicts);
        Assert.Equal(TimeSpan.FromHours(2), new MissingSpell(1, At("08:00"), At("09:00"), At("10:00"), At("11:00"), null).Unsearched);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_planned_change_of_track_is_tasks_for_a_named_coordinator_that_the_leader_sees_when_late(string database)
    {
        await using var fixture = await OpenAsync(database);
        var id = await fixture.Cases.AddPersonAsync(Adult(), Gry);
        var today = fixture.Cases.Today;
        PlannedTask[] plan = [new("T-1 housing", "Settle where she lives", today.AddDays(3)), new("T-1 gap", "Close the gap", today.AddDays(3))];
        Assert.False(await fixture.Cases.PlanAsync(id, CaseStore.TrackPlan, plan, Ida.Account, Siv));
        Assert.True(await fixture.Cases.PlanAsync(id, CaseStore.TrackPlan, plan, Ida.Account, Gry));
        Assert.True(await fixture.Cases.PlanAsync(id, CaseStore.TrackPlan, plan, Ida.Account, Gry)); // sent twice
        Assert.Equal(2, (await fixture.Cases.TasksAsync(Ida)).Count);
        var done = (await fixture.Cases.TasksAsync(Ida)).First(task => task.What == "Close the gap");
        Assert.True(await fixture.Cases.DoneAsync(id, done.Id, Ida));
        // Planned anew for another day: what is done stays done, what is not is replaced.
        Assert.True(await fixture.Cases.PlanAsync(id, CaseStore.TrackPlan, [plan[0] with { By = today.AddDays(5) }, plan[1]], Ida.Account, Gry));
        Assert.Equal(today.AddDays(5), Assert.Single(await fixture.Cases.TasksAsync(Ida)).DueOn);
        fixture.Clock.Move(TimeSpan.FromDays(5));
        Assert.Empty(await fixture.Cases.EscalatedAsync(Leader));
        fixture.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal("Settle where she lives", Assert.Single(await fixture.Cases.EscalatedAsync(Leader)).What);
        if (database == "sqlite") Assert.DoesNotContain("Settle where", fixture.Bytes(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_agencys_own_limits_and_help_lines_are_kept_and_a_limit_has_an_owner()
    {
        await using var fixture = await OpenAsync("sqlite");
        Assert.Empty(await fixture.Cases.LimitsAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Cases.SetLimitsAsync([new("return-lead-time", "s", 30, null)], Ida));
        await fixture.Cases.SetLimitsAsync([new("return-lead-time", "s", 30, "Ida")], Ida);
        await fixture.Cases.SetHelpLinesAsync([new("ROSA", "22 33 11 60", "")], Ida);
        await fixture.Cases.SetHelpLinesAsync([new("ROSA", "22 33 11 60", "always")], Ida);
        Assert.Equal(new("ROSA", "22 33 11 60", "always"), Assert.Single(await fixture.Cases.HelpLinesAsync()));
        var rights = new Vern.Persons.Rights.RightsStore(fixture.Cases, Vern.Persons.Rights.RuleBook.Norway);
        Assert.Equal(30, (await rights.BookAsync()).Limits.Single(limit => limit.Id == "return-lead-time").Days);
        // What waits longer than that is a deadline that has passed.
        var id = await fixture.Cases.AddPersonAsync(Adult(new NewFact("journey.applied-on", fixture.Cases.Today.AddDays(-31).ToString("yyyy-MM-dd"))), Gry);
        Assert.Contains((await rights.ReadAsync(id, Gry))!.Deadlines, one => one is { What: "period.F-07.return-lead-time", State: Vern.Persons.Rights.DeadlineState.Overdue });
    }
}
