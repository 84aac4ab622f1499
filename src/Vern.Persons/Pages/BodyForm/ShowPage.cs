using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface.Api;

namespace Vern.Persons.Pages.BodyForm;

/// <summary>A version of a body's submission, as the body sees it.</summary>
/// <param name="Version">1 for the first.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="State">received, accepted, sent-back, superseded or excluded.</param>
/// <param name="Rows">How many persons.</param>
/// <param name="EncodedRows">How many came with an encoding.</param>
/// <param name="Digest">SHA-256 of what was sent.</param>
/// <param name="Reason">The unit's question or reason, if any.</param>
public sealed record EarlierVersion(int Version, DateTimeOffset ReceivedAt, SubmissionState State, int Rows, int EncodedRows, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Digest, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Reason);

/// <summary>What a body has sent for a year.</summary>
/// <param name="Versions">Latest first.</param>
/// <param name="Persons">The latest version's rows, without encodings and block keys.</param>
public sealed record EarlierSubmissions(IReadOnlyList<EarlierVersion> Versions, IReadOnlyList<PackagedPerson> Persons);

/// <summary>Hands out the page for bodies without Vern, and answers what it asks.</summary>
public static class ShowPage
{
    /// <summary>Maps the page, the same as a file, its signature, and a body's own earlier submissions.</summary>
    public static IEndpointRouteBuilder MapBodyForm(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/form/{year:int}").ExcludeFromDescription();
        pages.MapGet("", (HttpContext http, int year, PublishPage publish, CancellationToken cancel) => PageAsync(http, year, publish, asFile: false, cancel)).OpenToEveryone();
        pages.MapGet("/file", (HttpContext http, int year, PublishPage publish, CancellationToken cancel) => PageAsync(http, year, publish, asFile: true, cancel)).OpenToEveryone();
        pages.MapGet("/signature", SignatureAsync).OpenToEveryone();
        routes.MapGet("/api/rounds/{year:int}/submissions/{body}", EarlierAsync)
            .AsOperation("ListOwnSubmissions", "A body's own submissions of a year, latest first, with the latest one's rows as they were sent; encodings are not given back", NationalGrants.SendSubmissions, StatusCodes.Status404NotFound)
            .Produces<EarlierSubmissions>().Records(NationalActs.SubmissionRead, "round/{year}/body/{body}");
        return routes;
    }

    private static async Task<IResult> PageAsync(HttpContext http, int year, PublishPage publish, bool asFile, CancellationToken cancel)
    {
        if (await publish.PageAsync(year, cancel) is not { } page) return TypedResults.NotFound();
        // The one page with a script: exactly this one, by its digest. What a file is opened with is its own affair.
        if (!asFile) http.Response.Headers.ContentSecurityPolicy = page.ContentSecurityPolicy + "; frame-ancestors 'none'";
        return asFile ? TypedResults.File(page.Bytes, "application/octet-stream", page.FileName) : TypedResults.Bytes(page.Bytes, "text/html; charset=utf-8");
    }

    private static async Task<IResult> SignatureAsync(int year, PublishPage publish, CancellationToken cancel) =>
        await publish.PageAsync(year, cancel) is { } page ? TypedResults.Text(publish.Signature(page).ToString()) : TypedResults.NotFound();

    // A body sees its own; that another one has sent, or is there at all, it does not learn.
    private static async Task<IResult> EarlierAsync(int year, string body, INationalStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (current.SignedIn is { } sender && sender.Account != body) return NothingSent();
        if (await store.RoundAsync(year, cancel) is null || (await store.BodiesAsync(cancel)).All(known => known.Id.Value != body)) return NothingSent();
        var history = await store.HistoryAsync(year, new(body), cancel);
        return TypedResults.Json(new EarlierSubmissions(
            [.. history.Select(version => new EarlierVersion(version.Version, version.ReceivedAt, version.State, version.Persons.Count, version.EncodedRows, version.Digest, version.Reason))],
            history is [var latest, ..] ? [.. latest.Persons.Select(person => PackagedPerson.Of(person with { Encoding = null, Blocks = [] }))] : []), SubmissionPackage.Json);
    }

    private static IResult NothingSent() => ApiProblem.Of(StatusCodes.Status404NotFound, "There is no such round, or no submission of a body whose token this is.");
}
