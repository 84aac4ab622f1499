using System.CommandLine;
using System.Globalization;
using Vern.Hosting;
using Vern.Persons.Collection;
using Vern.Platform.Sealing;
using Vern.Platform.Store;

namespace Vern.Commands;

/// <summary><c>vern key</c>: key pairs of bodies, keys of the workspace, linkage keys that pass through.</summary>
public static class KeyCommand
{
    private static readonly Option<string> Data = new("--data") { Description = "Data folder.", DefaultValueFactory = _ => ServeCommand.DefaultData };
    private static readonly Option<string?> Postgres = new("--postgres") { Description = "PostgreSQL connection string; SQLite under the data folder when absent." };
    private static readonly Option<string> Which = WorkspaceCommand.Which();
    private static readonly Argument<string> Body = new("body") { Description = "The body's short name in the register." };

    /// <summary>The verb with what can be done with keys.</summary>
    public static Command Create() => new("key", "Makes, shows, registers and replaces keys. Example: vern key new --out rosa.key")
    {
        New(), Show(), Rotate(), Backup(), Register(), Revoke(), Relay(), KeyFetchCommand.Create(),
    };

    private static Command New()
    {
        var output = new Option<FileInfo>("--out") { Description = "The file for the private key; the public key goes beside it (.pub).", Required = true };
        var command = new Command("new", "Makes a key pair and prints the public key's fingerprint. The private key stays on this machine. Example: vern key new --out rosa.key") { output };
        command.SetAction((call, cancel) => TriedAsync(call, async () =>
        {
            using var pair = KeyPair.New();
            await pair.WriteAsync(call.GetValue(output)!.FullName, cancel);
            Console.WriteLine(pair.Public.Fingerprint);
            await Console.Error.WriteLineAsync($"note: send {call.GetValue(output)!.Name}.pub to the national unit and read the fingerprint to it by telephone");
        }));
        return command;
    }

