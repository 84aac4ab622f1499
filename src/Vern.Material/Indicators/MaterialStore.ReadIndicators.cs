using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Storage;
using Vern.Material.Intake.Storage;
using Vern.Platform.Sealing;

namespace Vern.Material.Intake;

// Entries as they stand.
public sealed partial class MaterialStore
{
    /// <summary>An entry; null: none.</summary>
    public async Task<Indicator?> IndicatorAsync(long id, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await ReadIndicatorsAsync(context, context.Set<IndicatorRow>().Where(row => row.Id == id), cancel) is [var one, ..] ? one : null;
    }

    /// <summary>Entries, latest change first.</summary>
    /// <param name="digest">Only those with this fingerprint; null: all.</param>
    /// <param name="state">Only those in this state.</param>
    /// <param name="list">Only those of this list.</param>
    /// <param name="quarantined">Only those with a fingerprint set aside.</param>
    /// <param name="skip">How many to leave out.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<(IReadOnlyList<Indicator> Found, int Count)> IndicatorsAsync(string? digest = null, IndicatorState? state = null, string? list = null, bool quarantined = false, int skip = 0, int take = 50, CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = context.Set<IndicatorRow>().AsNoTracking();
        if (digest?.Trim().ToLowerInvariant() is { Length: > 0 } value) rows = rows.Where(row => context.Set<IndicatorHashRow>().Any(hash => hash.Indicator == row.Id && hash.Value == value));
        if (state is { } only) rows = rows.Where(row => row.State == only);
        if (list is not null) rows = rows.Where(row => row.List == list);
        if (quarantined) rows = rows.Where(row => context.Set<IndicatorHashRow>().Any(hash => hash.Indicator == row.Id && hash.QuarantinedAt != null));
        return (await ReadIndicatorsAsync(context, rows.OrderByDescending(row => row.Revision).Skip(skip).Take(take), cancel), await rows.CountAsync(cancel));
    }

    /// <summary>What was done to an entry, first step first.</summary>
    public async Task<IReadOnlyList<PastStep>> IndicatorHistoryAsync(long id, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await context.Set<IndicatorRow>().Where(row => row.Id == id).Select(row => row.KeyId).FirstOrDefaultAsync(cancel) is not { } keyId) return [];
        var key = await KeyAsync(keyId, cancel);
        return [.. (await context.Set<IndicatorStepRow>().AsNoTracking().Where(row => row.Indicator == id).OrderBy(row => row.Id).ToListAsync(cancel)).Select(row => Read(row, key))];
    }

    /// <summary>Whether a person may take a step of an entry now, for its page.</summary>
    public async Task<StepOutcome> MayStepAsync(long id, IndicatorStep step, int? person, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Set<IndicatorRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } row ? IndicatorWay.Take(new(row.State, row.Proposer, row.First, row.Doubter, row.Asker), step, person).Outcome : StepOutcome.Gone;
    }

    private static PastStep Read(IndicatorStepRow row, DataKey? key)
    {
        var words = key is null || row.Words.Length == 0 ? null : JsonSerializer.Deserialize<StepWords>(key.OpenField(row.Place, StepColumn, row.Words));
        return new(row.Step, DateTimeOffset.FromUnixTimeMilliseconds(row.At), words?.Name, words?.Body, row.Reason, words?.Words);
    }

    private static async Task<IReadOnlyList<Indicator>> ReadIndicatorsAsync(MaterialContext context, IQueryable<IndicatorRow> rows, CancellationToken cancel)
    {
        var found = await rows.AsNoTracking().ToListAsync(cancel);
        var ids = found.Select(row => row.Id).ToList();
        var hashes = (await context.Set<IndicatorHashRow>().AsNoTracking().Where(row => ids.Contains(row.Indicator)).OrderBy(row => row.Id).ToListAsync(cancel)).ToLookup(row => row.Indicator);
        return [.. found.Select(row => new Indicator(row.Id, row.List, row.Class, row.Ground, row.State, row.Source, row.Report, row.File, DateTimeOffset.FromUnixTimeMilliseconds(row.ChangedAt), [.. hashes[row.Id].Select(Read)]))];
    }

    private static IndicatorHash Read(IndicatorHashRow row) =>
        new(row.Id, new(row.Kind, row.Value, row.Quality, row.NearMedian, row.Decoder, row.Resize), row.QuarantinedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
}
