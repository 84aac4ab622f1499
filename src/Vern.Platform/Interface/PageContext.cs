using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vern.Platform.Access;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;

namespace Vern.Platform.Interface;

/// <summary>What every page knows of the request that asked for it.</summary>
public sealed class PageContext
{
    /// <summary>The name of the cookie that keeps the chosen language.</summary>
    public const string LanguageCookie = "vern-language";
    /// <summary>The name of the cookie that keeps who works here, where there are no accounts.</summary>
    public const string WorkingAsCookie = "vern-working-as";
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    /// <summary>The language of the page.</summary>
    public required Language Language { get; init; }
    /// <summary>The page's own address, without its query: where GET shows it again.</summary>
    public required string Path { get; init; }
    /// <summary>The query, without the language.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Query { get; init; }
    /// <summary>The form field of the antiforgery token.</summary>
    public required string TokenField { get; init; }
    /// <summary>The antiforgery token.</summary>
    public required string Token { get; init; }
    /// <summary>Who acts in this request.</summary>
    public required CurrentPerson Person { get; init; }
    /// <summary>The workspace that the page belongs to.</summary>
    public Workspace Workspace { get; init; } = Workspace.National;
    /// <summary>The moment of the request.</summary>
    public required DateTimeOffset Now { get; init; }
    /// <summary>The purpose that holds, where somebody may read what is recorded.</summary>
    public Auditing.StatedPurpose? Purpose { get; init; }
    /// <summary>The circuit's places, for pages that every workspace has; a page of the circuit's own gives them to its frame.</summary>
    public IReadOnlyList<Layout.Place> Navigation { get; set; } = [];
    /// <summary>Today in Norway.</summary>
    public DateOnly Today => DayOf(Now);

    /// <summary>The context of a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="path">Where the page lives, when a form that was sent elsewhere shows it again; null: the request's own path.</param>
    /// <param name="keepsLanguage">Whether a language that was asked for is kept in a cookie; a page that keeps nothing carries it in its own addresses.</param>
    public static PageContext For(HttpContext http, string? path = null, bool keepsLanguage = true)
    {
        var tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        var workspace = http.RequestServices.GetService<Workspace>() ?? Workspace.National;
        Language? Offered(string? code) => Language.Find(code) is { } language && workspace.Languages.Contains(language) ? language : null;
        var asked = Offered(http.Request.Query["lang"]);
        if (asked is not null && keepsLanguage)
        {
            http.Response.Cookies.Append(LanguageCookie, asked.Code, Cookie(http));
        }
        var page = new PageContext
        {
            Workspace = workspace,
            Language = asked ?? Offered(http.Request.Cookies[LanguageCookie]) ?? Preferred(http.Request, Offered) ?? workspace.Languages[0],
            Path = path ?? LocalAddress.Or(http.Request.Path.ToUriComponent()), // an address //other.example is a path here and a host in a link
            Query = [.. http.Request.Query.Where(pair => pair.Key != "lang").Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()))],
            TokenField = tokens.FormFieldName,
            Token = tokens.RequestToken ?? "",
            Person = http.RequestServices.GetRequiredService<CurrentPerson>(),
            Now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
            Purpose = http.Features.Get<Auditing.StatedPurpose>(),
        };
        page.Navigation = http.RequestServices.GetService<Auditing.WorkspaceControl>()?.Places(page) ?? [];
        return page;
    }

    /// <summary>How Vern's cookies are set: not readable by scripts, not sent from other sites.</summary>
    public static CookieOptions Cookie(HttpContext http) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true };

    /// <summary>This page's address with some query values set (null takes one away), the others kept.</summary>
    public string With(params (string Name, object? Value)[] changes)
    {
        var kept = Query.Where(pair => pair.Key != "done" && changes.All(change => change.Name != pair.Key)).Select(pair => (pair.Key, pair.Value));
        var set = changes.Where(change => change.Value is not null).Select(change => (change.Name, Convert.ToString(change.Value, CultureInfo.InvariantCulture)!));
        var query = string.Join('&', kept.Concat(set).Select(pair => $"{Uri.EscapeDataString(pair.Item1)}={Uri.EscapeDataString(pair.Item2)}"));
        return query.Length == 0 ? Path : $"{Path}?{query}";
    }

    /// <summary>A value of the query, or null.</summary>
    public string? Asked(string name) => Query.Where(pair => pair.Key == name).Select(pair => pair.Value).FirstOrDefault(value => value.Length > 0);

    /// <summary>A date written out in the page's language.</summary>
    public string Date(DateOnly date) => date.ToString(Language.Code == "en" ? "d MMMM yyyy" : Language.Code == "da" || Language.Code == "nb" ? "d. MMMM yyyy" : "d MMMM yyyy", Language.Culture);

    /// <summary>A date written out in the page's language, with the hour where one is known.</summary>
    public string Date(DateOnly date, TimeOnly? at) => at is { } hour ? $"{Date(date)} {hour.ToString("HH:mm", CultureInfo.InvariantCulture)}" : Date(date);

    /// <summary>The day of a moment, in Norway.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    /// <summary>The day of a moment, in Norway, written out.</summary>
    public string Date(DateTimeOffset moment) => Date(DayOf(moment));

    /// <summary>The moment at which a day begins in Norway.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => MomentOf(day, TimeOnly.MinValue);

    /// <summary>The moment at which the clocks in Norway show an hour of a day.</summary>
    public static DateTimeOffset MomentOf(DateOnly day, TimeOnly at)
    {
        var shown = day.ToDateTime(at);
        return new DateTimeOffset(shown, Zone.GetUtcOffset(shown));
    }

    /// <summary>Day and time of a moment, in Norway.</summary>
    public string Moment(DateTimeOffset moment) => $"{Date(moment)} {TimeZoneInfo.ConvertTime(moment, Zone).ToString("HH:mm", CultureInfo.InvariantCulture)}";

    /// <summary>A whole number in the page's language.</summary>
    public string Number(long number) => number.ToString("N0", Language.Culture);

    /// <summary>A name for the cookie, in letters that a header can hold.</summary>
    public static string WriteName(string name) => Uri.EscapeDataString(name.Trim());

    internal static string? ReadName(string? cookie)
    {
        var name = cookie is null ? "" : Uri.UnescapeDataString(cookie).Trim();
        return name.Length is > 0 and <= 80 && !name.Any(char.IsControl) ? name : null;
    }

    // The first of the reader's languages that we have; nn and no read Bokmål.
    private static Language? Preferred(HttpRequest request, Func<string?, Language?> offered)
    {
        foreach (var header in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(item => item.Quality ?? 1))
        {
            var code = header.Value.ToString().Split('-')[0].ToLowerInvariant();
            if (offered(code is "no" or "nn" ? "nb" : code) is { } language)
            {
                return language;
            }
        }
        return null;
    }
}
