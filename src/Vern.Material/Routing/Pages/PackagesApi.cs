using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Material.Intake;
using Vern.Material.Triage;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface.Api;

namespace Vern.Material.Routing.Pages;

/// <summary>A package of an authority's inbox.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Report">The report's number at the centre.</param>
/// <param name="State">Where it is.</param>
/// <param name="Imminent">Whether a child is in danger now.</param>
/// <param name="Urgency">0 to 100.</param>
/// <param name="Digest">SHA-256 of its content as JSON, byte for byte as <c>GET /api/packages/{id}</c> hands it out.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="ReceivedAt">When it was received; null: not yet.</param>
public sealed record PackageEntry(string Id, long Report, PackageState State, bool Imminent, int Urgency, string Digest, DateTimeOffset SentAt, DateTimeOffset? ReceivedAt)
{
    internal static PackageEntry Of(PackageHead head) => new(head.Id, head.Report, head.State, head.Imminent, head.Urgency, head.Digest, head.SentAt, head.ReceivedAt);
}

/// <summary>That a package was received.</summary>
/// <param name="Digest">SHA-256 of the JSON that was received.</param>
public sealed record PackageReceiptBody(string Digest);

/// <summary>What became of a package.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Country">Of one that belongs elsewhere, the competent country, ISO 3166-1 alpha-2; null: not known.</param>
/// <param name="Words">What else is said, at most 2,000 letters.</param>
public sealed record PackageFeedbackBody(FeedbackKind Kind, string? Country = null, string? Words = null);

/// <summary>A package as XML, as the document of the interface tells it.</summary>
[XmlRoot("package", Namespace = PackageXml.Namespace), Description("The members of PackageContent as elements of the same names in this namespace, in the same order; an entry of a list is an element 'item', a member whose name is no name of XML an element 'entry' with the attribute 'name'.")]
public sealed record PackageAsXml;

/// <summary>A package as JSON-LD in CASE and UCO, as the document of the interface tells it.</summary>
/// <param name="Context">What the prefixes of names stand for.</param>
/// <param name="Graph">The bundle and what is in it.</param>
public sealed record PackageAsCase([property: JsonPropertyName("@context")] IReadOnlyDictionary<string, string> Context, [property: JsonPropertyName("@graph")] IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Graph);

/// <summary>The inbox of an authority for its programs: its own packages and no others.</summary>
public static class PackagesApi
{
    /// <summary>Maps the operations.</summary>
    public static IEndpointRouteBuilder MapPackagesApi(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapGet("/api/packages", ListAsync).AsOperation("ListPackages", "The packages of one's own authority: children in danger first, then those not received", RoutingGrants.ReadPackages, StatusCodes.Status400BadRequest).Produces<PackageEntry[]>().Records(RoutingActs.InboxRead, "inbox");
        routes.MapGet("/api/packages/{package}", JsonAsync).AsOperation("ReadPackage", "A package as JSON", RoutingGrants.ReadPackages, StatusCodes.Status404NotFound).Produces<PackageContent>().Records(RoutingActs.PackageRead, "package/{package}");
        routes.MapGet("/api/packages/{package}/xml", XmlAsync).AsOperation("ReadPackageAsXml", "A package as XML", RoutingGrants.ReadPackages, StatusCodes.Status404NotFound).Produces<PackageAsXml>(contentType: "application/xml").Records(RoutingActs.PackageRead, "package/{package}");
        routes.MapGet("/api/packages/{package}/case", CaseAsync).AsOperation("ReadPackageAsCase", "A package as JSON-LD in CASE and UCO", RoutingGrants.ReadPackages, StatusCodes.Status404NotFound).Produces<PackageAsCase>(contentType: "application/ld+json").Records(RoutingActs.PackageRead, "package/{package}");
        routes.MapPost("/api/packages/{package}/receipts", ReceiptAsync).AsOperation("ReceivePackage", "Says that a package was received; said again it changes nothing", RoutingGrants.AnswerPackages, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict).Takes<PackageReceiptBody>().Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/api/packages/{package}/feedback", FeedbackAsync).AsOperation("TellOutcome", "Says what became of a package; one that belongs elsewhere goes back to the centre", RoutingGrants.AnswerPackages, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict).Takes<PackageFeedbackBody>().Produces(StatusCodes.Status204NoContent);
        return routes;
    }

