using Microsoft.AspNetCore.Http;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Platform.Access.Pages;

/// <summary>Did it work?</summary>
/// <param name="Answer">What came back; null when the way there failed.</param>
/// <param name="To">Where she goes on.</param>
public sealed record ProviderModel(ProviderAnswer? Answer, string To);

/// <summary>Signing in through the identity provider: by links, since a form may lead to no other site.</summary>
public static class ThroughProvider
{
    /// <summary>Leads to the provider.</summary>
    public static async Task<IResult> BeginAsync(HttpContext http, AccessStore store, ProviderSignIn provider, CancellationToken cancel)
    {
        if (provider.Name is null) return TypedResults.NotFound();
        var to = http.Request.Query["to"].ToString();
        if (await provider.BeginAsync(http, to.Length > 0 ? LocalAddress.Or(to) : "", http.Request.Query["again"] == "1", cancel) is { } address) return FormGuard.SeeOther(address);
        return await SignIn.ShowAsync(http, store, to, [new Problem(null, Texts.Source[PageContext.For(http).Language, "provider.Unreachable"])], StatusCodes.Status503ServiceUnavailable, cancel);
    }

    /// <summary>Takes the provider's notice that somebody has signed out there: no browser, and no page. One answer to whatever is wrong with it.</summary>
    public static async Task<IResult> EndAsync(HttpContext http, ProviderSignIn provider, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        var refused = TypedResults.Json(new { error = "invalid_request" }, statusCode: StatusCodes.Status400BadRequest);
        if (!http.Request.HasFormContentType || http.Request.ContentLength is not (> 0 and <= LongestNotice)) return refused;
        try
        {
            return await provider.EndAsync((await http.Request.ReadFormAsync(cancel))["logout_token"].ToString(), cancel) ? TypedResults.Ok() : refused;
        }
        catch (InvalidDataException) // a form that cannot be read
        {
            return refused;
        }
    }

    private const long LongestNotice = 32 * 1024;

    /// <summary>Takes what the provider sends back. The page goes on by itself: a browser that comes straight from another site would not bring its new session along.</summary>
    public static async Task<IResult> FinishAsync(HttpContext http, AccessStore store, ProviderSignIn provider, GrantTable grants, CancellationToken cancel)
    {
        if (provider.Name is null) return TypedResults.NotFound();
        var answer = await provider.FinishAsync(http, cancel);
        if (answer.Session is null)
            return PageResult.Show<ProviderPage, ProviderModel>(PageContext.For(http, "/sign-in"), new ProviderModel(answer, "/sign-in"), answer.Outcome is ProviderOutcome.Unreachable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status403Forbidden);
        var to = await SignIn.BeginAsync(http, store, grants, answer.Session, answer.To, cancel);
        http.Response.Headers["Refresh"] = $"0; url={to}";
        return PageResult.Show<ProviderPage, ProviderModel>(PageContext.For(http, "/sign-in"), new ProviderModel(answer, to));
    }
}
