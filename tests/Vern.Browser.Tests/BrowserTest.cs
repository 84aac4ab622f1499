using Microsoft.Playwright;
using Vern.Tests.Pages;

namespace Vern.Browser.Tests;

/// <summary>A small round served to the browser of all tests.</summary>
public abstract class BrowserTest : IAsyncLifetime
{
    private readonly List<IBrowserContext> contexts = [];

    /// <summary>The round.</summary>
    protected SmallRound Round { get; private set; } = null!;

    /// <summary>The identity provider that the round is served with; none.</summary>
    protected virtual Vern.Platform.Access.ProviderSettings? Provider => null;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        if (OneBrowser.IsThere) Round = await SmallRound.ServeAsync(provider: Provider);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts) await context.CloseAsync();
        if (Round is not null) await Round.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Skips the test, with what to install, where there is no browser.</summary>
    protected static void RequireChromium() => OneBrowser.Require();

    /// <summary>A page of somebody's own: another one shares no cookie with it.</summary>
    protected async Task<IPage> PageAsync(int width, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await OneBrowser.ContextAsync(new() { BaseURL = Round.Address.ToString(), ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        contexts.Add(context);
        return await context.NewPageAsync();
    }

    /// <summary>A page of somebody who has come in by a one-time link.</summary>
    protected async Task<IPage> SignedInAsync(string link, int width = 1280)
    {
        var page = await PageAsync(width);
        await page.GotoAsync(link);
        await page.Locator("main form button").ClickAsync();
        await ArrivesAsync(page, url => !url.Contains("/sign-in/", StringComparison.Ordinal));
        return page;
    }

    /// <summary>Waits until a page is somewhere; for no event of loading, which may have passed before it is waited for where the machine is busy.</summary>
    protected static async Task ArrivesAsync(IPage page, Func<string, bool> there)
    {
        var until = TimeProvider.System.GetTimestamp() + 60 * TimeProvider.System.TimestampFrequency;
        while (!there(page.Url))
        {
            Assert.True(TimeProvider.System.GetTimestamp() < until, $"still at {page.Url} after a minute");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
