using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Persons.StatusReport;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.Pages.Overview;

/// <summary>How many persons, and how sure are we?</summary>
/// <param name="Year">The round's year; null when there is none yet.</param>
/// <param name="Years">All years with a round, latest first.</param>
/// <param name="Bodies">Where each body stands.</param>
/// <param name="Desk">The figures as far as they are computed.</param>
/// <param name="Editions">The report's editions.</param>
/// <param name="OldTexts">How many of the unit's own texts, in the page's language, were written for an earlier year.</param>
public sealed record OverviewModel(int? Year, IReadOnlyList<int> Years, Round? Round, IReadOnlyList<BodyState> Bodies, DeskState Desk, IReadOnlyList<Edition> Editions, Key Key, int OldTexts)
{
    /// <summary>Bodies that have not answered.</summary>
    public IReadOnlyList<BodyState> Missing => [.. Bodies.Where(body => body.Missing)];
}

/// <summary>The figures beside the large number, from the working linkage: the unit's own.</summary>
/// <param name="New">First met this year.</param>
/// <param name="Unclear">Unclear when first met.</param>
/// <param name="Minors">Presumed under 18.</param>
/// <param name="Again">Reports that fell on someone already counted.</param>
public sealed record Key(int New, int Unclear, int Minors, int Again);

/// <summary>Reads the overview.</summary>
public static class ShowOverview
{
    /// <summary>The page of a year, or of the latest round that somebody has answered.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, INationalStore store, RoundDesk desk, int? year = null, CancellationToken cancel = default)
    {
        var page = PageContext.For(http);
        var years = await store.YearsAsync(cancel);
        if (years.Count == 0)
            return PageResult.Show<OverviewPage, OverviewModel>(page, new OverviewModel(null, years, null, [], new DeskState(null, null, false, false), [], new Key(0, 0, 0, 0), 0));
        var chosen = year ?? await LatestAnsweredAsync(store, years, cancel);
        if (await store.RoundAsync(chosen, cancel) is not { } round) return TypedResults.NotFound();
        var state = await desk.StateAsync(chosen, cancel);
        Waiting.AskAgain(http, state);
        var bodies = await BodyState.OfRoundAsync(store, round, state, cancel);
        return PageResult.Show<OverviewPage, OverviewModel>(page, new OverviewModel(chosen, years, round, bodies, state, await store.EditionsAsync(chosen, cancel), KeyOf(state), await OldTextsAsync(store, chosen, page.Language, cancel)));
    }

    // A round that nobody has answered yet tells nothing about persons: until the first answer the one before it is shown.
    private static async Task<int> LatestAnsweredAsync(INationalStore store, IReadOnlyList<int> years, CancellationToken cancel)
    {
        foreach (var year in years)
            if ((await store.RoundAsync(year, cancel))?.Answers.Any(answer => answer.Answer is not (AnswerKind.NotAnswered or AnswerKind.Excluded)) is true) return year;
        return years[0];
    }

    private static async Task<int> OldTextsAsync(INationalStore store, int year, Language language, CancellationToken cancel) =>
        (await store.TextsAsync(year, cancel)).Count(text => text.Key.Language == language.Code && text.Value is var (markdown, from) && markdown.Length > 0 && from != year && ReportOutline.Places.Contains(text.Key.Place));

    private static Key KeyOf(DeskState state)
    {
        if (state.Linkage is not { } linkage) return new Key(0, 0, 0, 0);
        var counted = linkage.Counted.ToList();
        return new Key(
            counted.Count(person => person.Identified == IdentificationYear.ThisYear),
            counted.Count(person => person.Identified == IdentificationYear.Unclear),
            counted.Count(person => person.SexAge is "G17" or "B17"),
            counted.Sum(person => person.Rows.Count - 1));
    }
}
