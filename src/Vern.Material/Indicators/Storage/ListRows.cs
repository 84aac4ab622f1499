namespace Vern.Material.Indicators.Storage;

/// <summary>A published edition of a list.</summary>
internal sealed class EditionRow
{
    public required string List { get; set; }
    public int Number { get; set; }
    /// <summary>The signed note (<see cref="Lists.ListEdition"/>).</summary>
    public required string Note { get; set; }
    /// <summary>SHA-256 of the note's text: what the ledger has.</summary>
    public required string Digest { get; set; }
    public long Size { get; set; }
    public long Added { get; set; }
    public long Removed { get; set; }
    public long At { get; set; }
    public int FirstPerson { get; set; }
    public int SecondPerson { get; set; }
}

/// <summary>A line of a list, from the edition that added it to the one that removed it.</summary>
internal sealed class EditionEntryRow
{
    public required string List { get; set; }
    public HashKind Kind { get; set; }
    public required string Value { get; set; }
    public int AddedIn { get; set; }
    public int? RemovedIn { get; set; }
    public required string Class { get; set; }
    public long Indicator { get; set; }
}

/// <summary>An edition at a recipient.</summary>
internal sealed class DeliveryRow
{
    public required string List { get; set; }
    public int Edition { get; set; }
    public required string Recipient { get; set; }
    public long TakenAt { get; set; }
    public long? AcknowledgedAt { get; set; }
    /// <summary>How often it was reminded.</summary>
    public int Reminded { get; set; }
}
