using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;
using Vern.Tests.Pages;

namespace Vern.Tests.Access;

/// <summary>What a scanner tries, on every endpoint that the host serves and by every method; as somebody in every role, who gets furthest. No list of exceptions.</summary>
public sealed class ScanTests : IAsyncLifetime
{
    // Markup, template, SQL, header and path injection, a null, what turns writing round, and letters that no header can hold.
    private static readonly string[] Hostile =
    [
        "\"><script>alert(1)</script><svg onload=alert(2)>'{{7*7}}${7*7}<%=7*7%>", "' OR 1=1;--\r\nX-Injected: yes\0\u202Eæ", "../../../../etc/passwd", "//attacker.example/å", "/å æ?ø=\u2028#", "99999999999999999999", "-1",
    ];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "BREW"];
    private SmallRound _round = null!;

    public async ValueTask InitializeAsync() => _round = await SmallRound.ServeAsync();

    public ValueTask DisposeAsync() => _round.DisposeAsync();

    private sealed record Door(string Method, string Pattern, RouteEndpoint Endpoint)
    {
        public string Filled(string text) => Regex.Replace(Regex.Replace(Regex.Replace(Pattern, @"\{year:int\}", "2014"), @"\{[a-z]+:int\}", "1"), @"\{[^}]+\}", Uri.EscapeDataString(text));
        public bool ForPrograms => Pattern.StartsWith("/api/", StringComparison.Ordinal);
    }

    private List<Door> Doors => [.. _round.Endpoints.OfType<RouteEndpoint>().SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new Door(method, "/" + endpoint.RoutePattern.RawText!.Trim('/'), endpoint)))];

    private async Task<Visitor> EverybodyAsync(string name) => await Visitor.SignedInAsync(_round, await _round.EverybodyAsync(name));

    [Fact]
    public async Task Another_method_does_nothing_and_every_answer_to_it_has_its_headers()
    {
        using var all = await EverybodyAsync("all");
        var served = Doors.GroupBy(door => door.Pattern).ToDictionary(group => group.Key, group => group.Select(door => door.Method).ToHashSet(StringComparer.Ordinal));
        var faults = new List<string>();
        foreach (var (pattern, methods) in served)
        {
            foreach (var method in Methods.Where(method => !methods.Contains(method)))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), Doors.First(door => door.Pattern == pattern).Filled("nothing"));
                request.Headers.Add("X-HTTP-Method-Override", methods.First());
                if (method is not ("GET" or "HEAD" or "TRACE")) request.Content = new FormUrlEncodedContent([new("_method", methods.First())]);
                using var answer = await all.Client.SendAsync(request);
                if ((int)answer.StatusCode is < 400 or >= 500) faults.Add($"{method} {pattern}: {(int)answer.StatusCode}");
                faults.AddRange(MissingHeaders(answer).Select(header => $"{method} {pattern}: {header}"));
            }
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(30)));
    }

    [Fact]
    public async Task Whatever_stands_in_a_field_of_a_form_no_answer_fails_gives_it_back_or_leads_elsewhere_and_nobody_gets_a_role()
    {
        using var all = await EverybodyAsync("all");
        await _round.AccountAsync("ola", "Ola Example", "statistician");
        var fields = await FieldsAsync(all);
        Assert.True(fields.Count > 30, $"only {string.Join(' ', fields)} were found");
        var before = Standing(await _round.Access.ListAsync());
        var (faults, session) = (new List<string>(), all.Cookies.GetAllCookies()[AccessCookies.Session]!.Value);
        foreach (var door in Doors.Where(door => door is { Method: "POST", ForPrograms: false }))
        {
            foreach (var hostile in Hostile)
            {
                // Who ended her own session by what she sent comes in again.
                if (await _round.Access.SessionAsync(session) is null)
                {
                    var link = await _round.LinkAsync("all");
                    using var again = await all.PostAsync(link, link);
                    session = all.Cookies.GetAllCookies()[AccessCookies.Session]!.Value;
                }
                // A null in a path the server itself refuses, with an empty answer.
                using var answer = await all.PostAsync(door.Filled(hostile.Replace("\0", "", StringComparison.Ordinal)), "/grants", [.. fields.Select(field => (field, hostile)), ("accountId", "2"), ("roles", "administrator"), ("PersonId", "2"), ("isAdmin", "true"), ("publishedAt", "2014-01-01")]);
                var text = await answer.Content.ReadAsStringAsync();
                if ((int)answer.StatusCode >= 500) faults.Add($"{door.Pattern} with {hostile.Split(' ')[0]}: {(int)answer.StatusCode}");
                if (text.Contains("<script>alert", StringComparison.Ordinal) || text.Contains("<svg onload", StringComparison.Ordinal)) faults.Add($"{door.Pattern}: gives it back");
                if (answer.Headers.Contains("X-Injected")) faults.Add($"{door.Pattern}: a header was injected");
                if (answer.Headers.Location is { } to && !IsOurs(to) && !IsQuickExit(door.Pattern, to)) faults.Add($"{door.Pattern}: leads to {to}");
                if (Regex.IsMatch(text, @"   at [A-Z]\w+\.|Exception:|System\.\w+Exception|SqliteException|SQLite Error")) faults.Add($"{door.Pattern}: shows its inside");
                faults.AddRange(MissingHeaders(answer).Select(header => $"{door.Pattern}: {header}"));
            }
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(30)));
        Assert.Equal(before, Standing(await _round.Access.ListAsync()));
        Assert.Empty(await _round.Store.EditionsAsync(SmallRound.Year));
        Assert.Null((await _round.Store.RoundAsync(SmallRound.Year))!.ClosedAt);
    }

    [Fact]
    public async Task Whatever_stands_in_an_address_no_link_of_the_page_leads_elsewhere()
    {
        using var all = await EverybodyAsync("all");
        var faults = new List<string>();
        foreach (var path in new[] { "//attacker.example/x", "//attacker.example", "/\\attacker.example", "/%2F/attacker.example", "/%5Cattacker.example", "/./%2e%2e//attacker.example", "/rounds/2014?back=//attacker.example&to=//attacker.example&lang=en" }
            .Concat(Doors.Where(door => door.Method == "GET").Select(door => door.Filled("//attacker.example"))))
        {
            // As it stands, without the tidying that a client does to an address.
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{_round.Address.Authority}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            using var answer = await all.Client.SendAsync(request);
            if ((int)answer.StatusCode >= 500) faults.Add($"{path}: {(int)answer.StatusCode}");
            if (answer.Headers.Location is { } to && !IsOurs(to) && !IsQuickExit(path, to)) faults.Add($"{path}: leads to {to}");
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            foreach (var place in new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).QuerySelectorAll("[href], [src], form[action]"))
            {
                var link = place.GetAttribute("href") ?? place.GetAttribute("src") ?? place.GetAttribute("action")!;
                if (!Regex.IsMatch(link, @"^(/(?![/\\])|#|data:)")) faults.Add($"{path}: a link to {link}");
            }
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(30)));
    }

    [Fact]
    public async Task Every_json_endpoint_refuses_what_is_long_deep_broken_of_another_type_or_has_a_field_too_many()
    {
        using var all = await EverybodyAsync("all");
        var body = (await _round.Store.RoundAsync(SmallRound.Year))!.Answers[0].Body.Value;
        var token = await _round.Access.MakeTokenAsync(body, "sender", DateTimeOffset.MaxValue);
        var doors = Doors.Where(door => door.Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/json") == true).ToList();
        Assert.True(doors.Count >= 3, $"only {doors.Count} endpoints take JSON");
        Assert.Equal(Doors.Count(door => door.ForPrograms && door.Method != "GET"), doors.Count);
        var tooMuch = "{\"persons\":\"" + new string('x', (int)(Vern.Persons.Pages.Rounds.Packages.Largest + 128 * 1024)) + "\"}";
        (string What, string Text)[] bad =
        [
            ("deep", new string('[', 100_000)), ("deep within", string.Concat(Enumerable.Repeat("{\"a\":", 20_000))), ("broken", "{\"year\":2014,"), ("no number", "{\"year\":1e400}"), ("null", "null"), ("a list", "[]"), ("half a letter", "\"\\ud800\""), ("nothing", ""), ("zeros", "\0\0"),
            ("fields too many", "{\"role\":\"administrator\",\"accountId\":1,\"publishedAt\":\"2014-01-01T00:00:00Z\",\"__proto__\":{\"admin\":true}}"), ("hostile", "{\"" + Hostile[0].Replace("\"", "\\\"", StringComparison.Ordinal) + "\":1}"),
        ];
        var faults = new List<string>();
        foreach (var door in doors)
        {
            async Task AskAsync(string what, HttpContent content)
            {
                // As a program where the table has one, else as a person.
                using var request = new HttpRequestMessage(new HttpMethod(door.Method), door.Filled(body)) { Content = content };
                if (door.Endpoint.Metadata.GetMetadata<Needs>()?.Permission == Vern.Persons.Pages.NationalGrants.SendSubmissions) request.Headers.Authorization = new("Bearer", token);
                request.Headers.ExpectContinue = true;
                using var answer = await all.Client.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                if ((int)answer.StatusCode is < 400 or >= 500 or 401 or 403) faults.Add($"{door.Method} {door.Pattern}, {what}: {(int)answer.StatusCode}");
                if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json") faults.Add($"{door.Method} {door.Pattern}, {what}: is no problem that a program can read");
                if (text.Contains("<script>", StringComparison.Ordinal) || text.Contains("   at ", StringComparison.Ordinal) || text.Contains("Exception", StringComparison.Ordinal)) faults.Add($"{door.Method} {door.Pattern}, {what}: {text}");
            }
            foreach (var (what, text) in bad)
            {
                using var content = new StringContent(text, Encoding.UTF8, "application/json");
                await AskAsync(what, content);
            }
            using var tooLong = new StringContent(tooMuch, Encoding.UTF8, "application/json");
            await AskAsync("long", tooLong);
            using var form = new FormUrlEncodedContent([new("year", "2014")]);
            await AskAsync("a form", form);
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(30)));
    }

    // The names of all fields of all forms that somebody in every role is shown, and those that only an address has.
    private async Task<List<string>> FieldsAsync(Visitor all)
    {
        var names = new HashSet<string>(["to", "back", "name", "who", "language", "lang", "seen", "state", "verdict", "credential", "justified", "file"], StringComparer.Ordinal);
        var parser = new HtmlParser();
        var body = (await _round.Store.RoundAsync(SmallRound.Year))!.Answers[0].Body.Value;
        foreach (var door in Doors.Where(door => door is { Method: "GET", ForPrograms: false }))
        {
            var pattern = Regex.Replace(door.Pattern, @"/tables/.*\{id\}", "/tables/2014/table3").Replace("{place}", "summary", StringComparison.Ordinal).Replace("{id}", body, StringComparison.Ordinal);
            using var answer = await all.GetAsync((door with { Pattern = pattern }).Filled("nothing"));
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            foreach (var field in parser.ParseDocument(await answer.Content.ReadAsStringAsync()).QuerySelectorAll("[name]:is(input, select, textarea, button)")) names.Add(field.GetAttribute("name")!);
        }
        names.Remove("token");
        return [.. names.Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Standing(IEnumerable<AccountState> accounts) => accounts.OrderBy(account => account.Name, StringComparer.Ordinal).Select(account => $"{account.Name} {account.Person} {account.Off} {string.Join(',', account.Roles.Select(role => $"{role.Role} {role.Until}").Order(StringComparer.Ordinal))}");

    // The one way out that is meant to be one: to where its language's text says, whatever else the address holds.
    internal static bool IsQuickExit(string path, Uri to) => path.StartsWith("/exit", StringComparison.Ordinal) && Language.All.Any(language => Vern.Platform.Interface.Texts.Source[language, "exit.to"] == to.OriginalString);

    private bool IsOurs(Uri to) => to.IsAbsoluteUri ? to.Authority == _round.Address.Authority : Regex.IsMatch(to.OriginalString, @"^/(?![/\\])");

    private static IEnumerable<string> MissingHeaders(HttpResponseMessage answer)
    {
        if (answer.StatusCode == HttpStatusCode.SwitchingProtocols) yield break;
        foreach (var (name, value) in new[] { ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin") })
            if (!answer.Headers.TryGetValues(name, out var values) || values.Single() != value) yield return $"no {name}";
        if (!answer.Headers.TryGetValues("Content-Security-Policy", out var policy) || !policy.Single().StartsWith("default-src 'none'", StringComparison.Ordinal)) yield return "no policy";
        if (answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By")) yield return "tells what it is made with";
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
            if (!Regex.IsMatch(cookie, "; httponly", RegexOptions.IgnoreCase) || !Regex.IsMatch(cookie, "; samesite=(strict|lax)", RegexOptions.IgnoreCase) || !Regex.IsMatch(cookie, "; path=/(;|$)", RegexOptions.IgnoreCase) || Regex.IsMatch(cookie, "; domain=", RegexOptions.IgnoreCase)) yield return $"the cookie {cookie.Split('=')[0]}";
    }
}
