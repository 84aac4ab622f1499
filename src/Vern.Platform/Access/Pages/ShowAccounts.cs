using Microsoft.AspNetCore.Http;
using Vern.Platform.Interface;

namespace Vern.Platform.Access.Pages;

/// <summary>Who can get in, and who is in?</summary>
/// <param name="Accounts">The accounts that she may see, by name.</param>
/// <param name="Grants">The workspace's table.</param>
/// <param name="Scope">How far she sees.</param>
public sealed record AccountsModel(IReadOnlyList<AccountState> Accounts, GrantTable Grants, Scope Scope);

/// <summary>The accounts of the workspace. They are made, changed and turned off on the command line of the machine, where no page can be misled into it.</summary>
public static class ShowAccounts
{
    /// <summary>The page: all accounts, or those of her team.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, AccessStore store, CurrentPerson current, GrantTable grants, CancellationToken cancel)
    {
        var reached = (await store.ListAsync(cancel)).Where(account => current.Reaches(Permission.ReadAccounts, account.Id, account.Team));
        return PageResult.Show<AccountsPage, AccountsModel>(PageContext.For(http), new AccountsModel([.. reached], grants, current.ScopeOf(Permission.ReadAccounts) ?? Scope.Own));
    }

    /// <summary>Ends one session, and leaves the person's others.</summary>
    public static async Task<IResult> EndSessionAsync(string name, int session, AccessStore store, CurrentPerson current, CancellationToken cancel) =>
        await ReachedAsync(name, store, current, cancel) is { } account && await store.EndSessionAsync(account.Id, session, cancel) ? FormGuard.SeeOther("/accounts?done=ended") : TypedResults.NotFound();

    /// <summary>Ends all sessions of an account: for a lost machine.</summary>
    public static async Task<IResult> EndSessionsAsync(string name, AccessStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (await ReachedAsync(name, store, current, cancel) is null) return TypedResults.NotFound();
        await store.EndSessionsAsync(name, cancel);
        return FormGuard.SeeOther("/accounts?done=ended");
    }

    // Another team's account is not there for who reaches her own team only.
    private static async Task<AccountState?> ReachedAsync(string name, AccessStore store, CurrentPerson current, CancellationToken cancel) =>
        (await store.ListAsync(cancel)).FirstOrDefault(account => account.Name == name && current.Reaches(Permission.EndSessions, account.Id, account.Team));
}
