using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using RequestState = Vern.Material.Redress.RequestState;

namespace Vern.Material.Redress.Pages;

/// <summary>Who asks for help?</summary>
/// <param name="Requests">A page of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Open">Whether open ones are shown.</param>
/// <param name="At">Which page, from 1.</param>
public sealed record RequestsModel(IReadOnlyList<RemovalRequest> Requests, int Count, bool Open, int At);

/// <summary>One request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Problems">What stands in the way.</param>
public sealed record RequestModel(RemovalRequest Request, IReadOnlyList<Problem> Problems);

/// <summary>Requests of those who are shown (N-001, N-002).</summary>
public static class ShowRequests
{
    internal const int OnPage = 50;

    /// <summary>The list.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var (open, at) = (page.Asked("state") is not "done", int.TryParse(page.Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100_000 ? number : 1);
        var (requests, count) = await store.RequestsAsync(open, (at - 1) * OnPage, OnPage, cancel);
        return PageResult.Show<RequestsPage, RequestsModel>(page, new(requests, count, open, at));
    }

    /// <summary>One.</summary>
    public static async Task<IResult> OneAsync(HttpContext http, string id, MaterialStore store, CancellationToken cancel) =>
        await store.RequestAsync(id, cancel) is { } request ? PageResult.Show<RequestPage, RequestModel>(PageContext.For(http), new(request, [])) : TypedResults.NotFound();

    /// <summary>Answers her.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, string id, MaterialStore store, CancellationToken cancel)
    {
        if (await store.RequestAsync(id, cancel) is not { } request) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        var (page, words) = (PageContext.For(http, $"/requests/{id}"), form["answer"].ToString().ReplaceLineEndings("\n").Trim());
        IResult Wrong(string key) => PageResult.Show<RequestPage, RequestModel>(page, new(request, [new("answer", Texts.Source.Format(page.Language, key, RedressCodes.LongestWords))]), StatusCodes.Status400BadRequest);
        if (words.Length > RedressCodes.LongestWords) return Wrong("wrong.words");
        return await store.AnswerRequestAsync(id, form["to"] == "closed" ? RequestState.Closed : RequestState.Active, words, cancel) ? FormGuard.SeeOther($"/requests/{id}?done=answered") : Wrong("wrong.not-now");
    }
}
