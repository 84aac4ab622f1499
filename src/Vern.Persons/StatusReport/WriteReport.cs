using Vern.Persons.Collection;
using Vern.Platform.Localisation;

namespace Vern.Persons.StatusReport;

/// <summary>What was written.</summary>
/// <param name="Files">Full paths, in the order of writing.</param>
/// <param name="Problems">Why the report can't be published as it is; empty when it can.</param>
/// <param name="PdfMissing">Why there is no PDF and what to install; null when there is one or none was asked for.</param>
public sealed record WrittenReport(IReadOnlyList<string> Files, IReadOnlyList<string> Problems, string? PdfMissing);

/// <summary>Writes a year's report in the formats and languages asked for, every file whole or not at all.</summary>
public static class WriteReport
{
    /// <summary>The formats there are, in the order of writing.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["json", "html", "docx", "xlsx", "csv", "pdf"];

    /// <summary>Computes a year's report from the store and writes it: <c>report.json</c>, and <c>report.nb.html</c>, <c>.docx</c>, <c>.pdf</c>, <c>.xlsx</c> and a folder <c>csv/nb</c> a language.</summary>
    /// <exception cref="ArgumentException">A format that does not exist.</exception>
    /// <exception cref="InvalidOperationException">The audit of the publication failed: nothing was written.</exception>
    public static async Task<WrittenReport> RunAsync(INationalStore store, int year, string outFolder, IReadOnlyList<string> formats, IReadOnlyList<Language> languages, IProgress<double>? progress = null, CancellationToken cancel = default) =>
        await RunAsync(await LoadReport.RunAsync(store, year, progress, cancel), outFolder, formats, languages, cancel);

    /// <summary>Writes a report that is prepared.</summary>
    public static async Task<WrittenReport> RunAsync(PreparedReport report, string outFolder, IReadOnlyList<string> formats, IReadOnlyList<Language> languages, CancellationToken cancel = default)
    {
        if (formats.FirstOrDefault(format => !Formats.Contains(format)) is { } unknown) throw new ArgumentException($"There is no format '{unknown}'; expected {string.Join(", ", Formats)}.", nameof(formats));
        Directory.CreateDirectory(outFolder);
        var files = new List<string>();
        string Place(string name)
        {
            files.Add(Path.Combine(outFolder, name));
            return files[^1];
        }
        if (formats.Contains("json")) WriteWhole.Text(Place("report.json"), report.Content);
        string? missing = null;
        foreach (var language in languages)
        {
            cancel.ThrowIfCancellationRequested();
            var document = report.In(language);
            var html = HtmlReport.Write(document);
            if (formats.Contains("html")) WriteWhole.Text(Place($"report.{language.Code}.html"), html);
            if (formats.Contains("docx")) WriteWhole.Bytes(Place($"report.{language.Code}.docx"), DocxReport.Write(document));
            if (formats.Contains("xlsx")) WriteWhole.Bytes(Place($"report.{language.Code}.xlsx"), XlsxReport.Write(document));
            if (formats.Contains("csv"))
                foreach (var (name, content) in CsvReport.Write(document)) WriteWhole.Bytes(Place(Path.Combine("csv", language.Code, name)), [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(content)]);
            if (formats.Contains("pdf") && missing is null) missing = await PdfAsync(html, Path.Combine(outFolder, $"report.{language.Code}.pdf"), files, cancel);
        }
        return new(files, report.Problems(), missing);
    }

    private static async Task<string?> PdfAsync(string html, string file, List<string> files, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("vern-report-").FullName;
        try
        {
            var page = Path.Combine(folder, "report.html");
            await File.WriteAllTextAsync(page, html, cancel);
            await PrintPdf.PrintAsync(page, file, cancel: cancel);
            files.Add(file);
            return null;
        }
        catch (PdfUnavailableException problem) { return problem.Message; }
        finally { Directory.Delete(folder, recursive: true); }
    }
}
