using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Linkage.Linking;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Persons.Pages.Pairs;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface.Api;

namespace Vern.Persons.Api;

/// <summary>A row of a submission.</summary>
/// <param name="Sender">The body's short name.</param>
/// <param name="Row">The row in its spreadsheet.</param>
public sealed record RowEntry(string Sender, int Row)
{
    internal static RowEntry Of(ReportedRow row) => new(row.Sender.Value, row.Row);
    internal ReportedRow ToRow() => new(new(Sender), Row);
}

/// <summary>A pair that is or was in doubt. What the rows hold is read on the page, beside the question.</summary>
/// <param name="Number">Its place in the list.</param>
/// <param name="A">The row that comes first.</param>
/// <param name="B">The other row.</param>
/// <param name="Probability">How probable it is that the two are one person, 0 to 1; null when the linkage no longer holds the pair.</param>
/// <param name="Verdict">The decision in force; null while nobody has decided.</param>
/// <param name="DecidedBy">Who decided.</param>
/// <param name="DecidedAt">When.</param>
public sealed record PairEntry(int Number, RowEntry A, RowEntry B, double? Probability, PairVerdict? Verdict, string? DecidedBy, DateTimeOffset? DecidedAt)
{
    internal static PairEntry Of(ListedPair pair) => new(pair.Number, RowEntry.Of(pair.A), RowEntry.Of(pair.B), pair.Pair?.Probability, pair.Decision?.Verdict, pair.Decision?.DecidedBy, pair.Decision?.DecidedAt);
}

/// <summary>A decision on a pair: it names the two rows themselves, so that a list that has changed meanwhile cannot mislead it.</summary>
/// <param name="A">A row.</param>
/// <param name="B">Another row.</param>
/// <param name="Verdict">Same, different, or (to take a decision back) cannot tell.</param>
/// <param name="Reason">Why, at most 500 letters.</param>
public sealed record PairDecisionBody(RowEntry A, RowEntry B, PairVerdict Verdict, string? Reason = null);

/// <summary>Doubtful pairs: read by who may, decided by a verified person and never by a program (rule 5).</summary>
public static class PairsApi
{
    /// <summary>Maps the operations.</summary>
    public static IEndpointRouteBuilder MapPairsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/rounds/{year:int}/pairs", ListAsync).AsOperation("ListPairs", "The doubtful pairs of a year, decided ones too; 503 while the linkage is computed", NationalGrants.ReadPairs, StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound)
            .Produces<PairEntry[]>().Records(NationalActs.PairsRead, "round/{year}/pairs");
        routes.MapPost("/api/rounds/{year:int}/pairs/decisions", DecideAsync).AsOperation("DecidePair", "Decides a doubtful pair; a later decision replaces it until the report is published", NationalGrants.DecidePairs, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .Takes<PairDecisionBody>().Produces(StatusCodes.Status204NoContent);
        return routes;
    }

    private static async Task<IResult> ListAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, [Range(1, 1_000_000)] int? page, [Range(1, ListPage.Largest)] int? size, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null) return ApiProblem.Of(StatusCodes.Status404NotFound, $"There is no round for {year}.");
        if ((await desk.StateAsync(year, cancel)).Linkage is not { } linkage) return BeingComputed(http);
        return ListPage.Of(http, [.. PairList.Of(linkage, await store.DecisionsAsync(year, cancel)).Select(PairEntry.Of)], page, size);
    }

    private static async Task<IResult> DecideAsync(HttpContext http, int year, INationalStore store, CurrentPerson current, TimeProvider clock, CancellationToken cancel)
    {
        var (body, problem) = await ReadBody.AsAsync<PairDecisionBody>(http, cancel: cancel);
        if (body is null) return problem!;
        if (current.Name is not { } who) return ApiProblem.Of(StatusCodes.Status409Conflict, "A decision is a person's: sign in, or give your name on a page first.");
        var (a, b) = (body.A.ToRow(), body.B.ToRow());
        return await DecidePair.RunAsync(store, new RowDecision(a, b, body.Verdict, who, clock.GetUtcNow(), Forms.Line(body.Reason, 500)), year, cancel) switch
        {
            PairOutcome.Kept => TypedResults.NoContent(),
            PairOutcome.NoRound => ApiProblem.Of(StatusCodes.Status404NotFound, $"There is no round for {year}."),
            PairOutcome.NoRow => ApiProblem.Of(StatusCodes.Status404NotFound, "One of the two rows is in no submission in force, or both are the same."),
            PairOutcome.Frozen => ApiProblem.Of(StatusCodes.Status409Conflict, "The report of the year is published: its decisions are frozen."),
            _ => ApiProblem.Of(StatusCodes.Status409Conflict, "The round is closed."),
        };
    }

    internal static IResult BeingComputed(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "5";
        return ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, "The figures are being computed; ask again in a few seconds.");
    }
}
