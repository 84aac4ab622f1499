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
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>("""
            async contrast => {
                const found = await axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: contrast } } });
                return found.violations.map(one => `${one.id} (${one.nodes.slice(0, 2).map(node => node.html).join(' | ')})`);
            }
            """, contrast);
    }

    /// <summary>What axe finds by the rules whose answer can differ between two pages of one <see cref="SkeletonAsync">skeleton</see>: those that compare words, ask for the language, or depend on how much room words take.</summary>
    public static async Task<string[]> FaultsOfWordsAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>("""
            async () => {
                const found = await axe.run(document, { resultTypes: ['violations'], runOnly: ['html-has-lang', 'html-lang-valid', 'valid-lang', 'document-title', 'landmark-unique', 'scrollable-region-focusable', 'skip-link'] });
                return found.violations.map(one => `${one.id} (${one.nodes.slice(0, 2).map(node => node.html).join(' | ')})`);
            }
            """);
    }

    /// <summary>A page without its words: each element with its attributes in order, for words and addresses only whether there are any, and without which of the links to the languages is the page's own.</summary>
    public static Task<string> SkeletonAsync(IPage page) => page.EvaluateAsync<string>("""
        () => {
            const words = new Set(['aria-label', 'alt', 'title', 'placeholder', 'value', 'href', 'action', 'src', 'lang', 'content', 'summary', 'aria-description', 'label', 'aria-valuetext', 'd', 'x', 'width', 'points', 'viewBox']);
            const parts = [];
            const visit = node => {
                if (node.nodeType === Node.TEXT_NODE) { if (node.data.trim()) parts.push('t'); return; }
                if (node.nodeType !== Node.ELEMENT_NODE) return;
                parts.push('<', node.localName);
                for (const { name, value } of node.attributes) if (name !== 'aria-current') parts.push(' ', name, '=', words.has(name) || name.startsWith('data-') ? !!value.trim() : value);
                parts.push('>');
                node.childNodes.forEach(visit);
                parts.push('/');
            };
            visit(document.body);
            return document.documentElement.dir + parts.join('');
        }
        """);

    /// <summary>Puts what another address answers in the place of the page that stands: its words and elements under the same style sheets, in a third of the time of going there, and axe need not be read again. What scripts of that answer would do is not done.</summary>
    public static async Task PutInPlaceAsync(IPage page, Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/html" }, { "Cookie", string.Join("; ", (await page.Context.CookiesAsync([address.ToString()])).Select(cookie => $"{cookie.Name}={cookie.Value}")) } } };
        using var answer = await Here.SendAsync(request);
        await page.EvaluateAsync("""
            text => {
                const other = new DOMParser().parseFromString(text, 'text/html');
                document.documentElement.lang = other.documentElement.lang;
                document.documentElement.dir = other.documentElement.dir;
                document.title = other.title;
                document.body.replaceWith(document.adoptNode(other.body));
            }
            """, await answer.Content.ReadAsStringAsync());
    }

    // A browser finds every name under localhost on this machine; so does this.
    private static readonly HttpClient Here = new(new SocketsHttpHandler
    {
        UseCookies = false,
        ConnectCallback = async (context, cancel) =>
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(System.Net.IPAddress.Loopback, context.DnsEndPoint.Port, cancel);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        },
    });
}
