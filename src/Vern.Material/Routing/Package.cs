using Vern.Material.Triage;

namespace Vern.Material.Routing;

/// <summary>Where a package is.</summary>
public enum PackageState
{
    /// <summary>Made, and not received yet.</summary>
    Sent,
    /// <summary>Received: its reader has said so.</summary>
    Received,
    /// <summary>A case is open.</summary>
    Opened,
    /// <summary>Dealt with: a child is safeguarded, somebody was arrested, or there is no crime.</summary>
    Closed,
    /// <summary>Sent back: another authority is competent.</summary>
    SentBack,
}

/// <summary>What became of a report (H-015).</summary>
public enum FeedbackKind
{
    /// <summary>A case was opened.</summary>
    Opened,
    /// <summary>A child was safeguarded.</summary>
    ChildSafeguarded,
    /// <summary>Somebody was arrested.</summary>
    Arrest,
    /// <summary>There is no crime.</summary>
    NoCrime,
    /// <summary>Another authority is competent; the country is named where it is known.</summary>
    NotCompetent,
}

/// <summary>A line of an inbox, or of what was sent: nothing of what the report says.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Report">The report's number.</param>
/// <param name="Authority">The authority's code.</param>
/// <param name="Country">The country that it is for; null: none is known.</param>
/// <param name="State">Where it is.</param>
/// <param name="Imminent">Whether a child is in danger now.</param>
/// <param name="Urgency">0 to 100.</param>
/// <param name="Digest">SHA-256 of its content as JSON.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="ReceivedAt">When it was received; null: not yet.</param>
/// <param name="ReceivedBy">By whom.</param>
/// <param name="Reminders">How often it was reminded of.</param>
/// <param name="Feedback">What became of it, oldest first.</param>
public sealed record PackageHead(string Id, long Report, string Authority, string? Country, PackageState State, bool Imminent, int Urgency, string Digest, DateTimeOffset SentAt, DateTimeOffset? ReceivedAt, string? ReceivedBy, int Reminders, IReadOnlyList<Feedback> Feedback);

/// <summary>What an authority says of a package.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Country">Who is competent instead.</param>
/// <param name="Words">What else it says; null where it is not opened or nothing.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When.</param>
public sealed record Feedback(FeedbackKind Kind, string? Country, string? Words, string By, DateTimeOffset At);

/// <summary>What became of a report, for who sent it.</summary>
/// <param name="State">A code: <c>received</c>, <c>read</c> (being worked on), <c>question</c>, <c>forwarded</c>, <c>unfounded</c> (manifestly: it goes back with reasons), <c>set-aside</c>, <c>retracted</c>, <c>test</c>.</param>
/// <param name="Since">Since when.</param>
/// <param name="Reason">Of one that was set aside, a code of <see cref="SetAsideReasons"/>.</param>
/// <param name="Words">Why it was manifestly unfounded, or what is asked.</param>
/// <param name="Feedback">What authorities said became of it; without words.</param>
/// <param name="ReadWith">The report that it is read with; null: it is read by itself.</param>
public sealed record ReportOutcome(string State, DateTimeOffset Since, string? Reason, string? Words, IReadOnlyList<FeedbackKind> Feedback, long? ReadWith);
