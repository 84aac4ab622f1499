using Microsoft.Playwright;
using Vern.Tests.Pages;

namespace Vern.Browser.Tests;

/// <summary>A small round served to a browser that is started for the test.</summary>
public abstract class BrowserTest : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    /// <summary>The round.</summary>
    protected SmallRound Round { get; private set; } = null!;

    /// <summary>The identity provider that the round is served with; none.</summary>
    protected virtual Vern.Platform.Access.ProviderSettings? Provider => null;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        Round = await SmallRound.ServeAsync(provider: Provider);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (Round is not null) await Round.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Skips the test, with what to install, where there is no browser.</summary>
    protected static void RequireChromium()
    {
        if (File.Exists(Chromium)) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"There is no {Chromium}: install the package chromium.");
        Assert.Skip($"There is no {Chromium}: install the package chromium to test the pages in a browser.");
    }

    /// <summary>A page of somebody's own: another one shares no cookie with it.</summary>
    protected async Task<IPage> PageAsync(int width, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser.NewContextAsync(new() { BaseURL = Round.Address.ToString(), ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        return await context.NewPageAsync();
    }

    /// <summary>A page of somebody who has come in by a one-time link.</summary>
    protected async Task<IPage> SignedInAsync(string link, int width = 1280)
    {
        var page = await PageAsync(width);
        await page.GotoAsync(link);
        await page.Locator("main form button").ClickAsync();
        // Not for the load event too: on a busy machine it has passed before it is waited for.
        await page.WaitForURLAsync(url => !url.Contains("/sign-in/", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
        return page;
    }
}
