using System.CommandLine;
using Vern.Persons.Collection;
using Vern.Persons.StatusReport;
using Vern.Platform.Localisation;

namespace Vern.Commands;

/// <summary><c>vern report</c>: the status report of a year, protected, in every format.</summary>
public static class ReportCommand
{
    /// <summary>The verb with its options.</summary>
    public static Command Create()
    {
        var year = new Option<int>("--year") { Description = "The reporting year.", Required = true };
        var data = new Option<string>("--data") { Description = "The data folder that holds the submissions.", Required = true };
        var output = new Option<string>("--out") { Description = "The folder to write into; made when it is not there.", Required = true };
        var formats = new Option<string>("--format") { Description = "One or more of html, docx, pdf, xlsx, csv, json, with commas between. All when not given." };
        var languages = new Option<string>("--language") { Description = "One or more of nb, en, da, sv, with commas between, or all.", DefaultValueFactory = _ => "nb" };
        var unprotected = new Option<bool>("--internal") { Description = "Writes the unit's own unprotected working tables instead, marked as not for publication." };
        var command = new Command("report", "Writes the status report of a year, under disclosure control. Example: vern report --year 2014 --data ./data --out ./report --format html,pdf --language en")
        {
            year, data, output, formats, languages, unprotected
        };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(year), result.GetValue(data)!, result.GetValue(output)!, result.GetValue(formats), result.GetValue(languages)!, result.GetValue(unprotected), cancel));
        return command;
    }

    private static async Task<int> RunAsync(int year, string data, string output, string? formats, string languages, bool unprotected, CancellationToken cancel)
    {
        var asked = formats is null ? WriteReport.Formats : Split(formats);
        if (asked.Count == 0 || asked.FirstOrDefault(format => !WriteReport.Formats.Contains(format)) is not null)
            return Wrong($"--format {formats}: expected one or more of {string.Join(", ", WriteReport.Formats)}.");
        var named = Split(languages);
        IReadOnlyList<Language> chosen = named is ["all"] ? Language.All : named.Select(Language.Find).OfType<Language>().ToList();
        if (chosen.Count == 0 || (named is not ["all"] && chosen.Count < named.Count)) return Wrong($"--language {languages}: expected nb, en, da, sv or all.");
        var database = Path.Combine(data, "national", "vern.db");
        if (!File.Exists(database)) return Wrong($"--data {data}: there is no {Path.Combine("national", "vern.db")} in it.");
        if (File.Exists(output)) return Wrong($"--out {output} is a file, expected a folder.");
        try
        {
            await using var store = await NationalStore.OpenAsync(data, cancel: cancel);
            if (await store.RoundAsync(year, cancel) is null)
            {
                var years = await store.YearsAsync(cancel);
                return Wrong($"--year {year}: {data} holds no round of that year" + (years.Count == 0 ? "." : $", it holds {string.Join(", ", years)}."));
            }
            if (unprotected)
            {
                foreach (var file in await WorkingPaperWriter.RunAsync(store, year, output, cancel)) Console.WriteLine(file);
                return 0;
            }
            var report = await LoadReport.RunAsync(store, year, Progress(), cancel);
            var written = await WriteReport.RunAsync(report, output, asked, chosen, cancel);
            foreach (var file in written.Files) Console.WriteLine(file);
            if (await WriteReceipt.RunAsync(store.Ledger, report, output, cancel) is { } receipt) Console.WriteLine(receipt);
            if (written.PdfMissing is { } missing)
            {
                await Console.Error.WriteLineAsync("vern report: " + missing);
                if (formats is not null) return 2;
            }
            if (written.Problems.Count == 0) return 0;
            await Console.Error.WriteLineAsync($"vern report: written as a draft, but it can't be published: {written.Problems[0]}{(written.Problems.Count > 1 ? $" (and {written.Problems.Count - 1} more)" : "")}".ReplaceLineEndings(" "));
            return 1;
        }
        catch (InvalidOperationException problem)
        {
            await Console.Error.WriteLineAsync("vern report: " + problem.Message.ReplaceLineEndings(" "));
            return 1;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or Vern.Persons.Statistics.ImportException or Vern.Platform.Store.StoreException)
        {
            return Wrong(problem.Message);
        }
    }

    private static List<string> Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(item => item.ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToList();

    private static int Wrong(string message)
    {
        Console.Error.WriteLine("vern report: " + message.ReplaceLineEndings(" "));
        return 2;
    }

    private static Progress<double>? Progress() => Console.IsErrorRedirected ? null
        : new Progress<double>(part => Console.Error.Write(part >= 1 ? "\r          \r" : $"\r{part,6:P0}"));
}
