using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;
using Vern.Tests.Pages;

namespace Vern.Tests.Access;

/// <summary>The doors: what lets in, what does not, and what a refusal tells.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private SmallRound _round = null!;

    public async ValueTask InitializeAsync() => _round = await SmallRound.ServeAsync();

    public ValueTask DisposeAsync() => _round.DisposeAsync();

    [Fact]
    public async Task Looking_at_a_link_uses_nothing_up_and_opening_it_sets_cookies_that_scripts_and_other_sites_do_not_get()
    {
        var link = await _round.AccountAsync("kari", "Kari Example", "coordinator");
        using var visitor = new Visitor(_round);
        for (var look = 0; look < 3; look++)
        {
            using var page = await visitor.GetAsync(link);
            Assert.Contains("Kari Example", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var opened = await visitor.PostAsync(link, link);
        Assert.Equal("/", opened.Headers.Location!.OriginalString);
        var cookies = opened.Headers.GetValues("Set-Cookie").Where(cookie => cookie.StartsWith("vern-session", StringComparison.Ordinal) || cookie.StartsWith("vern-browser", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, cookie => Assert.Matches("(?i)samesite=strict; httponly", cookie));
        using var front = await visitor.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, front.StatusCode);
    }

    [Fact]
    public async Task Behind_a_proxy_every_cookie_is_secure_and_another_host_still_gets_nothing()
    {
        await using var round = await SmallRound.ServeAsync(empty: true, publicAddress: new Uri("https://vern.example.org"));
        var link = await round.AccountAsync("kari", "Kari Example", "coordinator");
        using var visitor = new Visitor(round);
        using var request = new HttpRequestMessage(HttpMethod.Get, link);
        request.Headers.Host = "vern.example.org";
        using var page = await visitor.Client.SendAsync(request);
        Assert.All(page.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.True(page.Headers.Contains("Strict-Transport-Security"));
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        forged.Headers.Host = "attacker.example";
        forged.Headers.Add("X-Forwarded-Host", "vern.example.org");
        using var refused = await visitor.Client.SendAsync(forged);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Every_form_without_its_token_or_with_another_accounts_is_refused()
    {
        using var kari = await Visitor.SignedInAsync(_round, await _round.EverybodyAsync("kari"));
        using var ola = await Visitor.SignedInAsync(_round, await _round.EverybodyAsync("ola"));
        var hers = await kari.TokenAsync("/account");
        // Only the interface for programs takes no form: it takes no cookie either.
        var posts = _round.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true && !endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .Select(endpoint => Regex.Replace(Regex.Replace(endpoint.RoutePattern.RawText!, @"\{year:int\}", "2014"), @"\{[^}]+\}", "1")).ToList();
        Assert.True(posts.Count > 30);
        foreach (var path in posts)
        {
            foreach (var token in new[] { "", hers })
            {
                using var form = new FormUrlEncodedContent([new("token", token), new("who", "x")]);
                using var answer = await ola.Client.PostAsync(new Uri(path, UriKind.Relative), form);
                Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode}");
            }
        }
    }

    [Theory]
    [InlineData("/rounds/2014?show=missing", "/rounds/2014?show=missing")]
    [InlineData("https://attacker.example/", "/")]
    [InlineData("//attacker.example", "/")]
    [InlineData("/\\attacker.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/\u00e5", "/")]
    public void After_signing_in_nobody_is_led_elsewhere(string asked, string led) => Assert.Equal(led, LocalAddress.Or(asked));

    [Fact]
    public async Task The_sign_in_page_keeps_no_foreign_address_and_tells_no_account_from_another()
    {
        await _round.AccountAsync("kari", "Kari Example", "coordinator");
        var used = await _round.LinkAsync("kari");
        using (await Visitor.SignedInAsync(_round, used)) { }
        using var visitor = new Visitor(_round);
        var pages = new List<string>();
        foreach (var link in new[] { used, "/sign-in/link/made-up" })
        {
            using var answer = await visitor.GetAsync(link);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            pages.Add(Plain(await answer.Content.ReadAsStringAsync(), link));
        }
        Assert.Equal(pages[0], pages[1]);
        using var foreign = await visitor.GetAsync("/sign-in?to=https://attacker.example/");
        Assert.DoesNotContain("attacker", Regex.Replace(await foreign.Content.ReadAsStringAsync(), "<nav.*?</nav>", "", RegexOptions.Singleline), StringComparison.Ordinal);
        // A code from a browser that is not known is wrong, whatever stands in the form.
        using var code = await visitor.PostAsync("/sign-in", "/sign-in", ("code", "123456"), ("account", "kari"));
        Assert.Equal(HttpStatusCode.BadRequest, code.StatusCode);
        Assert.DoesNotContain("Kari", await code.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_attempts_are_stopped_whatever_address_a_header_claims()
    {
        await _round.AccountAsync("kari", "Kari Example", "coordinator");
        using var visitor = new Visitor(_round);
        var answers = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 35; attempt++)
        {
            using var form = new FormUrlEncodedContent([new("code", "1")]);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = form };
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{attempt}");
            request.Headers.Add("Forwarded", $"for=203.0.113.{attempt}");
            using var answer = await visitor.Client.SendAsync(request);
            answers.Add(answer.StatusCode);
        }
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    [Fact]
    public async Task Extra_fields_of_a_form_change_no_account_and_anothers_session_is_not_found()
    {
        using var kari = await Visitor.SignedInAsync(_round, await _round.AccountAsync("kari", "Kari Example", "statistician"));
        using var ola = await Visitor.SignedInAsync(_round, await _round.AccountAsync("ola", "Ola Example", "coordinator"));
        var before = await _round.Access.ListAsync();
        using var more = await kari.PostAsync("/account/codes", "/account", ("accountId", "2"), ("role", "administrator"), ("roles", "administrator"), ("personId", "2"));
        Assert.Equal(HttpStatusCode.SeeOther, more.StatusCode);
        var others = before.Single(account => account.Name == "ola").Sessions.Single().Id;
        using var ended = await kari.PostAsync($"/account/sessions/{others}", "/account");
        Assert.Equal(HttpStatusCode.NotFound, ended.StatusCode);
        Assert.Equal(["statistician"], (await _round.Access.ListAsync()).Single(account => account.Name == "kari").Roles.Select(role => role.Role));
        using var still = await ola.GetAsync("/account");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task A_session_that_was_ended_and_a_name_that_was_typed_open_nothing()
    {
        using var kari = await Visitor.SignedInAsync(_round, await _round.AccountAsync("kari", "Kari Example", "coordinator"));
        await _round.Access.EndSessionsAsync("kari");
        using var ended = await kari.GetAsync("/rounds/2014");
        Assert.Equal("/sign-in?to=%2Frounds%2F2014", ended.Headers.Location!.OriginalString);
        using var stranger = new Visitor(_round);
        stranger.Cookies.Add(_round.Address, new Cookie("vern-working-as", "Kari%20Example"));
        using var typed = await stranger.GetAsync("/rounds/2014");
        Assert.Equal(HttpStatusCode.SeeOther, typed.StatusCode);
    }

    [Fact]
    public async Task A_programs_token_sends_for_its_own_body_only_and_is_no_browsers_session()
    {
        var body = (await _round.Store.RoundAsync(SmallRound.Year))!.Answers[0].Body.Value;
        var token = await _round.Access.MakeTokenAsync(body, "sender", DateTimeOffset.MaxValue);
        using var kari = await Visitor.SignedInAsync(_round, await _round.AccountAsync("kari", "Kari Example", "coordinator"));
        using var program = new Visitor(_round);
        async Task<HttpStatusCode> AskAsync(string bearer)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/bodies");
            request.Headers.Authorization = new("Bearer", bearer);
            using var answer = await program.Client.SendAsync(request);
            return answer.StatusCode;
        }
        Assert.Equal(HttpStatusCode.OK, await AskAsync(token));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(kari.Cookies.GetCookies(_round.Address)[AccessCookies.Session]!.Value));
        program.Cookies.Add(_round.Address, new Cookie(AccessCookies.Session, token));
        using var page = await program.GetAsync("/api/bodies");
        Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
        using var send = new HttpRequestMessage(HttpMethod.Post, "/api/rounds/2014/submissions") { Content = new StringContent("""{"format":"vern-submission-1","year":2014,"sender":"another-body","schema":"","keyCheck":"","persons":[]}""", System.Text.Encoding.UTF8, "application/json") };
        send.Headers.Authorization = new("Bearer", token);
        using var refused = await program.Client.SendAsync(send);
        Assert.True(refused.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Conflict, $"{refused.StatusCode}");
    }

    [Fact]
    public async Task Outsiders_get_no_report_before_two_have_published_it()
    {
        using var open = new Visitor(_round);
        using (var before = await open.GetAsync("/api/report/2014")) Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await _round.AccountAsync("kari", "Kari Example", "coordinator");
        using var after = await open.GetAsync("/api/report/2014");
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    // What differs between two requests for the same page: form tokens and the address itself.
    private static string Plain(string html, string path) => Regex.Replace(html, "value=\"[^\"]{40,}\"", "").Replace(path, "", StringComparison.Ordinal);
}
