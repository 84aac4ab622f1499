using System.Net;
using Vern.Persons.Registration;
using Vern.Persons.Tests;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Pages;

namespace Vern.Tests.Registration;

/// <summary>Meeting a person, through the pages.</summary>
public sealed class IntakeTests(CaseRoom room) : IClassFixture<CaseRoom>
{
    private const string National = "01810090150", Duf = "201412345678";

    [Fact]
    public async Task An_adult_is_registered_step_by_step_and_sent_twice_she_is_there_once()
    {
        using var gry = await room.AsAsync("gry");
        var at = await gry.BeginAsync("Adult");
        var draft = Casework.DraftOf(at);
        var steps = new List<string>();
        while (!at.EndsWith("/check", StringComparison.Ordinal))
        {
            var step = at.Split('/')[^1];
            steps.Add(step);
            at = await gry.SendAsync(at, at, [("go", "next"), ("about", "Adult"), .. step switch
            {
                "language" => new[] { ("contact.language", "bin"), ("contact.interpreter", "telephone") },
                "contact" => [("contact.safe", "limited")],
                "contact-how" => [("contact.how", "text"), ("contact.when", "after 10 o’clock"), ("contact.phone", "+47 400 00 000")],
                "name" => [("identity.given-name", "Joy"), ("identity.family-name", "Ösaghae"), ("identity.called", "Joy 👩‍👧 =1+1 <b>")],
                "number" => [("identity.birth", "1996-03")],
                "about" => [("about.sex", "woman"), ("about.nationality", "NG")],
                "groups" => [("about.groups", "asylum"), ("about.groups", "no-papers")],
                "seen" => [("indicators.seen", "watched"), ("indicators.seen", "debt")],
                "forms" => [("exploitation.forms", "SEX"), ("exploitation.forms", "LAB-CLEAN")],
                "assessment" => [("assessment.threshold", "reasonable"), ("assessment.concluded", "possible")],
                "family" => [("family.with-her", "1"), ("family.elsewhere", "2")],
                "wish" => [("answer.offer", "yes")],
                _ => [],
            }]);
        }
        Assert.Equal(["language", "contact", "contact-how", "name", "number", "about", "groups", "seen", "forms"], steps.Take(9));
        Assert.DoesNotContain("age", steps); // asked of children and where it is uncertain
        Assert.DoesNotContain("wish-why", steps); // she wants help
        var check = await gry.PageAsync(at);
        Assert.Contains("after 10 o’clock", check.Body!.TextContent, StringComparison.Ordinal);
        var first = await gry.SendAsync($"/people/new/{draft}/registration", at);
        Assert.Equal(first, await gry.SendAsync($"/people/new/{draft}/registration", "/people"));
        Assert.Equal(first, await gry.SendAsync($"/people/new/{draft}/name", "/people", ("about", "Adult"), ("identity.called", "late"))); // an old window
        var page = await gry.PageAsync(first);
        Assert.Contains("Ösaghae", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Joy 👩‍👧 =1+1 <b>", page.Body!.TextContent, StringComparison.Ordinal); // as typed, and no markup
        Assert.DoesNotContain("late", page.Body!.TextContent, StringComparison.Ordinal);
        var person = (await room.Cases.PersonAsync(PersonId.Read(first[8..])!.Value, await room.ReachAsync("gry")))!;
        Assert.Equal(("SEX LAB-CLEAN", FactSource.Seen, FactSource.Concluded), (person["exploitation.forms"], person.Facts.Single(fact => fact.Field.Id == "indicators.seen").Source, person.Facts.Single(fact => fact.Field.Id == "assessment.concluded").Source));
        Assert.DoesNotContain(await room.Cases.DraftsAsync(await room.ReachAsync("gry")), one => one.Id == draft);
    }

    [Fact]
    public async Task Of_somebody_who_does_not_want_to_be_known_nothing_typed_before_is_left_on_any_path()
    {
        using var gry = await room.AsAsync("gry");
        var reach = await room.ReachAsync("gry");
        foreach (var from in (string[])["Adult", "Child", "Uncertain"])
        {
            var at = await gry.BeginAsync(from);
            var draft = Casework.DraftOf(at);
            // All that a form can hold is typed in all steps, in other windows too.
            foreach (var step in room.Cases.Catalogue.Steps)
                await gry.SendAsync($"/people/new/{draft}/{step}", "/people", [("go", "next"), ("about", from), .. room.Cases.Catalogue.All.Where(field => field.Step == step).Select(field => (field.Id, Typed(field)))]);
            Assert.Contains("Secretname", (await room.Cases.DraftAsync(draft, reach))!.Content.Values.Values);
            await gry.SendAsync($"/people/new/{draft}/who", "/people", ("audience", "Anonymous"));
            await AssertForgottenAsync(draft, reach);
            // The back button, an old window, a form made by hand.
            foreach (var step in room.Cases.Catalogue.Steps)
                foreach (var about in (string[])[from, "Anonymous", ""])
                    await gry.SendAsync($"/people/new/{draft}/{step}", "/people", [("go", "back"), ("about", about), .. room.Cases.Catalogue.All.Where(field => field.Step == step && (about != "Anonymous" || field.Identity)).Select(field => (field.Id, Typed(field)))]);
            await AssertForgottenAsync(draft, reach);
            var steps = Intake.StepsOf(room.Cases, (await room.Cases.DraftAsync(draft, reach))!.Content);
            Assert.DoesNotContain("name", steps);
            Assert.DoesNotContain("number", steps);
            var person = PersonId.Read((await gry.SendAsync($"/people/new/{draft}/registration", "/people"))[8..])!.Value;
            Assert.All((await room.Cases.HistoryAsync(person, reach))!, fact =>
            {
                Assert.False(fact.Field.Identity);
                foreach (var typed in (string[])["Secretname", National, Duf]) Assert.DoesNotContain(typed, fact.Value ?? "", StringComparison.Ordinal);
            });
            Assert.Empty(await room.Cases.SearchAsync("Secretname", reach));
        }
    }

    private static string Typed(Field field) => field.Type switch
    {
        _ when field.Number is { } number => number is NumberKind.National ? National : Duf,
        FieldType.Text or FieldType.LongText => "Secretname", FieldType.Date => "1996-03-14", FieldType.Number => "17", FieldType.YesNo => "yes", FieldType.Country => "NG", FieldType.Language => "ti",
        _ => field.List!.Codes[0],
    };

    private async Task AssertForgottenAsync(string draft, CaseReach reach)
    {
        var content = (await room.Cases.DraftAsync(draft, reach))!.Content;
        Assert.Equal(Audience.Anonymous, content.Audience);
        foreach (var typed in (string[])["Secretname", National, Duf]) Assert.DoesNotContain(typed, content.Values.Values);
        Assert.All(content.Values.Keys, id => Assert.False(room.Cases.Catalogue[id].Identity));
    }

    [Fact]
    public async Task A_child_has_the_questions_of_a_child_and_one_whose_age_is_uncertain_is_treated_as_one()
    {
        var values = new Dictionary<string, string> { ["exploitation.forms"] = "SRV-BEG", ["answer.offer"] = "no", ["contact.safe"] = "no" };
        IReadOnlyList<string> Of(Audience audience) => Intake.StepsOf(room.Cases, new(audience, null, "", values));
        foreach (var child in (Audience[])[Audience.Child, Audience.Uncertain])
        {
            Assert.Superset(new HashSet<string> { "age", "age-assessed", "seen-form", "wish-why" }, Of(child).ToHashSet());
            Assert.DoesNotContain("contact-how", Of(child)); // it is not safe to contact her
        }
        Assert.DoesNotContain("age", Of(Audience.Adult));
        using var gry = await room.AsAsync("gry");
        var step = await gry.PageAsync((await gry.BeginAsync("Uncertain")).Replace("/language", "/age-assessed", StringComparison.Ordinal));
        Assert.Contains("treated as a child", step.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_left_and_taken_up_again_and_two_windows_lose_nothing()
    {
        using var gry = await room.AsAsync("gry");
        var at = await gry.BeginAsync("Adult");
        var draft = Casework.DraftOf(at);
        Assert.Equal("/", await gry.SendAsync($"/people/new/{draft}/name", at, ("go", "later"), ("about", "Adult"), ("identity.called", "Joy")));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => gry.SendAsync($"/people/new/{draft}/{(number % 2 == 0 ? "about" : "family")}", at, ("about", "Adult"), number % 2 == 0 ? ("about.sex", "man") : ("family.with-her", "2"))));
        var content = (await room.Cases.DraftAsync(draft, await room.ReachAsync("gry")))!.Content;
        Assert.Equal(("Joy", "man", "2"), (content.Values["identity.called"], content.Values["about.sex"], content.Values["family.with-her"]));
        // What was not understood is kept as typed, told by its field, and not registered.
        using var wrong = await gry.PostAsync($"/people/new/{draft}/number", at, ("about", "Adult"), ("go", "next"), ("identity.birth", "the 14th of March"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await wrong.Content.ReadAsStringAsync());
        Assert.Equal("the 14th of March", page.GetElementById("identity.birth")!.GetAttribute("value"));
        Assert.Equal("#identity.birth", page.QuerySelector("#problems a")!.GetAttribute("href"));
        using var refused = await gry.PostAsync($"/people/new/{draft}/registration", at);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        // Discarded, it is gone with its key.
        Assert.Equal("/", await gry.SendAsync($"/people/new/{draft}/discarding", at));
        using var gone = await gry.GetAsync($"/people/new/{draft}/check");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Others_find_no_draft_another_team_no_person_and_who_may_not_is_refused()
    {
        using var gry = await room.AsAsync("gry");
        var at = await gry.BeginAsync("Adult");
        var draft = Casework.DraftOf(at);
        using (var henrik = await room.AsAsync("henrik"))
        {
            foreach (var path in (string[])[$"/people/new/{draft}/name", $"/people/new/{draft}/check"])
            {
                using var answer = await henrik.GetAsync(path);
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            }
            foreach (var path in (string[])["name", "who", "registration", "discarding"])
            {
                using var answer = await henrik.PostAsync($"/people/new/{draft}/{path}", "/people", ("about", "Adult"), ("audience", "Anonymous"), ("identity.called", "taken"));
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            }
        }
        await gry.SendAsync($"/people/new/{draft}/name", at, ("about", "Adult"), ("identity.family-name", "Osaghae"));
        var person = await gry.SendAsync($"/people/new/{draft}/registration", at);
        foreach (var (who, page) in new[] { ("henrik", HttpStatusCode.OK), ("tora", HttpStatusCode.OK), ("ida", HttpStatusCode.OK), ("siv", HttpStatusCode.NotFound), ("vera", HttpStatusCode.NotFound), ("ada", HttpStatusCode.NotFound), ("per", HttpStatusCode.NotFound), ("stine", HttpStatusCode.Forbidden), ("karl", HttpStatusCode.Forbidden) })
        {
            using var browser = await room.AsAsync(who);
            using var answer = await browser.GetAsync(person);
            Assert.True(answer.StatusCode == page, $"{who}: {answer.StatusCode}");
            using var changed = await browser.PostAsync($"{person}/facts/identity", "/account", ("revision", "1"), ("item", "0"), ("identity.called", "changed"));
            Assert.True(changed.StatusCode == (who is "henrik" or "tora" or "ida" ? who == "henrik" ? HttpStatusCode.SeeOther : HttpStatusCode.Conflict : who is "siv" ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden) || (who is "tora" or "ida" && changed.StatusCode == HttpStatusCode.SeeOther), $"{who}: {changed.StatusCode}");
        }
        using var nobody = await room.AsAsync(null);
        using var asked = await nobody.GetAsync(person);
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
    }

    [Fact]
    public async Task An_odd_identity_number_is_kept_and_told_before_and_after_she_is_registered()
    {
        using var gry = await room.AsAsync("gry");
        var at = await gry.BeginAsync("Adult");
        var draft = at[..at.LastIndexOf('/')];
        await gry.SendAsync($"{draft}/number", at, ("go", "next"), ("about", "Adult"), ("identity.birth", "28.02.1996"), ("identity.national-number", "01810090151"), ("identity.duf", "1234"));
        var check = await gry.PageAsync($"{draft}/check");
        Assert.All(["identity.national-number", "identity.duf"], field => Assert.NotNull(check.GetElementById(field)!.QuerySelector(".due")));
        Assert.Null(check.GetElementById("identity.birth")!.QuerySelector(".due"));
        var person = await gry.SendAsync($"{draft}/registration", $"{draft}/check");
        var known = (await room.Cases.PersonAsync(PersonId.Read(person.Split('/')[^1])!.Value, await room.ReachAsync("gry")))!;
        Assert.Equal(("1996-02-28", "01810090151", "1234"), (known["identity.birth"], known["identity.national-number"], known["identity.duf"]));
        Assert.Equal(2, (await gry.PageAsync(person)).QuerySelectorAll("dd .due").Length);
    }

    [Fact]
    public async Task A_search_finds_by_sound_and_number_within_reach_and_the_ledger_never_learns_what_was_asked()
    {
        var reach = await room.ReachAsync("gry");
        var id = await room.Cases.AddPersonAsync(new(new string('7', 32), Audience.Adult, [new("identity.given-name", "Blessing"), new("identity.family-name", "Igbinosun"), new("identity.duf", "2914 123456 78")]), reach);
        using var gry = await room.AsAsync("gry");
        foreach (var (asked, match) in new[] { ("Igbinosun Blessing", "Same name"), ("ikbinozun blesing", "Sounds the same"), ("Igbinosun Joyce", "Part of the name"), ("2914-12345678", "Same number") })
        {
            using var answer = await gry.PostAsync("/people/found", "/people/search", ("text", asked));
            var text = await gry.TextAsync(answer);
            Assert.Contains(id.Value, text, StringComparison.Ordinal);
            Assert.Contains(match, text, StringComparison.Ordinal);
        }
        using (var siv = await room.AsAsync("siv"))
        using (var answer = await siv.PostAsync("/people/found", "/people/search", ("text", "Igbinosun")))
            Assert.DoesNotContain(id.Value, await siv.TextAsync(answer), StringComparison.Ordinal);
        await room.Store.Ledger.AppendAsync();
        var (places, count) = await room.Store.Ledger.Outbox.FindAsync(new(CaseActs.PeopleSearched.Kind), 0, 100);
        Assert.Equal(5, count);
        var acts = await room.Store.Ledger.ReadAsync(places);
        Assert.Equal(4, acts.Count(act => act.Detail == id.Value && act.By!.Name == "Gry Example"));
        Assert.All(StoredText.Under(room.Folder), text => Assert.DoesNotContain("gbinosun", text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_is_too_long_or_strange_gets_one_clear_answer_and_is_shown_as_typed()
    {
        using var gry = await room.AsAsync("gry");
        var at = await gry.BeginAsync("Adult");
        var name = at.Replace("/language", "/name", StringComparison.Ordinal);
        using (var huge = await gry.PostAsync(name, at, ("about", "Adult"), ("identity.called", new string('x', 10_000_000)))) Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
        foreach (var typed in (string[])["<script>alert(1)</script>", "جوي \u202Etxt.exe", "=HYPERLINK(\"x\")", "🦜🦜", "O'Neill \"x\" & y", new string('y', 300)])
        {
            using var answer = await gry.PostAsync(name, at, ("about", "Adult"), ("identity.called", typed), ("go", "next"));
            Assert.Equal(typed.Length > 200 ? HttpStatusCode.BadRequest : HttpStatusCode.SeeOther, answer.StatusCode);
            var page = await gry.PageAsync(name);
            Assert.Equal(typed, page.GetElementById("identity.called")!.GetAttribute("value"));
            Assert.Empty(page.QuerySelectorAll("script"));
        }
    }

    [Fact]
    public async Task The_questions_stand_in_her_language_beside_marked_where_nobody_signed_and_choosing_another_loses_nothing()
    {
        using var gry = await room.AsAsync("gry");
        var at = await gry.BeginAsync("Adult");
        Assert.Empty((await gry.PageAsync(at)).QuerySelectorAll("p.hers")); // her language is not known yet
        at = await gry.SendAsync(at, at, ("go", "next"), ("about", "Adult"), ("contact.language", "ar"));
        var page = await gry.PageAsync(at + "?lang=en");
        var question = page.QuerySelector("fieldset[id='contact.safe'] p.hers")!;
        Assert.Equal(("ar", "rtl"), (question.GetAttribute("lang"), question.GetAttribute("dir")));
        Assert.Contains("No translator has signed", page.QuerySelector(".aside")!.TextContent, StringComparison.Ordinal);
        // Another is chosen: what was typed stays, and the choice goes along to the next step.
        at = await gry.SendAsync(at, at, ("go", "beside"), ("about", "Adult"), ("contact.safe", "yes"), ("beside", "nb"));
        page = await gry.PageAsync(at);
        Assert.Equal("nb", page.QuerySelector("p.hers")!.GetAttribute("lang"));
        Assert.NotNull(page.QuerySelector("input[name='contact.safe'][value=yes][checked]"));
        Assert.DoesNotContain("translator", page.QuerySelector(".aside")!.TextContent, StringComparison.Ordinal);
        at = await gry.SendAsync(at, at, ("go", "next"), ("about", "Adult"), ("contact.safe", "yes"), ("beside", "nb"));
        Assert.EndsWith("?beside=nb", at, StringComparison.Ordinal);
        at = await gry.SendAsync(at, at, ("go", "beside"), ("about", "Adult"), ("beside", "<script>"));
        Assert.DoesNotContain("?", at, StringComparison.Ordinal);
    }
}
