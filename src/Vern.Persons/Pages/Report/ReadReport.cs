using System.Text;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Persons.StatusReport;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.Pages.Report;

/// <summary>Brings together what the report is made of.</summary>
public static class ReadReport
{
    /// <summary>The formats offered, beside JSON.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["html"];

    /// <summary>The report as it stands now.</summary>
    public static async Task<PreparedReport> PrepareAsync(INationalStore store, YearFigures figures, CancellationToken cancel)
    {
        var texts = new Dictionary<string, IReadOnlyList<OwnTextEntry>>(StringComparer.Ordinal);
        foreach (var language in Language.All)
        {
            var entries = new List<OwnTextEntry>();
            foreach (var place in ReportOutline.Places)
                if (await store.TextAsync(figures.Year, place, language.Code, cancel) is { } text && !string.IsNullOrWhiteSpace(text.Markdown)) entries.Add(new OwnTextEntry(place, text.Markdown, text.FromYear));
            texts[language.Code] = entries;
        }
        var names = (await store.BodiesAsync(cancel)).ToDictionary(body => body.Id, body => body.Name);
        string Name(BodyId id) => names.GetValueOrDefault(id, id.Value);
        var round = await store.RoundAsync(figures.Year, cancel);
        var asked = (round?.Answers ?? []).Select(answer => new AskedBody(Name(answer.Body), answer.Answer, answer.SeeOther is { } other ? Name(other) : null, answer.Answer == AnswerKind.Excluded ? answer.Remark : null)).ToList();
        return PreparedReport.From(new ReportSources(figures, StatisticsTexts.Resolve, texts, asked, await store.EditionsAsync(figures.Year, cancel)));
    }

    /// <summary>The report as a file.</summary>
    public static async Task<IResult> FileAsync(HttpContext http, int year, string format, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null || !Formats.Contains(format)) return TypedResults.NotFound();
        if ((await desk.StateAsync(year, cancel)).Figures is not { } figures) return Forms.SeeOther($"/report/{year}");
        var language = PageContext.For(http).Language;
        var document = (await PrepareAsync(store, figures, cancel)).In(language);
        return TypedResults.File(Encoding.UTF8.GetBytes(HtmlReport.Write(document)), "text/html; charset=utf-8", $"report-{year}.{language}.html");
    }
}