    private static Command Show()
    {
        var file = new Option<FileInfo?>("--file") { Description = "Show this public or private key file instead of the workspace's keys." };
        var pem = new Option<bool>("--pem") { Description = "Print the current public key as a file for others." };
        var command = new Command("show", "Shows the workspace's keys, never a secret. Example: vern key show --data ./data") { file, pem, Which, Data, Postgres };
        command.SetAction((call, cancel) => TriedAsync(call, async () =>
        {
            if (call.GetValue(file) is { } shown)
            {
                if (!shown.Exists) throw new SealingException($"{shown.Name}: there is no such file.");
                var text = await File.ReadAllTextAsync(shown.FullName, cancel);
                using var pair = text.Contains("PRIVATE", StringComparison.Ordinal) ? KeyPair.FromFile(shown.FullName) : null;
                Console.WriteLine((pair?.Public ?? PublicKey.FromPem(text)).Fingerprint);
                return;
            }
            await using var store = await OpenWorkspaceAsync(call, cancel);
            if (call.GetValue(pem))
            {
                Console.Write((await store.Keys.PublicAsync(cancel)).ToPem());
                return;
            }
            var state = await store.Keys.StateAsync(cancel);
            Console.WriteLine($"workspace key\t{state.WorkspaceKey}\t{state.KeyFile ?? "environment variable " + WorkspaceKey.VariableOf(store.Workspace.Id)}");
            foreach (var pair in state.Pairs) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"key pair\t{pair.Public.Fingerprint}\t{(pair.ReplacedAt is { } replaced ? $"replaced {replaced:yyyy-MM-dd}" : "current")}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"data keys\t{state.Keys}\terased {state.Erased}"));
            if (store.National is { } national) foreach (var key in await national.BodyKeysAsync(cancel)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"body {key.Body}\t{key.Key.Fingerprint}\tsince {key.RegisteredAt:yyyy-MM-dd}"));
        }));
        return command;
    }

    private static Command Rotate()
    {
        var pair = new Option<bool>("--pair") { Description = "Replace the key pair instead, to which bodies seal; its new fingerprint goes into the next request letter." };
        var command = new Command("rotate", "Gives the workspace a new key and wraps all others anew, while the server runs. Example: vern key rotate --data ./data") { pair, Which, Data, Postgres };
        command.SetAction((call, cancel) => TriedAsync(call, async () =>
        {
            await using var store = await OpenWorkspaceAsync(call, cancel);
            if (call.GetValue(pair)) Console.WriteLine((await store.Keys.RotatePairAsync(cancel)).Fingerprint);
            else
            {
                var wrapped = await store.Keys.RotateWorkspaceKeyAsync(cancel);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{wrapped} keys wrapped anew"));
            }
        }));
        return command;
    }

    private static Command Backup()
    {
        var output = new Option<FileInfo>("--out") { Description = "The new file.", Required = true };
        var command = new Command("backup", "Copies the key store, its keys still wrapped by the workspace's key. Keep few such copies, not for long. Example: vern key backup --data ./data --out /mnt/keys/today.db") { output, Which, Data, Postgres };
        command.SetAction((call, cancel) => TriedAsync(call, async () =>
        {
            await using var store = await OpenWorkspaceAsync(call, cancel);
            await store.Keys.CopyAsync(call.GetValue(output)!.FullName, cancel);
        }));
        return command;
    }

    private static Command Register()
    {
        var file = new Argument<FileInfo>("file") { Description = "The body's public key (.pub)." };
        var command = new Command("register", "Registers a body's public key after comparing the fingerprint with the body by telephone. Example: vern key register rosa rosa.key.pub --data ./data") { Body, file, Data, Postgres };
        command.SetAction((call, cancel) => TriedAsync(call, async () =>
        {
            var path = call.GetValue(file)!;
            if (!path.Exists) throw new SealingException($"{path.Name}: there is no such file.");
            var key = PublicKey.FromPem(await File.ReadAllTextAsync(path.FullName, cancel));
            await using var store = await OpenAsync(call, cancel);
            await store.RegisterBodyKeyAsync(new(call.GetValue(Body)!), key, cancel);
            Console.WriteLine(key.Fingerprint);
        }));
        return command;
    }

    private static Command Revoke()
    {
        var fingerprint = new Argument<string>("fingerprint") { Description = "The key's fingerprint (vern key show)." };
        var command = new Command("revoke", "Takes a body's key back: nothing more that it sealed is taken in. Example: vern key revoke rosa 0123456789abcdef0123456789abcdef --data ./data") { Body, fingerprint, Data, Postgres };
        command.SetAction((call, cancel) => TriedAsync(call, async () =>
        {
            await using var store = await OpenAsync(call, cancel);
            await store.RevokeBodyKeyAsync(new(call.GetValue(Body)!), call.GetValue(fingerprint)!, cancel);
        }));
        return command;
    }

    private static Command Relay()
    {
        var files = new Argument<FileInfo[]>("file") { Description = "Envelopes from the key custodian.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("relay", "Keeps linkage keys in their envelopes for the bodies to fetch; the national unit cannot open them. Example: vern key relay keys/*.envelope.json --data ./data") { files, Data, Postgres };
        command.SetAction((call, cancel) => TriedAsync(call, async () =>
        {
            await using var store = await OpenAsync(call, cancel);
            foreach (var file in call.GetValue(files)!)
            {
                if (!file.Exists || file.Length > NationalStore.LargestRelayed) throw new SealingException($"{file.Name}: no envelope of a linkage key.");
                var (body, year) = await store.RelayAsync(Envelope.Parse(await File.ReadAllBytesAsync(file.FullName, cancel)), cancel);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{body}\t{year}\t{file.Name}"));
            }
        }));
        return command;
    }

    private static Task<OpenedWorkspace> OpenWorkspaceAsync(ParseResult call, CancellationToken cancel) => OpenedWorkspace.OpenAsync(call.GetValue(Data)!, call.GetValue(Which)!, call.GetValue(Postgres), cancel: cancel);

    // Bodies' keys and relayed linkage keys are the national unit's.
    private static Task<NationalStore> OpenAsync(ParseResult call, CancellationToken cancel) => NationalStore.OpenAsync(call.GetValue(Data)!, call.GetValue(Postgres), cancel: cancel);

    /// <summary>Runs it; what is wrong becomes one line and exit code 2.</summary>
    internal static async Task<int> TriedAsync(ParseResult call, Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (Exception problem) when (problem is SealingException or EnvelopeRefusedException or StoreException or FormatException or InvalidOperationException or ArgumentException or IOException or UnauthorizedAccessException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync($"vern {(call.CommandResult.Parent as System.CommandLine.Parsing.CommandResult)?.Command.Name} {call.CommandResult.Command.Name}: {problem.Message.ReplaceLineEndings(" ")}");
            return 2;
        }
    }
}
