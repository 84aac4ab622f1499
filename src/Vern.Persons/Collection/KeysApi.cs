using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Pages;
using Vern.Platform.Access;
using Vern.Platform.Sealing;

namespace Vern.Persons.Collection;

/// <summary>The unit's public keys. Whoever fetches them compares a fingerprint that came another way: an address alone proves nothing.</summary>
/// <param name="Suite">What envelopes to it are sealed with.</param>
/// <param name="Keys">The current one.</param>
public sealed record PublishedKeys(string Suite, IReadOnlyList<PublishedKey> Keys);

/// <summary>A published key.</summary>
/// <param name="Fingerprint">The first 128 bits of the key's SHA-256, in hex.</param>
/// <param name="PublicKey">The 65 bytes of the uncompressed point on P-256.</param>
public sealed record PublishedKey(string Fingerprint, byte[] PublicKey);

/// <summary>Public keys for everyone, and for each body the envelope of its linkage key.</summary>
public static class KeysApi
{
    /// <summary>Maps <c>GET /api/keys</c> and <c>GET /api/rounds/{year}/linkage-key</c>.</summary>
    public static IEndpointRouteBuilder MapKeys(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapGet("/api/keys", KeysAsync).WithName("ListKeys").WithSummary("The national unit's public key, to which submissions are sealed").OpenToEveryone();
        routes.MapGet("/api/rounds/{year:int}/linkage-key", LinkageKeyAsync).WithName("FetchLinkageKey")
            .WithSummary("The asking body's linkage key, in an envelope from the key custodian that the unit cannot open").Needs(NationalGrants.SendSubmissions);
        return routes;
    }

    private static async Task<Ok<PublishedKeys>> KeysAsync(NationalStore store, CancellationToken cancel)
    {
        var key = await store.Keys.PublicAsync(cancel);
        return TypedResults.Ok(new PublishedKeys(Envelope.SuiteName, [new(key.Fingerprint, [.. key.Bytes])]));
    }

    // Which body asks is told by its token; without accounts nobody is told apart, and nothing is handed out.
    private static async Task<Results<FileContentHttpResult, NotFound>> LinkageKeyAsync(int year, NationalStore store, CurrentPerson current, CancellationToken cancel) =>
        current.SignedIn is { } body && await store.RelayedAsync(year, new(body.Account), cancel) is { } envelope ? TypedResults.File(envelope, Envelope.MediaType) : TypedResults.NotFound();
}
