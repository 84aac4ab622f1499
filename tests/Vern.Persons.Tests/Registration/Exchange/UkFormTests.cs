using System.Text;
using System.Text.Json;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Exchange;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Localisation;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Registration.Exchange;

/// <summary>The United Kingdom's referral form can be done in Vern: all six journeys, with their required fields and forks, and its payload comes in.</summary>
public sealed class UkFormTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    public static TheoryData<string> Names => [.. UkJourneys.All.Keys];

    private static ImportCheck Read(string json)
    {
        var table = ReadImportFile.Run(Encoding.UTF8.GetBytes(json), Language.English);
        return CheckImport.Run(table, new(table.Headers.ToDictionary(header => header, GuessMapping.TargetOf), Audience.Adult, new string('b', 32)), Today, Language.English);
    }

    [Fact]
    public void Every_field_has_a_place_or_a_reason_and_every_place_is_a_field()
    {
        var places = FieldCatalogue.Own.All.SelectMany(field => (field.Uk ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(142, UkForm.Fields.Count);
        Assert.Empty(UkForm.Fields.Select(field => field.Name).Except(places).Except(UkForm.WithoutPlace.Keys).Except([UkForm.UnderAge]));
        Assert.Empty(places.Except(UkForm.Fields.Select(field => field.Name)));
        Assert.Equal(places.Count, places.Distinct().Count());
        Assert.Empty(UkForm.Payload.Values.Where(name => name.Length > 0).Except(UkForm.Fields.Select(field => field.Name)).Except(UkForm.WithoutPlace.Keys));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_journey_leads_through_the_forms_own_steps_and_asks_their_fields(string name)
    {
        var journey = UkJourneys.All[name];
        var answers = UkJourneys.Answers(journey);
        Assert.Equal(journey.Steps, UkForm.Walk(answers));
        // Of a field that is asked but not answered the form says so, unless it is optional.
        Assert.Empty(UkForm.Missing(answers));
        foreach (var field in UkForm.Asked(answers).Where(field => field.Required && !journey.Answers.ContainsKey(field.Name)))
        {
            var without = answers.Where(pair => pair.Key != field.Name).ToDictionary(StringComparer.Ordinal);
            Assert.Contains(field, UkForm.Missing(without));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_journey_is_done_in_verns_intake_and_everything_answered_is_kept(string name)
    {
        await using var fixture = await OpenAsync("sqlite");
        var cases = fixture.Cases;
        var answers = UkJourneys.Answers(UkJourneys.All[name]);
        var check = Read(JsonSerializer.Serialize(answers.Where(pair => pair.Value.Length > 0).ToDictionary()));
        Assert.Empty(check.Problems);
        var row = Assert.Single(check.Rows);
        Assert.Empty(row.Missing);
        Assert.Equal(UkJourneys.All[name].Answers["pv-under-age"].GetString() switch { "yes" => Audience.Child, "no" => Audience.Adult, _ => Audience.Uncertain }, row.Person.Audience);
        // The same answers, typed step by step into a draft.
        var values = row.Person.Facts.ToDictionary(fact => fact.Field, fact => fact.Value!, StringComparer.Ordinal);
        var draft = await cases.BeginDraftAsync(Origin(), new(row.Person.Audience, null, cases.Catalogue.Steps[0], new Dictionary<string, string>()), Gry);
        foreach (var part in values.Chunk(5)) await cases.ChangeDraftAsync(draft.Id, content => content.With(part, cases.Catalogue), Gry);
        var id = await cases.RegisterDraftAsync(draft.Id, Gry);
        var person = (await cases.PersonAsync(id!.Value, Gry))!;
        // Whatever was answered in words stands in the field that the question has here.
        foreach (var (asked, answer) in answers.Where(pair => pair.Value.StartsWith("words of", StringComparison.Ordinal) && !UkForm.WithoutPlace.ContainsKey(pair.Key)))
        {
            var place = cases.Catalogue.All.Single(field => (field.Uk ?? "").Split(' ').Contains(asked));
            Assert.True(person[place.Id]?.Contains(answer, StringComparison.Ordinal), $"{asked} in {place.Id}: {person[place.Id]}");
        }
        Assert.Equal(name.Contains("DTN_anonymous", StringComparison.Ordinal), person["identity.family-name"] is null);
        Assert.Equal(name is "child" or "age_unsure", person["case.child-welfare"] is not null);
        Assert.Equal(name.Contains("DTN", StringComparison.Ordinal) ? "no" : "yes", person["answer.offer"]);
    }

    [Fact]
    public void The_forms_example_payload_comes_in()
    {
        var check = Read(File.ReadAllText(UkJourneys.Of("example_payload_test.json")));
        Assert.Empty(check.Problems);
        var person = Assert.Single(check.Rows).Person;
        var known = person.Facts.ToDictionary(fact => fact.Field, fact => fact.Value, StringComparer.Ordinal);
        Assert.Equal(Audience.Adult, person.Audience);
        Assert.Equal(("TestFirstname", "TestSurname", "man", "AU", "test@test.com", "yes"), (known["identity.given-name"], known["identity.family-name"], known["about.sex"], known["about.nationality"], known["contact.email"], known["contact.safe"]));
        Assert.Equal(("LAB", "here", "yes", "no", "yes", "0"), (known["exploitation.forms"], known["exploitation.places"], known["answer.offer"], known["answer.support"], known["answer.police"], known["family.children"]));
        Assert.Contains("How it started", known["exploitation.start"], StringComparison.Ordinal);
        Assert.Contains("treatment details", known["exploitation.treatment"], StringComparison.Ordinal);
        Assert.Contains("London", known["exploitation.countries"], StringComparison.Ordinal);
        Assert.DoesNotContain("Agent", string.Join(' ', known.Values), StringComparison.Ordinal);
    }
}
