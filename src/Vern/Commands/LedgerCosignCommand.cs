using System.CommandLine;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;

namespace Vern.Commands;

/// <summary><c>vern ledger cosign</c>: asks a witness to cosign the newest checkpoint, and publishes it with the log.</summary>
public static class LedgerCosignCommand
{
    /// <summary>The verb with its arguments.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The log's folder; no other writer may have it open." };
        var secret = LedgerArguments.Secret();
        var url = new Option<string>("--url") { Description = "The witness' address.", Required = true };
        var witness = new Option<string>("--witness") { Description = "The witness' public key, text or file.", Required = true };
        var command = new Command("cosign", "Asks a witness to cosign the newest checkpoint (C2SP tlog-witness). Example: vern ledger cosign data/ledger --secret-file log.key --url https://w1.example --witness w1.pub") { folder, secret, url, witness };
        command.SetAction((result, cancel) => LedgerArguments.RunAsync(() => RunAsync(result.GetValue(folder)!, result.GetValue(secret)!, result.GetValue(url)!, result.GetValue(witness)!, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string secret, string url, string witness, CancellationToken cancel)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) throw new InvalidDataException($"--url: {url}, expected an http(s) URL");
        var key = LedgerArguments.ReadKey(witness);
        using var client = LedgerArguments.Client();
        await using var log = LogWriter.Open(folder, LedgerArguments.ReadSecret(secret));
        try
        {
            var lines = await new WitnessClient(client, address, key).CosignAsync(new FolderSource(folder), log.Latest, cancel: cancel);
            log.PublishWitnessed(log.Latest.With(lines));
            Console.WriteLine($"{key.Name} cosigned {log.Latest.Checkpoint.Size} entries of {log.Latest.Checkpoint.Origin}");
            return 0;
        }
        catch (WitnessRefusedException refused)
        {
            Console.Error.WriteLine(refused.Message);
            return 1;
        }
    }
}
