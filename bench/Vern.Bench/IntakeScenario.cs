using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake;
using Vern.Material.Triage.Storage;
using Vern.Platform.Workspaces;

namespace Vern.Bench;

/// <summary>
/// Intake's goals: 2,000 reports a second accepted durably on PostgreSQL and 500 on SQLite on two cores; no acknowledged report lost, none doubled, when killed at random a hundred times under load.
/// A centre is served by the real executable in a process of its own; programs of one provider send reports of about 1 KB with two files' fingerprints each, one after the other on connections of their own, first one in a
/// request, then fifty, then by the CyberTipline protocol, opened and finished. What is measured is what they are answered: kept, in a committed transaction (SQLite: with synchronous=FULL). Clients, server and PostgreSQL are on the same cores.
/// <code>dotnet run -c Release --project bench/Vern.Bench -- intake [SECONDS [POSTGRES]]</code>
/// <code>dotnet run -c Release --project bench/Vern.Bench -- intake kill [TIMES [POSTGRES]]</code>
/// </summary>
internal static class IntakeScenario
{
    private const string Centre = "centre", Name = "alpha";
    private const int Port = 5979;
    private static readonly Uri Address = new($"http://127.0.0.1:{Port}");
    private static string Host => $"{Centre}.localhost:{Port}";

    internal static async Task<int> RunAsync(string[] args)
    {
        var kill = args is ["kill", ..];
        if (kill) args = args[1..];
        var number = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : kill ? 100 : 20;
        var postgres = args.Length > 1 ? args[1] : null;
        var folder = Directory.CreateTempSubdirectory("vern-intake-bench-").FullName;
        try
        {
            await MakeWorkspace.RunAsync(new(Centre, WorkspaceKind.Centre, "Centre Example", Vern.Platform.Localisation.Language.All), null, folder, postgres);
            string token;
            await using (var store = await WorkspaceStore.OpenAsync(Workspace.Read(folder, Centre), folder, postgres))
            {
                var material = await MaterialStore.OpenAsync(store, folder, postgres);
                await material.EnrolAsync(new() { Name = Name, Title = "Alpha Example", Country = "NO", Basis = "duty", From = new(2020, 1, 1), AMinute = 1_000_000, KeepsDays = 90 });
                token = (await material.MakeCredentialAsync(Name))!;
            }
            return kill ? await KillAsync(folder, postgres, token, number) : await MeasureAsync(folder, postgres, token, TimeSpan.FromSeconds(number));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static async Task<int> MeasureAsync(string folder, string? postgres, string token, TimeSpan time)
    {
        using var server = Serve(folder, postgres);
        try
        {
            await PagesScenario.FirstPageAsync(Address, Host);
            Console.WriteLine("| what | measured |\n|---|---|");
            long acknowledged = 0;
            foreach (var (how, bundle, connections) in ((string, int, int)[])[("one report in a request", 1, 64), ("50 reports in a request", 50, 8), ("a report by the CyberTipline protocol, opened and finished, two requests", 0, 64)])
            {
                await LoadAsync(token, bundle, connections, TimeSpan.FromSeconds(20), $"warm {bundle}", count => Interlocked.Add(ref acknowledged, count)); // a server still compiles in its first seconds, as in the casework scenario
                var weighed = await WeighedAsync(folder, postgres);
                var (before, processor) = (acknowledged, Processor(server));
                var clock = Stopwatch.StartNew();
                var times = await LoadAsync(token, bundle, connections, time, $"run {bundle}", count => Interlocked.Add(ref acknowledged, count));
                var took = clock.Elapsed.TotalSeconds;
                var (reports, used) = (acknowledged - before, Processor(server) - processor);
                weighed = await WeighedAsync(folder, postgres) - weighed;
                Console.WriteLine($"| {how}, {connections} connections, {reports:N0} reports | **{reports / took:N0} a second**; {(bundle == 0 ? "both requests" : "a request")} median {PagesScenario.At(times, 0.5):N0} ms, 99th percentile {PagesScenario.At(times, 0.99):N0} ms; the server's processor {used * 1000 / reports:N2} ms a report; weighed meanwhile: {weighed:N0} |");
            }
            server.Refresh();
            Console.WriteLine($"| most memory of the server | {server.PeakWorkingSet64 / 1_000_000:N0} MB |");
            server.Kill();
            await server.WaitForExitAsync();
            await using var store = await WorkspaceStore.OpenAsync(Workspace.Read(folder, Centre), folder, postgres);
            var kept = await CountAsync(await MaterialStore.OpenAsync(store, folder, postgres));
            Console.WriteLine($"| acknowledged, and kept after the server was killed | {acknowledged:N0}, {kept.Count:N0} |");
            return kept.Count >= acknowledged ? 0 : 1;
        }
        finally
        {
            if (!server.HasExited) server.Kill();
        }
    }

    // Killed after a random number of answers, again and again; what is not answered is sent again to the next process, as a provider's client does.
    private static async Task<int> KillAsync(string folder, string? postgres, string token, int times)
    {
        var draw = new Random(20_261);
        var (acknowledged, retried) = (new ConcurrentDictionary<string, long>(StringComparer.Ordinal), 0);
        var waiting = new ConcurrentQueue<string>();
        var made = 0;
        for (var round = 0; round <= times; round++)
        {
            using var server = Serve(folder, postgres);
            await PagesScenario.FirstPageAsync(Address, Host);
            var left = round == times ? int.MaxValue : draw.Next(20, 400);
            await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
            {
                using var client = Client(token);
                while (!server.HasExited)
                {
                    if (!waiting.TryDequeue(out var words))
                    {
                        if (round == times) return;
                        words = $"words {Interlocked.Increment(ref made)}";
                    }
                    else Interlocked.Increment(ref retried);
                    try
                    {
                        var id = await SendAsync(client, words);
                        if (id is null) waiting.Enqueue(words);
                        else acknowledged[words] = id.Value;
                    }
                    catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
                    {
                        waiting.Enqueue(words);
                        if (server.HasExited) return;
                    }
                    if (Interlocked.Decrement(ref left) == 0) server.Kill();
                }
            }));
            if (!server.HasExited) server.Kill();
            await server.WaitForExitAsync();
            if (round % 10 == 0) Console.Error.Write($"\r{round} of {times} ");
        }
        Console.Error.WriteLine();
        await using var store = await WorkspaceStore.OpenAsync(Workspace.Read(folder, Centre), folder, postgres);
        var material = await MaterialStore.OpenAsync(store, folder, postgres);
        var kept = await CountAsync(material);
        var words = new Dictionary<string, long>(StringComparer.Ordinal);
        var doubled = 0;
        foreach (var some in kept.Chunk(500))
            foreach (var report in await material.ReportsAsync(some))
                if (!words.TryAdd(report.Facts!.Words!, report.Id)) doubled++;
        var lost = acknowledged.Count(pair => !words.TryGetValue(pair.Key, out var id) || id != pair.Value);
        var ledger = (await store.Ledger.VerifyAsync()).IsGood;
        Console.WriteLine($"| killed {times} times under load | {acknowledged.Count:N0} reports acknowledged, {retried:N0} sent again; **{lost} lost, {doubled} doubled**; the ledger {(ledger ? "verifies" : "does not verify")} |");
        return lost == 0 && doubled == 0 && ledger && words.Count == made ? 0 : 1;
    }

