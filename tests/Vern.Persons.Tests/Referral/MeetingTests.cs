using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Tests.Collection;
using Vern.Persons.Tests.Registration;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Referral;

/// <summary>Meetings with other bodies about shared cases.</summary>
public sealed class MeetingTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    private static async Task<(CaseFixture Fixture, PersonId Shared, PersonId Unshared)> OpenAsync(string database = "sqlite")
    {
        var fixture = await CaseFixture.OpenAsync(database);
        await fixture.Cases.KeepServicesAsync([ConsentStoreTests.Rosa, new("police", "Police Example", "police") { CheckedOn = new(2026, 11, 1) }]);
        var shared = await fixture.Cases.AddPersonAsync(Adult(new NewFact("identity.family-name", "Osaghae")), Gry);
        await fixture.Cases.RecordConsentAsync(shared, ConsentStoreTests.Yes(fixture, "identity", "about"), Gry);
        return (fixture, shared, await fixture.Cases.AddPersonAsync(Adult(), Gry));
    }

    private static NewMeeting Of(CaseFixture fixture, params PersonId[] people) => new(Origin(), fixture.Cases.Today.AddDays(1), "protection", "Town hall", [new("rosa", "Kari Example"), new("police", "")], people);

    [Theory, MemberData(nameof(Databases))]
    public async Task An_agenda_has_those_who_are_shared_with_somebody_there_and_says_who_may_be_told_what(string database)
    {
        var (fixture, shared, unshared) = await OpenAsync(database);
        await using var _ = fixture;
        var (cases, meeting) = (fixture.Cases, Of(fixture, shared));
        var possible = Assert.Single(await cases.SharedCasesAsync(["rosa", "police"], "protection", Gry));
        Assert.Equal(shared, possible.Person);
        Assert.Equal([("rosa", 2), ("police", 0)], possible.Shares.Select(share => (share.Body, share.Sections.Count)));
        Assert.Empty(await cases.SharedCasesAsync(["police"], "protection", Gry));
        Assert.Empty(await cases.SharedCasesAsync(["rosa"], "health", Gry)); // agreed to for another purpose
        Assert.Empty(await cases.SharedCasesAsync(["rosa"], "protection", Siv));
        Assert.Empty(await cases.SharedCasesAsync(["rosa"], "protection", Gry with { Purposes = new HashSet<string> { "enforcement" } }));

        Assert.Equal(Stepped.NotShared, await cases.KeepMeetingAsync(Of(fixture, shared, unshared), Gry));
        Assert.Equal(Stepped.NotShared, await cases.KeepMeetingAsync(Of(fixture, shared), Siv)); // another team's
        Assert.Equal(Stepped.NoRecipient, await cases.KeepMeetingAsync(Of(fixture) with { Bodies = [new("nobody", "")] }, Gry));
        for (var click = 0; click < 2; click++) Assert.Equal(Stepped.Done, await cases.KeepMeetingAsync(meeting, Gry));
        Assert.Equal(["Kari Example", ""], Assert.Single(await cases.MeetingsAsync(Henrik)).Bodies.Select(body => body.Who)); // a case of his team
        Assert.Empty(await cases.MeetingsAsync(Siv));
        Assert.Null(await cases.MeetingAsync(meeting.Origin, Siv));

        // She takes it back: nothing may be told any more, on this agenda neither.
        await cases.WithdrawConsentAsync(shared, "rosa", "protection", Gry);
        Assert.All(Assert.Single((await cases.MeetingAsync(meeting.Origin, Gry))!.Cases).Shares, share => Assert.Empty(share.Sections));
        Assert.Equal(Stepped.NotShared, await cases.KeepMeetingAsync(Of(fixture, shared), Gry));
    }

    [Fact]
    public async Task Minutes_are_sealed_with_her_key_read_by_who_may_see_her_and_never_overwritten_unseen()
    {
        var (fixture, shared, unshared) = await OpenAsync();
        await using var _ = fixture;
        var (cases, meeting) = (fixture.Cases, Of(fixture, shared));
        await cases.KeepMeetingAsync(meeting, Gry);
        for (var click = 0; click < 2; click++) Assert.Equal(Stepped.Done, await cases.KeepMinutesAsync(meeting.Origin, shared, "Rosa has a room on Friday.", 0, Gry));
        Assert.Equal(Stepped.NotNow, await cases.KeepMinutesAsync(meeting.Origin, shared, "Something else.", 0, Henrik)); // over what he has not seen
        Assert.Equal(Stepped.Done, await cases.KeepMinutesAsync(meeting.Origin, shared, "Rosa has a room on Friday. Police call.", 1, Henrik));
        Assert.Equal(Stepped.Gone, await cases.KeepMinutesAsync(meeting.Origin, shared, "x", 2, Siv));
        Assert.Equal(Stepped.Gone, await cases.KeepMinutesAsync(meeting.Origin, unshared, "x", 0, Gry)); // not on the agenda
        var one = Assert.Single((await cases.MeetingAsync(meeting.Origin, Gry))!.Cases);
        Assert.Equal(("Rosa has a room on Friday. Police call.", "Henrik Example"), (one.Minutes, one.MinutesBy));
        Assert.DoesNotContain("Friday", fixture.Bytes(), StringComparison.Ordinal);

        // Put on later: only who is shared. Handed to another team, she is on the agenda and not to be seen.
        Assert.Equal(Stepped.NotShared, await cases.PutOnAgendaAsync(meeting.Origin, unshared, Gry));
        await cases.RecordConsentAsync(unshared, ConsentStoreTests.Yes(fixture, "about"), Gry);
        for (var click = 0; click < 2; click++) Assert.Equal(Stepped.Done, await cases.PutOnAgendaAsync(meeting.Origin, unshared, Gry));
        Assert.Equal(Stepped.Gone, await cases.PutOnAgendaAsync(meeting.Origin, unshared, Siv));
        await cases.HandOverAsync(unshared, Siv.Account, "south", Gry);
        var view = (await cases.MeetingAsync(meeting.Origin, Gry))!;
        Assert.Equal((1, 1), (view.Cases.Count, view.Others));
        Assert.Equal(unshared, Assert.Single((await cases.MeetingAsync(meeting.Origin, Siv))!.Cases).Person);

        Assert.True(await cases.EraseAsync(shared, Gry));
        Assert.Empty((await cases.MeetingAsync(meeting.Origin, Gry))!.Cases);
    }
}
