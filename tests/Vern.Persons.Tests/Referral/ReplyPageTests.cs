using Microsoft.EntityFrameworkCore;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Registration;
using Vern.Platform.Sealing;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Referral;

/// <summary>Referrals to bodies that run no Vern: a letter, a passphrase and a page to answer on.</summary>
public sealed class ReplyPageTests
{
    /// <summary>An agency whose directory has a body without a key, and a person who agreed that it is told who she is.</summary>
    private static async Task<(CaseFixture Fixture, PersonId Joy)> OpenAsync(params string[] sections)
    {
        var fixture = await CaseFixture.OpenAsync("sqlite");
        await fixture.Cases.KeepServicesAsync([ConsentStoreTests.Rosa]);
        var joy = await fixture.Cases.AddPersonAsync(Adult(new("identity.family-name", "Osaghae"), new("about.nationality", "NG"), new("stay.place", 1, "Secret road 1")), Gry);
        await fixture.Cases.RecordConsentAsync(joy, ConsentStoreTests.Yes(fixture, sections.Length > 0 ? sections : ["identity"]), Gry);
        return (fixture, joy);
    }

    private static async Task<(string Id, ReplyLetter Letter)> SendAsync(CaseFixture fixture, PersonId joy, ReferralKind kind = ReferralKind.Referral)
    {
        var id = Origin();
        Assert.Equal(Stepped.Done, await TrySendAsync(fixture, joy, id, kind));
        return (id, (await fixture.Cases.LetterAsync(id, Gry))!);
    }

    private static async Task<Stepped> TrySendAsync(CaseFixture fixture, PersonId joy, string id, ReferralKind kind = ReferralKind.Referral, bool byLetter = true, CaseReach? by = null)
    {
        var facts = (await fixture.Cases.PreviewAsync(joy, "rosa", "protection", null, Gry))?.Facts ?? [];
        return await fixture.Cases.SendReferralAsync(new(id, joy, kind, "rosa", "protection", MayShare.AllSections.ToHashSet(), "A safe place to live.", 24) { ByLetter = byLetter }, CaseStore.PreviewMark(facts), by ?? Gry);
    }

    private static async Task<ReferralHead> HeadAsync(CaseFixture fixture, string id) => (await fixture.Cases.ReferralAsync(id, Gry))!.Head;

    [Fact]
    public async Task It_reads_exactly_what_was_shared_asks_is_answered_takes_her_on_and_loses_it_when_she_withdraws()
    {
        var (fixture, joy) = await OpenAsync();
        await using var _ = fixture;
        var cases = fixture.Cases;
        var (id, letter) = await SendAsync(fixture, joy);
        Assert.Equal(Stepped.Done, await TrySendAsync(fixture, joy, id)); // a double click
        await using (var context = cases.Context()) Assert.Equal(1, await context.ReplyPages.CountAsync());
        Assert.Equal(ReferralState.Sent, (await HeadAsync(fixture, id)).State);

        // Typed from a letter, in capitals and without hyphens, it opens; that is the receipt.
        var opened = await cases.OpenReplyAsync(letter.Code, $" {letter.Passphrase.ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal)} ");
        Assert.Equal(["Osaghae"], opened.View!.Content.Facts.Select(fact => fact.Value));
        Assert.Equal(ReferralState.Received, opened.View.Head.State);
        Assert.Null((await cases.ReplyAsync(letter.Code, letter.Passphrase, ReferralStep.Ask, null, "How old is she?", "Kari at Rosa")).Fault);
        Assert.Equal(Stepped.Done, await cases.StepAsync(id, ReferralStep.Answer, null, "Nineteen.", Gry));
        var read = (await cases.OpenReplyAsync(letter.Code, letter.Passphrase)).View!;
        Assert.Equal([null, null, "How old is she?", "Nineteen."], read.History.Select(step => step.Words));
        for (var click = 0; click < 2; click++) Assert.True((await cases.ReplyAsync(letter.Code, letter.Passphrase, ReferralStep.Accept, null, null, "Kari at Rosa")).Taken);
        Assert.Equal([ReferralStep.Send, ReferralStep.Receive, ReferralStep.Ask, ReferralStep.Answer, ReferralStep.Accept], (await cases.ReferralAsync(id, Gry))!.History.Select(step => step.Step));

        // She takes it back: the page is closed at once and says so; its key is gone, whatever a back-up holds.
        await cases.WithdrawConsentAsync(joy, "rosa", "protection", Gry);
        Assert.Equal((null, ReplyFault.Closed), Of(await cases.OpenReplyAsync(letter.Code, letter.Passphrase)));
        Assert.True(await cases.IsReplyClosedAsync(letter.Code));
        Assert.Equal((null, ReplyFault.Closed), Of(await cases.ReplyAsync(letter.Code, letter.Passphrase, ReferralStep.HandBack, "full", null, "Kari at Rosa")));
        Assert.NotNull((await HeadAsync(fixture, id)).ClosedAt);
        Assert.Null(await cases.LetterAsync(id, Gry));
        await using (var context = cases.Context())
        {
            var page = await context.ReplyPages.AsNoTracking().SingleAsync();
            Assert.Equal((null, null), (page.Content, page.Letter));
            Assert.Empty(await fixture.Workspace.Keys.KeysAsync([page.KeyId]));
        }
        await fixture.Workspace.Ledger.AppendAsync();
        Assert.True((await fixture.Workspace.Ledger.Outbox.FindAsync(new(CaseActs.ReplyRead.Kind), 0, 10)).Count > 3);
    }

