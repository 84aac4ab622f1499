namespace Vern.Persons.OwnReport;

/// <summary>Where a sent report is.</summary>
public enum SentReportState
{
    /// <summary>On its way.</summary>
    Waiting,
    /// <summary>The unit took it in.</summary>
    Taken,
    /// <summary>The unit refused it.</summary>
    Refused,
}

/// <summary>A year's report as it was sent.</summary>
/// <param name="Year">The year.</param>
/// <param name="State">Where it is.</param>
/// <param name="Digest">SHA-256 of the package, which the unit's receipt names too.</param>
/// <param name="Persons">How many rows it has.</param>
/// <param name="Encoded">How many of them with an encoded identity.</param>
/// <param name="At">When it was sent.</param>
/// <param name="ByName">By whom.</param>
public sealed record SentReport(int Year, SentReportState State, string Digest, int Persons, int Encoded, DateTimeOffset At, string ByName)
{
    /// <summary>The version that the unit gave it; null: not taken in.</summary>
    public int? Version { get; init; }
    /// <summary>When the unit answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
    /// <summary>Why the unit refused it, in its words.</summary>
    public string? Reason { get; init; }
}
