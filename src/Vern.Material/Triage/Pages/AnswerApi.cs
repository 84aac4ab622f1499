using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;

namespace Vern.Material.Triage.Pages;

/// <summary>An answer to what was asked about a report.</summary>
/// <param name="Words">What it says, at most 2,000 letters; what is said of a person stays sealed.</param>
public sealed record AnswerBody(string Words);

/// <summary>Tells a sender what became of its report, and takes its answer.</summary>
internal static class AnswerApi
{
    internal static async Task<IResult> OutcomeAsync(long id, MaterialStore store, CurrentPerson current, CancellationToken cancel) =>
        await store.IsOfAsync(id, current.SignedIn?.Account ?? "", cancel) && await store.OutcomeAsync(id, cancel) is { } outcome ? TypedResults.Ok(outcome) : ApiProblem.Of(StatusCodes.Status404NotFound, "There is no such report of yours.");

    internal static async Task<IResult> PostAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var (body, problem) = await ReadBody.AsAsync<AnswerBody>(http, cancel: cancel);
        if (body is null) return problem!;
        if (string.IsNullOrWhiteSpace(body.Words) || body.Words.Length > MaterialStore.LongestWords) return ApiProblem.Of(StatusCodes.Status400BadRequest, $"words: expected 1 to {MaterialStore.LongestWords} letters.");
        return await store.AnswerAsync(id, current.SignedIn?.Account ?? "", body.Words, cancel) switch
        {
            ReadingStep.Done => TypedResults.NoContent(),
            ReadingStep.Gone => ApiProblem.Of(StatusCodes.Status404NotFound, "There is no such report of yours."),
            _ => ApiProblem.Of(StatusCodes.Status409Conflict, "Nothing was asked about this report, or it was answered."),
        };
    }
}
