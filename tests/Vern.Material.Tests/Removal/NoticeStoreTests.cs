using Vern.Material.Removal;
using Vern.Platform.Access;

namespace Vern.Material.Tests.Removal;

/// <summary>Notices in the store, on both databases.</summary>
public sealed class NoticeStoreTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static async Task<SignedIn> PersonAsync(MaterialFixture fixture, string account, string? samePersonAs = null)
    {
        await fixture.Workspace.Access.AddAsync(account, samePersonAs is null ? $"{account} Example" : null, samePersonAs, "analyst", null);
        return await fixture.Workspace.Access.StandForAsync(account, Cancel);
    }

    internal static NewNotice Asked(string path = "a") => new(new($"https://host.example/{path}"), "dsa-16", "a1", "image", "manual-review", new("abuse@host.example", "NO", "nb"));

    internal static async Task<string> ConfirmedAsync(MaterialFixture fixture, SignedIn first, SignedIn second, NewNotice? asked = null)
    {
        var (id, _) = await fixture.Store.ProposeNoticeAsync(asked ?? Asked(), first.PersonId!.Value, Cancel);
        async Task<FourEyesStep?> StepAsync(SignedIn person) => await fixture.Store.NoticeAsync(id, Cancel) is { } notice ? await NoticeByTwo.StepAsync(fixture.Store, fixture.Workspace.Access, notice, notice.Seen(), person, Cancel) : null;
        Assert.Equal(FourEyesStep.Proposed, await StepAsync(first));
        Assert.Equal(FourEyesStep.Confirmed, await StepAsync(second));
        return id;
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_notice_leaves_only_when_another_person_has_confirmed_it_whatever_the_account(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (kari, same, ola) = (await PersonAsync(fixture, "kari"), await PersonAsync(fixture, "kari2", "kari"), await PersonAsync(fixture, "ola"));
        var (id, isNew) = await fixture.Store.ProposeNoticeAsync(Asked(), kari.PersonId!.Value, Cancel);
        Assert.True(isNew);
        Assert.Equal((id, false), await fixture.Store.ProposeNoticeAsync(Asked(), ola.PersonId!.Value, Cancel)); // one notice of an address
        var notice = (await fixture.Store.NoticeAsync(id, Cancel))!;
        Task<FourEyesStep?> StepAsync(SignedIn person, string seen) => NoticeByTwo.StepAsync(fixture.Store, fixture.Workspace.Access, notice, seen, person, Cancel);
        Assert.Equal(FourEyesStep.Proposed, await StepAsync(kari, notice.Seen()));
        Assert.Equal(FourEyesStep.SamePerson, await StepAsync(same, notice.Seen()));
        Assert.Null(await StepAsync(ola, new string('0', 64)));
        Assert.False(await fixture.Store.NoticeSentAsync(id, NoticeStep.Send, new(), kari.PersonId, Cancel));
        Assert.Equal(FourEyesStep.Confirmed, await StepAsync(ola, notice.Seen()));
        Assert.True(await fixture.Store.NoticeSentAsync(id, NoticeStep.Send, new(), kari.PersonId, Cancel));
        Assert.DoesNotContain("host.example/a", fixture.Bytes(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_clock_reminds_repeats_escalates_and_what_was_gone_and_is_there_again_takes_two_anew(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (kari, ola) = (await PersonAsync(fixture, "kari"), await PersonAsync(fixture, "ola"));
        var id = await ConfirmedAsync(fixture, kari, ola);
        foreach (var step in (NoticeStep[])[NoticeStep.Send, NoticeStep.Remind, NoticeStep.Repeat, NoticeStep.Escalate, NoticeStep.Repeat])
        {
            Assert.Equal(step, (await fixture.Store.NoticeAsync(id, Cancel))!.Step);
            if (step is not NoticeStep.Send)
            {
                Assert.False(await fixture.Store.NoticeSentAsync(id, step, new(), kari.PersonId, Cancel)); // not before it is due
                fixture.Clock.Move(TimeSpan.FromHours(48));
            }
            Assert.True(await fixture.Store.NoticeSentAsync(id, step, new(), kari.PersonId, Cancel));
        }
        Assert.True(await fixture.Store.NoticeCheckedAsync(id, isThere: false, new(), kari.PersonId, Cancel));
        fixture.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal(NoticeStep.Check, (await fixture.Store.NoticeAsync(id, Cancel))!.Step);
        Assert.True(await fixture.Store.NoticeCheckedAsync(id, isThere: true, new(), kari.PersonId, Cancel));
        var again = (await fixture.Store.NoticeAsync(id, Cancel))!;
        Assert.Equal((NoticeState.Proposed, 2), (again.State, again.Round));
        Assert.Equal(FourEyesStep.Proposed, await NoticeByTwo.StepAsync(fixture.Store, fixture.Workspace.Access, again, again.Seen(), kari, Cancel));
        var time = Assert.Single(await fixture.Store.TimedNoticesAsync(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, Cancel));
        Assert.NotNull(time.GoneAt);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Nothing_leaves_while_the_police_hold_it_and_it_leaves_the_day_after(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (kari, ola) = (await PersonAsync(fixture, "kari"), await PersonAsync(fixture, "ola"));
        var hold = await fixture.Store.HoldNoticesAsync(new("https://host.example/a"), null, new(2026, 2, 5), "an operation", "Inbox Example", Cancel);
        var id = await ConfirmedAsync(fixture, kari, ola);
        Assert.Equal(new DateOnly(2026, 2, 5), (await fixture.Store.NoticeAsync(id, Cancel))!.HeldUntil);
        Assert.False(await fixture.Store.NoticeSentAsync(id, NoticeStep.Send, new(), kari.PersonId, Cancel));
        fixture.Clock.Move(TimeSpan.FromDays(3));
        Assert.False(await fixture.Store.NoticeSentAsync(id, NoticeStep.Send, new(), kari.PersonId, Cancel));
        Assert.True(await fixture.Store.LiftHoldAsync(hold, Cancel));
        Assert.True(await fixture.Store.NoticeSentAsync(id, NoticeStep.Send, new(), kari.PersonId, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Store.HoldNoticesAsync(null, 7, new(2027, 2, 5), null, "Inbox Example", Cancel));
        var other = await ConfirmedAsync(fixture, kari, ola, Asked("b") with { Report = 7 });
        await fixture.Store.HoldNoticesAsync(null, 7, new(2026, 2, 6), null, "Inbox Example", Cancel);
        Assert.True(await fixture.Store.PutOffAsync(other, Cancel));
        fixture.Clock.Move(TimeSpan.FromDays(3));
        Assert.True(await fixture.Store.NoticeSentAsync(other, NoticeStep.Send, new(), kari.PersonId, Cancel));
    }
}
