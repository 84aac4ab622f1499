using System.Net;
using AngleSharp.Html.Parser;
using Vern.Tests.Pages;

namespace Vern.Tests.Access;

/// <summary>Somebody with a browser of her own: cookies, forms, no script.</summary>
internal sealed class Visitor(SmallRound round) : IDisposable
{
    public CookieContainer Cookies { get; } = new();
    private HttpClient? _client;

    public HttpClient Client => _client ??= new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = round.Address };

    public static async Task<Visitor> SignedInAsync(SmallRound round, string link)
    {
        var visitor = new Visitor(round);
        using var answer = await visitor.PostAsync(link, link);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return visitor;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative));

    public async Task<string> TokenAsync(string page)
    {
        using var answer = await GetAsync(page);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).QuerySelector("input[name=token]")?.GetAttribute("value") ?? "";
    }

    /// <summary>Sends a form with the token of a page.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string page, params (string Name, string Value)[] fields)
    {
        var token = await TokenAsync(page);
        using var form = new FormUrlEncodedContent([new("token", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await Client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    public void Dispose() => _client?.Dispose();
}
