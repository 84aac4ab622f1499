using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Vern.Platform.Access;

namespace Vern.Platform.Interface;

/// <summary>Style sheets, fonts and icons, embedded in the assembly and served by ourselves: no page asks a third party for anything.</summary>
public static class AssetFiles
{
    private sealed record Asset(byte[] Bytes, string Type, string Digest);

    private const string Prefix = "assets/";
    private static readonly FrozenDictionary<string, Asset> All = Read();

    /// <summary>The address of an asset with its digest, so that it may be kept for a year.</summary>
    /// <exception cref="KeyNotFoundException">There is no such asset.</exception>
    public static string Address(string name) => $"/assets/{name}?v={All[name].Digest[..10]}";

    /// <summary>The text of an asset, for documents that must carry their style sheet along.</summary>
    /// <exception cref="KeyNotFoundException">There is no such asset.</exception>
    public static string Text(string name) => System.Text.Encoding.UTF8.GetString(All[name].Bytes);

    /// <summary>Serves the assets with entity tags.</summary>
    public static IEndpointRouteBuilder MapAssets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/{**name}", Results<FileContentHttpResult, NotFound> (string name, HttpContext context) =>
        {
            if (!All.TryGetValue(name, out var asset))
            {
                return TypedResults.NotFound();
            }
            context.Response.Headers.CacheControl = context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=86400";
            return TypedResults.File(asset.Bytes, asset.Type, entityTag: new EntityTagHeaderValue($"\"{asset.Digest[..16]}\""));
        }).ExcludeFromDescription().OpenToEveryone();
        return routes;
    }

    private static FrozenDictionary<string, Asset> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(
            name => name[Prefix.Length..].Replace('\\', '/'), // as written on Windows
            name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                using var memory = new MemoryStream();
                stream.CopyTo(memory);
                var bytes = memory.ToArray();
                return new Asset(bytes, TypeOf(name), Convert.ToHexStringLower(SHA256.HashData(bytes)));
            },
            StringComparer.Ordinal);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".woff2" => "font/woff2",
        ".svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };
}
