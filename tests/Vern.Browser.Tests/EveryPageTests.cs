using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Vern.Hosting;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Jobs;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;
using Vern.Tests.Pages;

namespace Vern.Browser.Tests;

/// <summary>
/// Every page that the host serves, found by asking the host: a page that is added is looked at too, and one that this test cannot reach fails it. In four languages on a screen and in one on a phone.
/// </summary>
public sealed class EveryPageTests : BrowserTest
{
    private readonly List<string> faults = [];

    /// <inheritdoc />
    protected override ProviderSettings? Provider => new() { Name = "Example provider", Issuer = "http://127.0.0.1:9", ClientId = "nobody" };

    [Fact]
    public async Task Every_page_is_accessible_in_every_language_and_asks_nobody_else_for_anything()
    {
        RequireChromium();
        var body = await PrepareAsync();
        // Before there are accounts: the banner, the name to work under, the fields for who decides.
        var page = await PageAsync(1280);
        await LookAsync(page, ["/", "/rounds/2014/pairs/1", "/requests/1", "/report/2014"]);
        var link = await EverybodyAsync();
        page = await SignedInAsync(link);
        var elsewhere = new List<string>();
        page.Request += (_, request) => { if (new Uri(request.Url).Authority != Round.Address.Authority) elsewhere.Add(request.Url); };
        var cookies = string.Join("; ", (await page.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}"));
        var paths = await PagesAsync(cookies, body);
        Assert.True(paths.Count > 35, $"only {paths.Count} pages were found: {string.Join(' ', paths)}");
        await LookAsync(page, [.. paths, "/jobs?state=Parked", $"/ledger/access-list?year=2014&body={body}", "/nothing"]);
        Assert.Empty(elsewhere);

        // What others meet: nobody, one whose link is dead, one whose role does not cover it.
        var stranger = await PageAsync(1280);
        await LookAsync(stranger, ["/sign-in", "/sign-in/link/nothing"]);
        await LookAsync(await SignedInAsync(await Round.LinkAsync("dag")), ["/rounds/2014/pairs", "/rounds/2014"]);
        var phone = await PageAsync(390);
        await phone.Context.AddCookiesAsync((await page.Context.CookiesAsync()).Select(cookie => new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path, SameSite = cookie.SameSite }));
        await LookAsync(phone, paths, [Language.Norwegian]);
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(40)));
    }

    [Theory]
    [InlineData(WorkspaceKind.Agency)]
    [InlineData(WorkspaceKind.Centre)]
    public async Task Every_page_of_an_agency_and_of_a_centre_is_accessible_too(WorkspaceKind kind)
    {
        RequireChromium();
        var folder = Directory.CreateTempSubdirectory("vern-pages-").FullName;
        try
        {
            foreach (var id in (string[])["room", "other"]) await MakeWorkspace.RunAsync(new(id, kind, $"{id} Example", Language.All), null, folder);
            await using var served = await ServedWorkspaces.StartAsync(new(folder, "http://127.0.0.1:0"), line => Assert.Fail(line));
            var room = served.All.Single(one => one.Workspace.Id == "room");
            var access = room.Store.Access;
            var roles = Vern.Commands.AccountCommand.Grants(kind).Roles.Select(role => role.Name).Where(role => role != WorkspaceGrants.Provider).ToList();
            await access.AddAsync("all", "All Example", null, roles[0], null);
            foreach (var role in roles.Skip(1)) await access.GiveRoleAsync("all", role, null);
            await access.AddAsync("siv", "Siv Example", null, roles[0], null);
            // Browsers find every name under localhost on this machine.
            var at = new Uri($"http://room.localhost:{served.Address.Port}");
            var page = await SignedInAsync($"{at}sign-in/link/{await access.MakeLinkAsync("all", TimeSpan.FromHours(1))}");
            var session = (await access.OpenLinkAsync(await access.MakeLinkAsync("all", TimeSpan.FromHours(1))))!.Session;
            var paths = new List<string>();
            var casework = room.Store.Cases is { } cases ? await CaseworkAsync(cases, served.All.Single(one => one.Workspace.Id == "other").Store.Cases!, (await access.ListAsync()).Single(one => one.Name == "all")) : [];
            foreach (var pattern in room.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false).Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')))
            {
                var path = Filled(casework.Aggregate(pattern, (filled, value) => filled.Replace(value.Key, value.Value, StringComparison.Ordinal)), "siv").Replace("year=2014&body=siv", "about=account/1", StringComparison.Ordinal).Replace("{token}", await access.MakeLinkAsync("siv", TimeSpan.FromHours(1)), StringComparison.Ordinal);
                using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = served.Address };
                using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = at.Authority } };
                request.Headers.Add("Cookie", $"{AccessCookies.Session}={session}");
                using var answer = await client.SendAsync(request);
                if (answer.StatusCode is HttpStatusCode.NotFound && !path.StartsWith("/sign-in/provider", StringComparison.Ordinal)) faults.Add($"{path}: 404, so that nothing of it was looked at");
                if ((int)answer.StatusCode >= 500) faults.Add($"{path}: {(int)answer.StatusCode}");
                if (answer.StatusCode is HttpStatusCode.OK && answer.Content.Headers.ContentType?.MediaType == "text/html") paths.Add($"{at}{path[1..]}");
            }
            Assert.True(paths.Count > 6, string.Join(' ', paths));
            await LookAsync(page, paths);
            if (casework.TryGetValue("{own}", out var own))
            {
                // Behind the door of a person's own view.
                await page.Context.AddCookiesAsync([new() { Name = "vern-own", Value = own, Url = $"{at}my-case" }]);
                await LookAsync(page, [$"{at}my-case"]);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(40)));
    }

    // A child with a parent, whose pages have something of everything; a referral sent, and one that came in from another agency.
    private static async Task<Dictionary<string, string>> CaseworkAsync(CaseStore cases, CaseStore other, AccountState account)
    {
        string Origin(int number) => number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
        var by = new CaseReach(account.Id, account.Person!, "coordinator", null, Scope.Workspace, cases.Catalogue.Purposes.ToHashSet());
        var parent = await cases.AddPersonAsync(new(Origin(1), Audience.Adult, [new("family.with-her", "2")]), by);
        var id = await cases.AddPersonAsync(new(Origin(2), Audience.Child,
        [
            .. cases.Catalogue.All.Where(field => field.For.Contains(Audience.Child) && field.Group is null && field.When is null).Select(field => new NewFact(field.Id, field.Type switch
            {
                FieldType.Text or FieldType.LongText => "Words <b> جوي", FieldType.Date => "1996-03", FieldType.Number => "17", FieldType.YesNo => "yes", FieldType.Country => "NG", FieldType.Language => "ti", _ => field.List!.Codes[0],
            })),
            new("flag.text", 1, "Look here first"), new("note.text", 1, "A note"), new("stay.place", 1, "Somewhere"),
        ], parent), by);
        await cases.AddTaskAsync(Origin(3), id, "Call", new(2020, 1, 1), account.Id, by);
        await cases.AddDocumentAsync(Origin(4), id, "a.pdf", DocumentType.Read("pdf"), [1, 2, 3], by);
        await cases.BeginDraftAsync(Origin(5), new(Audience.Child, parent.Value, "forms", new Dictionary<string, string> { ["exploitation.forms"] = "LAB-CLEAN" }), by);
        await cases.KeepServicesAsync([new("other", "Other Example", "housing") { Key = await other.OwnKeyAsync(), CheckedOn = cases.Today }, new("paper", "Paper Example", "housing") { CheckedOn = cases.Today }]);
        await other.KeepServicesAsync([new("room", "Room Example", "outreach") { Key = await cases.OwnKeyAsync(), CheckedOn = cases.Today }]);
        await ReferAsync(cases, parent, "other", Origin(7), Origin(8), by);
        await ReferAsync(other, await other.AddPersonAsync(new(Origin(6), Audience.Adult, [new("identity.family-name", "Example")]), by), "room", Origin(9), Origin(10), by);
        var sent = Origin(10);
        // By letter to a body without Vern; a colleague asks; a meeting about the same case.
        await ReferAsync(cases, parent, "paper", Origin(11), Origin(12), by);
        var code = (await cases.LetterAsync(Origin(12), by))!.Code;
        await cases.AssignAsync(new(Origin(13), id, AssignmentKind.Part, account.Id, "Go with her to the doctor", cases.Today.AddDays(3), 24), by with { Account = account.Id + 1000, Name = "Siv Example" });
        Assert.Equal(Stepped.Done, await cases.KeepMeetingAsync(new(Origin(14), cases.Today, "protection", "Town hall", [new("paper", "Kari Example"), new("other", "")], [parent]), by));
        await using (var context = other.Context()) Assert.Null(await cases.TakeInAsync(await context.Outgoing.Where(row => row.Referral == sent).Select(row => row.Envelope!).SingleAsync()));
        // Something of everything in her own view; the leadership is complained of, so that who has all roles may read it.
        await cases.AskAsync(Origin(11), id, "question", "When may I go? متى", default);
        var complaint = (await cases.ComplainAsync(id, new(Origin(12), "leadership", null, "Nobody told me anything.")))!;
        var own = (await cases.OpenOwnAsync((await cases.MakeCardAsync(Origin(13), id, 30, by))!.Code!)).Session!;
        return new(StringComparer.Ordinal)
        {
            ["/people/{id}/referrals/{referral}/letter"] = $"/people/{parent}/referrals/{Origin(12)}/letter", ["{code}"] = code, ["{meeting}"] = Origin(14),
            ["{own}"] = own, ["/complaints/{number}"] = $"/complaints/{complaint}",
            ["/people/{id}/referrals/{referral}"] = $"/people/{parent}/referrals/{Origin(8)}", ["/inbox/{referral}"] = $"/inbox/{sent}", ["/rights/{name}"] = "/rights/R-17.housing", ["{service}"] = "other",
            ["/people/{id}"] = $"/people/{id}", ["{section}"] = "exploitation", ["{document}"] = Origin(4), ["{draft}"] = Origin(5), ["{step}"] = "forms",
            ["/our-report/{year:int}"] = FormattableString.Invariant($"/our-report/{cases.Today.Year}"), ["/rows/{id}"] = $"/rows/{parent}", ["/statistics/{year:int}"] = FormattableString.Invariant($"/statistics/{cases.Today.Year}"), ["{table}.csv"] = "opened.csv",
        };
    }

    private static async Task ReferAsync(CaseStore from, PersonId person, string body, string consent, string origin, CaseReach by)
    {
        await from.RecordConsentAsync(person, new(consent, body, "protection", new HashSet<string>(StringComparer.Ordinal) { "identity", "family" }, LegalGround.Consent, ConsentAnswer.Given, ConsentForm.Interpreter, ChildView.NotAsked, from.Today.AddDays(30), "en", ConsentText.Version, "May we?"), by);
        var facts = (await from.PreviewAsync(person, body, "protection", null, by))!.Value.Facts;
        Assert.Equal(Stepped.Done, await from.SendReferralAsync(new(origin, person, ReferralKind.Referral, body, "protection", MayShare.AllSections.ToHashSet(), "A safe place to live.", 24) { ByLetter = body == "paper" }, CaseStore.PreviewMark(facts), by));
    }

    [Fact]
    public async Task Every_error_is_a_page_that_is_accessible_in_every_language()
    {
        RequireChromium();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRazorComponents();
        builder.Services.AddHttpContextAccessor().AddAntiforgery().AddSingleton(TimeProvider.System).AddSingleton(NationalGrants.Table).AddScoped<CurrentPerson>();
        await using var errors = builder.Build();
        errors.Urls.Add("http://127.0.0.1:0");
        errors.MapAssets();
        errors.MapGet("/{status:int}", (Microsoft.AspNetCore.Http.HttpContext http, int status) => PageResult.Show<ErrorPage, int>(PageContext.For(http), status, status));
        await errors.StartAsync(TestContext.Current.CancellationToken);
        var page = await PageAsync(1280);
        await LookAsync(page, [.. new[] { 400, 401, 403, 404, 413, 429, 500, 503, 507 }.Select(status => $"{errors.Urls.First()}/{status}")]);
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(40)));
    }

    private async Task<string> PrepareAsync()
    {
        var body = (await Round.Store.RoundAsync(SmallRound.Year))!.Answers[0].Body;
        await Round.PublishAsync();
        await ((NationalStore)Round.Store).AddRequestAsync(RequestKind.Erasure, body, "26/17", new DateOnly(2026, 1, 31), SmallRound.Year, 3);
        var job = JobStore.RowOf("webhook.announce/stuck", "webhook.announce", "{}", new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await Round.Jobs.AddAsync([job]);
        await Round.Jobs.ParkAsync((await Round.Jobs.ListAsync(JobState.Waiting, 0, 1)).Jobs[0].Id, "put aside by Eli Example");
        await Round.Jobs.AddWebhookAsync("https://system.example/vern", ["round.opened"], "Eli Example");
        return body.Value;
    }

    // Somebody in every role sees the most that a page can hold.
    private async Task<string> EverybodyAsync()
    {
        var link = await Round.EverybodyAsync();
        await Round.AccountAsync("dag", "Dag Example", "supervisor");
        var siv = await Round.Access.SessionAsync((await Round.Access.OpenLinkAsync((await Round.AccountAsync("siv", "Siv Example", "statistician")).Split('/')[^1]))!.Session);
        await Round.Access.BeginEmergencyAsync(siv!, "A body's package had to be in, and nobody was there.");
        await Round.Access.DelegateAsync(siv!, "all", "statistician", TimeProvider.System.GetUtcNow().AddDays(20));
        return link;
    }

    // All addresses that the host answers with a page, each place in them filled with something that there is.
    private async Task<List<string>> PagesAsync(string cookies, string body)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Round.Address };
        client.DefaultRequestHeaders.Add("Cookie", cookies);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var pages = new List<string>();
        foreach (var endpoint in Round.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false))
        {
            var path = Filled("/" + endpoint.RoutePattern.RawText!.Trim('/'), body).Replace("/sign-in/link/{token}", await Round.LinkAsync("dag"), StringComparison.Ordinal);
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            if (answer.StatusCode is HttpStatusCode.NotFound or >= HttpStatusCode.InternalServerError and not HttpStatusCode.ServiceUnavailable) faults.Add($"{path}: {(int)answer.StatusCode}, so that nothing of it was looked at");
            if (answer.Content.Headers.ContentType?.MediaType == "text/html" && answer.Content.Headers.ContentDisposition is null) pages.Add(path);
        }
        return [.. pages.Distinct()];
    }

    private static string Filled(string pattern, string body)
    {
        var path = pattern.Contains("/editions", StringComparison.Ordinal) ? pattern.Replace("{year:int}", "2013", StringComparison.Ordinal) : pattern;
        path = path.Replace("/access-list.csv", $"/access-list.csv?year=2014&body={body}", StringComparison.Ordinal).Replace("/tables/{year:int}/{id}", "/tables/{year:int}/table3", StringComparison.Ordinal).Replace("{**name}", "vern.css", StringComparison.Ordinal);
        foreach (var (place, value) in new[] { ("{year:int}", "2014"), ("{language}", "nb"), ("{place}", "summary"), ("{table}", "table3"), ("{format}", "html"), ("{body}", body), ("{id}", body), ("{documentName}", "v1"), ("{workspace}", "national") }) path = path.Replace(place, value, StringComparison.Ordinal);
        return Regex.Replace(path, @"\{[a-z]+:int\}", "1");
    }

    private async Task LookAsync(IPage page, IReadOnlyList<string> paths, IReadOnlyList<Language>? languages = null)
    {
        foreach (var path in paths)
        {
            foreach (var language in languages ?? Language.All)
            {
                await page.GotoAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}lang={language}");
                faults.AddRange((await Axe.FaultsAsync(page, contrast: language == Language.Norwegian)).Select(fault => $"{path} {language}: {fault}"));
                if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")) faults.Add($"{path} {language} at {page.ViewportSize!.Width}: wider than the screen");
            }
        }
    }
}
