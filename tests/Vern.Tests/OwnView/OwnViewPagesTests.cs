using System.Net;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Tests.Registration;
using Vern.Tests.Workspaces;

namespace Vern.Tests.OwnView;

/// <summary>A person's own view over HTTP, her complaint, the return's and the missing child's pages, and the agency's own settings.</summary>
public sealed class OwnViewPagesTests(CaseRoom room) : IClassFixture<CaseRoom>
{
    private static string Origin() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    private async Task<PersonId> AddAsync(Audience audience = Audience.Adult, params NewFact[] facts) => await room.Cases.AddPersonAsync(new(Origin(), audience, facts), await room.ReachAsync("gry"));

    private static string Once(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelector("input[name=once]")!.GetAttribute("value")!;

    private async Task<Browser> OpenedAsync(PersonId id)
    {
        var card = (await room.Cases.MakeCardAsync(Origin(), id, 30, await room.ReachAsync("gry")))!;
        var browser = await room.AsAsync(null);
        Assert.Equal("/my-case", await browser.SendAsync("/my-case", "/my-case", ("code", card.Code!)));
        return browser;
    }

    [Fact]
    public async Task With_her_card_she_sees_asks_withdraws_and_complains_and_nothing_in_title_or_address_tells_of_it()
    {
        await room.Cases.KeepServicesAsync([new("shelter", "Shelter Example", "housing")]);
        var gry = await room.ReachAsync("gry");
        var id = await AddAsync(facts: [new("contact.language", "ar"), new("assessment.concluded", "possible"), new("identity.family-name", "Osaghae")]);
        await room.Cases.RecordConsentAsync(id, new(Origin(), "shelter", "protection", new HashSet<string> { "identity" }, LegalGround.Consent, ConsentAnswer.Given, ConsentForm.Spoken, ChildView.NotAsked, room.Cases.Today.AddDays(30), "en", ConsentText.Version, "May we?"), gry);
        // Her caseworker asks first whether it is safe, and the code is shown once.
        using var worker = await room.AsAsync("gry");
        var tab = $"/people/{id}/own";
        using (var unasked = await worker.PostAsync($"{tab}/cards", tab, ("once", Origin()), ("days", "30"))) Assert.Equal(HttpStatusCode.BadRequest, unasked.StatusCode);
        var once = Once(await worker.PageAsync(tab));
        using var made = await worker.PostAsync($"{tab}/cards", tab, ("once", once), ("days", "30"), ("safe", "yes"));
        var code = System.Text.RegularExpressions.Regex.Match(await made.Content.ReadAsStringAsync(), "[0-9A-Z]{5}(-[0-9A-Z]{5}){4}").Value;
        // The address for a camera, drawn square by square; the code is not in it.
        var card = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await made.Content.ReadAsStringAsync());
        var address = $"http://{card.QuerySelector("dd[dir=ltr]")!.TextContent}";
        var (drawn, side) = Vern.Persons.OwnView.Pages.DrawQr.Run(address);
        Assert.Equal((drawn, $"0 0 {side} {side}"), (card.QuerySelector("figure.scan path")!.GetAttribute("d"), card.QuerySelector("figure.scan svg")!.GetAttribute("viewBox")));
        Assert.NotEqual(drawn, Vern.Persons.OwnView.Pages.DrawQr.Run($"{address}?code={code}").Path);
        using (var again = await worker.PostAsync($"{tab}/cards", tab, ("once", once), ("days", "30"), ("safe", "yes"))) Assert.DoesNotMatch("[0-9A-Z]{5}(-[0-9A-Z]{5}){4}", await again.Content.ReadAsStringAsync());
        Assert.DoesNotContain(code, (await worker.PageAsync(tab)).DocumentElement.OuterHtml, StringComparison.Ordinal);
        // The door, and behind it.
        using var her = await room.AsAsync(null);
        using (var wrong = await her.PostAsync("/my-case", "/my-case", ("code", "ABCDE-" + code[6..]))) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal("/my-case", await her.SendAsync("/my-case", "/my-case", ("code", code.ToLowerInvariant())));
        var page = await her.PageAsync("/my-case?lang=en");
        var html = page.DocumentElement.OuterHtml;
        Assert.Equal("My page", page.Title);
        Assert.Equal("rtl", page.QuerySelector("[lang=ar] h3")!.ParentElement!.GetAttribute("dir"));
        Assert.Contains("Shelter Example", html, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("a.quick-exit"));
        foreach (var telling in (string[])["victim", "traffick", "exploit", "Osaghae", id.Value, "Gry Example</", "Rosa Example"]) Assert.DoesNotContain(telling, html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("offer for", (await her.PageAsync("/my-case?lang=nb")).DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual(0, page.QuerySelectorAll("#looked ~ details tbody tr, section tbody tr").Length); // the making of the card, at least
        // A question stands on the caseworker's day, and its answer with her.
        Assert.Equal("/my-case?done=asked#asked", await her.SendAsync("/my-case/questions", "/my-case", ("once", Once(page)), ("kind", "question"), ("words", "When <b>may</b> I go?")));
        Assert.Contains($"/people/{id}/own", (await worker.PageAsync("/")).QuerySelector("#words")!.ParentElement!.InnerHtml, StringComparison.Ordinal);
        var words = (await worker.PageAsync(tab)).QuerySelector("input[name=words]")!.GetAttribute("value")!;
        Assert.Equal(tab, await worker.SendAsync($"{tab}/answers", tab, ("words", words), ("answer", "On Monday.")));
        Assert.Contains("On Monday.", (await her.PageAsync("/my-case")).Body!.TextContent, StringComparison.Ordinal);
        using (var empty = await her.PostAsync("/my-case/questions", "/my-case", ("once", Origin()), ("words", " "))) Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        // Withdrawing tells who is responsible.
        Assert.Equal("/my-case?done=withdrawn#agreed", await her.SendAsync("/my-case/withdrawals", "/my-case", ("once", Origin()), ("recipient", "shelter"), ("purpose", "protection")));
        Assert.NotNull((await room.Cases.ConsentsAsync(id, gry))![0].WithdrawnOn);
        Assert.Contains(await room.Cases.OwnWordsWaitingAsync(gry), one => one is { Kind: "withdrawal", Words: "Shelter Example" });
        // Left, the page is shut.
        Assert.Equal("/my-case", await her.SendAsync("/my-case/leaving", "/my-case"));
        Assert.NotNull((await her.PageAsync("/my-case")).GetElementById("code"));
        foreach (var way in (string[])["questions", "withdrawals", "complaints"])
            Assert.Equal("/my-case?ended=1", await her.SendAsync($"/my-case/{way}", "/my-case", ("once", Origin()), ("words", "x"), ("complaint", "x"), ("about", "service"), ("recipient", "shelter"), ("purpose", "protection")));
    }

    [Fact]
    public async Task Her_session_reaches_her_own_view_and_no_page_of_the_agency()
    {
        var id = await AddAsync();
        using var her = await OpenedAsync(id);
        foreach (var path in (string[])["/", $"/people/{id}", $"/people/{id}/own", "/complaints", "/settings"])
        {
            using var answer = await her.GetAsync(path);
            Assert.StartsWith("/sign-in", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        }
        // Shown where a member of staff shows hers, the token is nothing.
        var token = her.Cookies.GetAllCookies().Single(cookie => cookie.Name == "vern-own").Value;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/people/{id}");
        request.Headers.Add("Cookie", $"vern-session={token}");
        using var refused = await her.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.SeeOther, refused.StatusCode);
        // Erased while she looks: shut.
        Assert.True(await room.Cases.EraseAsync(id, await room.ReachAsync("gry")));
        Assert.NotNull((await her.PageAsync("/my-case")).GetElementById("code"));
    }

    [Fact]
    public async Task A_complaint_about_the_coordinator_goes_to_the_supervisor_and_she_complained_of_cannot_open_it()
    {
        var id = await AddAsync();
        using var her = await OpenedAsync(id);
        var page = await her.PageAsync("/my-case");
        var ida = (await room.Store.Access.ListAsync()).Single(account => account.Name == "ida").Id;
        var stranger = (await room.Store.Access.ListAsync()).Single(account => account.Name == "siv").Id;
        using (var nobodyOfHers = await her.PostAsync("/my-case/complaints", "/my-case", ("once", Origin()), ("about", $"{stranger}"), ("complaint", "Words kept"))) Assert.Contains("Words kept", await nobodyOfHers.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var number = (await her.SendAsync("/my-case/complaints", "/my-case", ("once", Once(page)), ("about", $"{ida}"), ("complaint", "She told others <script>."))).Split('#')[1];
        foreach (var (name, status) in new[] { ("ida", HttpStatusCode.NotFound), ("gry", HttpStatusCode.Forbidden), ("tora", HttpStatusCode.Forbidden), ("karl", HttpStatusCode.Forbidden), ("stine", HttpStatusCode.OK) })
        {
            using var browser = await room.AsAsync(name);
            using var answer = await browser.GetAsync($"/complaints/{number}");
            Assert.Equal(status, answer.StatusCode);
            if (name == "ida") Assert.DoesNotContain(number, (await browser.PageAsync("/complaints")).DocumentElement.OuterHtml, StringComparison.Ordinal);
            if (name is "ida" or "gry")
                using (var moved = await browser.PostAsync($"/complaints/{number}", "/account", ("revision", "1"), ("to", "NotUpheld"), ("answer", "No."))) Assert.Equal(status, moved.StatusCode);
        }
        using var stine = await room.AsAsync("stine");
        var path = $"/complaints/{number}";
        Assert.Equal(path, await stine.SendAsync(path, path, ("revision", "1"), ("to", "UnderTreatment")));
        using (var empty = await stine.PostAsync(path, path, ("revision", "2"), ("to", "Upheld"), ("answer", ""))) Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        Assert.Equal(path, await stine.SendAsync(path, path, ("revision", "2"), ("to", "Upheld"), ("answer", "You were right.")));
        Assert.Contains("You were right.", (await her.PageAsync("/my-case")).GetElementById(number)!.TextContent, StringComparison.Ordinal);
        // Written down for her: the number is shown, the words can't be read again.
        using var gry = await room.AsAsync("gry");
        var kept = await gry.SendAsync($"/people/{id}/own/complaints", $"/people/{id}/own", ("once", Origin()), ("about", "service"), ("complaint", "The room is cold."));
        Assert.DoesNotContain("cold", (await gry.PageAsync(kept)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("complaint", string.Join(' ', (await gry.PageAsync($"/people/{id}/access")).QuerySelectorAll("tbody tr").Select(row => row.TextContent)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_return_a_missing_child_a_planned_track_and_the_settings_are_worked_with_on_their_pages()
    {
        var id = await AddAsync(facts: [new("journey.applied-on", "2026-10-01"), new("journey.children", "1")]);
        using var gry = await room.AsAsync("gry");
        var path = $"/people/{id}/return";
        (string, string)[] Payment(string amount, string revision = "1") => [("revision", revision), ("item", "1"), ("payment.on", "2026-11-01"), ("payment.amount", amount), ("payment.kind", "cash"), ("payment.shown", "receipt")];
        using (var none = await gry.PostAsync($"{path}/payments", path, Payment(""))) Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        Assert.Equal($"{path}#payments", await gry.SendAsync($"{path}/payments", path, Payment("500")));
        Assert.Equal($"{path}#payments", await gry.SendAsync($"{path}/payments", path, Payment("500"))); // sent twice, paid once
        using (var stale = await gry.PostAsync($"{path}/payments", path, Payment("900"))) Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Contains("3,770", (await gry.PageAsync(path + "?lang=en")).Body!.TextContent, StringComparison.Ordinal); // 1 500 + 2 770 - 500
        using (var counsel = await room.AsAsync("ada")) using (var hidden = await counsel.GetAsync(path)) Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);

        var child = await AddAsync(Audience.Child);
        var facts = $"/people/{child}/facts/missing";
        using (var wrong = await gry.PostAsync(facts, facts, ("revision", "1"), ("item", "1"), ("missing.discovered", "yesterday"))) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        await gry.SendAsync(facts, facts, ("revision", "1"), ("item", "1"), ("missing.discovered", "2026-11-20T23:00"), ("missing.police", "2026-11-21T01:30"));
        Assert.Contains("2 h 30 min", (await gry.PageAsync($"/people/{child}/missing?lang=en")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("child welfare", (await gry.PageAsync($"/people/{child}/tasks")).Body!.TextContent, StringComparison.OrdinalIgnoreCase);

        var track = $"/people/{id}/track";
        using (var nobody = await gry.PostAsync(track, track, ("from", "reflection"), ("to", "asylum-after-reflection"), ("end", "2030-01-31"), ("start", "2030-03-01"), ("coordinator", "siv"))) Assert.Equal(HttpStatusCode.BadRequest, nobody.StatusCode);
        await gry.SendAsync(track, track, ("from", "reflection"), ("to", "asylum-after-reflection"), ("end", "2030-01-31"), ("start", "2030-03-01"), ("coordinator", "ida"));
        Assert.NotEmpty(await room.Cases.TasksAsync(await room.ReachAsync("ida", Vern.Platform.Access.Scope.Workspace), id));

        using var ida = await room.AsAsync("ida");
        using (var ownerless = await ida.PostAsync("/settings", "/settings", ("days-complaint-answer", "14"), ("name-0", "ROSA"))) Assert.Equal(HttpStatusCode.BadRequest, ownerless.StatusCode);
        Assert.Equal("/settings?done=set", await ida.SendAsync("/settings", "/settings", ("days-complaint-answer", "14"), ("owner-complaint-answer", "Ida"), ("name-0", "ROSA <b>"), ("number-0", "22 33 11 60"), ("hours-0", "")));
        var sheet = (await ida.PageAsync($"/people/{id}/sheet/ar")).QuerySelector(".lines")!;
        Assert.Contains("ROSA <b>: 22 33 11 60", sheet.TextContent, StringComparison.Ordinal);
        Assert.Null(sheet.QuerySelector(".blank"));
    }

    [Fact]
    public async Task A_person_is_erased_for_good_by_two_verified_persons_over_the_same_record()
    {
        var id = await AddAsync(facts: new NewFact("identity.family-name", "Osaghae"));
        var page = $"/people/{id}/responsible";
        using var gry = await room.AsAsync("gry");
        using (var refused = await gry.PostAsync($"/people/{id}/erasure", page, ("erase-reason", "her-request"))) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var tora = await room.AsAsync("tora");
        using (var none = await tora.PostAsync($"/people/{id}/erasure", page, ("erase-reason", ""))) Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        for (var twice = 0; twice < 2; twice++) using (var proposed = await tora.PostAsync($"/people/{id}/erasure", page, ("erase-reason", "her-request"))) Assert.Equal(HttpStatusCode.OK, proposed.StatusCode);
        var mine = await room.ReachAsync("gry");
        Assert.NotNull(await room.Cases.PersonAsync(id, mine));
        // Something is recorded in between: what the second sees is another record, and his step another proposal.
        Assert.IsType<Recorded.Done>(await room.Cases.RecordFactsAsync(id, [new NewFact("about.sex", "woman")], 1, mine));
        using var ida = await room.AsAsync("ida");
        Assert.DoesNotContain("Tora Example", (await ida.PageAsync(page)).GetElementById("erase")!.ParentElement!.TextContent, StringComparison.Ordinal);
        using (var anew = await ida.PostAsync($"/people/{id}/erasure", page, ("erase-reason", "her-request"))) Assert.Equal(HttpStatusCode.OK, anew.StatusCode);
        Assert.Contains("Ida Example", (await tora.PageAsync(page)).GetElementById("erase")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/people", await tora.SendAsync($"/people/{id}/erasure", page, ("erase-reason", "her-request")));
        Assert.Null(await room.Cases.PersonAsync(id, mine));
        using var gone = await tora.GetAsync(page);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }
}
