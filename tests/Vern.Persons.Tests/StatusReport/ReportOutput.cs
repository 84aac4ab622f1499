using Vern.Persons.StatusReport;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.StatusReport;

/// <summary>Writes the sample for a look at it, where VERN_LOOK names a folder.</summary>
public class ReportOutput
{
    [Fact]
    public void The_sample_can_be_written_for_a_look()
    {
        if (Environment.GetEnvironmentVariable("VERN_LOOK") is not { Length: > 0 } folder) return;
        var report = SampleYear.Prepared();
        foreach (var language in Language.All)
        {
            File.WriteAllText(Path.Combine(folder, $"report.{language.Code}.html"), HtmlReport.Write(report.In(language)));
            File.WriteAllBytes(Path.Combine(folder, $"report.{language.Code}.docx"), DocxReport.Write(report.In(language)));
            File.WriteAllBytes(Path.Combine(folder, $"report.{language.Code}.xlsx"), XlsxReport.Write(report.In(language)));
        }
        File.WriteAllText(Path.Combine(folder, "report.json"), report.Content);
        File.WriteAllLines(Path.Combine(folder, "problems.txt"), report.Problems());
    }
}
