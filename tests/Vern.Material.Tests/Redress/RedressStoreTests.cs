using Microsoft.EntityFrameworkCore;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Lists;
using Vern.Material.Indicators.Matching;
using Vern.Material.Intake;
using Vern.Material.Redress;
using Vern.Material.Removal;
using Vern.Material.Tests.Indicators;
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
    public async Task An_entry_that_a_complaint_was_right_about_counts_no_more_at_once_and_is_withdrawn_by_another_person_and_recipients_are_told(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (store, eli) = (fixture.Store, await NoticeStoreTests.PersonAsync(fixture, "eli"));
        var id = await store.ActiveAsync(Entries.Baseline(Entries.Sha256(1), Entries.Md5(2)));
        await store.ActiveAsync(Entries.Baseline(Entries.Sha256(3)));
        await store.PublishAsync();
        await store.TakeListAsync("baseline", 1, null, "fjordmail", Cancel);
        async Task<Nearness> KnownAsync() => (await store.KnownAsync([new("x", null, null, Entries.Hex(1, 64), null, null)], null, ["baseline"], Cancel))[0].Known;
        Assert.Equal(Nearness.Exact, await KnownAsync());

        await store.ComplainAsync(About(Entries.Hex(1, 64).ToUpperInvariant(), 1), Cancel);
        var matter = Assert.Single((await store.MattersAsync(true, 0, 10, Cancel)).Matters);
        Assert.Equal($"indicator/{id}", matter.About);
        Assert.Equal(Nearness.Exact, await KnownAsync()); // a complaint alone changes nothing
        fixture.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal(ReviewStep.Done, await store.DecideMatterAsync(matter.Id, true, "It is a drawing", eli.PersonId!.Value, eli.Person, Cancel));
        Assert.Equal((IndicatorState.Suspended, Nearness.None), ((await store.IndicatorAsync(id, Cancel))!.State, await KnownAsync()));

        // Who decided is the first of two, and not the second under any name; another person is.
        var again = new IndicatorActor(eli.PersonId, "Eli under another account");
        Assert.Equal(StepOutcome.SamePerson, await store.StepIndicatorAsync(id, IndicatorStep.Withdraw, again, cancel: Cancel));
        fixture.Clock.Move(TimeSpan.FromMinutes(1));
        await store.RemindRedressAsync($"right/{matter.Id}", Cancel); // done already: the same
        Assert.Equal(StepOutcome.Done, await store.StepIndicatorAsync(id, IndicatorStep.Withdraw, Entries.Bo, "complaint", cancel: Cancel));
        Assert.Equal(IndicatorState.Withdrawn, (await store.IndicatorAsync(id, Cancel))!.State);

        var two = await store.PublishAsync();
        Assert.Equal((1, 2), (two.Size, two.Removed));
        var taken = (await store.TakeListAsync("baseline", 2, 1, "fjordmail", Cancel))!;
        Assert.Equal(2, taken.Removed.Count);
        Assert.Contains(taken.Removed, line => line.Contains(Entries.Hex(1, 64), StringComparison.Ordinal));
        Assert.Equal(2, (await store.RecipientAsync("baseline", "fjordmail", Cancel))!.OpenWithdrawals);
        var shared = await store.SharedAsync(["baseline"], 0, fixture.Clock.GetUtcNow().ToUnixTimeSeconds(), null, 10, Cancel);
        Assert.Null(shared.Entries.Single(entry => entry.Id == id).Class); // told as deleted
        Assert.Equal(Acknowledgement.Done, await store.AcknowledgeAsync("baseline", 2, two.Digest, "fjordmail", Cancel));
        Assert.Equal(0, (await store.RecipientAsync("baseline", "fjordmail", Cancel))!.OpenWithdrawals);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_a_decision_changes_is_done_by_a_job_where_the_process_ended_right_after_it(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (store, eli) = (fixture.Store, await NoticeStoreTests.PersonAsync(fixture, "eli"));
        var id = await store.ActiveAsync(Entries.Baseline(Entries.Sha256(1)));
        await store.ComplainAsync(About(Entries.Hex(1, 64), 1), Cancel);
        var matter = Assert.Single((await store.MattersAsync(true, 0, 10, Cancel)).Matters);
        // Kept as it is when the process ends right after the decision.
        await using (var context = store.Context())
            await context.Set<Material.Redress.Storage.MatterRow>().Where(row => row.Id == matter.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, MatterState.Upheld).SetProperty(row => row.OpenSubject, (string?)null).SetProperty(row => row.Reviewer, eli.PersonId).SetProperty(row => row.DecidedAt, fixture.Clock.GetUtcNow().ToUnixTimeMilliseconds()), Cancel);
        await store.RemindRedressAsync($"right/{matter.Id}", Cancel);
        Assert.Equal((IndicatorState.Suspended, StepOutcome.SamePerson), ((await store.IndicatorAsync(id, Cancel))!.State, await store.StepIndicatorAsync(id, IndicatorStep.Withdraw, new(eli.PersonId, "Eli"), cancel: Cancel)));
        // Two persons found meanwhile that it stands: the job does not take it back a second time.
        fixture.Clock.Move(TimeSpan.FromMinutes(1));
        foreach (var (step, by) in ((IndicatorStep, IndicatorActor)[])[(IndicatorStep.Resume, Entries.Bo), (IndicatorStep.Confirm, Entries.Cem)]) Assert.Equal(StepOutcome.Done, await store.StepIndicatorAsync(id, step, by, cancel: Cancel));
        await store.RemindRedressAsync($"right/{matter.Id}", Cancel);
        Assert.Equal(IndicatorState.Active, (await store.IndicatorAsync(id, Cancel))!.State);
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
