using Microsoft.EntityFrameworkCore;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Storage;
using Vern.Platform.Auditing;

namespace Vern.Material.Intake;

// The steps of an entry, by persons; and what redress does to it.
public sealed partial class MaterialStore
{
    /// <summary>Takes a step of an entry. Of two who step at once the second sees what the first did.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="step">The step; not proposing, quarantine or release.</param>
    /// <param name="by">Who takes it.</param>
    /// <param name="reason">Why, as a code; null: none.</param>
    /// <param name="words">Why, in words; sealed.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<StepOutcome> StepIndicatorAsync(long id, IndicatorStep step, IndicatorActor by, string? reason = null, string? words = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        string? keyId;
        await using (var context = Context()) keyId = await context.Set<IndicatorRow>().Where(row => row.Id == id).Select(row => row.KeyId).FirstOrDefaultAsync(cancel);
        if (keyId is null) return StepOutcome.Gone;
        var key = await KeyAsync(keyId, cancel);
        return await WriteAsync(async context =>
        {
            var revision = await NextRevisionAsync(context, cancel);
            var row = await context.Set<IndicatorRow>().FirstAsync(one => one.Id == id, cancel);
            var (outcome, next) = IndicatorWay.Take(new(row.State, row.Proposer, row.First, row.Doubter, row.Asker), step, by.Person);
            if (outcome is not StepOutcome.Done) return outcome;
            var before = row.State;
            (row.State, row.First, row.Doubter, row.Asker, row.Revision) = (next.State, next.First, next.Doubter, next.Asker, revision);
            // What recipients see of it changes only with whether it counts.
            if (IndicatorWay.Counts(before) != IndicatorWay.Counts(next.State) || step is IndicatorStep.Affirm or IndicatorStep.Dispute) row.ChangedAt = Now().ToUnixTimeMilliseconds();
            if (next.State is IndicatorState.Withdrawn)
            {
                foreach (var hash in await context.Set<IndicatorHashRow>().Where(one => one.Indicator == id).ToListAsync(cancel)) hash.Slot = id;
            }
            AddStep(context, key, id, step, by, reason, words);
            Record(context, ActOf(step, next.State), $"indicator/{id}");
            if (next.State is IndicatorState.Active && step is IndicatorStep.Confirm) context.Add(RematchJob(id, revision));
            return outcome;
        }, cancel);
    }

    /// <summary>For redress: an entry counts no more from this moment, until it is decided. Recipients are told with the next edition, and by the match interface at once.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="reason">Why, as a code.</param>
    /// <param name="by">Who suspends; null: the rule that a complaint suspends.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Done as well when it counted no more before.</returns>
    public async Task<StepOutcome> SuspendIndicatorAsync(long id, string reason, IndicatorActor? by = null, CancellationToken cancel = default)
    {
        var outcome = await StepIndicatorAsync(id, IndicatorStep.Suspend, by ?? IndicatorActor.Rule, reason, cancel: cancel);
        return outcome is StepOutcome.NotNow && await IndicatorAsync(id, cancel) is { State: IndicatorState.Suspended or IndicatorState.Withdrawn } ? StepOutcome.Done : outcome;
    }

    /// <summary>For redress: withdraws an entry by two persons (rule 4). With one, it is suspended at once and waits for the second, whom the page asks; the person who asked first is not the second under any account.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="reason">Why, as a code.</param>
    /// <param name="by">Who decides; null: the entry is suspended and nobody has asked for more.</param>
    /// <param name="second">The other person, where both have decided already.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Done: it is withdrawn, or was. SamePerson: it is suspended and a second person must confirm. NoPerson: it is suspended and nobody has asked for its withdrawal yet.</returns>
    public async Task<StepOutcome> WithdrawIndicatorAsync(long id, string reason, IndicatorActor? by = null, IndicatorActor? second = null, CancellationToken cancel = default)
    {
        if (await IndicatorAsync(id, cancel) is not { } there) return StepOutcome.Gone;
        if (there.State is IndicatorState.Withdrawn) return StepOutcome.Done;
        if (there.State is IndicatorState.Proposed or IndicatorState.ConfirmedOnce) return await StepIndicatorAsync(id, IndicatorStep.Deconfirm, by ?? IndicatorActor.Rule, reason, cancel: cancel);
        if (by?.Person is null)
        {
            await SuspendIndicatorAsync(id, reason, by, cancel);
            return StepOutcome.NoPerson;
        }
        var asked = await StepIndicatorAsync(id, IndicatorStep.AskWithdrawal, by, reason, cancel: cancel);
        if (asked is StepOutcome.NotNow) return await StepIndicatorAsync(id, IndicatorStep.Withdraw, by, reason, cancel: cancel); // somebody has asked: this is the second
        if (asked is not StepOutcome.Done) return asked;
        return second is null ? StepOutcome.SamePerson : await StepIndicatorAsync(id, IndicatorStep.Withdraw, second, reason, cancel: cancel);
    }

    private static AuditAct ActOf(IndicatorStep step, IndicatorState next) => step switch
    {
        IndicatorStep.Confirm => next is IndicatorState.Active ? IndicatorsActs.Activated : IndicatorsActs.Confirmed,
        IndicatorStep.Deconfirm => IndicatorsActs.Deconfirmed,
        IndicatorStep.Challenge => IndicatorsActs.Challenged,
        IndicatorStep.Uphold => IndicatorsActs.Upheld,
        IndicatorStep.Suspend => IndicatorsActs.Suspended,
        IndicatorStep.Resume => IndicatorsActs.Resumed,
        IndicatorStep.AskWithdrawal => IndicatorsActs.WithdrawalAsked,
        IndicatorStep.Withdraw => IndicatorsActs.Withdrawn,
        _ => IndicatorsActs.FeedbackGiven,
    };
}
