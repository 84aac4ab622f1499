namespace Vern.Material.Indicators;

/// <summary>Where an entry stands, as far as a step needs to know it.</summary>
/// <param name="State">How far it has come.</param>
/// <param name="Proposer">The person who proposed; null: a program.</param>
/// <param name="First">The person who confirmed first.</param>
/// <param name="Doubter">The person who challenged it.</param>
/// <param name="Asker">The person who wants it withdrawn.</param>
public sealed record IndicatorStanding(IndicatorState State, int? Proposer = null, int? First = null, int? Doubter = null, int? Asker = null);

/// <summary>
/// The way of an entry: which step leads where, and who may take it (rule 4). Pure. Persons are told apart by who they verifiably are, never by account. Invariant: an entry counts only
/// when two persons have confirmed it since it last did not, neither of them who proposed it; what leads away from counting takes one, and takes effect at once.
/// </summary>
public static class IndicatorWay
{
    /// <summary>Whether an entry in this state is known material to others.</summary>
    public static bool Counts(IndicatorState state) => state is IndicatorState.Active or IndicatorState.Challenged;

    /// <summary>Where a step leads.</summary>
    /// <param name="now">Where the entry stands.</param>
    /// <param name="step">The step.</param>
    /// <param name="person">Who takes it; null: a program or a rule.</param>
    /// <returns>Whether it may be taken, and where the entry stands then.</returns>
    public static (StepOutcome Outcome, IndicatorStanding Next) Take(IndicatorStanding now, IndicatorStep step, int? person)
    {
        ArgumentNullException.ThrowIfNull(now);
        (StepOutcome, IndicatorStanding) Refuse(StepOutcome why) => (why, now);
        (StepOutcome, IndicatorStanding) Go(IndicatorStanding next) => (StepOutcome.Done, next);
        switch (step, now.State)
        {
            case (IndicatorStep.Confirm, IndicatorState.Proposed or IndicatorState.ConfirmedOnce):
                if (person is not { } confirms) return Refuse(StepOutcome.NoPerson);
                if (confirms == now.Proposer) return Refuse(StepOutcome.Proposer);
                if (now.State is IndicatorState.Proposed) return Go(now with { State = IndicatorState.ConfirmedOnce, First = confirms });
                return confirms == now.First ? Refuse(StepOutcome.SamePerson) : Go(now with { State = IndicatorState.Active, Doubter = null, Asker = null });
            case (IndicatorStep.Deconfirm, IndicatorState.Proposed or IndicatorState.ConfirmedOnce):
                return person is null ? Refuse(StepOutcome.NoPerson) : Go(now with { State = IndicatorState.Withdrawn });
            case (IndicatorStep.Deconfirm or IndicatorStep.Challenge, IndicatorState.Active):
                return person is null ? Refuse(StepOutcome.NoPerson) : Go(now with { State = IndicatorState.Challenged, Doubter = person });
            case (IndicatorStep.Uphold, IndicatorState.Challenged):
                if (person is not { } upholds) return Refuse(StepOutcome.NoPerson);
                return upholds == now.Proposer ? Refuse(StepOutcome.Proposer) : upholds == now.Doubter ? Refuse(StepOutcome.SamePerson) : Go(now with { State = IndicatorState.Active, Doubter = null });
            case (IndicatorStep.Suspend, IndicatorState.Active or IndicatorState.Challenged):
                return Go(now with { State = IndicatorState.Suspended, First = null, Asker = null });
            case (IndicatorStep.Resume, IndicatorState.Suspended):
                if (person is not { } resumes) return Refuse(StepOutcome.NoPerson);
                return resumes == now.Proposer ? Refuse(StepOutcome.Proposer) : Go(now with { State = IndicatorState.ConfirmedOnce, First = resumes, Asker = null });
            case (IndicatorStep.AskWithdrawal, IndicatorState.Active or IndicatorState.Challenged or IndicatorState.Suspended):
                return now.Asker is not null ? Refuse(StepOutcome.NotNow) : person is null ? Refuse(StepOutcome.NoPerson) : Go(now with { State = IndicatorState.Suspended, First = null, Asker = person });
            case (IndicatorStep.Withdraw, IndicatorState.Suspended) when now.Asker is { } asker:
                return person is null ? Refuse(StepOutcome.NoPerson) : person == asker ? Refuse(StepOutcome.SamePerson) : Go(now with { State = IndicatorState.Withdrawn });
            case (IndicatorStep.Affirm or IndicatorStep.Dispute, not (IndicatorState.Proposed or IndicatorState.ConfirmedOnce)):
                return Go(now); // what a recipient says is heard, and changes nothing by itself
            default:
                return Refuse(StepOutcome.NotNow);
        }
    }
}
