using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Collection;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Registration;

/// <summary>Somebody stands in for a colleague who is away: the cases, and what is to be done about them, until a day.</summary>
public sealed class AwayTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_stands_in_has_the_open_cases_and_their_tasks_until_the_day_and_no_others(string database)
    {
        await using var fixture = await OpenAsync(database);
        var (store, today) = (fixture.Cases, fixture.Cases.Today);
        var (open, closed, others) = (await store.AddPersonAsync(Adult(), Gry), await store.AddPersonAsync(Adult(), Gry), await store.AddPersonAsync(Somebody(Audience.Child), Siv));
        await store.CloseAsync(closed, "returned-home", Gry);
        await store.AddTaskAsync(new('a', 32), open, "Call her", today, Gry.Account, Gry);
        await store.AddTaskAsync(new('b', 32), others, "Call the school", today, Siv.Account, Siv);
        Assert.Null(await store.PersonAsync(open, Siv));

        Assert.Equal(1, await store.StandInAsync(Gry.Account, Siv.Account, today.AddDays(7), Gry));
        Assert.Equal(new StandIn(Gry.Account, Siv.Account, today.AddDays(7), 1), Assert.Single(await store.StandInsOfAsync([Gry.Account])));
        Assert.Equal(new StandIn(Gry.Account, Siv.Account, today.AddDays(7), 1), Assert.Single(await store.StandInsOfAsync([Siv.Account, Gry.Account])));
        Assert.Empty(await store.StandInsOfAsync([Siv.Account])); // of who is away, not of who stands in
        Assert.Equal(new StandIn(Gry.Account, Siv.Account, today.AddDays(7), 1), Assert.Single(await store.StandsInForAsync(Siv.Account)));
        Assert.NotNull(await store.PersonAsync(open, Siv));
        Assert.Null(await store.PersonAsync(closed, Siv));
        Assert.Equal(["Call her", "Call the school"], (await store.TasksAsync(Siv)).Select(task => task.What).Order(StringComparer.Ordinal));
        Assert.Equal(["Call her"], (await store.TasksAsync(Gry)).Select(task => task.What)); // not the other way round

        // Once more: only ever longer, and each case once.
        Assert.Equal(1, await store.StandInAsync(Gry.Account, Siv.Account, today.AddDays(3), Gry));
        Assert.Equal(today.AddDays(7), Assert.Single(await store.MembersAsync(open, Gry)).Until);

        fixture.Clock.Move(TimeSpan.FromDays(8));
        Assert.Null(await store.PersonAsync(open, Siv));
        Assert.Equal(["Call the school"], (await store.TasksAsync(Siv)).Select(task => task.What));
        Assert.Empty(await store.StandInsOfAsync([Gry.Account]));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_shared_otherwise_stays_when_it_ends(string database)
    {
        await using var fixture = await OpenAsync(database);
        var (store, today) = (fixture.Cases, fixture.Cases.Today);
        var (guarded, plain) = (await store.AddPersonAsync(Somebody(Audience.Child), Gry), await store.AddPersonAsync(Adult(), Gry));
        await store.AddMemberAsync(guarded, new(Siv.Account, "guardian", null), Gry);
        Assert.Equal(2, await store.StandInAsync(Gry.Account, Siv.Account, today, Gry));
        Assert.Equal("guardian", Assert.Single(await store.MembersAsync(guarded, Gry)).As);
        Assert.Equal(0, await store.EndStandInAsync(Siv.Account, Gry.Account, Siv)); // hers are not his to end
        Assert.Equal(1, await store.EndStandInAsync(Gry.Account, Siv.Account, Gry));
        Assert.NotNull(await store.PersonAsync(guarded, Siv));
        Assert.Null(await store.PersonAsync(plain, Siv));
    }
}
