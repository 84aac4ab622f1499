using System.Globalization;
using Microsoft.Playwright;

namespace Vern.Browser.Tests.Walks;

/// <summary>
/// Somebody without a mouse: Tab, Shift+Tab, Enter, Space, arrows and letters, nothing else. She finds her way by the name of what has the focus, and at every stop the focus must be visible
/// (WCAG 2.4.7), not covered (2.4.11) and named (4.1.2); the first stop of every page leads to its content (2.4.1), and no stop holds her (2.1.2).
/// </summary>
internal sealed class KeyboardOnly
{
    private const int MostStops = 400;
    private readonly IPage page;
    private TaskCompletionSource<IFileChooser> choosing = new();
    private bool fresh;

    public KeyboardOnly(IPage page)
    {
        this.page = page;
        // From the start: a listener that is added as the key is pressed may come too late for the window.
        page.FileChooser += (_, chooser) => choosing.TrySetResult(chooser);
    }

    /// <summary>The page, to read on it.</summary>
    public IPage Page => page;

    private sealed record Stop(string Kind, string Name, string Place, string[] Faults);

    // Names as the accessibility tree would have them, for what our pages are made of: a label, aria-label, or the words within.
    private const string Look = """
        () => {
            const at = document.activeElement, said = text => (text || '').replace(/\s+/g, ' ').trim();
            if (!at || at === document.body) return { kind: 'none', name: '', place: '', faults: [] };
            const named = by => said((by || '').split(' ').map(id => document.getElementById(id)?.textContent).join(' '));
            const words = element => said([...element.childNodes].map(node => node.nodeType === 3 ? node.textContent : node.nodeType === 1 ? node.textContent : '').join(' '));
            const name = said(at.getAttribute('aria-label')) || named(at.getAttribute('aria-labelledby')) || (at.labels && at.labels.length ? said([...at.labels].map(label => words(label)).join(' ')) : '') || (/^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName) ? '' : said(at.textContent));
            const kind = at.tagName === 'INPUT' ? at.type : at.tagName.toLowerCase(), faults = [], style = getComputedStyle(at);
            if (!name && at.tagName !== 'MAIN') faults.push('has no name');
            const clear = colour => /rgba\(.*, 0\)$|transparent/.test(colour);
            const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && !clear(style.outlineColor);
            if (!outlined && style.boxShadow === 'none' && at.tagName !== 'MAIN') faults.push('shows no focus');
            const box = [...at.getClientRects()].find(rect => rect.width > 0 && rect.height > 0);
            if (!box) faults.push('has no place on the page');
            else if (at.tagName !== 'MAIN') {
                const inside = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
                const points = [[.5, .5], [.08, .5], [.92, .5], [.5, .15], [.5, .85]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]).filter(([x, y]) => inside(x, y));
                if (points.length === 0) faults.push('is outside the window');
                for (const [x, y] of points) {
                    const there = document.elementFromPoint(x, y);
                    if (there && there !== at && !at.contains(there) && !there.contains(at) && !there.closest('label')) { faults.push('is covered by ' + there.tagName + ' ' + there.className); break; }
                }
                if (style.visibility !== 'visible' || parseFloat(style.opacity) < .5) faults.push('is invisible');
            }
            // Where in the document's order: two alike are told apart by it.
            return { kind, name, place: [...document.querySelectorAll('*')].indexOf(at) + '', faults };
        }
        """;

    private const string OnlyInContent = """
        name => {
            const said = text => (text || '').replace(/\s+/g, ' ').trim(), main = document.querySelector('main');
            const named = element => [said(element.textContent), said(element.getAttribute('aria-label')), ...[...(element.labels || [])].map(label => said(label.textContent))].some(one => name.endsWith('…') ? one.startsWith(name.slice(0, -1)) : one === name);
            const all = [...document.querySelectorAll('a, button, summary, input, select, textarea')].filter(named);
            return !!main && all.length > 0 && all.every(element => main.contains(element));
        }
        """;

    /// <summary>Opens an address, as by typing it into the browser.</summary>
    public async Task OpenAsync(string address)
    {
        await page.GotoAsync(address);
        fresh = true;
    }

    /// <summary>Presses Tab (or Shift+Tab) until what bears the name has the focus.</summary>
    /// <param name="name">Its name; one that ends in … is only how it begins.</param>
    /// <param name="kind">An element's name or an input's type, where two bear the name.</param>
    /// <param name="back">By Shift+Tab.</param>
    public async Task ToAsync(string name, string? kind = null, bool back = false)
    {
        var passed = new List<string>();
        var (last, same) = ("", 0);
        // What stands in the content only, she goes to as everybody does who knows the page: by its first stop, which leads there.
        if (fresh && !back && !page.Url.Contains('#', StringComparison.Ordinal) && await page.EvaluateAsync<bool>(OnlyInContent, name))
        {
            await NextAsync(back);
            await page.Keyboard.PressAsync("Enter");
        }
        for (var step = 0; step < MostStops; step++)
        {
            var stop = await NextAsync(back);
            if (stop.Kind == "none") continue; // past the last stop: the next is the first again
            passed.Add(stop.Name);
            // A field for a day has several stops of its own; nothing else may hold the focus.
            same = stop.Place == last ? same + 1 : 0;
            last = stop.Place;
            Assert.False(same > 6, $"{page.Url}: '{stop.Name}' holds the focus");
            var found = name.EndsWith('…') ? stop.Name.StartsWith(name[..^1], StringComparison.Ordinal) : stop.Name == name;
            if (found && (kind is null || stop.Kind == kind)) return;
        }
        Assert.Fail($"{page.Url}: '{name}' is not reached; the stops are: {string.Join(" | ", passed.Distinct().Take(60))}");
    }

