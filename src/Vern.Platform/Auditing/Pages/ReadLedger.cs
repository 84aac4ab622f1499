using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Proofs;
using Vern.Platform.Interface;

namespace Vern.Platform.Auditing.Pages;

/// <summary>Who did and read what?</summary>
/// <param name="Acts">The entries of this page, newest first.</param>
/// <param name="Count">How many the filter finds.</param>
/// <param name="At">Which page, from 1.</param>
/// <param name="Filter">What was asked for.</param>
/// <param name="Until">The last day asked for.</param>
/// <param name="Checkpoint">The newest checkpoint that the database remembers.</param>
/// <param name="Waiting">Acts that are recorded and not in the ledger yet.</param>
/// <param name="Ledger">The ledger.</param>
/// <param name="Control">What control of the workspace is made of.</param>
/// <param name="Verified">The result of verifying just now; null when it was not asked for.</param>
/// <param name="Unusual">What the rules point out among the latest entries, latest first.</param>
public sealed record LedgerModel(IReadOnlyList<ReadAct> Acts, int Count, int At, ActFilter Filter, DateOnly? Until, SignedCheckpoint? Checkpoint, int Waiting, WorkspaceLedger Ledger, WorkspaceControl Control, VerifyReport? Verified, IReadOnlyList<UnusualAct> Unusual)
{
    /// <summary>How many pages there are.</summary>
    public int Pages => Math.Max(1, (Count + ReadLedger.PageSize - 1) / ReadLedger.PageSize);
    /// <summary>The words for what it tells of.</summary>
    public LedgerWords Words => Control.Words;
    /// <summary>Whether the entries could not be read: verification tells where.</summary>
    public bool Unreadable { get; init; }
}

/// <summary>Reads a workspace's ledger for its page, and verifies it.</summary>
public static class ReadLedger
{
    /// <summary>Entries on a page.</summary>
    public const int PageSize = 50;
    /// <summary>How many of the latest entries the rules look at.</summary>
    public const int LookedAt = 1000;

    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, WorkspaceLedger ledger, WorkspaceControl control, CancellationToken cancel) => ShowAsync(http, ledger, control, null, cancel);

    /// <summary>Verifies the whole ledger and shows what was found.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, WorkspaceLedger ledger, WorkspaceControl control, CancellationToken cancel) => await ShowAsync(http, ledger, control, await VerifyAsync(ledger, cancel), cancel);

    /// <summary>The public key as a file, to be pinned.</summary>
    public static IResult Key(WorkspaceLedger ledger) => TypedResults.Text(ledger.Key + "\n");

    /// <summary>Verifies the whole ledger, and records that it was done and what was found.</summary>
    public static async Task<VerifyReport> VerifyAsync(WorkspaceLedger ledger, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        await ledger.AppendAsync(cancel);
        var found = await ledger.VerifyAsync(cancel);
        await ledger.RecordAsync(ControlActs.LedgerVerified, "ledger", found.IsGood ? "good" : found.Findings[0].ToString(), cancel);
        return found;
    }

    /// <summary>What the page shows, by what its address asks for.</summary>
    public static async Task<LedgerModel> ModelAsync(PageContext page, WorkspaceLedger ledger, WorkspaceControl control, VerifyReport? verified, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(control);
        var words = control.Words;
        await ledger.AppendAsync(cancel);
        var until = Day(page.Asked("until"));
        var filter = new ActFilter(words.Acts.FirstOrDefault(act => act.Kind == page.Asked("act"))?.Kind, page.Asked("resource")?.Trim().Trim('/'), Day(page.Asked("from")) is { } from ? PageContext.StartOf(from) : null, until is { } last ? PageContext.StartOf(last.AddDays(1)) : null);
        var at = int.TryParse(page.Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= 1 and < 1_000_000 ? asked : 1;
        var (places, count) = await ledger.Outbox.FindAsync(filter, (at - 1) * PageSize, PageSize, cancel);
        var model = new LedgerModel([], count, at, filter, until, await ledger.Outbox.RememberedAsync(cancel), await ledger.Outbox.WaitingAsync(cancel), ledger, control, verified, []);
        try
        {
            return model with { Acts = await ledger.ReadAsync(places, cancel), Unusual = control.Unusual.Find(await ledger.LatestAsync(LookedAt, cancel)) };
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return model with { Unreadable = true };
        }
    }

    /// <summary>Entries by their places; null where they cannot be read.</summary>
    public static async Task<IReadOnlyList<ReadAct>?> TriedAsync(WorkspaceLedger ledger, IEnumerable<long> places, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        try
        {
            return await ledger.ReadAsync(places, cancel);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task<IResult> ShowAsync(HttpContext http, WorkspaceLedger ledger, WorkspaceControl control, VerifyReport? verified, CancellationToken cancel)
    {
        var page = PageContext.For(http, "/ledger");
        page.Navigation = await control.PlacesAsync(http, page, cancel);
        return PageResult.Show<LedgerPage, LedgerModel>(page, await ModelAsync(page, ledger, control, verified, cancel));
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200 ? day : null;
}
