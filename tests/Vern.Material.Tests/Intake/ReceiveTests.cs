using System.Text;
using Vern.Material.Intake;

namespace Vern.Material.Tests.Intake;

/// <summary>Reports as they come in, on both databases.</summary>
public sealed class ReceiveTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    internal static readonly Sender Somebody = new(null, false, 90, 30);

    internal static NewReport AReport(string words, bool whole = true, Sender? sender = null) => new()
    {
        Sender = sender ?? Somebody, Channel = Channel.Api, IsWhole = whole, Sent = Encoding.UTF8.GetBytes(words),
        Facts = new() { Kind = ReportKind.Material, Words = words, Signs = ["viral"], Accounts = [new() { ScreenName = "made-up", Connections = [new("192.0.2.7", new DateTimeOffset(2026, 1, 20, 8, 0, 0, TimeSpan.Zero), "upload", false)] }] },
        Files = [new(new() { Md5 = new('a', 32), Sha256 = new('b', 64), Length = 12 }, new() { Name = "made-up.png" }), new(null, new() { Given = new Dictionary<string, string> { ["sha1"] = new('C', 40), ["photodna"] = "1,2" } })],
    };

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_received_is_read_again_and_its_words_lie_nowhere_in_clear(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var answer = await fixture.Store.ReceiveAsync(AReport("words-of-the-sender"), Cancel);
        var report = await fixture.Store.ReportAsync(answer.Id, Cancel);
        Assert.NotNull(report);
        Assert.Equal(IntakeState.Finished, report.State);
        Assert.Equal("words-of-the-sender", report.Facts!.Words);
        Assert.Equal("192.0.2.7", report.Facts.Accounts[0].Connections[0].Address);
        Assert.Equal(answer.Files, report.Files.Select(file => file.Id));
        Assert.Equal(("made-up.png", new string('a', 32)), (report.Files[0].Facts.Name, report.Files[0].Counted.Md5));
        Assert.Equal(new string('c', 40), report.Files[1].Counted.Sha1);
        Assert.Equal([(1L, answer.Id)], await fixture.Store.FinishedAfterAsync(0, 10, Cancel));
        if (database == "sqlite")
        {
            await fixture.Workspace.DisposeAsync();
            foreach (var secret in (string[])["words-of-the-sender", "made-up", "192.0.2.7"]) Assert.DoesNotContain(secret, fixture.Bytes(), StringComparison.Ordinal);
            await fixture.ReopenAsync();
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_identical_retry_is_the_same_report_and_another_senders_is_not(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var provider = await fixture.Store.EnrolAsync(ProvidersTests.AProvider("alpha"), Cancel);
        var many = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => fixture.Store.ReceiveAsync(AReport($"{number % 4}"), Cancel)));
        Assert.Equal(4, many.Select(answer => answer.Id).Distinct().Count());
        Assert.Equal(36, many.Count(answer => answer.Again));
        var other = await fixture.Store.ReceiveAsync(AReport("0", sender: provider.Sender), Cancel);
        Assert.DoesNotContain(other.Id, many.Select(answer => answer.Id));
        Assert.Equal(many[0].Files, (await fixture.Store.ReceiveAsync(AReport("0"), Cancel)).Files);
        Assert.Equal(5, (await fixture.Store.FinishedAfterAsync(0, 10, Cancel)).Count);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Arrivals_are_counted_without_a_gap_in_the_order_of_becoming_whole(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var open = await fixture.Store.ReceiveAsync(AReport("first", whole: false), Cancel);
        var whole = await fixture.Store.ReceiveAsync(AReport("second"), Cancel);
        Assert.Equal([(1L, whole.Id)], await fixture.Store.FinishedAfterAsync(0, 10, Cancel));
        Assert.Equal(StepResult.Done, (await fixture.Store.FinishAsync(open.Id, Somebody, Cancel)).Result);
        Assert.Equal([(2L, open.Id)], await fixture.Store.FinishedAfterAsync(1, 10, Cancel));
        await Task.WhenAll(Enumerable.Range(0, 300).Select(number => fixture.Store.ReceiveAsync(AReport($"many {number}"), Cancel)));
        Assert.Equal(Enumerable.Range(1, 302).Select(place => (long)place), (await fixture.Store.FinishedAfterAsync(0, 1000, Cancel)).Select(one => one.Arrival));
        await fixture.Workspace.Ledger.AppendAsync(Cancel);
        var (places, count) = await fixture.Workspace.Ledger.Outbox.FindAsync(new(IntakeActs.Received.Kind), 0, 1000, Cancel);
        // Many in one transaction, one entry for each transaction.
        Assert.InRange(count, 3, 200);
        Assert.All(await fixture.Workspace.Ledger.ReadAsync(places, Cancel), act => Assert.Equal(64, act.Digest!.Length));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Steps_on_a_report_answer_by_its_state_and_to_its_own_sender_only(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (store, alpha, beta) = (fixture.Store, (await fixture.Store.EnrolAsync(ProvidersTests.AProvider("alpha"), Cancel)).Sender, (await fixture.Store.EnrolAsync(ProvidersTests.AProvider("beta"), Cancel)).Sender);
        var report = (await store.ReceiveAsync(AReport("open", whole: false, sender: alpha), Cancel)).Id;
        var counted = new FileFingerprints { Md5 = new('1', 32), Sha1 = new('2', 40), Sha256 = new('3', 64), Length = 5 };
        var file = await store.AddFileAsync(report, alpha, counted, new() { Name = "name.png" }, Cancel);
        Assert.Equal(StepResult.Done, file.Result);
        Assert.Equal(file.File, (await store.AddFileAsync(report, alpha, counted, null, Cancel)).File);
        Assert.Equal(StepResult.NoSuchReport, (await store.AddFileAsync(report, beta, counted, null, Cancel)).Result);
        Assert.Equal(StepResult.NoSuchReport, (await store.FinishAsync(report, beta, Cancel)).Result);
        Assert.Equal(StepResult.NoSuchReport, (await store.RetractAsync(report, beta, whole: true, Cancel)).Result);
        Assert.Equal(StepResult.NoSuchReport, (await store.FinishAsync(999, alpha, Cancel)).Result);
        Assert.Equal(StepResult.NoSuchFile, (await store.DescribeFileAsync(report, alpha, new('0', 32), new(), Cancel)).Result);
        Assert.Equal(StepResult.Done, (await store.DescribeFileAsync(report, alpha, file.File!, new() { Viewed = true }, Cancel)).Result);
        Assert.Equal(("name.png", true), ((await store.ReportAsync(report, Cancel))!.Files[^1].Facts is var facts ? (facts.Name, facts.Viewed!.Value) : default));
        Assert.Equal(3, (await store.FinishAsync(report, alpha, Cancel)).Report!.Files.Count);
        Assert.Equal(StepResult.AlreadyFinished, (await store.FinishAsync(report, alpha, Cancel)).Result);
        Assert.Equal(StepResult.AlreadyFinished, (await store.AddFileAsync(report, alpha, counted with { Sha256 = new('4', 64) }, null, Cancel)).Result);
        Assert.Equal(StepResult.AlreadyFinished, (await store.RetractAsync(report, alpha, whole: false, Cancel)).Result);
        Assert.Equal(StepResult.Done, (await store.RetractAsync(report, alpha, whole: true, Cancel)).Result);
        Assert.Equal(StepResult.AlreadyRetracted, (await store.RetractAsync(report, alpha, whole: true, Cancel)).Result);
        Assert.Empty(await store.FinishedAfterAsync(0, 10, Cancel));
        // Sent again after it was taken back, it is a new report.
        Assert.NotEqual(report, (await store.ReceiveAsync(AReport("open", whole: false, sender: alpha), Cancel)).Id);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Steps_that_wait_together_are_one_after_the_other_in_one_transaction(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var store = fixture.Store;
        var reports = new List<long>();
        for (var number = 0; number < 5; number++) reports.Add((await store.ReceiveAsync(AReport($"opened {number}", whole: false) with { Files = [] }, Cancel)).Id);
        FileFingerprints Counted(char digit) => new() { Sha256 = new(digit, 64), Length = 3 };
        // All sent before any is answered: the first begins the writer, the others wait for it and are written together.
        var steps = reports.ConvertAll(report => (Report: report, Answers: (Task<StepAnswer>[])
        [
            store.AddFileAsync(report, Somebody, Counted('1'), new() { Name = "one.png" }, Cancel), store.AddFileAsync(report, Somebody, Counted('1'), null, Cancel),
            store.AddFileAsync(report, Somebody, Counted('2'), null, Cancel), store.FinishAsync(report, Somebody, Cancel),
            store.AddFileAsync(report, Somebody, Counted('3'), null, Cancel), store.FinishAsync(report, Somebody, Cancel),
        ]));
        foreach (var (report, asked) in steps)
        {
            var answers = await Task.WhenAll(asked);
            Assert.Equal([StepResult.Done, StepResult.Done, StepResult.Done, StepResult.Done, StepResult.AlreadyFinished, StepResult.AlreadyFinished], answers.Select(answer => answer.Result));
            Assert.Equal(answers[0].File, answers[1].File);
            Assert.Equal((false, true), (answers[0].Report!.Again, answers[1].Report!.Again));
            Assert.Equal([answers[0].File!, answers[2].File!], answers[3].Report!.Files);
            var read = Assert.Single(await store.ReportsAsync([report], Cancel));
            Assert.Equal((IntakeState.Finished, "one.png"), (read.State, read.Files[0].Facts.Name));
            Assert.Equal([new('1', 64), new('2', 64)], read.Files.Select(file => file.Counted.Sha256!));
        }
        Assert.Equal(reports, (await store.FinishedAfterAsync(0, 100, Cancel)).Select(one => one.Id));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_report_that_nobody_finishes_is_gone_after_a_day_or_an_hour_after_its_last_change_and_leaves_that_it_was_there(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (store, clock) = (fixture.Store, fixture.Clock);
        var changed = (await store.ReceiveAsync(AReport("changed", whole: false), Cancel)).Id;
        var left = (await store.ReceiveAsync(AReport("left", whole: false), Cancel)).Id;
        clock.Move(TimeSpan.FromHours(23.5));
        Assert.Equal(0, await store.ExpireAsync(Cancel));
        await store.AddFileAsync(changed, Somebody, new() { Sha256 = new('5', 64) }, null, Cancel);
        clock.Move(TimeSpan.FromMinutes(40));
        Assert.Equal(StepResult.NoSuchReport, (await store.FinishAsync(left, Somebody, Cancel)).Result); // before the job has run, as after
        Assert.Equal(1, await store.ExpireAsync(Cancel));
        var gone = (await store.ReportAsync(left, Cancel))!;
        Assert.Equal((IntakeState.Expired, null, 0), (gone.State, gone.Facts, gone.Files.Count));
        Assert.Empty(await fixture.Workspace.Keys.KeysAsync([gone.KeyId], Cancel));
        clock.Move(TimeSpan.FromMinutes(10));
        Assert.Equal(0, await store.ExpireAsync(Cancel));
        Assert.Equal(StepResult.Done, (await store.FinishAsync(changed, Somebody, Cancel)).Result);
        Assert.Equal(StepResult.Done, (await store.RetractAsync(changed, Somebody, whole: true, Cancel)).Result);
        clock.Move(TimeSpan.FromDays(29));
        Assert.Equal(0, await store.ExpireAsync(Cancel));
        clock.Move(TimeSpan.FromDays(2));
        Assert.Equal(1, await store.ExpireAsync(Cancel));
        Assert.Null((await store.ReportAsync(changed, Cancel))!.Facts);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_report_that_cannot_be_written_takes_no_other_with_it(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var bad = AReport("bad", sender: new Sender(12345, false, 0, null)); // no such provider: the database refuses it
        var all = Enumerable.Range(0, 30).Select(number => fixture.Store.ReceiveAsync(number == 7 ? bad : AReport($"good {number}"), Cancel)).ToList();
        await Assert.ThrowsAnyAsync<Exception>(() => all[7]);
        for (var number = 0; number < all.Count; number++) if (number != 7) Assert.False((await all[number]).Again);
        Assert.Equal(29, (await fixture.Store.FinishedAfterAsync(0, 100, Cancel)).Count);
    }

    [Fact]
    public async Task More_than_may_wait_is_refused_at_once_and_what_was_taken_is_kept()
    {
        // The writer stands still until it is let go: what waits is what was asked for, on a fast machine and on a slow one.
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var written = 0;
        var queue = new IntakeQueue(async items =>
        {
            await gate.Task;
            written += items.Count;
            return [.. items.Select(_ => new StepAnswer(StepResult.Done))];
        });
        var taken = new List<Task<StepAnswer>>();
        while (true)
        {
            try { taken.Add(queue.AddAsync(new())); }
            catch (IntakeFullException) { break; }
            Assert.InRange(taken.Count, 0, IntakeQueue.Longest + IntakeQueue.AtOnce);
        }
        Assert.InRange(taken.Count, IntakeQueue.Longest, IntakeQueue.Longest + IntakeQueue.AtOnce);
        Assert.DoesNotContain(taken, one => one.IsCompleted);
        gate.SetResult();
        Assert.All(await Task.WhenAll(taken), answer => Assert.Equal(StepResult.Done, answer.Result));
        Assert.Equal(taken.Count, written);
        Assert.Equal(StepResult.Done, (await queue.AddAsync(new())).Result); // and there is room again
    }

    [Fact]
    public void Connection_data_that_go_before_preservation_ends_are_told_of()
    {
        var facts = new ReportFacts { Kind = ReportKind.Material, Accounts = [new() { Connections = [new("198.51.100.2", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "login", false), new("198.51.100.3", null, "login", false)] }] };
        var (preserve, connections) = Preservation.Of(new(1, false, 90, 180), facts, [], new(2026, 2, 1));
        Assert.Equal((new DateOnly(2026, 5, 2), new DateOnly(2026, 6, 30)), (preserve, connections));
        Assert.Equal(new DateOnly(2026, 1, 22), Preservation.Of(new(1, false, 90, 21), facts, [], new(2026, 2, 1)).Connections);
        Assert.Equal((null, null), Preservation.Of(Sender.Public, facts, [], new(2026, 2, 1)));
    }
}
