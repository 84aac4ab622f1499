using System.Net;

namespace Vern.Hosting;

/// <summary>
/// Answers only requests from this machine that were meant for it: a page elsewhere that has its name point at 127.0.0.1 gets nothing (DNS rebinding).
/// </summary>
internal sealed class LoopbackOnly(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var from = http.Connection.RemoteIpAddress;
        var host = http.Request.Host.Host.Trim('[', ']');
        if ((from is null || IPAddress.IsLoopback(from)) && (host == "localhost" || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip)))) return next(http);
        http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    }
}
