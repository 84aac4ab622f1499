using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using Vern.Commands;
using Vern.Hosting;
using Vern.Persons.Collection;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Tests.Pages;

/// <summary>What the host promises whatever the page looks like.</summary>
public sealed class HostTests : ServedRound
{
    private async Task<string> BodyAsync() => (await Round.Store.RoundAsync(SmallRound.Year))!.Answers[0].Body.Value;

    private async Task<Dictionary<string, string>> TokenAsync()
    {
        var page = new HtmlParser().ParseDocument(await Client.GetStringAsync(new Uri("/about", UriKind.Relative)));
        return new() { ["token"] = page.QuerySelector("input[name=token]")!.GetAttribute("value")! };
    }

    private async Task<HttpResponseMessage> PostAsync(string path, params (string, string)[] fields)
    {
        var form = await TokenAsync();
        foreach (var (name, value) in fields) form[name] = value;
        using var content = new FormUrlEncodedContent(form);
        return await Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    [Fact]
    public async Task Every_page_answers_in_every_language_with_all_its_texts_and_the_strict_headers()
    {
        var body = await BodyAsync();
        string[] paths = ["/", "/about", "/rounds/2014", "/rounds/2014?show=missing&sort=persons", "/rounds/new", "/rounds/2014/closing", $"/rounds/2014/bodies/{body}", "/rounds/2014/pairs", "/rounds/2014/pairs/1",
            "/tables/2014", "/tables/2014/table3", "/tables/2014/table3?turn=1&only=1", "/figures/2014/table3/1/1", "/report/2014", "/report/2014/registers", "/report/2014/texts/summary", "/ledger", "/ledger?act=round.opened&from=2014-01-01&until=2099-12-31&resource=round", "/ledger?page=7"];
        foreach (var language in Language.All)
        {
            foreach (var path in paths)
            {
                using var answer = await Client.GetAsync(new Uri(path + (path.Contains('?') ? "&" : "?") + "lang=" + language.Code, UriKind.Relative));
                var html = await answer.Content.ReadAsStringAsync();
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path} {language}: {answer.StatusCode}");
                Assert.Equal(SecurityHeaders.ContentSecurityPolicy, answer.Headers.GetValues("Content-Security-Policy").Single());
                Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
                Assert.DoesNotContain("unsafe", SecurityHeaders.ContentSecurityPolicy, StringComparison.Ordinal);
                var page = new HtmlParser().ParseDocument(html);
                Assert.Equal(language.Code, page.DocumentElement.GetAttribute("lang"));
                Assert.Single(page.QuerySelectorAll("h1"));
                Assert.Empty(page.QuerySelectorAll("script, style, [style], [onclick], [onload]"));
                Assert.All(page.QuerySelectorAll("form[method=post]"), form => Assert.NotNull(form.QuerySelector("input[name=token]")));
                Assert.All(page.QuerySelectorAll("[src], link[href], a[href], form[action]"), element =>
                    Assert.Matches("^(/(?!/)|#)", element.GetAttribute("src") ?? element.GetAttribute("href") ?? element.GetAttribute("action")!));
                var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
                Assert.True(ids.Count == ids.Distinct().Count(), $"{path}: an id stands twice: {string.Join(", ", ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key))}");
            }
        }
    }

