using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;
using Vern.Platform.Localisation;

namespace Vern.Tests.Access;

/// <summary>An endpoint by one of its methods.</summary>
internal sealed record Door(string Method, string Pattern, RouteEndpoint Endpoint)
{
    public string Filled(string text) => Regex.Replace(Regex.Replace(Regex.Replace(Pattern, @"\{year:int\}", "2014"), @"\{[a-z]+:int\}", "1"), @"\{[^}]+\}", Uri.EscapeDataString(text));
    public bool ForPrograms => Pattern.StartsWith("/api/", StringComparison.Ordinal);

    public static IReadOnlyList<Door> Of(IEnumerable<Endpoint> endpoints) => [.. endpoints.OfType<RouteEndpoint>().SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new Door(method, "/" + endpoint.RoutePattern.RawText!.Trim('/'), endpoint)))];
}

/// <summary>Somebody in every role of a workspace of whatever kind, and what a scanner tries as her.</summary>
/// <param name="Client">Her browser, signed in.</param>
/// <param name="Doors">What the host serves.</param>
/// <param name="PostAsync">Sends a form to a path, with the token of a page.</param>
/// <param name="InAsync">Brings her in again where her session has ended.</param>
/// <param name="Pattern">Fills places of an address with something that there is; null: nothing.</param>
internal sealed record Scan(HttpClient Client, IReadOnlyList<Door> Doors, Func<string, string, (string, string)[], Task<HttpResponseMessage>> PostAsync, Func<Task> InAsync, Func<string, string>? Pattern = null)
{
    // Markup, template, SQL, header and path injection, a null, what turns writing round, and letters that no header can hold.
    internal static readonly string[] Hostile =
    [
        "\"><script>alert(1)</script><svg onload=alert(2)>'{{7*7}}${7*7}<%=7*7%>", "' OR 1=1;--\r\nX-Injected: yes\0\u202Eæ", "../../../../etc/passwd", "//attacker.example/å", "/å æ?ø=\u2028#", "99999999999999999999", "-1",
    ];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "BREW"];

    /// <summary>Another method does nothing.</summary>
    public async Task<List<string>> OtherMethodsAsync()
    {
        var served = Doors.GroupBy(door => door.Pattern).ToDictionary(group => group.Key, group => group.Select(door => door.Method).ToHashSet(StringComparer.Ordinal));
        var faults = new List<string>();
        foreach (var (pattern, methods) in served)
        {
            foreach (var method in Methods.Where(method => !methods.Contains(method)))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), Doors.First(door => door.Pattern == pattern).Filled("nothing"));
                request.Headers.Add("X-HTTP-Method-Override", methods.First());
                if (method is not ("GET" or "HEAD" or "TRACE")) request.Content = new FormUrlEncodedContent([new("_method", methods.First())]);
                using var answer = await Client.SendAsync(request);
                if ((int)answer.StatusCode is < 400 or >= 500) faults.Add($"{method} {pattern}: {(int)answer.StatusCode}");
                faults.AddRange(MissingHeaders(answer).Select(header => $"{method} {pattern}: {header}"));
            }
        }
        return faults;
    }

    /// <summary>Whatever stands in a field of a form, no answer fails, gives it back, or leads elsewhere.</summary>
    public async Task<List<string>> FormsAsync(IReadOnlyList<string> fields)
    {
        var faults = new List<string>();
        foreach (var door in Doors.Where(door => door is { Method: "POST", ForPrograms: false }))
        {
            foreach (var hostile in Hostile)
            {
                await InAsync(); // who ended her own session by what she sent comes in again
                // A null in a path the server itself refuses, with an empty answer.
                using var answer = await PostAsync(door.Filled(hostile.Replace("\0", "", StringComparison.Ordinal)), "/grants", [.. fields.Select(field => (field, hostile)), ("accountId", "2"), ("roles", "administrator"), ("PersonId", "2"), ("isAdmin", "true"), ("publishedAt", "2014-01-01")]);
                var text = await answer.Content.ReadAsStringAsync();
                if ((int)answer.StatusCode >= 500) faults.Add($"{door.Pattern} with {hostile.Split(' ')[0]}: {(int)answer.StatusCode}");
                if (text.Contains("<script>alert", StringComparison.Ordinal) || text.Contains("<svg onload", StringComparison.Ordinal)) faults.Add($"{door.Pattern}: gives it back");
                if (answer.Headers.Contains("X-Injected")) faults.Add($"{door.Pattern}: a header was injected");
                if (answer.Headers.Location is { } to && !IsOurs(to) && !IsQuickExit(door.Pattern, to)) faults.Add($"{door.Pattern}: leads to {to}");
                if (Regex.IsMatch(text, @"   at [A-Z]\w+\.|Exception:|System\.\w+Exception|SqliteException|SQLite Error")) faults.Add($"{door.Pattern}: shows its inside");
                faults.AddRange(MissingHeaders(answer).Select(header => $"{door.Pattern}: {header}"));
            }
        }
        return faults;
    }

    /// <summary>Whatever stands in an address, no link of the page leads elsewhere.</summary>
    public async Task<List<string>> AddressesAsync()
    {
        var faults = new List<string>();
        foreach (var path in new[] { "//attacker.example/x", "//attacker.example", "/\\attacker.example", "/%2F/attacker.example", "/%5Cattacker.example", "/./%2e%2e//attacker.example", "/rounds/2014?back=//attacker.example&to=//attacker.example&lang=en" }
            .Concat(Doors.Where(door => door.Method == "GET").Select(door => door.Filled("//attacker.example"))))
        {
            // As it stands, without the tidying that a client does to an address.
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{Client.BaseAddress!.Authority}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            using var answer = await Client.SendAsync(request);
            if ((int)answer.StatusCode >= 500) faults.Add($"{path}: {(int)answer.StatusCode}");
            if (answer.Headers.Location is { } to && !IsOurs(to) && !IsQuickExit(path, to)) faults.Add($"{path}: leads to {to}");
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            foreach (var place in new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).QuerySelectorAll("[href], [src], form[action]"))
            {
                var link = place.GetAttribute("href") ?? place.GetAttribute("src") ?? place.GetAttribute("action")!;
                if (!Regex.IsMatch(link, @"^(/(?![/\\])|#|data:|tel:[0-9]+$)")) faults.Add($"{path}: a link to {link}");
            }
        }
        return faults;
    }

    /// <summary>The names of all fields of all forms that she is shown, and those that only an address has.</summary>
    public async Task<List<string>> FieldsAsync()
    {
        var names = new HashSet<string>(["to", "back", "name", "who", "language", "lang", "seen", "state", "verdict", "credential", "justified", "file", "logout_token"], StringComparer.Ordinal);
        var parser = new HtmlParser();
        foreach (var door in Doors.Where(door => door is { Method: "GET", ForPrograms: false }))
        {
            using var answer = await Client.GetAsync(new Uri((door with { Pattern = Pattern?.Invoke(door.Pattern) ?? door.Pattern }).Filled("nothing"), UriKind.Relative));
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            foreach (var field in parser.ParseDocument(await answer.Content.ReadAsStringAsync()).QuerySelectorAll("[name]:is(input, select, textarea, button)")) names.Add(field.GetAttribute("name")!);
        }
        names.Remove("token");
        return [.. names.Order(StringComparer.Ordinal)];
    }

    // The one way out that is meant to be one: to where its language's text says, whatever else the address holds.
    internal static bool IsQuickExit(string path, Uri to) => path.StartsWith("/exit", StringComparison.Ordinal) && Language.All.Any(language => Vern.Platform.Interface.Texts.Source[language, "exit.to"] == to.OriginalString);

    private bool IsOurs(Uri to) => to.IsAbsoluteUri ? to.Authority == Client.BaseAddress!.Authority : Regex.IsMatch(to.OriginalString, @"^/(?![/\\])");

    private static IEnumerable<string> MissingHeaders(HttpResponseMessage answer)
    {
        if (answer.StatusCode == HttpStatusCode.SwitchingProtocols) yield break;
        foreach (var (name, value) in new[] { ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin") })
            if (!answer.Headers.TryGetValues(name, out var values) || values.Single() != value) yield return $"no {name}";
        if (!answer.Headers.TryGetValues("Content-Security-Policy", out var policy) || !policy.Single().StartsWith("default-src 'none'", StringComparison.Ordinal)) yield return "no policy";
        if (answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By")) yield return "tells what it is made with";
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
            if (!Regex.IsMatch(cookie, "; httponly", RegexOptions.IgnoreCase) || !Regex.IsMatch(cookie, "; samesite=(strict|lax)", RegexOptions.IgnoreCase) || !Regex.IsMatch(cookie, "; path=/[a-z-]*(;|$)", RegexOptions.IgnoreCase) || Regex.IsMatch(cookie, "; domain=", RegexOptions.IgnoreCase)) yield return $"the cookie {cookie.Split('=')[0]}";
    }
}
