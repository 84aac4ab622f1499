using System.Text.Json;
using Microsoft.Playwright;
using Vern.Persons.Collection;
using Vern.Persons.Pages.BodyForm;

namespace Vern.Browser.Tests.BodyForm;

/// <summary>The page for bodies without Vern, opened from the disk in the browser of all tests; its script's parts can be asked.</summary>
public abstract class ScriptTest : IAsyncDisposable
{
    /// <summary>The key of the made-up round.</summary>
    protected const string Key = "a key of the round 2014";
    private readonly string _folder = Directory.CreateTempSubdirectory("vern-page-").FullName;
    private readonly List<IBrowserContext> _contexts = [];

    /// <summary>The page.</summary>
    protected BodyPage Written { get; } = WritePage.Of(2014, ShippedRegister.Bodies);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts) await context.CloseAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Skips the test, with what to install, where there is no browser.</summary>
    protected static void RequireChromium() => OneBrowser.Require();

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
        var context = await ContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, AcceptDownloads = true, Locale = language });
        var page = await context.NewPageAsync();
        await page.GotoAsync("file://" + FileOf(written.FileName, written.Bytes));
        return page;
    }

    /// <summary>The page with the parts of its script at hand as <c>vern</c>.</summary>
    protected async Task<IPage> WithPartsAsync()
    {
        var context = await ContextAsync(new() { BypassCSP = true });
        var page = await context.NewPageAsync();
        await page.GotoAsync("file://" + FileOf(Written.FileName, Written.Bytes));
        await page.AddScriptTagAsync(new() { Content = "(() => {" + PageScript.Library + "globalThis.vern = modules; })();" });
        return page;
    }

    private async Task<IBrowserContext> ContextAsync(BrowserNewContextOptions options)
    {
        var context = await OneBrowser.ContextAsync(options);
        _contexts.Add(context);
        return context;
    }

    /// <summary>What a function of the script answers, as JSON.</summary>
    protected static async Task<T> AskAsync<T>(IPage page, string function, object? argument = null) =>
        JsonSerializer.Deserialize<T>(await page.EvaluateAsync<string>($"async (argument) => JSON.stringify(await ({function})(JSON.parse(argument)))", JsonSerializer.Serialize(argument)))!;
}
