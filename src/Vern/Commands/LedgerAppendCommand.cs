using System.CommandLine;
using System.Text;
using Vern.Ledger.Log;

namespace Vern.Commands;

/// <summary><c>vern ledger append</c>: lines of standard input become entries.</summary>
public static class LedgerAppendCommand
{
    private const int LinesAtOnce = 1024;

    /// <summary>The verb with its arguments.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The log's folder; made anew where there is none." };
        var secret = LedgerArguments.Secret();
        var command = new Command("append", "Appends each line of standard input as an entry, durably; prints 'FIRST COUNT' of each batch. Lines are public for ever. Example: echo 'report 2026 published' | vern ledger append data/ledger --secret-file log.key") { folder, secret };
        command.SetAction((result, cancel) => LedgerArguments.RunAsync(() => RunAsync(result.GetValue(folder)!, result.GetValue(secret)!, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string secret, CancellationToken cancel)
    {
        var signer = LedgerArguments.ReadSecret(secret);
        await using var log = Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() ? LogWriter.Open(folder, signer) : LogWriter.Create(folder, signer);
        foreach (var note in log.Recovered) Console.Error.WriteLine(note);
        var entries = new List<ReadOnlyMemory<byte>>();
        while (true)
        {
            var line = await Console.In.ReadLineAsync(cancel);
            if (line is not null) entries.Add(Encoding.UTF8.GetBytes(line));
            if (entries.Count == LinesAtOnce || (line is null && entries.Count > 0))
            {
                var answer = await log.AppendAsync(entries, cancel);
                Console.WriteLine($"{answer.FirstIndex} {entries.Count}");
                entries.Clear();
            }
            if (line is null) return 0;
        }
    }
}
