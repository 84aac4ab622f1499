namespace Vern.Persons.Rights;

/// <summary>Where a deadline stands.</summary>
public enum DeadlineState
{
    /// <summary>The day it counts from, or its length, is not known.</summary>
    Unknown,
    /// <summary>Ahead, and nothing to warn of yet.</summary>
    Coming,
    /// <summary>A warning day has come, or it is today.</summary>
    Warn,
    /// <summary>Its last day has passed.</summary>
    Overdue,
    /// <summary>Nothing more is to be done.</summary>
    Met,
}

/// <summary>A day on which to warn.</summary>
/// <param name="On">The day.</param>
/// <param name="DaysBefore">Days left then.</param>
public sealed record Warning(DateOnly On, int DaysBefore);

/// <summary>A deadline that follows from a rule. Never ends before it begins; warnings lie in the order of days, none after the last day.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Period">Its period.</param>
/// <param name="Instance">Which of several things of a kind, from 1.</param>
/// <param name="From">The day it counts from, or null.</param>
/// <param name="On">The last day, counted in; null where it can't be computed.</param>
/// <param name="Latest">The latest last day the rule allows, where the stated one could be later; else the same as <paramref name="On"/>.</param>
/// <param name="Warnings">Days to warn.</param>
/// <param name="State">Where it stands today.</param>
/// <param name="Count">Days used, present or gone by, where the rule counts them.</param>
/// <param name="Moved">Whether the last day moved to the next working day.</param>
public sealed record Deadline(Rule Rule, RulePeriod Period, int Instance, DateOnly? From, DateOnly? On, DateOnly? Latest, IReadOnlyList<Warning> Warnings, DeadlineState State, int? Count, bool Moved)
{
    /// <summary>Whether it is not known that its rule holds for her: a day to find out by, not one that is missed.</summary>
    public bool Doubtful { get; init; }
    /// <summary>Whether it warns or has passed, and surely holds for her: not a rule that is still to come, a day to find out by, or a day of a track.</summary>
    public bool MustNotWait => State is DeadlineState.Warn or DeadlineState.Overdue && Surely;
    /// <summary>Whether it surely holds for her.</summary>
    public bool Surely => !Rule.Pending && !Doubtful && Rule.Kind != RuleKind.Track;
    /// <summary>Key of what ends then: <c>period.R-11.end</c>.</summary>
    public string What => $"period.{Rule.Name}.{Period.Id}";
    /// <summary>The same deadline at every computation: calendars keep it under this name.</summary>
    public string Name => $"{Rule.Name}.{Period.Id}.{Instance}";
    /// <summary>Whether the rule is implied, from outside the source, or without a first day, and no lawyer has confirmed it.</summary>
    public bool Unconfirmed => Rule.Unconfirmed || Rule.Pending;
    /// <summary>Days left; negative when past.</summary>
    public int? DaysLeft(DateOnly today) => On is { } on ? CountDays.Between(today, on) : null;
    /// <summary>Days past the last day, 0 before.</summary>
    public int DaysOver(DateOnly today) => Math.Max(0, -(DaysLeft(today) ?? 0));
    /// <summary>Whether the stated last day lies after what the rule allows.</summary>
    public bool TooLong => On > Latest;
}