    [Theory]
    [InlineData("/rounds/1999")]
    [InlineData("/rounds/2014/bodies/nobody")]
    [InlineData("/rounds/2014/pairs/99")]
    [InlineData("/tables/2014/table99")]
    [InlineData("/figures/2014/table3/99/1")]
    [InlineData("/report/1999")]
    [InlineData("/report/2014/texts/nowhere")]
    [InlineData("/report/2014/editions/1/receipt")]
    [InlineData("/?year=1999")]
    [InlineData("/nothing")]
    public async Task What_does_not_exist_is_a_page_that_says_so(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing_and_is_400()
    {
        using var content = new FormUrlEncodedContent([new("answer", "Zero")]);
        using var answer = await Client.PostAsync(new Uri("/rounds/2014/reminders", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var text = new StringContent("{}", Encoding.UTF8, "application/json");
        using var json = await Client.PostAsync(new Uri("/rounds/2014/reminders", UriKind.Relative), text);
        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
        Assert.All((await Round.Store.RoundAsync(SmallRound.Year))!.Answers, body => Assert.Empty(body.RemindedOn));
    }

    [Fact]
    public async Task Reminding_records_the_day_for_each_missing_body()
    {
        using var answer = await PostAsync("/rounds/2014/reminders");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.All((await Round.Store.RoundAsync(SmallRound.Year))!.Answers.Where(body => body.Answer == AnswerKind.NotAnswered), body => Assert.Single(body.RemindedOn));
    }

    [Fact]
    public async Task A_decision_needs_a_name_and_is_kept_with_it()
    {
        var answers = (await Round.Store.RoundAsync(SmallRound.Year))!.Answers;
        (string, string)[] fields = [("a", answers[0].Body.Value + ".1"), ("b", answers[1].Body.Value + ".2"), ("verdict", "Same")];
        using var nameless = await PostAsync("/rounds/2014/pairs/1", fields);
        Assert.Equal(HttpStatusCode.BadRequest, nameless.StatusCode);
        using var named = await PostAsync("/rounds/2014/pairs/1", [.. fields, ("who", "B. Example")]);
        Assert.Equal(HttpStatusCode.SeeOther, named.StatusCode);
        Assert.Equal("B. Example", Assert.Single(await Round.Store.DecisionsAsync(SmallRound.Year)).DecidedBy);
    }

    [Fact]
    public async Task Closing_destroys_only_after_confirmation()
    {
        using var unsure = await PostAsync("/rounds/2014/closing", ("who", "B. Example"));
        Assert.Equal(HttpStatusCode.BadRequest, unsure.StatusCode);
        Assert.Null(await Round.Store.DestructionAsync(SmallRound.Year));
        using var sure = await PostAsync("/rounds/2014/closing", ("who", "B. Example"), ("understood", "yes"));
        Assert.Equal(HttpStatusCode.SeeOther, sure.StatusCode);
        Assert.Equal(36, (await Round.Store.DestructionAsync(SmallRound.Year))!.Encodings);
    }

    [Fact]
    public async Task What_is_too_large_or_no_package_is_turned_away_whole()
    {
        using var deep = new MultipartFormDataContent { { new StringContent((await TokenAsync())["token"]), "token" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(new string('[', 5000))), "file", "deep.json" } };
        using var refused = await Client.PostAsync(new Uri("/rounds/2014/submissions", UriKind.Relative), deep);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var large = new MultipartFormDataContent { { new StringContent((await TokenAsync())["token"]), "token" }, { new ByteArrayContent(new byte[34 * 1024 * 1024]), "file", "large.json" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/rounds/2014/submissions") { Content = large };
        request.Headers.ExpectContinue = true; // the host answers before the body is sent
        using var tooLarge = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
    }

    [Fact]
    public async Task Assets_have_entity_tags_and_the_interface_is_described()
    {
        using var style = await Client.GetAsync(new Uri(AssetFiles.Address("vern.css"), UriKind.Relative));
        using var again = new HttpRequestMessage(HttpMethod.Get, AssetFiles.Address("vern.css"));
        again.Headers.IfNoneMatch.Add(style.Headers.ETag!);
        using var same = await Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Contains("/api/report/{year}", await Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("\"persons\"", await Client.GetStringAsync(new Uri("/api/report/2014", UriKind.Relative)), StringComparison.Ordinal);
        using var missing = await Client.GetAsync(new Uri("/api/report/1999", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("Healthy", await Client.GetStringAsync(new Uri("/health", UriKind.Relative)));
        Assert.Equal("Healthy", await Client.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));
    }

    [Fact]
    public async Task A_request_meant_for_another_host_gets_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "attacker.example";
        using var answer = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://localhost:5080/", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://*:5080", false)]
    [InlineData("http://192.168.1.10:5080", false)]
    [InlineData("http://example.org", false)]
    [InlineData("http://127.0.0.1:5080;http://0.0.0.0:80", false)]
    [InlineData("ftp://127.0.0.1", false)]
    [InlineData("", false)]
    public void Only_one_loopback_address_is_served_until_there_are_accounts(string address, bool taken) => Assert.Equal(taken, LoopbackAddress.Refusal(address) is null);

    [Fact]
    public async Task Another_address_is_refused_with_exit_code_2() => Assert.Equal(2, await ServeCommand.RunAsync(Path.GetTempPath(), "http://0.0.0.0:5080", null, null, false, null, CancellationToken.None));
}
