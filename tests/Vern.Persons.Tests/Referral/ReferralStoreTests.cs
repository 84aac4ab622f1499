using Microsoft.EntityFrameworkCore;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Collection;
using Vern.Persons.Tests.Registration;
using Vern.Platform.Sealing;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Referral;

/// <summary>Referrals between two agencies, with their sealed messages carried by hand.</summary>
public sealed class ReferralStoreTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    /// <summary>Two agencies that have each other's key in their directories.</summary>
    private sealed class Pair(CaseFixture here, CaseFixture there) : IAsyncDisposable
    {
        public CaseFixture Here => here;
        public CaseFixture There => there;
        public PersonId Joy { get; private set; }

        public static async Task<Pair> OpenAsync(string database = "sqlite", Audience audience = Audience.Adult)
        {
            var pair = new Pair(await CaseFixture.OpenAsync(database), await CaseFixture.OpenAsync(database, "other agency"));
            await pair.Here.Cases.KeepServicesAsync([ConsentStoreTests.Rosa with { Key = await pair.There.Cases.OwnKeyAsync() }]);
            await pair.There.Cases.KeepServicesAsync([new("fjord", "Fjord Example", "outreach") { Key = await pair.Here.Cases.OwnKeyAsync(), CheckedOn = new(2026, 11, 1) }]);
            pair.Joy = await pair.Here.Cases.AddPersonAsync(Somebody(audience, new("identity.family-name", "Osaghae"), new("identity.duf", "291400000012"), new("about.nationality", "NG"), new("stay.place", 1, "Secret road 1"), new("note.text", 1, "A note of ours"), new("case.housing", "KRIS")), Gry);
            await pair.Here.Cases.RecordConsentAsync(pair.Joy, ConsentStoreTests.Yes(pair.Here, "identity", "stay"), Gry);
            return pair;
        }

        public async Task<Stepped> SendAsync(string origin, ReferralKind kind = ReferralKind.Referral, string? seen = null, CaseReach? by = null)
        {
            var facts = (await here.Cases.PreviewAsync(Joy, "rosa", "protection", null, by ?? Gry))?.Facts ?? [];
            return await here.Cases.SendReferralAsync(new(origin, Joy, kind, "rosa", "protection", MayShare.AllSections.ToHashSet(), "A safe place to live.", 24), seen ?? CaseStore.PreviewMark(facts), by ?? Gry);
        }

        /// <summary>Carries what waits one way, in order; gives the faults.</summary>
        public async Task<List<string?>> CarryAsync(bool back = false, List<byte[]>? seen = null)
        {
            var (from, to) = back ? (there, here) : (here, there);
            var faults = new List<string?>();
            await using var context = from.Cases.Context();
            foreach (var row in await context.Outgoing.AsNoTracking().Where(row => row.SentAt == null).OrderBy(row => row.Id).ToListAsync())
            {
                seen?.Add(row.Envelope!);
                faults.Add(await to.Cases.TakeInAsync(row.Envelope!));
                await from.Cases.HandedOverAsync(row.Message, null, CancellationToken.None);
            }
            return faults;
        }

        public async Task<ReferralState> StateAsync(string id, bool at = false) => (await (at ? there : here).Cases.ReferralAsync(id, Gry))!.Head.State;

        public async ValueTask DisposeAsync()
        {
            await here.DisposeAsync();
            await there.DisposeAsync();
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_referral_goes_once_carries_what_she_agreed_to_is_asked_about_accepted_and_closed_when_she_withdraws(string database)
    {
        await using var pair = await Pair.OpenAsync(database);
        var (here, there, id) = (pair.Here.Cases, pair.There.Cases, Origin());
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => pair.SendAsync(id))), sent => Assert.Equal(Stepped.Done, sent)); // a double click
        var messages = new List<byte[]>();
        Assert.Equal([null], await pair.CarryAsync(seen: messages));
        foreach (var clear in (string[])["Osaghae", "291400000012", "safe place", "Send"]) Assert.DoesNotContain(clear, System.Text.Encoding.Latin1.GetString(messages[0]), StringComparison.Ordinal);
        var received = (await there.ReferralAsync(id, Gry))!;
        Assert.Equal((false, ReferralState.Received, "A safe place to live."), (received.Head.Ours, received.Head.State, received.Content!.Need));
        // Only what she agreed to: no nationality, no place of stay, no note.
        Assert.Equal(["identity.family-name", "identity.duf"], received.Content.Facts.Select(fact => fact.Field));
        Assert.Equal([null], await pair.CarryAsync(back: true));
        Assert.Equal(ReferralState.Received, await pair.StateAsync(id));

        Assert.Equal(Stepped.Done, await there.StepAsync(id, ReferralStep.Ask, null, "How old is her child?", Henrik));
        Assert.Equal(Stepped.Gone, await there.StepAsync(id, ReferralStep.Revoke, null, null, Henrik)); // not theirs to do
        await pair.CarryAsync(back: true);
        Assert.Equal(Stepped.Done, await here.StepAsync(id, ReferralStep.Answer, null, "She has none.", Gry));
        Assert.Equal(Stepped.Gone, await here.StepAsync(id, ReferralStep.Revoke, null, null, Siv)); // another team's is not there
        await pair.CarryAsync();
        Assert.Equal(Stepped.Done, await there.StepAsync(id, ReferralStep.Accept, null, null, Henrik));
        Assert.Equal(Stepped.Done, await there.StepAsync(id, ReferralStep.Accept, null, null, Henrik)); // a double click
        await pair.CarryAsync(back: true);
        var theirs = (await there.ReferralAsync(id, Henrik))!;
        var hers = (await here.ReferralAsync(id, Gry))!;
        Assert.Equal(hers.History.Select(step => (step.Step, step.ByName, step.Words)), theirs.History.Select(step => (step.Step, step.ByName, step.Words)));
        Assert.Equal([ReferralStep.Send, ReferralStep.Receive, ReferralStep.Ask, ReferralStep.Answer, ReferralStep.Accept], hers.History.Select(step => step.Step));

        // She is registered there, for what she agreed to: who reads for enforcement reads nothing of it.
        var person = theirs.Head.Person!.Value;
        Assert.Equal("Osaghae", (await there.PersonAsync(person, Henrik))!["identity.family-name"]);
        Assert.Empty((await there.PersonAsync(person, Henrik with { Purposes = new HashSet<string> { "enforcement" } }))!.Facts);
        Assert.IsType<Recorded.Done>(await there.RecordFactsAsync(person, [new("case.housing", "MOTT")], 1, Henrik));

        // She takes it back: the copy is closed, what was learnt there stays, and they confirm.
        Assert.Equal(1, await here.WithdrawConsentAsync(pair.Joy, "rosa", "protection", Gry));
        Assert.Null((await here.ReferralAsync(id, Gry))!.Head.ClosedAt);
        await pair.CarryAsync();
        var closed = (await there.ReferralAsync(id, Henrik))!;
        Assert.Equal((ReferralState.Withdrawn, null), (closed.Head.State, closed.Content));
        Assert.All(closed.History, step => Assert.Null(step.Words));
        var left = (await there.PersonAsync(person, Henrik))!;
        Assert.Equal((null, "MOTT"), (left["identity.family-name"], left["case.housing"]));
        Assert.DoesNotContain((await there.HistoryAsync(person, Henrik))!, fact => fact.Field.Identity);
        await pair.CarryAsync(back: true);
        var confirmed = (await here.ReferralAsync(id, Gry))!;
        Assert.NotNull(confirmed.Head.ClosedAt);
        Assert.Equal(ReferralStep.Close, confirmed.History[^1].Step);
        // What came before, sent again by whoever kept it, opens nothing.
        Assert.Equal(nameof(EnvelopeFault.Replayed), await there.TakeInAsync(messages[0]));
        Assert.Null((await there.ReferralAsync(id, Henrik))!.Content);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_others_ask_and_answer_stands_on_the_day_of_who_must_act(string database)
    {
        await using var pair = await Pair.OpenAsync(database);
        var (here, there, id) = (pair.Here.Cases, pair.There.Cases, Origin());
        async Task<(int Inbox, int Answered)> DayAsync(CaseReach? by = null) => ((await there.InboxWaitingAsync()).Count, (await here.ReferralsAnsweredAsync(by ?? Gry)).Count);
        await pair.SendAsync(id);
        await pair.CarryAsync();
        await pair.CarryAsync(back: true);
        Assert.Equal((1, 0), await DayAsync());
        Assert.Equal(Stepped.Done, await there.StepAsync(id, ReferralStep.Ask, null, "How old is her child?", Henrik));
        await pair.CarryAsync(back: true);
        Assert.Equal((0, 1), await DayAsync()); // their turn no more, ours now
        Assert.Equal(0, (await DayAsync(Henrik)).Answered); // the team's, not Henrik's own
        Assert.Equal(0, (await DayAsync(Gry with { Purposes = new HashSet<string> { "enforcement" } })).Answered);
        Assert.Equal(Stepped.Done, await here.StepAsync(id, ReferralStep.Answer, null, "She has none.", Gry));
        await pair.CarryAsync();
        Assert.Equal((1, 0), await DayAsync());
        Assert.Equal(Stepped.Done, await there.StepAsync(id, ReferralStep.Decline, "full", null, Henrik));
        await pair.CarryAsync(back: true);
        Assert.Equal((0, 1), await DayAsync());
        // Another was asked since: the no is dealt with.
        pair.Here.Clock.Move(TimeSpan.FromMinutes(1));
        var next = Origin();
        Assert.Equal(Stepped.Done, await pair.SendAsync(next));
        Assert.Equal((0, 0), await DayAsync());
        await pair.CarryAsync();
        Assert.Equal(Stepped.Done, await there.StepAsync(next, ReferralStep.Accept, null, null, Henrik));
        await pair.CarryAsync(back: true);
        Assert.Equal((0, 1), await DayAsync());
        pair.Here.Clock.Move(TimeSpan.FromDays(8));
        Assert.Equal((0, 0), await DayAsync()); // news for a week
    }

    [Fact]
    public async Task Nothing_is_sent_that_was_not_shown_or_that_she_does_not_agree_to_any_more()
    {
        await using var pair = await Pair.OpenAsync();
        var cases = pair.Here.Cases;
        var shown = CaseStore.PreviewMark((await cases.PreviewAsync(pair.Joy, "rosa", "protection", null, Gry))!.Value.Facts);
        await cases.RecordFactsAsync(pair.Joy, [new("identity.given-name", "Joy")], 1, Gry);
        Assert.Equal(Stepped.NotShared, await pair.SendAsync(Origin(), seen: shown)); // somebody recorded more since
        Assert.Equal(Stepped.Gone, await pair.SendAsync(Origin(), by: Siv));
        await cases.WithdrawConsentAsync(pair.Joy, "rosa", "protection", Gry);
        Assert.Equal(Stepped.NotShared, await pair.SendAsync(Origin()));
        await cases.RecordConsentAsync(pair.Joy, ConsentStoreTests.Yes(pair.Here, "identity"), Gry);
        pair.Here.Clock.Move(TimeSpan.FromDays(91));
        Assert.Equal(Stepped.NotShared, await pair.SendAsync(Origin())); // it has run out
        Assert.Empty((await cases.ReferralsAsync(pair.Joy, Gry))!);
        await cases.KeepServicesAsync([ConsentStoreTests.Rosa]); // no key any more
        Assert.Equal(Stepped.NoRecipient, await pair.SendAsync(Origin()));
    }

    [Fact]
    public async Task Of_what_she_agreed_to_the_sender_sends_less_and_never_more_and_the_recipient_reads_of_which_kind_something_is_missing()
    {
        await using var pair = await Pair.OpenAsync();
        var (cases, id) = (pair.Here.Cases, Origin());
        var all = (await cases.PreviewAsync(pair.Joy, "rosa", "protection", null, Gry))!.Value.Facts;
        var kept = all.Where(fact => fact.Field.Id != "identity.duf").ToList();
        NewReferral Narrowed(string origin, params string[] leftOut) => new(origin, pair.Joy, ReferralKind.Referral, "rosa", "protection", MayShare.AllSections.ToHashSet(), "A safe place.", 24) { LeftOut = leftOut.ToHashSet() };
        Assert.Equal(Stepped.NotShared, await cases.SendReferralAsync(Narrowed(Origin(), "identity.duf/0"), CaseStore.PreviewMark(all), Gry)); // not what was shown
        Assert.Equal(Stepped.NotShared, await cases.SendReferralAsync(Narrowed(Origin()), CaseStore.PreviewMark(kept), Gry));
        Assert.Equal(Stepped.NotShared, await cases.SendReferralAsync(Narrowed(Origin(), [.. all.Select(CaseStore.PlaceOf)]), CaseStore.PreviewMark([]), Gry)); // nothing left
        Assert.Equal(Stepped.Done, await cases.SendReferralAsync(Narrowed(id, "identity.duf/0", "about.nationality/0"), CaseStore.PreviewMark(kept), Gry));
        await pair.CarryAsync();
        var content = (await pair.There.Cases.ReferralAsync(id, Gry))!.Content!;
        Assert.Equal(["identity.family-name"], content.Facts.Select(fact => fact.Field));
        Assert.Equal(["identity"], content.LeftOut); // what she did not agree to is not even named
        Assert.Equal(content.LeftOut, (await cases.ReferralAsync(id, Gry))!.Content!.LeftOut);
    }

    [Fact]
    public async Task A_message_of_nobody_known_for_somebody_else_altered_or_too_old_has_one_answer_and_an_entry()
    {
        await using var pair = await Pair.OpenAsync();
        await using var third = await CaseFixture.OpenAsync("sqlite", "third agency");
        await pair.SendAsync(Origin());
        await using var context = pair.Here.Cases.Context();
        var bytes = (await context.Outgoing.AsNoTracking().SingleAsync()).Envelope!;
        var envelope = Envelope.Parse(bytes);
        Assert.Equal("NotForUs", await third.Cases.TakeInAsync(bytes));
        Assert.Equal("NotAnEnvelope", await pair.There.Cases.TakeInAsync("{}"u8.ToArray()));
        var altered = (byte[])envelope.Ciphertext.Clone();
        altered[3] ^= 1;
        Assert.Equal("Altered", await pair.There.Cases.TakeInAsync((envelope with { Ciphertext = altered }).ToBytes()));
        var known = (await pair.There.Cases.ServiceAsync("fjord"))!;
        await pair.There.Cases.KeepServicesAsync([known with { Key = null }]);
        Assert.Equal("UnknownSender", await pair.There.Cases.TakeInAsync(bytes));
        await pair.There.Cases.KeepServicesAsync([known with { Revision = 0 }]);
        pair.There.Clock.Move(TimeSpan.FromDays(31));
        Assert.Equal("TooOld", await pair.There.Cases.TakeInAsync(bytes));
        Assert.Empty(await pair.There.Cases.InboxAsync());
        await pair.There.Workspace.Ledger.AppendAsync();
        Assert.Equal(4, (await pair.There.Workspace.Ledger.Outbox.FindAsync(new(CaseActs.MessageRefused.Kind), 0, 10)).Count);
    }

    [Fact]
    public async Task What_is_revoked_while_it_is_accepted_is_revoked_on_both_sides()
    {
        await using var pair = await Pair.OpenAsync();
        var id = Origin();
        await pair.SendAsync(id);
        await pair.CarryAsync();
        await pair.CarryAsync(back: true);
        Assert.Equal(Stepped.Done, await pair.There.Cases.StepAsync(id, ReferralStep.Accept, null, null, Henrik));
        Assert.Equal(Stepped.Done, await pair.Here.Cases.StepAsync(id, ReferralStep.Revoke, null, null, Gry)); // the two cross
        await pair.CarryAsync(back: true);
        await pair.CarryAsync();
        Assert.Equal((ReferralState.Revoked, ReferralState.Revoked), (await pair.StateAsync(id), await pair.StateAsync(id, at: true)));
        Assert.Equal(Stepped.NotNow, await pair.There.Cases.StepAsync(id, ReferralStep.HandBack, "full", null, Henrik));
        Assert.Null((await pair.There.Cases.ReferralAsync(id, Gry))!.Content);
    }

    [Theory]
    [InlineData(Audience.Adult, true)]
    [InlineData(Audience.Anonymous, true)]
    [InlineData(Audience.Child, false)] // a child's case is closed by two people
    public async Task A_transfer_that_is_accepted_ends_an_adults_case_here_and_given_back_opens_it_again(Audience audience, bool ends)
    {
        await using var pair = await Pair.OpenAsync(audience: Audience.Adult);
        var id = Origin();
        var who = audience is Audience.Adult ? pair.Joy : await pair.Here.Cases.AddPersonAsync(Somebody(audience, new NewFact("about.nationality", "NG")), Gry);
        await pair.Here.Cases.RecordConsentAsync(who, ConsentStoreTests.Yes(pair.Here, "about") with { Form = audience is Audience.Child ? ConsentForm.Guardian : ConsentForm.Spoken, Child = audience is Audience.Child ? ChildView.Agrees : ChildView.NotAsked }, Gry);
        var facts = (await pair.Here.Cases.PreviewAsync(who, "rosa", "protection", null, Gry))!.Value.Facts;
        Assert.Equal(Stepped.Done, await pair.Here.Cases.SendReferralAsync(new(id, who, ReferralKind.Transfer, "rosa", "protection", MayShare.AllSections.ToHashSet(), "Take her over.", 24), CaseStore.PreviewMark(facts), Gry));
        await pair.CarryAsync();
        await pair.CarryAsync(back: true);
        await pair.There.Cases.StepAsync(id, ReferralStep.Accept, null, null, Henrik);
        await pair.CarryAsync(back: true);
        var head = (await pair.Here.Cases.PersonAsync(who, Gry))!.Head;
        Assert.Equal(ends ? "transferred" : null, head.ClosedFor);
        Assert.Equal(Stepped.NotNow, await pair.Here.Cases.StepAsync(id, ReferralStep.Revoke, null, null, Gry)); // handed over for good
        Assert.Equal(Stepped.Done, await pair.There.Cases.StepAsync(id, ReferralStep.HandBack, "safety", "Somebody here knows her.", Henrik));
        await pair.CarryAsync(back: true);
        Assert.Null((await pair.Here.Cases.PersonAsync(who, Gry))!.Head.ClosedOn);
        Assert.Equal(("safety", "Somebody here knows her."), ((await pair.Here.Cases.ReferralAsync(id, Gry))!.History[^1].Reason, (await pair.Here.Cases.ReferralAsync(id, Gry))!.History[^1].Words));
        Assert.Null((await pair.There.Cases.ReferralAsync(id, Henrik))!.Content);
    }

    [Fact]
    public async Task What_nobody_answers_is_reminded_of_once_and_runs_out_on_both_sides()
    {
        await using var pair = await Pair.OpenAsync();
        var id = Origin();
        await pair.SendAsync(id);
        await pair.CarryAsync();
        await pair.CarryAsync(back: true);
        pair.Here.Clock.Move(TimeSpan.FromHours(25));
        pair.There.Clock.Move(TimeSpan.FromHours(25));
        Assert.True((await pair.There.Cases.InboxAsync())[0].IsOverdue(pair.There.Cases.Now()));
        await pair.Here.Cases.ClockAsync("remind", id, CancellationToken.None);
        await pair.CarryAsync();
        Assert.Equal(ReferralStep.Remind, (await pair.There.Cases.ReferralAsync(id, Gry))!.History[^1].Step);
        pair.There.Clock.Move(TimeSpan.FromDays(21));
        Assert.Equal(Stepped.NotNow, await pair.There.Cases.StepAsync(id, ReferralStep.Accept, null, null, Henrik)); // too late, whatever the clock's job does
        foreach (var side in (CaseFixture[])[pair.Here, pair.There]) await side.Cases.ClockAsync("expire", id, CancellationToken.None);
        Assert.Equal((ReferralState.Expired, ReferralState.Expired), (await pair.StateAsync(id), await pair.StateAsync(id, at: true)));
        Assert.Null((await pair.There.Cases.ReferralAsync(id, Gry))!.Content);
    }

    [Fact]
    public async Task Erased_here_she_is_called_back_there()
    {
        await using var pair = await Pair.OpenAsync();
        var id = Origin();
        await pair.SendAsync(id);
        await pair.CarryAsync();
        Assert.True(await pair.Here.Cases.EraseAsync(pair.Joy, Gry));
        await pair.CarryAsync();
        var closed = (await pair.There.Cases.ReferralAsync(id, Gry))!;
        Assert.Equal((ReferralState.Withdrawn, null), (closed.Head.State, closed.Content));
    }

    [Fact]
    public void Every_step_has_its_place_and_what_is_over_stays_over()
    {
        ReferralState[] over = [ReferralState.Declined, ReferralState.HandedBack, ReferralState.Revoked, ReferralState.Withdrawn, ReferralState.Expired];
        foreach (var state in over)
            foreach (var step in Enum.GetValues<ReferralStep>())
                Assert.True(ReferralWay.Next(state, step) is null || ReferralWay.Next(state, step) == state, $"{state} {step}");
        foreach (var state in Enum.GetValues<ReferralState>()) Assert.Equal(ReferralWay.IsHeld(state), ReferralWay.Next(state, ReferralStep.Withdraw) is ReferralState.Withdrawn); // she may take it back while anybody has it
        Assert.DoesNotContain(over, ReferralWay.IsHeld);
    }
}
