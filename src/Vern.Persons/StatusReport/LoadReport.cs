using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Platform.Localisation;

namespace Vern.Persons.StatusReport;

/// <summary>Reads what a year's report is made of from the store and prepares it.</summary>
public static class LoadReport
{
    /// <summary>The report of a year, computed anew.</summary>
    /// <exception cref="InvalidOperationException">The audit of the publication failed: there is nothing to publish.</exception>
    public static async Task<PreparedReport> RunAsync(INationalStore store, int year, IProgress<double>? progress = null, CancellationToken cancel = default) =>
        await FromFiguresAsync(store, await ComputeYear.RunAsync(store, year, progress: progress, cancel: cancel), cancel);

    /// <summary>The report of figures that are at hand.</summary>
    public static async Task<PreparedReport> FromFiguresAsync(INationalStore store, YearFigures figures, CancellationToken cancel = default)
    {
        var own = await store.TextsAsync(figures.Year, cancel);
        var texts = Language.All.ToDictionary(language => language.Code, language => (IReadOnlyList<OwnTextEntry>)[.. ReportOutline.Places.Where(place => own.ContainsKey((place, language.Code)))
            .Select(place => new OwnTextEntry(place, own[(place, language.Code)].Markdown, own[(place, language.Code)].FromYear))], StringComparer.Ordinal);
        return PreparedReport.From(new(figures, StatisticsTexts.Resolve, texts, await AskedAsync(store, figures.Year, cancel), await store.EditionsAsync(figures.Year, cancel)));
    }

    private static async Task<IReadOnlyList<AskedBody>> AskedAsync(INationalStore store, int year, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is not { } round) return [];
        var names = (await store.BodiesAsync(cancel)).ToDictionary(body => body.Id, body => body.Name);
        var excluded = (await store.SubmissionsAsync(year, cancel)).Where(submission => submission.State == SubmissionState.Excluded).ToDictionary(submission => submission.Sender, submission => submission.Reason);
        string NameOf(BodyId id) => names.GetValueOrDefault(id, id.Value);
        return round.Answers.Select(answer => excluded.TryGetValue(answer.Body, out var reason)
            ? new AskedBody(NameOf(answer.Body), AnswerKind.Excluded, null, reason)
            : new AskedBody(NameOf(answer.Body), answer.Answer, answer.SeeOther is { } other ? NameOf(other) : null, answer.Answer == AnswerKind.Excluded ? answer.Remark : null)).ToList();
    }
}
