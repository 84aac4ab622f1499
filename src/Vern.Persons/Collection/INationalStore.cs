using Vern.Platform.Localisation;
using Vern.Linkage.Linking;
using Vern.Platform.Auditing;

namespace Vern.Persons.Collection;

/// <summary>
/// The national unit's store: rounds, de-identified submissions, decisions on doubtful pairs, imported aggregates. A boundary, since it is
/// kept in SQLite by default and in PostgreSQL by connection string.
/// </summary>
public interface INationalStore
{
    /// <summary>The years that have a round, latest first.</summary>
    Task<IReadOnlyList<int>> YearsAsync(CancellationToken cancel = default);
    /// <summary>The register of bodies.</summary>
    Task<IReadOnlyList<Body>> BodiesAsync(CancellationToken cancel = default);
    /// <summary>Adds a body or replaces what is known of it (B-040).</summary>
    Task PutBodyAsync(Body body, CancellationToken cancel = default);
    /// <summary>The round of a year, or null.</summary>
    Task<Round?> RoundAsync(int year, CancellationToken cancel = default);
    /// <summary>Opens a round: the bodies asked, when answers are due.</summary>
    Task OpenRoundAsync(int year, DateOnly requestedOn, DateOnly dueOn, IReadOnlyList<BodyId> asked, CancellationToken cancel = default);
    /// <summary>Records a reminder (B-001).</summary>
    Task RemindAsync(int year, BodyId body, DateOnly on, CancellationToken cancel = default);
    /// <summary>Records an answer that is no report: zero, no report, blank, see another body's figures, excluded (B-035).</summary>
    Task AnswerAsync(int year, BodyId body, AnswerKind answer, BodyId? seeOther = null, string? remark = null, CancellationToken cancel = default);
    /// <summary>Takes a submission in, whole or not at all; a later one replaces the former, whose encodings go (history stays).</summary>
    /// <exception cref="SubmissionRefusedException">The round is closed, the key or schema differs from the round's, the same file came already.</exception>
    Task<Submission> ReceiveAsync(Submission submission, CancellationToken cancel = default);
    /// <summary>The submissions in force of a year (neither superseded nor sent back), by sender.</summary>
    Task<IReadOnlyList<Submission>> SubmissionsAsync(int year, CancellationToken cancel = default);
    /// <summary>All versions of a body's submission, latest first; earlier ones without encodings.</summary>
    Task<IReadOnlyList<Submission>> HistoryAsync(int year, BodyId sender, CancellationToken cancel = default);
    /// <summary>Accepts, sends back with a question, or excludes with a reason.</summary>
    Task SetStateAsync(int year, BodyId sender, SubmissionState state, string? reason = null, CancellationToken cancel = default);
    /// <summary>The decisions in force on doubtful pairs of a year, by sender and row.</summary>
    Task<IReadOnlyList<RowDecision>> DecisionsAsync(int year, CancellationToken cancel = default);
    /// <summary>Records a decision; a later one on the same pair replaces it, and "cannot tell" takes it back.</summary>
    Task DecideAsync(int year, RowDecision decision, CancellationToken cancel = default);
    /// <summary>Keeps the linkage of a round (clusters and pairs, as JSON), so that pages need not link again.</summary>
    Task PutLinkageAsync(int year, string fingerprint, string json, CancellationToken cancel = default);
    /// <summary>The kept linkage with this fingerprint of its inputs, or null.</summary>
    Task<string?> LinkageAsync(int year, string fingerprint, CancellationToken cancel = default);
    /// <summary>Closes the round: every encoding and block key is destroyed, with a record of it (B-049, C-024).</summary>
    Task<DestructionRecord> CloseRoundAsync(int year, string closedBy, CancellationToken cancel = default);
    /// <summary>The record of the destruction, or null while the round is open.</summary>
    Task<DestructionRecord?> DestructionAsync(int year, CancellationToken cancel = default);
    /// <summary>The record of the erasure of a round's row-level content, or null while it is there.</summary>
    Task<ErasureRecord?> RoundErasureAsync(int year, CancellationToken cancel = default) => Task.FromResult<ErasureRecord?>(null);
    /// <summary>Imports a small table (police reports, permits, earlier years, …) as one document under a name; replaces the former of that name and year.</summary>
    Task PutImportAsync(int year, string name, string csv, string source, CancellationToken cancel = default);
    /// <summary>All imported tables: CSV text and where it came from. The same object as long as nothing that a report is made of has changed.</summary>
    Task<IReadOnlyDictionary<(int Year, string Name), (string Csv, string Source)>> ImportsAsync(CancellationToken cancel = default);
    /// <summary>The unit's own texts for a year's report, as Markdown, by place and language code; of each the latest of this or an earlier year.</summary>
    Task<IReadOnlyDictionary<(string Place, string Language), (string Markdown, int FromYear)>> TextsAsync(int year, CancellationToken cancel = default);
    /// <summary>Sets the unit's own text.</summary>
    /// <param name="year">The year that it is for.</param>
    /// <param name="place">The place in the report.</param>
    /// <param name="language">Its language.</param>
    /// <param name="markdown">The text.</param>
    /// <param name="over">The SHA-256 (lowercase hexadecimal) of this year's text that it was written over, empty where there was none; null: over whatever is there.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether it was kept: not where another text was kept meanwhile.</returns>
    Task<bool> PutTextAsync(int year, string place, string language, string markdown, string? over = null, CancellationToken cancel = default);
    /// <summary>Editions of the report: drafts' signatures and frozen, published editions (D-031).</summary>
    Task<IReadOnlyList<Edition>> EditionsAsync(int year, CancellationToken cancel = default);
    /// <summary>Adds or replaces an edition by its number; a published one can't be changed, only followed by an erratum.</summary>
    Task PutEditionAsync(Edition edition, CancellationToken cancel = default);
    /// <summary>Records an act that changes nothing in the store (something was read or written to a file). It is kept when this returns: what it tells of is handed out afterwards.</summary>
    /// <param name="act">The kind of act.</param>
    /// <param name="resource">What it was done to, as a path of nouns; public.</param>
    /// <param name="digest">SHA-256 of what was handed out, lower-case hex; public.</param>
    /// <param name="detail">What else belongs to it; sealed.</param>
    /// <param name="cancel">Stops before anything is recorded.</param>
    Task RecordAsync(AuditAct act, string resource, string? digest = null, string? detail = null, CancellationToken cancel = default);
}

