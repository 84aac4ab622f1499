using System.CommandLine;
using System.Text;
using Vern.Ledger.Checkpoints;

namespace Vern.Commands;

/// <summary><c>vern ledger check</c>: a receipt, offline.</summary>
public static class LedgerCheckCommand
{
    /// <summary>The verb with its arguments.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("RECEIPT") { Description = "The receipt's file." };
        var key = LedgerArguments.Key();
        var witnesses = LedgerArguments.Witnesses();
        var command = new Command("check", "Checks a receipt offline; exit code 1 if it does not hold. Example: vern ledger check seven.tlog-proof --key log.pub --witness w1.pub") { file, key, witnesses };
        command.SetAction((result, _) => LedgerArguments.RunAsync(() => Task.FromResult(Run(result.GetValue(file)!, result.GetValue(key)!, result.GetValue(witnesses)!))));
        return command;
    }

    private static int Run(string file, string key, string[] witnesses)
    {
        var (log, trusted) = (LedgerArguments.ReadKey(key), witnesses.Select(LedgerArguments.ReadKey).ToList());
        if (!File.Exists(file)) throw new InvalidDataException($"{file}: no such file");
        try
        {
            var proven = Receipt.Parse(File.ReadAllText(file)).Verify(log, trusted);
            var missing = trusted.Find(witness => !proven.Witnesses.Contains(witness));
            if (missing is not null) throw new FormatException($"no signature of the witness {missing.Name} ({missing.Id:x8})");
            Console.WriteLine($"good: entry {proven.Index} of {log.Name}, among {proven.Checkpoint.Checkpoint.Size}; witnesses that saw it: {(proven.Witnesses.Count == 0 ? "none asked for" : string.Join(", ", proven.Witnesses.Select(witness => witness.Name)))}");
            // An entry may hold any bytes; control characters stay out of the terminal.
            Console.WriteLine(new string([.. Encoding.UTF8.GetString(proven.Entry.Span).Where(c => c == '\n' || !char.IsControl(c))]));
            foreach (var (name, opened) in proven.Opened) Console.WriteLine($"opened {name}: {new string([.. Encoding.UTF8.GetString(opened.Payload.Span).Where(c => !char.IsControl(c))])}");
            return 0;
        }
        catch (FormatException broken)
        {
            Console.Error.WriteLine($"{file}: the receipt does not hold: {broken.Message}");
            return 1;
        }
    }
}
