using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Persons.Pages.Control;

/// <summary>A publication's receipt.</summary>
/// <param name="Receipt">The receipt's text; null while its act waits, or where there was no ledger yet.</param>
public sealed record ReceiptModel(int Year, Edition Edition, string? Receipt, WorkspaceLedger Ledger);

/// <summary>Shows the receipt of a publication.</summary>
public static class ShowReceipt
{
    /// <summary>The page of a published edition's receipt.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, int year, int number, INationalStore store, WorkspaceLedger ledger, CancellationToken cancel)
    {
        if (await PublishedAsync(store, year, number, cancel) is not { } edition) return TypedResults.NotFound();
        return PageResult.Show<ReceiptPage, ReceiptModel>(PageContext.For(http), new ReceiptModel(year, edition, await StatusReport.WriteReceipt.TextAsync(ledger, year, number, edition.Digest, cancel), ledger));
    }

    /// <summary>The receipt as a file.</summary>
    public static async Task<IResult> FileAsync(int year, int number, INationalStore store, WorkspaceLedger ledger, CancellationToken cancel) =>
        await PublishedAsync(store, year, number, cancel) is { } edition && await StatusReport.WriteReceipt.TextAsync(ledger, year, number, edition.Digest, cancel) is { } receipt
            ? TypedResults.File(System.Text.Encoding.UTF8.GetBytes(receipt), "text/plain; charset=utf-8", $"report-{year}-edition-{number}.tlog-proof")
            : TypedResults.NotFound();

    private static async Task<Edition?> PublishedAsync(INationalStore store, int year, int number, CancellationToken cancel) =>
        (await store.EditionsAsync(year, cancel)).FirstOrDefault(edition => edition.Number == number && edition.PublishedAt is not null);
}
