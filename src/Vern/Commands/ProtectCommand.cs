using System.CommandLine;
using Spectre.Console;
using Vern.Disclosure.Perturbation;
using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Commands;

/// <summary><c>vern protect</c>: the tables of a specification, protected, with their audit.</summary>
public static class ProtectCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var microdata = new Argument<string>("MICRODATA.csv") { Description = "One row a person (or a combination with a count), with a header." };
        var specification = new Option<string>("--spec") { Description = "What to tabulate and how to protect it (JSON).", Required = true };
        var output = new Option<string>("--out") { Description = "The folder for tables.json and audit.json (for the unit only).", Required = true };
        var command = new Command("protect", """
            Tables from microdata, protected: small counts are hidden, and what would give them away.
            Example: vern protect persons.csv --spec spec.json --out protected
            with spec.json: {"dimensions":{"region":{"Total":["A","B"],"A":["A1","A2"]}},"tables":[["region","form"]],"minimumCount":3,"method":"suppress"}
            Counts from 1 to minimumCount - 1 are hidden; zeros are shown. Further: "count" (a column with counts), "hiddenAtLeast" (0 or 1, what
            an attacker knows of a hidden count; default 1), "protection" (how wide a hidden count's interval must be; default 1).
            "method":"round" rounds all tables together to multiples of "base" (default minimumCount); they still add up.
            "method":"cellkey" changes each count by at most "maximumChange" with a "variance", fixed by the records in it and the secret "seed".
            """) { microdata, specification, output };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(parsed.GetRequiredValue(microdata), parsed.GetRequiredValue(specification), parsed.GetRequiredValue(output), cancel)));
        return command;
    }

    private static int Run(string microdata, string specificationFile, string output, CancellationToken cancel)
    {
        try
        {
            var specification = ProtectionSpecification.Read(specificationFile);
            var data = MicrodataFile.Read(microdata, specification, cancel);
            var tables = specification.Tables.Select(dimensions => new TableRequest(string.Join(" x ", dimensions), dimensions)).ToList();
            var publication = specification.Method switch
            {
                "round" => ControlledRounding.Protect(data, tables, specification.Rules, specification.Base, cancel),
                "cellkey" => CellKeys.Protect(data, tables, specification.Rules, specification.Noise!, cancel),
                _ => WithProgress(progress => Protector.Protect(data, tables, specification.Rules with { SearchSeconds = 10 }, progress, cancel)),
            };
            WriteProtected.ToFolder(publication, output);
            return 0;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("vern protect: stopped, nothing written");
            return 2;
        }
        catch (InvalidOperationException problem)
        {
            Console.Error.WriteLine(OneLine(problem.Message));
            return 1;
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(OneLine(problem.Message));
            return 2;
        }
    }

    private static ProtectedPublication WithProgress(Func<IProgress<double>?, ProtectedPublication> work)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected) return work(null);
        return AnsiConsole.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask("Protecting", maxValue: 1);
            return work(new Progress<double>(done => task.Value = done));
        });
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
