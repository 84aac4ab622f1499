namespace Vern.Material.Intake;

/// <summary>On whose behalf a report comes, as far as receiving it needs to know.</summary>
/// <param name="Provider">The provider's or hotline's number; null: the public.</param>
/// <param name="IsTest">Whether it is for trying only.</param>
/// <param name="PreserveDays">For how many days who sends it is to preserve what it holds (H-021); 0: nobody is asked to.</param>
/// <param name="KeepsDays">For how many days it keeps connection data (H-022); null: not known.</param>
public sealed record Sender(int? Provider, bool IsTest, int PreserveDays, int? KeepsDays)
{
    /// <summary>Somebody without account: nothing is known and nothing is asked for.</summary>
    public static Sender Public { get; } = new(null, false, 0, null);
}

/// <summary>A report as it is sent.</summary>
public sealed record NewReport
{
    /// <summary>Who sends it.</summary>
    public required Sender Sender { get; init; }
    /// <summary>How it came.</summary>
    public required Channel Channel { get; init; }
    /// <summary>What it says.</summary>
    public required ReportFacts Facts { get; init; }
    /// <summary>Its files, as far as they are known already.</summary>
    public IReadOnlyList<NewFile> Files { get; init; } = [];
    /// <summary>What was sent, for telling an identical retry by the same sender: it is answered with the report that is there. Null: it is told by what it says (<see cref="IsFolded"/>).</summary>
    public ReadOnlyMemory<byte>? Sent { get; init; }
    /// <summary>Whether an identical retry is told at all.</summary>
    public bool IsFolded { get; init; }
    /// <summary>The number by which the public asks what became of it; null: there is none.</summary>
    public string? Number { get; init; }
    /// <summary>Whether it is whole; otherwise it is open, and <see cref="MaterialStore.FinishAsync"/> ends it.</summary>
    public bool IsWhole { get; init; } = true;
}

/// <summary>A file of a report as it is sent: what was counted out of its bytes here, or what the sender says of it, or both.</summary>
/// <param name="Counted">What was counted out of its bytes; null: they were not sent.</param>
/// <param name="Facts">What is said of it; null: nothing.</param>
public sealed record NewFile(FileFingerprints? Counted, FileFacts? Facts);

/// <summary>Fingerprints of a file, each in small hexadecimal digits.</summary>
public sealed record FileFingerprints
{
    /// <summary>32 digits.</summary>
    public string? Md5 { get; init; }
    /// <summary>40 digits.</summary>
    public string? Sha1 { get; init; }
    /// <summary>64 digits.</summary>
    public string? Sha256 { get; init; }
    /// <summary>64 digits; null where it is no picture that could be read.</summary>
    public string? Pdq { get; init; }
    /// <summary>Of <see cref="Pdq"/>, 0 to 100.</summary>
    public int? Quality { get; init; }
    /// <summary>In bytes.</summary>
    public long? Length { get; init; }
}

/// <summary>What who sent a report is told: it is kept.</summary>
/// <param name="Id">The report's number.</param>
/// <param name="Again">Whether it was there already: an identical retry.</param>
/// <param name="At">When it came.</param>
/// <param name="PreserveUntil">Until when, that day included, the sender is to preserve what it holds; null: it is not asked to.</param>
/// <param name="ConnectionsUntil">The last day on which, by the sender's own rule, its connection data are there; null: not known (H-022).</param>
/// <param name="Files">The numbers of its files, in order.</param>
public sealed record ReceivedReport(long Id, bool Again, DateTimeOffset At, DateOnly? PreserveUntil, DateOnly? ConnectionsUntil, IReadOnlyList<string> Files)
{
    /// <summary>Whether connection data would be gone before the time to preserve is over, unless the sender secures them now.</summary>
    public bool ConnectionsEndEarly => ConnectionsUntil < PreserveUntil;
}

/// <summary>What became of a step on a report.</summary>
public enum StepResult
{
    /// <summary>It is done.</summary>
    Done,
    /// <summary>There is no such report of this sender, or it was never finished and is gone.</summary>
    NoSuchReport,
    /// <summary>There is no such file in the report.</summary>
    NoSuchFile,
    /// <summary>It is whole already.</summary>
    AlreadyFinished,
    /// <summary>It was taken back.</summary>
    AlreadyRetracted,
    /// <summary>It holds as many files as a report may (<see cref="MaterialStore.MostFiles"/>).</summary>
    TooManyFiles,
}

/// <summary>What became of a step, and what the sender is told of the report then.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Report">The report; null where there is none.</param>
/// <param name="File">The file that the step was about; null: none.</param>
public sealed record StepAnswer(StepResult Result, ReceivedReport? Report = null, string? File = null);

/// <summary>More waits to be written than is let wait: the sender is to come again in a moment. Nothing of it was kept.</summary>
public sealed class IntakeFullException() : Exception("More reports wait to be written than are let wait; come again in a second.");

/// <summary>A report as it is kept.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Arrival">Its place among the whole ones; null while it is not whole.</param>
/// <param name="Provider">Who sent it; null: the public.</param>
/// <param name="Channel">How it came.</param>
/// <param name="State">How far it has come in.</param>
/// <param name="IsTest">Whether it is for trying only.</param>
/// <param name="KeyId">The key that its facts, and what other parts keep about it, are sealed with.</param>
/// <param name="Facts">What it says; null once it is erased.</param>
/// <param name="Files">Its files.</param>
/// <param name="OpenedAt">When it was begun.</param>
/// <param name="FinishedAt">When it was whole.</param>
/// <param name="PreserveUntil">Until when the sender is to preserve what it holds.</param>
/// <param name="ConnectionsUntil">The last day on which, by the sender's own rule, its connection data are there.</param>
/// <param name="Outcome">What became of it, as a code; null: nothing yet.</param>
public sealed record KeptReport(long Id, long? Arrival, int? Provider, Channel Channel, IntakeState State, bool IsTest, string KeyId, ReportFacts? Facts, IReadOnlyList<KeptFile> Files, DateTimeOffset OpenedAt, DateTimeOffset? FinishedAt, DateOnly? PreserveUntil, DateOnly? ConnectionsUntil, string? Outcome);

/// <summary>A file of a report as it is kept.</summary>
/// <param name="Id">Its number, 32 hexadecimal digits.</param>
/// <param name="Counted">Its fingerprints: counted here where its bytes were sent, else as the sender gave them.</param>
/// <param name="Facts">What is said of it.</param>
public sealed record KeptFile(string Id, FileFingerprints Counted, FileFacts Facts);
