using System.CommandLine;
using Vern.Ledger.Checkpoints;

namespace Vern.Commands;

/// <summary><c>vern ledger keygen</c>: a key for a log or a witness.</summary>
public static class LedgerKeygenCommand
{
    /// <summary>The verb with its arguments.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The key's name: a log's origin or a witness' name, like vern.example/national. No space, no plus." };
        var kind = new Option<string>("--kind") { Description = "log (Ed25519 where installed, otherwise ECDSA P-256), witness (C2SP cosignature) or ecdsa.", DefaultValueFactory = _ => "log" };
        kind.AcceptOnlyFromAmong("log", "witness", "ecdsa");
        var output = new Option<string>("--out") { Description = "New file for the secret key; readable by you alone.", Required = true };
        var command = new Command("keygen", "Makes a key: the secret goes to --out, the public key to standard output. Example: vern ledger keygen vern.example/national --out log.key > log.pub") { name, kind, output };
        command.SetAction((result, _) => LedgerArguments.RunAsync(() => Task.FromResult(Run(result.GetValue(name)!, result.GetValue(kind)!, result.GetValue(output)!))));
        return command;
    }

    private static int Run(string name, string kind, string output)
    {
        NoteSigner signer;
        try
        {
            signer = NoteSigner.Generate(name, kind switch { "witness" => SignatureKind.Cosignature, "ecdsa" => SignatureKind.EcdsaP256, _ => NoteSigner.Preferred });
        }
        catch (FormatException broken)
        {
            throw new InvalidDataException($"NAME: {broken.Message}", broken);
        }
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(output, options)) writer.WriteLine(signer.ExportSecret());
        Console.WriteLine(signer.Key);
        return 0;
    }
}
