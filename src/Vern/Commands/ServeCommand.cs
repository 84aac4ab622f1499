using System.CommandLine;
using System.Net.Sockets;
using Vern.Hosting;
using Vern.Persons.Collection;
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
        var urls = new Option<string>("--urls") { Description = "One loopback address; until there are accounts no other is taken.", DefaultValueFactory = _ => NationalHost.DefaultAddress };
        var postgres = new Option<string?>("--postgres") { Description = "PostgreSQL connection string; SQLite under the data folder when absent." };
        var command = new Command("serve", "Serves the national unit's pages and interface on this machine. Example: vern serve --data ./data --urls http://127.0.0.1:5080") { data, urls, postgres };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(data)!, result.GetValue(urls)!, result.GetValue(postgres), cancel));
        return command;
    }

    /// <summary>Serves until stopped. 2 when the call is wrong or the address is taken.</summary>
    public static async Task<int> RunAsync(string data, string urls, string? postgres, CancellationToken cancel)
    {
        if (LoopbackAddress.Refusal(urls) is { } refusal) return Wrong(refusal);
        try
        {
            await using var store = await NationalStore.OpenAsync(data, postgres, cancel: cancel);
            await using var app = NationalHost.Build(store, urls);
            await app.StartAsync(cancel);
            Console.WriteLine($"Vern serves at {urls.TrimEnd('/')}/ (this machine only: there are no accounts yet). Stop with Ctrl+C.");
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
