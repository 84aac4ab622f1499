using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Vern.Platform.Access;

/// <summary>The permission that an endpoint needs.</summary>
/// <param name="Permission">The permission.</param>
public sealed record Needs(Permission Permission);

/// <summary>What counts: done only by who has proved in the last quarter of an hour who she is.</summary>
/// <param name="Back">Where to go on after signing in again, with the address' values in braces.</param>
public sealed record NeedsFresh(string Back);

/// <summary>The page runs a script of ours.</summary>
public sealed record RunsScript;

/// <summary>How endpoints say who may use them: each has a permission or the tag <c>public</c>; one with neither is refused to everybody.</summary>
public static class AccessEndpoints
{
    /// <summary>The tag of what is open to everyone.</summary>
    public const string PublicTag = "public";

    /// <summary>Only for those who have the permission.</summary>
    public static T Needs<T>(this T endpoint, Permission permission) where T : IEndpointConventionBuilder => endpoint.WithMetadata(new Needs(permission));

    /// <summary>Only for those who signed in within the last quarter of an hour (or cannot sign in again without a new link); from the identity provider, at the level that signing needs.</summary>
    public static T NeedsFreshSignIn<T>(this T endpoint, string back) where T : IEndpointConventionBuilder => endpoint.WithMetadata(new NeedsFresh(back));

    /// <summary>The page runs a script of ours, which the content security policy then lets it.</summary>
    public static T WithScript<T>(this T endpoint) where T : IEndpointConventionBuilder => endpoint.WithMetadata(new RunsScript());

    /// <summary>Open to everyone.</summary>
    public static T OpenToEveryone<T>(this T endpoint) where T : IEndpointConventionBuilder => endpoint.WithTags(PublicTag);

    /// <summary>Whether an endpoint is open to everyone.</summary>
    public static bool IsOpen(Endpoint endpoint) => endpoint.Metadata.OfType<ITagsMetadata>().Any(tags => tags.Tags.Contains(PublicTag, StringComparer.Ordinal));
}
