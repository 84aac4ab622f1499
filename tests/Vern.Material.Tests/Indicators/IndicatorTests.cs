using FsCheck;
using FsCheck.Fluent;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Matching;

namespace Vern.Material.Tests.Indicators;

/// <summary>An entry's way, and the index that follows it, on both databases.</summary>
public sealed class IndicatorTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task An_entry_counts_when_two_persons_have_confirmed_it_and_neither_proposed_it(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var store = fixture.Store;
        var proposed = await store.ProposeIndicatorAsync(Entries.Baseline(Entries.Sha256(1), Entries.Pdq(2)), Entries.Ana, TestContext.Current.CancellationToken);
        var id = proposed.Indicator!.Value;
        var file = new FileDigests("one", Sha256: Entries.Hex(1, 64));
        Assert.Equal(StepOutcome.Proposer, await store.StepIndicatorAsync(id, IndicatorStep.Confirm, Entries.Ana, cancel: TestContext.Current.CancellationToken));
        // The same verified person under another account, with another role and name of the account.
        Assert.Equal(StepOutcome.Proposer, await store.StepIndicatorAsync(id, IndicatorStep.Confirm, new(1, "Ana Example", "other-team"), cancel: TestContext.Current.CancellationToken));
        Assert.Equal(StepOutcome.NoPerson, await store.StepIndicatorAsync(id, IndicatorStep.Confirm, Entries.Program, cancel: TestContext.Current.CancellationToken));
        Assert.Equal(StepOutcome.Done, await store.StepIndicatorAsync(id, IndicatorStep.Confirm, Entries.Bo, cancel: TestContext.Current.CancellationToken));
        Assert.Equal(StepOutcome.SamePerson, await store.StepIndicatorAsync(id, IndicatorStep.Confirm, Entries.Bo, cancel: TestContext.Current.CancellationToken));
        Assert.Equal(Nearness.None, (await store.KnownAsync([file], cancel: TestContext.Current.CancellationToken))[0].Known);
        Assert.Equal(StepOutcome.Done, await store.StepIndicatorAsync(id, IndicatorStep.Confirm, Entries.Cem, words: "seen by me", cancel: TestContext.Current.CancellationToken));
        var known = Assert.Single(await store.KnownAsync([file], cancel: TestContext.Current.CancellationToken));
        Assert.Equal((Nearness.Exact, "baseline", "a1", id), (known.Known, known.List, known.Class, known.Indicator!.Value));
        var history = await store.IndicatorHistoryAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal([IndicatorStep.Propose, IndicatorStep.Confirm, IndicatorStep.Confirm], history.Select(step => step.Step));
        Assert.Equal(("Cem Example", "seen by me"), (history[^1].By, history[^1].Words));
        Assert.DoesNotContain("Cem Example", fixture.Bytes(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_steps_and_whoever_takes_them_an_entry_never_counts_by_one_person()
    {
        // For every sequence of steps by three persons and a program: whenever the entry counts, two persons beside the proposer have confirmed since it last did not.
        var steps = Gen.Elements(IndicatorStep.Confirm, IndicatorStep.Deconfirm, IndicatorStep.Challenge, IndicatorStep.Uphold, IndicatorStep.Suspend, IndicatorStep.Resume, IndicatorStep.AskWithdrawal, IndicatorStep.Withdraw, IndicatorStep.Affirm, IndicatorStep.Dispute);
        var moves = Gen.Zip(steps, Gen.Elements<int?>(1, 2, 3, null)).ListOf().ToArbitrary();
        Prop.ForAll(moves, list =>
        {
            var now = new IndicatorStanding(IndicatorState.Proposed, Proposer: 1);
            var confirmed = new HashSet<int>();
            var asked = new HashSet<int>();
            foreach (var (step, person) in list)
            {
                var (outcome, next) = IndicatorWay.Take(now, step, person);
                if (outcome is not StepOutcome.Done) { Assert.Equal(now, next); continue; }
                if (step is IndicatorStep.Confirm or IndicatorStep.Resume) confirmed.Add(person!.Value);
                if (step is IndicatorStep.AskWithdrawal or IndicatorStep.Withdraw) asked.Add(person!.Value);
                if (next.State is IndicatorState.Suspended && now.State is not IndicatorState.Suspended) confirmed.Clear();
                if (step is IndicatorStep.Resume) asked.Clear();
                if (step is IndicatorStep.Withdraw) Assert.Equal(2, asked.Count);
                now = next;
                if (IndicatorWay.Counts(now.State)) Assert.True(confirmed.Count >= 2 && !confirmed.Contains(1));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_added_or_withdrawn_counts_with_the_next_question_in_another_process_too(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var other = await Material.Intake.MaterialStore.OpenAsync(fixture.Workspace, fixture.Folder, fixture.Postgres, fixture.Clock, TestContext.Current.CancellationToken);
        var near = new FileDigests("near", Pdq: Entries.Near(Entries.Hex(2, 64), 31), Quality: 60);
        var far = new FileDigests("far", Pdq: Entries.Near(Entries.Hex(2, 64), 32), Quality: 60);
        Assert.Equal(Nearness.None, (await other.KnownAsync([near], cancel: TestContext.Current.CancellationToken))[0].Known);
        var id = await fixture.Store.ActiveAsync(Entries.Baseline(Entries.Pdq(2)));
        var answers = await other.KnownAsync([near, far, near with { Id = "poor", Quality = 49 }], cancel: TestContext.Current.CancellationToken);
        Assert.Equal([(Nearness.Near, 31), (Nearness.None, null), (Nearness.None, null)], answers.Select(answer => (answer.Known, answer.Distance)));
        Assert.Equal(StepOutcome.Done, await fixture.Store.SuspendIndicatorAsync(id, "complaint", cancel: TestContext.Current.CancellationToken));
        Assert.Equal(StepOutcome.Done, await fixture.Store.SuspendIndicatorAsync(id, "complaint", cancel: TestContext.Current.CancellationToken));
        Assert.Equal(Nearness.None, (await other.KnownAsync([near], cancel: TestContext.Current.CancellationToken))[0].Known);
        // To count again it takes two, as at first.
        Assert.Equal(StepOutcome.Done, await other.StepIndicatorAsync(id, IndicatorStep.Resume, Entries.Bo, cancel: TestContext.Current.CancellationToken));
        Assert.Equal(Nearness.None, (await fixture.Store.KnownAsync([near], cancel: TestContext.Current.CancellationToken))[0].Known);
        Assert.Equal(StepOutcome.Done, await other.StepIndicatorAsync(id, IndicatorStep.Confirm, Entries.Cem, cancel: TestContext.Current.CancellationToken));
        Assert.Equal(Nearness.Near, (await fixture.Store.KnownAsync([near], cancel: TestContext.Current.CancellationToken))[0].Known);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_withdrawal_takes_two_persons_suspends_at_once_and_lets_the_same_be_proposed_anew(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var store = fixture.Store;
        var id = await store.ActiveAsync(Entries.Baseline(Entries.Sha256(1)));
        Assert.Equal((id, false, "problem.there"), await store.ProposeIndicatorAsync(Entries.Baseline(Entries.Sha256(1)), Entries.Bo, TestContext.Current.CancellationToken) is var again ? (again.Indicator!.Value, again.IsNew, again.Problem) : default);
        Assert.Equal(StepOutcome.NoPerson, await store.WithdrawIndicatorAsync(id, "wrong", cancel: TestContext.Current.CancellationToken));
        Assert.Equal(IndicatorState.Suspended, (await store.IndicatorAsync(id, TestContext.Current.CancellationToken))!.State);
        Assert.Equal(StepOutcome.SamePerson, await store.WithdrawIndicatorAsync(id, "wrong", Entries.Bo, cancel: TestContext.Current.CancellationToken));
        Assert.Equal(StepOutcome.SamePerson, await store.WithdrawIndicatorAsync(id, "wrong", new(2, "Bo Example", "another-account"), cancel: TestContext.Current.CancellationToken));
        Assert.Equal(StepOutcome.Done, await store.WithdrawIndicatorAsync(id, "wrong", Entries.Cem, cancel: TestContext.Current.CancellationToken));
        Assert.Equal(StepOutcome.Done, await store.WithdrawIndicatorAsync(id, "wrong", Entries.Cem, cancel: TestContext.Current.CancellationToken));
        Assert.Equal(IndicatorState.Withdrawn, (await store.IndicatorAsync(id, TestContext.Current.CancellationToken))!.State);
        Assert.True((await store.ProposeIndicatorAsync(Entries.Baseline(Entries.Sha256(1)), Entries.Bo, TestContext.Current.CancellationToken)).IsNew);
        Assert.Equal(StepOutcome.Gone, await store.WithdrawIndicatorAsync(999, "wrong", Entries.Cem, cancel: TestContext.Current.CancellationToken));
        var two = await store.ActiveAsync(Entries.Baseline(Entries.Sha256(7)));
        Assert.Equal(StepOutcome.Done, await store.WithdrawIndicatorAsync(two, "wrong", Entries.Bo, Entries.Cem, TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_two_who_confirm_at_once_each_counts_once(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var id = (await fixture.Store.ProposeIndicatorAsync(Entries.Baseline(Entries.Sha256(1)), Entries.Ana, TestContext.Current.CancellationToken)).Indicator!.Value;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => fixture.Store.StepIndicatorAsync(id, IndicatorStep.Confirm, Entries.Bo))));
        Assert.Single(outcomes, StepOutcome.Done);
        Assert.Equal(IndicatorState.ConfirmedOnce, (await fixture.Store.IndicatorAsync(id, TestContext.Current.CancellationToken))!.State);
    }

    [Theory]
    [InlineData("problem.quality", 49)]
    [InlineData("problem.no-quality", -1)]
    public async Task A_picture_s_hash_of_low_quality_is_refused(string problem, int quality)
    {
        await using var fixture = await MaterialFixture.OpenAsync();
        Assert.Equal(problem, (await fixture.Store.ProposeIndicatorAsync(Entries.Baseline(Entries.Pdq(1) with { Quality = quality < 0 ? null : quality }), Entries.Ana, TestContext.Current.CancellationToken)).Problem);
    }

    [Fact]
    public void What_is_no_fingerprint_is_named()
    {
        Assert.Equal("problem.digits", ReadFingerprint.Problem(Entries.Baseline(new Fingerprint(HashKind.Md5, "xyz"))));
        Assert.Equal("problem.empty-file", ReadFingerprint.Problem(Entries.Baseline(new Fingerprint(HashKind.Sha256, "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"))));
        Assert.Equal("problem.ground", ReadFingerprint.Problem(Entries.Norwegian(Entries.Md5(1)) with { Ground = null }));
        Assert.Equal("problem.ground", ReadFingerprint.Problem(Entries.Baseline(Entries.Md5(1)) with { Ground = "penal-code" }));
        Assert.Equal("problem.list", ReadFingerprint.Problem(Entries.Baseline(Entries.Md5(1)) with { List = "national-NO" }));
        Assert.Equal("problem.twice", ReadFingerprint.Problem(Entries.Baseline(Entries.Md5(1), Entries.Md5(2))));
        Assert.Null(ReadFingerprint.Problem(Entries.Norwegian(Entries.Md5(1), Entries.Pdq(2))));
    }
}
