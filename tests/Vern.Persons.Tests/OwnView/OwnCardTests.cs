using FsCheck;
using FsCheck.Fluent;
using Vern.Persons.OwnView;
using Vern.Persons.Registration;
using Vern.Persons.Tests.Collection;
using Vern.Persons.Tests.Referral;
using Vern.Persons.Tests.Registration;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.OwnView;

/// <summary>The card with which a person opens her own view: guessed, revoked, expired, another person's, after erasure.</summary>
public sealed class OwnCardTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    [Fact]
    public void A_code_is_read_as_people_type_it_and_nothing_else_is_one() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new System.Random(seed);
        var code = OwnCode.New();
        var typed = string.Concat(OwnCode.Shown(code).Select(letter => random.Next(3) == 0 ? char.ToLowerInvariant(letter) : letter)).Replace('0', random.Next(2) == 0 ? 'o' : '0').Replace('1', random.Next(2) == 0 ? 'l' : '1');
        return OwnCode.Read($" {typed} ") == code && OwnCode.Read(code[..24]) is null && OwnCode.Read(code + "0") is null && OwnCode.Read(code[..24] + "U") is null && OwnCode.Digest(code) != OwnCode.Digest(OwnCode.New());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_card_opens_her_own_view_and_nobody_elses_and_stands_nowhere_in_clear()
    {
        await using var fixture = await OpenAsync("sqlite");
        var (hers, others) = (await fixture.Cases.AddPersonAsync(Adult(), Gry), await fixture.Cases.AddPersonAsync(Adult(), Gry));
        Assert.Null(await fixture.Cases.MakeCardAsync(Origin(), hers, 90, Siv)); // another team
        var origin = Origin();
        var card = (await fixture.Cases.MakeCardAsync(origin, hers, 90, Gry))!;
        Assert.Null((await fixture.Cases.MakeCardAsync(origin, hers, 90, Gry))!.Code); // the form sent twice: shown once
        Assert.Single((await fixture.Cases.CardsAsync(hers, Gry))!);
        var other = (await fixture.Cases.MakeCardAsync(Origin(), others, 30, Gry))!;
        Assert.Equal(hers, await fixture.Cases.OwnSessionAsync((await fixture.Cases.OpenOwnAsync(OwnCode.Shown(card.Code!))).Session));
        Assert.Equal(others, await fixture.Cases.OwnSessionAsync((await fixture.Cases.OpenOwnAsync(other.Code!)).Session));
        // One's finder with another's secret opens neither.
        Assert.Null((await fixture.Cases.OpenOwnAsync(card.Code![..5] + other.Code![5..])).Session);
        Assert.Equal(1, (await fixture.Cases.CardsAsync(hers, Gry))![0].Openings);
        var bytes = fixture.Bytes();
        Assert.DoesNotContain(card.Code!, bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(card.Code![5..], bytes, StringComparison.Ordinal);
        await fixture.Workspace.Ledger.AppendAsync();
        Assert.Equal(1, (await fixture.Workspace.Ledger.Outbox.FindAsync(new(Kind: OwnActs.Opened.Kind, Resource: $"person/{hers}"), 0, 9)).Count);
    }

    [Fact]
    public async Task Guesses_are_counted_by_card_and_the_right_code_waits_with_them()
    {
        await using var fixture = await OpenAsync("sqlite");
        var id = await fixture.Cases.AddPersonAsync(Adult(), Gry);
        var code = (await fixture.Cases.MakeCardAsync(Origin(), id, 90, Gry))!.Code!;
        for (var guess = 0; guess < CaseStore.MostOwnFailures; guess++) Assert.Equal(new OwnOpening(null, false), await fixture.Cases.OpenOwnAsync(code[..5] + OwnCode.New()[5..]));
        Assert.Equal(new OwnOpening(null, true), await fixture.Cases.OpenOwnAsync(code));
        Assert.Equal(new OwnOpening(null, false), await fixture.Cases.OpenOwnAsync("nonsense"));
        Assert.Equal(new OwnOpening(null, false), await fixture.Cases.OpenOwnAsync(OwnCode.New())); // no such card: told like a wrong code
        fixture.Clock.Move(CaseStore.OwnPause);
        Assert.NotNull((await fixture.Cases.OpenOwnAsync(code)).Session);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_session_is_short_and_ends_with_its_card_and_with_her_record(string database)
    {
        await using var fixture = await OpenAsync(database);
        var id = await fixture.Cases.AddPersonAsync(Adult(), Gry);
        async Task<(string Code, string Session)> OpenedAsync()
        {
            var code = (await fixture.Cases.MakeCardAsync(Origin(), id, 30, Gry))!.Code!;
            return (code, (await fixture.Cases.OpenOwnAsync(code)).Session!);
        }
        var first = await OpenedAsync();
        fixture.Clock.Move(CaseStore.OwnSessionLife);
        Assert.Null(await fixture.Cases.OwnSessionAsync(first.Session));
        Assert.Null(await fixture.Cases.OwnSessionAsync("nonsense"));
        // A new card makes the old one dead, its sessions too.
        first.Session = (await fixture.Cases.OpenOwnAsync(first.Code)).Session!;
        var second = await OpenedAsync();
        Assert.Null(await fixture.Cases.OwnSessionAsync(first.Session));
        Assert.Null((await fixture.Cases.OpenOwnAsync(first.Code)).Session);
        Assert.Equal(id, await fixture.Cases.OwnSessionAsync(second.Session));
        Assert.True(await fixture.Cases.RevokeCardAsync(id, (await fixture.Cases.CardsAsync(id, Gry))![0].Id, Gry));
        Assert.Null(await fixture.Cases.OwnSessionAsync(second.Session));
        Assert.Null((await fixture.Cases.OpenOwnAsync(second.Code)).Session);
        // Its time is over.
        var third = await OpenedAsync();
        fixture.Clock.Move(TimeSpan.FromDays(30));
        Assert.Null((await fixture.Cases.OpenOwnAsync(third.Code)).Session);
        // Closed by herself; erased.
        var fourth = await OpenedAsync();
        await fixture.Cases.EndOwnSessionAsync(fourth.Session);
        Assert.Null(await fixture.Cases.OwnSessionAsync(fourth.Session));
        var again = (await fixture.Cases.OpenOwnAsync(fourth.Code)).Session!;
        Assert.True(await fixture.Cases.EraseAsync(id, Gry));
        Assert.Null(await fixture.Cases.OwnSessionAsync(again));
        Assert.Equal(new OwnOpening(null, false), await fixture.Cases.OpenOwnAsync(fourth.Code));
        Assert.False(await fixture.Cases.AskAsync(Origin(), id, "question", "Am I here?"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_she_asks_stands_on_the_day_of_who_is_responsible_and_the_answer_with_her(string database)
    {
        await using var fixture = await OpenAsync(database);
        var id = await fixture.Cases.AddPersonAsync(Adult(), Gry);
        var origin = Origin();
        Assert.True(await fixture.Cases.AskAsync(origin, id, "question", "When may I see a lawyer? متى"));
        Assert.True(await fixture.Cases.AskAsync(origin, id, "question", "When may I see a lawyer? متى")); // sent twice
        Assert.Empty(await fixture.Cases.OwnWordsWaitingAsync(Henrik));
        var asked = Assert.Single(await fixture.Cases.OwnWordsWaitingAsync(Gry));
        Assert.Equal("When may I see a lawyer? متى", asked.Words);
        Assert.False(await fixture.Cases.AnswerAsync(id, asked.Id, "No", Siv));
        Assert.True(await fixture.Cases.AnswerAsync(id, asked.Id, "On Monday.", Henrik));
        Assert.False(await fixture.Cases.AnswerAsync(id, asked.Id, "On Tuesday.", Gry)); // answered already
        Assert.Empty(await fixture.Cases.OwnWordsWaitingAsync(Gry));
        Assert.Equal("On Monday.", Assert.Single((await fixture.Cases.OwnWordsAsync(id, Gry))!).Answer);
        if (database == "sqlite") Assert.DoesNotContain("lawyer", fixture.Bytes(), StringComparison.Ordinal);
        // Twenty may wait.
        for (var question = 0; question < 20; question++) Assert.True(await fixture.Cases.AskAsync(Origin(), id, "correction", "My name is spelled otherwise."));
        Assert.False(await fixture.Cases.AskAsync(Origin(), id, "question", "One more"));
    }

    [Fact]
    public async Task She_withdraws_herself_what_she_agreed_to_and_no_more_than_her_own()
    {
        await using var fixture = await OpenAsync("sqlite");
        await fixture.Cases.KeepServicesAsync([ConsentStoreTests.Rosa]);
        var (id, other) = (await fixture.Cases.AddPersonAsync(Adult(), Gry), await fixture.Cases.AddPersonAsync(Adult(), Gry));
        foreach (var one in (PersonId[])[id, other]) Assert.True(await fixture.Cases.RecordConsentAsync(one, ConsentStoreTests.Yes(fixture, "identity"), Gry));
        Assert.Equal(1, await fixture.Cases.WithdrawConsentAsync(id, "rosa", "protection", fixture.Cases.HerOwnReach));
        Assert.NotNull((await fixture.Cases.ConsentsAsync(id, Gry))![0].WithdrawnOn);
        Assert.Null((await fixture.Cases.ConsentsAsync(other, Gry))![0].WithdrawnOn);
    }
}
