using System.Text;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Jobs;

namespace Vern.Material.Removal.Pages;

/// <summary>One notice.</summary>
/// <param name="Notice">The notice.</param>
/// <param name="Standing">Whose proposal waits for a second person; null: nobody's.</param>
/// <param name="Way">How letters leave, as the key of a text.</param>
/// <param name="HasLetter">Whether the next step's letter has somebody to go to.</param>
/// <param name="Problems">What stands in the way.</param>
public sealed record NoticeModel(Notice Notice, Proposal? Standing, string Way, bool HasLetter, IReadOnlyList<Problem> Problems);

/// <summary>One notice, its letters and reports.</summary>
public static class ShowNotice
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, MaterialStore store, NoticeDesk desk, AccessStore access, CancellationToken cancel) =>
        await store.NoticeAsync(id, cancel) is { } notice ? await ShowAsync(http, notice, desk, access, [], cancel) : TypedResults.NotFound();

    internal static async Task<IResult> ShowAsync(HttpContext http, Notice notice, NoticeDesk desk, AccessStore access, IReadOnlyList<string> problems, CancellationToken cancel)
    {
        var page = PageContext.For(http, $"/notices/{notice.Id}");
        var act = NoticeByTwo.Act(notice);
        var standing = notice.State is NoticeState.Proposed && await access.StandingAsync(act.Act, act.Subject, cancel) is { } one && one.Digest == act.Digest ? one : null;
        List<Problem> shown = [.. problems.Select(key => new Problem(null, Texts.Source[page.Language, key]))];
        var (way, hasLetter) = ("letter.by-hand", false);
        try
        {
            way = desk.Settings is { Smtp: not null } ? "letter.smtp" : desk.Settings is { Outbox.Length: > 0 } ? "letter.outbox" : way;
            hasLetter = notice.Step is not (NoticeStep.None or NoticeStep.Check) && desk.Letter(notice, notice.Step) is not null;
        }
        catch (JobFailedException broken) { shown.Add(new(null, broken.Message)); } // the notice can be read while the operator's settings are broken
        return PageResult.Show<NoticePage, NoticeModel>(page, new(notice, standing, way, hasLetter, shown), problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    /// <summary>The letter that is due, never while held.</summary>
    public static async Task<IResult> LetterAsync(string id, MaterialStore store, NoticeDesk desk, CancellationToken cancel) =>
        await store.NoticeAsync(id, cancel) is { } notice && MayLeave(notice) && notice.Step is not (NoticeStep.None or NoticeStep.Check) && desk.Letter(notice, notice.Step) is { } letter ? TypedResults.File(letter, "message/rfc822", $"{id}.eml") : TypedResults.NotFound();

    /// <summary>The report in XARF, never before two have confirmed nor while held.</summary>
    public static async Task<IResult> XarfAsync(string id, MaterialStore store, NoticeDesk desk, CancellationToken cancel) =>
        await store.NoticeAsync(id, cancel) is { Address: not null } notice && MayLeave(notice) ? TypedResults.File(Encoding.UTF8.GetBytes(desk.Xarf(notice)), "application/json", $"{id}.xarf.json") : TypedResults.NotFound();

    /// <summary>The statement of reasons, once it is gone.</summary>
    public static async Task<IResult> StatementAsync(string id, MaterialStore store, NoticeDesk desk, CancellationToken cancel) =>
        await store.NoticeAsync(id, cancel) is { GoneAt: { } gone } notice ? TypedResults.File(Encoding.UTF8.GetBytes(StatementOfReasons.Write(notice, desk.Organisation, PageContext.DayOf(notice.MadeAt), PageContext.DayOf(gone))), "application/json", $"{id}.statement.json") : TypedResults.NotFound();

    /// <summary>The ledger's receipt of the second person's confirmation: it proves offline that it stands there, and nothing sealed is opened in it.</summary>
    public static async Task<IResult> ReceiptAsync(string id, MaterialStore store, WorkspaceLedger ledger, CancellationToken cancel) =>
        await store.NoticeAsync(id, cancel) is { } notice && await ledger.ReceiptAsync(RemovalActs.Confirmed, $"notice/{id}", notice.Seen(), cancel) is { } receipt ? TypedResults.File(Encoding.UTF8.GetBytes(receipt), "text/plain; charset=utf-8", $"{id}.tlog-proof") : TypedResults.NotFound();

    private static bool MayLeave(Notice notice) => notice.State is NoticeState.Withdrawn || (notice.HeldUntil is null && notice.State is (NoticeState.Confirmed or NoticeState.Sent));
}
