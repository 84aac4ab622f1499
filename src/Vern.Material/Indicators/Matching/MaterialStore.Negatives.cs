using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Storage;

namespace Vern.Material.Intake;

// Known false matches, by two persons.
public sealed partial class MaterialStore
{
    private const string NegativeColumn = "negative_hashes.words";

    /// <summary>Proposes a false match.</summary>
    /// <returns>Its number, or why it was not taken as a code.</returns>
    public async Task<(long? Id, string? Problem)> ProposeNegativeAsync(HashKind kind, string value, int radius, IndicatorActor by, string words, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (Negative.Problem(kind, value, radius) is { } problem) return (null, problem);
        if (by.Person is not { } person) return (null, "problem.no-person");
        if (string.IsNullOrWhiteSpace(words)) return (null, "problem.no-words");
        var key = await Keys.NewKeyAsync("indicators", cancel);
        var place = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var id = await WriteAsync(async context =>
        {
            var row = new NegativeRow
            {
                Kind = kind, Value = ReadFingerprint.Value(kind, value)!, Radius = radius, State = NegativeState.Proposed, Proposer = person, KeyId = key.Id, Place = place,
                Words = key.SealField(place, NegativeColumn, JsonSerializer.SerializeToUtf8Bytes(new StepWords(by.Name, by.Body, words.Trim()))), ChangedAt = Now().ToUnixTimeMilliseconds(), Revision = await NextRevisionAsync(context, cancel),
            };
            context.Add(row);
            await context.SaveChangesAsync(cancel);
            Record(context, IndicatorsActs.NegativeProposed, $"negative/{row.Id}");
            return row.Id;
        }, cancel);
        return (id, null);
    }

    /// <summary>The second person confirms a false match: it suppresses from the next question on.</summary>
    public Task<StepOutcome> ConfirmNegativeAsync(long id, IndicatorActor by, CancellationToken cancel = default) => ChangeNegativeAsync(id, NegativeState.Active, by, cancel);

    /// <summary>Ends one; a single person may, since what follows is that more is looked at.</summary>
    public Task<StepOutcome> EndNegativeAsync(long id, IndicatorActor by, CancellationToken cancel = default) => ChangeNegativeAsync(id, NegativeState.Ended, by, cancel);

    private Task<StepOutcome> ChangeNegativeAsync(long id, NegativeState to, IndicatorActor by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        return WriteAsync(async context =>
        {
            var revision = await NextRevisionAsync(context, cancel);
            if (await context.Set<NegativeRow>().FirstOrDefaultAsync(one => one.Id == id, cancel) is not { } row) return StepOutcome.Gone;
            if (by.Person is not { } person) return StepOutcome.NoPerson;
            if (row.State is NegativeState.Ended || (to is NegativeState.Active && row.State is not NegativeState.Proposed)) return StepOutcome.NotNow;
            if (to is NegativeState.Active && person == row.Proposer) return StepOutcome.Proposer;
            (row.State, row.Revision, row.ChangedAt) = (to, revision, Now().ToUnixTimeMilliseconds());
            Record(context, to is NegativeState.Active ? IndicatorsActs.NegativeConfirmed : IndicatorsActs.NegativeEnded, $"negative/{id}");
            return StepOutcome.Done;
        }, cancel);
    }

    /// <summary>All that stand or wait, latest first.</summary>
    public async Task<IReadOnlyList<Negative>> NegativesAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = await context.Set<NegativeRow>().AsNoTracking().Where(row => row.State != NegativeState.Ended).OrderByDescending(row => row.Id).Take(500).ToListAsync(cancel);
        var keys = await Keys.KeysAsync([.. rows.Select(row => row.KeyId)], cancel);
        return [.. rows.Select(row =>
        {
            var words = keys.TryGetValue(row.KeyId, out var key) ? JsonSerializer.Deserialize<StepWords>(key.OpenField(row.Place, NegativeColumn, row.Words)) : null;
            return new Negative(row.Id, row.Kind, row.Value, row.Radius, row.State, words?.Name, words?.Words, DateTimeOffset.FromUnixTimeMilliseconds(row.ChangedAt));
        })];
    }
}
