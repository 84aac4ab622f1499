using Microsoft.AspNetCore.Http;
using Vern.Platform.Interface;

namespace Vern.Platform.Access.Pages;

/// <summary>Who can get in, and who is in?</summary>
/// <param name="Accounts">All accounts, by name.</param>
/// <param name="Grants">The workspace's table.</param>
public sealed record AccountsModel(IReadOnlyList<AccountState> Accounts, GrantTable Grants);

/// <summary>The accounts of the workspace. They are made, changed and turned off on the command line of the machine, where no page can be misled into it.</summary>
public static class ShowAccounts
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, AccessStore store, GrantTable grants, CancellationToken cancel) =>
        PageResult.Show<AccountsPage, AccountsModel>(PageContext.For(http), new AccountsModel(await store.ListAsync(cancel), grants));

    /// <summary>Ends one session, and leaves the person's others.</summary>
    public static async Task<IResult> EndSessionAsync(string name, int session, AccessStore store, CancellationToken cancel)
    {
        try
        {
            return await store.EndSessionAsync(name, session, cancel) ? FormGuard.SeeOther("/accounts?done=ended") : TypedResults.NotFound();
        }
        catch (AccessException)
        {
            return TypedResults.NotFound();
        }
    }

    /// <summary>Ends all sessions of an account: for a lost machine.</summary>
    public static async Task<IResult> EndSessionsAsync(string name, AccessStore store, CancellationToken cancel)
    {
        try
        {
            await store.EndSessionsAsync(name, cancel);
            return FormGuard.SeeOther("/accounts?done=ended");
        }
        catch (AccessException)
        {
            return TypedResults.NotFound();
        }
    }
}