/// <summary>A row by its sender and number.</summary>
public readonly record struct ReportedRow(BodyId Sender, int Row);

/// <summary>A person's decision on a doubtful pair.</summary>
public sealed record RowDecision(ReportedRow A, ReportedRow B, PairVerdict Verdict, string DecidedBy, DateTimeOffset DecidedAt, string? Reason = null);

/// <summary>What was destroyed when a round closed.</summary>
public sealed record DestructionRecord(int Year, DateTimeOffset At, string ClosedBy, int Encodings, int BlockKeys);

/// <summary>An edition of a year's report.</summary>
/// <param name="Year">The year.</param>
/// <param name="Number">1 for the first published edition.</param>
/// <param name="Erratum">What an edition after the first corrects; null for the first.</param>
/// <param name="Digest">SHA-256 of the frozen report.json, lower-case hex.</param>
/// <param name="Content">The frozen report.json.</param>
/// <param name="Signatures">Who signed, when; two different people publish it.</param>
/// <param name="PublishedAt">When the second signed; null before.</param>
public sealed record Edition(int Year, int Number, string? Erratum, string Digest, string Content, IReadOnlyList<Signature> Signatures, DateTimeOffset? PublishedAt);

/// <summary>A signature under a report.</summary>
public sealed record Signature(string By, DateTimeOffset At);

/// <summary>A submission that cannot be taken in; the message says what, where and what to do.</summary>
public sealed class SubmissionRefusedException(Sentence sentence) : SentenceException(sentence)
{
    internal SubmissionRefusedException(string key, params object?[] arguments) : this(new Sentence(FormTexts.Source, key, arguments)) { }
}

/// <summary>One of what <see cref="INationalStore"/> reads together.</summary>
public static class OneOfNationalStore
{
    /// <summary>An imported table's CSV text and where it came from, or null.</summary>
    public static async Task<(string Csv, string Source)?> ImportAsync(this INationalStore store, int year, string name, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (await store.ImportsAsync(cancel)).TryGetValue((year, name), out var import) ? import : null;
    }

    /// <summary>The unit's own text for a place in the report, in a language; the latest of this or an earlier year, or null.</summary>
    public static async Task<(string Markdown, int FromYear)?> TextAsync(this INationalStore store, int year, string place, string language, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (await store.TextsAsync(year, cancel)).TryGetValue((place, language), out var text) ? text : null;
    }
}
