using Microsoft.EntityFrameworkCore;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Storage;
using Vern.Material.Indicators.Matching;
using Vern.Material.Intake;
using Vern.Material.Intake.Storage;
using Vern.Material.Tests.Triage;
using Vern.Material.Triage;
using Vern.Material.Triage.Storage;

namespace Vern.Material.Tests.Indicators;

/// <summary>False matches, collisions, floods, and what came in before it was known.</summary>
public sealed class KnownTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_known_false_match_is_suppressed_once_two_persons_have_said_so(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var store = fixture.Store;
        await store.ActiveAsync(Entries.Baseline(Entries.Sha256(1), Entries.Pdq(2)));
        var lawful = Entries.Near(Entries.Hex(2, 64), 20);
        var file = new FileDigests("grid", Pdq: lawful);
        var (id, _) = await store.ProposeNegativeAsync(HashKind.Pdq, lawful, 4, Entries.Bo, "a grid of tiles", Cancel);
        Assert.Equal(Nearness.Near, (await store.KnownAsync([file], cancel: Cancel))[0].Known);
        Assert.Equal(StepOutcome.Proposer, await store.ConfirmNegativeAsync(id!.Value, Entries.Bo, Cancel));
        Assert.Equal(StepOutcome.Done, await store.ConfirmNegativeAsync(id.Value, Entries.Cem, Cancel));
        var answers = await store.KnownAsync([file, new FileDigests("the same file", Sha256: Entries.Hex(1, 64), Pdq: lawful), new FileDigests("another", Pdq: Entries.Hex(2, 64))], cancel: Cancel);
        Assert.Equal((Nearness.None, true), (answers[0].Known, answers[0].IsSuppressed));
        Assert.Equal((Nearness.Exact, false), (answers[1].Known, answers[1].IsSuppressed)); // a near false match does not speak against the same SHA-256
        Assert.Equal(Nearness.Near, answers[2].Known);
        Assert.Equal(StepOutcome.Done, await store.EndNegativeAsync(id.Value, Entries.Bo, Cancel));
        Assert.Equal(Nearness.Near, (await store.KnownAsync([file], cancel: Cancel))[0].Known);
        Assert.Equal("problem.radius", (await store.ProposeNegativeAsync(HashKind.Pdq, lawful, 32, Entries.Bo, "too far", Cancel)).Problem);
        Assert.Equal("problem.radius", (await store.ProposeNegativeAsync(HashKind.Md5, Entries.Hex(3, 32), 1, Entries.Bo, "a digest has no near", Cancel)).Problem);
    }

    [Fact]
    public async Task A_collision_that_somebody_made_for_a_weak_digest_does_not_count()
    {
        await using var fixture = await MaterialFixture.OpenAsync();
        await fixture.Store.ActiveAsync(Entries.Baseline(Entries.Md5(5), Entries.Sha256(6)));
        var answers = await fixture.Store.KnownAsync([new("made", Md5: Entries.Hex(5, 32), Sha256: Entries.Hex(99, 64)), new("md5 alone", Md5: Entries.Hex(5, 32)), new("both", Md5: Entries.Hex(5, 32), Sha256: Entries.Hex(6, 64))], cancel: Cancel);
        Assert.Equal(Nearness.None, answers[0].Known);
        Assert.True(Assert.Single(answers[0].Matches).IsContradicted);
        Assert.Equal((Nearness.Exact, true), (answers[1].Known, answers[1].Best!.IsWeak));
        Assert.Equal((Nearness.Exact, HashKind.Sha256), (answers[2].Known, answers[2].Best!.Kind));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_known_file_of_a_report_counts_once_outside_of_the_turn_of_weighing(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var store = fixture.Store;
        await store.ActiveAsync(Entries.Baseline(Entries.Sha256(1)));
        foreach (var (sender, digest, words) in ((Sender, int, string)[])[(Sender.Public, 1, "one"), (Sender.Public, 1, "two"), (Sender.Public with { IsTest = true }, 1, "three"), (Sender.Public, 2, "four")])
            await store.ReceiveAsync(MadeUpReports.Of(sender, MadeUpReports.Facts() with { Words = words }, Entries.Hex(digest, 64)), Cancel);
        // Whoever writes within the turn waits for nobody's turn: this ends.
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await store.AssessArrivedAsync(cancel: late.Token) > 0) { }
        await using var context = store.Context();
        Assert.Equal(2, await context.Set<HitRow>().SumAsync(row => row.Count, Cancel));
        Assert.Equal([Novelty.Known, Novelty.Known, Novelty.Known, Novelty.New], await context.Set<AssessmentRow>().OrderBy(row => row.Report).Select(row => row.Novelty).ToListAsync(Cancel));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_fingerprint_that_suddenly_matches_everywhere_is_set_aside_until_a_person_has_looked(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var store = fixture.Store;
        var id = await store.ActiveAsync(Entries.Baseline(Entries.Sha256(1), Entries.Pdq(2)));
        FileDigests[] flood = [.. Enumerable.Range(0, 150).Select(number => new FileDigests($"{number}", Pdq: Entries.Near(Entries.Hex(2, 64), number % 30)))];
        // One program alone cannot set a fingerprint aside, however often it asks.
        for (var time = 0; time < 5; time++) await store.KnownAsync(flood, "flooder", cancel: Cancel);
        Assert.Equal(Nearness.Near, (await store.KnownAsync([flood[0]], "other", cancel: Cancel))[0].Known);
        await store.KnownAsync(flood, cancel: Cancel);
        var set = (await store.KnownAsync([flood[0]], cancel: Cancel))[0];
        Assert.Equal((Nearness.None, true), (set.Known, set.Matches[0].IsQuarantined));
        Assert.Equal(Nearness.Exact, (await store.KnownAsync([new("other", Sha256: Entries.Hex(1, 64))], cancel: Cancel))[0].Known); // the entry's other fingerprints still count
        var entry = (await store.IndicatorAsync(id, Cancel))!;
        Assert.Equal(IndicatorState.Active, entry.State);
        var hash = Assert.Single(entry.Hashes, one => one.QuarantinedAt is not null);
        Assert.DoesNotContain((await store.DraftAsync("baseline", Cancel)).Added, line => line.StartsWith("pdq", StringComparison.Ordinal));
        Assert.Equal(StepOutcome.NoPerson, await store.ReleaseAsync(hash.Id, Entries.Program, cancel: Cancel));
        Assert.Equal(StepOutcome.Done, await store.ReleaseAsync(hash.Id, Entries.Bo, "a meme, and right", Cancel));
        await store.KnownAsync(flood, cancel: Cancel);
        Assert.Equal(Nearness.Near, (await store.KnownAsync([flood[0]], cancel: Cancel))[0].Known);
    }

    [Fact]
    public void A_flood_is_told_by_a_fingerprint_s_own_past()
    {
        Assert.False(FloodRule.IsFlood(199, 0, null));
        Assert.True(FloodRule.IsFlood(200, 0, null));
        Assert.False(FloodRule.IsFlood(2000, 10_000, null)); // as often as ever
        Assert.True(FloodRule.IsFlood(3000, 10_000, null));
        Assert.False(FloodRule.IsFlood(3000, 10_000, 3000));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_came_in_before_it_was_known_is_found_and_noted_once(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var store = fixture.Store;
        await AddReportAsync(store, IntakeState.Finished, false, ("a", Entries.Hex(1, 64), null), ("b", null, Entries.Near(Entries.Hex(2, 64), 31)), ("c", null, Entries.Near(Entries.Hex(2, 64), 32)));
        fixture.Clock.Move(TimeSpan.FromHours(1));
        var open = await AddReportAsync(store, IntakeState.Open, false, ("d", null, Entries.Hex(2, 64)));
        await AddReportAsync(store, IntakeState.Finished, true, ("e", Entries.Hex(1, 64), null));
        await AddReportAsync(store, IntakeState.Finished, false, ("f", null, Entries.Near(Entries.Hex(2, 64), 3)));
        var id = await store.ActiveAsync(Entries.Baseline(Entries.Sha256(1), Entries.Pdq(2)));
        Assert.Equal(3, await store.RematchAsync(id, Cancel));
        Assert.Equal(0, await store.RematchAsync(id, Cancel));
        var found = await store.RematchesAsync(cancel: Cancel);
        Assert.Equal([(HashKind.Pdq, 3), (HashKind.Pdq, 31), (HashKind.Sha256, 0)], found.Select(one => (one.Kind, one.Distance)).OrderBy(one => one.Kind.ToString(), StringComparer.Ordinal).ThenBy(one => one.Distance));
        Assert.Equal(ReadingStep.Done, await store.AnswerRematchAsync(id, found[0].Report, false, "Made up.", MadeUpReports.Ada, Cancel));
        Assert.Equal(ReadingStep.NotNow, await store.AnswerRematchAsync(id, found[0].Report, false, "Made up.", MadeUpReports.Ada, Cancel));
        Assert.DoesNotContain(await store.RematchesAsync(cancel: Cancel), one => one.Report == found[0].Report);
        await store.WriteAsync(async context => { (await context.Reports.FindAsync(open))!.State = IntakeState.Finished; return 0; }, Cancel);
        Assert.Equal(1, await store.RematchAsync(id, Cancel));
        await store.SuspendIndicatorAsync(id, "complaint", cancel: Cancel);
        Assert.Equal(0, await store.RematchAsync(id, Cancel));
    }

    private static Task<long> AddReportAsync(MaterialStore store, IntakeState state, bool isTest, params (string Id, string? Sha256, string? Pdq)[] files) => store.WriteAsync(async context =>
    {
        var now = store.Now().ToUnixTimeMilliseconds();
        var report = new ReportRow { Id = (await context.Reports.MaxAsync(row => (long?)row.Id) ?? 0) + 1, State = state, IsTest = isTest, KeyId = Entries.Hex(500, 32), Facts = [], OpenedAt = now, ChangedAt = now };
        context.Add(report);
        await context.SaveChangesAsync();
        foreach (var (id, sha256, pdq) in files) context.Add(new ReportFileRow { Id = id[0].ToString().PadLeft(32, '0'), Report = report.Id, Sha256 = sha256, Pdq = pdq, Quality = pdq is null ? null : 80 });
        return report.Id;
    }, Cancel);
}
