using System.CommandLine;
using System.CommandLine.Parsing;

namespace Vern;

/// <summary>The one executable: every verb of the command line contract is a file under Commands.</summary>
public static class Program
{
    /// <summary>Runs a verb. 0 done, 1 the work found a problem it reports, 2 the input or the call is wrong.</summary>
    public static async Task<int> Main(string[] args)
    {
        // The processes that decode a picture or a film are started often and should not read all verbs first.
        if (args is [Fingerprints.Pictures.DecodeWorker.Verb, ..]) return Fingerprints.Pictures.DecodeWorker.Run(args);
        if (args is [Fingerprints.Films.FilmWorker.Verb, ..]) return Fingerprints.Films.FilmWorker.Run(args);
        var root = Verbs();
        var result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"vern: {result.Errors[0].Message} See: vern {Verb(result)}--help");
            return 2;
        }
        try
        {
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"vern {Verb(result)}stopped; nothing half-written remains.");
            return 1;
        }
        // A defect of ours: its kind and place, never its message, which could hold what was read.
        catch (Exception defect) when (Environment.GetEnvironmentVariable("VERN_TRACE") is null)
        {
            var at = new System.Diagnostics.StackTrace(defect).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(method => method?.DeclaringType?.Namespace?.StartsWith("Vern", StringComparison.Ordinal) == true);
            await Console.Error.WriteLineAsync($"vern {Verb(result)}failed: {defect.GetType().Name} in {at?.DeclaringType?.Name}.{at?.Name}. This is a defect of Vern; VERN_TRACE=1 shows all of it.");
            return 1;
        }
    }

    /// <summary>All verbs there are.</summary>
    public static RootCommand Verbs()
    {
        var root = new RootCommand("Vern: find, count, refer and protect people exploited through trafficking, without gathering their identities in one place.");
        root.Subcommands.Add(Commands.DemoCommand.Create());
        root.Subcommands.Add(Commands.ServeCommand.Create());
        root.Subcommands.Add(Commands.WorkspaceCommand.Create());
        root.Subcommands.Add(Commands.AccountCommand.Create());
        root.Subcommands.Add(Commands.TemplateCommand.Create());
        root.Subcommands.Add(Commands.SubmitCommand.Create());
        root.Subcommands.Add(Commands.BodyPageCommand.Create());
        root.Subcommands.Add(Commands.ReportCommand.Create());
        root.Subcommands.Add(Commands.ExportCommand.Create());
        root.Subcommands.Add(Commands.HtcdsCommand.Create());
        root.Subcommands.Add(Commands.EncodeCommand.Create());
        root.Subcommands.Add(Commands.LinkCommand.Create());
        root.Subcommands.Add(Commands.ProtectCommand.Create());
        root.Subcommands.Add(Commands.FingerprintCommand.Create());
        root.Subcommands.Add(Commands.MatchCommand.Create());
        root.Subcommands.Add(Commands.ListCommand.Create());
        root.Subcommands.Add(Commands.LedgerCommand.Create());
        root.Subcommands.Add(Commands.KeyCommand.Create());
        root.Subcommands.Add(Commands.CustodianCommand.Create());
        root.Subcommands.Add(Commands.BackupCommand.Create());
        root.Subcommands.Add(Commands.BackupCommand.CreateRestore());
        root.Subcommands.Add(Commands.EraseCommand.Create());
        return root;
    }

    private static string Verb(ParseResult result)
    {
        var verb = "";
        for (SymbolResult? at = result.CommandResult; at is CommandResult { Command: not RootCommand } command; at = at.Parent) verb = $"{command.Command.Name} {verb}";
        return verb;
    }
}
