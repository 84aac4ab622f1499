using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Pages;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;

namespace Vern.Persons.Collection;

/// <summary>What the sender is told when a submission is taken in.</summary>
/// <param name="Version">1 for the first, one more for each that replaces it.</param>
/// <param name="Digest">SHA-256 of what was taken in.</param>
/// <param name="Difference">How it differs from the version before, in words; null for the first.</param>
public sealed record SubmissionReceipt(int Year, string Sender, int Version, DateTimeOffset ReceivedAt, string Digest, string? Difference);

/// <summary>A body as the API shows it.</summary>
public sealed record BodyEntry(string Id, string Name, string EnglishName, string Kind, string Legal, string? Region, string? PartOf);

/// <summary>The national unit's way in for submissions, for programs: the same rules as the command line and the pages.</summary>
public static class CollectionApi
{
    /// <summary>A package may be at most this long: 64 MB, some 150,000 persons with encodings.</summary>
    public const long LargestPackage = 64L << 20;

    /// <summary>Maps <c>GET /api/bodies</c> and <c>POST /api/rounds/{year}/submissions</c>. Needs an <see cref="INationalStore"/> in the services.</summary>
    public static IEndpointRouteBuilder MapCollectionApi(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapGet("/api/bodies", BodiesAsync).AsOperation("ListBodies", "The register of bodies that report", NationalGrants.ReadBodies, StatusCodes.Status400BadRequest).Produces<BodyEntry[]>();
        routes.MapPost("/api/rounds/{year:int}/submissions", ReceiveAsync)
            .AsOperation("ReceiveSubmission", "Takes in a body's de-identified submission, whole or not at all", NationalGrants.SendSubmissions, StatusCodes.Status409Conflict)
            .Takes<SubmissionPackage>(LargestPackage).Produces<SubmissionReceipt>(StatusCodes.Status201Created).KeepingAnswers();
        return routes;
    }

    private static async Task<IResult> BodiesAsync(HttpContext http, INationalStore store, [Range(1, 1_000_000)] int? page, [Range(1, ListPage.Largest)] int? size, CancellationToken cancel) =>
        ListPage.Of(http, [.. (await store.BodiesAsync(cancel)).Select(body => new BodyEntry(body.Id.Value, body.Name, body.EnglishName, body.Kind.ToString(), body.Legal.ToString(), body.Region, body.PartOf?.Value))], page, size);

    private static async Task<IResult> ReceiveAsync(HttpContext http, int year, INationalStore store, CurrentPerson current, CancellationToken cancel)
    {
        var (package, problem) = await ReadBody.AsAsync<SubmissionPackage>(http, SubmissionPackage.Json, cancel);
        if (package is null) return problem!;
        if (package.Year != year) return Problem($"The package is for {package.Year}, the address for {year}.", StatusCodes.Status400BadRequest);
        if (current.SignedIn is { } sender && package.Sender != sender.Account) return Problem($"The token is of '{sender.Account}', the package of another body.", StatusCodes.Status403Forbidden);
        try
        {
            var submission = package.ToSubmission();
            var receipt = (http.Features.Get<UnfinishedRequest>() is null ? null : await ReceiveSubmission.FindAsync(store, submission, cancel)) ?? await ReceiveSubmission.RunAsync(store, submission, cancel);
            return TypedResults.Created($"/api/rounds/{year}/submissions/{receipt.Sender}", receipt);
        }
        catch (SubmissionRefusedException refused)
        {
            return Problem(refused.Message, StatusCodes.Status409Conflict);
        }
    }

    private static ProblemHttpResult Problem(string detail, int status) => ApiProblem.Of(status, detail, "The submission was not taken in");
}
