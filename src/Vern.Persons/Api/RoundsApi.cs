using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Platform.Auditing;
using Vern.Platform.Interface.Api;

namespace Vern.Persons.Api;

/// <summary>A round in the list.</summary>
/// <param name="Year">The reporting year.</param>
/// <param name="State">open or closed.</param>
/// <param name="DueOn">When answers are due.</param>
/// <param name="ClosedAt">When it was closed and its encodings destroyed; null while it is open.</param>
/// <param name="Asked">How many bodies were asked or have answered.</param>
/// <param name="Answered">How many have answered.</param>
public sealed record RoundEntry(int Year, RoundState State, DateOnly DueOn, DateTimeOffset? ClosedAt, int Asked, int Answered)
{
    internal static RoundEntry Of(Round round) => new(round.Year, round.ClosedAt is null ? RoundState.Open : RoundState.Closed, round.DueOn, round.ClosedAt, round.Answers.Count, round.Answers.Count(answer => answer.Answer != AnswerKind.NotAnswered));
}

/// <summary>Where a round is.</summary>
public enum RoundState
{
    /// <summary>Takes submissions and decisions.</summary>
    Open,
    /// <summary>Its encodings are destroyed.</summary>
    Closed,
}

/// <summary>A round with what each body answered; never added up, since an answer is one of six different things (B-035).</summary>
/// <param name="Round">The round.</param>
/// <param name="Answers">One per body.</param>
public sealed record RoundAnswers(RoundEntry Round, IReadOnlyList<AnswerEntry> Answers);

/// <summary>What a body answered.</summary>
/// <param name="Body">Its short name.</param>
/// <param name="Answer">What it said.</param>
/// <param name="SeeOther">The body whose figures hold its own.</param>
/// <param name="RequestedOn">When it was asked.</param>
/// <param name="RemindedOn">When it was reminded.</param>
/// <param name="AnsweredAt">When it answered.</param>
public sealed record AnswerEntry(string Body, AnswerKind Answer, string? SeeOther, DateOnly? RequestedOn, IReadOnlyList<DateOnly> RemindedOn, DateTimeOffset? AnsweredAt);

/// <summary>An entry of the ledger, its public part only.</summary>
/// <param name="Place">Its place, from 0.</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Resource">What it was done to.</param>
/// <param name="Basis">The code of its lawful basis.</param>
/// <param name="Digest">SHA-256 of what was done, where it is public.</param>
public sealed record ActEntry(long Place, string Kind, DateTimeOffset At, string Resource, string Basis, string? Digest);

/// <summary>Rounds and the ledger, for programs and for persons' own tools.</summary>
public static class RoundsApi
{
    /// <summary>Maps the operations.</summary>
    public static IEndpointRouteBuilder MapRoundsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/rounds", ListAsync).AsOperation("ListRounds", "The rounds, latest first", NationalGrants.ReadRounds, StatusCodes.Status400BadRequest).Produces<RoundEntry[]>();
        routes.MapGet("/api/rounds/{year:int}", GetAsync).AsOperation("ReadRound", "A round, and what each body answered", NationalGrants.ReadRounds, StatusCodes.Status404NotFound).Produces<RoundAnswers>();
        routes.MapGet("/api/ledger/acts", ActsAsync).AsOperation("ListActs", "The ledger's entries, newest first, their public part", NationalGrants.ReadLedger, StatusCodes.Status400BadRequest).Produces<ActEntry[]>()
            .Records(Vern.Platform.Auditing.ControlActs.LedgerRead, "ledger");
        return routes;
    }

    private static async Task<IResult> ListAsync(HttpContext http, INationalStore store, [Range(1, 1_000_000)] int? page, [Range(1, ListPage.Largest)] int? size, CancellationToken cancel)
    {
        var rounds = new List<RoundEntry>();
        foreach (var year in await store.YearsAsync(cancel))
            if (await store.RoundAsync(year, cancel) is { } round) rounds.Add(RoundEntry.Of(round));
        return ListPage.Of(http, rounds, page, size);
    }

    private static async Task<IResult> GetAsync(int year, INationalStore store, CancellationToken cancel) => await store.RoundAsync(year, cancel) is not { } round
        ? ApiProblem.Of(StatusCodes.Status404NotFound, $"There is no round for {year}.")
        : TypedResults.Ok(new RoundAnswers(RoundEntry.Of(round), [.. round.Answers.Select(answer => new AnswerEntry(answer.Body.Value, answer.Answer, answer.SeeOther?.Value, answer.RequestedOn, answer.RemindedOn, answer.AnsweredAt))]));

    private static async Task<IResult> ActsAsync(HttpContext http, WorkspaceLedger ledger, [Range(1, 1_000_000)] int? page, [Range(1, ListPage.Largest)] int? size, CancellationToken cancel)
    {
        if (ListPage.Refusal(page, size) is { } refusal) return refusal;
        var (places, count) = await ledger.Outbox.FindAsync(new(), ListPage.Skip(page, size), size ?? ListPage.Largest, cancel);
        var acts = (await ledger.ReadAsync(places, cancel)).Select(act => new ActEntry(act.Place, act.Kind, act.At, act.Resource, act.Basis, act.Digest));
        return ListPage.Answer<ActEntry>(http, [.. acts], count, page ?? 1, size ?? ListPage.Largest);
    }
}
