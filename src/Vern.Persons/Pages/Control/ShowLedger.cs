using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Proofs;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Persons.Pages.Control;

/// <summary>Who did and read what? The supervisor's view.</summary>
/// <param name="Year">The latest round, for the way to the other pages.</param>
/// <param name="Acts">The entries of this page, newest first.</param>
/// <param name="Count">How many the filter finds.</param>
/// <param name="At">Which page, from 1.</param>
/// <param name="Filter">What was asked for.</param>
/// <param name="Until">The last day asked for.</param>
/// <param name="Checkpoint">The newest checkpoint that the database remembers.</param>
/// <param name="Waiting">Acts that are recorded and not in the ledger yet.</param>
/// <param name="Ledger">The ledger.</param>
/// <param name="Unusual">What the rules point out among the latest entries.</param>
/// <param name="Verified">The result of verifying just now; null when it was not asked for.</param>
public sealed record LedgerModel(int? Year, IReadOnlyList<ReadAct> Acts, int Count, int At, ActFilter Filter, DateOnly? Until, SignedCheckpoint? Checkpoint, int Waiting, WorkspaceLedger Ledger, IReadOnlyList<UnusualAct> Unusual, VerifyReport? Verified)
{
    /// <summary>How many pages there are.</summary>
    public int Pages => Math.Max(1, (Count + ShowLedger.PageSize - 1) / ShowLedger.PageSize);
    /// <summary>Whether the entries could not be read: verification tells where.</summary>
    public bool Unreadable { get; init; }
}

/// <summary>A publication's receipt.</summary>
/// <param name="Receipt">The receipt's text; null while its act waits, or where there was no ledger yet.</param>
public sealed record ReceiptModel(int Year, Edition Edition, string? Receipt, WorkspaceLedger Ledger);

/// <summary>Shows the ledger and receipts.</summary>
public static class ShowLedger
{
    /// <summary>Entries on a page.</summary>
    public const int PageSize = 50;
    /// <summary>How many of the latest entries the rules look at.</summary>
    public const int LookedAt = 1000;

    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, INationalStore store, WorkspaceLedger ledger, CancellationToken cancel) => ShowAsync(http, store, ledger, null, cancel);

    /// <summary>Verifies the whole ledger and shows what was found.</summary>
    public static async Task<IResult> VerifyAsync(HttpContext http, INationalStore store, WorkspaceLedger ledger, CancellationToken cancel)
    {
        await ledger.AppendAsync(cancel);
        var found = await ledger.VerifyAsync(cancel);
        await store.RecordAsync(NationalActs.LedgerVerified, "ledger", detail: found.IsGood ? "good" : found.Findings[0].ToString(), cancel: cancel);
        return await ShowAsync(http, store, ledger, found, cancel);
    }

    /// <summary>The page of a published edition's receipt.</summary>
    public static async Task<IResult> ReceiptAsync(HttpContext http, int year, int number, INationalStore store, WorkspaceLedger ledger, CancellationToken cancel)
    {
        if (await PublishedAsync(store, year, number, cancel) is not { } edition) return TypedResults.NotFound();
        return PageResult.Show<ReceiptPage, ReceiptModel>(PageContext.For(http), new ReceiptModel(year, edition, await StatusReport.WriteReceipt.TextAsync(ledger, year, number, edition.Digest, cancel), ledger));
    }

    /// <summary>The receipt as a file.</summary>
    public static async Task<IResult> ReceiptFileAsync(int year, int number, INationalStore store, WorkspaceLedger ledger, CancellationToken cancel) =>
        await PublishedAsync(store, year, number, cancel) is { } edition && await StatusReport.WriteReceipt.TextAsync(ledger, year, number, edition.Digest, cancel) is { } receipt
            ? TypedResults.File(System.Text.Encoding.UTF8.GetBytes(receipt), "text/plain; charset=utf-8", $"report-{year}-edition-{number}.tlog-proof")
            : TypedResults.NotFound();

    /// <summary>The public key as a file, to be pinned.</summary>
    public static IResult Key(WorkspaceLedger ledger) => TypedResults.Text(ledger.Key + "\n");

    private static async Task<Edition?> PublishedAsync(INationalStore store, int year, int number, CancellationToken cancel) =>
        (await store.EditionsAsync(year, cancel)).FirstOrDefault(edition => edition.Number == number && edition.PublishedAt is not null);

    private static async Task<IResult> ShowAsync(HttpContext http, INationalStore store, WorkspaceLedger ledger, VerifyReport? verified, CancellationToken cancel)
    {
        await ledger.AppendAsync(cancel);
        var page = PageContext.For(http, "/ledger");
        var until = Day(page.Asked("until"));
        var filter = new ActFilter(NationalActs.All.FirstOrDefault(act => act.Kind == page.Asked("act"))?.Kind, page.Asked("resource")?.Trim().Trim('/'), Day(page.Asked("from")) is { } from ? PageContext.StartOf(from) : null, until is { } last ? PageContext.StartOf(last.AddDays(1)) : null);
        var at = int.TryParse(page.Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= 1 and < 1_000_000 ? asked : 1;
        var (places, count) = await ledger.Outbox.FindAsync(filter, (at - 1) * PageSize, PageSize, cancel);
        var (latest, _) = await ledger.Outbox.FindAsync(new(), 0, LookedAt, cancel);
        var year = (await store.YearsAsync(cancel)) is [var newest, ..] ? newest : (int?)null;
        var model = new LedgerModel(year, [], count, at, filter, until, await ledger.Outbox.RememberedAsync(cancel), await ledger.Outbox.WaitingAsync(cancel), ledger, [], verified);
        try
        {
            model = model with { Acts = await ledger.ReadAsync(places, cancel), Unusual = UnusualAccess.Find(await ledger.ReadAsync(latest.Reverse(), cancel)) };
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            model = model with { Unreadable = true };
        }
        return PageResult.Show<LedgerPage, LedgerModel>(page, model);
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200 ? day : null;
}
