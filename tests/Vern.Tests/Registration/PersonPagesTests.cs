using System.Net;
using System.Text;
using Vern.Persons.Registration;
using Vern.Persons.Tests;
using Vern.Persons.Registration.Fields;
using Vern.Tests.Workspaces;

namespace Vern.Tests.Registration;

/// <summary>A person's page and its tabs, and a caseworker's day.</summary>
public sealed class PersonPagesTests(CaseRoom room) : IClassFixture<CaseRoom>
{
    private static string Origin() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    private async Task<PersonId> AddAsync(string by, Audience audience = Audience.Adult, PersonId? parent = null, params NewFact[] facts) => await room.Cases.AddPersonAsync(new(Origin(), audience, facts, parent), await room.ReachAsync(by));

    private static async Task<HttpStatusCode> StatusAsync(Browser browser, string path)
    {
        using var answer = await browser.GetAsync(path);
        return answer.StatusCode;
    }

    [Fact]
    public async Task A_stale_form_keeps_what_was_typed_and_tells_what_changed()
    {
        var id = await AddAsync("gry", facts: new NewFact("case.housing", "KRIS"));
        using var gry = await room.AsAsync("gry");
        using var henrik = await room.AsAsync("henrik");
        var path = $"/people/{id}/facts/case";
        (string, string)[] Form(string housing, string revision) => [("revision", revision), ("item", "0"), ("case.housing", housing), ("case.region", "Oslo <b>"), ("source", "Document")];
        Assert.Equal($"/people/{id}#case", await henrik.SendAsync(path, path, Form("MOTT", "1")));
        Assert.Equal($"/people/{id}#case", await henrik.SendAsync(path, path, Form("MOTT", "1"))); // sent twice
        using (var stale = await gry.PostAsync(path, path, Form("EGEN", "1")))
        {
            Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
            var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await stale.Content.ReadAsStringAsync());
            Assert.Contains("Henrik Example", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(("2", "EGEN", "Oslo <b>"), (page.QuerySelector("input[name=revision]")!.GetAttribute("value"), page.QuerySelector("[name='case.housing'] option[selected]")!.GetAttribute("value"), page.GetElementById("case.region")!.GetAttribute("value")));
        }
        await gry.SendAsync(path, path, Form("EGEN", "2"));
        var history = (await gry.PageAsync($"/people/{id}/history?field=case.housing")).QuerySelectorAll("tbody tr");
        Assert.Equal(3, history.Length);
        Assert.Contains("Gry Example", history[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("document", history[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_she_stays_is_shown_to_who_is_responsible_when_asked_for_and_nowhere_else()
    {
        const string Place = "Secretstreet 7b, Faraway";
        var id = await AddAsync("gry", facts: [new("identity.family-name", "Hidden")]);
        using var gry = await room.AsAsync("gry");
        Assert.Equal($"/people/{id}/stay", await gry.SendAsync($"/people/{id}/stay", $"/people/{id}/stay", ("stay.place", Place)));
        Assert.Contains(Place, (await gry.PageAsync($"/people/{id}/stay")).Body!.TextContent, StringComparison.Ordinal);
        foreach (var page in (string[])[$"/people/{id}", $"/people/{id}/history", $"/people/{id}/access", $"/people/{id}/tasks", $"/people/{id}/children", $"/people/{id}/documents", $"/people/{id}/responsible", "/people", "/", $"/people/{id}/facts/stay"])
            Assert.DoesNotContain("Secretstreet", (await gry.PageAsync(page)).DocumentElement.OuterHtml, StringComparison.Ordinal);
        using (var found = await gry.PostAsync("/people/found", "/people/search", ("text", "Secretstreet"))) Assert.DoesNotContain(id.Value, await gry.TextAsync(found), StringComparison.Ordinal);
        using var henrik = await room.AsAsync("henrik");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(henrik, $"/people/{id}/stay")); // her team, not her own case
        using var siv = await room.AsAsync("siv");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(siv, $"/people/{id}/stay"));
        // A guardian and an investigator of hers may not either, and the investigator sees nothing that was given for protection.
        foreach (var (who, kind) in new[] { ("vera", "guardian"), ("per", "investigator") })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(await room.AsAsync(who), $"/people/{id}"));
            await gry.SendAsync($"/people/{id}/members", $"/people/{id}/responsible", ("member", who), ("as", kind), ("until", ""));
            using var browser = await room.AsAsync(who);
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, $"/people/{id}"));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(browser, $"/people/{id}/stay"));
        }
        await gry.SendAsync($"/people/{id}/facts/exploitation", $"/people/{id}", ("revision", "2"), ("item", "0"), ("exploitation.account", "In her own words"), ("exploitation.forms", "SEX"));
        using var per = await room.AsAsync("per");
        foreach (var page in (string[])["", "/history", "/documents", "/tasks"])
        {
            var text = (await per.PageAsync($"/people/{id}{page}")).DocumentElement.OuterHtml;
            Assert.DoesNotContain("In her own words", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Secretstreet", text, StringComparison.Ordinal);
        }
        Assert.Contains("Hidden", (await per.PageAsync($"/people/{id}")).Body!.TextContent, StringComparison.Ordinal); // given for a criminal case too
        // Who has looked stands on the record itself.
        Assert.Contains("Per Example", (await gry.PageAsync($"/people/{id}/access")).Body!.TextContent, StringComparison.Ordinal);
        // A lock is empty, and held by whoever writes.
        Assert.All(StoredText.Under(room.Folder), text => Assert.DoesNotContain("Secretstreet", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_child_who_came_along_is_a_person_of_its_own_with_a_concern_report_to_be_sent()
    {
        var mother = await AddAsync("gry", facts: [new("family.with-her", "2"), new("answer.offer", "yes")]);
        using var gry = await room.AsAsync("gry");
        Assert.Contains("2 children with her", (await gry.PageAsync($"/people/{mother}")).Body!.TextContent, StringComparison.Ordinal);
        var at = await gry.BeginAsync("Child", mother.Value);
        var child = (await gry.SendAsync($"/people/new/{Casework.DraftOf(at)}/registration", at))[8..];
        var children = (await gry.PageAsync($"/people/{mother}/children")).Body!.TextContent;
        Assert.Contains(child, children, StringComparison.Ordinal);
        Assert.Contains("1 child who is with her is not registered yet", children, StringComparison.Ordinal);
        Assert.Contains($"/people/{child}/facts/concern", (await gry.PageAsync("/")).DocumentElement.OuterHtml, StringComparison.Ordinal);
        await gry.SendAsync($"/people/{child}/facts/concern", $"/people/{child}/facts/concern", ("revision", "1"), ("item", "0"), ("concern.on", "2026-11-22"));
        Assert.DoesNotContain($"/people/{child}/facts/concern", (await gry.PageAsync("/")).DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Contains("concern report sent", (await gry.PageAsync($"/people/{mother}/children")).Body!.TextContent, StringComparison.Ordinal);
        // Nobody links a child to a parent who is out of her reach.
        using var siv = await room.AsAsync("siv");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(siv, $"/people/new?parent={mother}"));
        using var linked = await siv.PostAsync("/people/new", "/people/new", ("once", Origin()), ("audience", "Child"), ("parent", mother.Value));
        Assert.Equal(HttpStatusCode.NotFound, linked.StatusCode);
    }

    [Fact]
    public async Task While_somebody_is_away_a_colleague_has_the_cases_and_the_tasks()
    {
        var id = await AddAsync("gry");
        using var gry = await room.AsAsync("gry");
        using var siv = await room.AsAsync("siv");
        var day = room.Cases.Today.AddDays(3).ToString("dd.MM.yyyy", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (by, until) in new[] { ("karl", day), ("gry", day), ("siv", "yesterday"), ("siv", room.Cases.Today.AddDays(93).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ("siv", room.Cases.Today.AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) })
            using (var wrong = await gry.PostAsync("/away", "/away", ("of", "gry"), ("by", by), ("until", until))) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using (var others = await siv.PostAsync("/away", "/away", ("of", "gry"), ("by", "siv"), ("until", day))) Assert.Equal(HttpStatusCode.BadRequest, others.StatusCode); // nobody takes another's cases by it
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(siv, $"/people/{id}"));
        Assert.StartsWith("/away?done=", await gry.SendAsync("/away", "/away", ("of", "gry"), ("by", "siv"), ("until", day)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(siv, $"/people/{id}"));
        Assert.Contains("Siv Example stands in for Gry Example", (await gry.PageAsync("/away")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Siv Example stands in for Gry Example", (await siv.PageAsync("/")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/away?done=ended", await gry.SendAsync("/away/ending", "/away", ("of", "gry"), ("by", "siv")));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(siv, $"/people/{id}"));
        using var again = await gry.PostAsync("/away/ending", "/away", ("of", "gry"), ("by", "siv"));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        // In an illness who leads arranges it, for whom she leads only.
        using var tora = await room.AsAsync("tora");
        Assert.StartsWith("/away?done=", await tora.SendAsync("/away", "/away", ("of", "gry"), ("by", "siv"), ("until", day)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(siv, $"/people/{id}"));
        using (var beyond = await tora.PostAsync("/away", "/away", ("of", "siv"), ("by", "gry"), ("until", day))) Assert.Equal(HttpStatusCode.BadRequest, beyond.StatusCode);
        Assert.Equal("/away?done=ended", await tora.SendAsync("/away/ending", "/away", ("of", "gry"), ("by", "siv")));
    }

    [Fact]
    public async Task A_case_is_handed_over_shared_for_a_time_and_a_childs_case_is_closed_by_two()
    {
        var id = await AddAsync("gry");
        using var gry = await room.AsAsync("gry");
        using var siv = await room.AsAsync("siv");
        await gry.SendAsync($"/people/{id}/members", $"/people/{id}/responsible", ("member", "siv"), ("as", "deputy"), ("until", room.Cases.Today.AddDays(3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(siv, $"/people/{id}"));
        using (var wrong = await gry.PostAsync($"/people/{id}/members", $"/people/{id}/responsible", ("member", "karl"), ("as", "deputy"), ("until", ""))) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode); // who keeps accounts is no deputy
        Assert.Equal("/people", await gry.SendAsync($"/people/{id}/owner", $"/people/{id}/responsible", ("to", "siv")));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(gry, $"/people/{id}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(siv, $"/people/{id}/stay"));
        Assert.Equal($"/people/{id}/responsible", await siv.SendAsync($"/people/{id}/closing", $"/people/{id}/responsible", ("reason", "returned-home")));
        Assert.NotNull((await room.Cases.PersonAsync(id, await room.ReachAsync("siv")))!.Head.ClosedOn);
        await siv.SendAsync($"/people/{id}/reopening", $"/people/{id}/responsible");
        Assert.Null((await room.Cases.PersonAsync(id, await room.ReachAsync("siv")))!.Head.ClosedOn);

        var child = await AddAsync("gry", Audience.Uncertain);
        using (var first = await gry.PostAsync($"/people/{child}/closing", $"/people/{child}/responsible", ("reason", "disappeared"))) Assert.Contains("Another person must confirm", await gry.TextAsync(first), StringComparison.Ordinal);
        using (var again = await gry.PostAsync($"/people/{child}/closing", $"/people/{child}/responsible", ("reason", "disappeared"))) Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Null((await room.Cases.PersonAsync(child, await room.ReachAsync("gry")))!.Head.ClosedOn);
        using var tora = await room.AsAsync("tora");
        // The second finds it on her day, and on the person's page with the reason; who proposed is not asked to confirm.
        Assert.Contains(child.Value, (await tora.PageAsync("/")).QuerySelector("#closings")?.ParentElement?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Null((await gry.PageAsync("/")).QuerySelector("#closings"));
        Assert.Equal("disappeared", (await tora.PageAsync($"/people/{child}/responsible")).QuerySelector("#reason option[selected]")?.GetAttribute("value"));
        Assert.Equal($"/people/{child}/responsible", await tora.SendAsync($"/people/{child}/closing", $"/people/{child}/responsible", ("reason", "disappeared")));
        Assert.Equal("disappeared", (await room.Cases.PersonAsync(child, await room.ReachAsync("gry")))!.Head.ClosedFor);
    }

    [Fact]
    public async Task A_document_is_told_by_its_bytes_and_one_that_is_a_program_is_refused()
    {
        var id = await AddAsync("gry");
        using var gry = await room.AsAsync("gry");
        var pdf = Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\ntrailer <<>>\n%%EOF\n");
        async Task<HttpStatusCode> SendAsync(byte[] bytes, string name, string? once = null)
        {
            var token = (await gry.PageAsync($"/people/{id}/documents")).QuerySelector("input[name=token]")!.GetAttribute("value")!;
            using var form = new MultipartFormDataContent { { new StringContent(token), "token" }, { new StringContent(once ?? Origin()), "once" }, { new ByteArrayContent(bytes), "file", name } };
            using var answer = await gry.Client.PostAsync(new Uri($"/people/{id}/documents", UriKind.Relative), form);
            return answer.StatusCode;
        }
        var origin = Origin();
        Assert.Equal(HttpStatusCode.SeeOther, await SendAsync(pdf, "../../etc/Passport <b>.exe", origin));
        Assert.Equal(HttpStatusCode.SeeOther, await SendAsync(pdf, "../../etc/Passport <b>.exe", origin)); // a double click
        foreach (var bad in (byte[][])[[], Encoding.ASCII.GetBytes("MZ program"), [.. Encoding.ASCII.GetBytes("MZ"), .. pdf], Encoding.ASCII.GetBytes("<html>"), pdf[..20], Encoding.Latin1.GetBytes("%PDF-1.7\n<</S/JavaScript/JS(app.alert(1))>>\n%%EOF"), Encoding.Latin1.GetBytes("%PDF-1.7\n<</S/#4AavaScript>>\n%%EOF"), Encoding.Latin1.GetBytes("%PDF-1.7\n<</Type/EmbeddedFile>>\n%%EOF"), Encoding.Latin1.GetBytes("%PDF-1.7\n<</S /Launch>>\n%%EOF")])
            Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(bad, "letter.pdf"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(new byte[DocumentType.Largest + 1024 * 1024], "large.pdf"));
        var link = Assert.Single((await gry.PageAsync($"/people/{id}/documents")).QuerySelectorAll("ul.rows a"));
        Assert.Equal("Passport <b>.exe", link.TextContent);
        using var file = await gry.GetAsync(link.GetAttribute("href")!);
        Assert.Equal(pdf, await file.Content.ReadAsByteArrayAsync());
        Assert.StartsWith("attachment", file.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        using var siv = await room.AsAsync("siv");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(siv, link.GetAttribute("href")!));
    }

    [Fact]
    public async Task What_was_typed_when_the_session_had_ended_comes_back_to_be_sent_again()
    {
        var id = await AddAsync("henrik");
        using var henrik = await room.AsAsync("henrik");
        var path = $"/people/{id}/facts/identity";
        var token = (await henrik.PageAsync(path)).QuerySelector("input[name=token]")!.GetAttribute("value")!;
        await room.Store.Access.EndSessionsAsync("henrik");
        KeyValuePair<string, string>[] fields = [new("token", token), new("revision", "1"), new("item", "0"), new("identity.called", "Joy \"<b>\"")];
        using var form = new FormUrlEncodedContent(fields);
        using var ended = await henrik.Client.PostAsync(new Uri(path, UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await ended.Content.ReadAsStringAsync());
        var kept = page.QuerySelectorAll($"form[action='{path}'] input[type=hidden]").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!)).ToList();
        Assert.Equal(fields, kept);
        await henrik.SignInAsync($"/sign-in/link/{await room.Store.Access.MakeLinkAsync("henrik", TimeSpan.FromHours(1))}");
        using var again = new FormUrlEncodedContent(kept);
        using var taken = await henrik.Client.PostAsync(new Uri(path, UriKind.Relative), again);
        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        Assert.Equal("Joy \"<b>\"", (await room.Cases.PersonAsync(id, await room.ReachAsync("henrik")))!["identity.called"]);
    }

    [Fact]
    public async Task A_day_has_drafts_tasks_and_for_a_leader_who_has_how_much()
    {
        var id = await AddAsync("henrik");
        using var henrik = await room.AsAsync("henrik");
        var at = await henrik.BeginAsync("Adult");
        await henrik.SendAsync(at, at, ("go", "later"), ("about", "Adult"));
        (string, string)[] task = [("once", Origin()), ("what", "Call counsel <i>"), ("due", "2026-01-02")];
        await henrik.SendAsync($"/people/{id}/tasks", $"/people/{id}/tasks", task);
        await henrik.SendAsync($"/people/{id}/tasks", $"/people/{id}/tasks", task);
        var day = await henrik.PageAsync("/");
        Assert.Single(day.QuerySelectorAll($"a[href='/people/{id}/tasks']"));
        Assert.Contains("Call counsel <i>", day.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(at, day.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Null(day.QuerySelector("a[href='/load']"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(henrik, "/load"));
        using var tora = await room.AsAsync("tora");
        Assert.Contains("Henrik Example", (await tora.PageAsync("/load")).Body!.TextContent, StringComparison.Ordinal);
        var done = (await henrik.PageAsync($"/people/{id}/tasks")).QuerySelector("input[name=task]")!.GetAttribute("value")!;
        await henrik.SendAsync($"/people/{id}/tasks/done", $"/people/{id}/tasks", ("task", done));
        Assert.Empty((await henrik.PageAsync("/")).QuerySelectorAll($"a[href='/people/{id}/tasks']"));
        using (var wrong = await henrik.PostAsync($"/people/{id}/tasks", $"/people/{id}/tasks", ("once", Origin()), ("what", ""), ("due", "soon"))) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var karl = await room.AsAsync("karl");
        using var front = await karl.GetAsync("/");
        Assert.Equal("/account", front.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_day_has_the_deadlines_of_ones_own_people_and_a_leader_finds_those_of_the_team()
    {
        static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var today = room.Cases.Today;
        var id = await AddAsync("gry", facts: [new("permit.kind", 1, "reflection"), new("permit.from", 1, Day(today.AddMonths(-6).AddDays(10)))]);
        using var gry = await room.AsAsync("gry");
        var link = $"a[href='/people/{id}/timeline']";
        var day = await gry.PageAsync("/");
        Assert.Contains("reflection", day.QuerySelector(link)!.ParentElement!.ParentElement!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty((await gry.PageAsync("/deadlines")).QuerySelectorAll("#now ~ * " + link));
        // Another caseworker of the team has it neither there nor by the address of the leader's; the leader has it by that.
        using var henrik = await room.AsAsync("henrik");
        using var tora = await room.AsAsync("tora");
        foreach (var (who, path, there) in new[] { (henrik, "/", false), (henrik, "/deadlines", false), (henrik, "/deadlines?of=all", false), (tora, "/deadlines", false), (tora, "/deadlines?of=all", true) })
            Assert.True(there == (await who.PageAsync(path)).QuerySelector(link) is not null, path);
        // What is recorded, and what the agency sets, holds at the next look.
        var person = (await room.Cases.PersonAsync(id, await room.ReachAsync("gry")))!;
        Assert.IsType<Recorded.Done>(await room.Cases.RecordFactsAsync(id, [new("permit.from", 1, Day(today.AddDays(-20)))], person.Head.Revision, await room.ReachAsync("gry")));
        Assert.Null((await gry.PageAsync("/")).QuerySelector(link));
        await room.Cases.CloseAsync(id, "followed-up-elsewhere", await room.ReachAsync("gry"));
        Assert.Null((await gry.PageAsync("/deadlines")).QuerySelector(link));
        using var karl = await room.AsAsync("karl");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(karl, "/deadlines"));
    }
}
