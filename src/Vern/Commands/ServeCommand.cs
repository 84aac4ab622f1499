using System.CommandLine;
using System.Net.Sockets;
using Vern.Hosting;
using Vern.Persons.Collection;
using Vern.Platform.Access;
using Vern.Platform.Store;

namespace Vern.Commands;

/// <summary><c>vern serve</c>: the web application and interface of a national unit.</summary>
public static class ServeCommand
{
    /// <summary>Where data lies when nothing is said.</summary>
    public const string DefaultData = ".vern";

    /// <summary>The verb with its options.</summary>
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Data folder.", DefaultValueFactory = _ => DefaultData };
        var urls = new Option<string>("--urls") { Description = "One loopback address.", DefaultValueFactory = _ => NationalHost.DefaultAddress };
        var postgres = new Option<string?>("--postgres") { Description = "PostgreSQL connection string; SQLite under the data folder when absent." };
        var outside = new Option<string?>("--public") { Description = "The https address at which a proxy on this machine takes requests for Vern; needs accounts." };
        var log = new Option<string>("--log") { Description = "text or json: how events are written to standard output.", DefaultValueFactory = _ => "text" };
        log.AcceptOnlyFromAmong("text", "json");
        var telemetry = new Option<string?>("--telemetry") { Description = "The address of an OpenTelemetry collector (OTLP over HTTP); nothing is sent when absent." };
        var command = new Command("serve", "Serves the national unit's pages and interface. Example: vern serve --data ./data --urls http://127.0.0.1:5080") { data, urls, postgres, outside, log, telemetry };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(data)!, result.GetValue(urls)!, result.GetValue(postgres), result.GetValue(outside), result.GetValue(log) == "json", result.GetValue(telemetry), cancel));
        return command;
    }

    /// <summary>Serves until stopped. 2 when the call is wrong or the address is taken.</summary>
    public static async Task<int> RunAsync(string data, string urls, string? postgres, string? publicAddress, bool jsonLog, string? collector, CancellationToken cancel)
    {
        if ((LoopbackAddress.Refusal(urls) ?? (publicAddress is null ? null : LoopbackAddress.PublicRefusal(publicAddress)) ?? (collector is null ? null : Telemetry.Refusal(collector))) is { } refusal) return Wrong(refusal);
        try
        {
            await using var store = await NationalStore.OpenAsync(data, postgres, cancel: cancel);
            await using var access = await AccessStore.OpenAsync(data, "national", postgres, cancel: cancel);
            var accounts = await access.HasAccountsAsync(cancel);
            if (!accounts && publicAddress is not null) return Wrong("--public: there are no accounts yet, so whoever reached that address could read and decide; make the first with: vern account add");
            await using var app = NationalHost.Build(store, access, urls, null, publicAddress is null ? null : new Uri(publicAddress), jsonLog, collector is null ? null : new Uri(collector), ProviderSettings.Read(data));
            await app.StartAsync(cancel);
            Console.WriteLine(accounts
                ? $"Vern serves at {publicAddress ?? urls.TrimEnd('/') + "/"}; people sign in (a new link: vern account link NAME). Stop with Ctrl+C."
                : $"Vern serves at {urls.TrimEnd('/')}/ (this machine only: there are no accounts yet, and whoever sits at it can read and decide; the first is made with: vern account add). Stop with Ctrl+C.");
            Console.WriteLine($"Ledger: {store.Ledger.Files.Log}, to be verified with the key {store.Ledger.Key}");
            foreach (var note in store.Ledger.Notes) Console.WriteLine($"Ledger, put right at start: {note}");
            if (store.Ledger.Problem is { } waiting) await Console.Error.WriteLineAsync($"vern serve: the ledger cannot be appended to, what is recorded waits in the database: {waiting.ReplaceLineEndings(" ")}");
            await app.WaitForShutdownAsync(cancel);
            return 0;
        }
        catch (StoreException problem)
        {
            return Wrong(problem.Message);
        }
        catch (IOException problem) when (problem.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return Wrong($"--urls: '{urls}' is in use by another program, expected a free port");
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException or SocketException)
        {
            return Wrong($"--data: '{data}': {problem.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static int Wrong(string message)
    {
        Console.Error.WriteLine($"vern serve: {message}");
        return 2;
    }
}
