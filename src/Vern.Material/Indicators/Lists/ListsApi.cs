using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;

namespace Vern.Material.Indicators.Lists;

/// <summary>A list that a program may have.</summary>
/// <param name="List">Its name.</param>
/// <param name="Edition">Its newest edition; 0: none yet.</param>
/// <param name="Holds">The newest edition that this recipient has acknowledged; 0: none.</param>
/// <param name="OpenWithdrawals">Lines that were removed and that it has not acknowledged.</param>
public sealed record ListEntry(string List, int Edition, int Holds, long OpenWithdrawals);

/// <summary>An edition in the list of editions.</summary>
/// <param name="Number">Its number.</param>
/// <param name="At">When it was published.</param>
/// <param name="Size">Lines.</param>
/// <param name="Root">Of all lines, base 64.</param>
/// <param name="Added">Lines added.</param>
/// <param name="Removed">Lines removed.</param>
/// <param name="Digest">SHA-256 of the note's text, which is in the ledger and is what is acknowledged.</param>
public sealed record ListEditionEntry(int Number, DateTimeOffset At, long Size, string Root, long Added, long Removed, string Digest);

/// <summary>An acknowledgement.</summary>
/// <param name="Digest">SHA-256 of the text of the edition's note that the recipient holds, hexadecimal.</param>
public sealed record AcknowledgementBody(string Digest);

/// <summary>The operations by which recipients take lists and answer to withdrawals (I-008).</summary>
public static class ListsApi
{
    private const string OpenHeader = "Vern-Withdrawals-Open", ListForm = "baseline, or national- and a country's two letters.";

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapListsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/lists", ListsAsync).AsOperation("ListLists", "The lists that this program's body may have, and how it stands with each", IndicatorsGrants.Take).Produces<ListEntry[]>();
        routes.MapGet("/api/lists/{list}/editions", EditionsAsync).AsOperation("ListListEditions", "The editions of a list, latest first", IndicatorsGrants.Take, StatusCodes.Status404NotFound).Produces<ListEditionEntry[]>();
        routes.MapGet("/api/lists/{list}/editions/{number:int}", TakeAsync).AsOperation("TakeListEdition", "An edition of a list, whole or as what changed since one that is held", IndicatorsGrants.Take, StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound).Produces<ListFile>()
            .Bears(OpenHeader, "How many removed lines this recipient has not acknowledged; not there: none.", always: false, StatusCodes.Status200OK);
        routes.MapGet("/api/lists/{list}/editions/{number:int}/receipt", ReceiptAsync).AsOperation("ReadListReceipt", "The receipt that the public ledger has this edition", IndicatorsGrants.Take, StatusCodes.Status404NotFound).Produces<string>(contentType: "text/plain");
        routes.MapPost("/api/lists/{list}/editions/{number:int}/acknowledgement", AcknowledgeAsync).AsOperation("AcknowledgeListEdition", "Says that the recipient holds this edition and has removed what it removes", IndicatorsGrants.Take, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .Takes<AcknowledgementBody>().Produces(StatusCodes.Status204NoContent);
        return routes;
    }

    private static async Task<IResult> ListsAsync(MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var account = Account(current);
        var found = new List<ListEntry>();
        foreach (var list in await store.EntitledAsync(account, cancel))
        {
            var stands = await store.RecipientAsync(list, account, cancel);
            found.Add(new(list, await store.NewestEditionAsync(list, cancel), stands?.Holds ?? 0, stands?.OpenWithdrawals ?? 0));
        }
        return TypedResults.Ok(found.ToArray());
    }

    private static async Task<IResult> EditionsAsync([Description(ListForm)] string list, MaterialStore store, CurrentPerson current, CancellationToken cancel) =>
        await MayHaveAsync(list, store, current, cancel)
            ? TypedResults.Ok((await store.EditionsAsync(list, cancel)).Select(one => new ListEditionEntry(one.Number, one.At, one.Size, one.Root.ToString(), one.Added, one.Removed, one.Digest)).ToArray())
            : None(list);

    private static async Task<IResult> TakeAsync(HttpContext http, [Description(ListForm)] string list, int number, [Description("An earlier edition that is held: only what changed since is told.")] int? since, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (!await MayHaveAsync(list, store, current, cancel)) return None(list);
        if (since is { } held && (held < 1 || held >= number)) return ApiProblem.Of(StatusCodes.Status400BadRequest, "since: the number of an edition before this one expected.");
        if (await store.TakeListAsync(list, number, since, Account(current), cancel) is not { } file) return ApiProblem.Of(StatusCodes.Status404NotFound, "There is no such edition.");
        // The reminder goes where the recipient looks: with every edition that it takes.
        if (await store.RecipientAsync(list, Account(current), cancel) is { OpenWithdrawals: > 0 } open) http.Response.Headers[OpenHeader] = open.OpenWithdrawals.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Json(file, ListFile.Json);
    }

    private static async Task<IResult> ReceiptAsync([Description(ListForm)] string list, int number, MaterialStore store, CurrentPerson current, CancellationToken cancel) =>
        await MayHaveAsync(list, store, current, cancel) && await store.ListReceiptAsync(list, number, cancel) is { } receipt ? TypedResults.Text(receipt, "text/plain") : None(list);

    private static async Task<IResult> AcknowledgeAsync(HttpContext http, [Description(ListForm)] string list, int number, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (!await MayHaveAsync(list, store, current, cancel)) return None(list);
        var (body, problem) = await ReadBody.AsAsync<AcknowledgementBody>(http, cancel: cancel);
        if (body is null) return problem!;
        if (body.Digest is null || ReadFingerprint.Value(HashKind.Sha256, body.Digest) is not { } digest) return ApiProblem.Of(StatusCodes.Status400BadRequest, "digest: SHA-256 of the text of the edition's note expected, 64 hexadecimal digits.");
        return await store.AcknowledgeAsync(list, number, digest, Account(current), cancel) switch
        {
            Acknowledgement.Done => TypedResults.NoContent(),
            Acknowledgement.Gone => ApiProblem.Of(StatusCodes.Status404NotFound, "There is no such edition, or this recipient never took it."),
            _ => ApiProblem.Of(StatusCodes.Status409Conflict, "Another edition with this number was published: keep what you hold, it proves that two were signed. The centre has been told."),
        };
    }

    private static async Task<bool> MayHaveAsync(string list, MaterialStore store, CurrentPerson current, CancellationToken cancel) => (await store.EntitledAsync(Account(current), cancel)).Contains(list, StringComparer.Ordinal);

    private static string Account(CurrentPerson current) => current.SignedIn?.Account ?? "";

    private static IResult None(string list) => ApiProblem.Of(StatusCodes.Status404NotFound, ReadFingerprint.IsList(list) ? "There is no such list or edition that this program's body may have." : "list: baseline, or national- and a country's two letters expected.");
}