    // The account's team is the authority; without one there is nothing to see.
    internal static string AuthorityOf(CurrentPerson current) => current.SignedIn?.Team ?? "";

    private static async Task<IResult> ListAsync(HttpContext http, MaterialStore store, CurrentPerson current, [Range(1, 1_000_000)] int? page, [Range(1, ListPage.Largest)] int? size, CancellationToken cancel)
    {
        if (ListPage.Refusal(page, size) is { } refusal) return refusal;
        var (packages, count) = await store.PackagesAsync(AuthorityOf(current), ListPage.Skip(page, size), size ?? ListPage.Largest, cancel);
        return ListPage.Answer(http, [.. packages.Select(PackageEntry.Of)], count, page ?? 1, size ?? ListPage.Largest);
    }

    private static Task<IResult> JsonAsync(string package, MaterialStore store, CurrentPerson current, CancellationToken cancel) => FileAsync(package, store, current, content => content.ToJson(), "application/json", cancel);
    private static Task<IResult> XmlAsync(string package, MaterialStore store, CurrentPerson current, CancellationToken cancel) => FileAsync(package, store, current, PackageXml.Write, "application/xml", cancel);
    private static Task<IResult> CaseAsync(string package, MaterialStore store, CurrentPerson current, CancellationToken cancel) => FileAsync(package, store, current, PackageCase.Write, "application/ld+json", cancel);

    private static async Task<IResult> FileAsync(string package, MaterialStore store, CurrentPerson current, Func<PackageContent, byte[]> write, string type, CancellationToken cancel) =>
        await store.PackageAsync(package, AuthorityOf(current), cancel) is var (_, content) ? TypedResults.Bytes(write(content), type) : NoSuch();

    private static async Task<IResult> ReceiptAsync(HttpContext http, string package, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var (body, problem) = await ReadBody.AsAsync<PackageReceiptBody>(http, cancel: cancel);
        if (body is null) return problem!;
        return Answer(await store.ReceiptAsync(package, AuthorityOf(current), body.Digest, current.Name ?? "", cancel), "The digest is not that of this package: fetch it again.");
    }

    private static async Task<IResult> FeedbackAsync(HttpContext http, string package, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var (body, problem) = await ReadBody.AsAsync<PackageFeedbackBody>(http, cancel: cancel);
        if (body is null) return problem!;
        if (!Enum.IsDefined(body.Kind)) return ApiProblem.Of(StatusCodes.Status400BadRequest, "kind: expected what became of it.");
        if (body.Words is { Length: > MaterialStore.LongestWords }) return ApiProblem.Of(StatusCodes.Status400BadRequest, $"words: expected at most {MaterialStore.LongestWords} letters.");
        if (body.Country is { } country && (country.Length != 2 || !country.All(char.IsAsciiLetterUpper))) return ApiProblem.Of(StatusCodes.Status400BadRequest, "country: expected two capital letters, ISO 3166-1 alpha-2.");
        return Answer(await store.FeedbackAsync(package, AuthorityOf(current), body.Kind, body.Country, body.Words, current.Name ?? "", cancel), "This package was sent back already.");
    }

    private static IResult Answer(ReadingStep step, string conflict) => step switch { ReadingStep.Done => TypedResults.NoContent(), ReadingStep.Gone => NoSuch(), _ => ApiProblem.Of(StatusCodes.Status409Conflict, conflict) };
    private static IResult NoSuch() => ApiProblem.Of(StatusCodes.Status404NotFound, "There is no such package of your authority.");
}
