using Microsoft.Playwright;
using Vern.Browser.Tests;

[assembly: AssemblyFixture(typeof(OneBrowser))]

namespace Vern.Browser.Tests;

/// <summary>The browser of all tests: started by the first that wants it, ended after the last. What one test leaves in it no other meets, since each opens a context of its own.</summary>
public sealed class OneBrowser : IAsyncDisposable
{
    // The shell has no windows of its own to draw, which half of the whole browser's time goes to.
    private static readonly string Chromium = File.Exists("/usr/bin/chromium-headless-shell") ? "/usr/bin/chromium-headless-shell" : "/usr/bin/chromium";
    private static readonly Lazy<Task<(IPlaywright, IBrowser Browser)>> Started = new(StartAsync);

    /// <summary>Skips the test, with what to install, where there is no browser.</summary>
    public static void Require()
    {
        if (File.Exists(Chromium)) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"There is no {Chromium}: install the package chromium-headless-shell or chromium.");
        Assert.Skip($"There is no {Chromium}: install the package chromium-headless-shell or chromium to test the pages in a browser.");
    }

    /// <summary>Whether there is one.</summary>
    public static bool IsThere => File.Exists(Chromium);

    /// <summary>A context that shares nothing with any other, of somebody whose browser asks for English where the test says nothing else; the test closes it.</summary>
    public static async Task<IBrowserContext> ContextAsync(BrowserNewContextOptions options)
    {
        options.Locale ??= "en-GB";
        return await (await Started.Value).Browser.NewContextAsync(options);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!Started.IsValueCreated) return;
        var (playwright, browser) = await Started.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }
}
