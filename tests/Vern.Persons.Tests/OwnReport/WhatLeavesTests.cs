using System.Text;
using System.Text.Json;
using Vern.Persons.Collection;
using Vern.Persons.OwnReport;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Registration;
using Vern.Platform.Sealing;
using static Vern.Persons.Tests.OwnReport.SameAsTheFormTests;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.OwnReport;

/// <summary>Who and what leaves in the year's report, on what ground, and what never does.</summary>
public sealed class WhatLeavesTests
{
    private static readonly NewFact[] Known = [new("identity.family-name", "Osaghae"), new("identity.given-name", "Joy"), new("about.sex", "woman"), new("about.nationality", "NG"), new("exploitation.forms", "SEX"), new("exploitation.account", "He took my passport"), new("case.housing", "KRIS"), new("stay.place", 1, "Secret road 1"), new("note.text", 1, "A note of ours")];
    private static readonly Service Unit = new("kom", "The unit", "coordination") { CheckedOn = new(2015, 1, 1) };

    private static Consent Answer(ConsentAnswer answer, string ground = LegalGround.Consent, params string[] sections) =>
        new(1, "kom", "statistics", sections.ToHashSet(), ground, answer, ground == LegalGround.Consent ? ConsentForm.Spoken : ConsentForm.None, ChildView.NotAsked, new(2015, 1, 1), new(2016, 12, 31), null);

    private static YearReport Made(YearRecord record, LegalKind legal) => MakeYearReport.Run([record], Frame(legal, Coder, "kom"));

    [Fact]
    public async Task No_name_no_words_no_place_leave_or_stand_in_clear()
    {
        await using var fixture = await CaseFixture.OpenAsync("sqlite");
        var id = await fixture.Cases.AddPersonAsync(Adult(Known), Gry);
        var report = MakeYearReport.Run(await fixture.Cases.RecordsOfYearAsync(Year, Ida), Frame(encoder: Coder));
        var line = Assert.Single(report.Lines);
        Assert.NotNull(line.Person!.Encoding);
        var package = JsonSerializer.Serialize(SubmissionPackage.Of(report.Submission!), SubmissionPackage.Json);
        foreach (var secret in (string[])["Osaghae", "Joy", "passport", "Secret", "note", id.Value]) Assert.DoesNotContain(secret, package, StringComparison.OrdinalIgnoreCase);

        using var unit = KeyPair.New();
        var origin = Origin();
        for (var click = 0; click < 2; click++) await fixture.Cases.LeaveReportAsync(origin, report.Submission!, "krl-5", unit.Public, Ida);
        var sent = Assert.Single(await fixture.Cases.SentReportsAsync(Year));
        Assert.Equal((SentReportState.Waiting, 1, 1), (sent.State, sent.Persons, sent.Encoded));
        var (_, envelope) = (await fixture.Cases.WaitingReportAsync(origin, default))!.Value;
        Assert.DoesNotContain("nationality", Encoding.UTF8.GetString(envelope), StringComparison.Ordinal);
        var own = await fixture.Workspace.Keys.PublicAsync();
        var inside = OpenEnvelope.Run(Envelope.Parse(envelope), NationalStore.SubmissionPurpose(Year, new("rosa")), [unit], own, fixture.Clock.GetUtcNow());
        Assert.Equal(package, Encoding.UTF8.GetString(inside));
        foreach (var secret in (string[])["Osaghae", "\"NG\"", "KRIS"]) Assert.DoesNotContain(secret, fixture.Bytes(), StringComparison.Ordinal);

        // Answered, it is what the next one is compared with; answered again, the former is readable no more.
        await fixture.Cases.AnsweredReportAsync(origin, 1, null, default);
        Assert.Null(await fixture.Cases.WaitingReportAsync(origin, default));
        var last = await fixture.Cases.LastTakenAsync(Year);
        Assert.Equal(0, CompareSubmissions.Of(last!, report.Submission!).Changed);
        Assert.Null(last!.Persons[0].Encoding);
        var second = Origin();
        await fixture.Cases.LeaveReportAsync(second, report.Submission!, "krl-5", unit.Public, Ida);
        await fixture.Cases.AnsweredReportAsync(second, null, "The round is closed.", default);
        Assert.Equal(["The round is closed.", null], (await fixture.Cases.SentReportsAsync(Year)).Select(one => one.Reason));
        Assert.NotNull(await fixture.Cases.LastTakenAsync(Year)); // what was refused takes nothing's place
    }

