using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Persons.StatusReport;
using Vern.Platform.Interface;

namespace Vern.Persons.Pages.Report;

/// <summary>Brings together what the report is made of.</summary>
public static class ReadReport
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["html"] = "text/html; charset=utf-8",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["pdf"] = "application/pdf",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };

    /// <summary>The formats offered, beside JSON; a table's CSV is offered with the table.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["html", "docx", "pdf", "xlsx"];

    /// <summary>The report as it stands now.</summary>
    public static Task<PreparedReport> PrepareAsync(INationalStore store, YearFigures figures, CancellationToken cancel) => LoadReport.FromFiguresAsync(store, figures, cancel);

    /// <summary>The report as a file in the page's language, made from the figures as they stand.</summary>
    public static async Task<IResult> FileAsync(HttpContext http, int year, string format, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null || !Types.TryGetValue(format, out var type)) return TypedResults.NotFound();
        if ((await desk.StateAsync(year, cancel)).Figures is not { } figures) return Forms.SeeOther($"/report/{year}");
        var language = PageContext.For(http).Language;
        var folder = Directory.CreateTempSubdirectory("vern-report-").FullName;
        try
        {
            await WriteReport.RunAsync(await PrepareAsync(store, figures, cancel), folder, [format], [language], cancel);
            var file = Path.Combine(folder, $"report.{language}.{format}");
            return File.Exists(file) ? TypedResults.File(await File.ReadAllBytesAsync(file, cancel), type, $"report-{year}.{language}.{format}") : Forms.SeeOther($"/report/{year}?done=no-pdf");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
