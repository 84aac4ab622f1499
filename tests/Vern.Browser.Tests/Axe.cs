using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Vern.Browser.Tests;

/// <summary>axe on a page of ours, which has no frames: run where it stands, and only what it finds is brought back. Many times as fast as the library's own way, which opens a second page for frames.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What axe finds, a line each: the rule and the first elements.</summary>
    /// <param name="page">The page.</param>
    /// <param name="contrast">Whether words must stand out from what is behind them: that does not depend on the language, and takes axe most of its time.</param>
    public static async Task<string[]> FaultsAsync(IPage page, bool contrast = true)
    {
        await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>("""
            async contrast => {
                const found = await axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: contrast } } });
                return found.violations.map(one => `${one.id} (${one.nodes.slice(0, 2).map(node => node.html).join(' | ')})`);
            }
            """, contrast);
    }
}
