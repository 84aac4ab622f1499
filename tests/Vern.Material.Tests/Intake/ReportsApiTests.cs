using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Vern.Material.Intake;
using Vern.Tests.Workspaces;

namespace Vern.Material.Tests.Intake;

/// <summary>The interface for programs, the public's forms and the staff's pages, through the served centre.</summary>
public sealed class ReportsApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static object Body(string words) => new { facts = new { kind = "material", words, accounts = new[] { new { screenName = "made-up", connections = new[] { new { address = "192.0.2.1", at = "2026-01-01T00:00:00Z", @event = "login", possibleProxy = false } } } } }, files = new[] { new { name = "x.png", given = new { sha256 = new string('a', 64), pdq = new string('b', 64) } } } };

    [Fact]
    public async Task A_program_sends_reports_asks_after_its_own_and_takes_them_back()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var alpha = await AProviderOf.EnrolAsync(rooms, "alpha");
        using var beta = await AProviderOf.EnrolAsync(rooms, "beta");
        foreach (var program in (AProviderOf[])[alpha, beta]) program.Client.DefaultRequestHeaders.Authorization = new("Bearer", program.Token);
        using var sent = await alpha.Client.PostAsJsonAsync("/api/reports", Body("first"), Cancel);
        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        var receipt = await sent.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.True(receipt.GetProperty("secureConnectionData").GetBoolean());
        var place = sent.Headers.Location!.OriginalString;
        using (var again = await alpha.Client.PostAsJsonAsync("/api/reports", Body("first"), Cancel))
        {
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.Equal(receipt.GetProperty("id").GetInt64(), (await again.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetInt64());
        }
        using (var bundle = await alpha.Client.PostAsJsonAsync("/api/reports/bundle", new { reports = new[] { Body("second"), Body("first"), Body("third") } }, Cancel))
        {
            Assert.Equal(HttpStatusCode.OK, bundle.StatusCode);
            Assert.Equal([false, true, false], (await bundle.Content.ReadFromJsonAsync<JsonElement>(Cancel)).EnumerateArray().Select(one => one.GetProperty("again").GetBoolean()));
        }
        Assert.Equal("finished", (await alpha.Client.GetFromJsonAsync<JsonElement>(place, Cancel)).GetProperty("state").GetString());
        using (var none = await beta.Client.PostAsync(new Uri(place + "/retraction", UriKind.Relative), null, Cancel)) Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        using (var back = await alpha.Client.PostAsync(new Uri(place + "/retraction", UriKind.Relative), null, Cancel)) Assert.Equal("retracted", (await back.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("state").GetString());
        using (var twice = await alpha.Client.PostAsync(new Uri(place + "/retraction", UriKind.Relative), null, Cancel)) Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        Assert.Equal(2, (await AProviderOf.StoreOf(rooms).FinishedAfterAsync(0, 10, Cancel)).Count);
        foreach (var bad in (object[])[new { }, new { facts = new { kind = "nothing" } }, new { facts = new { kind = "material", unknown = 1 } }, new { facts = new { kind = "material" }, files = new[] { new { given = new { md5 = "short" } } } }, new { facts = new { kind = "material", signs = new[] { "Not A Code" } } }])
        {
            using var refused = await alpha.Client.PostAsJsonAsync("/api/reports", bad, Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    [Fact]
    public async Task The_public_and_children_report_without_an_account_and_ask_by_number()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        foreach (var path in (string[])["/report", "/report/child"])
        {
            using var browser = rooms.At(ServedRooms.Centre);
            var page = await browser.PageAsync(path + "?lang=nb");
            Assert.Equal("noindex, nofollow", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
            Assert.NotNull(page.QuerySelector(".quick-exit"));
            Assert.Contains("116 111", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll("script, input[type=file]"));
            var number = page.QuerySelector("input[name=number]")!.GetAttribute("value")!;
            // No address, no account; the form's own cookie is all that is set.
            Assert.Equal(["vern-form"], browser.Cookies.GetAllCookies().Select(cookie => cookie.Name));
            using (var empty = await browser.PostAsync(path, path)) Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
            (string, string)[] fields = [("number", number), ("kind", "extortion"), ("where", "made-up app"), ("words", $"made-up words of {path}"), ("danger", "yes"), ("age", "13")];
            using var sent = await browser.PostAsync(path, path, fields);
            Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
            using (var again = await browser.PostAsync(path, path, fields)) Assert.Equal(sent.Headers.Location, again.Headers.Location);
            Assert.Contains(number, sent.Headers.Location!.OriginalString, StringComparison.Ordinal);
            var answer = await browser.PageAsync(sent.Headers.Location.OriginalString);
            Assert.Contains(number[..4], answer.QuerySelector("#number")!.TextContent, StringComparison.Ordinal);
            using (var none = await browser.GetAsync("/report/0000-0000-0000-0000")) Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
            var kept = (await AProviderOf.StoreOf(rooms).ByNumberAsync(number, Cancel))!;
            Assert.Equal((path == "/report" ? Channel.Public : Channel.Child, null, true), (kept.Channel, kept.Provider, kept.Facts!.Haste is not null));
        }
        Assert.Equal(2, (await AProviderOf.StoreOf(rooms).FinishedAfterAsync(0, 10, Cancel)).Count);
    }

    [Fact]
    public async Task A_reviewer_enrols_a_provider_and_its_credential_is_shown_once()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        using var reviewer = await rooms.At(ServedRooms.Centre).SignInAsync("/sign-in/link/" + await rooms.Access(ServedRooms.Centre).MakeLinkAsync("reviewer", TimeSpan.FromHours(1)));
        using (var wrong = await reviewer.PostAsync("/providers", "/providers", ("name", "Not A Name"), ("title", "x"), ("kind", "Provider"), ("country", "NO"), ("basis", "duty"), ("from", "2026-01-01"), ("preserve-days", "90"), ("a-minute", "5"))) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using (var enrolled = await reviewer.PostAsync("/providers", "/providers", ("name", "alpha"), ("title", "Alpha Example"), ("kind", "Hotline"), ("country", "NO"), ("basis", "duty"), ("from", "2020-01-01"), ("keeps-days", "21"), ("preserve-days", "90"), ("a-minute", "5"))) Assert.Equal("/providers/alpha?done=enrolled", enrolled.Headers.Location!.OriginalString);
        var list = await reviewer.PageAsync("/providers");
        Assert.Contains("Alpha Example", list.Body!.TextContent, StringComparison.Ordinal);
        using var made = await reviewer.PostAsync("/providers/alpha/credentials", "/providers/alpha");
        var token = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await made.Content.ReadAsStringAsync(Cancel)).QuerySelector("#token")!.TextContent;
        using var program = rooms.At(ServedRooms.Centre);
        program.Client.DefaultRequestHeaders.Authorization = AProviderOf.Basic("alpha", token);
        using (var status = await program.GetAsync("/ispws/status")) Assert.Equal(HttpStatusCode.OK, status.StatusCode);
        Assert.Null((await reviewer.PageAsync("/providers/alpha")).QuerySelector("#token"));
        using (var closed = await reviewer.PostAsync("/providers/alpha/closing", "/providers/alpha")) Assert.Equal(HttpStatusCode.SeeOther, closed.StatusCode);
        using (var status = await program.GetAsync("/ispws/status")) Assert.Equal(HttpStatusCode.Unauthorized, status.StatusCode);
        using var analyst = await rooms.At(ServedRooms.Centre).SignInAsync("/sign-in/link/" + await rooms.Access(ServedRooms.Centre).MakeLinkAsync("analyst", TimeSpan.FromHours(1)));
        using (var refused = await analyst.GetAsync("/providers")) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }
}
