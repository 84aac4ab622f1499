namespace Vern.Material.Indicators.Sharing;

/// <summary>An entry as the exchange of hashes tells it. Only what stands in a published edition is told, so that nobody can be slipped an entry by this door; what counts no more is told as deleted at once.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When what is told of it last changed.</param>
/// <param name="Class">Its class; null where it is deleted.</param>
/// <param name="Hashes">Its fingerprints that the exchange knows; none where it is deleted.</param>
public sealed record SharedEntry(long Id, DateTimeOffset At, string? Class, IReadOnlyList<(HashKind Kind, string Value)> Hashes);

/// <summary>A page of the exchange.</summary>
/// <param name="Entries">The entries, in the order of their time.</param>
/// <param name="Start">The place of the first, from 1.</param>
/// <param name="Total">How many there are in the range.</param>
/// <param name="Next">Where the next page goes on: milliseconds and number of the last; null: this is the last.</param>
public sealed record SharedPage(IReadOnlyList<SharedEntry> Entries, int Start, int Total, (long At, long Id)? Next);
