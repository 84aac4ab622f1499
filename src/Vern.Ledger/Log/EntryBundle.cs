using System.Buffers.Binary;

namespace Vern.Ledger.Log;

/// <summary>An entry bundle of C2SP tlog-tiles: up to 256 entries, each after its length as a big-endian uint16.</summary>
public static class EntryBundle
{
    /// <summary>The longest entry, bytes.</summary>
    public const int LongestEntry = ushort.MaxValue;

    /// <summary>Adds an entry to the end of a bundle.</summary>
    public static void Append(List<byte> bundle, ReadOnlySpan<byte> entry)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)entry.Length));
        bundle.AddRange(length);
        bundle.AddRange(entry);
    }

    /// <summary>The entries of a bundle, or as many as can be read; <paramref name="problemAt"/> is the offset of the first byte that cannot be, or −1.</summary>
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> bundle, out int problemAt)
    {
        var entries = new List<ReadOnlyMemory<byte>>(TilePath.FullWidth);
        var at = 0;
        problemAt = -1;
        while (at < bundle.Length)
        {
            if (bundle.Length - at < 2 || BinaryPrimitives.ReadUInt16BigEndian(bundle.Span[at..]) is var length && length > bundle.Length - at - 2)
            {
                problemAt = at;
                break;
            }
            entries.Add(bundle.Slice(at + 2, length));
            at += 2 + length;
        }
        return entries;
    }
}
