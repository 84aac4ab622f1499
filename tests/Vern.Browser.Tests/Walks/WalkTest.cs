using Vern.Tests.Pages;

namespace Vern.Browser.Tests.Walks;

/// <summary>Walks by keyboard alone through a small round.</summary>
public abstract class WalkTest : BrowserTest
{
    /// <summary>Somebody with an account in a role comes in by her one-time link.</summary>
    private protected async Task<KeyboardOnly> InAsync(string account, string person, string role)
    {
        var walk = new KeyboardOnly(await PageAsync(1280));
        await walk.OpenAsync(await Round.AccountAsync(account, person, role) + "?lang=en");
        await walk.FollowAsync("Yes, sign me in");
        return walk;
    }

    /// <summary>She signs out.</summary>
    private protected static async Task OutAsync(KeyboardOnly walk)
    {
        await walk.FollowAsync("Sign out");
        await walk.ReadsAsync("Sign in");
        await walk.Page.Context.CloseAsync();
    }
}
