using System.CommandLine;
using Vern.Ledger.Log;

namespace Vern.Commands;

/// <summary><c>vern ledger mirror</c>: a copy that believes nothing, and the catching up of a restored log.</summary>
public static class LedgerMirrorCommand
{
    /// <summary>The verb with its arguments.</summary>
    public static Command Create()
    {
        var log = LedgerArguments.Log();
        var folder = new Argument<string>("FOLDER") { Description = "The copy, or the restored log: new, or an earlier state of the same log." };
        var key = LedgerArguments.Key();
        var command = new Command("mirror", "Brings a copy of a log up to date and verifies all that it takes; after a restore, brings the log up to its mirror. Example: vern ledger mirror https://log.example mirror --key log.pub") { log, folder, key };
        command.SetAction((result, cancel) => LedgerArguments.RunAsync(() => Task.FromResult(Run(result.GetValue(log)!, result.GetValue(folder)!, result.GetValue(key)!, cancel))));
        return command;
    }

    private static int Run(string log, string folder, string key, CancellationToken cancel)
    {
        using var client = LedgerArguments.Client();
        var now = LogMirror.CatchUp(LedgerArguments.Source(log, client), folder, LedgerArguments.ReadKey(key), LedgerArguments.Progress("copying"), cancel);
        Console.WriteLine($"{now.Checkpoint.Origin}: {now.Checkpoint.Size} entries in {folder}");
        return 0;
    }
}