    private static (ReplyView?, ReplyFault?) Of(ReplyOpening opening) => (opening.View, opening.Fault);

    [Fact]
    public async Task A_wrong_code_looks_like_a_wrong_passphrase_and_ten_wrong_ones_lock_the_page_until_there_is_a_new_letter()
    {
        var (fixture, joy) = await OpenAsync();
        await using var _ = fixture;
        var cases = fixture.Cases;
        var (id, letter) = await SendAsync(fixture, joy);
        Assert.Equal((null, ReplyFault.Wrong), Of(await cases.OpenReplyAsync(ReplyCode.New(), letter.Passphrase)));
        Assert.False(await cases.IsReplyClosedAsync(ReplyCode.New()));
        // Twelve at once are no more than ten: each is counted before it is looked at.
        await using (var context = cases.Context()) await context.ReplyPages.ExecuteUpdateAsync(set => set.SetProperty(row => row.Wrong, ReplyCode.MostWrong - 2));
        var tries = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => cases.OpenReplyAsync(letter.Code, LinkageKeyFile.NewPassphrase())));
        Assert.Equal((2, 2), (tries.Count(one => one.Fault is ReplyFault.Wrong), tries.Count(one => one.Fault is ReplyFault.TooMany)));
        Assert.Equal((null, ReplyFault.TooMany), Of(await cases.OpenReplyAsync(letter.Code, letter.Passphrase))); // the right one neither
        Assert.Equal(ReferralState.Sent, (await HeadAsync(fixture, id)).State);
        await fixture.Workspace.Ledger.AppendAsync();
        Assert.Equal(2, (await fixture.Workspace.Ledger.Outbox.FindAsync(new(CaseActs.ReplyRefused.Kind), 0, 10)).Count);

        Assert.Equal(Stepped.Gone, await cases.RenewLetterAsync(id, Siv)); // another team's is not there
        Assert.Null(await cases.LetterAsync(id, Siv));
        Assert.Equal(Stepped.Done, await cases.RenewLetterAsync(id, Gry));
        var again = (await cases.LetterAsync(id, Gry))!;
        Assert.Equal((null, ReplyFault.Wrong), Of(await cases.OpenReplyAsync(letter.Code, letter.Passphrase)));
        Assert.Equal((null, ReplyFault.Wrong), Of(await cases.OpenReplyAsync(again.Code, letter.Passphrase)));
        Assert.NotNull((await cases.OpenReplyAsync(again.Code, again.Passphrase)).View);
    }

    [Theory]
    [InlineData(ReferralStep.Decline)]
    [InlineData(ReferralStep.HandBack)]
    public async Task Declined_or_handed_back_the_page_closes_and_a_late_answer_has_no_place(ReferralStep step)
    {
        var (fixture, joy) = await OpenAsync();
        await using var _ = fixture;
        var (cases, (id, letter)) = (fixture.Cases, await SendAsync(fixture, joy, ReferralKind.Transfer));
        if (step is ReferralStep.HandBack)
        {
            Assert.Equal(ReplyFault.NotNow, (await cases.ReplyAsync(letter.Code, letter.Passphrase, step, "full", null, "Kari")).Fault); // not before it is taken on
            Assert.Null((await cases.ReplyAsync(letter.Code, letter.Passphrase, ReferralStep.Accept, null, null, "Kari")).Fault);
            Assert.Equal("transferred", (await cases.PersonAsync(joy, Gry))!.Head.ClosedFor);
            Assert.Equal(Stepped.NotNow, await cases.StepAsync(id, ReferralStep.Revoke, null, null, Gry)); // handed over for good
        }
        var answered = await cases.ReplyAsync(letter.Code, letter.Passphrase, step, "full", "No room.", "Kari");
        Assert.Equal((true, null, ReplyFault.Closed), (answered.Taken, answered.View, answered.Fault));
        Assert.Null((await cases.PersonAsync(joy, Gry))!.Head.ClosedOn);
        Assert.Equal(("full", "No room."), ((await cases.ReferralAsync(id, Gry))!.History[^1].Reason, (await cases.ReferralAsync(id, Gry))!.History[^1].Words));
        var late = await cases.ReplyAsync(letter.Code, letter.Passphrase, ReferralStep.Accept, null, null, "Kari");
        Assert.Equal((false, ReplyFault.Closed), (late.Taken, late.Fault));
        Assert.Equal(Stepped.Gone, await cases.StepAsync(id, step, "full", null, Gry)); // the sender takes no step of theirs
        await Assert.ThrowsAsync<ArgumentException>(() => cases.ReplyAsync(letter.Code, letter.Passphrase, ReferralStep.Revoke, null, null, "Kari"));
        Assert.Equal(Stepped.NotNow, await cases.RenewLetterAsync(id, Gry));
    }

    [Fact]
    public async Task Nobody_answers_the_sender_is_told_to_call_and_after_its_time_it_is_closed()
    {
        var (fixture, joy) = await OpenAsync();
        await using var _ = fixture;
        var (cases, (id, letter)) = (fixture.Cases, await SendAsync(fixture, joy));
        for (var time = 0; time < 2; time++) await cases.ClockAsync("remind", id, CancellationToken.None);
        Assert.Contains("Rosa", Assert.Single(await cases.TasksAsync(Gry)).What, StringComparison.OrdinalIgnoreCase);
        fixture.Clock.Move(TimeSpan.FromDays(CaseStore.ExpiresAfterDays) + TimeSpan.FromMinutes(1));
        Assert.Equal((null, ReplyFault.Closed), Of(await cases.OpenReplyAsync(letter.Code, letter.Passphrase))); // whatever the clock's job does
        await cases.ClockAsync("expire", id, CancellationToken.None);
        Assert.Equal(ReferralState.Expired, (await HeadAsync(fixture, id)).State);
        await using var context = cases.Context();
        Assert.Null((await context.ReplyPages.AsNoTracking().SingleAsync()).Content);
    }

    [Fact]
    public async Task What_she_agrees_to_no_longer_is_not_read_any_more_and_after_her_last_day_nothing_is()
    {
        var (fixture, joy) = await OpenAsync("identity", "about");
        await using var _ = fixture;
        var (cases, (id, letter)) = (fixture.Cases, await SendAsync(fixture, joy));
        Assert.Equal(2, (await cases.OpenReplyAsync(letter.Code, letter.Passphrase)).View!.Content.Facts.Count);
        Assert.Null((await cases.ReplyAsync(letter.Code, letter.Passphrase, ReferralStep.Accept, null, null, "Kari")).Fault);
        await cases.RecordConsentAsync(joy, ConsentStoreTests.Yes(fixture, "identity") with { Answer = ConsentAnswer.Refused }, Gry);
        Assert.Equal(["about.nationality"], (await cases.OpenReplyAsync(letter.Code, letter.Passphrase)).View!.Content.Facts.Select(fact => fact.Field));
        fixture.Clock.Move(TimeSpan.FromDays(CaseStore.LongestConsentDays));
        Assert.Equal((null, ReplyFault.Closed), Of(await cases.OpenReplyAsync(letter.Code, letter.Passphrase)));
        await cases.ClockAsync("end", id, CancellationToken.None);
        await using var context = cases.Context();
        Assert.Null((await context.ReplyPages.AsNoTracking().SingleAsync()).Content);
        Assert.Equal(ReferralState.Accepted, (await HeadAsync(fixture, id)).State);
    }

    [Fact]
    public async Task Taken_back_by_the_sender_it_closes_at_once()
    {
        var (fixture, joy) = await OpenAsync();
        await using var _ = fixture;
        var (cases, (id, letter)) = (fixture.Cases, await SendAsync(fixture, joy));
        Assert.Equal(Stepped.Gone, await cases.StepAsync(id, ReferralStep.Revoke, null, null, Siv));
        for (var click = 0; click < 2; click++) Assert.Equal(Stepped.Done, await cases.StepAsync(id, ReferralStep.Revoke, null, null, Gry));
        Assert.Equal((null, ReplyFault.Closed), Of(await cases.OpenReplyAsync(letter.Code, letter.Passphrase)));
        Assert.Equal(ReferralState.Revoked, (await HeadAsync(fixture, id)).State);
        Assert.Equal(Stepped.NotNow, await cases.StepAsync(id, ReferralStep.Answer, null, "x", Gry));
    }

    [Fact]
    public async Task It_goes_by_the_way_that_was_said_and_erased_she_is_read_nowhere()
    {
        var (fixture, joy) = await OpenAsync();
        await using var _ = fixture;
        var cases = fixture.Cases;
        Assert.Equal(Stepped.NoRecipient, await TrySendAsync(fixture, joy, Origin(), byLetter: false)); // has no key
        Assert.Equal(Stepped.Gone, await TrySendAsync(fixture, joy, Origin(), by: Siv));
        var (_, letter) = await SendAsync(fixture, joy);
        Assert.True(await cases.EraseAsync(joy, Gry));
        Assert.Equal((null, ReplyFault.Closed), Of(await cases.OpenReplyAsync(letter.Code, letter.Passphrase)));
        await cases.KeepServicesAsync([ConsentStoreTests.Rosa with { Key = await cases.OwnKeyAsync() }]);
        var other = await cases.AddPersonAsync(Adult(new NewFact("identity.family-name", "Eze")), Gry);
        await cases.RecordConsentAsync(other, ConsentStoreTests.Yes(fixture, "identity"), Gry);
        Assert.Equal(Stepped.NoRecipient, await TrySendAsync(fixture, other, Origin())); // has one now: no letter
        var bytes = fixture.Bytes();
        foreach (var clear in (string[])["Osaghae", letter.Code, letter.Passphrase]) Assert.DoesNotContain(clear, bytes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_box_opens_with_its_passphrase_at_its_place_and_with_nothing_else()
    {
        var box = PassphraseBox.Seal("she"u8, "abcde-fghjk-mnpqr-stuvw", "reply/1");
        Assert.Equal("she"u8.ToArray(), PassphraseBox.Open(box, "abcde-fghjk-mnpqr-stuvw", "reply/1"));
        Assert.Null(PassphraseBox.Open(box, "abcde-fghjk-mnpqr-stuvx", "reply/1"));
        Assert.Null(PassphraseBox.Open(box, "abcde-fghjk-mnpqr-stuvw", "reply/2"));
        box[^1] ^= 1;
        Assert.Null(PassphraseBox.Open(box, "abcde-fghjk-mnpqr-stuvw", "reply/1"));
        Assert.Null(PassphraseBox.Open([1, 2, 3], "", "reply/1"));
    }
}
