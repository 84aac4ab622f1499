using Vern.Material.Intake;
using Vern.Material.Redress;
using Vern.Material.Removal;
using Vern.Material.Tests.Removal;

namespace Vern.Material.Tests.Redress;

/// <summary>Complaints and requests in the store, on both databases.</summary>
public sealed class RedressStoreTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static NewComplaint About(string subject, int number, string? words = "It is a drawing of mine") => new($"{number:x32}", "removed", subject, words, "en");

    [Theory, MemberData(nameof(Databases))]
    public async Task A_mass_of_complaints_is_one_matter_and_changes_nothing_until_somebody_without_part_decides(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (kari, ola, eli) = (await NoticeStoreTests.PersonAsync(fixture, "kari"), await NoticeStoreTests.PersonAsync(fixture, "ola"), await NoticeStoreTests.PersonAsync(fixture, "eli"));
        var id = await NoticeStoreTests.ConfirmedAsync(fixture, kari, ola);
        Assert.True(await fixture.Store.NoticeSentAsync(id, NoticeStep.Send, new(), kari.PersonId, Cancel));
        CaseTicket last = null!;
        for (var number = 1; number <= 40; number++) last = await fixture.Store.ComplainAsync(About(number % 2 == 0 ? "https://host.example/a" : $"{id}-1", number), Cancel);
        Assert.Null((await fixture.Store.ComplainAsync(About("https://host.example/a", 40), Cancel)).Secret); // sent twice
        var matter = Assert.Single((await fixture.Store.MattersAsync(true, 0, 10, Cancel)).Matters);
        Assert.Equal((40, $"notice/{id}"), (matter.Count, matter.About));
        Assert.Equal(NoticeState.Sent, (await fixture.Store.NoticeAsync(id, Cancel))!.State);
        Assert.Equal(ReviewStep.HadPart, await fixture.Store.TakeUpAsync(matter.Id, ola.PersonId!.Value, ola.Person, Cancel));
        Assert.Equal(ReviewStep.HadPart, await fixture.Store.DecideMatterAsync(matter.Id, true, "It was lawful", kari.PersonId!.Value, kari.Person, Cancel));
        Assert.Equal(ReviewStep.Done, await fixture.Store.TakeUpAsync(matter.Id, eli.PersonId!.Value, eli.Person, Cancel));
        Assert.Equal(ReviewStep.Done, await fixture.Store.DecideMatterAsync(matter.Id, true, "It was lawful", eli.PersonId!.Value, eli.Person, Cancel));
        Assert.Equal(ReviewStep.NotNow, await fixture.Store.DecideMatterAsync(matter.Id, false, "No", eli.PersonId!.Value, eli.Person, Cancel));
        var notice = (await fixture.Store.NoticeAsync(id, Cancel))!;
        Assert.Equal((NoticeState.Withdrawn, NoticeStep.Withdraw), (notice.State, notice.Step));
        var own = (await fixture.Store.OwnCaseAsync(last.Number, last.Secret!.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(), Cancel))!;
        Assert.Equal(("Upheld", "It was lawful"), (own.State, own.Answer));
        Assert.NotNull(await fixture.Store.OwnReceiptAsync(last.Number, last.Secret!, Cancel));
        Assert.Null(await fixture.Store.OwnCaseAsync(last.Number, CaseCode.NewSecret(), Cancel));
        Assert.Equal(new ErrorRate(40, 1, 1, 1, 0), await fixture.Store.ErrorRateAsync(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, Cancel));
        Assert.DoesNotContain("a drawing of mine", fixture.Bytes(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_day_that_nears_is_reminded_once_and_a_complaint_taken_back_by_all_is_over(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var ticket = await fixture.Store.ComplainAsync(About("the app Example, 3 January", 1), Cancel);
        var matter = (await fixture.Store.MattersAsync(true, 0, 10, Cancel)).Matters[0];
        await fixture.Store.RemindRedressAsync($"matter/{matter.Id}", Cancel);
        await fixture.Store.RemindRedressAsync("matter/nothing", Cancel);
        Assert.True(await fixture.Store.TakeBackAsync(ticket.Number, ticket.Secret!, erase: false, Cancel));
        Assert.Equal("TakenBack", (await fixture.Store.OwnCaseAsync(ticket.Number, ticket.Secret!, Cancel))!.State);
        Assert.Equal(0, (await fixture.Store.MattersAsync(true, 0, 10, Cancel)).Count);
        await fixture.Workspace.Ledger.AppendAsync(Cancel);
        Assert.Equal(1, (await fixture.Workspace.Ledger.Outbox.FindAsync(new(RedressActs.Reminded.Kind), 0, 10, Cancel)).Count);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_is_shown_withdraws_at_once_and_what_she_wrote_is_erased_with_its_key(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (kari, ola) = (await NoticeStoreTests.PersonAsync(fixture, "kari"), await NoticeStoreTests.PersonAsync(fixture, "ola"));
        var ticket = await fixture.Store.RequestRemovalAsync(new(new string('1', 32), "self", [new("https://host.example/me")], "It is in a group", "nb"), Cancel);
        var request = Assert.Single((await fixture.Store.RequestsAsync(true, 0, 10, Cancel)).Requests);
        Assert.True(await fixture.Store.AnswerRequestAsync(request.Id, Vern.Material.Redress.RequestState.Active, "We write to them", Cancel));
        var id = await NoticeStoreTests.ConfirmedAsync(fixture, kari, ola, NoticeStoreTests.Asked("me") with { Request = request.Id });
        var own = (await fixture.Store.OwnCaseAsync(ticket.Number, ticket.Secret!, Cancel))!;
        Assert.Equal(("Active", "We write to them", (0, 0, 1)), (own.State, own.Answer, own.Places!.Value));
        Assert.False(await fixture.Store.TakeBackAsync(ticket.Number, "WRONG", erase: true, Cancel));
        Assert.True(await fixture.Store.TakeBackAsync(ticket.Number, ticket.Secret!, erase: true, Cancel));
        Assert.Equal("Deleted", (await fixture.Store.OwnCaseAsync(ticket.Number, ticket.Secret!, Cancel))!.State);
        var notice = (await fixture.Store.NoticeAsync(id, Cancel))!;
        Assert.Equal((NoticeState.Closed, (Uri?)null), (notice.State, notice.Address));
        Assert.Empty((await fixture.Store.RequestAsync(request.Id, Cancel))!.Addresses);
    }
}
