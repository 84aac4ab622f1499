using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface.Api;

namespace Vern.Material.Removal.Pages;

/// <summary>An address to look at.</summary>
/// <param name="Id">The notice.</param>
/// <param name="Address">The address. Whoever looks does so outside Vern.</param>
/// <param name="DueAt">When.</param>
public sealed record DueCheck(string Id, string Address, DateTimeOffset DueAt);

/// <summary>What was found.</summary>
/// <param name="IsThere">Whether the material is there.</param>
public sealed record NoticeCheck(bool IsThere);

/// <summary>A program of the operator's that looks whether material is still there. Vern never does: what it learns is what the program says, and that a program said it stands in the ledger.</summary>
public static class CheckNotices
{
    /// <summary>What is to be looked at.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, [Range(1, 1_000_000)] int? page, [Range(1, ListPage.Largest)] int? size, MaterialStore store, NoticeDesk desk, CurrentPerson current, WorkspaceLedger ledger, CancellationToken cancel)
    {
        if (!IsChecker(desk, current)) return NotYours();
        if (ListPage.Refusal(page, size) is { } refused) return refused;
        var (notices, count) = await store.DueChecksAsync(ListPage.Skip(page, size), size ?? ListPage.Largest, cancel);
        foreach (var notice in notices) await ledger.RecordAsync(RemovalActs.Read, $"notice/{notice.Id}", cancel: cancel);
        return ListPage.Answer(http, [.. notices.Select(one => new DueCheck(one.Id, one.Address!.AbsoluteUri, one.StepAt!.Value))], count, page ?? 1, size ?? ListPage.Largest);
    }

    /// <summary>What was found.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, string id, MaterialStore store, NoticeDesk desk, CurrentPerson current, CancellationToken cancel)
    {
        if (!IsChecker(desk, current)) return NotYours();
        var (body, problem) = await ReadBody.AsAsync<NoticeCheck>(http, cancel: cancel);
        if (problem is not null) return problem;
        if (await store.NoticeAsync(id, cancel) is null) return ApiProblem.Of(StatusCodes.Status404NotFound, "There is no such notice.");
        return await store.NoticeCheckedAsync(id, body!.IsThere, desk.Settings, null, cancel) ? TypedResults.NoContent() : ApiProblem.Of(StatusCodes.Status409Conflict, "The notice is not one that is looked at now.");
    }

    private static bool IsChecker(NoticeDesk desk, CurrentPerson current) => current.SignedIn is { } program && desk.Settings.Checkers.Contains(program.Account, StringComparer.Ordinal);

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult NotYours() => ApiProblem.Of(StatusCodes.Status409Conflict, "This account is not named as a checker in the centre's settings (removal.json).");
}
