using System.CommandLine;

namespace Vern;

/// <summary>The one executable: every verb of the command line contract is a file under Commands.</summary>
public static class Program
{
    /// <summary>Runs a verb. 0 done, 1 the work found a problem it reports, 2 the input or the call is wrong.</summary>
    public static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Vern: find, count, refer and protect people exploited through trafficking, without gathering their identities in one place.");
        root.Subcommands.Add(Commands.ProtectCommand.Create());
        var result = root.Parse(args);
        return await result.InvokeAsync();
    }
}
