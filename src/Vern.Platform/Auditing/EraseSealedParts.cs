using System.Globalization;

namespace Vern.Platform.Auditing;

/// <summary>Erases who acted, and details, from entries of the ledger that are older than <see cref="RetentionRule.SealedParts"/> says; entries and proofs stay.</summary>
public static class EraseSealedParts
{
    /// <summary>What is due at a moment; null where nothing is.</summary>
    public static async Task<DueErasure?> DueAsync(WorkspaceLedger ledger, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var before = Cutoff(now);
        var (_, entries) = await ledger.Outbox.FindAsync(new(From: await LastAsync(ledger, cancel), Before: before), 0, 1, cancel);
        return entries > 0 ? new(RetentionRule.SealedParts, PlaceOf(before), entries, before.AddYears(RetentionRule.SealedParts.Years)) : null;
    }

    /// <summary>Erases what is due at a moment.</summary>
    public static async Task RunAsync(WorkspaceLedger ledger, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        // The entry first: a ledger's parts put back from a back-up learn of it.
        await ledger.RecordAsync(ControlActs.SealedPartsErased, PlaceOf(Cutoff(now)), cancel: cancel);
        await ledger.AppendAsync(cancel);
        await ledger.EraseSealedAsync(Cutoff(now), cancel);
    }

    /// <summary>After a restore, or where an erasure was cut short: erases again what the ledger says was erased.</summary>
    /// <returns>How many sealed parts were there that should not be.</returns>
    public static async Task<int> AgainAsync(WorkspaceLedger ledger, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return await LastAsync(ledger, cancel) is { } before ? await ledger.EraseSealedAsync(before, cancel) : 0;
    }

    private static DateTimeOffset Cutoff(DateTimeOffset now) => new(now.UtcDateTime.Date.AddYears(-RetentionRule.SealedParts.Years), TimeSpan.Zero);

    private static string PlaceOf(DateTimeOffset before) => string.Create(CultureInfo.InvariantCulture, $"ledger/before/{before:yyyy-MM-dd}");

    private static async Task<DateTimeOffset?> LastAsync(WorkspaceLedger ledger, CancellationToken cancel)
    {
        var (places, _) = await ledger.Outbox.FindAsync(new(ControlActs.SealedPartsErased.Kind), 0, 1, cancel);
        return (await ledger.ReadAsync(places, cancel)) is [{ Resource: var resource }, ..] && DateTimeOffset.TryParseExact(resource.Split('/')[^1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var last) ? last : null;
    }
}
