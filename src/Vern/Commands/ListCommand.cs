using System.CommandLine;
using Vern.Material.Indicators.Lists;

namespace Vern.Commands;

/// <summary><c>vern list</c>: lists of known material, for who receives them.</summary>
public static class ListCommand
{
    /// <summary>The verbs under it.</summary>
    public static Command Create()
    {
        var command = new Command("list", "Lists of known material, for who receives them. Example: vern list verify edition-7.json --key centre.pub --held edition-6.json");
        command.Subcommands.Add(Verify());
        return command;
    }

    private static Command Verify()
    {
        var file = new Argument<string>("FILE") { Description = "An edition as the interface gives it: whole, or what changed since one that is held." };
        var key = LedgerArguments.Key();
        var held = new Option<string?>("--held") { Description = "The whole edition that is held: with it a replayed edition is told, and changes over several editions are applied." };
        var receipt = new Option<string?>("--receipt") { Description = "The receipt that the public ledger has the edition." };
        var save = new Option<string?>("--save") { Description = "Where to keep the whole list that follows, to be given as --held next time." };
        var command = new Command("verify", """
            Checks an edition of a list offline: signature, lines against the signed root, order of editions, and that the ledger has it. Exit code 1 and what is wrong (forged, replayed, reordered, missing, altered) if it does not hold.

            Example:
              vern list verify edition-7.json --key centre.pub --held held.json --receipt edition-7.tlog-proof --save held.json
            """) { file, key, held, receipt, save };
        command.SetAction((result, _) => LedgerArguments.RunAsync(() => Task.FromResult(Run(result.GetValue(file)!, result.GetValue(key)!, result.GetValue(held), result.GetValue(receipt), result.GetValue(save)))));
        return command;
    }

    private static int Run(string path, string keyFile, string? heldPath, string? receiptPath, string? save)
    {
        var key = LedgerArguments.ReadKey(keyFile);
        var file = Parse(path);
        var before = heldPath is null ? null : Parse(heldPath);
        var receipt = receiptPath is null ? null : Text(receiptPath);
        if (before is { Since: not null }) throw new InvalidDataException($"{heldPath}: a whole edition expected, these are changes");
        HeldList? held = null;
        try { held = before is null ? null : VerifyList.Run(before, key); }
        catch (FormatException broken) { return Wrong(heldPath!, broken); }
        try
        {
            var proven = VerifyList.Run(file, key, held);
            if (receipt is not null) VerifyList.Receipt(receipt, proven.Edition, key);
            if (save is not null && !proven.IsWhole) throw new InvalidDataException("--save: the whole list is known only with --held, or from a whole edition");
            var edition = proven.Edition;
            Console.WriteLine($"good: edition {edition.Number} of {edition.List}, {edition.Size} fingerprints, signed by {key.Name}{(receipt is null ? "" : ", in its ledger")}");
            Console.WriteLine($"digest: {edition.Digest}");
            if (!proven.IsWhole) Console.WriteLine("not proven: the whole list; only what changed since the edition before");
            if (save is not null) WholeFile.WriteText(save, new ListFile(null, [file.Editions[^1]], [.. proven.Lines.Order(StringComparer.Ordinal)], []).ToText());
            return 0;
        }
        catch (FormatException broken) { return Wrong(path, broken); }
    }

    private static int Wrong(string path, FormatException broken)
    {
        Console.Error.WriteLine($"{path}: the list does not hold: {broken.Message}");
        return 1;
    }

    private static ListFile Parse(string path)
    {
        try { return ListFile.Parse(Text(path)); }
        catch (FormatException broken) { throw new InvalidDataException($"{path}: {broken.Message}", broken); }
    }

    private static string Text(string path) => File.Exists(path) ? File.ReadAllText(path) : throw new InvalidDataException($"{path}: no such file");
}
