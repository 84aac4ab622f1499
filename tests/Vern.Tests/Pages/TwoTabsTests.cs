using System.Net;
using AngleSharp.Html.Parser;
using Vern.Persons.Collection;
using Vern.Tests.Access;

namespace Vern.Tests.Pages;

/// <summary>Two tabs on one record: who writes second is told what the first has done, and what she wrote is not lost. (Submissions: <see cref="IllWillTests"/>.)</summary>
public sealed class TwoTabsTests : ServedRound
{
    private async Task<(HttpStatusCode Status, AngleSharp.Html.Dom.IHtmlDocument Page)> SendAsync(string path, AngleSharp.Html.Dom.IHtmlDocument opened, params (string Name, string Value)[] fields)
    {
        string Hidden(string name) => opened.QuerySelector($"#content input[name={name}]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([new("token", Hidden("token")), new("seen", Hidden("seen")), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        using var answer = await Client.PostAsync(new Uri(path, UriKind.Relative), form);
        return (answer.StatusCode, new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()));
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> OpenAsync(string path) => new HtmlParser().ParseDocument(await Client.GetStringAsync(new Uri(path + "?lang=en", UriKind.Relative)));

    [Fact]
    public async Task An_own_text_that_somebody_has_changed_meanwhile_is_shown_beside_what_was_written_over_it()
    {
        const string path = "/report/2014/texts/summary";
        var (one, two) = (await OpenAsync(path), await OpenAsync(path));
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(path, one, ("language", "en"), ("markdown", "What the first wrote."))).Status);
        var (status, page) = await SendAsync(path, two, ("language", "en"), ("markdown", "What the second wrote."));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Somebody kept another text", page.QuerySelector(".problems")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("What the first wrote.", page.QuerySelector("#theirs")!.TextContent.Trim());
        Assert.Equal("What the second wrote.", page.QuerySelector("#markdown")!.TextContent.Trim());
        Assert.Equal("What the first wrote.", (await Round.Store.TextAsync(SmallRound.Year, "summary", "en"))!.Value.Markdown);
        // Having seen it she keeps hers; another language was touched by neither.
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(path, page, ("language", "en"), ("markdown", "What both wrote."))).Status);
        Assert.Equal("What both wrote.", (await Round.Store.TextAsync(SmallRound.Year, "summary", "en"))!.Value.Markdown);
        Assert.Null(await Round.Store.TextAsync(SmallRound.Year, "summary", "nb"));
    }

    [Fact]
    public async Task A_request_that_was_prolonged_or_decided_meanwhile_is_not_decided_over_it()
    {
        var body = (await Round.Store.SubmissionsAsync(SmallRound.Year))[0].Sender;
        var id = (await ((NationalStore)Round.Store).AddRequestAsync(RequestKind.Restriction, body, "26/17", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(-3), SmallRound.Year, 3)).Id;
        var (one, two) = (await OpenAsync($"/requests/{id}"), await OpenAsync($"/requests/{id}"));
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync($"/requests/{id}/prolongation", one, ("reason", "The body has been asked which row it is."))).Status);
        var (status, page) = await SendAsync($"/requests/{id}/decision", two, ("outcome", "Granted"), ("reason", "She asked for it."), ("who", "B. Example"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("was changed in another window", page.QuerySelector(".problems")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Time prolonged by two months", page.QuerySelector(".timeline")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("She asked for it.", page.QuerySelector("#reason")!.TextContent.Trim());
        Assert.Equal(RequestState.Open, (await ((NationalStore)Round.Store).RequestAsync(id))!.State);
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync($"/requests/{id}/decision", page, ("outcome", "Granted"), ("reason", "She asked for it."), ("who", "B. Example"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync($"/requests/{id}/decision", page, ("outcome", "Refused"), ("reason", "Not so."), ("who", "C. Example"))).Status);
        Assert.Equal(RequestState.Granted, (await ((NationalStore)Round.Store).RequestAsync(id))!.State);
    }
}
