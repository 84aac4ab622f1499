namespace Vern.Persons.Rights;

/// <summary>Where a right stands with a person (E-005).</summary>
public enum RightState
{
    /// <summary>The rule's conditions don't hold, or are not known.</summary>
    NotDue,
    /// <summary>The conditions hold; nobody has told the person yet.</summary>
    Due,
    /// <summary>The person has been told.</summary>
    Informed,
    /// <summary>It has been offered.</summary>
    Offered,
    /// <summary>The person said yes.</summary>
    Accepted,
    /// <summary>An adult said no, with a reason (E-018). May be offered again at any time.</summary>
    Declined,
    /// <summary>A child keeps away from it; a child can't decline .</summary>
    Evaded,
    /// <summary>The person can't be found (E-078).</summary>
    Disappeared,
    /// <summary>Provided.</summary>
    Provided,
    /// <summary>The time for it is over.</summary>
    Lapsed,
}

/// <summary>The main reasons for declining (E-018), after Brunovskis and Surtees.</summary>
public enum DecliningReason
{
    /// <summary>Personal circumstances.</summary>
    PersonalCircumstances,
    /// <summary>How the help is designed.</summary>
    DesignOfHelp,
    /// <summary>Earlier experience, or the social context.</summary>
    ExperienceAndContext,
    /// <summary>Did not want to say: no reason may be demanded.</summary>
    NotSaid,
}

/// <summary>One step of a right.</summary>
/// <param name="To">The state reached.</param>
/// <param name="On">The day.</param>
/// <param name="By">The account that recorded it.</param>
/// <param name="Reason">Why declined, for that state only.</param>
public sealed record RightStep(RightState To, DateOnly On, string By, DecliningReason? Reason = null);

/// <summary>Why a step is refused.</summary>
public enum StepFault
{
    /// <summary>No such step from here.</summary>
    NotFromHere,
    /// <summary>The rule's conditions don't hold.</summary>
    NotDue,
    /// <summary>A child can't decline: evaded or disappeared.</summary>
    ChildCannotDecline,
    /// <summary>An adult doesn't evade: declined, with a reason.</summary>
    AdultDeclines,
    /// <summary>Help for an adult needs a yes first .</summary>
    AdultMustAccept,
    /// <summary>A refusal needs one of the reasons, another step none.</summary>
    ReasonMissing,
    /// <summary>The day lies before the last step or after today.</summary>
    Day,
}

/// <summary>Which steps are allowed: a pure decision.</summary>
public static class MoveRight
{
    /// <summary>The states that can follow a state by somebody's hand. To and from <see cref="RightState.NotDue"/> only the rules lead.</summary>
    public static IReadOnlyList<RightState> After(RightState from) => from switch
    {
        RightState.Due => [RightState.Informed, RightState.Offered, RightState.Accepted, RightState.Declined, RightState.Evaded, RightState.Disappeared, RightState.Provided, RightState.Lapsed],
        RightState.Informed => [RightState.Offered, RightState.Accepted, RightState.Declined, RightState.Evaded, RightState.Disappeared, RightState.Provided, RightState.Lapsed],
        RightState.Offered => [RightState.Informed, RightState.Accepted, RightState.Declined, RightState.Evaded, RightState.Disappeared, RightState.Provided, RightState.Lapsed],
        RightState.Accepted => [RightState.Provided, RightState.Declined, RightState.Evaded, RightState.Disappeared, RightState.Lapsed],
        RightState.Declined => [RightState.Informed, RightState.Offered, RightState.Accepted, RightState.Disappeared, RightState.Lapsed],
        RightState.Evaded or RightState.Disappeared => [RightState.Informed, RightState.Offered, RightState.Accepted, RightState.Provided, RightState.Lapsed],
        RightState.Provided => [RightState.Offered, RightState.Declined, RightState.Evaded, RightState.Disappeared, RightState.Lapsed],
        RightState.Lapsed => [RightState.Informed, RightState.Offered],
        _ => [],
    };

    /// <summary>Whether a step may be recorded; null when it may.</summary>
    /// <param name="now">Where the right stands, by <see cref="Standing"/>.</param>
    /// <param name="step">The step.</param>
    /// <param name="child">Whether the person is treated as a child; not known counts as an adult for declining, as a child for evading.</param>
    /// <param name="last">The day of the last step, or null.</param>
    /// <param name="today">Today.</param>
    public static StepFault? Fault(RightState now, RightStep step, Truth child, DateOnly? last, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (now == RightState.NotDue) return StepFault.NotDue;
        if (!After(now).Contains(step.To)) return StepFault.NotFromHere;
        if (child == Truth.Yes && step.To == RightState.Declined) return StepFault.ChildCannotDecline;
        if (child == Truth.No && step.To == RightState.Evaded) return StepFault.AdultDeclines;
        if (child != Truth.Yes && step.To == RightState.Provided && now != RightState.Accepted) return StepFault.AdultMustAccept;
        if ((step.To == RightState.Declined) != (step.Reason is not null)) return StepFault.ReasonMissing;
        return step.On > today || step.On < last ? StepFault.Day : null;
    }

    /// <summary>Where a right stands: its last step, unless the rule speaks otherwise. A right whose conditions stop holding after it was provided lapses; one that never went beyond information is not due.</summary>
    /// <param name="rule">The condition's answer today.</param>
    /// <param name="last">The last step, or null.</param>
    public static RightState Standing(Truth rule, RightStep? last) => (rule, last?.To) switch
    {
        (Truth.Yes, null) => RightState.Due,
        (Truth.Yes, { } state) => state,
        (Truth.No, RightState.Accepted or RightState.Provided or RightState.Lapsed) => RightState.Lapsed,
        (Truth.No, _) => RightState.NotDue,
        (_, null) => RightState.NotDue,
        // What is no longer known takes nothing away that was begun.
        (_, { } state) => state,
    };
}
