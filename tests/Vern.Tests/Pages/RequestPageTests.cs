using System.Net;
using AngleSharp.Html.Parser;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Persons.Pages.Control;
using Vern.Platform.Localisation;
using Vern.Tests.Access;

namespace Vern.Tests.Pages;

/// <summary>Requests, the list of readings, the register of processing and the stated purpose, as people meet them (K-010, A-060).</summary>
public sealed class RequestPageTests : ServedRound
{
    [Fact]
    public async Task The_register_shows_every_processing_act_and_rule_in_every_language()
    {
        foreach (var language in Language.All)
        {
            var page = await PageAsync($"/ledger/register?lang={language.Code}");
            var text = page.Body!.TextContent;
            foreach (var entry in UnitControl.Table.Register) Assert.NotNull(page.GetElementById(entry.Basis.Code));
            foreach (var act in NationalActs.All) Assert.Contains(UnitControl.Table.Words.Act(language, act.Kind), text, StringComparison.Ordinal);
            Assert.Equal(UnitControl.Table.Retention.Count, page.QuerySelectorAll("#retention ~ .scroll tbody tr").Length);
        }
    }

    [Fact]
    public async Task A_purpose_that_was_stated_stands_in_what_is_read_afterwards()
    {
        var page = await PageAsync("/rounds/2014/pairs/1?lang=en");
        Assert.Equal("linkage", page.QuerySelector("#purpose option[selected]")!.GetAttribute("value"));
        await PostAsync("/purpose", ("purpose", "rights"), ("back", "/rounds/2014/pairs/1"));
        Assert.Equal("rights", (await PageAsync("/rounds/2014/pairs/1")).QuerySelector("#purpose option[selected]")!.GetAttribute("value"));
        await Round.Ledger.AppendAsync();
        var (places, _) = await Round.Ledger.Outbox.FindAsync(new(NationalActs.PairRead.Kind), 0, 10);
        Assert.Equal(["rights", "linkage"], (await Round.Ledger.ReadAsync(places)).Select(act => act.By!.Purpose));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("/purpose", ("purpose", "curiosity"), ("back", "/"))).Status);
        Assert.Null((await PageAsync("/about")).QuerySelector("#purpose")); // nothing of it is recorded
    }

    [Fact]
    public async Task A_request_is_taken_in_decided_and_carried_out_on_pages()
    {
        var body = (await Round.Store.SubmissionsAsync(2014))[0].Sender.Value;
        var wrong = await PostAsync("/requests?lang=en", ("kind", "Erasure"), ("body", body), ("reference", "Kari Example"), ("arrived", "2026-11-02"), ("year", "2014"), ("row", "3"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("no name, no identity number", wrong.Text, StringComparison.Ordinal);
        var arrived = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(-40).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var taken = await PostAsync("/requests", ("kind", "Erasure"), ("body", body), ("reference", "26/17"), ("arrived", arrived), ("year", "2014"), ("row", "3"));
        Assert.Equal((HttpStatusCode.SeeOther, "/requests/1"), (taken.Status, taken.Location));
        Assert.Contains("overdue", (await PageAsync("/requests?lang=en")).QuerySelector(".due")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("26/17", (await PageAsync("/requests/1?lang=en")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        var seen = (await PageAsync("/requests/1")).QuerySelector("#content input[name=seen]")!.GetAttribute("value")!;
        (string, string)[] decision = [("seen", seen), ("outcome", "Granted"), ("reason", "Withdrawn."), ("who", "A. Example")];
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("/requests/1/decision", decision)).Status); // not confirmed
        Assert.Equal(12, (await Round.Store.SubmissionsAsync(2014))[0].Persons.Count);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync("/requests/1/decision", [.. decision, ("understood", "yes")])).Status);
        Assert.DoesNotContain((await Round.Store.SubmissionsAsync(2014))[0].Persons, person => person.Row == 3);
        var figures = (await Round.Desk.SettledAsync(2014)).Linkage!;
        Assert.Equal(35, figures.Result.Records);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("/requests/9/decision", decision)).Status);
    }

    [Fact]
    public async Task An_erasure_is_granted_by_two_persons_and_not_by_one_under_two_accounts()
    {
        var submission = (await Round.Store.SubmissionsAsync(2014))[0];
        using var kari = await Visitor.SignedInAsync(Round, await Round.AccountAsync("kari", "Kari Example", "coordinator"));
        using var ola = await Visitor.SignedInAsync(Round, await Round.AccountAsync("ola", "Ola Example", "coordinator"));
        var request = await ((NationalStore)Round.Store).AddRequestAsync(RequestKind.Erasure, submission.Sender, "26/18", new DateOnly(2026, 1, 31), 2014, 3);
        var at = $"/requests/{request.Id}?lang=en";
        async Task<(HttpStatusCode Status, string Text)> DecideAsync(Visitor who, string reason)
        {
            var state = new HtmlParser().ParseDocument(await who.Client.GetStringAsync(new Uri(at, UriKind.Relative))).QuerySelector("#content form[action$=decision] input[name=seen]")!.GetAttribute("value")!;
            using var answer = await who.PostAsync($"/requests/{request.Id}/decision?lang=en", at, ("seen", state), ("outcome", "Granted"), ("reason", reason), ("understood", "yes"));
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        async Task<bool> IsThereAsync() => (await Round.Store.SubmissionsAsync(2014))[0].Persons.Any(person => person.Row == 3);

        Assert.Equal(HttpStatusCode.SeeOther, (await DecideAsync(kari, "Withdrawn.")).Status);
        Assert.True(await IsThereAsync());
        var again = await DecideAsync(kari, "Withdrawn.");
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Contains("another person confirms", again.Text, StringComparison.Ordinal);
        var seen = new HtmlParser().ParseDocument(await ola.Client.GetStringAsync(new Uri(at, UriKind.Relative)));
        Assert.Contains("Kari Example", seen.QuerySelector("section .needs p")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Withdrawn.", seen.QuerySelector("#reason")!.TextContent);
        // Another reason is another proposal.
        Assert.Equal(HttpStatusCode.SeeOther, (await DecideAsync(ola, "Not wanted any more.")).Status);
        Assert.True(await IsThereAsync());
        Assert.Equal(HttpStatusCode.SeeOther, (await DecideAsync(kari, "Not wanted any more.")).Status);
        Assert.False(await IsThereAsync());
        Assert.Equal("Ola Example, Kari Example", (await ((NationalStore)Round.Store).RequestAsync(request.Id))!.DecidedBy);
        await Round.Ledger.AppendAsync();
        var (places, _) = await Round.Ledger.Outbox.FindAsync(new(NationalActs.RequestErasureProposed.Kind), 0, 10);
        Assert.Equal(2, places.Count);
    }

    [Fact]
    public async Task The_list_of_readings_names_roles_and_staff_only_for_a_supervisor_and_is_a_safe_file()
    {
        var body = (await Round.Store.SubmissionsAsync(2014))[0].Sender.Value;
        using var coordinator = await SignedInAsync("kari", "=Kari Example", "coordinator");
        using (await coordinator.GetAsync(new Uri($"/rounds/2014/bodies/{body}", UriKind.Relative))) { }
        var list = new HtmlParser().ParseDocument(await coordinator.GetStringAsync(new Uri($"/ledger/access-list?lang=en&year=2014&body={body}&row=3", UriKind.Relative)));
        var table = list.QuerySelector("#content table")!.TextContent;
        Assert.Contains("Coordinator", table, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Kari", table, StringComparison.Ordinal);
        var csv = await coordinator.GetStringAsync(new Uri($"/ledger/access-list.csv?lang=en&year=2014&body={body}", UriKind.Relative));
        Assert.Contains("Submission read", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("Kari", csv, StringComparison.Ordinal);
        using (var refused = await coordinator.GetAsync(new Uri($"/ledger/access-list/names?year=2014&body={body}", UriKind.Relative))) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var supervisor = await SignedInAsync("tilsyn", "Tina Example", "supervisor");
        Assert.Contains("=Kari Example", await supervisor.GetStringAsync(new Uri($"/ledger/access-list/names?year=2014&body={body}", UriKind.Relative)), StringComparison.Ordinal);
        await Round.Ledger.AppendAsync();
        var (places, _) = await Round.Ledger.Outbox.FindAsync(new(), 0, 100);
        var acts = await Round.Ledger.ReadAsync(places);
        Assert.Contains(acts, act => act.Kind == "access-list.made" && act.Detail == "all rows, with names" && act.By is { Role: "supervisor", Purpose: "control" });
        Assert.Contains(acts, act => act.Kind == "access.refused" && act.Resource == "permission/staff.read" && act.By!.Role == "coordinator");
        using (var nothing = await supervisor.GetAsync(new Uri("/ledger/access-list?year=2014&body=nobody", UriKind.Relative))) Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
    }

    [Fact]
    public async Task The_catalogue_shows_every_component_in_every_language()
    {
        foreach (var language in Language.All)
        {
            var page = await PageAsync($"/catalogue?lang={language.Code}");
            foreach (var piece in (string[])[".problems", ".form .help", ".state[data-tone=needs]", ".notice", ".steps", "table.vern", ".timeline", "svg", ".empty", "input[type=checkbox]"]) Assert.True(page.QuerySelector(piece) is not null, piece);
        }
    }

    private async Task<HttpClient> SignedInAsync(string name, string person, string role)
    {
        var link = await Round.AccountAsync(name, person, role);
        var session = (await Round.Access.OpenLinkAsync(link.Split('/')[^1]))!.Session;
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Round.Address };
        client.DefaultRequestHeaders.Add("Cookie", $"{Vern.Platform.Access.AccessCookies.Session}={session}");
        return client;
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(string path) => new HtmlParser().ParseDocument(await Client.GetStringAsync(new Uri(path, UriKind.Relative)));

    private async Task<(HttpStatusCode Status, string Text, string? Location)> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        var token = (await PageAsync("/about")).QuerySelector("input[name=token]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([new("token", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        using var answer = await Client.PostAsync(new Uri(path, UriKind.Relative), form);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location?.OriginalString);
    }
}
