using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Tests.Pages;

namespace Vern.Tests.Access;

/// <summary>What a scanner would try, on every endpoint that the host serves.</summary>
public sealed class IllWillTests : IAsyncLifetime
{
    private const string Injected = "\"><script>alert(1)</script><svg onload=alert(2)>'{{7*7}}${7*7}";
    private SmallRound _round = null!;

    public async ValueTask InitializeAsync() => _round = await SmallRound.ServeAsync();

    public ValueTask DisposeAsync() => _round.DisposeAsync();

    private IEnumerable<(RouteEndpoint Endpoint, string Pattern)> Reads => _round.Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false).Select(endpoint => (endpoint, "/" + endpoint.RoutePattern.RawText!.TrimStart('/')));

    private static string Filled(string pattern, string text) => Regex.Replace(Regex.Replace(Regex.Replace(pattern, @"\{year:int\}", "2014"), @"\{[a-z]+:int\}", "1"), @"\{[^}]+\}", text);

    [Fact]
    public async Task No_page_gives_back_what_was_injected_leads_elsewhere_or_fails()
    {
        using var kari = await Visitor.SignedInAsync(_round, await _round.AccountAsync("kari", "Kari Example", "coordinator"));
        using var nobody = new Visitor(_round);
        var faults = new List<string>();
        var query = string.Join('&', new[] { "to", "back", "done", "again", "out", "show", "page", "act", "resource", "from", "until", "year", "sort", "error", "state", "code", "iss" }.Select(name => $"{name}={Uri.EscapeDataString(Injected)}"));
        foreach (var visitor in new[] { kari, nobody })
        {
            foreach (var (_, pattern) in Reads)
            {
                foreach (var path in new[] { Filled(pattern, "nothing") + "?" + query, Filled(pattern, Uri.EscapeDataString(Injected)), Filled(pattern, "nothing") + "?to=//attacker.example&back=https://attacker.example" })
                {
                    using var answer = await visitor.GetAsync(path);
                    var text = await answer.Content.ReadAsStringAsync();
                    if ((answer.Content.Headers.ContentType?.MediaType is "text/html") && (text.Contains("<script>alert", StringComparison.Ordinal) || text.Contains("<svg onload", StringComparison.Ordinal))) faults.Add($"{path}: gives it back");
                    if (answer.Headers.Location is { } location && !Scan.IsQuickExit(path, location) && (location.IsAbsoluteUri ? location.Host != _round.Address.Host : location.OriginalString.StartsWith("//", StringComparison.Ordinal) || !location.OriginalString.StartsWith('/'))) faults.Add($"{path}: leads to {location}");
                    if ((int)answer.StatusCode >= 500) faults.Add($"{path}: {(int)answer.StatusCode}");
                    if (Regex.IsMatch(text, @"   at [A-Z]\w+\.|Exception:|System\.\w+Exception")) faults.Add($"{path}: shows its inside");
                }
            }
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(30)));
    }

    [Fact]
    public async Task Every_answer_has_its_headers_and_every_cookie_its_flags()
    {
        using var kari = await Visitor.SignedInAsync(_round, await _round.AccountAsync("kari", "Kari Example", "coordinator"));
        using var bare = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _round.Address };
        var faults = new List<string>();
        foreach (var (endpoint, pattern) in Reads)
        {
            foreach (var client in new[] { kari.Client, bare })
            {
                using var answer = await client.GetAsync(new Uri(Filled(pattern, "nothing"), UriKind.Relative));
                string One(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";
                var policy = SecurityHeaders.ContentSecurityPolicy + (endpoint.Metadata.GetMetadata<RunsScript>() is null ? "" : SecurityHeaders.OwnScript);
                // A page that could not be shown is the error page, which runs nothing.
                // The page for bodies names its one script and style by digest, and loads nothing else from anywhere.
                var own = pattern.Trim('/') == "form/{year:int}" && Regex.IsMatch(One("Content-Security-Policy"), @"\Adefault-src 'none'; script-src 'sha256-[A-Za-z0-9+/=]{44}'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\z");
                if (!own && One("Content-Security-Policy") != policy && One("Content-Security-Policy") != SecurityHeaders.ContentSecurityPolicy) faults.Add($"{pattern}: another policy");
                if (One("X-Content-Type-Options") != "nosniff" || One("X-Frame-Options") != "DENY" || One("Referrer-Policy") != "same-origin" || One("Cross-Origin-Opener-Policy") != "same-origin") faults.Add($"{pattern}: a header is missing");
                if (One("Server").Length > 0 || One("X-Powered-By").Length > 0) faults.Add($"{pattern}: tells what it is made with");
                if (!pattern.StartsWith("/assets", StringComparison.Ordinal) && answer.Headers.CacheControl?.NoStore != true) faults.Add($"{pattern}: may be kept");
                foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
                    if (!cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase) || !Regex.IsMatch(cookie, "samesite=(strict|lax)", RegexOptions.IgnoreCase)) faults.Add($"{pattern}: {cookie.Split('=')[0]} has not its flags");
            }
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(30)));
        // Only the pages that use the script may run it: a policy that grows is noticed here.
        Assert.All(_round.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<RunsScript>() is not null), endpoint => Assert.Matches("^/?(sign-in|account)", endpoint.RoutePattern.RawText!));
    }

    [Fact]
    public async Task Deep_wide_and_broken_json_is_refused_in_one_clear_answer()
    {
        var body = (await _round.Store.RoundAsync(SmallRound.Year))!.Answers[0].Body.Value;
        var token = await _round.Access.MakeTokenAsync(body, "sender", DateTimeOffset.MaxValue);
        using var program = new Visitor(_round);
        foreach (var content in new[] { new string('[', 100_000), string.Concat(Enumerable.Repeat("{\"persons\":", 20_000)), "{\"year\":1e400}", "{\"year\":2014,\"year\":2013", "\0\0", "null", "[]", "\"\\ud800\"" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/rounds/2014/submissions") { Content = new StringContent(content, Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new("Bearer", token);
            using var answer = await program.Client.SendAsync(request);
            Assert.InRange((int)answer.StatusCode, 400, 499);
            Assert.DoesNotContain("   at ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Two_tabs_on_one_submission_the_second_writer_is_told()
    {
        using var kari = await Visitor.SignedInAsync(_round, await _round.AccountAsync("kari", "Kari Example", "coordinator"));
        var body = (await _round.Store.RoundAsync(SmallRound.Year))!.Answers[0].Body.Value;
        var page = $"/rounds/2014/bodies/{body}";
        using var opened = await kari.GetAsync(page);
        var seen = Regex.Match(await opened.Content.ReadAsStringAsync(), "name=\"seen\" value=\"([^\"]+)\"").Groups[1].Value;
        using var first = await kari.PostAsync(page, page, ("seen", seen), ("state", "Excluded"), ("reason", "A made-up reason."));
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        using var second = await kari.PostAsync(page, page, ("seen", seen), ("state", "Accepted"));
        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.Contains("A made-up reason.", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_is_told_who_may_and_is_shown_no_button_for_it()
    {
        using var dag = await Visitor.SignedInAsync(_round, await _round.AccountAsync("dag", "Dag Example", "supervisor"));
        using var refused = await dag.GetAsync("/rounds/2014/pairs?lang=en");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("May be done by: Coordinator, Deputy, Statistician.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var round = await dag.GetAsync("/rounds/2014");
        var html = await round.Content.ReadAsStringAsync();
        foreach (var action in new[] { "/rounds/2014/reminders", "/rounds/2014/answers", "/rounds/2014/submissions", "/rounds/2014/closing", "/rounds/2014/pairs\"" }) Assert.DoesNotContain($"\"{action.TrimEnd('"')}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Free_text_is_for_those_who_need_it()
    {
        var body = (await _round.Store.RoundAsync(SmallRound.Year))!.Answers[0].Body;
        await _round.Store.SetStateAsync(SmallRound.Year, body, Vern.Persons.Collection.SubmissionState.Excluded, "Something about a person.");
        using var kari = await Visitor.SignedInAsync(_round, await _round.AccountAsync("kari", "Kari Example", "coordinator"));
        using var dag = await Visitor.SignedInAsync(_round, await _round.AccountAsync("dag", "Dag Example", "supervisor"));
        using var hers = await kari.GetAsync($"/rounds/2014/bodies/{body}");
        using var his = await dag.GetAsync($"/rounds/2014/bodies/{body}");
        Assert.Contains("Something about a person.", await hers.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, his.StatusCode);
        Assert.DoesNotContain("Something about a person.", await his.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
