using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Tests.Workspaces;

namespace Vern.Tests.Registration;

/// <summary>Export and import over HTTP: who may, what goes out, what comes in.</summary>
public sealed class ExchangePagesTests(CaseRoom room) : IClassFixture<CaseRoom>
{
    private static string Origin() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    // The form as the page has it, with other values and a file.
    private static async Task<HttpResponseMessage> SendAsync(Browser browser, IHtmlDocument page, string? file, params (string Name, string Value)[] fields)
    {
        using var content = new MultipartFormDataContent();
        var form = (IHtmlFormElement)page.QuerySelector("form[action='/people/import']")!;
        foreach (var input in form.QuerySelectorAll("input[type=hidden], input[type=text], select").Where(input => fields.All(field => field.Name != input.GetAttribute("name"))))
            content.Add(new StringContent(input is IHtmlSelectElement select ? select.Value ?? "" : input.GetAttribute("value") ?? ""), input.GetAttribute("name")!);
        foreach (var (name, value) in fields) content.Add(new StringContent(value), name);
        if (file is not null)
        {
            var part = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
            part.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            content.Add(part, "file", "people.csv");
        }
        return await browser.Client.PostAsync(new Uri("/people/import", UriKind.Relative), content);
    }

    private static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    [Fact]
    public async Task A_file_is_tried_mapped_corrected_and_registered_once_and_nothing_is_kept_before()
    {
        using var tora = await room.AsAsync("tora");
        var known = await room.Cases.AddPersonAsync(new(Origin(), Audience.Adult, [new("identity.given-name", "Joy"), new("identity.family-name", "Igbinosun")]), await room.ReachAsync("gry"));
        var before = (await room.Cases.ListAsync(await room.ReachAsync("ida", Vern.Platform.Access.Scope.Workspace), new(), 0, 1)).Count;
        using var wrong = await SendAsync(tora, await tora.PageAsync("/people/import"), "Fornavn;Etternavn;Kjønn;rare\nJoy;Igbinosun;Kvinne;x\nAna;Testesen;dame;1990\n", ("go", "check"));
        var page = await ReadAsync(wrong);
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.Contains("3", page.QuerySelector("tbody tr td")!.TextContent, StringComparison.Ordinal); // row 3: what "dame" is nobody knows
        Assert.Null(page.QuerySelector("button[value=import]"));
        // The column is left out, another is mapped by hand, and that is remembered.
        var sex = page.QuerySelectorAll("input[list=targets]").First(input => input.GetAttribute("value") == "about.sex").GetAttribute("name")!;
        var rare = page.QuerySelectorAll("input[list=targets]")[^1].GetAttribute("name")!;
        using var again = await SendAsync(tora, page, null, (sex, ""), (rare, "note.text"), ("keep", "yes"), ("go", "check"));
        page = await ReadAsync(again);
        Assert.Contains(known.Value, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal); // a possible double
        Assert.Equal(before, (await room.Cases.ListAsync(await room.ReachAsync("ida", Vern.Platform.Access.Scope.Workspace), new(), 0, 1)).Count);
        foreach (var _ in new int[2]) // a double click
        {
            using var done = await SendAsync(tora, page, null, ("skip", "2"), ("go", "import"));
            Assert.Equal((HttpStatusCode.SeeOther, "/people?imported=1"), (done.StatusCode, done.Headers.Location!.OriginalString));
        }
        Assert.Equal(before + 1, (await room.Cases.ListAsync(await room.ReachAsync("ida", Vern.Platform.Access.Scope.Workspace), new(), 0, 1)).Count);
        using var next = await SendAsync(tora, await tora.PageAsync("/people/import"), "rare\nsomething\n", ("go", "check"));
        Assert.Equal("note.text#1", (await ReadAsync(next)).QuerySelector("input[list=targets]")!.GetAttribute("value"));
        using var none = await SendAsync(tora, await tora.PageAsync("/people/import"), "MZ\0\0\0", ("go", "import"));
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        using var forged = await SendAsync(tora, page, null, ("kept", "AAAA"), ("go", "import"));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    [Fact]
    public async Task A_dry_run_tells_which_identity_numbers_are_none_and_which_have_a_slip()
    {
        using var tora = await room.AsAsync("tora");
        using var tried = await SendAsync(tora, await tora.PageAsync("/people/import"), "Fornavn;Fødselsnummer;DUF\nAna;01810090150;201412345678\nEla;01810090151;\nIda;;123\n", ("go", "check"));
        var page = await ReadAsync(tried);
        Assert.NotNull(page.QuerySelector("button[value=import]")); // another country's number can stand there: it is told, not refused
        Assert.Equal([0, 1, 1], page.QuerySelectorAll("ul.rows > li").Select(row => row.QuerySelectorAll("p.due").Length));
    }

    [Fact]
    public async Task Each_format_goes_out_within_reach_for_a_purpose_and_identity_only_when_asked_for()
    {
        var id = await room.Cases.AddPersonAsync(new(Origin(), Audience.Adult, [new("identity.family-name", "Osaghaename"), new("about.sex", "woman"), new("stay.place", 1, "Secretstreet 7b")]), await room.ReachAsync("gry"));
        var hers = await room.Cases.AddPersonAsync(new(Origin(), Audience.Adult, [new("about.sex", "woman")]), await room.ReachAsync("siv"));
        using var tora = await room.AsAsync("tora");
        foreach (var (format, media) in ((string, string)[])[("csv", "text/csv"), ("json", "application/json"), ("htcds", "text/csv"), ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")])
        {
            using var answer = await tora.PostAsync("/people/export", "/people/export", ("format", format), ("purpose", "protection"), ("state", "all"));
            Assert.Equal((HttpStatusCode.OK, media, "attachment"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType));
            var text = await answer.Content.ReadAsStringAsync();
            if (format == "xlsx") continue;
            Assert.DoesNotContain("Osaghaename", text, StringComparison.Ordinal);
            Assert.DoesNotContain(hers.Value, text, StringComparison.Ordinal);
            Assert.DoesNotContain("Secretstreet", text, StringComparison.Ordinal);
            if (format != "htcds") Assert.Contains(id.Value, text, StringComparison.Ordinal);
        }
        using var named = await tora.PostAsync("/people/export", "/people/export", ("format", "htcds"), ("purpose", "protection"), ("identity", "yes"));
        Assert.Contains("Osaghaename", await named.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var refused in ((string, string)[][])[[("format", "csv"), ("purpose", "statistics"), ("identity", "yes")], [("format", "csv"), ("purpose", "enforcement")], [("format", "exe"), ("purpose", "protection")], [("format", "csv")]])
        {
            using var answer = await tora.PostAsync("/people/export", "/people/export", refused);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }
}
