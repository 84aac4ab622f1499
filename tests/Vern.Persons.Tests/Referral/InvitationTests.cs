using FsCheck;
using FsCheck.Fluent;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Registration;
using Vern.Platform.Sealing;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Referral;

/// <summary>Invitations to meetings between two agencies, with their sealed messages carried by hand.</summary>
public sealed class InvitationTests
{
    public static TheoryData<string> Databases => Vern.Persons.Tests.Collection.StoreFixture.Databases;

    // A meeting about nobody in particular, to which the other agency is invited.
    private static async Task<string> InvitedAsync(TwoAgencies pair, TimeOnly? at = null)
    {
        var meeting = Origin();
        Assert.Equal(Stepped.Done, await pair.Here.Cases.KeepMeetingAsync(new(meeting, pair.Here.Cases.Today.AddDays(3), "protection", "Room 4", [new("rosa", "")], []) { At = at }, Gry));
        Assert.Equal(Stepped.Done, await pair.Here.Cases.InviteToMeetingAsync(meeting, Gry));
        Assert.Equal([null], await pair.CarryAsync());
        return meeting;
    }

    private static MovedMeeting To(TwoAgencies pair, int days, int revision, string place = "Room 4") => new(pair.Here.Cases.Today.AddDays(days), new(14, 30), place, revision);

