using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Tests.Workspaces;

namespace Vern.Tests.Registration;

/// <summary>A return is worked through from its own tab: each step asks its few questions and leads back there; a wrong payment is put right, and what became of her stands there too (F-001 to F-010).</summary>
public sealed class ReturnStepsTests(CaseRoom room) : IClassFixture<CaseRoom>
{
    private async Task<PersonId> AddAsync(params NewFact[] facts) =>
        await room.Cases.AddPersonAsync(new(Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)), Audience.Adult, facts), await room.ReachAsync("gry"));

    private static string[] Asked(IParentNode page) => [.. page.QuerySelectorAll("form[action*='/facts/'] [name]").Select(field => field.GetAttribute("name")!).Where(name => name.Contains('.', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static (string, string)[] Hidden(IParentNode page) => [.. page.QuerySelectorAll("form[action*='/facts/'] input[type=hidden]").Where(field => field.GetAttribute("name") != "token").Select(field => (field.GetAttribute("name")!, field.GetAttribute("value")!))];

    private static string StepLink(IParentNode page, string words) => page.QuerySelectorAll("ul.rows a").First(link => link.TextContent == words).GetAttribute("href")!;

    private static readonly (string Step, string[] Fields)[] Steps =
    [
        ("informed", ["journey.informed-by", "journey.informed-on"]), ("danger-home", ["risk.danger-home"]), ("applied", ["journey.applied-on", "journey.children", "journey.departs-on", "journey.destination", "journey.dublin", "journey.handled-by", "journey.programme"]),
        ("risk-before", ["journey.new-exploitation", "journey.risk-before"]), ("plan", ["journey.plan", "journey.plan-activity", "journey.plan-housing", "journey.plan-medical", "journey.plan-on", "journey.plan-words"]),
        ("contact", ["journey.contact-by", "journey.contact-on", "journey.contact-who"]), ("departed", ["journey.departed", "journey.departed-on", "journey.departure"]),
    ];

    [Fact]
    public async Task Each_step_asks_its_own_questions_only_and_leads_back_whether_it_is_recorded_or_left()
    {
        var id = await AddAsync(new NewFact("journey.applied-on", "2026-10-01"), new NewFact("journey.destination", "NG"));
        using var gry = await room.AsAsync("gry");
        var tab = $"/people/{id}/return";
        foreach (var (step, fields) in Steps)
        {
            var page = await gry.PageAsync(StepLink(await gry.PageAsync(tab + "?lang=en"), Vern.Persons.Return.Texts.Source[Vern.Platform.Localisation.Language.English, $"step.{step}"]));
            Assert.Equal(fields, Asked(page));
            Assert.Equal(tab, page.QuerySelector("main .actions a")!.GetAttribute("href"));
            Assert.Contains(page.QuerySelectorAll("main a"), link => link.GetAttribute("href") == $"/people/{id}/facts/{fields[0].Split('.')[0]}?back=return"); // the whole part is one click away
        }
    }

    [Fact]
    public async Task What_is_wrong_stays_in_the_short_form_and_nothing_that_it_did_not_ask_is_touched()
    {
        var id = await AddAsync(new NewFact("journey.destination", "NG"), new NewFact("journey.handled-by", "programme"));
        using var gry = await room.AsAsync("gry");
        var tab = $"/people/{id}/return";
        var link = StepLink(await gry.PageAsync(tab + "?lang=en"), Vern.Persons.Return.Texts.Source[Vern.Platform.Localisation.Language.English, "step.informed"]);
        var form = await gry.PageAsync(link);
        using (var wrong = await gry.PostAsync($"/people/{id}/facts/journey", link, [.. Hidden(form), ("journey.informed-on", "soon")]))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            var page = new HtmlParser().ParseDocument(await wrong.Content.ReadAsStringAsync());
            Assert.Equal(["journey.informed-by", "journey.informed-on"], Asked(page));
            Assert.Equal("soon", page.GetElementById("journey.informed-on")!.GetAttribute("value"));
            form = page; // she mends it there

        }
        // What a short form did not ask is not taken, even where it is sent.
        Assert.Equal(tab, await gry.SendAsync($"/people/{id}/facts/journey", link, [.. Hidden(form), ("journey.informed-on", "2026-10-02"), ("journey.informed-by", ""), ("journey.destination", "VN"), ("journey.handled-by", "")]));
        var person = (await room.Cases.PersonAsync(id, await room.ReachAsync("gry")))!;
        Assert.Equal(("2026-10-02", "NG", "programme"), (person["journey.informed-on"], person["journey.destination"], person["journey.handled-by"]));
        // Nobody is led away by an address, nor to a tab that is none.
        foreach (var elsewhere in (string[])["https://elsewhere.example", "//elsewhere.example", "../../account", "stay"])
            Assert.Equal($"/people/{id}#journey", await gry.SendAsync($"/people/{id}/facts/journey", tab, ("revision", $"{(await room.Cases.PersonAsync(id, await room.ReachAsync("gry")))!.Head.Revision}"), ("item", "0"), ("back", elsewhere), ("only", "journey.informed-on"), ("journey.informed-on", "2026-10-02")));
        // Asked for nothing that there is, the form asks the whole part.
        Assert.True(Asked(await gry.PageAsync($"/people/{id}/facts/journey?only=stay.place&only=nothing")).Length > 20);
    }

    [Fact]
    public async Task A_wrong_payment_is_put_right_from_the_return_and_its_history_stays()
    {
        var id = await AddAsync(new NewFact("journey.applied-on", "2026-10-01"), new NewFact("journey.destination", "NG"));
        using var gry = await room.AsAsync("gry");
        var tab = $"/people/{id}/return";
        var before = await gry.PageAsync(tab + "?lang=en");
        var cash = LeftInCash(before);
        Assert.Equal(tab + "#payments", await gry.SendAsync(tab + "/payments", tab, [.. Payments(before), ("payment.on", "2026-10-20"), ("payment.amount", "100"), ("payment.kind", "cash"), ("payment.shown", "receipt")]));
        var paid = await gry.PageAsync(tab + "?lang=en");
        Assert.Equal(cash - 100, LeftInCash(paid));
        var change = Assert.Single(paid.QuerySelectorAll("a[href*='/facts/payment']")).GetAttribute("href")!;
        var form = await gry.PageAsync(change);
        Assert.Equal("100", form.GetElementById("payment.amount")!.GetAttribute("value"));
        Assert.Equal(tab, await gry.SendAsync($"/people/{id}/facts/payment", change, [.. Hidden(form), ("payment.on", "2026-10-20"), ("payment.amount", "70"), ("payment.kind", "cash"), ("payment.shown", "receipt"), ("source", "Document")]));
        var mended = await gry.PageAsync(tab + "?lang=en");
        Assert.Equal(cash - 70, LeftInCash(mended));
        Assert.Single(mended.QuerySelectorAll("a[href*='/facts/payment']"));
        Assert.Equal(2, (await gry.PageAsync($"/people/{id}/history?field=payment.amount")).QuerySelectorAll("tbody tr").Length);

        static (string, string)[] Payments(IParentNode page) => [.. page.QuerySelectorAll("form[action$='/payments'] input[type=hidden]").Where(field => field.GetAttribute("name") != "token").Select(field => (field.GetAttribute("name")!, field.GetAttribute("value")!))];
        static int LeftInCash(IParentNode page) => int.Parse(string.Concat(page.QuerySelectorAll("#support ~ * tbody tr, #support ~ tbody tr")[^1].QuerySelector("td")!.TextContent.Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task What_became_of_her_stands_on_the_return_the_latest_first_and_consent_is_asked_for_a_return()
    {
        var id = await AddAsync(new NewFact("journey.applied-on", "2026-05-01"), new NewFact("journey.departed", "yes"), new NewFact("journey.departed-on", "2026-06-01"));
        using var gry = await room.AsAsync("gry");
        var tab = $"/people/{id}/return";
        Assert.Null((await gry.PageAsync(tab)).GetElementById("afterwards"));
        var how = FieldCatalogue.Own["afterwards.how"].List!.Codes;
        foreach (var (on, code, words) in new[] { ("2026-09-01", how[0], "She works <b>"), ("2026-07-01", how[1], "She lives with an aunt") })
        {
            var link = StepLink(await gry.PageAsync(tab + "?lang=en"), Vern.Persons.Return.Texts.Source[Vern.Platform.Localisation.Language.English, "step.afterwards"]);
            var form = await gry.PageAsync(link);
            Assert.Equal(tab, await gry.SendAsync($"/people/{id}/facts/afterwards", link, [.. Hidden(form), ("afterwards.on", on), ("afterwards.how", code), ("afterwards.words", words)]));
        }
        var page = await gry.PageAsync(tab + "?lang=en");
        var heard = page.GetElementById("afterwards")!.ParentElement!;
        var text = heard.TextContent;
        Assert.True(text.IndexOf("She works <b>", StringComparison.Ordinal) is > 0 and var first && text.IndexOf("She lives with an aunt", StringComparison.Ordinal) > first, text);
        foreach (var code in how.Take(2)) Assert.Contains(Vern.Persons.Registration.Texts.Source[Vern.Platform.Localisation.Language.English, $"list.{FieldCatalogue.Own["afterwards.how"].List!.Name}.{code}"], text, StringComparison.Ordinal);
        Assert.Empty(heard.QuerySelectorAll("b"));
        // The risk is added to what was heard last, not as news of its own.
        var risk = StepLink(page, Vern.Persons.Return.Texts.Source[Vern.Platform.Localisation.Language.English, "step.risk-after"]);
        Assert.Contains("item=2", risk, StringComparison.Ordinal);
        var asked = await gry.PageAsync(StepLink(page, Vern.Persons.Return.Texts.Source[Vern.Platform.Localisation.Language.English, "step.shared"]));
        Assert.Equal("return", asked.QuerySelector("input[name=purpose][checked]")!.GetAttribute("value"));
        Assert.Equal("protection", (await gry.PageAsync($"/people/{id}/consent/ask?for=nothing")).QuerySelector("input[name=purpose][checked]")!.GetAttribute("value"));
    }
}
