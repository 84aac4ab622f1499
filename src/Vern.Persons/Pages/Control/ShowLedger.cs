using Microsoft.AspNetCore.Http;
using Vern.Ledger.Proofs;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Platform.Auditing;
using Vern.Platform.Auditing.Pages;
using Vern.Platform.Interface;

namespace Vern.Persons.Pages.Control;

/// <summary>Who did and read what? The supervisor's view.</summary>
/// <param name="Year">The latest round, for the way to the other pages.</param>
/// <param name="Ledger">The ledger, as every workspace shows it.</param>
/// <param name="Unusual">What the rules point out among the latest entries.</param>
public sealed record NationalLedgerModel(int? Year, LedgerModel Ledger, IReadOnlyList<UnusualAct> Unusual);

/// <summary>A publication's receipt.</summary>
/// <param name="Receipt">The receipt's text; null while its act waits, or where there was no ledger yet.</param>
public sealed record ReceiptModel(int Year, Edition Edition, string? Receipt, WorkspaceLedger Ledger);

/// <summary>Shows the ledger and receipts.</summary>
public static class ShowLedger
{
    /// <summary>The words for what the unit's ledger tells of.</summary>
    public static LedgerWords Words { get; } = new(NationalActs.All, NationalBases.All, Control.Texts.Source);
    /// <summary>How many of the latest entries the rules look at.</summary>
    public const int LookedAt = 1000;

    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, INationalStore store, WorkspaceLedger ledger, CancellationToken cancel) => ShowAsync(http, store, ledger, null, cancel);

    /// <summary>Verifies the whole ledger and shows what was found.</summary>
    public static async Task<IResult> VerifyAsync(HttpContext http, INationalStore store, WorkspaceLedger ledger, CancellationToken cancel) => await ShowAsync(http, store, ledger, await ReadLedger.VerifyAsync(ledger, cancel), cancel);

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

    private static async Task<Edition?> PublishedAsync(INationalStore store, int year, int number, CancellationToken cancel) =>
        (await store.EditionsAsync(year, cancel)).FirstOrDefault(edition => edition.Number == number && edition.PublishedAt is not null);

    private static async Task<IResult> ShowAsync(HttpContext http, INationalStore store, WorkspaceLedger ledger, VerifyReport? verified, CancellationToken cancel)
    {
        var page = PageContext.For(http, "/ledger");
        var model = await ReadLedger.ModelAsync(page, ledger, Words, verified, cancel);
        var year = (await store.YearsAsync(cancel)) is [var newest, ..] ? newest : (int?)null;
        var looked = await ReadLedger.TriedAsync(() => ledger.LatestAsync(LookedAt, cancel));
        return PageResult.Show<LedgerPage, NationalLedgerModel>(page, new(year, looked is null ? model with { Acts = [], Unreadable = true } : model, looked is null ? [] : NationalControl.Unusual.Find(looked)));
    }
}
