using System.Globalization;
using Vern.Persons.Auditing;
using Vern.Platform.Auditing;

namespace Vern.Persons.StatusReport;

/// <summary>A publication carries its receipt: proof that the digest of the frozen edition stands in the unit's ledger, to be checked offline with the ledger's public key.</summary>
public static class WriteReceipt
{
    /// <summary>The file beside the report, in the form of C2SP's tlog-proof.</summary>
    public const string FileName = "receipt.tlog-proof";

    /// <summary>The resource under which an edition stands in the ledger.</summary>
    public static string Resource(int year, int edition) => string.Create(CultureInfo.InvariantCulture, $"report/{year}/edition/{edition}");

    /// <summary>The receipt's text, or null where the ledger has no such publication (an edition of before there was a ledger, or one whose act still waits).</summary>
    public static Task<string?> TextAsync(WorkspaceLedger ledger, int year, int edition, string digest, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return ledger.ReceiptAsync(NationalActs.ReportPublished, Resource(year, edition), digest, cancel);
    }

    /// <summary>Writes the receipt beside a report that is a published edition; the file's path, or null for a draft.</summary>
    public static async Task<string?> RunAsync(WorkspaceLedger ledger, PreparedReport report, string outFolder, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.State == EditionState.Draft || await TextAsync(ledger, report.Figures.Year, report.Edition, report.Digest, cancel) is not { } receipt) return null;
        var file = Path.Combine(outFolder, FileName);
        WriteWhole.Text(file, receipt);
        return file;
    }
}
