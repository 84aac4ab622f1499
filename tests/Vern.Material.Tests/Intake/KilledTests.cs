using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Vern.Material.Intake;
using Vern.Platform.Workspaces;

namespace Vern.Material.Tests.Intake;

/// <summary>What a kill leaves behind: what was acknowledged is there, and what is sent again is there once. (A hundred kills: bench/Vern.Bench, <c>intake kill</c>.)</summary>
public sealed class KilledTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_killed_while_reports_come_in_has_all_that_it_acknowledged_and_none_twice()
    {
        await using var fixture = await MaterialFixture.OpenAsync();
        await fixture.Store.EnrolAsync(ProvidersTests.AProvider("alpha") with { Until = null, From = new(2020, 1, 1), AMinute = 1_000_000 }, Cancel);
        var token = (await fixture.Workspace.Access.MakeTokenAsync("alpha", WorkspaceGrants.Provider, new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero), Cancel));
        await fixture.Workspace.DisposeAsync();
        var draw = new Random(20_264);
        var (acknowledged, waiting, made) = (new ConcurrentDictionary<string, long>(StringComparer.Ordinal), new ConcurrentQueue<string>(), 0);
        for (var round = 0; round < 3; round++)
        {
            var port = FreePort();
            using var server = Start(fixture.Folder, port);
            // The last round only sends again what was not answered.
            var (last, left) = (round == 2, draw.Next(10, 60));
            await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
            {
                using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
                client.DefaultRequestHeaders.Host = MaterialFixture.Centre.LocalHost;
                client.DefaultRequestHeaders.Authorization = new("Bearer", token);
                while (!server.HasExited)
                {
                    if (!waiting.TryDequeue(out var words))
                    {
                        if (last) return;
                        words = $"words {Interlocked.Increment(ref made)}";
                    }
                    try
                    {
                        using var answer = await client.PostAsJsonAsync("/api/reports", new { facts = new { kind = "material", words } }, Cancel);
                        if (!answer.IsSuccessStatusCode)
                        {
                            waiting.Enqueue(words);
                            continue;
                        }
                        acknowledged[words] = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetInt64();
                        if (!last && Interlocked.Decrement(ref left) == 0) server.Kill();
                    }
                    catch (Exception gone) when (gone is HttpRequestException or IOException)
                    {
                        waiting.Enqueue(words);
                        await Task.Delay(20, Cancel); // it has not started yet, or is gone
                    }
                }
            }));
            if (!server.HasExited) server.Kill();
            await server.WaitForExitAsync(Cancel);
        }
        await fixture.ReopenAsync();
        Assert.True((await fixture.Workspace.Ledger.VerifyAsync(Cancel)).IsGood);
        var places = await fixture.Store.FinishedAfterAsync(0, 100_000, Cancel);
        Assert.Equal(Enumerable.Range(1, places.Count).Select(place => (long)place), places.Select(one => one.Arrival));
        var kept = (await fixture.Store.ReportsAsync([.. places.Select(one => one.Id)], Cancel)).ToDictionary(report => report.Facts!.Words!, report => report.Id); // none twice
        Assert.Equal(made, kept.Count);
        Assert.All(acknowledged, pair => Assert.Equal(pair.Value, kept[pair.Key]));
        Assert.True(acknowledged.Count >= 20);
    }

    private static Process Start(string folder, int port)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Environment.GetEnvironmentVariable("VERN_TEST_PROGRAM") is { Length: > 0 } ahead ? ahead : Path.Combine(AppContext.BaseDirectory, "vern.dll"), "serve", "--data", folder, "--urls", $"http://127.0.0.1:{port}"]) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
