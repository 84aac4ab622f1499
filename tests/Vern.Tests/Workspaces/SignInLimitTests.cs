using System.Net;
using Vern.Hosting;

namespace Vern.Tests.Workspaces;

/// <summary>How often one may try to sign in is counted by who asks, as the proxy says it and nobody else.</summary>
public sealed class SignInLimitTests
{
    [Fact]
    public async Task Behind_the_proxy_each_address_has_its_own_count_and_a_forged_header_gives_no_other()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        await using var served = await ServedWorkspaces.StartAsync(new(rooms.Folder, "http://127.0.0.1:0") { ClientHeader = "X-Forwarded-For" }, line => Assert.Fail(line), TestContext.Current.CancellationToken);
        async Task<HttpStatusCode> TryAsync(Browser browser, string host, string? said)
        {
            // There is no provider: the door answers 404 as long as it answers.
            using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in/provider") { Headers = { Host = host } };
            if (said is not null) request.Headers.TryAddWithoutValidation("X-Forwarded-For", said);
            using var answer = await browser.Client.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        async Task UseUpAsync(Browser browser, string host, Func<int, string?> said)
        {
            for (var attempt = 0; attempt < 30; attempt++) Assert.Equal(HttpStatusCode.NotFound, await TryAsync(browser, host, said(attempt)));
            Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(browser, host, said(30)));
        }
        const string proxied = "rosa.example.org";
        using var browser = new Browser("127.0.0.1", served.Address.Port);
        // What the proxy adds is the last; what stands before it somebody has sent to the proxy.
        await UseUpAsync(browser, proxied, attempt => $"198.51.100.{attempt}, 203.0.113.5");
        Assert.Equal(HttpStatusCode.NotFound, await TryAsync(browser, proxied, "203.0.113.5, 203.0.113.6"));
        // A network of IPv6 addresses is one house.
        await UseUpAsync(browser, proxied, attempt => $"2001:db8:0:1::{attempt:x}");
        Assert.Equal(HttpStatusCode.NotFound, await TryAsync(browser, proxied, "2001:db8:0:2::1"));
        // Without the header, or with what is no address, all share the proxy's.
        await UseUpAsync(browser, proxied, attempt => attempt % 2 == 0 ? null : "unknown, <script>");
        // Past the proxy nobody's header is read.
        await UseUpAsync(browser, "sentral.localhost", attempt => $"203.0.113.{attempt}");

        // Where no header is configured none is read at the public address either.
        using var plain = new Browser("127.0.0.1", rooms.Served.Address.Port);
        await UseUpAsync(plain, proxied, attempt => $"203.0.113.{attempt}");
    }

    [Fact]
    public async Task A_header_that_is_none_is_refused()
    {
        Assert.Equal(2, await Vern.Commands.ServeCommand.Create().Parse(["--client-address-header", "X Forwarded:For"]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
    }
}
