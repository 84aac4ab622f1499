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
