using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Platform.Access.Pages;

/// <summary>Who am I here, and where am I signed in?</summary>
/// <param name="Account">The account.</param>
/// <param name="Session">The session that asks.</param>
/// <param name="Pending">A secret of one-time codes that waits for its first code, or null.</param>
/// <param name="Grants">The workspace's table.</param>
/// <param name="Problems">What was not taken.</param>
/// <param name="Passkeys">Her passkeys, oldest first.</param>
/// <param name="NewPasskey">The question for another; null where the address is none for passkeys, or for a program.</param>
/// <param name="Delegations">Roles that she handed over or was handed.</param>
/// <param name="Handable">Her own roles, which she may hand over.</param>
/// <param name="Others">To whom: account and person.</param>
public sealed record AccountModel(AccountState Account, int Session, string? Pending, GrantTable Grants, IReadOnlyList<Problem> Problems, IReadOnlyList<PasskeyState> Passkeys, PasskeyQuestion? NewPasskey,
    IReadOnlyList<DelegationState> Delegations, IReadOnlyList<string> Handable, IReadOnlyList<(string Account, string Person)> Others);

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
        if (await store.ConfirmCodesAsync(person.AccountId, form["code"].ToString(), person.Session, cancel)) return FormGuard.SeeOther("/account?done=codes");
        return await ShowAsync(http, store, current, grants, [new Problem("code", Texts.Source[PageContext.For(http).Language, "code.wrong"])], cancel);
    }

    /// <summary>Adds a passkey.</summary>
    public static async Task<IResult> AddPasskeyAsync(HttpContext http, AccessStore store, Passkeys passkeys, CurrentPerson current, GrantTable grants, CancellationToken cancel)
    {
        if (current.SignedIn is not { PersonId: not null } person) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        var name = new string([.. form["name"].ToString().Where(letter => !char.IsControl(letter))]).Trim();
        if (name.Length is > 0 and <= 60 && await passkeys.AddAsync(http, person, form["state"], form["credential"].ToString(), name, cancel)) return FormGuard.SeeOther("/account?done=passkey");
        return await ShowAsync(http, store, current, grants, [new Problem("passkey-name", Texts.Source[PageContext.For(http).Language, name.Length is 0 or > 60 ? "passkey.name.wrong" : "passkey.refused"])], cancel);
    }

    /// <summary>Removes one of her own passkeys; another person's is not found.</summary>
    public static async Task<IResult> RemovePasskeyAsync(int passkey, AccessStore store, CurrentPerson current, CancellationToken cancel) =>
        current.SignedIn is { } person && await store.RemovePasskeyAsync(person.AccountId, passkey, person.Session, cancel) ? FormGuard.SeeOther("/account?done=removed") : TypedResults.NotFound();

    /// <summary>Hands one of her own roles to another person until a day.</summary>
    public static async Task<IResult> DelegateAsync(HttpContext http, AccessStore store, CurrentPerson current, GrantTable grants, CancellationToken cancel)
    {
        if (current.SignedIn is not { PersonId: not null } person) return TypedResults.NotFound();
        var (form, page) = (await http.Request.ReadFormAsync(cancel), PageContext.For(http));
        var to = form["to"].ToString();
        try
        {
            if (!DateOnly.TryParseExact(form["until"].ToString(), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day)) throw new AccessException("until: expected a day");
            var role = form["role"].ToString();
            var held = (await store.ListAsync(cancel)).FirstOrDefault(account => account.Name == to)?.Roles.Where(one => one.Until is null || one.Until > page.Now).Select(one => one.Role) ?? [];
            if (!grants.MayHand(role, held)) throw new AccessException("side: who watches or keeps accounts takes no role in what she watches or keeps");
            await store.DelegateAsync(person, to, role, PageContext.StartOf(day.AddDays(1)), cancel);
            return FormGuard.SeeOther("/account?done=delegated");
        }
        catch (AccessException refused)
        {
            var which = refused.Message.Split(':')[0];
            return await ShowAsync(http, store, current, grants, [new Problem($"delegate-{(which is "side" ? "account" : which)}", Texts.Source[page.Language, $"delegate.wrong.{which}"])], cancel);
        }
    }

    /// <summary>Takes a delegation back, by either side of it.</summary>
    public static async Task<IResult> EndDelegationAsync(int delegation, AccessStore store, CurrentPerson current, CancellationToken cancel) =>
        current.SignedIn is { } person && await store.EndDelegationAsync(person.AccountId, delegation, cancel) ? FormGuard.SeeOther("/account?done=undelegated") : TypedResults.NotFound();

    /// <summary>Ends one of her own sessions; another person's is not found.</summary>
    public static async Task<IResult> EndSessionAsync(int session, AccessStore store, CurrentPerson current, CancellationToken cancel) =>
        current.SignedIn is { } person && await store.EndSessionAsync(person.AccountId, session, cancel) ? FormGuard.SeeOther("/account?done=ended") : TypedResults.NotFound();

    private static async Task<IResult> ShowAsync(HttpContext http, AccessStore store, CurrentPerson current, GrantTable grants, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (current.SignedIn is not { } person || (await store.ListAsync(cancel)).FirstOrDefault(account => account.Id == person.AccountId) is not { } own) return TypedResults.NotFound();
        var question = person.PersonId is not null && Passkeys.CanBeUsed(http) ? await http.RequestServices.GetRequiredService<Passkeys>().AskForNewAsync(http, person) : null;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        IReadOnlyList<string> handable = current.May(Permission.Delegate) ? [.. own.Roles.Where(role => role.Until is null || role.Until > now).Select(role => role.Role).Where(grants.Has)] : [];
        var model = new AccountModel(own, person.Session, await store.PendingCodesAsync(person.AccountId, cancel), grants, problems, await store.PasskeysAsync(person.AccountId, cancel), question,
            await store.DelegationsAsync(person.AccountId, cancel), handable, handable.Count > 0 && person.PersonId is { } who ? await store.OthersAsync(who, cancel) : []);
        return PageResult.Show<AccountPage, AccountModel>(PageContext.For(http, "/account"), model, problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}
