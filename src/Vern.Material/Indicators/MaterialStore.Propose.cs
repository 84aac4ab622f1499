using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Storage;
using Vern.Material.Intake.Storage;
using Vern.Platform.Sealing;

namespace Vern.Material.Intake;

// Proposals of known material. Nobody adds from a match alone: a proposal is a person's or a body's, and counts for nothing until two persons have confirmed it.
public sealed partial class MaterialStore
{
    private const string StepColumn = "indicator_steps.words";

    /// <summary>Proposes an entry.</summary>
    /// <param name="proposal">What is proposed.</param>
    /// <param name="by">Who proposes; a program of a hotline may.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The new entry; or the one that has one of the fingerprints already; or why it was not taken.</returns>
    public async Task<Proposed> ProposeIndicatorAsync(IndicatorProposal proposal, IndicatorActor by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        ArgumentNullException.ThrowIfNull(by);
        if (ReadFingerprint.Problem(proposal) is { } problem) return new(null, false, problem);
        var key = await Keys.NewKeyAsync("indicators", cancel);
        var result = await WriteAsync(async context =>
        {
            var revision = await NextRevisionAsync(context, cancel);
            foreach (var hash in proposal.Hashes)
            {
                var value = ReadFingerprint.Value(hash.Kind, hash.Value)!;
                if (await context.Set<IndicatorHashRow>().AsNoTracking().FirstOrDefaultAsync(row => row.List == proposal.List && row.Kind == hash.Kind && row.Value == value && row.Slot == 0, cancel) is { } there) return new Proposed(there.Indicator, false, "problem.there");
            }
            var indicator = new IndicatorRow
            {
                List = proposal.List, Class = proposal.Class, Ground = proposal.Ground, State = IndicatorState.Proposed, Report = proposal.Report, File = proposal.File, Source = proposal.Source, KeyId = key.Id,
                Proposer = by.Person, ChangedAt = Now().ToUnixTimeMilliseconds(), Revision = revision,
            };
            context.Add(indicator);
            await context.SaveChangesAsync(cancel);
            foreach (var hash in proposal.Hashes)
            {
                context.Add(new IndicatorHashRow
                {
                    Indicator = indicator.Id, List = proposal.List, Kind = hash.Kind, Value = ReadFingerprint.Value(hash.Kind, hash.Value)!, Quality = hash.Kind is HashKind.Pdq ? hash.Quality : null,
                    NearMedian = hash.Kind is HashKind.Pdq ? hash.NearMedian : null, Decoder = Shortened(hash.Decoder), Resize = Shortened(hash.Resize),
                });
            }
            AddStep(context, key, indicator.Id, IndicatorStep.Propose, by, null, proposal.Words);
            Record(context, IndicatorsActs.Proposed, $"indicator/{indicator.Id}");
            return new Proposed(indicator.Id, true);
        }, cancel);
        return result;
    }

    /// <summary>The next number of the feed of changes. It is taken first in a transaction: who takes it waits for whoever has taken the one before, and then sees what that one did.</summary>
    private static async Task<long> NextRevisionAsync(MaterialContext context, CancellationToken cancel)
    {
        if (await context.Set<FeedRow>().Where(row => row.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, row => row.Revision + 1), cancel) == 0)
        {
            await context.Database.ExecuteSqlRawAsync("INSERT INTO indicator_feed (id, revision) VALUES (1, 0) ON CONFLICT DO NOTHING", cancel);
            await context.Set<FeedRow>().Where(row => row.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, row => row.Revision + 1), cancel);
        }
        return await context.Set<FeedRow>().AsNoTracking().Where(row => row.Id == 1).Select(row => row.Revision).SingleAsync(cancel);
    }

    private void AddStep(MaterialContext context, DataKey? key, long indicator, IndicatorStep step, IndicatorActor by, string? reason, string? words)
    {
        var place = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var content = JsonSerializer.SerializeToUtf8Bytes(new StepWords(by.Name, by.Body, string.IsNullOrWhiteSpace(words) ? null : words.Trim()));
        context.Add(new IndicatorStepRow { Indicator = indicator, Step = step, At = Now().ToUnixTimeMilliseconds(), Person = by.Person, Reason = reason, Place = place, Words = key?.SealField(place, StepColumn, content) ?? [] });
    }

    private static string? Shortened(string? maker) => maker is null ? null : new string([.. maker.Where(letter => !char.IsControl(letter)).Take(120)]) is { Length: > 0 } text ? text : null;
}
