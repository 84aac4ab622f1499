using System.CommandLine;
using Vern.Hosting;
using Vern.Platform.Auditing;
using Vern.Platform.Sealing;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Commands;

/// <summary><c>vern backup</c> and <c>vern restore</c>: a workspace as one file, and back.</summary>
public static class BackupCommand
{
    private static readonly Option<string> Data = new("--data") { Description = "Data folder.", DefaultValueFactory = _ => ServeCommand.DefaultData };
    private static readonly Option<string?> Postgres = new("--postgres") { Description = "PostgreSQL connection string; SQLite under the data folder when absent." };

    private static readonly Option<string> Which = WorkspaceCommand.Which();

    /// <summary>The verb that makes a back-up.</summary>
    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "The file to write; a file that is there is not replaced.", Required = true };
        var command = new Command("backup", """
            Copies a workspace into one file while it is in use: the database as it is at one moment, and the ledger. Secret keys are not in it.
            Example: vern backup --data ./data --out vern-2026-11-22.zip
            """) { Which, Data, Postgres, output };
        command.SetAction((result, cancel) => GuardedAsync("vern backup", async () =>
        {
            var (data, postgres, file) = (result.GetValue(Data)!, result.GetValue(Postgres), result.GetValue(output)!);
            var id = result.GetValue(Which)!;
            var database = Path.Combine(data, id, "vern.db");
            if (postgres is null && !File.Exists(database)) throw new IOException($"--data: {data}: no {id} store there, expected {database}");
            if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))) throw new IOException($"--out: there is no folder {Path.GetDirectoryName(Path.GetFullPath(file))}");
            // Opening brings an older database up to date and the ledger up to what the database knows.
            await using var workspace = await OpenedWorkspace.OpenAsync(data, id, postgres, cancel: cancel);
            var place = DatabaseAddress.Of(data, id, postgres);
            var manifest = await BackUpWorkspace.RunAsync(place, OpenedWorkspace.Parts(id, place, workspace.Workspace.Kind), workspace.Ledger.Files, file, TimeProvider.System, cancel);
            Console.WriteLine($"{file}: {manifest.Files.Count} files, {new FileInfo(file).Length} bytes, as of {manifest.MadeAt:yyyy-MM-dd HH:mm:ss} UTC. Secret keys are not in it: {workspace.Ledger.Files.SecretKey} and {Path.Combine(data, "keys")} need a back-up of their own.");
        }));
        return command;
    }

    /// <summary>The verb that puts one back.</summary>
    public static Command CreateRestore()
    {
        var input = new Argument<string>("FILE") { Description = "The back-up." };
        var check = new Option<bool>("--check") { Description = "Only checks that the back-up is whole." };
        var command = new Command("restore", """
            Puts a back-up into a data folder without a database, or into an empty PostgreSQL database. A ledger that is there stays: it may know more. Put the secret keys back first.
            Example: vern restore vern-2026-11-22.zip --data ./data
            """) { input, Which, Data, Postgres, check };
        command.SetAction((result, cancel) => GuardedAsync("vern restore", async () =>
        {
            var (file, data, postgres) = (result.GetValue(input)!, result.GetValue(Data)!, result.GetValue(Postgres));
            if (!File.Exists(file)) throw new IOException($"{file}: no such file");
            if (result.GetValue(check))
            {
                var whole = await RestoreWorkspace.CheckAsync(file, cancel);
                Console.WriteLine($"{file}: whole, {whole.Files.Count} files, as of {whole.MadeAt:yyyy-MM-dd HH:mm:ss} UTC");
                return;
            }
            var id = result.GetValue(Which)!;
            if (id != Workspace.NationalId && Workspace.RefusalOfId(id) is { } wrong) throw new IOException($"--workspace: {wrong}");
            var ledger = new LedgerFiles(Path.GetFullPath(Path.Combine(data, id)));
            if (!File.Exists(ledger.SecretKey)) throw new IOException($"{ledger.SecretKey}: the ledger's secret key is missing; put it back from its own back-up first");
            var place = DatabaseAddress.Of(data, id, postgres);
            var rows = await RestoreWorkspace.RunAsync(file, place, OpenedWorkspace.Parts(id, place, null), ledger, cancel);
            await using var workspace = await OpenedWorkspace.OpenAsync(data, id, postgres, cancel: cancel);
            Console.WriteLine($"{data}: {rows} rows restored from {file}");
            foreach (var note in workspace.Ledger.Notes) Console.WriteLine($"Ledger, put right: {note}");
            foreach (var again in workspace.National?.ErasedAgain ?? []) Console.WriteLine($"Erased again, as the ledger tells: {again}");
            if (await EraseSealedParts.AgainAsync(workspace.Ledger, cancel) is > 0 and var parts) Console.WriteLine($"Erased again: {parts} sealed parts of the ledger");
        }));
        return command;
    }

    private static async Task<int> GuardedAsync(string verb, Func<Task> act)
    {
        try
        {
            await act();
            return 0;
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or UnauthorizedAccessException or StoreException or SealingException)
        {
            await Console.Error.WriteLineAsync($"{verb}: {problem.Message.ReplaceLineEndings(" ")}");
            return 2;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{verb}: stopped; nothing was written");
            return 2;
        }
    }
}
