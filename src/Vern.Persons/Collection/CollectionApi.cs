using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Pages;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;
using Vern.Platform.Localisation;
using Vern.Platform.Sealing;

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
            .AsOperation("ReceiveSubmission", "Takes in a body's de-identified submission, whole or not at all: sealed in an envelope to the unit's key, or, from a body without a registered key, as it is", NationalGrants.SendSubmissions, StatusCodes.Status409Conflict)
            .Takes<SubmissionPackage>(Envelope.Largest, Envelope.MediaType).Produces<SubmissionReceipt>(StatusCodes.Status201Created).KeepingAnswers();
        routes.MapKeys();
        routes.MapMessages();
        return routes;
    }

    private static async Task<IResult> BodiesAsync(HttpContext http, INationalStore store, [Range(1, 1_000_000)] int? page, [Range(1, ListPage.Largest)] int? size, CancellationToken cancel) =>
        ListPage.Of(http, [.. (await store.BodiesAsync(cancel)).Select(body => new BodyEntry(body.Id.Value, body.Name, body.EnglishName, body.Kind.ToString(), body.Legal.ToString(), body.Region, body.PartOf?.Value))], page, size);

    private static async Task<IResult> ReceiveAsync(HttpContext http, int year, NationalStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (http.Request.ContentType?.StartsWith(Envelope.MediaType, StringComparison.OrdinalIgnoreCase) is true) return await ReceiveSealedAsync(http, year, store, current, cancel);
        var (package, problem) = await ReadBody.AsAsync<SubmissionPackage>(http, SubmissionPackage.Json, LargestPackage, cancel);
        if (package is null) return problem!;
        if (package.Year != year) return Problem($"The package is for {package.Year}, the address for {year}.", StatusCodes.Status400BadRequest);
        if (current.SignedIn is { } sender && package.Sender != sender.Account) return Problem($"The token is of '{sender.Account}', the package of another body.", StatusCodes.Status403Forbidden);
        if ((await store.BodyKeysAsync(cancel)).Any(key => key.Body.Value == package.Sender)) return Problem(FormTexts.Source.Format(Language.English, "Refused.SealByKey", package.Sender), StatusCodes.Status409Conflict);
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

    private static async Task<IResult> ReceiveSealedAsync(HttpContext http, int year, NationalStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (http.Request.ContentLength > Envelope.Largest) return Problem($"An envelope has at most {Envelope.Largest >> 20} MB.", StatusCodes.Status413PayloadTooLarge);
        var body = current.SignedIn is { } sender ? new BodyId(sender.Account) : (BodyId?)null;
        try
        {
            using var sealedBytes = new MemoryStream();
            await http.Request.Body.CopyToAsync(sealedBytes, cancel);
            var envelope = Envelope.Parse(sealedBytes.GetBuffer().AsSpan(0, (int)sealedBytes.Length));
            var receipt = await store.ReceiveSealedAsync(envelope, year, body, cancel);
            return TypedResults.Created($"/api/rounds/{year}/submissions/{receipt.Sender}", receipt);
        }
        catch (EnvelopeRefusedException refused)
        {
            return Problem(refused.Message, StatusCodes.Status400BadRequest);
        }
        catch (SubmissionRefusedException refused)
        {
            // It may be refused because it came before, by this very request, whose answer was lost.
            if (http.Features.Get<UnfinishedRequest>() is { } begun && body is { } from && await ReceiveSubmission.FindAsync(store, year, from, begun.At, cancel) is { } receipt)
                return TypedResults.Created($"/api/rounds/{year}/submissions/{receipt.Sender}", receipt);
            return Problem(refused.Message, StatusCodes.Status409Conflict);
        }
        catch (BadHttpRequestException bad)
        {
            return Problem("The envelope could not be read from the request.", bad.StatusCode);
        }
    }

    private static ProblemHttpResult Problem(string detail, int status) => ApiProblem.Of(status, detail, "The submission was not taken in");
}
