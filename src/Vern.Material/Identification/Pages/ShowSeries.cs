using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Identification.Pages;

/// <summary>Is somebody on it?</summary>
/// <param name="Series">A page of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Show">open, nobody or done.</param>
/// <param name="At">Which page, from 1.</param>
/// <param name="Backlog">The backlog.</param>
/// <param name="Judgments">Judgments with missing victims.</param>
/// <param name="Asked">What was looked for; null: nothing.</param>
/// <param name="Found">The series that it belongs to.</param>
/// <param name="Typed">What was typed and not taken, by field.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record SeriesListModel(IReadOnlyList<Series> Series, int Count, string Show, int At, Backlog Backlog, IReadOnlyList<MissingVictims> Judgments, string? Asked, IReadOnlyList<string> Found, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Problem> Problems);

/// <summary>One series.</summary>
/// <param name="Series">The series.</param>
/// <param name="Typed">What was typed and not taken, by field.</param>
/// <param name="Problems">What stands in the way.</param>
public sealed record SeriesModel(Series Series, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Problem> Problems);

/// <summary>Series, and whether a digest or a report belongs to one (L-002).</summary>
public static class ShowSeries
{
    internal const int OnPage = 50;
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);

    /// <summary>The list, and the look-up.</summary>
    public static Task<IResult> GetAsync(HttpContext http, MaterialStore store, CancellationToken cancel) => ListAsync(http, store, Nothing, [], cancel);

    /// <summary>One.</summary>
    public static async Task<IResult> OneAsync(HttpContext http, string id, MaterialStore store, CancellationToken cancel) =>
        await store.SeriesAsync(id, cancel) is { } series ? PageResult.Show<SeriesPage, SeriesModel>(PageContext.For(http), new(series, Nothing, [])) : TypedResults.NotFound();

    internal static async Task<IResult> ListAsync(HttpContext http, MaterialStore store, IReadOnlyDictionary<string, string> typed, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        var page = PageContext.For(http, "/series");
        var show = page.Asked("show") is "nobody" or "done" ? page.Asked("show")! : "open";
        var at = int.TryParse(page.Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100_000 ? number : 1;
        var (series, count) = await store.AllSeriesAsync(show != "done", show == "nobody", (at - 1) * OnPage, OnPage, cancel);
        var asked = page.Asked("value");
        // Whoever looks says neither kind nor more than the digest or the number.
        var parts = asked is null ? [] : SeriesCodes.Kinds.Keys.Select(kind => SeriesCodes.Read(kind, asked)).OfType<SeriesPart>().ToList();
        return PageResult.Show<SeriesListPage, SeriesListModel>(page, new(series, count, show, at, await store.BacklogAsync(cancel), await store.JudgmentsAsync(cancel), asked is { Length: > 100 } ? asked[..100] : asked, parts.Count == 0 ? [] : await store.SeriesOfAsync(parts, cancel), typed, problems), problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}
