using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vern.Platform.Interface;

namespace Vern.Platform.Access;

/// <summary>
/// The one place where a request is let through or not. It stands between routing and the endpoints: it learns who asks, reads what the endpoint needs,
/// and refuses whatever nobody has granted, an endpoint that declares nothing included.
/// </summary>
public sealed class DecideAccess(RequestDelegate next)
{
    /// <summary>Decides.</summary>
    public async Task InvokeAsync(HttpContext http, AccessStore store, CurrentPerson current, GrantTable grants)
    {
        var cancel = http.RequestAborted;
        current.OnlyReads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (grants.OpenWithoutAccounts && !await store.HasAccountsAsync(cancel)) current.SitHere(PageContext.ReadName(http.Request.Cookies[PageContext.WorkingAsCookie]));
        else if (Presented(http) is { } shown && await store.SessionAsync(shown.Token, cancel) is { } signedIn && shown.ByProgram == (signedIn.PersonId is null) && (shown.Name is null || shown.Name == signedIn.Account))
        {
            current.Become(signedIn);
            // Forms' tokens are bound to the account: one taken from another person's page is not taken.
            http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, signedIn.AccountId.ToString(CultureInfo.InvariantCulture))], "vern"));
        }
        // Not a route: there is nothing at this address, or not by this method. The framework answers.
        if (http.GetEndpoint() is not RouteEndpoint endpoint || AccessEndpoints.IsOpen(endpoint)) await next(http);
        else if (endpoint.Metadata.GetMetadata<Needs>() is { } needs && current.May(needs.Permission))
        {
            if (endpoint.Metadata.GetMetadata<NeedsFresh>() is { } fresh && current.SignedIn is { } person && !IsFresh(person, http)) AskToSignIn(http, Filled(fresh.Back, http));
            else await next(http);
        }
        else if (current.SignedIn is null && !current.WithoutAccounts) AskToSignIn(http);
        else
        {
            current.Refused = endpoint.Metadata.GetMetadata<Needs>()?.Permission;
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    }

    private static bool IsFresh(SignedIn person, HttpContext http)
    {
        var provider = http.RequestServices.GetRequiredService<ProviderSignIn>();
        if (person.Kind is SessionKind.Provider && !provider.IsEnoughToSign(person.Level)) return false;
        return !person.CanSignInAgain || http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() - person.StartedAt < AccessStore.FreshFor;
    }

    private static string Filled(string pattern, HttpContext http)
    {
        foreach (var (name, value) in http.Request.RouteValues) pattern = pattern.Replace($"{{{name}}}", $"{value}", StringComparison.Ordinal);
        return pattern;
    }

    // A form is not sent again by itself: she signs in, sees once more what she was about to do, and does it.
    private static void AskToSignIn(HttpContext http, string back)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = "/sign-in?again=1&to=" + Uri.EscapeDataString(back);
    }

    // A program shows its token in a header and a person's browser in a cookie: a form on another site can send neither. By HTTP Basic the account's name goes with the token, and must be that account's.
    private static (string Token, bool ByProgram, string? Name)? Presented(HttpContext http)
    {
        const string bearer = "Bearer ", basic = "Basic ";
        var header = http.Request.Headers.Authorization.ToString();
        if (header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase)) return (header[bearer.Length..].Trim(), true, null);
        if (header.StartsWith(basic, StringComparison.OrdinalIgnoreCase) && LocalAddress.TakesPassword(http.Request.Path)) return Pair(header[basic.Length..].Trim()) is { } pair ? (pair.Token, true, pair.Name) : null;
        return http.Request.Cookies[AccessCookies.Session] is { Length: > 0 } cookie ? (cookie, false, null) : null;
    }

    private static (string Name, string Token)? Pair(string given)
    {
        var bytes = new byte[given.Length];
        if (!Convert.TryFromBase64String(given, bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (text[..colon], text[(colon + 1)..]) : null;
    }

    private static void AskToSignIn(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || LocalAddress.IsForPrograms(http.Request.Path))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            if (LocalAddress.TakesPassword(http.Request.Path)) http.Response.Headers.WWWAuthenticate = "Basic realm=\"ESP Web Services\"";
            else if (LocalAddress.IsForPrograms(http.Request.Path)) http.Response.Headers.WWWAuthenticate = "Bearer";
            return;
        }
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = "/sign-in?to=" + Uri.EscapeDataString(http.Request.Path.ToUriComponent() + http.Request.QueryString);
    }
}
