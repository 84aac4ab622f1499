using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Exchange;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Registration.Exchange;
using Vern.Platform.Localisation;
using Vern.Tests.Workspaces;

namespace Vern.Tests.Registration;

/// <summary>The six journeys of the United Kingdom's referral form, clicked through Vern's own pages: each question is answered in the form that asks it, and what a form does not offer cannot be chosen.</summary>
public sealed class UkJourneyPagesTests(CaseRoom room) : IClassFixture<CaseRoom>
{
    public static TheoryData<string> Names => [.. UkJourneys.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task A_journey_is_clicked_through_the_pages(string name)
    {
        using var gry = await room.AsAsync("gry");
        var answers = UkJourneys.Answers(UkJourneys.All[name]);
        var facts = Facts(answers, out var audience);
        var (asked, steps) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());

        // Who are you with? The form's first question.
        var front = await gry.PageAsync("/people/new");
        Assert.NotNull(front.QuerySelector($"form[action='/people/new'] input[name=audience][value={audience}]"));
        var at = await gry.BeginAsync(audience.ToString());
        while (!at.EndsWith("/check", StringComparison.Ordinal))
        {
            steps.Add(at.Split('/')[^1]);
            Assert.True(steps.Count < 40, string.Join(' ', steps));
            at = await gry.SendAsync(at, at, [("go", "next"), .. Filled(await FormAsync(gry, at), facts, asked)]);
        }
        var check = await gry.PageAsync(at);
        Assert.Contains(facts[("answer.offer", 0)] == "no" ? "wish-why" : "wish", steps);
        Assert.Equal(facts[("answer.offer", 0)] == "no", steps.Contains("wish-why"));
        Assert.Equal(audience is Audience.Adult, !steps.Contains("age"));
        Assert.Equal(facts.GetValueOrDefault(("contact.safe", 0)) is "yes" or "limited", steps.Contains("contact-how"));
        var register = check.QuerySelector("form[action$='/registration']")!.GetAttribute("action")!;
        var person = await gry.SendAsync(register, at);

        // What the intake does not ask stands on the person's page, part by part.
        foreach (var section in facts.Keys.Where(key => !asked.Contains(key.Field)).Select(key => FieldCatalogue.Own[key.Field].Section).Distinct().ToList())
        {
            var path = $"{person}/facts/{section}";
            await gry.SendAsync(path, path, [.. Filled(await FormAsync(gry, path), facts, asked)]);
        }

        // All of it is there as it was answered, and each question that the form must have answered was asked on one of the pages.
        var kept = (await room.Cases.PersonAsync(PersonId.Read(person["/people/".Length..])!.Value, await room.ReachAsync("gry")))!;
        foreach (var ((field, item), value) in facts) Assert.True(kept[field, item] == value, $"{field}: {kept[field, item]} instead of {value}");
        var places = FieldCatalogue.Own.All.SelectMany(field => (field.Uk ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(uk => (uk, field.Id))).ToDictionary(pair => pair.uk, pair => pair.Id, StringComparer.Ordinal);
        Assert.Empty(UkForm.Asked(answers).Where(question => question.Required && places.TryGetValue(question.Name, out var place) && !asked.Contains(place)).Select(question => question.Name));
    }

    private static Dictionary<(string Field, int Item), string> Facts(Dictionary<string, string> answers, out Audience audience)
    {
        var table = ReadImportFile.Run(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(answers.Where(pair => pair.Value.Length > 0).ToDictionary())), Language.English);
        var check = CheckImport.Run(table, new(table.Headers.ToDictionary(header => header, GuessMapping.TargetOf), Audience.Adult, new string('b', 32)), new(2026, 11, 22), Language.English);
        Assert.Empty(check.Problems);
        var row = Assert.Single(check.Rows);
        audience = row.Person.Audience;
        return row.Person.Facts.ToDictionary(fact => (fact.Field, fact.Item), fact => fact.Value!);
    }

    private static async Task<IElement> FormAsync(Browser browser, string path)
    {
        var page = await browser.PageAsync(path);
        return page.QuerySelector($"form[method=post][action='{path}']") ?? throw new InvalidOperationException($"{path} has no form: {page.Title}");
    }

    // The form's own hidden fields, and of the answers those that it asks for; of a choice, only what it offers.
    private static IEnumerable<(string, string)> Filled(IElement form, Dictionary<(string Field, int Item), string> facts, HashSet<string> asked)
    {
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]").Where(hidden => hidden.GetAttribute("name") != "token")) yield return (hidden.GetAttribute("name")!, hidden.GetAttribute("value")!);
        foreach (var field in form.QuerySelectorAll("[name]").Select(input => input.GetAttribute("name")!).Distinct().Select(FieldCatalogue.Own.Find).OfType<Field>())
        {
            asked.Add(field.Id);
            if (!facts.TryGetValue((field.Id, field.Group is null ? 0 : 1), out var value)) continue;
            foreach (var one in field.Type is FieldType.Codes ? value.Split(' ') : [value])
            {
                var offered = form.QuerySelectorAll($"[name='{field.Id}'], [name='{field.Id}'] option").Select(input => input.GetAttribute("value")).ToList();
                if (field.Type is FieldType.Code or FieldType.Codes or FieldType.YesNo or FieldType.Country or FieldType.Language) Assert.Contains(one, offered);
                yield return (field.Id, one);
            }
        }
    }
}
