using System.Net;

namespace Vern.Hosting;

/// <summary>The host names that a workspace answers to.</summary>
/// <param name="Public">The https address at which a proxy on this machine takes requests and hands them over; null: none.</param>
/// <param name="Bare">Whether it answers to <c>localhost</c> and 127.0.0.1 themselves.</param>
/// <param name="Local">Its own name on this machine, such as <c>rosa.localhost</c>.</param>
/// <param name="ClientHeader">The header to which the proxy adds the address of who asks, such as <c>X-Forwarded-For</c>; null: none is read.</param>
internal sealed record AnsweredHost(Uri? Public, bool Bare, string Local, string? ClientHeader = null);

/// <summary>
/// Answers only requests that come from this machine and were meant for it: a page elsewhere that has its name point at 127.0.0.1 gets nothing (DNS
/// rebinding). With a public address the proxy's requests for that name are answered too, as what they are: encrypted up to the proxy.
/// </summary>
internal sealed class LoopbackOnly(RequestDelegate next, AnsweredHost answered)
{
    public Task InvokeAsync(HttpContext http)
    {
        var from = http.Connection.RemoteIpAddress;
        var host = http.Request.Host.Host.Trim('[', ']');
        if (from is null || IPAddress.IsLoopback(from))
        {
            if (string.Equals(host, answered.Local, StringComparison.OrdinalIgnoreCase)) return next(http);
            if (answered.Bare && IsBare(host)) return next(http);
            if (answered.Public is { } address && string.Equals(http.Request.Host.Value, address.Authority, StringComparison.OrdinalIgnoreCase))
            {
                http.Request.Scheme = Uri.UriSchemeHttps;
                http.Response.Headers.StrictTransportSecurity = "max-age=31536000";
                // Only here, and only the last: what stands before it is what somebody sent to the proxy. Nothing is let through by it; how often one may try to sign in is counted by it.
                if (answered.ClientHeader is { } header && http.Request.Headers[header].ToString().Split(',')[^1].Trim() is { Length: > 0 } said && IPAddress.TryParse(said, out var client)) http.Connection.RemoteIpAddress = client;
                return next(http);
            }
        }
        http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    }

    /// <summary>Whether a host's name is this machine itself, and no workspace's own name.</summary>
    internal static bool IsBare(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
