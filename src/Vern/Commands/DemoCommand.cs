using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Vern.Demonstration.Run;
using Vern.Demonstration.Truth;
using Vern.Hosting;

namespace Vern.Commands;

/// <summary><c>vern demo</c>: made-up persons of 2014, the whole way to the report, and how far linkage is from the truth.</summary>
public static class DemoCommand
{
    /// <summary>The verb with its arguments.</summary>
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Folder to build it in; new, empty or a former demonstration's, which is cleared.", DefaultValueFactory = _ => Path.Combine(".vern", "demo") };
        var port = new Option<int>("--port") { Description = "Port of the pages, on this machine only.", DefaultValueFactory = _ => 5080 };
        var noServe = new Option<bool>("--no-serve") { Description = "Build it and stop." };
        var accounts = new Option<bool>("--accounts") { Description = "Make an account for each role and print one-time sign-in links: people must then sign in, and two can sign the report." };
        var command = new Command("demo", "Builds a demonstration with made-up people, links, writes the status report, and serves it. Example: vern demo --port 5080") { data, port, noServe, accounts };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(data)!, result.GetValue(port), result.GetValue(noServe), result.GetValue(accounts), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string data, int port, bool noServe, bool accounts, CancellationToken cancel)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        if (port is < 1 or > 65535 || LoopbackAddress.Refusal(address) is not null)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"vern demo: --port: {port}, expected a port from 1 to 65535"));
            return 2;
        }

        var clock = Stopwatch.StartNew();
        try
        {
            var result = await RunDemonstration.RunAsync(new DemonstrationFolder(data), Truth2014.DefaultSeed, TimeProvider.System, null, Console.IsErrorRedirected ? null : new Lines(clock), cancel);
            await Console.Out.WriteAsync(Summary(result, clock.Elapsed));
            if (result.Report.PdfMissing is { } missing) await Console.Error.WriteLineAsync("vern demo: no PDF: " + missing.ReplaceLineEndings(" "));
            if (accounts) await Console.Out.WriteLineAsync(await DemonstrationAccounts.MakeAsync(data, address, cancel));
            await Console.Out.WriteLineAsync(await DemonstrationRooms.MakeAsync(data, address, accounts, cancel));
            return noServe ? 0 : await ServeCommand.RunAsync(data, address, null, null, false, null, cancel);
        }
        catch (Exception problem) when (problem is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("vern demo: " + problem.Message.ReplaceLineEndings(" "));
            return 2;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("vern demo: stopped; the next vern demo clears what is there and builds it anew");
            return 2;
        }
    }

    private static string Summary(DemonstrationResult result, TimeSpan took)
    {
        var found = result.Found;
        var hidden = result.Printed.Where(cell => cell.Status == "hidden").ToList();
        var unlinkable = found.Best.TruePairs - found.PairsWithoutIdentity;
        return string.Create(CultureInfo.InvariantCulture, $"""
            The year {Truth2014.Year}, with made-up people ({found.Rows} rows of {result.Figures.Bodies} bodies), in {took.TotalSeconds:0.0} s
              counted persons   in truth {found.Truth}; found {found.Counted.Low} to {found.Counted.High}, best {found.Counted.Best}; by the rule "in doubt, the same person" {found.ByRule}
              linkage           precision {100 * found.Best.Precision:0.0} %, recall {100 * found.Best.Recall:0.0} % of {found.Best.TruePairs} pairs ({found.PairsWithoutIdentity} of them have a row without an identity; of the {unlinkable} others {100.0 * found.Best.Right / unlinkable:0.0} %)
              in doubt          {found.Doubtful} pairs, {found.DoubtfulTrue} of them one person in truth
              Table 3           {found.Table3.Count(cell => cell.Difference != 0)} of {found.Table3.Count} cells differ from the truth, by {found.Table3Distance} persons in all
              hidden            {result.Figures.Publication.Audit.Cells.Count} cells, {result.Figures.Publication.Audit.AtRisk} at risk; of the small counts in the printed edition {hidden.Count} are hidden here and public for ever: {string.Join("; ", hidden.Select(cell => $"{cell.Cell.Where}, {cell.Cell.What} ({cell.Cell.Value})"))}
              report            {result.Folder.Report(Truth2014.Year)}, {result.Report.Files.Count} files{(result.Report.Problems.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {result.Report.Problems.Count} things stand in the way of publishing it, the first: {result.Report.Problems[0]}"))}
              how far           {result.Folder.HowFarFile}
              ledger            vern ledger verify {result.Folder.Ledger.Log} --key {File.ReadAllText(result.Folder.Ledger.PublicKey).Trim()}

            """);
    }

    private sealed class Lines(Stopwatch clock) : IProgress<DemonstrationStep>
    {
        public void Report(DemonstrationStep value) =>
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,6:0.0} s  {100 * value.Share,3:0} %  {value.What}"));
    }
}
