using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Vern.Hosting;
using Vern.Platform.Access;
using Vern.Persons.Collection;

namespace Vern.Tests;

/// <summary>What a collector of traces and metrics is told: the shape of the work, and nothing of what it was about.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task A_collector_gets_routes_and_statuses_and_no_address_query_name_or_token()
    {
        var received = new ConcurrentQueue<(string Path, byte[] Body)>();
        await using var collector = await CollectorAsync(received);
        using var folder = new TemporaryFolder();
        await using (var store = await NationalStore.OpenAsync(folder["data"]))
        await using (var access = await AccessStore.OpenAsync(folder["data"], "national"))
        await using (var app = NationalHost.Build(store, access, "http://127.0.0.1:0", collector: new Uri(collector.Urls.First())))
        {
            await app.StartAsync();
            using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(app.Urls.First()) };
            client.DefaultRequestHeaders.Add("User-Agent", "secret-agent");
            client.DefaultRequestHeaders.Add("baggage", "who=secret-baggage");
            foreach (var path in (string[])["/rounds/2014/bodies/secret-body?note=secret-query", "/sign-in/link/secret-token", "/secret-unknown", "/about?lang=sv"])
                using (await client.GetAsync(new Uri(path, UriKind.Relative))) { }
            await app.StopAsync();
        }
        var spans = string.Concat(received.Where(one => one.Path == "/v1/traces").Select(one => Encoding.UTF8.GetString(one.Body)));
        Assert.Contains("GET /rounds/{year:int}/bodies/{id}", spans, StringComparison.Ordinal);
        Assert.Contains("GET /sign-in/link/{", spans, StringComparison.Ordinal);
        Assert.Contains(received, one => one.Path == "/v1/metrics" && Encoding.UTF8.GetString(one.Body).Contains("http.server.request.duration", StringComparison.Ordinal));
        Assert.All(received, one => Assert.DoesNotContain("secret", Encoding.UTF8.GetString(one.Body), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("collector")]
    [InlineData("http://collector.example.org:4318")]
    [InlineData("https://user:password@collector.example.org")]
    [InlineData("https://collector.example.org/?key=1")]
    public async Task An_address_that_would_send_in_the_clear_or_holds_a_secret_is_refused(string address)
    {
        var ran = await VernProcess.RunAsync("serve", "--telemetry", address);
        Assert.Equal(2, ran.Code);
        Assert.Contains("--telemetry", ran.Error, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> CollectorAsync(ConcurrentQueue<(string Path, byte[] Body)> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/{**path}", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            received.Enqueue((http.Request.Path, body.ToArray()));
        });
        await app.StartAsync();
        return app;
    }
}