    private async Task<Stop> NextAsync(bool back)
    {
        await page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
        var stop = await LookAsync();
        // A row of tabs that scrolls may still be on its way.
        for (var again = 0; again < 5 && stop.Faults.Length > 0; again++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            stop = await LookAsync();
        }
        Assert.True(stop.Faults.Length == 0, $"{page.Url}: {stop.Kind} '{stop.Name}' {string.Join(", ", stop.Faults)}");
        if (fresh && !back && !page.Url.Contains('#', StringComparison.Ordinal)) Assert.Equal("#content", await page.EvaluateAsync<string>("() => document.activeElement.getAttribute('href') || document.activeElement.tagName"));
        fresh = false;
        return stop;
    }

    private async Task<Stop> LookAsync()
    {
        var looked = (await page.EvaluateAsync(Look))!.Value;
        return new(looked.GetProperty("kind").GetString()!, looked.GetProperty("name").GetString()!, looked.GetProperty("place").GetString()!, [.. looked.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()!)]);
    }

    /// <summary>Goes to a link or button that leads to another page (or this one anew), presses Enter, and waits until it is there.</summary>
    public async Task FollowAsync(string name, string? kind = null)
    {
        await ToAsync(name, kind);
        await page.EvaluateAsync("() => { window.keyboardLeaves = true; }");
        await page.Keyboard.PressAsync("Enter");
        for (var waited = 0; ; waited++)
        {
            Assert.True(waited < 1500, $"'{name}' leads nowhere from {page.Url}");
            try
            {
                if (await page.EvaluateAsync<bool>("() => !window.keyboardLeaves && document.readyState === 'complete'")) break;
            }
            catch (PlaywrightException) { } // the page is just being changed for the next
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        fresh = true;
    }

    /// <summary>Goes to a button that works within the page, and presses it.</summary>
    public async Task PressAsync(string name, string key = "Enter")
    {
        await ToAsync(name);
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Goes to a field and writes in it what shall stand there.</summary>
    public async Task WriteAsync(string name, string text, string? kind = null)
    {
        await ToAsync(name, kind);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Goes to a field for a day and types it as an English browser asks for it: month, day, year.</summary>
    public async Task WriteAsync(string name, DateOnly day)
    {
        await ToAsync(name);
        await page.Keyboard.TypeAsync(day.ToString("MMddyyyy", CultureInfo.InvariantCulture));
        Assert.Equal(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), await page.EvaluateAsync<string>("() => document.activeElement.value"));
    }

    /// <summary>Goes to a field for an hour and types it as an English browser asks for it: hour, minute, half of the day.</summary>
    public async Task WriteAsync(string name, TimeOnly at)
    {
        await ToAsync(name);
        await page.Keyboard.TypeAsync(at.ToString("hhmmtt", CultureInfo.InvariantCulture));
        Assert.Equal(at.ToString("HH:mm", CultureInfo.InvariantCulture), await page.EvaluateAsync<string>("() => document.activeElement.value"));
    }

    /// <summary>Goes to a list and chooses with the arrows.</summary>
    public async Task ChooseAsync(string name, string option)
    {
        await ToAsync(name, "select");
        await page.Keyboard.PressAsync("Home");
        var options = await page.EvaluateAsync<int>("() => document.activeElement.options.length");
        for (var step = 0; step < options; step++)
        {
            if (await page.EvaluateAsync<string>("() => document.activeElement.selectedOptions[0].textContent.trim()") == option) return;
            await page.Keyboard.PressAsync("ArrowDown");
        }
        Assert.Fail($"'{option}' cannot be chosen under '{name}'");
    }

    /// <summary>Goes to a group of buttons of which one counts, and chooses with the arrows.</summary>
    public async Task PickAsync(string first, string option)
    {
        await ToAsync(first, "radio");
        await page.Keyboard.PressAsync("Space");
        for (var step = 0; step < 10; step++)
        {
            if (await page.EvaluateAsync<string>("() => document.activeElement.labels[0].textContent.trim()") == option) return;
            await page.Keyboard.PressAsync("ArrowDown");
        }
        Assert.Fail($"'{option}' cannot be chosen after '{first}'");
    }

    /// <summary>Goes to a field for a file, and chooses it in the window of the system that Space opens.</summary>
    public async Task FileAsync(string name, string fileName, byte[] content)
    {
        await ToAsync(name, "file");
        choosing = new();
        await page.Keyboard.PressAsync("Space");
        var chooser = await choosing.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await chooser.SetFilesAsync(new FilePayload { Name = fileName, MimeType = "application/octet-stream", Buffer = content });
    }

    /// <summary>Waits until the page says something.</summary>
    public Task ReadsAsync(string text) => page.GetByText(text).First.WaitForAsync(new() { Timeout = 30_000 });
}
