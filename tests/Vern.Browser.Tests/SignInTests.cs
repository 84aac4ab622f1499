using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Vern.Platform.Localisation;
using Vern.Tests.Pages;

namespace Vern.Browser.Tests;

/// <summary>Signing in and keeping one's account, by keyboard alone, and what is asked of those pages in every language.</summary>
public sealed class SignInTests : BrowserTest
{
    [Fact]
    public async Task A_person_comes_in_by_her_link_and_goes_out_again_by_keyboard()
    {
        RequireChromium();
        var page = await PageAsync(1280);
        await page.GotoAsync(await Round.AccountAsync("kari", "Kari Example", "coordinator") + "?lang=en");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Are you Kari Example?" }).WaitForAsync();
        await TabToAsync(page, "Yes, sign me in");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("/sign-in/", StringComparison.Ordinal));
        await TabToAsync(page, "Signed in as Kari Example");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Kari Example" }).WaitForAsync();
        await TabToAsync(page, "Set up one-time codes");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#code").WaitForAsync();
        await TabToAsync(page, "Sign out");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Sign in" }).WaitForAsync();
        await page.GotoAsync("/rounds/2014");
        Assert.Contains("/sign-in?to=%2Frounds%2F2014", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_on_accounts_are_accessible_in_every_language()
    {
        RequireChromium();
        var link = await Round.AccountAsync("eli", "Eli Example", "administrator");
        var stranger = await PageAsync(390);
        var faults = new List<string>();
        foreach (var language in Language.All)
        {
            foreach (var path in new[] { "/sign-in", link, "/sign-in/link/nothing" }) await LookAsync(stranger, path, language, faults);
        }
        var page = await SignedInAsync(link, 390);
        foreach (var language in Language.All)
        {
            foreach (var path in new[] { "/account", "/accounts", "/grants", "/rounds/2014" }) await LookAsync(page, path, language, faults);
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(40)));
    }

    private static async Task LookAsync(IPage page, string path, Language language, List<string> faults)
    {
        await page.GotoAsync($"{path}?lang={language}");
        var result = await page.RunAxe();
        faults.AddRange(result.Violations.Select(violation => $"{path} {language}: {violation.Id} ({string.Join(" | ", violation.Nodes.Take(2).Select(node => node.Html))})"));
        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")) faults.Add($"{path} {language}: wider than the screen");
    }

    private static async Task TabToAsync(IPage page, string text)
    {
        for (var step = 0; step < 200; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            if ((await page.EvaluateAsync<string>("document.activeElement.innerText || ''")).Contains(text, StringComparison.Ordinal)) return;
        }
        Assert.Fail($"'{text}' is not reached with the Tab key.");
    }
}
