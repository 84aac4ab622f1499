using Vern.Ledger.Proofs;

namespace Vern.Material.Indicators.Lists;

/// <summary>What the next edition of a list would be.</summary>
/// <param name="List">The list.</param>
/// <param name="Number">The next number.</param>
/// <param name="Content">What two persons confirm (<see cref="ListEdition.Content"/>).</param>
/// <param name="Size">Lines it would have.</param>
/// <param name="Added">Lines that come.</param>
/// <param name="Removed">Lines that go.</param>
public sealed record ListDraft(string List, int Number, string Content, long Size, IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
{
    internal ListEdition Edition { get; init; } = null!;
    /// <summary>Whether it would differ from the newest.</summary>
    public bool IsNew => Added.Count + Removed.Count > 0;
}

/// <summary>A published edition.</summary>
/// <param name="List">The list.</param>
/// <param name="Number">Its number.</param>
/// <param name="Note">The signed note.</param>
/// <param name="Digest">SHA-256 of the note's text, which is in the ledger.</param>
/// <param name="Size">Lines.</param>
/// <param name="Added">Lines added.</param>
/// <param name="Removed">Lines removed.</param>
/// <param name="At">When.</param>
public sealed record PublishedEdition(string List, int Number, string Note, string Digest, long Size, long Added, long Removed, DateTimeOffset At)
{
    /// <summary>The root of all lines.</summary>
    public TreeHash Root => ListEdition.Parse(Note[..(Note.LastIndexOf("\n\n", StringComparison.Ordinal) + 1)]).Root;
}

/// <summary>Who holds what of a list.</summary>
/// <param name="Recipient">The recipient's account.</param>
/// <param name="List">The list.</param>
/// <param name="Taken">The newest edition that it took.</param>
/// <param name="TakenAt">When.</param>
/// <param name="Holds">The newest edition that it acknowledged; 0: none.</param>
/// <param name="OpenWithdrawals">Lines that it has or may have, were removed, and it has not acknowledged.</param>
/// <param name="OpenSince">When the oldest of them was removed.</param>
/// <param name="Reminded">How often it was reminded of them.</param>
public sealed record ListRecipient(string Recipient, string List, int Taken, DateTimeOffset TakenAt, int Holds, long OpenWithdrawals, DateTimeOffset? OpenSince, int Reminded)
{
    /// <summary>From so long on somebody calls.</summary>
    public static TimeSpan Overdue { get; } = TimeSpan.FromDays(7);

    /// <summary>Whether somebody is to call.</summary>
    public bool IsOverdue(DateTimeOffset now) => OpenSince is { } since && now - since >= Overdue;
}

/// <summary>What became of an acknowledgement.</summary>
public enum Acknowledgement
{
    /// <summary>It stands.</summary>
    Done,
    /// <summary>There is no such edition, or this recipient never took it.</summary>
    Gone,
    /// <summary>The recipient holds another edition with this number than was published: an alarm.</summary>
    Differs,
}
