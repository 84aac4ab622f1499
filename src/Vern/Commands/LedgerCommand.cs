using System.CommandLine;

namespace Vern.Commands;

/// <summary><c>vern ledger</c>: the append-only log, for who keeps one, who witnesses it and who checks it.</summary>
public static class LedgerCommand
{
    /// <summary>The verbs under it.</summary>
    public static Command Create()
    {
        var command = new Command("ledger", "The append-only log. Example: vern ledger verify data/ledger --key log.pub --since kept-checkpoint");
        command.Subcommands.Add(LedgerVerifyCommand.Create());
        command.Subcommands.Add(LedgerKeygenCommand.Create());
        command.Subcommands.Add(LedgerAppendCommand.Create());
        command.Subcommands.Add(LedgerReceiptCommand.Create());
        command.Subcommands.Add(LedgerCheckCommand.Create());
        command.Subcommands.Add(LedgerMirrorCommand.Create());
        command.Subcommands.Add(LedgerContinueCommand.Create());
        command.Subcommands.Add(LedgerCosignCommand.Create());
        command.Subcommands.Add(LedgerWitnessCommand.Create());
        return command;
    }
}
