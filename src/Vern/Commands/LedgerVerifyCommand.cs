using System.CommandLine;
using Vern.Ledger.Proofs;

namespace Vern.Commands;

/// <summary><c>vern ledger verify</c>: the whole log, every byte, against a pinned key and what is remembered or witnessed.</summary>
public static class LedgerVerifyCommand
{
    /// <summary>The verb with its arguments.</summary>
    public static Command Create()
    {
        var log = LedgerArguments.Log();
        var key = LedgerArguments.Key();
        var since = new Option<string?>("--since") { Description = "A checkpoint of this log that was kept from earlier (a file): finds what an operator rewrote." };
        var witnesses = LedgerArguments.Witnesses();
        var sample = new Option<int>("--sample") { Description = "Inclusion proofs to draw at random and verify, besides the whole log.", DefaultValueFactory = _ => 1 };
        var save = new Option<string?>("--save") { Description = "Where to keep the checkpoint that was verified, to be given as --since next time." };
        var command = new Command("verify", "Checks a whole log: every byte, its checkpoint, proofs at random. Exit code 1 and the first bad entry if it fails. Example: vern ledger verify data/ledger --key log.pub --since kept --save kept")
            { log, key, since, witnesses, sample, save };
        command.SetAction((result, cancel) => LedgerArguments.RunAsync(() => Task.FromResult(Run(
            result.GetValue(log)!, result.GetValue(key)!, result.GetValue(since), result.GetValue(witnesses)!, result.GetValue(sample), result.GetValue(save), cancel))));
        return command;
    }

    private static int Run(string log, string key, string? since, string[] witnesses, int sample, string? save, CancellationToken cancel)
    {
        if (sample < 0) throw new InvalidDataException($"--sample: {sample}, expected 0 or more");
        using var client = LedgerArguments.Client();
        var pinned = LedgerArguments.ReadKey(key);
        var options = new VerifyOptions(pinned)
        {
            Since = since is null ? null : LedgerArguments.ReadCheckpoint(since, pinned),
            Witnesses = [.. witnesses.Select(LedgerArguments.ReadKey)],
            Samples = sample,
        };
        var report = LogVerifier.Verify(LedgerArguments.Source(log, client), options, LedgerArguments.Progress("verifying"), cancel);
        foreach (var line in report.Proven) Console.WriteLine($"proven: {line}");
        foreach (var line in report.NotProven) Console.WriteLine($"not proven: {line}");
        foreach (var finding in report.Findings) Console.WriteLine($"WRONG: {finding}");
        if (report.IsGood)
        {
            Console.WriteLine($"good: {pinned.Name}, {report.Checkpoint!.Checkpoint.Size} entries");
            if (save is not null) WholeFile.WriteText(save, report.Checkpoint.ToString());
            return 0;
        }
        Console.Error.WriteLine($"{log}: verification failed: {report.Findings[0]}{(report.Findings.Count > 1 ? $" (and {report.Findings.Count - 1} more)" : "")}");
        return 1;
    }
}
