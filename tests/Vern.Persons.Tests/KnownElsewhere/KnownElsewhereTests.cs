using Microsoft.EntityFrameworkCore;
using Vern.Linkage.Encoding;
using Vern.Persons.KnownElsewhere;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Collection;
using Vern.Persons.Tests.Referral;
using Vern.Persons.Tests.Registration;
using Vern.Platform.Sealing;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.KnownElsewhere;

/// <summary>Whether another agency knows a person: who learns what, and when.</summary>
public sealed class KnownElsewhereTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    private static readonly NewFact[] Joy = [new("identity.given-name", "Joy"), new("identity.family-name", "Osaghae"), new("identity.birth", "1996-04-23"), new("about.sex", "woman"), new("about.nationality", "NG")];
    // The same, as another agency wrote it.
    private static readonly NewFact[] Joi = [new("identity.given-name", "Joy"), new("identity.family-name", "Osagae"), new("identity.birth", "1996-04-23"), new("about.sex", "woman"), new("about.nationality", "NG")];
    private static readonly NewFact[] Maria = [new("identity.given-name", "Maria"), new("identity.family-name", "Ionescu"), new("identity.birth", "2001-11-02"), new("about.sex", "woman"), new("about.nationality", "RO")];

    private static NewConsent Yes(CaseFixture fixture, ConsentAnswer answer = ConsentAnswer.Given, ConsentForm form = ConsentForm.Spoken, ChildView child = ChildView.NotAsked, int days = 90) =>
        new(Origin(), ElsewhereConsent.Recipient, ElsewhereConsent.Purpose, ElsewhereConsent.Sections, LegalGround.Consent, answer, form, child, fixture.Cases.Today.AddDays(days), "en", 1, "May we ask?");

    private static async Task<PersonId> AddAsync(CaseFixture fixture, NewFact[] facts, bool agrees = true, Audience audience = Audience.Adult)
    {
        var id = await fixture.Cases.AddPersonAsync(Somebody(audience, facts), Gry);
        if (agrees) Assert.True(await fixture.Cases.RecordConsentAsync(id, Yes(fixture), Gry));
        return id;
    }

    /// <summary>What the jobs of a side would do now.</summary>
    private static async Task CompareAsync(CaseFixture side)
    {
        List<string> open;
        await using (var context = side.Cases.Context()) open = await context.ElsewhereQuestions.Where(row => !row.Ours).Select(row => row.Id).ToListAsync();
        foreach (var question in open) await side.Cases.ElsewhereClockAsync("compare", question, CancellationToken.None);
    }

    private static async Task<ElsewhereMatch> OnlyAsync(CaseFixture side, PersonId person) => Assert.Single((await side.Cases.ElsewhereOfAsync(person, Gry))!.Value.Matches);

    [Theory, MemberData(nameof(Databases))]
    public async Task Neither_side_learns_who_the_other_is_before_both_agree_and_it_ends_when_she_takes_it_back(string database)
    {
        await using var two = await TwoAgencies.OpenAsync(database);
        var (here, there) = (two.Here.Cases, two.There.Cases);
        var hers = await AddAsync(two.Here, Joy);
        var theirs = await AddAsync(two.There, Joi);
        await AddAsync(two.There, Maria);
        var origin = Origin();
        Assert.Equal(ElsewhereDone.Gone, await here.AskElsewhereAsync(Origin(), hers, Siv)); // another team's is not there
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => here.AskElsewhereAsync(origin, hers, Gry))), done => Assert.Equal(ElsewhereDone.Done, done)); // a double click
        Assert.Equal(ElsewhereDone.Open, await here.AskElsewhereAsync(Origin(), hers, Gry));
        var messages = new List<byte[]>();
        Assert.Equal([null], await two.CarryAsync(seen: messages));
        foreach (var clear in (string[])["Osaghae", "1996-04-23", origin]) Assert.DoesNotContain(clear, System.Text.Encoding.Latin1.GetString(messages[0]), StringComparison.Ordinal);
        await CompareAsync(two.There);
        await CompareAsync(two.There); // a job that is run again finds nobody twice

        // There: a coordinator is told that one of theirs may be known; not by whom.
        var found = Assert.Single(await there.ElsewhereWaitingAsync(Ida));
        Assert.Equal((theirs, MatchState.Found, null, null), (found.Person, found.State, found.Body, found.Contact));
        Assert.InRange(found.Similarity, (int)(CompareEncodings.LeastSimilarity * 100), 100);
        Assert.Equal(["sex", "birth-year", "nationality"], found.Same);
        Assert.Empty(await there.ElsewhereWaitingAsync(Siv));
        Assert.Empty(await two.CarryAsync(back: true)); // nothing is answered by itself
        Assert.Equal(ElsewhereDone.Gone, await there.AnswerElsewhereAsync(found.Id, "x", Siv));
        for (var click = 0; click < 2; click++) Assert.Equal(ElsewhereDone.Done, await there.AnswerElsewhereAsync(found.Id, "Kari, 22 00 00 00", Ida));
        var answers = new List<byte[]>();
        Assert.Equal([null], await two.CarryAsync(back: true, answers));
        Assert.Equal(messages[0].Length, answers[0].Length); // who carries them can't tell an answer from a question

        // Here: an agency offers; not which. Neither contact has left its agency yet.
        Assert.Equal([hers], await here.ElsewhereOfferedAsync(Gry));
        var offered = await OnlyAsync(two.Here, hers);
        Assert.Equal((MatchState.Offered, null, null), (offered.State, offered.Body, offered.Contact));
        Assert.Equal(ElsewhereDone.Done, await here.AnswerElsewhereAsync(offered.Id, "Gry, 33 00 00 00", Gry));
        Assert.Null((await OnlyAsync(two.Here, hers)).Body);
        Assert.Equal([null], await two.CarryAsync());
        Assert.Equal([null], await two.CarryAsync(back: true));
        var (ours, other) = (await OnlyAsync(two.Here, hers), await OnlyAsync(two.There, theirs));
        Assert.Equal((MatchState.Connected, "rosa", "Kari, 22 00 00 00"), (ours.State, ours.Body, ours.Contact));
        Assert.Equal((MatchState.Connected, "fjord", "Gry, 33 00 00 00"), (other.State, other.Body, other.Contact));

        // The ledger tells it all on both sides, without a word of who she is.
        foreach (var (side, acts) in new[] { (two.Here, "elsewhere.asked elsewhere.offered elsewhere.answered elsewhere.connected"), (two.There, "elsewhere.received elsewhere.compared elsewhere.found elsewhere.answered elsewhere.connected") })
        {
            await side.Workspace.Ledger.AppendAsync();
            foreach (var act in acts.Split(' ')) Assert.Contains(act, side.Bytes(), StringComparison.Ordinal);
            if (database == "sqlite") foreach (var clear in (string[])["22 00 00 00", "Osaghae"]) Assert.DoesNotContain(clear, side.Bytes(), StringComparison.Ordinal);
        }

        // She takes it back here: what each knows of the other's contact goes, on both sides.
        Assert.Equal(1, await here.WithdrawConsentAsync(hers, ElsewhereConsent.Recipient, ElsewhereConsent.Purpose, Gry));
        Assert.Equal([null], await two.CarryAsync());
        Assert.All(new[] { await OnlyAsync(two.Here, hers), await OnlyAsync(two.There, theirs) }, match => Assert.Equal((MatchState.Over, null, null), (match.State, match.Body, match.Contact)));
        foreach (var message in messages) Assert.Equal(nameof(EnvelopeFault.Replayed), await there.TakeInAsync(message));
        foreach (var answer in answers) Assert.Equal(nameof(EnvelopeFault.Replayed), await here.TakeInAsync(answer));
        Assert.Equal(ElsewhereDone.NoConsent, await here.AskElsewhereAsync(Origin(), hers, Gry));
    }

    [Fact]
    public async Task Nobody_like_her_nobody_who_agreed_and_a_coordinators_no_all_look_the_same_from_outside()
    {
        await using var two = await TwoAgencies.OpenAsync();
        var (here, there) = (two.Here.Cases, two.There.Cases);
        foreach (var (agrees, facts) in new[] { (false, Joi), (true, Maria), (true, Joi) })
        {
            var theirs = await AddAsync(two.There, facts, agrees);
            var hers = await AddAsync(two.Here, Joy);
            Assert.Equal(ElsewhereDone.Done, await here.AskElsewhereAsync(Origin(), hers, Gry));
            await two.CarryAsync();
            await CompareAsync(two.There);
            foreach (var match in await there.ElsewhereWaitingAsync(Ida)) for (var click = 0; click < 2; click++) Assert.Equal(ElsewhereDone.Done, await there.AnswerElsewhereAsync(match.Id, null, Ida));
            Assert.Empty(await two.CarryAsync(back: true));
            await using (var context = two.There.Cases.Context()) Assert.False(await context.Outgoing.AnyAsync()); // nothing was ever written for anybody
            Assert.Empty((await here.ElsewhereOfAsync(hers, Gry))!.Value.Matches);
            await there.EraseAsync(theirs, Ida);
        }
    }

    [Fact]
    public async Task Without_her_consent_without_an_identity_without_a_key_or_with_nobody_to_ask_nothing_leaves()
    {
        await using var two = await TwoAgencies.OpenAsync();
        var cases = two.Here.Cases;
        var never = await AddAsync(two.Here, Joy, agrees: false);
        Assert.Equal(ElsewhereDone.NoConsent, await cases.AskElsewhereAsync(Origin(), never, Gry));
        await cases.RecordConsentAsync(never, Yes(two.Here), Gry);
        await cases.RecordConsentAsync(never, Yes(two.Here, ConsentAnswer.Refused), Gry); // the newest decides
        Assert.Equal(ElsewhereDone.NoConsent, await cases.AskElsewhereAsync(Origin(), never, Gry));
        Assert.Equal(ElsewhereDone.NoIdentity, await cases.AskElsewhereAsync(Origin(), await AddAsync(two.Here, [new("about.nationality", "NG")]), Gry));
        var late = await AddAsync(two.Here, Joy);
        two.Here.Clock.Move(TimeSpan.FromDays(91));
        Assert.Equal(ElsewhereDone.NoConsent, await cases.AskElsewhereAsync(Origin(), late, Gry)); // it has run out
        // A child's guardian answers, and the child is heard; who does not want to be known is not asked about.
        var child = await AddAsync(two.Here, Joy, audience: Audience.Child);
        Assert.Equal(ElsewhereDone.NoConsent, await cases.AskElsewhereAsync(Origin(), child, Gry));
        await cases.RecordConsentAsync(child, Yes(two.Here, form: ConsentForm.Guardian, child: ChildView.Disagrees), Gry);
        Assert.Equal(ElsewhereDone.NoConsent, await cases.AskElsewhereAsync(Origin(), child, Gry));
        var unknown = await cases.AddPersonAsync(Somebody(Audience.Anonymous), Gry);
        await Assert.ThrowsAsync<ArgumentException>(() => cases.RecordConsentAsync(unknown, Yes(two.Here), Gry));
        // Under this consent nothing can be shared, and under another's no question can be asked.
        Assert.Empty(MayShare.SectionsFor(ElsewhereConsent.Purpose, Audience.Adult));
        await Assert.ThrowsAsync<ArgumentException>(() => cases.RecordConsentAsync(late, Yes(two.Here) with { Recipient = "rosa" }, Gry));
        var now = await AddAsync(two.Here, Joy);
        await cases.KeepServicesAsync([ConsentStoreTests.Rosa with { Key = two.ThereKey }]); // not ticked: nobody is asked by default
        Assert.Equal(ElsewhereDone.Nobody, await cases.AskElsewhereAsync(Origin(), now, Gry));
        await using (var context = cases.Context()) Assert.False(await context.Outgoing.AnyAsync());

        await using var without = await TwoAgencies.OpenAsync(withKey: false);
        Assert.Equal(ElsewhereDone.NoKey, await without.Here.Cases.AskElsewhereAsync(Origin(), await AddAsync(without.Here, Joy), Gry));
    }

    [Fact]
    public async Task What_is_taken_back_expires_or_is_withdrawn_at_either_side_ends_and_leaves_nothing_to_compare()
    {
        await using var two = await TwoAgencies.OpenAsync();
        var (here, there) = (two.Here.Cases, two.There.Cases);
        var hers = await AddAsync(two.Here, Joy);
        var theirs = await AddAsync(two.There, Joi);
        async Task<string> AskAsync()
        {
            var id = Origin();
            Assert.Equal(ElsewhereDone.Done, await here.AskElsewhereAsync(id, hers, Gry));
            await two.CarryAsync();
            await CompareAsync(two.There);
            return id;
        }
        // Taken back by whoever asked, before anybody answered.
        var first = await AskAsync();
        Assert.Equal(ElsewhereDone.Gone, await here.TakeBackElsewhereAsync(first, hers, Siv));
        for (var click = 0; click < 2; click++) Assert.Equal(ElsewhereDone.Done, await here.TakeBackElsewhereAsync(first, hers, Gry));
        Assert.Equal([null], await two.CarryAsync());
        Assert.Empty(await there.ElsewhereWaitingAsync(Ida));
        await using (var context = there.Context()) Assert.Null((await context.ElsewhereQuestions.SingleAsync(row => row.Id == first)).Content);
        // Withdrawn there after they agreed: the offer goes, and nobody here learns whose it was.
        await AskAsync();
        Assert.Equal(ElsewhereDone.Done, await there.AnswerElsewhereAsync(Assert.Single(await there.ElsewhereWaitingAsync(Ida)).Id, "Kari", Ida));
        await two.CarryAsync(back: true);
        Assert.Equal([hers], await here.ElsewhereOfferedAsync(Gry));
        await there.WithdrawConsentAsync(theirs, ElsewhereConsent.Recipient, ElsewhereConsent.Purpose, Gry);
        Assert.Equal([null], await two.CarryAsync(back: true));
        Assert.Empty(await here.ElsewhereOfferedAsync(Gry));
        // Out of time: both sides let it go by their own clocks. The same person is found again only if she agrees again.
        await here.EraseAsync(hers, Ida);
        await two.CarryAsync();
        hers = await AddAsync(two.Here, Joy);
        await there.RecordConsentAsync(theirs, Yes(two.There), Gry);
        var third = await AskAsync();
        var match = Assert.Single(await there.ElsewhereWaitingAsync(Ida));
        foreach (var side in new[] { two.Here, two.There })
        {
            side.Clock.Move(TimeSpan.FromDays(CaseStore.ElsewhereDays + 1));
            await side.Cases.ElsewhereClockAsync("expire", third, CancellationToken.None);
        }
        Assert.Equal(ElsewhereDone.Gone, await there.AnswerElsewhereAsync(match.Id, "Kari", Ida));
        Assert.Equal(ElsewhereState.Expired, (await here.ElsewhereOfAsync(hers, Gry))!.Value.Questions[0].State);
        // A later no is as good as taking it back.
        await AskAsync();
        Assert.Single(await there.ElsewhereWaitingAsync(Ida));
        await there.RecordConsentAsync(theirs, Yes(two.There, ConsentAnswer.Refused), Gry);
        Assert.Empty(await there.ElsewhereWaitingAsync(Ida));
    }

    [Fact]
    public async Task Who_does_not_take_part_asks_too_often_forges_or_sends_out_of_turn_is_refused_and_nothing_comes_of_it()
    {
        await using var two = await TwoAgencies.OpenAsync();
        var (here, there) = (two.Here.Cases, two.There.Cases);
        using var fjord = await TwoAgencies.PairAsync(two.Here);
        byte[] Told(ElsewhereMessage message) => Envelope.Seal(message.ToBytes(), ReferralMessage.Purpose, fjord, two.ThereKey, two.Here.Clock.GetUtcNow()).ToBytes();
        ElsewhereMessage Asked(int days = 10, string? schema = null) => new(1, Origin(), ElsewhereStep.Ask, Asked: new(2026, "00000000", schema ?? PersonEncoder.SchemaName, new byte[256], new Dictionary<string, string>(), two.Here.Clock.GetUtcNow().AddDays(days).ToUnixTimeMilliseconds()));
        Assert.Equal("Expired", await there.TakeInAsync(Told(Asked(-1))));
        Assert.Equal("Expired", await there.TakeInAsync(Told(Asked(90))));
        Assert.Equal("OtherSchema", await there.TakeInAsync(Told(Asked(schema: "another"))));
        foreach (var step in new[] { new ElsewhereMessage(1, Origin(), ElsewhereStep.TakeBack), new(1, Origin(), ElsewhereStep.Agree, Origin()), new(1, Origin(), ElsewhereStep.Confirm, Origin(), "x"), new(1, Origin(), ElsewhereStep.Contact, Origin(), "x") }) Assert.Equal("UnknownQuestion", await there.TakeInAsync(Told(step)));
        Assert.Null(ElsewhereMessage.Read(new ElsewhereMessage(1, Origin(), ElsewhereStep.Confirm, Origin(), new string('x', 301)).ToBytes()));
        Assert.Null(ElsewhereMessage.Read("{}"u8));
        for (var question = 0; question < CaseStore.MostElsewhereADay; question++) Assert.Null(await there.TakeInAsync(Told(Asked())));
        Assert.Equal("TooMany", await there.TakeInAsync(Told(Asked())));
        // Another secret than the round's is not compared: it could find nobody, and would tell who tries.
        await AddAsync(two.There, Joi);
        await CompareAsync(two.There);
        Assert.Empty(await there.ElsewhereWaitingAsync(Ida));
        await there.KeepServicesAsync([new("fjord", "Fjord Example", "outreach") { Key = two.HereKey, CheckedOn = new(2026, 11, 1) }]);
        Assert.Equal("NotTakingPart", await there.TakeInAsync(Told(Asked())));
        Assert.DoesNotContain((await here.ServicesAsync()).Select(service => service.Id), id => id == ElsewhereConsent.Recipient);
        Assert.Contains(ReadService.From(new Dictionary<string, string> { ["id"] = ElsewhereConsent.Recipient, ["name"] = "x", ["kind"] = "other", ["checked-on"] = "2026-11-01" }, here.Today).Wrong, wrong => wrong.Column == "id");
    }

    // What the threshold shows to a coordinator and what it does not, of Joy Osaghae, 23 April 1996, a woman from Nigeria.
    [Theory]
    [InlineData(true, "Joy", "Osagae", "1996-04-23", "NG", null)] // a letter
    [InlineData(true, "Osaghae", "Joy", "1996-04-23", "NG", null)] // names turned round
    [InlineData(true, "Joy", "Osaghae", "1996-04-24", "NG", null)] // the day
    [InlineData(true, "Joy Blessing", "Osaghae", "1996-04-23", "NG", null)] // one more name
    [InlineData(true, "Joy", "Osaghae", "1996", "NG", null)] // the year alone
    [InlineData(true, "Joy", "Osaghae", null, "GH", null)] // no birth, another country
    [InlineData(true, "Joy", "Osaghae", "1990-12-02", "NG", null)] // the same name, born another day: the coordinator sees that the year is not the same
    [InlineData(false, "Joy", "Igbinedion", "1996-04-23", "NG", null)] // another family name: her own, or somebody else
    [InlineData(false, "Blessing", "Osaghae", "1999-01-12", "NG", null)] // a sister, perhaps
    [InlineData(false, "Maria", "Ionescu", "2001-11-02", "RO", null)]
    [InlineData(false, "Joy", null, null, "NG", null)] // a first name, a sex and a country are thousands
    public void The_threshold_forgives_a_slip_and_shows_no_stranger(bool likely, string given, string? family, string? born, string nationality, string? duf)
    {
        var key = CompareEncodings.KeyOf(TwoAgencies.LinkageKey, new string('a', 32));
        var hers = CompareEncodings.Run(new("Joy", "Osaghae", "1996-04-23", "f", "NG", null, null), key)!.Value.Encoding;
        var alike = CompareEncodings.Similarity(hers, CompareEncodings.Run(new(given, family, born, "f", nationality, duf, null), key)!.Value.Encoding);
        Assert.True(alike >= CompareEncodings.LeastSimilarity == likely, $"{alike:0.000}");
    }

    [Fact]
    public void Two_questions_cannot_be_compared_with_one_another_and_alike_is_as_alike_as_without_the_question()
    {
        var identity = new PersonIdentity("Joy", "Osaghae", "1996-04-23", "f", "NG", null, null);
        var one = CompareEncodings.Run(identity, CompareEncodings.KeyOf(TwoAgencies.LinkageKey, Origin()))!.Value;
        var other = CompareEncodings.Run(identity, CompareEncodings.KeyOf(TwoAgencies.LinkageKey, Origin()))!.Value;
        Assert.True(CompareEncodings.Similarity(one.Encoding, other.Encoding) < CompareEncodings.LeastSimilarity);
        Assert.Empty(CompareEncodings.Same(one.Marks, other.Marks));
        Assert.Equal(1, CompareEncodings.Similarity(one.Encoding, one.Encoding));
        Assert.Equal(0, CompareEncodings.Similarity(one.Encoding, one.Encoding.AsSpan(1)));
        Assert.Null(CompareEncodings.Run(new(null, null, "1996", "f", "NG", null, null), "key"));
    }
}
