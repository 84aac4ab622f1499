using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vern.Platform.Access;

namespace Vern.Platform.Interface;

/// <summary>The headers that every answer carries.</summary>
public static class SecurityHeaders
{
    /// <summary>Nothing from anywhere but ourselves; no script at all; no inline style.</summary>
    public const string ContentSecurityPolicy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>What is added for the few pages that run a script of ours, from a file of ours; nothing in the page itself runs, nothing is fetched.</summary>
    public const string OwnScript = "; script-src 'self'";

    /// <summary>Sets the headers on every answer; pages are never kept by a cache.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            // One page names its own script by digest; an answer without a policy of its own has ours.
            if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = context.GetEndpoint()?.Metadata.GetMetadata<RunsScript>() is null ? ContentSecurityPolicy : ContentSecurityPolicy + OwnScript;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (!context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal))
            {
                headers.CacheControl = "no-store";
            }
            return Task.CompletedTask;
        });
        await next(context);
    });
}
