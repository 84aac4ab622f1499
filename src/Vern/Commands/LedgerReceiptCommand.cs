using System.CommandLine;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;

namespace Vern.Commands;

/// <summary><c>vern ledger receipt</c>: a text that proves offline that an entry stands in the log.</summary>
public static class LedgerReceiptCommand
{
    /// <summary>The verb with its arguments.</summary>
    public static Command Create()
    {
        var log = LedgerArguments.Log();
        var key = LedgerArguments.Key();
        var index = new Option<long>("--index") { Description = "The entry's place, from 0.", Required = true };
        var output = new Option<string?>("--out") { Description = "File to write (usually .tlog-proof); standard output where absent." };
        var command = new Command("receipt", "Makes the receipt of an entry (C2SP tlog-proof), with witnesses' cosignatures where they cover it. Example: vern ledger receipt data/ledger --key log.pub --index 7 --out seven.tlog-proof") { log, key, index, output };
        command.SetAction((result, cancel) => LedgerArguments.RunAsync(() => Task.FromResult(Run(result.GetValue(log)!, result.GetValue(key)!, result.GetValue(index), result.GetValue(output), cancel))));
        return command;
    }

    private static int Run(string log, string key, long index, string? output, CancellationToken cancel)
    {
        using var client = LedgerArguments.Client();
        var source = LedgerArguments.Source(log, client);
        var pinned = LedgerArguments.ReadKey(key);
        var checkpoint = Newest(source, pinned, index, cancel);
        if (index < 0 || index >= checkpoint.Checkpoint.Size) throw new InvalidDataException($"--index: {index}, the log has the entries 0 to {checkpoint.Checkpoint.Size - 1}");
        var receipt = Receipt.Make(source, checkpoint, index, cancel: cancel).ToString();
        if (output is null) Console.Write(receipt);
        else WholeFile.WriteText(output, receipt);
        return 0;
    }

    // A witnessed checkpoint that covers the entry is worth more than a newer one that nobody has seen.
    private static SignedCheckpoint Newest(ILogSource source, NoteKey key, long index, CancellationToken cancel)
    {
        try
        {
            if (source.Read("witnessed", cancel) is { } witnessed && WitnessedCheckpoint.Open(witnessed, key) is var cosigned && cosigned.Checkpoint.Size > index) return cosigned;
            return SignedCheckpoint.Open(source.Read("checkpoint", cancel) ?? throw new InvalidDataException($"{source.Name}: has no checkpoint"), key);
        }
        catch (FormatException broken)
        {
            throw new InvalidDataException($"{source.Name}: {broken.Message}", broken);
        }
    }
}
