using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
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
        Described(route, name, summary, null, [StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests, .. problems]).Needs(needs);

    /// <summary>An operation that is open to everyone.</summary>
    public static RouteHandlerBuilder AsOpenOperation(this RouteHandlerBuilder route, string name, string summary, params int[] problems) => Described(route, name, summary, null, [StatusCodes.Status429TooManyRequests, .. problems]).OpenToEveryone();

    /// <summary>What is published, as a file for programs beside its page: open to everyone, and counted by the address that asks (<see cref="ApiLimits.OfFiles"/>).</summary>
    public static RouteHandlerBuilder AsOpenFile(this RouteHandlerBuilder route, string name, string summary, params int[] problems) =>
        Described(route, name, summary, null, [StatusCodes.Status429TooManyRequests, .. problems]).OpenToEveryone().RequireRateLimiting(ApiLimits.Files);

    /// <summary>An operation of an interface that others have published: what goes wrong is told in its own XML.</summary>
    /// <param name="route">The route.</param>
    /// <param name="name">The operation's id.</param>
    /// <param name="summary">What it does, in a line.</param>
    /// <param name="needs">What it takes.</param>
    /// <param name="refusal">The form in which it says what went wrong: a record that bears <see cref="System.Xml.Serialization.XmlRootAttribute"/>, with the media type.</param>
    /// <param name="problems">The statuses that it answers with when it cannot, beside those that every operation has.</param>
    public static RouteHandlerBuilder AsXmlOperation(this RouteHandlerBuilder route, string name, string summary, Permission needs, (Type Form, string MediaType) refusal, params int[] problems) =>
        Described(route, name, summary, refusal, [StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, .. problems]).Needs(needs);

    /// <summary>Takes JSON of at most so many bytes; longer is answered with 413, another type with 415, what does not fit with 400.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route, long longest = LongestBody, params string[] otherTypes) where T : notnull =>
        route.Accepts<T>("application/json", otherTypes).WithMetadata(new BodyLimit(longest)).DisableAntiforgery()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    /// <summary>Takes a body of at most so many bytes whatever type it is sent as, and reads it by itself; the document tells the types that it is meant to have.</summary>
    public static RouteHandlerBuilder TakesAsIs<T>(this RouteHandlerBuilder route, long longest, params string[] types) where T : notnull =>
        route.Accepts<T>(isOptional: true, "*/*").WithMetadata(new SentAs(types), new BodyLimit(longest)).DisableAntiforgery();

    /// <summary>Answers of a status bear a header.</summary>
    /// <param name="route">The route.</param>
    /// <param name="name">The header.</param>
    /// <param name="says">What it says.</param>
    /// <param name="always">Whether every such answer has it.</param>
    /// <param name="statuses">The statuses.</param>
    public static RouteHandlerBuilder Bears(this RouteHandlerBuilder route, string name, string says, bool always, params int[] statuses) => route.WithMetadata(new AnswerHeader(name, says, always, statuses));

    /// <summary>Whether an endpoint is an operation of the interface for programs: those have names.</summary>
    public static bool IsOperation(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<IEndpointNameMetadata>() is not null;

    // Every operation can meet a fault of ours, a database that is away and a disk that is full.
    private static RouteHandlerBuilder Described(RouteHandlerBuilder route, string name, string summary, (Type Form, string MediaType)? refusal, IEnumerable<int> problems)
    {
        route.WithName(name).WithSummary(summary);
        foreach (var status in problems.Append(StatusCodes.Status500InternalServerError).Append(StatusCodes.Status503ServiceUnavailable).Append(StatusCodes.Status507InsufficientStorage).Distinct())
            if (refusal is { } xml) route.Produces(status, xml.Form, xml.MediaType);
            else route.ProducesProblem(status);
        return route;
    }

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}

/// <summary>The types that a body is meant to be sent as, where every type is taken.</summary>
/// <param name="Types">Media types.</param>
public sealed record SentAs(IReadOnlyList<string> Types);

/// <summary>A header of an operation's answers.</summary>
/// <param name="Name">The header.</param>
/// <param name="Says">What it says.</param>
/// <param name="Always">Whether every such answer has it.</param>
/// <param name="Statuses">The statuses of the answers.</param>
public sealed record AnswerHeader(string Name, string Says, bool Always, IReadOnlyList<int> Statuses);

/// <summary>Another form that an answer of a status can have, beside the one that is declared as produced.</summary>
/// <param name="Status">The status.</param>
/// <param name="Form">The form.</param>
public sealed record OrAnswers(int Status, Type Form);
