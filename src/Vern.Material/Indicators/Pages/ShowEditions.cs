using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Indicators.Lists;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Indicators.Pages;

/// <summary>A list and where it stands.</summary>
/// <param name="Draft">What the next edition would be.</param>
/// <param name="Standing">The first of two who wants it published; null: nobody.</param>
/// <param name="IsSame">Whether she has seen what it would be now.</param>
/// <param name="Editions">The editions, latest first.</param>
/// <param name="Recipients">Who holds what.</param>
public sealed record ListState(ListDraft Draft, Proposal? Standing, bool IsSame, IReadOnlyList<PublishedEdition> Editions, IReadOnlyList<ListRecipient> Recipients)
{
    /// <summary>Recipients that have acknowledged the newest edition.</summary>
    public int Current => Recipients.Count(one => Editions.Count > 0 && one.Holds == Editions[0].Number);
    /// <summary>Recipients with withdrawals open.</summary>
    public int Open => Recipients.Count(one => one.OpenWithdrawals > 0);
}

/// <summary>Does everyone hold the same?</summary>
/// <param name="Lists">The lists.</param>
/// <param name="Key">The public key, to be pinned.</param>
/// <param name="Problems">Why nothing was published.</param>
public sealed record EditionsModel(IReadOnlyList<ListState> Lists, string Key, IReadOnlyList<Problem> Problems);

/// <summary>Editions, who holds which, and publishing by two verified persons.</summary>
public static class ShowEditions
{
    private const string Act = "list.publish";

    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, MaterialStore store, AccessStore access, CancellationToken cancel) => ShowAsync(http, store, access, [], 200, cancel);

    /// <summary>A list publisher begins the publishing, or confirms what another one has begun.</summary>
    public static Task<IResult> PublishAsync(HttpContext http, string list, MaterialStore store, AccessStore access, CurrentPerson current, CancellationToken cancel) => StepAsync(http, list, mayBegin: true, store, access, current, cancel);

    /// <summary>Another person confirms what a list publisher has begun.</summary>
    public static Task<IResult> ConfirmAsync(HttpContext http, string list, MaterialStore store, AccessStore access, CurrentPerson current, CancellationToken cancel) => StepAsync(http, list, mayBegin: false, store, access, current, cancel);

    private static async Task<IResult> StepAsync(HttpContext http, string list, bool mayBegin, MaterialStore store, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        if (!(await store.ListsAsync(cancel)).Contains(list, StringComparer.Ordinal) || current.SignedIn is not { PersonId: { } me } person) return TypedResults.NotFound();
        var sent = await http.Request.ReadFormAsync(cancel);
        var draft = await store.DraftAsync(list, cancel);
        // She publishes what she has seen, and nothing that was added since.
        if (!draft.IsNew || sent["content"].ToString() != draft.Content) return await RefusedAsync("editions.changed");
        var grave = new GraveAct(Act, SubjectOf(draft), draft.Content);
        if (!mayBegin && (await access.StandingAsync(Act, grave.Subject, cancel))?.Digest != draft.Content) return await RefusedAsync("editions.not-begun");
        var (step, first) = await access.StepAsync(grave, person, cancel);
        switch (step)
        {
            case FourEyesStep.Proposed:
                await store.Ledger.RecordAsync(IndicatorsActs.ListProposed, $"list/{list}/edition/{draft.Number}", cancel: cancel);
                return FormGuard.SeeOther("/editions?done=begun");
            case FourEyesStep.SamePerson:
                return await RefusedAsync("outcome.SamePerson");
            default:
                return await store.PublishListAsync(list, draft.Content, first.PersonId, me, cancel) is not null ? FormGuard.SeeOther("/editions?done=published") : await RefusedAsync("editions.changed");
        }

        Task<IResult> RefusedAsync(string code) => ShowAsync(http, store, access, [new(null, Texts.Source[PageContext.For(http).Language, code])], 409, cancel);
    }

    private static string SubjectOf(ListDraft draft) => string.Create(CultureInfo.InvariantCulture, $"{draft.List}/{draft.Number}");

    private static async Task<IResult> ShowAsync(HttpContext http, MaterialStore store, AccessStore access, IReadOnlyList<Problem> problems, int status, CancellationToken cancel)
    {
        var lists = new List<ListState>();
        foreach (var list in await store.ListsAsync(cancel))
        {
            var draft = await store.DraftAsync(list, cancel);
            var standing = await access.StandingAsync(Act, SubjectOf(draft), cancel);
            lists.Add(new(draft, standing, standing?.Digest == draft.Content, await store.EditionsAsync(list, cancel), await store.RecipientsAsync(list, cancel)));
        }
        return PageResult.Show<EditionsPage, EditionsModel>(PageContext.For(http, "/editions"), new(lists, store.Ledger.Key.ToString(), problems), status);
    }
}
