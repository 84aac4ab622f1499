using System.Net;
using Vern.Hosting;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;

namespace Vern.Tests.Workspaces;

/// <summary>Several workspaces in one process, and one in several.</summary>
public sealed class WorkspaceHostTests
{
    private static string LinkOf(string token) => $"/sign-in/link/{token}";

    [Fact]
    public async Task The_host_name_chooses_the_workspace_and_other_names_are_refused()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        var port = rooms.Served.Address.Port;
        async Task<(HttpStatusCode Status, string Title)> AskAsync(string host)
        {
            using var browser = new Browser(host, port);
            using var answer = await browser.GetAsync("/sign-in?lang=en");
            Assert.True(answer.Headers.Contains("Content-Security-Policy"));
            return (answer.StatusCode, (await browser.PageAsync("/sign-in?lang=en")).QuerySelector("header .top")?.TextContent ?? "");
        }
        foreach (var host in (string[])["localhost", "127.0.0.1", "[::1]", "national.localhost"])
        {
            var (status, title) = await AskAsync(host);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.DoesNotContain("Example", title, StringComparison.Ordinal);
        }
        Assert.Contains("Rosa Example", (await AskAsync("rosa.localhost")).Title, StringComparison.Ordinal);
        Assert.Contains("Rosa Example", (await AskAsync("ROSA.localhost")).Title, StringComparison.Ordinal);
        Assert.Contains("Sentral Example", (await AskAsync("sentral.localhost")).Title, StringComparison.Ordinal);
        Assert.All(await Task.WhenAll(((string[])["evil.example", "nord.localhost", "rosa.localhost.evil.example", "sentral.example.org"]).Select(AskAsync)), answer => Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.Status));

        // What one has, another has not: the circuits are apart, and so are the languages.
        using var agency = rooms.At(ServedRooms.Agency);
        Assert.All(await Task.WhenAll(((string[])["/rounds", "/tables/2014", "/api/report/2014", "/workspaces", "/openapi/v1.json", "/form/2014", "/about", "/api"]).Select(agency.GetAsync)), answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        var page = await agency.PageAsync("/sign-in?lang=sv");
        Assert.Equal("nb", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(["nb", "en"], page.QuerySelectorAll("nav.languages a").Select(link => link.GetAttribute("lang")));
        // Without an account an agency is closed; the national unit is open to whoever sits here, as before.
        using var closed = await agency.GetAsync("/grants");
        Assert.Equal("/sign-in?to=%2Fgrants", closed.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_public_host_is_answered_as_what_it_is_and_only_by_its_workspace()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var proxied = new HttpRequestMessage(HttpMethod.Get, "/sign-in") { Headers = { Host = "rosa.example.org" } };
        using var browser = new Browser("127.0.0.1", rooms.Served.Address.Port);
        using var answer = await browser.Client.SendAsync(proxied);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Rosa Example", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_of_one_workspace_opens_nothing_in_another_and_is_not_used_up_there()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        var link = LinkOf(await rooms.Access(ServedRooms.Agency).MakeLinkAsync("caseworker", TimeSpan.FromHours(1)));
        using var elsewhere = rooms.At(ServedRooms.Centre);
        Assert.DoesNotContain("caseworker Example", (await elsewhere.PageAsync(link)).DocumentElement.TextContent, StringComparison.Ordinal);
        using (var refused = await elsewhere.PostAsync(link, "/sign-in")) Assert.NotEqual(HttpStatusCode.SeeOther, refused.StatusCode);
        using var home = await rooms.At(ServedRooms.Agency).SignInAsync(link);
        using var front = await home.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, front.StatusCode); // her day
        Assert.Contains("caseworker Example", (await home.PageAsync("/account")).DocumentElement.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_quick_exit_of_an_agency_clears_the_browser_and_shows_the_weather()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        using var browser = await rooms.At(ServedRooms.Agency).SignInAsync(LinkOf(await rooms.Access(ServedRooms.Agency).MakeLinkAsync("caseworker", TimeSpan.FromHours(1))));
        var exit = (await browser.PageAsync("/account?lang=en")).QuerySelector("header a.quick-exit")!.GetAttribute("href")!;
        using var answer = await browser.GetAsync(exit);
        Assert.Equal("https://www.yr.no/en", answer.Headers.Location!.OriginalString);
        foreach (var kind in (string[])["cache", "cookies", "storage"]) Assert.Contains($"\"{kind}\"", answer.Headers.GetValues("Clear-Site-Data").Single(), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_team_leader_sees_and_ends_sessions_of_her_team_and_in_an_emergency_of_all()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        var access = rooms.Access(ServedRooms.Agency);
        foreach (var (account, team) in (IEnumerable<(string, string)>)[("team-leader", "north"), ("caseworker", "north"), ("guardian", "south")]) await access.SetTeamAsync(account, team);
        foreach (var account in (string[])["caseworker", "guardian", "counsel"]) await rooms.SessionAsync(ServedRooms.Agency, account);
        async Task<int> OpenAsync(string account) => (await access.ListAsync()).Single(one => one.Name == account).Sessions.Count;

        using var leader = await rooms.At(ServedRooms.Agency).SignInAsync(LinkOf(await access.MakeLinkAsync("team-leader", TimeSpan.FromHours(1))));
        async Task<string[]> SeenAsync() => [.. (await leader.PageAsync("/accounts")).QuerySelectorAll("tbody th").Select(cell => cell.TextContent)];
        Assert.Equal(["caseworker", "team-leader"], await SeenAsync());
        foreach (var other in (string[])["guardian", "counsel", "nobody-of-that-name"])
        {
            using var refused = await leader.PostAsync($"/accounts/{other}/sessions", "/accounts");
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode); // the same for another team's, for one without a team, and for one that is not there
        }
        Assert.Equal((1, 1), (await OpenAsync("guardian"), await OpenAsync("counsel")));
        using (var ended = await leader.PostAsync("/accounts/caseworker/sessions", "/accounts")) Assert.Equal("/accounts?done=ended", ended.Headers.Location!.OriginalString);
        Assert.Equal(0, await OpenAsync("caseworker"));

        using (var begun = await leader.PostAsync("/account/emergency", "/account/emergency", ("reason", "The guardian's machine was stolen and the administrator is away."))) Assert.Equal(HttpStatusCode.SeeOther, begun.StatusCode);
        Assert.Contains("guardian", await SeenAsync());
        using (var ended = await leader.PostAsync("/accounts/guardian/sessions", "/accounts")) Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        Assert.Equal(0, await OpenAsync("guardian"));
        // Another person reviews it, and the ledger of the agency, not another's, tells of it.
        using var supervisor = await rooms.At(ServedRooms.Agency).SignInAsync(LinkOf(await access.MakeLinkAsync("supervisor", TimeSpan.FromHours(1))));
        Assert.Contains("stolen", (await supervisor.PageAsync("/emergencies")).DocumentElement.TextContent, StringComparison.Ordinal);
        var ledger = (await supervisor.PageAsync("/ledger?lang=en")).DocumentElement.TextContent;
        Assert.Contains("Emergency access taken", ledger, StringComparison.Ordinal);
        Assert.Contains("team-leader Example", ledger, StringComparison.Ordinal);
        using var verified = await supervisor.PostAsync("/ledger/verifications", "/ledger");
        Assert.Contains("ledger.verified", (await supervisor.PageAsync("/ledger?act=ledger.verified")).QuerySelector("select#act option[selected]")!.GetAttribute("value"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, verified.StatusCode);
        // Whoever is told by webhook is told of it, by the account's number.
        Assert.Contains((await rooms.Room(ServedRooms.Agency).Store.Body!.Jobs.ListAsync(null, 0, 10)).Jobs, job => job.Payload.Contains("\"emergency.begun\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_workspace_made_from_the_page_is_served_at_once_and_its_administrator_gets_in()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        using var administrator = await rooms.At(ServedRooms.National).SignInAsync(LinkOf(await rooms.Access(ServedRooms.National).MakeLinkAsync("administrator", TimeSpan.FromHours(1))));
        Task<HttpResponseMessage> MakeAsync(string id, string name = "Nora Example", string first = "sv", string host = "") => administrator.PostAsync("/workspaces", "/workspaces", ("id", id), ("kind", "agency"), ("title", "Nord <b>Example</b>"), ("language", "sv"), ("language", "en"), ("first", first), ("host", host), ("administrator", name));

        // What is wrong is said above and at its field, and nothing is made.
        using (var wrong = await MakeAsync("Nord", "", "da"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await wrong.Content.ReadAsStringAsync());
            Assert.Equal(["#id", "#first", "#administrator"], page.QuerySelectorAll("#problems a").Select(link => link.GetAttribute("href")));
            Assert.Equal("true", page.QuerySelector("input#id")!.GetAttribute("aria-invalid"));
            Assert.Equal("Nord", page.QuerySelector("input#id")!.GetAttribute("value"));
        }
        using (var twice = await MakeAsync("nord", host: "rosa.example.org")) Assert.Contains("id=\"problems\"", await twice.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var taken = await MakeAsync("rosa")) Assert.Equal(HttpStatusCode.BadRequest, taken.StatusCode);
        Assert.Equal(3, Workspace.Ids(rooms.Folder).Count);

        using var made = await MakeAsync("nord");
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        var shown = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await made.Content.ReadAsStringAsync());
        var link = new Uri(shown.QuerySelector(".notice code")!.TextContent);
        Assert.Equal(("nord.localhost", rooms.Served.Address.Port), (link.Host, link.Port));
        Assert.Contains("Nord <b>Example</b>", shown.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        using var nora = await rooms.At("nord").SignInAsync(link.AbsolutePath);
        var accounts = await nora.PageAsync("/accounts");
        Assert.Equal("sv", accounts.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Nora Example", accounts.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        // The link is not shown again, and both ledgers tell of it.
        Assert.Null((await administrator.PageAsync("/workspaces")).QuerySelector(".notice"));
        foreach (var id in (string[])[ServedRooms.National, "nord"])
        {
            var ledger = rooms.Room(id).Store.Ledger;
            await ledger.AppendAsync();
            var (places, count) = await ledger.Outbox.FindAsync(new(WorkspaceActs.Made.Kind), 0, 10);
            Assert.Equal(1, count);
            Assert.Equal(("workspace/nord", "administrator Example"), ((await ledger.ReadAsync(places))[0].Resource, (await ledger.ReadAsync(places))[0].By!.Name));
        }
    }

    [Fact]
    public async Task Two_processes_serve_one_workspace()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        await using var second = await ServedRooms.StartAsync(rooms.Folder);
        var session = await rooms.SessionAsync(ServedRooms.Agency, "supervisor");
        foreach (var process in (ServedWorkspaces[])[rooms.Served, second])
        {
            using var browser = rooms.At(ServedRooms.Agency, process);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/ledger") { Headers = { { "Cookie", $"{AccessCookies.Session}={session}" } } };
            using var answer = await browser.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        var ledger = second.All.Single(room => room.Workspace.Id == ServedRooms.Agency).Store.Ledger;
        await ledger.AppendAsync();
        Assert.Equal(2, (await ledger.Outbox.FindAsync(new(ControlActs.LedgerRead.Kind), 0, 10)).Count);
        Assert.True((await ledger.VerifyAsync()).IsGood);
        // A workspace that one makes is soon served by the other.
        await MakeWorkspace.RunAsync(new("nord", WorkspaceKind.Centre, "Nord", [Language.Danish]), null, rooms.Folder);
        for (var attempt = 0; attempt < 200 && !(rooms.Served.All.Count == 4 && second.All.Count == 4); attempt++) await Task.Delay(100);
        Assert.Equal(4, second.All.Count);
    }

    [Fact]
    public async Task A_workspace_that_cannot_be_opened_is_told_of_and_the_others_are_served()
    {
        var folder = Directory.CreateTempSubdirectory("vern-rooms-").FullName;
        await MakeWorkspace.RunAsync(new("rosa", WorkspaceKind.Agency, "Rosa", [Language.Danish]), null, folder);
        await MakeWorkspace.RunAsync(new("nord", WorkspaceKind.Agency, "Nord", [Language.Danish]), null, folder);
        File.Delete(Path.Combine(folder, "keys", "nord.key"));
        Directory.CreateDirectory(Path.Combine(folder, "ost"));
        await File.WriteAllTextAsync(Path.Combine(folder, "ost", "workspace.json"), "{}");
        var told = new List<string>();
        await using (var served = await ServedWorkspaces.StartAsync(new(folder, "http://127.0.0.1:0"), told.Add))
        {
            Assert.Equal(["rosa"], served.All.Select(room => room.Workspace.Id));
            Assert.Equal(2, told.Count);
            Assert.Contains(told, line => line.StartsWith("workspace 'nord' is not served: ", StringComparison.Ordinal) && line.Contains("VERN_WORKSPACE_KEY_NORD", StringComparison.Ordinal));
            Assert.Contains(told, line => line.StartsWith("workspace 'ost' is not served: ", StringComparison.Ordinal) && line.Contains("workspace.json", StringComparison.Ordinal));
            // There is no national unit, and more than one other: the bare address is nobody's.
            using var bare = new Browser("localhost", served.Address.Port);
            using var refused = await bare.GetAsync("/sign-in");
            Assert.Equal(HttpStatusCode.MisdirectedRequest, refused.StatusCode);
            // One that is there but not served now asks to come again: a sender of reports would take "no such host" for an answer for good.
            using var nord = new Browser("nord.localhost", served.Address.Port);
            using var later = await nord.GetAsync("/sign-in");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (later.StatusCode, later.Headers.RetryAfter?.Delta));
        }
        // Alone, as its owner serves it, it has the bare address too.
        await using (var alone = await ServedWorkspaces.StartAsync(new(folder, "http://127.0.0.1:0") { Only = "rosa" }, told.Add))
        {
            using var bare = new Browser("localhost", alone.Address.Port);
            using var answer = await bare.GetAsync("/sign-in");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            // Its process ends by itself when it is closed.
            var ended = alone.WaitForShutdownAsync(TestContext.Current.CancellationToken);
            Assert.False(ended.IsCompleted);
            await (Workspace.Read(folder, "rosa") with { ClosedAt = TimeProvider.System.GetUtcNow() }).WriteAsync(folder, TestContext.Current.CancellationToken);
            await ended.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            Assert.False(alone.ShouldStartAgain);
            Assert.Contains(told, line => line.Contains("workspace 'rosa' is closed or removed", StringComparison.Ordinal));
        }
        Directory.Delete(folder, recursive: true);
    }
}
