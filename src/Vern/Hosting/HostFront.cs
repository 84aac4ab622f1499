using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Vern.Hosting;

/// <summary>
/// The one listening server of a process. It reads nothing of a request but the host's name, chooses a workspace's host by it and hands the request over; what no workspace answers to goes to
/// the first, which refuses it (<see cref="LoopbackOnly"/>).
/// </summary>
internal sealed class HostFront : IHttpApplication<HandedRequest>, IAsyncDisposable
{
    private readonly WebApplication kestrel; // its services make the server; the application itself is never started
    private readonly IServer server;
    private readonly Func<string, HandedServer> choose;

    /// <param name="address">One loopback address.</param>
    /// <param name="jsonLog">Whether the log is a line of JSON per event.</param>
    /// <param name="choose">The workspace's host for a host's name, as the request has it, without the port.</param>
    public HostFront(string address, bool jsonLog, Func<string, HandedServer> choose)
    {
        this.choose = choose;
        var builder = SharedHost.Bare(jsonLog);
        kestrel = builder.Build();
        server = kestrel.Services.GetRequiredService<IServer>();
        server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Add(address);
    }

    /// <summary>Where it listens, once it does.</summary>
    public IEnumerable<string> Addresses => server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">The address is taken.</exception>
    public Task StartAsync(CancellationToken cancel) => server.StartAsync(this, cancel);

    /// <summary>Listens no more; what is under way is finished, for half a minute at most.</summary>
    public async Task StopAsync()
    {
        using var longest = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await server.StopAsync(longest.Token);
    }

    public HandedRequest CreateContext(IFeatureCollection contextFeatures) => new(contextFeatures);

    public Task ProcessRequestAsync(HandedRequest context) =>
        choose(new HostString(context.Features.GetRequiredFeature<IHttpRequestFeature>().Headers.Host.ToString()).Host).HandleAsync(context);

    public void DisposeContext(HandedRequest context, Exception? exception) => context.Release?.Invoke(exception);

    public ValueTask DisposeAsync() => kestrel.DisposeAsync();
}
