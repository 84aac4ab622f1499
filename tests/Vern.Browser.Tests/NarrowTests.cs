using Microsoft.Playwright;
using Vern.Persons.Statistics;
using Vern.Tests.Pages;

namespace Vern.Browser.Tests;

/// <summary>A phone, a page enlarged to 200 %, the dark, and paper.</summary>
public sealed class NarrowTests : BrowserTest
{
    private static readonly string[] Pages = ["/", "/rounds/2014", "/rounds/2014/pairs", "/tables/2014", "/tables/2014/table5", "/tables/2014/diagram2", "/report/2014"];

    [Theory]
    [InlineData(390)]
    [InlineData(320)]
    [InlineData(640)]
    public async Task Every_place_of_the_navigation_is_whole_and_wide_things_scroll_within_themselves(int width)
    {
        RequireChromium();
        var page = await PageAsync(width);
        var faults = new List<string>();
        foreach (var language in new[] { "nb", "sv" })
        {
            foreach (var path in Pages)
            {
                await page.GotoAsync($"{path}?lang={language}");
                faults.AddRange((await page.EvaluateAsync<string[]>("""
                    () => {
                        const wide = document.documentElement.clientWidth, faults = [];
                        for (const link of document.querySelectorAll('nav.main a')) {
                            const box = link.getBoundingClientRect();
                            if (box.left < 0 || box.right > wide || box.height < 24) faults.push('cut off: ' + link.textContent);
                        }
                        const nav = document.querySelector('nav.main');
                        if (nav && nav.scrollWidth > nav.clientWidth + 1) faults.push('the navigation scrolls');
                        if (document.documentElement.scrollWidth > wide + 1) faults.push('wider than the screen');
                        for (const thing of document.querySelectorAll('main table, .drawing svg')) {
                            const frame = thing.closest('.scroll, .drawing, .table');
                            if (thing.getBoundingClientRect().width > wide && !(frame && getComputedStyle(frame).overflowX === 'auto')) faults.push('a wide ' + thing.tagName + ' without a frame of its own');
                            if (frame && frame.scrollWidth > frame.clientWidth + 1 && frame.tabIndex !== 0) faults.push('a frame that no key scrolls');
                        }
                        return faults;
                    }
                    """)).Select(fault => $"{path} {language} at {width}: {fault}"));
            }
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(30)));
    }

    [Fact]
    public async Task Words_in_charts_are_legible_on_a_phone()
    {
        RequireChromium();
        await WithEarlierYearsAsync();
        var page = await PageAsync(390);
        foreach (var path in new[] { "/", "/tables/2014/diagram2", "/tables/2014/trend", "/report/2014" })
        {
            await page.GotoAsync($"{path}?lang=en");
            var smallest = await page.EvaluateAsync<double>("() => Math.min(99, ...[...document.querySelectorAll('div.chart svg text, .drawing svg text')].filter(text => text.textContent.trim()).map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))");
            Assert.InRange(smallest, 10.5, 98);
        }
    }

    [Fact]
    public async Task Words_stand_out_from_what_is_behind_them_in_the_dark_charts_too()
    {
        RequireChromium();
        await WithEarlierYearsAsync();
        var page = await PageAsync(1280, ColorScheme.Dark);
        foreach (var path in new[] { "/", "/tables/2014/diagram2", "/tables/2014/trend", "/report/2014" })
        {
            await page.GotoAsync($"{path}?lang=en");
            var faint = await page.EvaluateAsync<string[]>("""
                () => {
                    const parts = colour => (colour.match(/[\d.]+/g) || []).map(Number);
                    const light = ([r, g, b]) => { const c = [r, g, b].map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * c[0] + .7152 * c[1] + .0722 * c[2]; };
                    const behind = element => { for (let at = element; at; at = at.parentElement) { const c = parts(getComputedStyle(at).backgroundColor); if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
                    const faint = [];
                    for (const text of document.querySelectorAll('figure text, figcaption')) {
                        // Numbers inside a bar stand on the bar.
                        if (!text.textContent.trim() || text.getAttribute('fill') === '#ffffff' || text.getAttribute('text-anchor') === 'middle') continue;
                        const style = getComputedStyle(text), a = light(parts(text.tagName === 'text' ? style.fill : style.color)), b = light(behind(text));
                        const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
                        if (contrast < 4.5) faint.push(text.textContent.trim().slice(0, 40) + ' ' + contrast.toFixed(1));
                    }
                    return faint;
                }
                """);
            Assert.True(faint.Length == 0, $"{path}: {string.Join(" | ", faint.Take(10))}");
        }
    }

    [Fact]
    public async Task On_paper_there_is_no_navigation_and_nothing_is_cut_off()
    {
        RequireChromium();
        var page = await PageAsync(1000);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var path in Pages)
        {
            await page.GotoAsync($"{path}?lang=nb");
            Assert.False(await page.Locator("nav.main").IsVisibleAsync());
            Assert.Empty(await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.scroll, .drawing, .report-body .table')].filter(frame => getComputedStyle(frame).overflowX !== 'visible').map(frame => frame.className)"));
        }
    }

    // The trend on the overview is drawn when there is more than a year.
    private async Task WithEarlierYearsAsync()
    {
        await ImportPublished.RunAsync(Round.Store, SmallRound.Year);
        Round.Desk.Forget(SmallRound.Year);
        await Round.Desk.SettledAsync(SmallRound.Year);
    }
}
