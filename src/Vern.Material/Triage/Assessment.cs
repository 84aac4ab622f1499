using Vern.Material.Intake;

namespace Vern.Material.Triage;

/// <summary>Whether what a report shows has been seen before.</summary>
public enum Novelty
{
    /// <summary>No file, or none that is on a list.</summary>
    New,
    /// <summary>At least one file is near a known one, none is new.</summary>
    NearKnown,
    /// <summary>Every file is known.</summary>
    Known,
}

/// <summary>Where the reading of a report is.</summary>
public enum ReadingState
{
    /// <summary>In the queue.</summary>
    Waiting,
    /// <summary>The sender was asked something.</summary>
    Asked,
    /// <summary>Somebody would set it aside; a second reader decides.</summary>
    SecondReading,
    /// <summary>Two persons have set it aside.</summary>
    SetAside,
    /// <summary>It is relevant and has gone to an authority.</summary>
    Routed,
    /// <summary>It says what another one says: read with that one.</summary>
    Folded,
}

/// <summary>Why a report would be set aside. Nothing else is a reason.</summary>
public static class SetAsideReasons
{
    /// <summary>Manifestly unfounded: it goes back to its sender with the reasons.</summary>
    public const string Unfounded = "manifestly-unfounded";
    /// <summary>All of them, in the form's order: unfounded, no offence by what it says, no depiction of a child or of abuse, nothing to go on even after asking, taken back by its sender and nothing speaks for danger, handled already.</summary>
    public static IReadOnlyList<string> All { get; } = [Unfounded, "no-offence", "no-child", "nothing-to-go-on", "retracted", "handled-already"];
}

/// <summary>A line of the queue: nothing of what the report says.</summary>
/// <param name="Report">Its number.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Channel">How it came.</param>
/// <param name="Sender">Who sent it; null: the public.</param>
/// <param name="State">Where its reading is.</param>
/// <param name="Retracted">Whether its sender has taken it back.</param>
/// <param name="IsTest">Whether it is for trying only.</param>
/// <param name="Urgency">0 to 100.</param>
/// <param name="Completeness">0 to 100.</param>
/// <param name="Imminent">Whether a child is in danger now (H-004).</param>
/// <param name="Novelty">Known, near a known one, or new.</param>
/// <param name="Reasons">The rules that made its urgency, heaviest first.</param>
/// <param name="Folded">How many others are read with it.</param>
/// <param name="At">When it was whole.</param>
/// <param name="Deadline">When evidence goes; null: not known.</param>
/// <param name="Reader">Who reads it now, by name; null: nobody.</param>
/// <param name="ReaderAccount">Her account.</param>
public sealed record QueuedReport(long Report, ReportKind Kind, Channel Channel, string? Sender, ReadingState State, bool Retracted, bool IsTest, int Urgency, int Completeness, bool Imminent, Novelty Novelty, IReadOnlyList<ScoredRule> Reasons, int Folded, DateTimeOffset At, DateOnly? Deadline, string? Reader, int? ReaderAccount)
{
    /// <summary>Classes that are kept apart (I-010): <c>self-produced</c>, <c>fictitious</c>, <c>altered</c>, <c>generated</c>.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];
}

/// <summary>Something that a report says and no other of its bundle does.</summary>
/// <param name="What">A code: <c>account</c>, <c>contact</c>, <c>connection</c>, <c>child</c>, <c>place</c>, <c>file</c>, <c>words</c>, <c>country</c>, <c>sign</c>, <c>haste</c>.</param>
/// <param name="Value">What it says.</param>
public sealed record NewFact(string What, string Value);
