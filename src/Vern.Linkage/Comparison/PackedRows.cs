using System.Buffers.Binary;
using System.Numerics;
using Vern.Linkage.Encoding;
using Vern.Linkage.Linking;

namespace Vern.Linkage.Comparison;

/// <summary>
/// The rows of all sources in columns, in the order of sources and rows: what comparing reads, without an object per row.
/// Row i of the whole is row <c>i - Start[SourceOf[i]]</c> of its source.
/// </summary>
public sealed class PackedRows
{
    /// <summary>64-bit words per encoding, a multiple of 4; the end is filled with zeros.</summary>
    public int Words { get; }
    /// <summary>Encodings, <see cref="Words"/> words a row; zeros for a row without one.</summary>
    public ulong[] Bits { get; }
    /// <summary>Bits set per row; -1 for a row without an encoding.</summary>
    public int[] Weight { get; }
    /// <summary>The source of each row.</summary>
    public int[] SourceOf { get; }
    /// <summary>The first row of each source, and the number of rows at the end.</summary>
    public int[] Start { get; }
    /// <summary>Block keys per pass, per row, 0 where a row has none.</summary>
    public ulong[][] Blocks { get; }
    /// <summary>Number of rows.</summary>
    public int Count => SourceOf.Length;
    /// <summary>Number of sources.</summary>
    public int Sources => Start.Length - 1;

    /// <summary>Source and row of a row of the whole.</summary>
    public RowRef RefOf(int row) => new(SourceOf[row], row - Start[SourceOf[row]]);

    /// <summary>Values of all rows, cut into sources.</summary>
    public T[][] Split<T>(T[] values) => [.. Enumerable.Range(0, Sources).Select(s => values[Start[s]..Start[s + 1]])];

    /// <summary>Packs sources. All encodings must have one length; <see cref="ArgumentException"/> names the row where one differs.</summary>
    public PackedRows(IReadOnlyList<EncodedSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        Start = new int[sources.Count + 1];
        for (var s = 0; s < sources.Count; s++) Start[s + 1] = Start[s] + sources[s].Records.Count;
        var count = Start[^1];
        SourceOf = new int[count];
        Weight = new int[count];
        var passes = sources.SelectMany(source => source.Records).Select(record => record.Blocks.Count).DefaultIfEmpty(0).Max();
        Blocks = new ulong[passes][];
        for (var p = 0; p < passes; p++) Blocks[p] = new ulong[count];
        var bytes = -1;
        foreach (var source in sources)
            foreach (var record in source.Records)
                if (bytes < 0 && record.Clk is { } first) bytes = first.Length;
        Words = bytes <= 0 ? 4 : (bytes + 31) / 32 * 4;
        Bits = new ulong[checked((long)count * Words)];
        Span<byte> padded = stackalloc byte[8];
        for (var s = 0; s < sources.Count; s++)
        {
            var records = sources[s].Records;
            for (var r = 0; r < records.Count; r++)
            {
                var row = Start[s] + r;
                SourceOf[row] = s;
                for (var p = 0; p < records[r].Blocks.Count; p++) Blocks[p][row] = records[r].Blocks[p];
                if (records[r].Clk is not { } clk) { Weight[row] = -1; continue; }
                if (clk.Length != bytes)
                    throw new ArgumentException($"source {s} ({sources[s].Name}), row {r}: the encoding has {clk.Length} bytes, the first one has {bytes}", nameof(sources));
                var weight = 0;
                for (var w = 0; w * 8 < clk.Length; w++)
                {
                    padded.Clear();
                    clk.AsSpan(w * 8, Math.Min(8, clk.Length - w * 8)).CopyTo(padded);
                    var word = BinaryPrimitives.ReadUInt64LittleEndian(padded);
                    Bits[(long)row * Words + w] = word;
                    weight += BitOperations.PopCount(word);
                }
                Weight[row] = weight;
            }
        }
    }
}
