using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Pages;
using Vern.Platform.Access;
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
        routes.MapGet("/api/bodies", BodiesAsync).WithName("ListBodies").WithSummary("The register of bodies that report").Needs(NationalGrants.ReadBodies);
        routes.MapPost("/api/rounds/{year:int}/submissions", ReceiveAsync).WithName("ReceiveSubmission")
            .WithSummary("Takes in a body's de-identified submission, whole or not at all: sealed in an envelope to the unit's key, or, from a body without a registered key, as it is")
            .WithMetadata(new BodyLimit(Envelope.Largest)).Accepts<SubmissionPackage>("application/json", Envelope.MediaType).DisableAntiforgery().Needs(NationalGrants.SendSubmissions);
        routes.MapKeys();
        return routes;
    }

    private static async Task<Ok<BodyEntry[]>> BodiesAsync(INationalStore store, CancellationToken cancel) => TypedResults.Ok((await store.BodiesAsync(cancel))
        .Select(body => new BodyEntry(body.Id.Value, body.Name, body.EnglishName, body.Kind.ToString(), body.Legal.ToString(), body.Region, body.PartOf?.Value)).ToArray());

    private static async Task<Results<Created<SubmissionReceipt>, ProblemHttpResult>> ReceiveAsync(int year, HttpRequest request, NationalStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (request.ContentType?.StartsWith(Envelope.MediaType, StringComparison.OrdinalIgnoreCase) is true) return await ReceiveSealedAsync(year, request, store, current, cancel);
        if (request.ContentLength > LargestPackage) return Problem($"The package has {request.ContentLength >> 20} MB; at most {LargestPackage >> 20} MB are taken in.", StatusCodes.Status413PayloadTooLarge);
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is not true) return Problem("A package is sent as application/json.", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            var package = await SubmissionPackage.ReadAsync(request.Body, cancel);
            if (package.Year != year) return Problem($"The package is for {package.Year}, the address for {year}.", StatusCodes.Status400BadRequest);
            if (current.SignedIn is { } sender && package.Sender != sender.Account) return Problem($"The token is of '{sender.Account}', the package of another body.", StatusCodes.Status403Forbidden);
            if ((await store.BodyKeysAsync(cancel)).Any(key => key.Body.Value == package.Sender)) return Problem(FormTexts.Source.Format(Language.English, "Refused.SealByKey", package.Sender), StatusCodes.Status409Conflict);
            var receipt = await ReceiveSubmission.RunAsync(store, package.ToSubmission(), cancel);
            return TypedResults.Created($"/api/rounds/{year}/submissions/{receipt.Sender}", receipt);
        }
        catch (SubmissionRefusedException refused)
        {
            return Problem(refused.Message, StatusCodes.Status409Conflict);
        }
        catch (BadHttpRequestException bad)
        {
            return Problem("The package could not be read from the request.", bad.StatusCode);
        }
    }

    private static async Task<Results<Created<SubmissionReceipt>, ProblemHttpResult>> ReceiveSealedAsync(int year, HttpRequest request, NationalStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (request.ContentLength > Envelope.Largest) return Problem($"An envelope has at most {Envelope.Largest >> 20} MB.", StatusCodes.Status413PayloadTooLarge);
        try
        {
            using var sealedBytes = new MemoryStream();
            await request.Body.CopyToAsync(sealedBytes, cancel);
            var envelope = Envelope.Parse(sealedBytes.GetBuffer().AsSpan(0, (int)sealedBytes.Length));
            var receipt = await store.ReceiveSealedAsync(envelope, year, current.SignedIn is { } sender ? new BodyId(sender.Account) : null, cancel);
            return TypedResults.Created($"/api/rounds/{year}/submissions/{receipt.Sender}", receipt);
        }
        catch (EnvelopeRefusedException refused)
        {
            return Problem(refused.Message, StatusCodes.Status400BadRequest);
        }
        catch (SubmissionRefusedException refused)
        {
            return Problem(refused.Message, StatusCodes.Status409Conflict);
        }
        catch (BadHttpRequestException bad)
        {
            return Problem("The envelope could not be read from the request.", bad.StatusCode);
        }
    }

    private static ProblemHttpResult Problem(string detail, int status) => TypedResults.Problem(detail, statusCode: status, title: "The submission was not taken in");

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
