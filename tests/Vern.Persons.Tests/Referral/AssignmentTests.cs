using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Tests.Registration;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Referral;

/// <summary>Asking a colleague of the same agency to take on a part, or the whole.</summary>
public sealed class AssignmentTests
{
    private static async Task<(CaseFixture Fixture, PersonId Joy)> OpenAsync()
    {
        var fixture = await CaseFixture.OpenAsync("sqlite");
        return (fixture, await fixture.Cases.AddPersonAsync(Adult(new NewFact("identity.family-name", "Osaghae")), Gry));
    }

    private static NewAssignment Ask(CaseFixture fixture, PersonId joy, CaseReach to, AssignmentKind kind = AssignmentKind.Part) =>
        new(Origin(), joy, kind, to.Account, "Go with her to the doctor", kind is AssignmentKind.Part ? fixture.Cases.Today.AddDays(5) : null, 24);

    private static async Task<AssignmentState> StateAsync(CaseFixture fixture, PersonId joy, string id) => (await fixture.Cases.AssignmentsAsync(joy, Ida))!.Single(one => one.Id == id).State;

    [Fact]
    public async Task A_part_is_asked_once_seen_by_who_is_asked_alone_and_taken_on_it_is_a_task_with_reach_until_its_day()
    {
        var (fixture, joy) = await OpenAsync();
        await using var _ = fixture;
        var (cases, asked) = (fixture.Cases, Ask(fixture, joy, Siv));
        for (var click = 0; click < 2; click++) Assert.Equal(Stepped.Done, await cases.AssignAsync(asked, Gry));
        Assert.Equal(Stepped.Gone, await cases.AssignAsync(Ask(fixture, joy, Gry), Siv)); // not her team's to give
        var seen = Assert.Single(await cases.AskedOfAsync(Siv));
        Assert.Equal(("Go with her to the doctor", joy), (seen.What, seen.Person));
        Assert.Empty(await cases.AskedOfAsync(Henrik));
        Assert.Empty(await cases.AskedOfAsync(Siv with { Purposes = new HashSet<string> { "enforcement" } }));
        Assert.Null(await cases.PersonAsync(joy, Siv)); // nothing is hers yet
        Assert.Null(await cases.AssignmentsAsync(joy, Siv));
        Assert.Equal(Stepped.Gone, await cases.AnswerAssignmentAsync(asked.Origin, true, null, Henrik)); // asked of somebody else

        for (var click = 0; click < 2; click++) Assert.Equal(Stepped.Done, await cases.AnswerAssignmentAsync(asked.Origin, true, null, Siv));
        Assert.Equal("Go with her to the doctor", Assert.Single(await cases.TasksAsync(Siv)).What);
        Assert.NotNull(await cases.PersonAsync(joy, Siv));
        Assert.Equal(Gry.Account, (await cases.PersonAsync(joy, Gry))!.Head.Owner);
        Assert.Equal(Stepped.NotNow, await cases.AnswerAssignmentAsync(asked.Origin, false, null, Siv)); // said already
        Assert.Equal(Stepped.NotNow, await cases.TakeBackAssignmentAsync(asked.Origin, Gry));
        fixture.Clock.Move(TimeSpan.FromDays(6));
        Assert.Null(await cases.PersonAsync(joy, Siv)); // its day is past
    }

    [Fact]
    public async Task The_whole_makes_responsible_who_says_yes_and_one_is_asked_at_a_time()
    {
        var (fixture, joy) = await OpenAsync();
        await using var _ = fixture;
        var (cases, asked) = (fixture.Cases, Ask(fixture, joy, Siv, AssignmentKind.Responsible));
        await cases.AssignAsync(asked, Gry);
        Assert.Equal(Stepped.NotNow, await cases.AssignAsync(Ask(fixture, joy, Henrik, AssignmentKind.Responsible), Gry));
        Assert.Equal(Stepped.Done, await cases.AnswerAssignmentAsync(asked.Origin, true, null, Siv));
        var head = (await cases.PersonAsync(joy, Siv))!.Head;
        Assert.Equal((Siv.Account, "south"), (head.Owner, head.Team));
        Assert.Null(await cases.PersonAsync(joy, Gry));
    }

    [Fact]
    public async Task Declined_taken_back_too_late_closed_or_handed_over_meanwhile_it_gives_nothing()
    {
        var (fixture, joy) = await OpenAsync();
        await using var _ = fixture;
        var cases = fixture.Cases;
        var declined = Ask(fixture, joy, Siv);
        await cases.AssignAsync(declined, Gry);
        Assert.Equal(Stepped.Done, await cases.AnswerAssignmentAsync(declined.Origin, false, "I am away.", Siv));
        Assert.Equal(Stepped.NotNow, await cases.AnswerAssignmentAsync(declined.Origin, true, null, Siv));
        Assert.Contains("I am away.", Assert.Single(await cases.TasksAsync(Gry)).What, StringComparison.Ordinal); // who asked sees it on her day
        Assert.Equal("I am away.", (await cases.AssignmentsAsync(joy, Gry))![0].Reason);

        var back = Ask(fixture, joy, Siv);
        await cases.AssignAsync(back, Gry);
        Assert.Equal(Stepped.Gone, await cases.TakeBackAssignmentAsync(back.Origin, Siv)); // not hers to take back
        Assert.Equal(Stepped.Done, await cases.TakeBackAssignmentAsync(back.Origin, Gry));
        Assert.Equal(Stepped.NotNow, await cases.AnswerAssignmentAsync(back.Origin, true, null, Siv));

        var late = Ask(fixture, joy, Siv);
        await cases.AssignAsync(late, Gry);
        fixture.Clock.Move(TimeSpan.FromHours(25));
        Assert.Empty(await cases.AskedOfAsync(Siv));
        Assert.Equal(Stepped.NotNow, await cases.AnswerAssignmentAsync(late.Origin, true, null, Siv)); // whatever the clock's job does
        for (var time = 0; time < 2; time++) await cases.ClockAsync("assignment", late.Origin, CancellationToken.None);
        Assert.Equal(AssignmentState.Expired, await StateAsync(fixture, joy, late.Origin));
        Assert.Equal(2, (await cases.TasksAsync(Gry)).Count);

        var over = Ask(fixture, joy, Siv, AssignmentKind.Responsible);
        await cases.AssignAsync(over, Gry);
        await cases.HandOverAsync(joy, Henrik.Account, "north", Gry);
        Assert.Equal(Stepped.NotNow, await cases.AnswerAssignmentAsync(over.Origin, true, null, Siv)); // she has a new responsible since
        var closed = Ask(fixture, joy, Siv);
        await cases.AssignAsync(closed, Henrik);
        await cases.CloseAsync(joy, "returned-home", Henrik);
        Assert.Equal(Stepped.NotNow, await cases.AnswerAssignmentAsync(closed.Origin, true, null, Siv));
        Assert.Equal(Stepped.NotNow, await cases.AssignAsync(Ask(fixture, joy, Siv), Henrik));
        Assert.Null(await cases.PersonAsync(joy, Siv));
        Assert.True(await cases.EraseAsync(joy, Henrik));
        Assert.Empty(await cases.AskedOfAsync(Siv));
        Assert.Equal(Stepped.Gone, await cases.AnswerAssignmentAsync(closed.Origin, true, null, Siv));
        Assert.DoesNotContain("I am away.", fixture.Bytes(), StringComparison.Ordinal);
    }
}
