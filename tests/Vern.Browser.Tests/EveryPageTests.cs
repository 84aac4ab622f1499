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
public sealed class EveryPageTests : LookedAtPages
{
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
        AssertNoFaults();
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
        AssertNoFaults();
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
            if (answer.StatusCode is HttpStatusCode.NotFound or >= HttpStatusCode.InternalServerError and not HttpStatusCode.ServiceUnavailable) Fault($"{path}: {(int)answer.StatusCode}, so that nothing of it was looked at");
            if (answer.Content.Headers.ContentType?.MediaType == "text/html" && answer.Content.Headers.ContentDisposition is null) pages.Add(path);
        }
        return [.. pages.Distinct()];
    }
}
