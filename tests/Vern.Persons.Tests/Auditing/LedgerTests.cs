using System.Text;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Auditing;
using Vern.Platform.Store;

namespace Vern.Persons.Tests.Auditing;

/// <summary>What the national unit does is in its ledger, once, whatever happens in between (rule 5; K-004, K-006).</summary>
public sealed class LedgerTests
{
    private static readonly BodyId Body = ShippedRegister.Bodies[0].Id;

    public static TheoryData<string> Databases => StoreFixture.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_done_is_recorded_once_and_who_did_it_is_sealed(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        Actor.Begin(new Actor("Kari Example", "coordinator", "the yearly count"));
        await OpenRoundAsync(fixture);
        await fixture.Store.RemindAsync(2014, Body, new(2015, 3, 6));
        await fixture.Store.RemindAsync(2014, Body, new(2015, 3, 6)); // the same day again changes nothing, and is no act
        var acts = await ReadAsync(fixture);
        Assert.Equal(["round.opened", "body.asked", "body.reminded"], acts.Select(act => act.Kind));
        Assert.Equal(["round/2014", $"round/2014/body/{Body}", $"round/2014/body/{Body}"], acts.Select(act => act.Resource));
        Assert.All(acts, act => Assert.Equal(new Actor("Kari Example", "coordinator", "the yearly count"), act.By));
        Assert.All(acts, act => Assert.Equal(fixture.Clock.GetUtcNow(), act.At));
        Assert.DoesNotContain("Kari", LogText(fixture), StringComparison.Ordinal);
        Assert.True((await fixture.Store.Ledger.VerifyAsync()).IsGood);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(fixture.Store.Ledger.Files.SecretKey));
    }

    [Fact]
    public async Task A_change_that_is_refused_is_not_recorded_but_a_refused_submission_is()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Store.RemindAsync(2014, Body, new(2015, 3, 6)));
        await Assert.ThrowsAsync<SubmissionRefusedException>(() => fixture.Store.ReceiveAsync(new Submission { Year = 2014, Sender = new("nobody-known"), Answer = AnswerKind.Zero }));
        var refused = Assert.Single(await ReadAsync(fixture));
        Assert.Equal(("submission.refused", "round/2014"), (refused.Kind, refused.Resource));
        Assert.StartsWith("SHA-256 ", refused.Detail, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Killed_between_commit_and_append_an_act_is_appended_once_at_the_next_start(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await OpenRoundAsync(fixture); // committed; this process never comes to append it
        await using (var next = await NationalStore.OpenAsync(fixture.Folder, fixture.Postgres, fixture.Clock)) Assert.Equal(0, await next.Ledger.Outbox.WaitingAsync());
        Assert.Equal(["round.opened", "body.asked"], (await ReadAsync(fixture)).Select(act => act.Kind));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Killed_between_append_and_the_note_of_it_an_act_is_not_appended_again(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await OpenRoundAsync(fixture);
        fixture.Store.Ledger.AfterAppend = () => throw new InvalidOperationException("killed");
        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Store.Ledger.AppendAsync());
        fixture.Store.Ledger.AfterAppend = null;
        Assert.Equal(2, await fixture.Store.Ledger.Outbox.WaitingAsync());
        await using (var next = await NationalStore.OpenAsync(fixture.Folder, fixture.Postgres, fixture.Clock)) Assert.Equal(0, await next.Ledger.Outbox.WaitingAsync());
        Assert.Equal(["round.opened", "body.asked"], (await ReadAsync(fixture)).Select(act => act.Kind));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task While_others_go_on_recording_an_append_takes_what_waited_and_ends(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var ledger = fixture.Store.Ledger;
        await OpenRoundAsync(fixture);
        var appends = 0;
        ledger.AfterAppend = () => ++appends > 3 ? throw new InvalidOperationException("without end") : ledger.RecordAsync(ControlActs.LedgerVerified, "ledger");
        await ledger.AppendAsync();
        ledger.AfterAppend = null;
        Assert.Equal((1, 1), (appends, await ledger.Outbox.WaitingAsync()));
        await ledger.AppendAsync();
        Assert.Equal(["round.opened", "body.asked", ControlActs.LedgerVerified.Kind], (await ReadAsync(fixture)).Select(act => act.Kind));
    }

    [Fact]
    public async Task A_missing_ledger_stops_the_start_and_says_what_to_do()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await OpenRoundAsync(fixture);
        await fixture.Store.DisposeAsync();
        Directory.Delete(fixture.Store.Ledger.Files.Log, recursive: true);
        var refused = await Assert.ThrowsAsync<StoreException>(() => NationalStore.OpenAsync(fixture.Folder, null, fixture.Clock));
        Assert.Contains("the ledger is missing; the database remembers 2 entries of it", refused.Message, StringComparison.Ordinal);
        Assert.Contains("vern ledger continue", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_rolled_back_to_an_older_copy_stops_the_start_and_can_be_continued_under_a_new_origin()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await OpenRoundAsync(fixture);
        await fixture.ReopenAsync();
        var files = fixture.Store.Ledger.Files;
        Copy(files.Log, files.Log + ".older");
        await fixture.Store.RemindAsync(2014, Body, new(2015, 3, 6));
        var origin = fixture.Store.Ledger.Key.Name;
        await fixture.Store.DisposeAsync();
        Directory.Delete(files.Log, recursive: true);
        Directory.Delete(files.Log + ".work", recursive: true);
        Directory.Move(files.Log + ".older", files.Log);
        await Assert.ThrowsAsync<StoreException>(() => NationalStore.OpenAsync(fixture.Folder, null, fixture.Clock));

        await NationalStore.ContinueLedgerAsync(fixture.Folder, null, "the disk was lost");
        await using var store = await NationalStore.OpenAsync(fixture.Folder, null, fixture.Clock);
        await store.RemindAsync(2014, Body, new(2015, 3, 9));
        await store.Ledger.AppendAsync();
        var acts = await store.Ledger.ReadAsync([0, 1]);
        Assert.Equal([Continuation.Kind, "body.reminded"], acts.Select(act => act.Kind));
        Assert.NotEqual(origin, store.Ledger.Key.Name);
        Assert.True((await store.Ledger.VerifyAsync()).IsGood);
    }

    [Fact]
    public async Task An_older_copy_of_the_database_learns_from_the_ledger_what_it_has_forgotten()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await OpenRoundAsync(fixture);
        await fixture.Store.DisposeAsync();
        File.Copy(fixture.File, fixture.File + ".older");
        await using (var store = await NationalStore.OpenAsync(fixture.Folder, null, fixture.Clock)) await store.RemindAsync(2014, Body, new(2015, 3, 6));
        File.Move(fixture.File + ".older", fixture.File, overwrite: true);
        await using var restored = await NationalStore.OpenAsync(fixture.Folder, null, fixture.Clock);
        Assert.Equal(3, (await restored.Ledger.Outbox.FindAsync(new(), 0, 10)).Count);
        Assert.Contains(restored.Ledger.Notes, note => note.Contains("1 entries that the database did not know", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_room_an_act_waits_in_the_database_and_is_appended_when_there_is_some()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        var payloads = fixture.Store.Ledger.Files.Payloads;
        await File.WriteAllTextAsync(payloads, "in the way: no folder can be made here");
        await OpenRoundAsync(fixture);
        await fixture.Store.Ledger.AppendAsync();
        Assert.NotNull(fixture.Store.Ledger.Problem);
        Assert.Equal(2, await fixture.Store.Ledger.Outbox.WaitingAsync());
        File.Delete(payloads);
        await fixture.Store.Ledger.AppendAsync();
        Assert.Null(fixture.Store.Ledger.Problem);
        Assert.Equal(["round.opened", "body.asked"], (await ReadAsync(fixture)).Select(act => act.Kind));
    }

    [Fact]
    public async Task A_clock_stepped_back_changes_no_order_and_is_pointed_out()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await OpenRoundAsync(fixture);
        fixture.Clock.Move(TimeSpan.FromHours(-5));
        await fixture.Store.RemindAsync(2014, Body, new(2015, 3, 6));
        var acts = await ReadAsync(fixture);
        Assert.Equal(["round.opened", "body.asked", "body.reminded"], acts.Select(act => act.Kind));
        Assert.Equal("clock", Assert.Single(NationalControl.Unusual.Find(acts)).Rule.Code);
    }

    [Fact]
    public async Task A_signed_and_published_edition_has_a_receipt_that_holds_offline()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await OpenRoundAsync(fixture);
        const string digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        var first = new Edition(2014, 1, null, digest, "{}", [new("A. Example", fixture.Clock.GetUtcNow())], null);
        await fixture.Store.PutEditionAsync(first);
        Assert.Null(await fixture.Store.Ledger.ReceiptAsync(NationalActs.ReportPublished, "report/2014/edition/1", digest));
        await fixture.Store.PutEditionAsync(first with { Signatures = [.. first.Signatures, new("B. Example", fixture.Clock.GetUtcNow())], PublishedAt = fixture.Clock.GetUtcNow() });
        var receipt = await fixture.Store.Ledger.ReceiptAsync(NationalActs.ReportPublished, "report/2014/edition/1", digest);
        var proven = Receipt.Parse(receipt!).Verify(fixture.Store.Ledger.Key);
        Assert.Contains($"+digest {digest}", Encoding.UTF8.GetString(proven.Entry.Span), StringComparison.Ordinal);
        Assert.Empty(proven.Opened);
        Assert.Equal([("report.signed", "A. Example"), ("report.signed", "B. Example"), ("report.published", "B. Example")], (await ReadAsync(fixture)).Skip(2).Select(act => (act.Kind, act.By!.Name)));
    }

    [Fact]
    public async Task An_erased_sealed_part_leaves_entry_and_proof()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await OpenRoundAsync(fixture);
        await fixture.Store.Ledger.AppendAsync();
        await fixture.Store.Ledger.EraseSealedAsync(fixture.Clock.GetUtcNow().AddHours(1));
        Assert.All(await ReadAsync(fixture), act => Assert.True(act is { Erased: true, By: null, Kind.Length: > 0 }));
        Assert.True((await fixture.Store.Ledger.VerifyAsync()).IsGood);
    }

    [Fact]
    public void Every_act_has_a_lawful_basis_of_the_register_and_a_kind_of_its_own()
    {
        Assert.All(NationalActs.All, act => Assert.Contains(act.Basis, NationalBases.All));
        Assert.Equal(NationalActs.All.Count, NationalActs.All.Select(act => act.Kind).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(typeof(NationalActs).GetProperties().Count(property => property.PropertyType == typeof(AuditAct)) + ControlActs.All.Count + Vern.Platform.Access.AccessActs.All.Count + Vern.Platform.Jobs.JobActs.All.Count + Vern.Platform.Workspaces.WorkspaceActs.All.Count, NationalActs.All.Count);
        Assert.All(NationalBases.All, basis => Assert.Contains(NationalActs.All, act => act.Basis == basis));
    }

    private static Task OpenRoundAsync(StoreFixture fixture) => fixture.Store.OpenRoundAsync(2014, new(2015, 1, 12), new(2015, 2, 27), [Body]);

    private static async Task<IReadOnlyList<ReadAct>> ReadAsync(StoreFixture fixture)
    {
        await fixture.Store.Ledger.AppendAsync();
        var (places, _) = await fixture.Store.Ledger.Outbox.FindAsync(new(), 0, 1000);
        return await fixture.Store.Ledger.ReadAsync(places.Reverse());
    }

    private static string LogText(StoreFixture fixture) =>
        string.Concat(Directory.GetFiles(fixture.Store.Ledger.Files.Log, "*", SearchOption.AllDirectories).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
