using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vern.Persons.Registration.Exchange;

namespace Vern.Commands;

/// <summary><c>vern htcds</c>: files in the Human Trafficking Case Data Standard 2.0, from any system.</summary>
public static class HtcdsCommand
{
    private const int MostPrinted = 200;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The verb with what is under it.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE.csv") { Description = "A CSV file whose header is the standard's field ids." };
        var json = new Option<bool>("--json") { Description = "The findings as JSON." };
        var extensions = new Option<bool>("--extensions") { Description = "Take columns beyond the standard's, if they do not begin with one of its prefixes." };
        var check = new Command("check", """
            Whether a file conforms to the Human Trafficking Case Data Standard 2.0 (IOM): columns, types, code lists, dates, ranges, fields that stand only beside others.
            Example: vern htcds check cases.csv
            Exit code 0: it conforms; 1: it does not, each finding with row, column and what was expected; 2: it cannot be read.
            What is not shown: values that could tell who a person is. The rules are in docs/method-htcds.md.
            """) { file, json, extensions };
        check.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(file);
            try
            {
                return await RunAsync(path, parsed.GetValue(json), parsed.GetValue(extensions), cancel);
            }
            catch (Exception problem) when (problem is FormatException or IOException or UnauthorizedAccessException or NotSupportedException)
            {
                await Console.Error.WriteLineAsync($"vern htcds check: {path}: {problem.Message.ReplaceLineEndings(" ")}");
                return 2;
            }
        });
        return new Command("htcds", "The Human Trafficking Case Data Standard 2.0. Example: vern htcds check cases.csv") { check };
    }

    private static async Task<int> RunAsync(string path, bool json, bool extensions, CancellationToken cancel)
    {
        if (!File.Exists(path)) throw new IOException("no such file");
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var report = CheckHtcds.Run(file, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime), extensions, cancel);
        if (json)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new
            {
                File = path, Standard = "HTCDS 2.0", report.Conforms, report.Rows, report.Columns, Count = report.Count, report.ByRule,
                Findings = report.Findings.Select(Written), Notes = report.Notes.Select(Written),
            }, Json));
            return report.Conforms ? 0 : 1;
        }
        foreach (var finding in report.Findings.Take(MostPrinted)) await Console.Out.WriteLineAsync($"{path}: {Plain(finding.ToString())}");
        if (report.Count > MostPrinted) await Console.Out.WriteLineAsync($"{path}: and {report.Count - Math.Min(MostPrinted, report.Findings.Count)} more (--json lists up to {HtcdsReport.MostListed})");
        foreach (var note in report.Notes.Take(MostPrinted)) await Console.Out.WriteLineAsync($"{path}: note: {Plain(note.ToString())}");
        await Console.Out.WriteLineAsync(report.Conforms
            ? $"{path}: conforms to HTCDS 2.0: {report.Rows} records, {report.Columns} columns"
            : $"{path}: does not conform to HTCDS 2.0: {report.Count} findings in {report.Rows} records ({string.Join(", ", report.ByRule.Select(pair => $"{pair.Key} {pair.Value}"))})");
        return report.Conforms ? 0 : 1;
    }

    private static object Written(HtcdsFinding finding) => new { finding.Row, finding.Column, finding.Letters, finding.Field, finding.Rule, finding.Found, finding.Expected };

    // A cell may hold any text; control characters stay out of the terminal.
    private static string Plain(string text) => string.Concat(text.Where(letter => !char.IsControl(letter)));
}
