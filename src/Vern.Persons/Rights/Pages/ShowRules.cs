using Microsoft.AspNetCore.Http;
using Vern.Platform.Interface;

namespace Vern.Persons.Rights.Pages;

/// <summary>Which rules does Vern compute with, and who has confirmed them?</summary>
/// <param name="Book">The country's rules.</param>
/// <param name="Open">Whether only those that no lawyer has confirmed are shown.</param>
public sealed record RulesModel(RuleBook Book, bool Open);

/// <summary>Who is responsible, and what is given, on each track?</summary>
/// <param name="Book">The country's rules.</param>
public sealed record TracksModel(RuleBook Book);

/// <summary>The rules for lawyers and the matrix of tracks: as the file states them, and nothing of a person.</summary>
public static class ShowRules
{
    /// <summary>The rules, with the agency's own limits.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, RightsStore store, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(store);
        var page = PageContext.For(http);
        return PageResult.Show<RulesPage, RulesModel>(page, new(await store.BookAsync(cancel), page.Asked("show") == "unconfirmed"));
    }

    /// <summary>The matrix.</summary>
    public static IResult Tracks(HttpContext http, RightsStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return PageResult.Show<TracksPage, TracksModel>(PageContext.For(http), new(store.Book));
    }
}
