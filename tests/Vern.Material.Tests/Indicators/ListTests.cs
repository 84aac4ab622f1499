using FsCheck;
using FsCheck.Fluent;
using Vern.Ledger.Checkpoints;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Lists;
using Vern.Material.Intake;

namespace Vern.Material.Tests.Indicators;

/// <summary>Editions: what a recipient can prove, and what it tells of ill will.</summary>
public sealed class ListTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases))]
    public async Task Changes_from_any_edition_lead_to_the_same_list_as_the_whole(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (store, key) = (fixture.Store, fixture.Workspace.Ledger.Key);
#pragma warning disable CA5394 // reproducible, no secret
        var draw = new Random(7);
        var active = new List<long>();
        for (var (edition, seed) = (1, 100); edition <= 6; edition++)
        {
            for (var time = draw.Next(1, 4); time > 0; time--) active.Add(await store.ActiveAsync(Entries.Baseline(Entries.Sha256(seed++), Entries.Pdq(seed++))));
            if (edition > 1)
            {
                var gone = active[draw.Next(active.Count)];
                active.Remove(gone);
                Assert.Equal(StepOutcome.Done, await store.WithdrawIndicatorAsync(gone, "wrong", Entries.Bo, Entries.Cem, Cancel));
            }
            fixture.Clock.Move(TimeSpan.FromMinutes(5));
            Assert.Equal(edition, (await store.PublishAsync()).Number);
        }
#pragma warning restore CA5394
        var whole = new HeldList?[7];
        for (var edition = 1; edition <= 6; edition++) whole[edition] = VerifyList.Run(ListFile.Parse((await store.ListFileAsync("baseline", edition, cancel: Cancel))!.ToText()), key);
        Assert.Equal(2 * active.Count, whole[6]!.Lines.Count);
        for (var since = 1; since <= 6; since++)
        {
            for (var edition = since + 1; edition <= 6; edition++)
            {
                var held = VerifyList.Run((await store.ListFileAsync("baseline", edition, since, Cancel))!, key, whole[since]);
                Assert.True(held.Lines.SetEquals(whole[edition]!.Lines));
                Assert.Equal(whole[edition]!.Edition, held.Edition);
            }
        }
        Assert.Null(await store.ListFileAsync("baseline", 7, cancel: Cancel));
        Assert.Null(await store.ListFileAsync("baseline", 3, 3, Cancel));
        await fixture.Workspace.Ledger.AppendAsync(Cancel);
        for (var edition = 1; edition <= 6; edition++) VerifyList.Receipt((await store.ListReceiptAsync("baseline", edition, Cancel))!, whole[edition]!.Edition, key);
        Assert.Contains("receipt", Assert.Throws<FormatException>(() => VerifyList.Receipt(store.ListReceiptAsync("baseline", 2, Cancel).Result!, whole[3]!.Edition, key)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_added_and_removed_changes_applied_give_the_whole()
    {
        // Over every pair of sets of lines: the root of the old with the changes is the root of the new, and another set has another root.
        var sets = Gen.Choose(0, 40).ListOf().Select(numbers => numbers.Distinct().Select(number => ListLine.Of(HashKind.Sha256, Entries.Hex(number, 64), "a1")).ToHashSet(StringComparer.Ordinal)).ToArbitrary();
        Prop.ForAll(sets, sets, (before, after) =>
        {
            var lines = before.ToHashSet(StringComparer.Ordinal);
            lines.ExceptWith(before.Except(after));
            lines.UnionWith(after.Except(before));
            return ListEdition.RootOf(lines) == ListEdition.RootOf(after.Reverse()) && (before.SetEquals(after) || ListEdition.RootOf(before) != ListEdition.RootOf(after));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task What_was_forged_replayed_reordered_slipped_in_or_kept_back_is_named()
    {
        await using var fixture = await MaterialFixture.OpenAsync();
        var (store, key) = (fixture.Store, fixture.Workspace.Ledger.Key);
        var first = await store.ActiveAsync(Entries.Baseline(Entries.Sha256(1)));
        await store.ActiveAsync(Entries.Baseline(Entries.Sha256(2)));
        await store.PublishAsync();
        var one = (await store.ListFileAsync("baseline", 1, cancel: Cancel))!;
        await store.WithdrawIndicatorAsync(first, "wrong", Entries.Bo, Entries.Cem, Cancel);
        await store.ActiveAsync(Entries.Baseline(Entries.Sha256(3)));
        await store.PublishAsync();
        await store.ActiveAsync(Entries.Baseline(Entries.Sha256(4)));
        await store.PublishAsync();
        var (held, step, both) = (VerifyList.Run(one, key), (await store.ListFileAsync("baseline", 2, 1, Cancel))!, (await store.ListFileAsync("baseline", 3, 1, Cancel))!);
        var latest = VerifyList.Run(both, key, held);
        var slipped = ListLine.Of(HashKind.Md5, Entries.Hex(9, 32), "a1");
        string Refusal(ListFile file, HeldList? held = null, NoteKey? by = null) => Assert.Throws<FormatException>(() => VerifyList.Run(file, by ?? key, held)).Message;
        var stranger = NoteSigner.Generate(key.Name, SignatureKind.EcdsaP256);
        Assert.StartsWith("forged", Refusal(one with { Editions = [SignedNote.Sign(held.Edition.ToText(), stranger).ToString()] }), StringComparison.Ordinal);
        Assert.Contains("wrong", Refusal(one with { Editions = [one.Editions[0].Replace("edition 1", "edition 2", StringComparison.Ordinal)] }), StringComparison.Ordinal);
        Assert.StartsWith("replayed", Refusal(one, latest), StringComparison.Ordinal);
        Assert.StartsWith("reordered", Refusal(both with { Editions = [.. both.Editions.Reverse()] }, held), StringComparison.Ordinal);
        Assert.StartsWith("reordered", Refusal(both with { Editions = [both.Editions[1]] }, held), StringComparison.Ordinal);
        Assert.Contains("slipped in", Refusal(one with { Added = [.. one.Added, slipped] }), StringComparison.Ordinal);
        Assert.Contains("slipped in", Refusal(step with { Added = [.. step.Added, slipped] }), StringComparison.Ordinal);
        Assert.Contains("slipped in", Refusal(step with { Added = [.. step.Added, slipped] }, held), StringComparison.Ordinal);
        Assert.StartsWith("altered", Refusal(both with { Added = [.. both.Added.Skip(1), slipped] }, held), StringComparison.Ordinal);
        Assert.Contains("kept back", Refusal(step with { Removed = [] }), StringComparison.Ordinal);
        Assert.Contains("kept back", Refusal(step with { Removed = [] }, held), StringComparison.Ordinal);
        Assert.Contains("kept back", Refusal(both with { Removed = [] }, held), StringComparison.Ordinal);
        Assert.Contains("twice", Refusal(one with { Added = [.. one.Added, one.Added[0]] }), StringComparison.Ordinal);
        Assert.StartsWith("missing", Refusal(both), StringComparison.Ordinal);
        Assert.StartsWith("missing", Refusal((await store.ListFileAsync("baseline", 3, 2, Cancel))!, held), StringComparison.Ordinal);
        // A single step is proven without what was held.
        Assert.False(VerifyList.Run(step, key).IsWhole);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_edition_is_published_by_two_who_have_seen_the_same(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var store = fixture.Store;
        Assert.False((await store.DraftAsync("baseline", Cancel)).IsNew);
        await store.ActiveAsync(Entries.Baseline(Entries.Sha256(1)));
        await store.ActiveAsync(Entries.Norwegian(Entries.Sha256(1)));
        var draft = await store.DraftAsync("baseline", Cancel);
        Assert.Null(await store.PublishListAsync("baseline", draft.Content, 4, 4, Cancel));
        await store.ActiveAsync(Entries.Baseline(Entries.Sha256(2)));
        Assert.Null(await store.PublishListAsync("baseline", draft.Content, 4, 5, Cancel)); // another content than the first person saw
        await store.PublishAsync();
        Assert.Null(await store.PublishListAsync("baseline", (await store.DraftAsync("baseline", Cancel)).Content, 4, 5, Cancel)); // nothing new
        Assert.Equal(1, (await store.PublishAsync("national-no")).Size);
        Assert.Equal(["baseline", "national-no"], await store.ListsAsync(Cancel));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_withdrawal_stays_open_until_the_recipient_says_that_it_holds_the_edition_and_it_is_reminded_daily(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var store = fixture.Store;
        var id = await store.ActiveAsync(Entries.Baseline(Entries.Sha256(1), Entries.Md5(2)));
        await store.ActiveAsync(Entries.Baseline(Entries.Sha256(3)));
        var one = await store.PublishAsync();
        await store.TakeListAsync("baseline", 1, null, "fjordmail", Cancel);
        await store.TakeListAsync("baseline", 1, null, "silent", Cancel);
        Assert.Equal(Acknowledgement.Differs, await store.AcknowledgeAsync("baseline", 1, Entries.Hex(1, 64), "fjordmail", Cancel));
        Assert.Equal(Acknowledgement.Done, await store.AcknowledgeAsync("baseline", 1, one.Digest, "fjordmail", Cancel));
        Assert.Equal(Acknowledgement.Gone, await store.AcknowledgeAsync("baseline", 2, one.Digest, "fjordmail", Cancel));
        await store.WithdrawIndicatorAsync(id, "wrong", Entries.Bo, Entries.Cem, Cancel);
        var two = await store.PublishAsync();
        var since = fixture.Clock.GetUtcNow();
        fixture.Clock.Move(TimeSpan.FromDays(8));
        await store.TakeListAsync("baseline", 2, 1, "fjordmail", Cancel);
        await store.TakeListAsync("baseline", 2, null, "late", Cancel); // never had what was withdrawn
        Assert.All((await store.RecipientsAsync("baseline", Cancel)).Take(2), recipient => Assert.Equal((2, since, true), (recipient.OpenWithdrawals, recipient.OpenSince!.Value, recipient.IsOverdue(fixture.Clock.GetUtcNow()))));
        Assert.Equal(0, (await store.RecipientAsync("baseline", "late", Cancel))!.OpenWithdrawals);
        var next = Assert.Single(await store.RemindListAsync("baseline 2 1", Cancel));
        await store.RemindListAsync("baseline 2 1", Cancel); // begun again after a crash
        Assert.Equal(1, (await store.RecipientAsync("baseline", "silent", Cancel))!.Reminded);
        Assert.Equal("baseline 2 2", next.Payload);
        Assert.Equal(Acknowledgement.Done, await store.AcknowledgeAsync("baseline", 2, two.Digest, "fjordmail", Cancel));
        Assert.Equal(0, (await store.RecipientAsync("baseline", "fjordmail", Cancel))!.OpenWithdrawals);
        Assert.Equal(2, (await store.RecipientAsync("baseline", "silent", Cancel))!.OpenWithdrawals);
        await store.TakeListAsync("baseline", 2, 1, "silent", Cancel);
        await store.AcknowledgeAsync("baseline", 2, two.Digest, "silent", Cancel);
        Assert.Empty(await store.RemindListAsync("baseline 2 2", Cancel));
    }
}
