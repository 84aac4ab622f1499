using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Vern.Platform.Access;

namespace Vern.Platform.Interface.Api;

/// <summary>The operation counts by itself how fast a client that is signed in may go.</summary>
public sealed record HasOwnPace;

/// <summary>The operation lies outside <c>/api</c> and has an allowance of its own: who uses it up goes on elsewhere, and the other way round.</summary>
/// <param name="Name">What is counted together.</param>
public sealed record CountedApart(string Name);

/// <summary>
/// How often a client may ask the interface for programs: each token or session has an allowance of its own, and all who show none share one. Stands behind the decision on access, so that
/// nobody uses up another's allowance by showing a token that is not hers. Without accounts there is no limit: only this machine asks.
/// </summary>
public sealed class ApiLimits(RequestDelegate next) : IDisposable
{
    /// <summary>Requests in a minute of one client.</summary>
    public const int OfClient = 240;
    /// <summary>Requests in a minute of all who show no token, together.</summary>
    public const int OfOthers = 600;
    /// <summary>Requests in a minute of one address for files that are published for everyone.</summary>
    public const int OfFiles = 120;
    /// <summary>The rate limit of such files.</summary>
    public const string Files = "files";

    private readonly PartitionedRateLimiter<(string?, int)> limiter = PartitionedRateLimiter.Create<(string? Apart, int Session), (string?, int)>(one =>
        RateLimitPartition.GetFixedWindowLimiter(one, _ => new FixedWindowRateLimiterOptions { PermitLimit = one.Session == 0 ? OfOthers : OfClient, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Lets through, or answers 429 with the seconds to wait.</summary>
    public async Task InvokeAsync(HttpContext http, CurrentPerson current)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(current);
        var (apart, isApi) = (http.GetEndpoint()?.Metadata.GetMetadata<CountedApart>()?.Name, http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal));
        if (current.WithoutAccounts || (!isApi && apart is null) || (current.SignedIn is not null && http.GetEndpoint()?.Metadata.GetMetadata<HasOwnPace>() is not null))
        {
            await next(http);
            return;
        }
        using var lease = limiter.AttemptAcquire((apart, current.SignedIn?.Session ?? 0));
        if (lease.IsAcquired)
        {
            await next(http);
            return;
        }
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 60;
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        // Outside /api it is told in the form that is spoken there, by whoever makes a page of a status.
        if (!isApi) http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        else await ApiProblem.Of(StatusCodes.Status429TooManyRequests, $"Too many requests in a minute; ask again in {wait} seconds.").ExecuteAsync(http);
    }

    /// <inheritdoc />
    public void Dispose() => limiter.Dispose();
}
