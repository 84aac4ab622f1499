using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Indicators;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Triage.Pages;

/// <summary>What came in before it was known?</summary>
/// <param name="Show">Which: <c>waiting</c>, <c>answered</c>, <c>all</c>.</param>
/// <param name="Entries">The entries of this page.</param>
/// <param name="Count">How many the filter finds.</param>
/// <param name="Waiting">How many reports wait for an answer, of all entries.</param>
/// <param name="Number">The page, from 1.</param>
public sealed record RematchesModel(string Show, IReadOnlyList<RematchedEntry> Entries, int Count, int Waiting, int Number);

/// <summary>What follows from one entry?</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Reports">The reports of this page.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Waiting">How many of them wait for an answer.</param>
/// <param name="Number">The page, from 1.</param>
/// <param name="Chosen">Reports that were ticked.</param>
/// <param name="Typed">What was typed, by field.</param>
/// <param name="Problems">What was not understood, or stands in the way.</param>
public sealed record RematchModel(Indicator Entry, IReadOnlyList<RematchedReport> Reports, int Count, int Waiting, int Number, IReadOnlySet<long> Chosen, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Problem> Problems);

/// <summary>Matches of the past, and what a person makes of them. They hold nothing of what a report says.</summary>
public static class ShowRematches
{
    /// <summary>Which entries are shown.</summary>
    internal static IReadOnlyList<string> Shows { get; } = ["waiting", "answered", "all"];

    /// <summary>The list.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var (show, number) = (Shows.FirstOrDefault(one => one == page.Asked("show")) ?? Shows[0], ShowQueue.NumberOf(page));
        var (entries, count) = await store.RematchedEntriesAsync(show switch { "waiting" => true, "answered" => false, _ => null }, (number - 1) * QueueModel.Size, QueueModel.Size, cancel);
        return PageResult.Show<RematchesPage, RematchesModel>(page, new(show, entries, count, await store.RematchesWaitingAsync(cancel), number));
    }

    /// <summary>One entry's.</summary>
    public static Task<IResult> EntryAsync(HttpContext http, long id, MaterialStore store, CancellationToken cancel) => ShowAsync(http, id, store, new HashSet<long>(), null, [], 200, cancel);

    /// <summary>Says what follows for those that are ticked.</summary>
    public static async Task<IResult> AnswerAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (CurrentReader.Of(current) is not { } reader) return TypedResults.BadRequest();
        var sent = await http.Request.ReadFormAsync(cancel);
        var language = PageContext.For(http).Language;
        var reports = sent["report"].Select(one => long.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var report) ? report : 0).Where(report => report > 0).Take(QueueModel.Size).ToHashSet();
        var (answer, words) = (sent["answer"].ToString(), sent["words"].ToString().Trim().ReplaceLineEndings("\n"));
        var problems = new List<Problem>();
        if (reports.Count == 0) problems.Add(new("reports", Texts.Source[language, "wrong.reports"]));
        if (answer is not ("take-up" or "nothing")) problems.Add(new("answer", Texts.Source[language, "wrong.follows"]));
        if (words.Length is 0 or > MaterialStore.LongestWords) problems.Add(new("words", Texts.Source[language, "wrong.words"]));
        var status = problems.Count > 0 ? 400 : 409;
        if (problems.Count == 0)
        {
            foreach (var report in reports.Order())
                if (await store.AnswerRematchAsync(id, report, answer == "take-up", words, reader, cancel) is var step && step is not ReadingStep.Done)
                    problems.Add(new(null, Texts.Source.Format(language, $"rematch.{step.ToString().ToLowerInvariant()}", report)));
            if (problems.Count == 0) return FormGuard.SeeOther(string.Create(CultureInfo.InvariantCulture, $"/rematches/{id}?done=rematch"));
        }
        return await ShowAsync(http, id, store, reports, new Dictionary<string, string>(StringComparer.Ordinal) { ["answer"] = answer, ["words"] = words }, problems, status, cancel);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, long id, MaterialStore store, IReadOnlySet<long> chosen, IReadOnlyDictionary<string, string>? typed, IReadOnlyList<Problem> problems, int status, CancellationToken cancel)
    {
        if (await store.IndicatorAsync(id, cancel) is not { } entry) return TypedResults.NotFound();
        var page = PageContext.For(http, string.Create(CultureInfo.InvariantCulture, $"/rematches/{id}"));
        var number = ShowQueue.NumberOf(page);
        var (reports, count) = await store.RematchedReportsAsync(id, (number - 1) * QueueModel.Size, QueueModel.Size, cancel);
        return PageResult.Show<RematchPage, RematchModel>(page, new(entry, reports, count, (await store.RematchesOfEntryAsync(id, cancel)).Waiting, number, chosen, typed ?? new Dictionary<string, string>(StringComparer.Ordinal), problems), status);
    }
}
