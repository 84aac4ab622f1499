using System.CommandLine;
using Vern.Persons.Collection;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Commands;

/// <summary><c>vern ledger continue</c>: a workspace's ledger goes on under a new origin after a loss that no mirror can make good.</summary>
public static class LedgerContinueCommand
{
    /// <summary>The verb with its arguments.</summary>
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Data folder; stop vern serve first.", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why, in words that anyone may read for ever. No personal data.", Required = true };
        var postgres = new Option<string?>("--postgres") { Description = "PostgreSQL connection string; SQLite under the data folder when absent." };
        var which = WorkspaceCommand.Which();
        var command = new Command("continue", "Puts a lost or altered ledger aside and goes on under a new origin and key; the first entry names the old one. Try a mirror first (vern ledger mirror). Example: vern ledger continue --data ./data --reason \"disk failed, no mirror\"") { data, reason, postgres, which };
        command.SetAction((result, cancel) => LedgerArguments.RunAsync(() => RunAsync(result.GetValue(data)!, result.GetValue(reason)!, result.GetValue(postgres), result.GetValue(which)!, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(string data, string reason, string? postgres, string id, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new InvalidDataException("--reason: empty, expected why the old ledger cannot go on");
        if (postgres is null && !File.Exists(Path.Combine(data, id, "vern.db"))) throw new InvalidDataException($"--data: {data}: there is no {Path.Combine(id, "vern.db")} in it");
        try
        {
            var workspace = Workspace.Read(data, id);
            var key = workspace.Kind is WorkspaceKind.National ? await NationalStore.ContinueLedgerAsync(data, postgres, reason.Trim(), cancel) : await WorkspaceStore.ContinueLedgerAsync(workspace, data, postgres, reason.Trim(), cancel);
            Console.WriteLine(key);
            await Console.Error.WriteLineAsync("The ledger goes on under this key: give it to everyone who had pinned the old one. The old ledger and its key lie beside it.");
            return 0;
        }
        catch (StoreException problem)
        {
            throw new InvalidDataException(problem.Message, problem);
        }
    }
}