    [Fact]
    public async Task Somebody_who_does_not_want_to_be_known_is_a_row_without_identity()
    {
        await using var fixture = await CaseFixture.OpenAsync("sqlite");
        await fixture.Cases.AddPersonAsync(Somebody(Audience.Anonymous, new("about.sex", "woman"), new("about.birth-year", "1990")), Gry);
        var line = Assert.Single(MakeYearReport.Run(await fixture.Cases.RecordsOfYearAsync(Year, Ida), Frame(encoder: Coder)).Lines);
        Assert.Null(line.Person!.Encoding);
        Assert.Equal(25, line.Person.Age);
        Assert.DoesNotContain(line.Remarks, remark => remark.Key == "missing.identity");
    }

    [Fact]
    public async Task What_another_agency_shared_for_protection_is_neither_told_nor_encoded()
    {
        await using var fixture = await CaseFixture.OpenAsync("sqlite");
        await fixture.Cases.AddPersonAsync(Adult([.. Known.Take(5).Select(fact => fact with { OnlyFor = "protection" })]), Gry);
        var person = Assert.Single(MakeYearReport.Run(await fixture.Cases.RecordsOfYearAsync(Year, Ida), Frame(encoder: Coder)).Lines).Person!;
        Assert.Equal((Sex.Unknown, "UNKN", 0), (person.Sex, person.Nationality, person.Forms.Count));
        Assert.Null(person.Encoding);
    }

    [Fact]
    public async Task A_child_who_came_along_is_counted_with_its_mother_until_it_is_a_possible_victim_itself()
    {
        await using var fixture = await CaseFixture.OpenAsync("sqlite");
        var mother = await fixture.Cases.AddPersonAsync(Adult(Known), Gry);
        await fixture.Cases.AddPersonAsync(new(Origin(), Audience.Child, [new("about.sex", "man")], mother), Gry);
        await fixture.Cases.AddPersonAsync(new(Origin(), Audience.Child, [new("about.sex", "woman"), new("exploitation.forms", "SRV-BEG")], mother), Gry);
        var report = MakeYearReport.Run(await fixture.Cases.RecordsOfYearAsync(Year, Ida), Frame());
        Assert.Equal(2, report.Lines.Count);
        Assert.Equal(2, report.Lines.Single(line => line.Id == mother).Person!.AccompanyingChildren);
        Assert.Equal(LeftOut.WithParent, Assert.Single(report.NotIn).Why);
        Assert.True(report.Lines.Single(line => line.Id != mother).Person!.PresumedMinor);
    }

    [Fact]
    public void By_the_agencys_ground_she_is_in_unless_she_said_no()
    {
        var joy = Record(Audience.Adult, [.. Known.Take(7)]);
        foreach (var kind in (LegalKind[])[LegalKind.PublicBody, LegalKind.Police, LegalKind.FundedOrganisation, LegalKind.CrisisCentre]) Assert.NotNull(Assert.Single(Made(joy, kind).Lines).Person!.Encoding);
        // A no to all: she is not in. A no to a part: that part stays, and so does who she is.
        Assert.Equal(LeftOut.SaidNo, Assert.Single(Made(joy with { Consents = [Answer(ConsentAnswer.Refused, sections: [.. MayShare.AllSections])] }, LegalKind.CrisisCentre).NotIn).Why);
        var part = Assert.Single(Made(joy with { Consents = [Answer(ConsentAnswer.Refused, sections: "case")] }, LegalKind.CrisisCentre).Lines).Person!;
        Assert.Equal((null, "NG", null), (part.Housing, part.Nationality, part.Encoding));
    }

    [Fact]
    public void Without_a_ground_only_what_she_agreed_to_leaves_and_never_who_she_is()
    {
        var joy = Record(Audience.Adult, [.. Known.Take(7)]);
        Assert.Equal(LeftOut.NoGround, Assert.Single(Made(joy, LegalKind.PrivateWithoutGrants).NotIn).Why);
        var agreed = Assert.Single(Made(joy with { Consents = [Answer(ConsentAnswer.Given, sections: "about")] }, LegalKind.PrivateWithoutGrants).Lines).Person!;
        Assert.Equal(("NG", null, null, 0), (agreed.Nationality, agreed.Housing, agreed.Encoding, agreed.Forms.Count));
        Assert.Equal(LeftOut.NoGround, Assert.Single(Made(joy with { Consents = [Answer(ConsentAnswer.Given, sections: "about") with { Until = new(2015, 12, 30) }] }, LegalKind.PrivateWithoutGrants).NotIn).Why);
        // A ground that is recorded for her, named as such.
        Assert.NotNull(Assert.Single(Made(joy with { Consents = [Answer(ConsentAnswer.Given, "popplyl-8d-9h", [.. MayShare.AllSections])] }, LegalKind.PrivateWithoutGrants).Lines).Person!.Encoding);
    }

