using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Collection;
using Vern.Persons.Tests.Registration;
using Vern.Platform.Localisation;
using Vern.Platform.Sealing;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Referral;

/// <summary>Consent and directory in the store, on both databases.</summary>
public sealed class ConsentStoreTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    internal static Service Rosa { get; } = new("rosa", "Rosa Example", "housing") { Women = true, CheckedOn = new(2026, 11, 1) };

    internal static NewConsent Yes(CaseFixture fixture, params string[] sections) =>
        new(Origin(), "rosa", "protection", sections.ToHashSet(), LegalGround.Consent, ConsentAnswer.Given, ConsentForm.Interpreter, ChildView.NotAsked, fixture.Cases.Today.AddDays(90), "en", ConsentText.Version, "May we tell Rosa Example your name?");

    private static Task<ShareDecision> MayAsync(CaseFixture fixture, PersonId id, string field, int days = 0, CaseReach? reach = null) => fixture.Cases.MayShareAsync(id, "rosa", "protection", field, fixture.Cases.Today.AddDays(days), reach ?? Gry);

    [Theory, MemberData(nameof(Databases))]
    public async Task Consent_is_asked_given_runs_out_and_is_withdrawn_and_her_words_stand_nowhere_in_clear(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        Assert.Equal(DirectoryChange.Done, await fixture.Cases.KeepServicesAsync([Rosa]));
        var id = await fixture.Cases.AddPersonAsync(Adult(new("identity.family-name", "Osaghae"), new("stay.place", 1, "Secret road 1")), Gry);
        Assert.Equal(ShareReason.NotAsked, (await MayAsync(fixture, id, "identity.family-name")).Reason);
        var yes = Yes(fixture, "identity", "contact", "stay");
        Assert.True(await fixture.Cases.RecordConsentAsync(id, yes, Gry));
        Assert.True(await fixture.Cases.RecordConsentAsync(id, yes, Gry)); // a double click
        Assert.Single((await fixture.Cases.ConsentsAsync(id, Henrik))!);
        Assert.Equal(yes.Words, (await fixture.Cases.ConsentsAsync(id, Henrik))![0].Words);
        Assert.True((await MayAsync(fixture, id, "identity.family-name")).May);
        Assert.False((await MayAsync(fixture, id, "about.sex")).May);
        Assert.Equal(ShareReason.Secret, (await MayAsync(fixture, id, "stay.place")).Reason);
        Assert.Equal(ShareReason.Expired, (await MayAsync(fixture, id, "identity.family-name", 91)).Reason);
        // Another team, and another body, get nothing.
        Assert.False((await MayAsync(fixture, id, "identity.family-name", reach: Siv)).May);
        Assert.Null(await fixture.Cases.ConsentsAsync(id, Siv));
        Assert.False(await fixture.Cases.RecordConsentAsync(id, Yes(fixture, "about"), Siv));
        Assert.Null(await fixture.Cases.WithdrawConsentAsync(id, "rosa", "protection", Siv));
        if (database == "sqlite") Assert.DoesNotContain("May we tell", fixture.Bytes(), StringComparison.Ordinal);

        Assert.Equal(1, await fixture.Cases.WithdrawConsentAsync(id, "rosa", "protection", Gry));
        Assert.Equal(0, await fixture.Cases.WithdrawConsentAsync(id, "rosa", "protection", Gry)); // twice is once
        Assert.Equal(ShareReason.Withdrawn, (await MayAsync(fixture, id, "identity.family-name")).Reason);
        // Erased, her answers are gone with her.
        Assert.True(await fixture.Cases.EraseAsync(id, Gry));
        Assert.Null(await fixture.Cases.ConsentsAsync(id, Gry));
    }

    [Fact]
    public async Task A_no_stands_in_the_way_of_nothing_but_sharing()
    {
        await using var fixture = await CaseFixture.OpenAsync("sqlite");
        await fixture.Cases.KeepServicesAsync([Rosa]);
        var id = await fixture.Cases.AddPersonAsync(Adult(), Gry);
        Assert.True(await fixture.Cases.RecordConsentAsync(id, Yes(fixture, "identity") with { Answer = ConsentAnswer.Refused }, Gry));
        Assert.Equal(ShareReason.Refused, (await MayAsync(fixture, id, "identity.family-name")).Reason);
        Assert.IsType<Recorded.Done>(await fixture.Cases.RecordFactsAsync(id, [new("answer.offer", "yes"), new("case.housing", "KRIS")], 1, Gry));
    }

    [Fact]
    public async Task What_cannot_be_answered_is_not_recorded()
    {
        await using var fixture = await CaseFixture.OpenAsync("sqlite");
        await fixture.Cases.KeepServicesAsync([Rosa]);
        var id = await fixture.Cases.AddPersonAsync(Somebody(Audience.Anonymous), Gry);
        Task Refused(NewConsent answer) => Assert.ThrowsAsync<ArgumentException>(() => fixture.Cases.RecordConsentAsync(id, answer, Gry));
        await Refused(Yes(fixture, "identity")); // nobody asks for the identity of somebody who does not want to be known
        await Refused(Yes(fixture));
        await Refused(Yes(fixture, "note"));
        await Refused(Yes(fixture, "about") with { Recipient = "nobody" });
        await Refused(Yes(fixture, "about") with { Until = fixture.Cases.Today.AddDays(-1) });
        await Refused(Yes(fixture, "about") with { Until = fixture.Cases.Today.AddDays(400) });
        await Refused(Yes(fixture, "about") with { Words = null });
        await Refused(Yes(fixture, "about") with { Ground = "fvl-13b-4" }); // not for a shelter, and not for protection
        await Refused(Yes(fixture, "about") with { Ground = "because" });
        Assert.Empty((await fixture.Cases.ConsentsAsync(id, Gry))!);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_directory_is_kept_whole_or_not_at_all_and_no_key_stands_at_two_bodies(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        using var pair = KeyPair.New();
        Assert.Equal(DirectoryChange.Done, await fixture.Cases.KeepServicesAsync([Rosa with { Key = pair.Public }]));
        Assert.Equal(DirectoryChange.KeyTaken, await fixture.Cases.KeepServicesAsync([Rosa with { Id = "ost" }, Rosa with { Id = "nord", Key = pair.Public }]));
        Assert.Equal(["rosa"], (await fixture.Cases.ServicesAsync()).Select(service => service.Id));
        var known = (await fixture.Cases.ServiceAsync("rosa"))!;
        Assert.Equal((pair.Public, 1), (known.Key!, known.Revision));
        Assert.Equal(DirectoryChange.Done, await fixture.Cases.KeepServicesAsync([known with { Free = 3 }]));
        Assert.Equal(DirectoryChange.Stale, await fixture.Cases.KeepServicesAsync([known with { Free = 2 }])); // an older form
        Assert.Equal(3, (await fixture.Cases.ServiceAsync("rosa"))!.Free);
        Assert.Equal(DirectoryChange.Done, await fixture.Cases.KeepServicesAsync([known with { Revision = 0, Active = false }]));
        Assert.Empty(await fixture.Cases.ServicesAsync());
        Assert.True((known with { CheckedOn = fixture.Cases.Today.AddDays(-181) }).IsOld(fixture.Cases.Today));
    }

    [Fact]
    public void The_words_for_her_name_body_kinds_and_day_in_every_language()
    {
        foreach (var language in ConsentText.Languages)
        {
            var words = ConsentText.Of("Rosa Example", "protection", new HashSet<string> { "identity", "stay" }, new(2026, 12, 24), Audience.Adult, language);
            Assert.Contains("Rosa Example", words, StringComparison.Ordinal);
            Assert.Contains("24", words, StringComparison.Ordinal);
            Assert.Contains(Vern.Persons.Referral.Texts.Source[language, "kind.stay"], words, StringComparison.Ordinal);
            foreach (var section in MayShare.AllSections) Assert.NotNull(Vern.Persons.Referral.Texts.Source.Find(language, $"kind.{section}"));
        }
        Assert.NotEqual(ConsentText.Of("R", "health", new HashSet<string> { "contact" }, new(2026, 12, 24), Audience.Adult, Language.Norwegian), ConsentText.Of("R", "protection", new HashSet<string> { "contact" }, new(2026, 12, 24), Audience.Adult, Language.Norwegian));
    }
}
