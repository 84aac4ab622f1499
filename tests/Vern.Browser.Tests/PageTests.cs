using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Vern.Platform.Localisation;
using Vern.Tests.Pages;

namespace Vern.Browser.Tests;

/// <summary>The pages in a browser without JavaScript of ours: accessible in four languages and two widths, and workable by keyboard.</summary>
public sealed class PageTests : BrowserTest
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Every_page_is_accessible_in_every_language_and_asks_nobody_else_for_anything(int width)
    {
        RequireChromium();
        var body = (await Round.Store.RoundAsync(SmallRound.Year))!.Answers[0].Body.Value;
        string[] paths = ["/", "/about", "/rounds/2014", "/rounds/new", "/rounds/2014/closing", $"/rounds/2014/bodies/{body}", "/rounds/2014/pairs", "/rounds/2014/pairs/1", "/tables/2014", "/tables/2014/table3",
            "/figures/2014/table3/1/1", "/report/2014", "/report/2014/registers", "/report/2014/texts/summary", "/ledger", "/ledger/register", $"/ledger/access-list?year=2014&body={body}", "/requests", "/requests/1", "/catalogue", "/report/2013/editions/1/receipt", "/api", "/jobs", "/webhooks", "/nothing"];
        await Round.PublishAsync();
        await ((Vern.Persons.Collection.NationalStore)Round.Store).AddRequestAsync(Vern.Persons.Collection.RequestKind.Erasure, new(body), "26/17", new DateOnly(2026, 1, 31), 2014, 3);
        var page = await PageAsync(width);
        var elsewhere = new List<string>();
        page.Request += (_, request) => { if (new Uri(request.Url).Authority != Round.Address.Authority) elsewhere.Add(request.Url); };
        var faults = new List<string>();
        foreach (var language in Language.All)
        {
            foreach (var path in paths)
            {
                await page.GotoAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}lang={language}");
                // In all languages on a screen; on a phone, where the layout is what differs, in one, and none may be wider than it.
                if (width > 400 || language == Language.Norwegian)
                {
                    var result = await page.RunAxe();
                    faults.AddRange(result.Violations.Select(violation => $"{path} {language}: {violation.Id} ({string.Join(" | ", violation.Nodes.Take(2).Select(node => node.Html))})"));
                }
                if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")) faults.Add($"{path} {language}: wider than the screen");
            }
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(40)));
        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task The_ledger_is_verified_and_searched_by_keyboard()
    {
        RequireChromium();
        var page = await PageAsync(390);
        await page.GotoAsync("/ledger?lang=en");
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify now" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Whole: every byte is what the key signed").WaitForAsync();
        Assert.Empty((await page.RunAxe()).Violations);
        await page.GetByLabel("Act", new() { Exact = true }).SelectOptionAsync("submission.received");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("3 entries, newest first; page 1 of 1.").WaitForAsync();
    }

    [Fact]
    public async Task The_units_job_is_done_by_keyboard_from_a_pair_to_the_report()
    {
        RequireChromium();
        var page = await PageAsync(1280);
        await page.GotoAsync("/rounds/2014/pairs?lang=en");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("#content", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Pair 1" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Your name").FocusAsync();
        await page.Keyboard.TypeAsync("B. Example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Same person" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("The decision is kept.").WaitForAsync();
        Assert.Equal("B. Example", Assert.Single(await Round.Store.DecisionsAsync(SmallRound.Year)).DecidedBy);
        await Round.Desk.SettledAsync(SmallRound.Year);
        await page.GotoAsync("/report/2014");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Signatures" }).WaitForAsync();
        // Where there are no accounts a report cannot be signed, and the page says why.
        Assert.Equal(0, await page.Locator("#sign").CountAsync());
        await page.GetByText("A report is signed by two persons who are signed in.").WaitForAsync();
    }
}
