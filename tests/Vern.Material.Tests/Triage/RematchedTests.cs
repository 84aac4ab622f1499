using Vern.Material.Indicators;
using Vern.Material.Intake;
using Vern.Material.Tests.Indicators;
using Vern.Material.Tests.Intake;
using Vern.Material.Triage;
using static Vern.Material.Tests.Triage.MadeUpReports;

namespace Vern.Material.Tests.Triage;

/// <summary>What came in before it was known, and what a person makes of it, on both databases.</summary>
public sealed class RematchedTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task SetAsideAsync(MaterialStore store, long report, int with = 0)
    {
        Assert.Equal(ReadingStep.Done, await store.ProposeSetAsideAsync(report, "no-child", "Made up.", with, Ada, Cancel));
        Assert.Equal(ReadingStep.Done, await store.SecondAsync(report, true, "", Bo, Cancel));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_match_alone_changes_nothing_and_what_a_person_takes_up_needs_two_to_be_set_aside_again(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var store = fixture.Store;
        var alpha = await store.EnrolAsync(ProvidersTests.AProvider("alpha"), Cancel);
        var (aside, waits) = (await KeptAsync(fixture, Of(alpha.Sender, Facts("infant"), Entries.Hex(1, 64))), await KeptAsync(fixture, Of(alpha.Sender, Facts("spam"), Entries.Hex(2, 64))));
        await SetAsideAsync(store, aside);
        var id = await store.ActiveAsync(Entries.Baseline(Entries.Sha256(1)));
        var other = await store.ActiveAsync(Entries.Baseline(Entries.Sha256(2)));
        Assert.Equal((1, 1), (await store.RematchAsync(id, Cancel), await store.RematchAsync(other, Cancel)));
        Assert.Equal("set-aside", (await store.OutcomeAsync(aside, Cancel))!.State);
        Assert.Equal([aside], (await store.ReportsInAsync(ReadingState.SetAside, 0, 50, Cancel)).Reports.Select(one => one.Report));
        Assert.Equal(2, (await store.QueueAsync(false, 0, 50, Cancel)).Rematches);
        var (entries, count) = await store.RematchedEntriesAsync(true, 0, 50, Cancel);
        Assert.Equal(2, count);
        Assert.Equal([other, id], entries.Select(one => one.Indicator));
        Assert.Equal((1, 1, new RematchedFiles(1, 1, null, null)), (entries[1].Reports, entries[1].Waiting, entries[1].Files));
        Assert.Equal([KeyValuePair.Create(ReadingState.SetAside, 1)], entries[1].States);

        Assert.Equal(ReadingStep.NotNow, await store.AnswerRematchAsync(other, waits, true, "It is in the queue as it is.", Ada, Cancel));
        Assert.Equal(ReadingStep.Gone, await store.AnswerRematchAsync(other, aside, true, "It does not match.", Ada, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => store.AnswerRematchAsync(id, aside, true, " ", Ada, Cancel));
        Assert.Equal(ReadingStep.Done, await store.AnswerRematchAsync(id, aside, true, "It is known now.", Bo, Cancel));
        Assert.Equal(ReadingStep.NotNow, await store.AnswerRematchAsync(id, aside, false, "Too late.", Ada, Cancel));
        Assert.Equal("read", (await store.OutcomeAsync(aside, Cancel))!.State);
        var view = (await store.ReadAsync(aside, Ada, Cancel))!;
        Assert.Equal((ReadingState.Waiting, Novelty.Known), (view.Head.State, view.Head.Novelty)); // weighed by what is known today
        Assert.Equal(ReadingStep.Done, await store.ProposeSetAsideAsync(aside, "handled-already", "Made up.", 0, Ada, Cancel));
        Assert.Equal(ReadingStep.SamePerson, await store.SecondAsync(aside, true, "", AdaAgain, Cancel));

        Assert.Equal(ReadingStep.Done, await store.AnswerRematchAsync(other, waits, false, "Somebody reads it.", Ada, Cancel));
        Assert.Equal(0, await store.RematchesWaitingAsync(Cancel));
        Assert.Empty((await store.RematchedEntriesAsync(true, 0, 50, Cancel)).Entries);
        Assert.Equal([(0, 1), (1, 0)], (await store.RematchedEntriesAsync(false, 0, 50, Cancel)).Entries.Select(one => (one.TakenUp, one.Nothing)));
        var answer = Assert.Single(Assert.Single(await store.RematchesOfAsync(aside, Cancel)).Answers);
        Assert.Equal((true, "It is known now.", "Bo Example"), (answer.TakenUp, answer.Words, answer.By));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_read_with_a_decided_report_is_taken_up_by_itself_and_what_an_authority_has_stays_there(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var store = fixture.Store;
        var alpha = await store.EnrolAsync(ProvidersTests.AProvider("alpha"), Cancel);
        await store.KeepAuthorityAsync(new("no-police", "NO", "Police Example", Material.Routing.AuthorityKind.National, Material.Routing.AuthorityChannel.Inbox, ["nb"], true), Cancel);
        var first = await KeptAsync(fixture, Of(alpha.Sender, Facts(), Entries.Hex(1, 64)));
        var same = await KeptAsync(fixture, Of(alpha.Sender, Facts(), Entries.Hex(1, 64)));
        Assert.Equal(ReadingStep.Done, await store.RouteAsync(first, ["no-police"], null, 1, Ada, Cancel));
        var id = await store.ActiveAsync(Entries.Baseline(Entries.Sha256(1)));
        Assert.Equal(2, await store.RematchAsync(id, Cancel));
        var reports = (await store.RematchedReportsAsync(id, 0, 50, Cancel)).Reports;
        Assert.Equal([(same, (long?)first, true), (first, null, true)], reports.Select(one => (one.Report, one.Leader, one.IsDecided)));
        Assert.Equal([KeyValuePair.Create(ReadingState.Routed, 2)], (await store.RematchedEntriesAsync(null, 0, 50, Cancel)).Entries[0].States);
        Assert.Equal(ReadingStep.Done, await store.AnswerRematchAsync(id, same, true, "Made up.", Ada, Cancel));
        Assert.Equal("forwarded", (await store.OutcomeAsync(first, Cancel))!.State);
        Assert.Equal([same], (await store.QueueAsync(false, 0, 50, Cancel)).Rest.Select(one => one.Report));
        Assert.Equal(1, (await store.RematchesOfEntryAsync(id, Cancel)).Waiting);
        Assert.Single(await store.PackagesOfAsync(first, Cancel));
    }
}