    private static Process Serve(string folder, string? postgres) => PagesScenario.Start([.. (string[])["serve", "--data", folder, "--urls", Address.OriginalString], .. postgres is null ? [] : (string[])["--postgres", postgres]]);

    private static double Processor(Process server)
    {
        server.Refresh();
        return server.TotalProcessorTime.TotalSeconds;
    }

    // How many were weighed so far: weighing goes on beside the intake, on the same cores.
    private static async Task<long> WeighedAsync(string folder, string? postgres)
    {
        await using var store = await WorkspaceStore.OpenAsync(Workspace.Read(folder, Centre), folder, postgres);
        await using var context = (await MaterialStore.OpenAsync(store, folder, postgres)).Context();
        return await context.Set<TriageCursorRow>().Select(row => row.Arrival).FirstOrDefaultAsync();
    }

    private static async Task<IReadOnlyList<long>> CountAsync(MaterialStore store)
    {
        var all = new List<long>();
        for (long at = 0; ;)
        {
            var some = await store.FinishedAfterAsync(at, 10_000);
            if (some.Count == 0) return all;
            all.AddRange(some.Select(one => one.Id));
            at = some[^1].Arrival;
        }
    }

    private static async Task<List<double>> LoadAsync(string token, int bundle, int connections, TimeSpan time, string name, Action<int> answered)
    {
        var times = new ConcurrentBag<double>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async connection =>
        {
            using var line = new Line(token);
            for (var number = 0; clock.Elapsed < time; number++)
            {
                var each = $"{name} {connection} {number}";
                var body = bundle switch { 0 => Tipline(each), 1 => Report(each), _ => $"{{\"reports\":[{string.Join(',', Enumerable.Range(0, bundle).Select(at => Report($"{each} {at}")))}]}}" };
                var before = Stopwatch.GetTimestamp();
                var (status, answer) = bundle == 0 ? await line.PostAsync("/ispws/submit", "text/xml", body) : await line.PostAsync(bundle == 1 ? "/api/reports" : "/api/reports/bundle", "application/json", body);
                if (status == 503) continue; // back-pressure: not kept, not counted
                if (bundle == 0 && Between(answer, "<reportId>", "</reportId>") is { } id)
                {
                    (status, answer) = await line.PostAsync("/ispws/finish", "application/x-www-form-urlencoded", $"id={id}");
                    if (Between(answer, "<responseCode>", "</responseCode>") != "0") throw new InvalidOperationException($"answered {answer}");
                }
                else if (bundle == 0 || status is not (200 or 201)) throw new InvalidOperationException($"answered {status} {answer}");
                times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
                answered(Math.Max(1, bundle));
            }
        }));
        return [.. times.Order()];
    }

    private static string? Between(string text, string start, string end) => text.IndexOf(start, StringComparison.Ordinal) is >= 0 and var at ? text[(at + start.Length)..text.IndexOf(end, at, StringComparison.Ordinal)] : null;

    private static async Task<long?> SendAsync(HttpClient client, string words)
    {
        using var content = new StringContent(Report(words), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/api/reports", UriKind.Relative), content);
        if (!answer.IsSuccessStatusCode) return null;
        using var receipt = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        return receipt.RootElement.GetProperty("id").GetInt64();
    }

    // A sender that costs little: it shares the two cores with what is measured.
    private sealed class Line : IDisposable
    {
        private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly string headers;
        private readonly byte[] buffer = new byte[256 * 1024];

        internal Line(string token)
        {
            socket.Connect(IPAddress.Loopback, Port);
            headers = $"HTTP/1.1\r\nHost: {Host}\r\nAuthorization: Bearer {token}\r\nContent-Type: ";
        }

        // Sends it, reads the whole answer, gives its status and what it says.
        internal async Task<(int Status, string Answer)> PostAsync(string path, string kind, string body)
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes($"POST {path} {headers}{kind}\r\nContent-Length: {body.Length}\r\n\r\n{body}")); // made-up reports are ASCII
            var (there, end) = (0, -1);
            while ((end = buffer.AsSpan(0, there).IndexOf("\r\n\r\n"u8)) < 0) there += await ReadAsync(there);
            var head = Encoding.ASCII.GetString(buffer, 0, end + 2);
            const string Length = "\r\nContent-Length: ", Chunked = "\r\nTransfer-Encoding: chunked\r\n";
            if (head.IndexOf(Length, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                for (var whole = end + 4 + int.Parse(head.AsSpan(at + Length.Length, head.IndexOf('\r', at + Length.Length) - at - Length.Length), CultureInfo.InvariantCulture); there < whole;) there += await ReadAsync(there);
            else if (head.Contains(Chunked, StringComparison.OrdinalIgnoreCase)) while (!buffer.AsSpan(0, there).EndsWith("0\r\n\r\n"u8)) there += await ReadAsync(there);
            else throw new InvalidOperationException("The answer tells no length.");
            return (int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture), Encoding.ASCII.GetString(buffer, end + 4, there - end - 4));
        }

        private async Task<int> ReadAsync(int there) => await socket.ReceiveAsync(buffer.AsMemory(there)) is > 0 and var read ? read : throw new IOException("The connection ended.");

        public void Dispose() => socket.Dispose();
    }

    private static HttpClient Client(string token)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false, MaxConnectionsPerServer = 1 }, disposeHandler: true) { BaseAddress = Address };
        client.DefaultRequestHeaders.Host = Host;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static string Report(string words) => $$$"""
        {"facts":{"kind":"material","signs":["viral"],"happenedAt":"2026-11-20T08:00:00Z","words":"{{{words}}}","reference":"made-up-0123456789","places":[{"kind":"web","address":"https://example.org/made-up/path/of/some/length"}],"accounts":[{"service":"example","screenName":"made-up-name","serviceId":"1234567890","mail":["made-up@example.org"],"country":"NO","connections":[{"address":"192.0.2.44","at":"2026-11-19T07:00:00Z","event":"upload","possibleProxy":false,"port":443},{"address":"198.51.100.7","at":"2026-11-18T07:00:00Z","event":"login","possibleProxy":true}]}]},"files":[{"name":"one.jpg","viewed":true,"given":{"md5":"{{{new string('a', 32)}}}","sha256":"{{{new string('b', 64)}}}","pdq":"{{{new string('c', 64)}}}"}},{"name":"two.jpg","given":{"sha1":"{{{new string('d', 40)}}}"}}]}
        """;

    private static string Tipline(string words) => $"""
        <report xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><incidentSummary><incidentType>Misleading Domain Name</incidentType><incidentDateTime>2026-11-20T08:00:00Z</incidentDateTime></incidentSummary><internetDetails><webPageIncident><url>https://example.org/made-up/path/of/some/length</url></webPageIncident></internetDetails><reporter><reportingPerson><firstName>Made</firstName><lastName>Up</lastName><email>made-up@example.org</email></reportingPerson></reporter><personOrUserReported><espService>example</espService><screenName>made-up-name</screenName><ipCaptureEvent><ipAddress>192.0.2.44</ipAddress><eventName>Upload</eventName><dateTime>2026-11-19T07:00:00Z</dateTime></ipCaptureEvent></personOrUserReported><additionalInfo>{words}</additionalInfo></report>
        """;
}
