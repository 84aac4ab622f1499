using System.Net;
using Vern.Tests.Workspaces;

namespace Vern.Material.Tests.Redress;

/// <summary>What nobody in particular may do over HTTP, and what the roles may not.</summary>
public sealed class OpenFormsTests(OpenFormsTests.Rooms shared) : IClassFixture<OpenFormsTests.Rooms>
{
    /// <summary>Served once for all of these tests.</summary>
    public sealed class Rooms : IAsyncLifetime
    {
        internal ServedRooms Served { get; private set; } = null!;
        public async ValueTask InitializeAsync() => Served = await ServedRooms.ServeAsync();
        public ValueTask DisposeAsync() => Served.DisposeAsync();
    }

    private Browser Nobody() => shared.Served.At(ServedRooms.Centre);
    private async Task<Browser> InAsync(string role) => await Nobody().SignInAsync($"/sign-in/link/{await shared.Served.Access(ServedRooms.Centre).MakeLinkAsync(role, TimeSpan.FromHours(1))}");

    [Fact]
    public async Task Somebody_complains_follows_it_by_number_and_code_and_takes_it_back()
    {
        using var browser = Nobody();
        using var sent = await browser.PostAsync("/complain", "/complain", ("origin", new string('3', 32)), ("kind", "account"), ("subject", "the app Example"), ("words", "<script>alert(1)</script>"));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await sent.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var (number, code) = (page.QuerySelector("#number")!.TextContent, page.QuerySelector("#code")!.TextContent);
        using (var wrong = await browser.PostAsync($"/complain/{number}", $"/complain/{number}", ("secret", "WRONG"))) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using (var other = await browser.PostAsync("/complain/k0000000000", "/complain/k0000000000", ("secret", code))) Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        using (var open = await browser.PostAsync($"/complain/{number}", $"/complain/{number}", ("secret", code))) Assert.Contains(number, await open.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var reviewer = await InAsync("reviewer");
        Assert.NotEmpty((await reviewer.PageAsync("/complaints")).QuerySelectorAll("tbody a"));
        using (var back = await browser.PostAsync($"/complain/{number}", $"/complain/{number}", ("secret", code), ("do", "take-back"))) Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.Empty((await reviewer.PageAsync("/complaints")).QuerySelectorAll("tbody a"));
    }

    [Theory, InlineData("nb"), InlineData("da"), InlineData("sv"), InlineData("en")]
    public async Task Public_pages_are_in_every_language_with_help_lines_and_a_quick_exit(string language)
    {
        using var browser = Nobody();
        foreach (var path in (string[])["/complain", "/complain/mine", "/complain/k0000000000"])
        {
            var page = await browser.PageAsync($"{path}?lang={language}");
            Assert.Contains("116 111", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector("a.quick-exit"));
            Assert.Empty(page.QuerySelectorAll("script"));
        }
        Assert.NotNull((await browser.PageAsync($"/transparency?lang={language}")).QuerySelector("h1"));
    }

    [Fact]
    public async Task Whatever_is_sent_is_answered_with_a_page_and_never_with_a_fault()
    {
        using var browser = Nobody();
        var token = (await browser.PageAsync("/complain/mine")).QuerySelector("input[name=token]")!.GetAttribute("value")!;
#pragma warning disable CA5394 // reproducible, no secret
        var random = new Random(7);
        string Noise() => new([.. Enumerable.Range(0, random.Next(0, 60)).Select(_ => (char)random.Next(1, 0xD7FF))]);
#pragma warning restore CA5394
        for (var turn = 0; turn < 25; turn++) // under the limit of a machine
        {
            using var form = new FormUrlEncodedContent([new("token", token), new("origin", Noise()), new("mandate", turn % 2 == 0 ? "self" : Noise()), new("addresses", Noise() + "\n" + Noise()), new("words", Noise())]);
            using var answer = await browser.Client.PostAsync(new Uri("/complain/mine", UriKind.Relative), form, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("supervisor", "/notices/new"), InlineData("police-inbox", "/notices/new"), InlineData("administrator", "/notices"), InlineData("analyst", "/complaints"), InlineData("police-inbox", "/complaints"), InlineData("reviewer", "/requests"), InlineData("list-publisher", "/series"), InlineData("analyst", "/transparency/2026/draft")]
    public async Task A_role_without_the_permission_is_refused(string role, string path)
    {
        using var browser = await InAsync(role);
        using var answer = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Every_page_of_the_slices_opens_for_who_may()
    {
        using (var analyst = await InAsync("analyst"))
            foreach (var path in (string[])["/notices", "/notices/new", "/notices/times", "/notices/holds", "/requests", "/series", "/series?value=12&show=nobody"]) using (var answer = await analyst.GetAsync(path)) Assert.True(answer.StatusCode is HttpStatusCode.OK, $"{path} {answer.StatusCode}");
        using var reviewer = await InAsync("reviewer");
        foreach (var path in (string[])["/complaints?state=decided", "/transparency/2026/draft"]) using (var answer = await reviewer.GetAsync(path)) Assert.True(answer.StatusCode is HttpStatusCode.OK, $"{path} {answer.StatusCode}");
    }
}
