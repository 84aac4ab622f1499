using System.Net;

namespace Vern.Tests.Pages;

/// <summary>Tests of pages: a small round served without accounts, and a browser without scripts that keeps its cookies and follows nothing by itself.</summary>
public abstract class ServedRound : IAsyncLifetime
{
    /// <summary>The round.</summary>
    protected SmallRound Round { get; private set; } = null!;
    /// <summary>The browser.</summary>
    protected HttpClient Client { get; private set; } = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Round = await SmallRound.ServeAsync();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }, disposeHandler: true) { BaseAddress = Round.Address };
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Round.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
