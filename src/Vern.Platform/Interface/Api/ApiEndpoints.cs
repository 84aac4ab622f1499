using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Vern.Platform.Access;

namespace Vern.Platform.Interface.Api;

/// <summary>How an operation of the interface for programs says what it is: from this alone the document is made that <c>/openapi/v1.json</c> hands out.</summary>
public static class ApiEndpoints
{
    /// <summary>A body of JSON that is no list of persons: 64 KB.</summary>
    public const long LongestBody = 64 * 1024;

    /// <summary>An operation for those who have a permission.</summary>
    /// <param name="route">The route.</param>
    /// <param name="name">The operation's id.</param>
    /// <param name="summary">What it does, in a line.</param>
    /// <param name="needs">What it takes.</param>
    /// <param name="problems">The statuses that it answers with when it cannot, beside those that every operation has.</param>
    public static RouteHandlerBuilder AsOperation(this RouteHandlerBuilder route, string name, string summary, Permission needs, params int[] problems) =>
        Described(route, name, summary, [StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, .. problems]).Needs(needs);

    /// <summary>An operation that is open to everyone.</summary>
    public static RouteHandlerBuilder AsOpenOperation(this RouteHandlerBuilder route, string name, string summary, params int[] problems) => Described(route, name, summary, problems).OpenToEveryone();

    /// <summary>Takes JSON of at most so many bytes; longer is answered with 413, another type with 415, what does not fit with 400.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route, long longest = LongestBody, params string[] otherTypes) where T : notnull =>
        route.Accepts<T>("application/json", otherTypes).WithMetadata(new BodyLimit(longest)).DisableAntiforgery()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    // Every operation can meet a client that asks too often, a fault of ours, a database that is away and a disk that is full.
    private static RouteHandlerBuilder Described(RouteHandlerBuilder route, string name, string summary, IEnumerable<int> problems)
    {
        route.WithName(name).WithSummary(summary);
        foreach (var status in problems.Append(StatusCodes.Status429TooManyRequests).Append(StatusCodes.Status500InternalServerError).Append(StatusCodes.Status503ServiceUnavailable).Append(StatusCodes.Status507InsufficientStorage).Distinct()) route.ProducesProblem(status);
        return route;
    }

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