    [Fact]
    public void A_value_that_the_form_does_not_take_stands_in_the_way_and_says_where()
    {
        var report = Made(Record(Audience.Adult, new NewFact("case.region", "Narnia"), new NewFact("identity.birth", "1990-05-01"), new NewFact("about.birth-year", "1991"), new NewFact("identity.duf", "123")), LegalKind.CrisisCentre);
        Assert.Null(report.Submission);
        Assert.Equal(1, report.Blocked);
        Assert.Equal([("problem.birth-year", "about"), ("problem.duf", "identity"), ("problem.region", "case")], Assert.Single(report.Lines).Remarks.Where(remark => remark.Blocks).Select(remark => (remark.Key, remark.Section)).Order());
    }

    [Fact]
    public void What_is_missing_or_odd_is_said()
    {
        var report = MakeYearReport.Run([Record(Audience.Adult, new NewFact("answer.offer", "no"), new NewFact("about.birth-year", "2000"), new NewFact("identity.duf", "201412345678")), Record(Audience.Adult, new NewFact("identity.duf", "201412345678"))], Frame(encoder: Coder));
        Assert.Equal(["missing.decline", "missing.form", "missing.identified-year", "missing.nationality", "missing.sex", "odd.age-adult"], report.Lines[0].Remarks.Select(remark => remark.Key).Order());
        Assert.DoesNotContain(report.Lines.SelectMany(line => line.Remarks), remark => remark.Blocks);
        Assert.Contains(report.Lines[1].Remarks, remark => remark.Key == "missing.birth-year");
    }

    [Fact]
    public void Nobody_in_the_year_is_a_zero() => Assert.Equal((AnswerKind.Zero, 0), MakeYearReport.Run([], Frame()).Submission is { } zero ? (zero.Answer, zero.Persons.Count) : default);

    [Fact]
    public async Task The_rounds_key_is_kept_in_its_envelope_and_another_custodians_is_refused()
    {
        await using var fixture = await CaseFixture.OpenAsync("sqlite");
        await fixture.Cases.KeepServicesAsync([Unit]);
        using var custodian = KeyPair.New();
        using var stranger = KeyPair.New();
        var settings = new ReportSettings(new("rosa"), LegalKind.CrisisCentre, stranger.Public, custodian.Public);
        var own = await fixture.Workspace.Keys.PublicAsync();
        byte[] Sealed(KeyPair by, int year) => Envelope.Seal("the round's own secret"u8, NationalStore.LinkageKeyPurpose(year, new("rosa")), by, own, fixture.Clock.GetUtcNow()).ToBytes();
        await Assert.ThrowsAsync<EnvelopeRefusedException>(() => fixture.Cases.KeepRoundKeyAsync(Year, Sealed(stranger, Year), settings));
        await Assert.ThrowsAsync<EnvelopeRefusedException>(() => fixture.Cases.KeepRoundKeyAsync(Year, Sealed(custodian, Year - 1), settings));
        Assert.Null(await fixture.Cases.RoundKeyAsync(Year, settings));
        await fixture.Cases.KeepRoundKeyAsync(Year, Sealed(custodian, Year), settings);
        Assert.Equal("the round's own secret", await fixture.Cases.RoundKeyAsync(Year, settings));
        Assert.DoesNotContain("own secret", fixture.Bytes(), StringComparison.Ordinal);
        Assert.Null(await fixture.Cases.RoundKeyAsync(Year, settings with { Custodian = stranger.Public }));
    }

    [Fact]
    public async Task What_the_agency_tells_of_its_own_work_is_sealed_and_goes_along_and_two_windows_lose_nothing()
    {
        await using var fixture = await CaseFixture.OpenAsync("sqlite");
        var first = new Dictionary<string, string> { ["challenge-1"] = "Finding safe housing", ["remark"] = "Two of ours are with Adora too" };
        Assert.True(await fixture.Cases.KeepOwnWorkAsync(Year, first, 0, Ida));
        Assert.True(await fixture.Cases.KeepOwnWorkAsync(Year, first, 0, Ida)); // a double click
        Assert.False(await fixture.Cases.KeepOwnWorkAsync(Year, new Dictionary<string, string> { ["done"] = "Another window" }, 0, Gry));
        var work = await fixture.Cases.OwnWorkAsync(Year);
        Assert.Equal((1, "Finding safe housing"), (work.Revision, work.Answers["challenge-1"]));
        Assert.DoesNotContain("Finding safe", fixture.Bytes(), StringComparison.Ordinal);
        var submission = work.Into(MakeYearReport.Run([], Frame()).Submission!);
        Assert.Equal(("Two of ours are with Adora too", "Finding safe housing", 1), (submission.Remark, submission.Agency!.Answers["challenge-1"], submission.Agency.Answers.Count));
        Assert.True(await fixture.Cases.KeepOwnWorkAsync(Year, new Dictionary<string, string>(), 1, Ida));
        Assert.Null((await fixture.Cases.OwnWorkAsync(Year)).Into(submission).Agency);
    }
}
