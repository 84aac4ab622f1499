using System.Text.Json;
using Microsoft.Playwright;
using Vern.Persons.Collection;
using Vern.Persons.Pages.BodyForm;

namespace Vern.Browser.Tests.BodyForm;

/// <summary>The page for bodies without Vern, opened from the disk in a browser that is started for the test; its script's parts can be asked.</summary>
public abstract class ScriptTest : IAsyncLifetime
{
    /// <summary>The key of the made-up round.</summary>
    protected const string Key = "a key of the round 2014";
    private const string Chromium = "/usr/bin/chromium";
    private readonly string _folder = Directory.CreateTempSubdirectory("vern-page-").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The page.</summary>
    protected BodyPage Written { get; } = WritePage.Of(2014, ShippedRegister.Bodies);

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Skips the test, with what to install, where there is no browser.</summary>
    protected static void RequireChromium()
    {
        if (File.Exists(Chromium)) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"There is no {Chromium}: install the package chromium.");
        Assert.Skip($"There is no {Chromium}: install the package chromium to test the page in a browser.");
    }

    /// <summary>A file beside the page.</summary>
    protected string FileOf(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>The page as a body opens it from the disk.</summary>
    protected Task<IPage> FromDiskAsync(int width = 1280, string language = "en") => FromDiskAsync(Written, width, language);

    /// <summary>Another page, opened so.</summary>
    protected async Task<IPage> FromDiskAsync(BodyPage written, int width = 1280, string language = "en")
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, AcceptDownloads = true, Locale = language });
        var page = await context.NewPageAsync();
        await page.GotoAsync("file://" + FileOf(written.FileName, written.Bytes));
        return page;
    }

    /// <summary>The page with the parts of its script at hand as <c>vern</c>.</summary>
    protected async Task<IPage> WithPartsAsync()
    {
        var context = await _browser!.NewContextAsync(new() { BypassCSP = true });
        var page = await context.NewPageAsync();
        await page.GotoAsync("file://" + FileOf(Written.FileName, Written.Bytes));
        await page.AddScriptTagAsync(new() { Content = "(() => {" + PageScript.Library + "globalThis.vern = modules; })();" });
        return page;
    }

    /// <summary>What a function of the script answers, as JSON.</summary>
    protected static async Task<T> AskAsync<T>(IPage page, string function, object? argument = null) =>
        JsonSerializer.Deserialize<T>(await page.EvaluateAsync<string>($"async (argument) => JSON.stringify(await ({function})(JSON.parse(argument)))", JsonSerializer.Serialize(argument)))!;
}
