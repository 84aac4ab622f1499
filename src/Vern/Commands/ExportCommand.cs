using System.CommandLine;
using System.Text;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;

namespace Vern.Commands;

/// <summary><c>vern export</c>: records of a year in the Human Trafficking Case Data Standard 2.0. Record-level, marked so by a notice beside the file.</summary>
public static class ExportCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var format = new Option<string>("--format") { Description = "htcds: Human Trafficking Case Data Standard 2.0.", Required = true };
        var year = new Option<int>("--year") { Description = "The reporting year.", Required = true };
        var data = new Option<string>("--data") { Description = "The data folder.", Required = true };
        var output = new Option<string>("--out") { Description = "The CSV file; a notice is written beside it.", Required = true };
        var command = new Command("export", """
            The counted persons of a year as records in HTCDS 2.0, columns by its field ids. Record-level: not for publication, for named people only.
            Example: vern export --format htcds --year 2014 --data demo --out htcds-2014.csv
            Beside the file lies FILE.csv.notice.txt, which says what it is and who may have it.
            """) { format, year, data, output };
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                await WriteAsync(parsed.GetRequiredValue(format), parsed.GetRequiredValue(year), parsed.GetRequiredValue(data), parsed.GetRequiredValue(output), cancel);
                return 0;
            }
            catch (Exception problem) when (problem is ArgumentException or IOException or UnauthorizedAccessException or Platform.Store.StoreException)
            {
                await Console.Error.WriteLineAsync("vern export: " + problem.Message.ReplaceLineEndings(" "));
                return 2;
            }
            catch (OperationCanceledException)
            {
                await Console.Error.WriteLineAsync("vern export: stopped; nothing was written");
                return 2;
            }
        });
        return command;
    }

    private static async Task WriteAsync(string format, int year, string data, string output, CancellationToken cancel)
    {
        if (!string.Equals(format, "htcds", StringComparison.OrdinalIgnoreCase)) throw new ArgumentException($"--format {format}: expected htcds.");
        if (!File.Exists(Path.Combine(data, "national", "vern.db"))) throw new IOException($"{data}: no national store there; expected {Path.Combine(data, "national", "vern.db")}.");
        if (Path.GetDirectoryName(Path.GetFullPath(output)) is { } folder && !Directory.Exists(folder)) throw new IOException($"{output}: there is no folder {folder}.");
        await using var store = await NationalStore.OpenAsync(data, cancel: cancel);
        if ((await store.SubmissionsAsync(year, cancel)).Count == 0) throw new ArgumentException($"--year {year}: no submission of that year in {data}; there are {string.Join(", ", await store.YearsAsync(cancel))}.");
        var linkage = await LinkRound.RunAsync(store, year, cancel: cancel);
        var csv = HtcdsExport.Csv(linkage.Persons, await store.BodiesAsync(cancel));
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(csv)));
        await store.RecordAsync(NationalActs.RecordsExported, $"round/{year}/records", detail: $"htcds to {output}, SHA-256 {digest}", cancel: cancel);
        WholeFile.WriteText(output + ".notice.txt", HtcdsExport.Notice);
        WholeFile.WriteText(output, csv);
        await Console.Error.WriteLineAsync($"{output}: record-level data, not for publication; see {Path.GetFileName(output)}.notice.txt");
    }
}
