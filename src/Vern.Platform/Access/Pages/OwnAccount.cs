using Microsoft.AspNetCore.Http;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Platform.Access.Pages;

/// <summary>Who am I here, and where am I signed in?</summary>
/// <param name="Account">The account.</param>
/// <param name="Session">The session that asks.</param>
/// <param name="Pending">A secret of one-time codes that waits for its first code, or null.</param>
/// <param name="Grants">The workspace's table.</param>
/// <param name="Problems">What was not taken.</param>
public sealed record AccountModel(AccountState Account, int Session, string? Pending, GrantTable Grants, IReadOnlyList<Problem> Problems);

/// <summary>One's own account: roles, one-time codes, sessions. Nothing in a form names the account: it is always the signed-in one.</summary>
public static class OwnAccount
{
    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, AccessStore store, CurrentPerson current, GrantTable grants, CancellationToken cancel) => ShowAsync(http, store, current, grants, [], cancel);

    /// <summary>Shows a fresh secret for an authenticator app.</summary>
    public static async Task<IResult> BeginCodesAsync(AccessStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (current.SignedIn is not { PersonId: not null } person) return TypedResults.NotFound();
        await store.BeginCodesAsync(person.AccountId, cancel);
        return FormGuard.SeeOther("/account#codes");
    }

    /// <summary>Takes the first code of the secret shown.</summary>
    public static async Task<IResult> ConfirmCodesAsync(HttpContext http, AccessStore store, CurrentPerson current, GrantTable grants, CancellationToken cancel)
    {
        if (current.SignedIn is not { } person) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        if (await store.ConfirmCodesAsync(person.AccountId, form["code"].ToString(), cancel)) return FormGuard.SeeOther("/account?done=codes");
        return await ShowAsync(http, store, current, grants, [new Problem("code", Texts.Source[PageContext.For(http).Language, "code.wrong"])], cancel);
    }

    /// <summary>Ends one of her own sessions; another person's is not found.</summary>
    public static async Task<IResult> EndSessionAsync(int session, AccessStore store, CurrentPerson current, CancellationToken cancel) =>
        current.SignedIn is { } person && await store.EndSessionAsync(person.AccountId, session, cancel) ? FormGuard.SeeOther("/account?done=ended") : TypedResults.NotFound();

    private static async Task<IResult> ShowAsync(HttpContext http, AccessStore store, CurrentPerson current, GrantTable grants, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (current.SignedIn is not { } person || (await store.ListAsync(cancel)).FirstOrDefault(account => account.Id == person.AccountId) is not { } own) return TypedResults.NotFound();
        var model = new AccountModel(own, person.Session, await store.PendingCodesAsync(person.AccountId, cancel), grants, problems);
        return PageResult.Show<AccountPage, AccountModel>(PageContext.For(http, "/account"), model, problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}
