using Vern.Material.Intake.Storage;

namespace Vern.Material.Indicators.Matching;

/// <summary>The fingerprints of a file that is asked about. What is no fingerprint of its kind is left out of the answer, not guessed at.</summary>
/// <param name="Id">By which the answer names it.</param>
/// <param name="Md5">32 hexadecimal digits.</param>
/// <param name="Sha1">40.</param>
/// <param name="Sha256">64.</param>
/// <param name="Pdq">64.</param>
/// <param name="Quality">Of PDQ, 0 to 100; below 50 the hash is not looked for. Null: taken as good.</param>
public sealed record FileDigests(string Id, string? Md5 = null, string? Sha1 = null, string? Sha256 = null, string? Pdq = null, int? Quality = null)
{
    /// <summary>A file of a report.</summary>
    internal static FileDigests Of(ReportFileRow row) => new(row.Id, row.Md5, row.Sha1, row.Sha256, row.Pdq, row.Quality);
}

/// <summary>How near to known material a file is.</summary>
public enum Nearness
{
    /// <summary>No match that counts.</summary>
    None,
    /// <summary>A perceptual hash within 31 bits.</summary>
    Near,
    /// <summary>A digest is the same.</summary>
    Exact,
}

/// <summary>A match of one fingerprint. It is a reason to look and never to act.</summary>
/// <param name="Indicator">The entry.</param>
/// <param name="Kind">Which fingerprint.</param>
/// <param name="Value">The entry's fingerprint.</param>
/// <param name="Distance">0 for digests; of PDQ 0 to 31.</param>
/// <param name="List">The entry's list.</param>
/// <param name="Class">Its class.</param>
public sealed record KnownMatch(long Indicator, HashKind Kind, string Value, int Distance, string List, string Class)
{
    /// <summary>Whether the file, or one near it, is known to be a false match.</summary>
    public bool IsSuppressed { get; init; }
    /// <summary>Whether the fingerprint matched everywhere and waits for a person.</summary>
    public bool IsQuarantined { get; init; }
    /// <summary>Whether MD5 or SHA-1 are the same and SHA-256 is another: a collision that somebody made.</summary>
    public bool IsContradicted { get; init; }
    /// <summary>Whether it rests on MD5 or SHA-1 alone, for which collisions can be made.</summary>
    public bool IsWeak { get; init; }
    /// <summary>Whether it counts.</summary>
    public bool Counts => !IsSuppressed && !IsQuarantined && !IsContradicted;
    /// <summary>How near.</summary>
    public Nearness Nearness => Kind is HashKind.Pdq ? Nearness.Near : Nearness.Exact;
}

/// <summary>What is known of a file.</summary>
/// <param name="File">Its id, as asked.</param>
/// <param name="Matches">All matches, those that count first, then nearest first.</param>
public sealed record KnownFile(string File, IReadOnlyList<KnownMatch> Matches)
{
    /// <summary>The best match that counts; null: none does.</summary>
    public KnownMatch? Best => Matches.Count > 0 && Matches[0].Counts ? Matches[0] : null;
    /// <summary>How near to known material it is, by what counts.</summary>
    public Nearness Known => Best?.Nearness ?? Nearness.None;
    /// <summary>In how many bits the best match differs; null: none counts.</summary>
    public int? Distance => Best?.Distance;
    /// <summary>The list of the best match.</summary>
    public string? List => Best?.List;
    /// <summary>The class of the best match.</summary>
    public string? Class => Best?.Class;
    /// <summary>The entry of the best match.</summary>
    public long? Indicator => Best?.Indicator;
    /// <summary>Whether it would be known, if it were not a known false match.</summary>
    public bool IsSuppressed => Best is null && Matches.Any(match => match.IsSuppressed);
}
