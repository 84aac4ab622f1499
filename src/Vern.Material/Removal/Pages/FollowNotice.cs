using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Jobs;

namespace Vern.Material.Removal.Pages;

/// <summary>What a person does with a notice that two have confirmed: sends its letters, says what she found, ends it.</summary>
public static class FollowNotice
{
    /// <summary>A letter was sent.</summary>
    public static Task<IResult> SentAsync(HttpContext http, string id, MaterialStore store, NoticeDesk desk, AccessStore access, CurrentPerson current, CancellationToken cancel) => WithSettingsAsync(http, id, store, desk, access, async () =>
    {
        var form = await http.Request.ReadFormAsync(cancel);
        return await DoneAsync(http, id, store, desk, access, Enum.TryParse<NoticeStep>(form["step"], out var step) && await store.NoticeSentAsync(id, step, desk.Settings, current.SignedIn!.PersonId, cancel), "sent", cancel);
    }, cancel);

    /// <summary>A letter that the mail server refused is tried again.</summary>
    public static Task<IResult> AgainAsync(HttpContext http, string id, MaterialStore store, NoticeDesk desk, AccessStore access, CurrentPerson current, CancellationToken cancel) => WithSettingsAsync(http, id, store, desk, access, async () =>
    {
        var form = await http.Request.ReadFormAsync(cancel);
        return await DoneAsync(http, id, store, desk, access, desk.Settings.Smtp is not null && Enum.TryParse<NoticeStep>(form["step"], out var step) && await store.TryLetterAgainAsync(id, step, current.SignedIn!.PersonId, cancel), "again", cancel);
    }, cancel);

    /// <summary>Somebody looked.</summary>
    public static Task<IResult> CheckedAsync(HttpContext http, string id, MaterialStore store, NoticeDesk desk, AccessStore access, CurrentPerson current, CancellationToken cancel) => WithSettingsAsync(http, id, store, desk, access, async () =>
    {
        var found = (await http.Request.ReadFormAsync(cancel))["found"].ToString();
        if (await store.NoticeAsync(id, cancel) is not { } before) return TypedResults.NotFound();
        var done = found is "there" or "gone" && await store.NoticeCheckedAsync(id, found == "there", desk.Settings, current.SignedIn!.PersonId, cancel);
        // It is there again: whoever found it proposes anew, another person confirms.
        if (done && found == "there" && before.State is NoticeState.Gone && await store.NoticeAsync(id, cancel) is { State: NoticeState.Proposed } again) await NoticeByTwo.StepAsync(store, access, again, again.Seen(), current.SignedIn!, cancel);
        return await DoneAsync(http, id, store, desk, access, done, found, cancel);
    }, cancel);

    /// <summary>It is followed no further.</summary>
    public static async Task<IResult> CloseAsync(HttpContext http, string id, MaterialStore store, NoticeDesk desk, AccessStore access, CurrentPerson current, CancellationToken cancel) =>
        await DoneAsync(http, id, store, desk, access, await store.CloseNoticeAsync(id, (await http.Request.ReadFormAsync(cancel))["reason"].ToString(), current.SignedIn!.PersonId!.Value, cancel), "closed", cancel);

    // While the operator's settings are broken no clock can be set: nothing is changed, and the page says what is wrong with them.
    private static async Task<IResult> WithSettingsAsync(HttpContext http, string id, MaterialStore store, NoticeDesk desk, AccessStore access, Func<Task<IResult>> act, CancellationToken cancel)
    {
        try { return await act(); }
        catch (JobFailedException) { return await store.NoticeAsync(id, cancel) is { } notice ? await ShowNotice.ShowAsync(http, notice, desk, access, ["wrong.settings"], cancel) : TypedResults.NotFound(); }
    }

    private static async Task<IResult> DoneAsync(HttpContext http, string id, MaterialStore store, NoticeDesk desk, AccessStore access, bool isDone, string done, CancellationToken cancel) =>
        isDone ? FormGuard.SeeOther($"/notices/{id}?done={done}") : await store.NoticeAsync(id, cancel) is { } notice ? await ShowNotice.ShowAsync(http, notice, desk, access, ["wrong.not-now"], cancel) : TypedResults.NotFound();
}
