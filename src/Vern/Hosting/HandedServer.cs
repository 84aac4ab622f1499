using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Vern.Hosting;

/// <summary>A request on its way from the listening server to a workspace's host.</summary>
/// <param name="features">What the listening server knows of it.</param>
internal sealed class HandedRequest(IFeatureCollection features)
{
    public IFeatureCollection Features => features;
    /// <summary>Ends the host's part in it; called by the listening server when the answer is on its way, since headers are written only then.</summary>
    public Action<Exception?>? Release { get; set; }
}

/// <summary>
/// The server of a workspace's host: it listens nowhere itself, and is handed the requests that the one listening front has chosen it for. Services, cookies, keys and
/// middleware of one workspace are therefore those of a complete application of its own; there is nothing in it by which another could be reached.
/// </summary>
internal sealed class HandedServer : IServer
{
    private volatile Func<HandedRequest, Task>? handle;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>Takes a request through the host's own middleware.</summary>
    public Task HandleAsync(HandedRequest request)
    {
        if (handle is { } take) return take(request);
        // It is being stopped, or is not open yet: whoever sends reports comes again, which one told that there is nothing here would not.
        var response = request.Features.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = "5";
        return Task.CompletedTask;
    }

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull
    {
        handle = request =>
        {
            var context = application.CreateContext(request.Features);
            request.Release = failed => application.DisposeContext(context, failed);
            return application.ProcessRequestAsync(context);
        };
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        handle = null;
        return Task.CompletedTask;
    }

    public void Dispose() => handle = null;
}
