using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Vern.Platform.Localisation;

namespace Vern.Browser.Tests;

/// <summary>Looks at page after page, in four languages on a screen: what axe finds, and what is wider than the screen.</summary>
public abstract class LookedAtPages : BrowserTest
{
    private readonly List<string> faults = [];

    // What is only read aloud follows what is seen: without a blank between them a screen reader says both as one word.
    private const string Glued = "[...document.querySelectorAll('.only-read')].filter(part => part.previousSibling?.ariaHidden !== 'true').map(part => (part.previousSibling?.textContent ?? '') + '|' + part.textContent).filter(both => /\\S\\|\\S/.test(both)).map(both => both.replace('|', ''))";

    /// <summary>Notes a fault; all are told together when everything has been looked at.</summary>
    protected void Fault(string fault) => faults.Add(fault);

    /// <summary>Fails with the first faults, where there are any.</summary>
    protected void AssertNoFaults() => Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(40)));

    /// <summary>An address of a pattern of the host, each place in it filled with something that there is.</summary>
    protected static string Filled(string pattern, string body)
    {
        var path = pattern.Contains("/editions", StringComparison.Ordinal) ? pattern.Replace("{year:int}", "2013", StringComparison.Ordinal) : pattern;
        path = path.Replace("/access-list.csv", $"/access-list.csv?year=2014&body={body}", StringComparison.Ordinal).Replace("/tables/{year:int}/{id}", "/tables/{year:int}/table3", StringComparison.Ordinal).Replace("{**name}", "vern.css", StringComparison.Ordinal);
        foreach (var (place, value) in new[] { ("{year:int}", "2014"), ("{language}", "nb"), ("{place}", "summary"), ("{table}", "table3"), ("{format}", "html"), ("{body}", body), ("{id}", body), ("{documentName}", "v1"), ("{workspace}", "national") }) path = path.Replace(place, value, StringComparison.Ordinal);
        return Regex.Replace(path, @"\{[a-z]+:int\}", "1");
    }

    /// <summary>Looks at pages: the first language as somebody would who goes there, the others put in its place; a page with a script is gone to in each.</summary>
    protected async Task LookAsync(IPage page, IReadOnlyList<string> paths, IReadOnlyList<Language>? languages = null)
    {
        foreach (var path in paths)
        {
            var scripted = true;
            // What most rules ask is the same for two languages of one page that differ in nothing but words: those are asked of the first only.
            var skeletons = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (index, language) in (languages ?? Language.All).Index())
            {
                var address = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}lang={language}";
                if (!scripted) await Axe.PutInPlaceAsync(page, new(new(page.Url), address));
                else await page.GotoAsync(address);
                scripted = await page.EvaluateAsync<bool>("document.scripts.length > 0");
                faults.AddRange((await (skeletons.Add(await Axe.SkeletonAsync(page)) ? Axe.FaultsAsync(page, contrast: index == 0) : Axe.FaultsOfWordsAsync(page))).Select(fault => $"{path} {language}: {fault}"));
                foreach (var glued in await page.EvaluateAsync<string[]>(Glued)) faults.Add($"{path} {language}: '{glued}' is read as one word");
                if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")) faults.Add($"{path} {language} at {page.ViewportSize!.Width}: wider than the screen");
            }
        }
    }
}
