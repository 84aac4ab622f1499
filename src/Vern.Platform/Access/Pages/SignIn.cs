using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Platform.Access.Pages;

/// <summary>How do I get in?</summary>
/// <param name="Known">Whether one-time codes are taken from this browser.</param>
/// <param name="To">Where to go afterwards.</param>
/// <param name="Problems">What was not taken.</param>
/// <param name="Passkey">The question for a passkey; null where the address is none for passkeys.</param>
/// <param name="Provider">What the identity provider is called; null: there is none.</param>
/// <param name="Again">Whether she is in, and must prove anew who she is for what she is about to do.</param>
/// <param name="SignOutThere">Where she signs out at the provider too, after signing out here.</param>
public sealed record SignInModel(bool Known, string To, IReadOnlyList<Problem> Problems, PasskeyQuestion? Passkey, string? Provider, bool Again, string? SignOutThere);

/// <summary>Is this link mine?</summary>
/// <param name="Person">Whom it lets in; null when it is unknown, used or has expired, which are told apart to nobody.</param>
/// <param name="Token">The link's token.</param>
public sealed record LinkModel(string? Person, string Token);

/// <summary>Signing in, by a one-time link or by a one-time code in a browser that a link made known, and out.</summary>
public static class SignIn
{
    /// <summary>The page for a code.</summary>
    public static Task<IResult> GetAsync(HttpContext http, AccessStore store, CancellationToken cancel) => ShowAsync(http, store, http.Request.Query["to"].ToString(), [], 200, cancel);

    /// <summary>Takes a passkey's answer. Whatever was wrong with it, the page says the same.</summary>
    public static async Task<IResult> PasskeyAsync(HttpContext http, AccessStore store, Passkeys passkeys, GrantTable grants, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        if (await passkeys.SignInAsync(http, form["state"], form["credential"].ToString(), cancel) is { } session) return await EnterAsync(http, store, grants, session, form["to"].ToString(), cancel);
        return await ShowAsync(http, store, form["to"].ToString(), [new Problem("passkey", Texts.Source[PageContext.For(http).Language, "passkey.wrong"])], StatusCodes.Status400BadRequest, cancel);
    }

    /// <summary>Takes a code.</summary>
    public static async Task<IResult> CodeAsync(HttpContext http, AccessStore store, GrantTable grants, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var answer = await store.UseCodeAsync(http.Request.Cookies[AccessCookies.Device], form["code"].ToString(), cancel);
        if (answer.Session is null)
        {
            var problem = new Problem("code", Texts.Source[PageContext.For(http).Language, answer.Wait ? "code.wait" : "code.wrong"]);
            return await ShowAsync(http, store, form["to"].ToString(), [problem], answer.Wait ? StatusCodes.Status429TooManyRequests : StatusCodes.Status400BadRequest, cancel);
        }
        return await EnterAsync(http, store, grants, answer.Session, form["to"].ToString(), cancel);
    }

    /// <summary>The page that a one-time link opens. It uses nothing up: mail scanners open links too.</summary>
    public static async Task<IResult> LinkAsync(HttpContext http, string token, AccessStore store, CancellationToken cancel)
    {
        var person = await store.WhoseLinkAsync(token, cancel);
        return PageResult.Show<LinkPage, LinkModel>(PageContext.For(http), new LinkModel(person, token), person is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }

    /// <summary>Uses the link up and signs in; the browser is known from now on.</summary>
    public static async Task<IResult> OpenAsync(HttpContext http, string token, AccessStore store, GrantTable grants, CancellationToken cancel)
    {
        if (await store.OpenLinkAsync(token, cancel) is not { } opened)
            return PageResult.Show<LinkPage, LinkModel>(PageContext.For(http), new LinkModel(null, ""), StatusCodes.Status404NotFound);
        AccessCookies.SetDevice(http, opened.Device);
        return await EnterAsync(http, store, grants, opened.Session, "", cancel);
    }

    /// <summary>Ends this session; the browser stays known.</summary>
    public static async Task<IResult> OutAsync(HttpContext http, AccessStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (current.SignedIn is { } person) await store.EndSessionAsync(person.AccountId, person.Session, cancel);
        AccessCookies.ForgetSession(http);
        return FormGuard.SeeOther(current.SignedIn?.Kind is SessionKind.Provider ? "/sign-in?out=provider" : "/sign-in");
    }

    // A session's token is always a new one: one that was planted in the browser before is worth nothing, and the one that it takes the place of ends.
    internal static async Task<IResult> EnterAsync(HttpContext http, AccessStore store, GrantTable grants, string session, string to, CancellationToken cancel) =>
        FormGuard.SeeOther(await BeginAsync(http, store, grants, session, to, cancel));

    internal static async Task<string> BeginAsync(HttpContext http, AccessStore store, GrantTable grants, string session, string to, CancellationToken cancel)
    {
        if (http.Request.Cookies[AccessCookies.Session] is { Length: > 0 } former) await store.EndSessionAsync(former, cancel);
        AccessCookies.SetSession(http, session);
        var roles = (await store.SessionAsync(session, cancel))?.Roles ?? [];
        return to.Length > 0 ? LocalAddress.Or(to) : grants.Allows(roles, grants.Front) ? "/" : "/account";
    }

    internal static async Task<IResult> ShowAsync(HttpContext http, AccessStore store, string to, IReadOnlyList<Problem> problems, int status, CancellationToken cancel)
    {
        var (services, current) = (http.RequestServices, http.RequestServices.GetRequiredService<CurrentPerson>());
        var known = await store.KnowsDeviceAsync(http.Request.Cookies[AccessCookies.Device], cancel);
        var question = Passkeys.CanBeUsed(http) ? await services.GetRequiredService<Passkeys>().AskAsync(http) : null;
        var provider = services.GetRequiredService<ProviderSignIn>();
        var end = http.Request.Query["out"] == "provider" ? await provider.EndAddressAsync(http, cancel) : null;
        return PageResult.Show<SignInPage, SignInModel>(PageContext.For(http, "/sign-in"), new SignInModel(known, to.Length > 0 ? LocalAddress.Or(to) : "", problems, question, provider.Name, current.SignedIn is not null, end), status);
    }
}