    [Fact]
    public async Task An_invitation_goes_once_sealed_names_nobody_is_answered_and_called_off()
    {
        await using var pair = await TwoAgencies.OpenAsync();
        var (here, there) = (pair.Here.Cases, pair.There.Cases);
        var joy = await here.AddPersonAsync(Adult(new NewFact("identity.family-name", "Osaghae")), Gry);
        await here.RecordConsentAsync(joy, ConsentStoreTests.Yes(pair.Here, "identity"), Gry);
        var referral = Origin();
        var facts = (await here.PreviewAsync(joy, "rosa", "protection", null, Gry))!.Value.Facts;
        Assert.Equal(Stepped.Done, await here.SendReferralAsync(new(referral, joy, ReferralKind.Referral, "rosa", "protection", MayShare.AllSections.ToHashSet(), "A place.", 24), CaseStore.PreviewMark(facts), Gry));
        await pair.CarryAsync();
        Assert.Equal(Stepped.Done, await there.StepAsync(referral, ReferralStep.Accept, null, null, Henrik));
        await pair.CarryAsync(back: true);

        var meeting = Origin();
        Assert.Equal(Stepped.Done, await here.KeepMeetingAsync(new(meeting, here.Today.AddDays(3), "protection", "Room 4", [new("rosa", "Kari Example")], [joy]), Gry));
        Assert.Equal(Stepped.Gone, await here.InviteToMeetingAsync(meeting, Siv)); // another team's is not there
        for (var click = 0; click < 2; click++) Assert.Equal(Stepped.Done, await here.InviteToMeetingAsync(meeting, Gry));
        var sent = new List<byte[]>();
        Assert.Equal([null], await pair.CarryAsync(seen: sent));
        Assert.DoesNotContain("Room 4", System.Text.Encoding.Latin1.GetString(sent[0]), StringComparison.Ordinal);
        Assert.Equal(nameof(EnvelopeFault.Replayed), await there.TakeInAsync(sent[0]));
        var invitation = Assert.Single(await there.InvitationsAsync(Henrik));
        Assert.Equal(("fjord", "Room 4", null, false), (invitation.Body, invitation.Place, invitation.Answer, invitation.CalledOff));
        // Their own person, whom they know from the referral; and for another team nobody.
        Assert.Equal((await there.ReferralAsync(referral, Henrik))!.Head.Person, Assert.Single(invitation.People));
        Assert.Empty(Assert.Single(await there.InvitationsAsync(Siv)).People);
        Assert.Empty(await there.InvitationsAsync(Henrik with { Purposes = new HashSet<string> { "enforcement" } }));

        Assert.Equal(Stepped.Done, await there.AnswerInvitationAsync(invitation.Number, true, Henrik));
        Assert.Equal([null], await pair.CarryAsync(back: true));
        Assert.Equal("comes", (await here.MeetingAsync(meeting, Gry))!.Head.Bodies[0].Answer);
        for (var click = 0; click < 2; click++) Assert.Equal(Stepped.Done, await here.CallOffMeetingAsync(meeting, Gry));
        Assert.Equal(Stepped.Gone, await here.InviteToMeetingAsync(meeting, Gry));
        Assert.Equal([null], await pair.CarryAsync());
        Assert.True(Assert.Single(await there.InvitationsAsync(Henrik)).CalledOff);
        Assert.Equal(Stepped.NotNow, await there.AnswerInvitationAsync(invitation.Number, false, Henrik));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_meeting_is_moved_once_and_those_invited_are_told_anew_and_answer_anew(string database)
    {
        await using var pair = await TwoAgencies.OpenAsync(database);
        var (here, there) = (pair.Here.Cases, pair.There.Cases);
        var meeting = await InvitedAsync(pair, new(9, 0));
        var first = Assert.Single(await there.InvitationsAsync(Henrik));
        Assert.Equal((new TimeOnly(9, 0), 0), (first.At!.Value, first.Revision));
        Assert.Equal(Stepped.Done, await there.AnswerInvitationAsync(first.Number, true, Henrik));
        Assert.Equal([null], await pair.CarryAsync(back: true));
        Assert.Equal("comes", (await here.MeetingAsync(meeting, Gry))!.Head.Bodies[0].Answer);

        var head = (await here.MeetingAsync(meeting, Gry))!.Head;
        Assert.Equal(Stepped.Done, await here.MoveMeetingAsync(meeting, new(head.On, head.At, head.Place, 0), Gry)); // where it is already
        Assert.Empty(await pair.CarryAsync());
        Assert.Equal(Stepped.Gone, await here.MoveMeetingAsync(meeting, To(pair, 5, 0), Siv));
        Assert.Equal(Stepped.NotNow, await here.MoveMeetingAsync(meeting, To(pair, -1, 0), Gry));
        Assert.Equal(Stepped.NotNow, await here.MoveMeetingAsync(meeting, To(pair, 401, 0), Gry));
        for (var click = 0; click < 2; click++) Assert.Equal(Stepped.Done, await here.MoveMeetingAsync(meeting, To(pair, 5, 0), Gry));
        Assert.Equal(Stepped.NotNow, await here.MoveMeetingAsync(meeting, To(pair, 6, 0), Henrik with { Scope = Platform.Access.Scope.Workspace, Account = Gry.Account })); // over what was not read
        head = (await here.MeetingAsync(meeting, Gry))!.Head;
        Assert.Equal((here.Today.AddDays(5), new TimeOnly(14, 30), 1), (head.On, head.At!.Value, head.Revision));
        Assert.Equal((true, null), (head.Bodies[0].Invited, head.Bodies[0].Answer)); // her yes was to the former day

        Assert.Equal([null], await pair.CarryAsync()); // one message, of two clicks
        var moved = Assert.Single(await there.InvitationsAsync(Henrik));
        Assert.Equal((first.Number, here.Today.AddDays(5), new TimeOnly(14, 30), null, 1), (moved.Number, moved.On, moved.At!.Value, moved.Answer, moved.Revision));
        Assert.Equal(Stepped.NotNow, await there.AnswerInvitationAsync(moved.Number, true, Henrik, first.Revision)); // from a page that shows the former
        Assert.Equal(Stepped.Done, await there.AnswerInvitationAsync(moved.Number, false, Henrik, moved.Revision));
        Assert.Equal([null], await pair.CarryAsync(back: true));
        Assert.Equal("declines", (await here.MeetingAsync(meeting, Gry))!.Head.Bodies[0].Answer);

        Assert.Equal(Stepped.Done, await here.CallOffMeetingAsync(meeting, Gry));
        Assert.Equal(Stepped.Gone, await here.MoveMeetingAsync(meeting, To(pair, 7, 1), Gry));
    }

    [Fact]
    public async Task An_answer_that_crosses_the_move_and_an_invitation_that_comes_late_change_nothing()
    {
        await using var pair = await TwoAgencies.OpenAsync();
        var (here, there) = (pair.Here.Cases, pair.There.Cases);
        var meeting = await InvitedAsync(pair);
        var number = Assert.Single(await there.InvitationsAsync(Henrik)).Number;
        Assert.Equal(Stepped.Done, await there.AnswerInvitationAsync(number, true, Henrik));
        Assert.Equal(Stepped.Done, await here.MoveMeetingAsync(meeting, To(pair, 5, 0), Gry));
        Assert.Equal([null], await pair.CarryAsync(back: true)); // their yes to the former day is taken in, and counts for nothing
        Assert.Null((await here.MeetingAsync(meeting, Gry))!.Head.Bodies[0].Answer);
        Assert.Equal([null], await pair.CarryAsync());
        Assert.Null(Assert.Single(await there.InvitationsAsync(Henrik)).Answer);

        using var own = await TwoAgencies.PairAsync(pair.Here);
        async Task<MeetingInvitation> TakeAsync(MeetingMessage message)
        {
            Assert.Null(await there.TakeInAsync(Envelope.Seal(message.ToBytes(), ReferralMessage.Purpose, own, pair.ThereKey, pair.Here.Clock.GetUtcNow()).ToBytes()));
            return Assert.Single(await there.InvitationsAsync(Henrik));
        }
        MeetingMessage Invite(int revision) => new(1, meeting, MeetingNote.Invite, "Gry Example", here.Today.AddDays(10 + revision), "protection", "Elsewhere", [], null, revision);
        Assert.Equal((here.Today.AddDays(5), "Room 4"), ((await TakeAsync(Invite(0))).On, (await there.InvitationsAsync(Henrik))[0].Place)); // overtaken by the later one
        Assert.Equal(Stepped.Done, await there.AnswerInvitationAsync(number, true, Henrik));
        Assert.True((await TakeAsync(new(1, meeting, MeetingNote.CallOff, "Gry Example"))).CalledOff);
        var off = await TakeAsync(Invite(2));
        Assert.Equal((true, "comes", "Room 4"), (off.CalledOff, off.Answer, off.Place)); // what was called off stays so
    }

    [Fact]
    public async Task A_body_that_has_no_key_any_more_is_not_invited_to_the_new_day_and_nobody_is_to_a_past_one()
    {
        await using var pair = await TwoAgencies.OpenAsync();
        var here = pair.Here.Cases;
        var meeting = await InvitedAsync(pair);
        await here.KeepServicesAsync([ConsentStoreTests.Rosa]);
        Assert.Equal(Stepped.Done, await here.MoveMeetingAsync(meeting, To(pair, 5, 0), Gry));
        Assert.False((await here.MeetingAsync(meeting, Gry))!.Head.Bodies[0].Invited);
        Assert.Equal(Stepped.NoRecipient, await here.InviteToMeetingAsync(meeting, Gry));
        await here.KeepServicesAsync([ConsentStoreTests.Rosa with { Key = pair.ThereKey }]);
        Assert.Equal(Stepped.Done, await here.InviteToMeetingAsync(meeting, Gry));
        Assert.Equal([null], await pair.CarryAsync());
        Assert.Equal(1, Assert.Single(await pair.There.Cases.InvitationsAsync(Henrik)).Revision);
        var past = Origin();
        Assert.Equal(Stepped.Done, await here.KeepMeetingAsync(new(past, here.Today.AddDays(-1), "protection", "", [new("rosa", "")], []), Gry));
        Assert.Equal(Stepped.NotNow, await here.InviteToMeetingAsync(past, Gry));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_day_of_each_side_has_what_is_near_and_what_waits_for_an_answer(string database)
    {
        await using var pair = await TwoAgencies.OpenAsync(database);
        var (here, there) = (pair.Here.Cases, pair.There.Cases);
        var meeting = await InvitedAsync(pair);
        async Task<int> OwnAsync(CaseReach by) => (await here.MeetingsAheadAsync(by)).Own.Count;
        async Task<MeetingInvitation?> InvitedToAsync() => (await there.MeetingsAheadAsync(Henrik)).Invited.SingleOrDefault();
        Assert.Equal("rosa", Assert.Single(Assert.Single((await here.MeetingsAheadAsync(Gry)).Own).Bodies).Body);
        Assert.Equal(0, await OwnAsync(Henrik)); // of the team, and neither called by him nor about one of his
        Assert.Equal(0, await OwnAsync(Gry with { Purposes = new HashSet<string> { "enforcement" } }));
        Assert.Empty((await there.MeetingsAheadAsync(Henrik with { Purposes = new HashSet<string> { "enforcement" } })).Invited);
        var his = await here.AddPersonAsync(Adult(), Henrik);
        await here.RecordConsentAsync(his, ConsentStoreTests.Yes(pair.Here, "identity"), Henrik);
        Assert.Equal(Stepped.Done, await here.PutOnAgendaAsync(meeting, his, Gry));
        Assert.Equal(1, await OwnAsync(Henrik));

        // It waits however far off; agreed to, it stands there in the week before.
        Assert.Equal(Stepped.Done, await here.MoveMeetingAsync(meeting, To(pair, 20, 0), Gry));
        await pair.CarryAsync();
        Assert.Equal(0, await OwnAsync(Gry));
        Assert.Null((await InvitedToAsync())!.Answer);
        Assert.Equal(Stepped.Done, await there.AnswerInvitationAsync((await InvitedToAsync())!.Number, true, Henrik));
        Assert.Null(await InvitedToAsync());
        foreach (var side in new[] { pair.Here, pair.There }) side.Clock.Move(TimeSpan.FromDays(13));
        Assert.Equal((1, "comes"), (await OwnAsync(Gry), (await InvitedToAsync())?.Answer));
        Assert.Equal(Stepped.Done, await there.AnswerInvitationAsync((await InvitedToAsync())!.Number, false, Henrik));
        Assert.Null(await InvitedToAsync());
        Assert.Equal(Stepped.Done, await there.AnswerInvitationAsync(Assert.Single(await there.InvitationsAsync(Henrik)).Number, true, Henrik));

        // Called off: gone here; there it is told until its day.
        Assert.Equal(Stepped.Done, await here.CallOffMeetingAsync(meeting, Gry));
        await pair.CarryAsync();
        Assert.Equal((0, true), (await OwnAsync(Gry), (await InvitedToAsync())!.CalledOff));
        foreach (var side in new[] { pair.Here, pair.There }) side.Clock.Move(TimeSpan.FromDays(8));
        Assert.Null(await InvitedToAsync());

        var unanswered = await InvitedAsync(pair);
        Assert.Equal(Stepped.Done, await here.CallOffMeetingAsync(unanswered, Gry));
        await pair.CarryAsync();
        Assert.Null(await InvitedToAsync()); // nobody meant to come
    }

    [Fact]
    public void A_message_is_read_as_it_was_written_and_one_of_another_form_is_not()
    {
        var id = Origin();
        MeetingMessage Invite(TimeOnly? at, int revision) => new(1, id, MeetingNote.Invite, "Gry Example", new(2026, 12, 1), "protection", "Room 4", [Origin()], at, revision);
        Prop.ForAll(Gen.Choose(-1, 24 * 60 - 1).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (minute, revision) =>
        {
            var message = Invite(minute < 0 ? null : new TimeOnly(minute / 60, minute % 60), revision);
            var read = MeetingMessage.Read(message.ToBytes())!;
            Assert.Equal(message with { Referrals = null }, read with { Referrals = null });
            Assert.Equal(message.Referrals, read.Referrals);
        }).QuickCheckThrowOnFailure();
        Assert.NotNull(MeetingMessage.Read(new MeetingMessage(1, id, MeetingNote.Comes, "Kari", Revision: 3).ToBytes()));
        Assert.Null(MeetingMessage.Read(Invite(new(14, 30, 1), 0).ToBytes())); // to the minute
        Assert.Null(MeetingMessage.Read(Invite(null, -1).ToBytes()));
        Assert.Null(MeetingMessage.Read(new MeetingMessage(1, id, MeetingNote.Comes, "Kari", At: new(14, 30)).ToBytes())); // an hour is of an invitation
        foreach (var hour in new[] { "24:00:00", "14", "half past two", "-01:00:00" }) Assert.Null(MeetingMessage.Read(System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(Invite(new(14, 30), 0).ToBytes()).Replace("14:30:00", hour, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Who_was_not_invited_answers_nothing_and_an_invitation_tells_of_nobody_whom_the_two_do_not_share()
    {
        await using var pair = await TwoAgencies.OpenAsync();
        var (here, there) = (pair.Here.Cases, pair.There.Cases);
        var joy = await here.AddPersonAsync(Adult(), Gry);
        await here.RecordConsentAsync(joy, ConsentStoreTests.Yes(pair.Here, "identity"), Gry);
        var meeting = Origin();
        Assert.Equal(Stepped.Done, await here.KeepMeetingAsync(new(meeting, here.Today, "protection", "", [new("rosa", "")], [joy]), Gry));
        using var rosa = await TwoAgencies.PairAsync(pair.There);
        byte[] Told(MeetingMessage message) => Envelope.Seal(message.ToBytes(), ReferralMessage.Purpose, rosa, pair.HereKey, pair.Here.Clock.GetUtcNow()).ToBytes();
        Assert.Equal("UnknownMeeting", await here.TakeInAsync(Told(new(1, meeting, MeetingNote.Comes, "Kari")))); // not invited
        Assert.Equal("UnknownMeeting", await here.TakeInAsync(Told(new(1, Origin(), MeetingNote.CallOff, "Kari"))));
        Assert.Equal(nameof(EnvelopeFault.NotAnEnvelope), await here.TakeInAsync(Told(new(1, Origin(), MeetingNote.Invite, "Kari", here.Today.AddDays(900), "protection", "x", []))));
        Assert.Null(await here.TakeInAsync(Told(new(1, Origin(), MeetingNote.Invite, "Kari", here.Today, "protection", "<script>", [Origin()]))));
        Assert.Empty(Assert.Single(await here.InvitationsAsync(Gry)).People);
        Assert.Empty(await there.InvitationsAsync(Gry));
    }
}
