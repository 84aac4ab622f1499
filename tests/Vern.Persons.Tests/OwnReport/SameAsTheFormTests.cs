using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Vern.Linkage.Encoding;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Reading;
using Vern.Persons.OwnReport;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Registration;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.OwnReport;

/// <summary>What an agency's records become is what somebody would have sent who had typed the same people into the form: row by row, bit for bit.</summary>
public sealed class SameAsTheFormTests
{
    internal const int Year = 2015;
    internal static readonly PersonEncoder Coder = new("made-up key of a test, protects nobody");
    private static readonly BodyId Rosa = new("rosa");

    internal static ReportFrame Frame(LegalKind legal = LegalKind.CrisisCentre, PersonEncoder? encoder = null, params string[] recipients) => new(Year, Rosa, legal, ShippedRegister.Bodies, recipients, new(Year, 12, 31), encoder);

    private static byte[] Bytes(Submission? submission) => JsonSerializer.SerializeToUtf8Bytes(SubmissionPackage.Of(submission!), SubmissionPackage.Json);

    private static Submission Typed(IReadOnlyList<DrawnPerson> people, Language language)
    {
        using var form = new MemoryStream(DrawnPerson.Typed(people.Select(person => person with { GivenName = person.GivenName?.TrimStart('=') }), language));
        var reading = ReadSubmission.Csv(form, new(Rosa, Year, ShippedRegister.Bodies, Coder));
        Assert.True(reading.Problems.Count == 0, string.Join("; ", reading.Problems));
        return reading.Submission!;
    }

    [Fact]
    public async Task The_package_from_records_is_the_one_from_the_form_bit_for_bit()
    {
        await using var fixture = await CaseFixture.OpenAsync("sqlite");
        var people = Enumerable.Range(1, 60).Select(seed => DrawnPerson.Draw(seed, Year)).Select(person => person with { GivenName = person.GivenName?.TrimStart('=') }).ToList();
        var ids = new Dictionary<PersonId, DrawnPerson>();
        foreach (var person in people) ids[await fixture.Cases.AddPersonAsync(CaseFixture.Somebody(person.Child ? Audience.Child : Audience.Adult, person.Facts()), CaseFixture.Gry)] = person;
        var report = MakeYearReport.Run(await fixture.Cases.RecordsOfYearAsync(Year, CaseFixture.Ida), Frame(encoder: Coder));
        Assert.Equal(people.Count, report.Lines.Count);
        // The form's order is the records' order: by the day she was registered, then by her id.
        var typed = Typed([.. report.Lines.Select(line => ids[line.Id])], Language.Norwegian);
        for (var at = 0; at < people.Count; at++) Assert.Equal(JsonSerializer.Serialize(PackagedPerson.Of(typed.Persons[at])), JsonSerializer.Serialize(PackagedPerson.Of(report.Lines[at].Person!)));
        Assert.Equal(Bytes(typed), Bytes(report.Submission));
        Assert.Contains(report.Lines, line => line.Person!.Encoding is not null);
        Assert.Contains(report.Lines, line => line.Person!.Encoding is null);
        // And the unit's own decision takes both alike.
        var facts = new ReceiptFacts(new(Year, new(Year + 1, 2, 1), [], null), ShippedRegister.Bodies, null, []);
        Assert.Null(CheckSubmission.Refusal(report.Submission!, "", facts)?.ToString());
    }

    [Fact]
    public void Whoever_is_drawn_both_ways_agree() => Prop.ForAll(Gen.Choose(0, 1_000_000).ListOf().Where(seeds => seeds.Count < 12).ToArbitrary(), seeds =>
    {
        var people = seeds.Select(seed => DrawnPerson.Draw(seed, Year)).Select(person => person with { GivenName = person.GivenName?.TrimStart('=') }).Where(person => person.Facts().Length > 1 || person.Child).ToList();
        if (people.Count == 0) return;
        var report = MakeYearReport.Run([.. people.Select(Record)], Frame(encoder: Coder));
        // A row that says nothing is no row of a form.
        if (people.TrueForAll(person => person.Child || person.Facts().Length > 1)) Assert.Equal(Bytes(Typed(people, Language.English)), Bytes(report.Submission));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    internal static YearRecord Record(DrawnPerson person) => Record(person.Child ? Audience.Child : Audience.Adult, person.Facts());

    internal static YearRecord Record(Audience audience, params NewFact[] facts)
    {
        var at = new DateTimeOffset(Year, 6, 1, 12, 0, 0, TimeSpan.Zero);
        var known = facts.Select(fact => new Fact(FieldCatalogue.Own[fact.Field], fact.Item, FieldCatalogue.Own[fact.Field].Read(fact.Value!)!, fact.Source, at, 1, "Gry Example", "caseworker", 1)).ToList();
        return new(new(PersonId.New(5), "north", 1, audience, null, new(Year, 6, 1), null, null, at, 1), known.Where(fact => fact.Field.Purposes.Contains("statistics") && fact.Item == 0).ToDictionary(fact => fact.Field.Id),
            [.. known.Where(fact => BelongsToYear.Fields.Contains(fact.Field.Id))], known.Where(fact => fact.Field.Section == "identity").ToDictionary(fact => fact.Field.Id, fact => fact.Value!), []);
    }
}
