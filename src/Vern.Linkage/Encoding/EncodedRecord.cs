namespace Vern.Linkage.Encoding;

/// <summary>
/// One row of one source as a linkage unit sees it: a keyed encoding, keyed block keys and the attributes agreed for comparison.
/// Nothing in it can be read back to an identity without the secret, which the linkage unit never holds (design, rule 1).
/// </summary>
/// <param name="Clk">The Bloom-filter encoding (whole bytes, bit 0 is the most significant bit of byte 0); null when the sender gave no identity.</param>
/// <param name="Blocks">Keyed block keys, one per pass of <see cref="BlockKeys.Passes"/>, 0 where the pass has no value; empty when the sender gave none.</param>
/// <param name="Attributes">Agreed attributes by position, the same positions in all sources; null is "unknown", never "different".</param>
public sealed record EncodedRecord(byte[]? Clk, IReadOnlyList<ulong> Blocks, IReadOnlyList<string?> Attributes);

/// <summary>One body's rows. Two rows of one source are rarely one person.</summary>
/// <param name="Name">The source's name, shown to the person who decides doubtful pairs.</param>
/// <param name="Records">The rows, in the sender's order.</param>
public sealed record EncodedSource(string Name, IReadOnlyList<EncodedRecord> Records);
