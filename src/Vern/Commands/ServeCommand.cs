using System.CommandLine;
using System.Net.Sockets;
using Vern.Hosting;
using Vern.Platform.Sealing;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Commands;

/// <summary><c>vern serve</c>: the web application and interface of all workspaces of a data folder, or of one.</summary>
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
        var privateWebhooks = new Option<bool>("--private-webhooks") { Description = "Webhooks may go to addresses of private networks." };
        var workspace = new Option<string?>("--workspace") { Description = "Serve this workspace only, at the bare address too; all of the data folder when absent." };
        var header = new Option<string?>("--client-address-header") { Description = "The header to which the proxy adds the address of who asks, such as X-Forwarded-For: attempts to sign in at the public address are then counted by it, and not by the proxy's. Its last address counts." };
        var command = new Command("serve", "Serves the pages and interface of all workspaces of a data folder. Example: vern serve --data ./data --urls http://127.0.0.1:5080") { data, urls, postgres, outside, log, telemetry, privateWebhooks, workspace, header };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(data)!, result.GetValue(urls)!, result.GetValue(postgres), result.GetValue(outside), result.GetValue(log) == "json", result.GetValue(telemetry), cancel, result.GetValue(privateWebhooks), result.GetValue(workspace), result.GetValue(header)));
        return command;
    }

    /// <summary>Serves until stopped. 2 when the call is wrong or the address is taken.</summary>
    public static async Task<int> RunAsync(string data, string urls, string? postgres, string? publicAddress, bool jsonLog, string? collector, CancellationToken cancel, bool privateWebhooks = false, string? only = null, string? clientHeader = null)
    {
        if ((LoopbackAddress.Refusal(urls) ?? (publicAddress is null ? null : LoopbackAddress.PublicRefusal(publicAddress)) ?? (collector is null ? null : Telemetry.Refusal(collector))) is { } refusal) return Wrong(refusal);
        if (clientHeader is not null && (clientHeader.Length is 0 or > 64 || !clientHeader.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))) return Wrong($"--client-address-header: '{clientHeader}', expected a header's name such as X-Forwarded-For");
        try
        {
            await using var all = await ServedWorkspaces.StartAsync(new(data, urls)
            {
                Postgres = postgres, Only = only, Public = publicAddress is null ? null : new Uri(publicAddress), JsonLog = jsonLog, Collector = collector is null ? null : new Uri(collector), PrivateWebhooks = privateWebhooks, ClientHeader = clientHeader,
            }, line => Console.Error.WriteLine($"vern serve: {line}"), cancel);
            await TellAsync(all, urls, publicAddress, cancel);
            await all.WaitForShutdownAsync(cancel);
            return all.ShouldStartAgain ? 1 : 0; // a service manager starts again what failed
        }
        catch (Exception problem) when (problem is StoreException or SealingException)
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

    private static async Task TellAsync(ServedWorkspaces all, string urls, string? publicAddress, CancellationToken cancel)
    {
        var first = all.First;
        Console.WriteLine(await first.Store.Access.HasAccountsAsync(cancel) || first.Workspace.Kind is not WorkspaceKind.National
            ? $"Vern serves at {publicAddress ?? urls.TrimEnd('/') + "/"}; people sign in (a new link: vern account link NAME). Stop with Ctrl+C."
            : $"Vern serves at {urls.TrimEnd('/')}/ (this machine only: there are no accounts yet, and whoever sits at it can read and decide; the first is made with: vern account add). Stop with Ctrl+C.");
        foreach (var served in all.All)
        {
            var workspace = served.Workspace;
            if (served != first) Console.WriteLine($"{workspace.Title} ({Workspace.Word(workspace.Kind)}): {LocalAddress(urls, workspace)}{(workspace.PublicHost is { } host ? $", https://{host}/" : "")}{(await served.Store.Access.HasAccountsAsync(cancel) ? "" : $" (closed until it has an account: vern account add NAME … --workspace {workspace.Id})")}");
            Console.WriteLine($"Ledger: {served.Store.Ledger.Files.Log}, to be verified with the key {served.Store.Ledger.Key}");
            foreach (var note in served.Store.Ledger.Notes) Console.WriteLine($"Ledger, put right at start: {note}");
            if (served.Store.Ledger.Problem is { } waiting) await Console.Error.WriteLineAsync($"vern serve: the ledger{(served == first ? "" : $" of {workspace.Id}")} cannot be appended to, what is recorded waits in the database: {waiting.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>A workspace's address on this machine.</summary>
    /// <param name="urls">The address that the process listens at.</param>
    /// <param name="workspace">The workspace.</param>
    internal static string LocalAddress(string urls, Workspace workspace) => new UriBuilder(urls) { Host = workspace.LocalHost }.Uri.AbsoluteUri;

    private static int Wrong(string message)
    {
        Console.Error.WriteLine($"vern serve: {message}");
        return 2;
    }
}
