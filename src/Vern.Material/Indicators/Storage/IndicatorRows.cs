namespace Vern.Material.Indicators.Storage;

/// <summary>An entry of known material.</summary>
internal sealed class IndicatorRow
{
    public long Id { get; set; }
    public required string List { get; set; }
    public required string Class { get; set; }
    public string? Ground { get; set; }
    public IndicatorState State { get; set; }
    public long? Report { get; set; }
    public string? File { get; set; }
    public string? Source { get; set; }
    /// <summary>The key of what is said of it.</summary>
    public required string KeyId { get; set; }
    /// <summary>Persons, by number: they are told apart by it, and named in sealed words.</summary>
    public int? Proposer { get; set; }
    public int? First { get; set; }
    public int? Doubter { get; set; }
    public int? Asker { get; set; }
    /// <summary>In milliseconds since 1970.</summary>
    public long ChangedAt { get; set; }
    /// <summary>The first edition that had it; null: none yet.</summary>
    public int? Published { get; set; }
    /// <summary>Its place in the feed of changes (<see cref="FeedRow"/>).</summary>
    public long Revision { get; set; }
}

/// <summary>A fingerprint of an entry.</summary>
internal sealed class IndicatorHashRow
{
    public long Id { get; set; }
    public long Indicator { get; set; }
    /// <summary>The entry's list: a fingerprint stands in a list once.</summary>
    public required string List { get; set; }
    public HashKind Kind { get; set; }
    public required string Value { get; set; }
    /// <summary>0 while the entry is not withdrawn, then the entry's number: the same fingerprint can be proposed anew.</summary>
    public long Slot { get; set; }
    public int? Quality { get; set; }
    public int? NearMedian { get; set; }
    public string? Decoder { get; set; }
    public string? Resize { get; set; }
    /// <summary>In milliseconds since 1970; null: it counts.</summary>
    public long? QuarantinedAt { get; set; }
    /// <summary>After a person has looked: from how many matches in a window it is set aside again.</summary>
    public int? ReleasedAt { get; set; }
}

/// <summary>A step of an entry.</summary>
internal sealed class IndicatorStepRow
{
    public long Id { get; set; }
    public long Indicator { get; set; }
    public IndicatorStep Step { get; set; }
    /// <summary>In milliseconds since 1970.</summary>
    public long At { get; set; }
    public int? Person { get; set; }
    public string? Reason { get; set; }
    /// <summary>32 random hexadecimal digits: where <see cref="Words"/> were sealed for.</summary>
    public required string Place { get; set; }
    /// <summary><see cref="StepWords"/> as JSON, sealed.</summary>
    public required byte[] Words { get; set; }
}

/// <summary>What is sealed of a step.</summary>
internal sealed record StepWords(string Name, string Body, string? Words);

/// <summary>A known false match: what is within the radius of it is told as suppressed.</summary>
internal sealed class NegativeRow
{
    public long Id { get; set; }
    public HashKind Kind { get; set; }
    public required string Value { get; set; }
    /// <summary>0 to 31; 0 for digests.</summary>
    public int Radius { get; set; }
    public NegativeState State { get; set; }
    public int Proposer { get; set; }
    public required string KeyId { get; set; }
    public required string Place { get; set; }
    /// <summary><see cref="StepWords"/> as JSON, sealed.</summary>
    public required byte[] Words { get; set; }
    public long ChangedAt { get; set; }
    public long Revision { get; set; }
}

/// <summary>Counts changes: whoever changes entries takes the next number first, and so the changes are in order for all processes.</summary>
internal sealed class FeedRow
{
    public int Id { get; set; }
    public long Revision { get; set; }
}

/// <summary>How often a fingerprint matched in an hour, by who asked.</summary>
internal sealed class HitRow
{
    public long Hash { get; set; }
    /// <summary>Hours since 1970.</summary>
    public int Hour { get; set; }
    public required string Asker { get; set; }
    public int Count { get; set; }
}

/// <summary>An earlier file that matches what has become known since.</summary>
internal sealed class RematchRow
{
    public long Id { get; set; }
    public required string File { get; set; }
    public long Report { get; set; }
    public long Indicator { get; set; }
    public HashKind Kind { get; set; }
    /// <summary>0 to 31.</summary>
    public int Distance { get; set; }
    public long At { get; set; }
    public long? SeenAt { get; set; }
}
