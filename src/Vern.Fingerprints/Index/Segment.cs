namespace Vern.Fingerprints.Index;

/// <summary>
/// Hashes with consecutive numbers and, for each part, a table: where the hashes with a key begin, and their places, side by side. It never changes. One block of memory, laid out as it lies in a
/// file: the hashes, 32 bytes each; then for each part the beginnings, 2^bits + 2 numbers of 32 bits, and the places, one for each hash that was not withdrawn.
/// </summary>
internal sealed unsafe partial class Segment
{
    private readonly NativeBlock _block;
    private readonly ulong* _hashes;
    private readonly Part[] _parts;
    private readonly Table[] _tables;
    private readonly int[] _bits;
    private readonly double[] _perKey;
    private readonly Dictionary<uint, Segment>?[] _crowded;
    private int _crowdedFrom = int.MaxValue;
    private readonly SearchPlan?[] _plans = new SearchPlan?[Hash256.Bits + 1];

    private readonly struct Table(uint* starts, uint* places)
    {
        internal uint* Starts { get; } = starts;

        internal uint* Places { get; } = places;
    }

    internal Segment(NativeBlock block, long offset, int first, int count, int live, Part[] parts)
    {
        (_block, First, Count, Live, _parts) = (block, first, count, live, parts);
        _hashes = (ulong*)(block.Start + offset);
        _bits = [.. parts.Select(part => part.Bits)];
        _tables = new Table[parts.Length];
        var at = block.Start + offset + 32L * count;
        for (var part = 0; part < parts.Length; part++)
        {
            var starts = (uint*)at;
            at += Align(4 * ((1L << _bits[part]) + 2));
            _tables[part] = new(starts, (uint*)at);
            at += Align(4L * live);
        }
        _perKey = new double[parts.Length];
        _crowded = new Dictionary<uint, Segment>?[parts.Length];
    }

    /// <summary>The number of its first hash.</summary>
    internal int First { get; }

    /// <summary>Hashes, with those that were withdrawn before it was built; they are zeros.</summary>
    internal int Count { get; }

    /// <summary>Hashes that can be found.</summary>
    internal int Live { get; }

    internal ReadOnlySpan<Part> Parts => _parts;

    internal ulong* Hashes => _hashes;

    /// <summary>Bytes that a segment takes.</summary>
    internal static long Bytes(int count, int live, ReadOnlySpan<Part> parts)
    {
        var bytes = 32L * count;
        foreach (var part in parts) bytes += Align(4 * ((1L << part.Bits) + 2)) + Align(4L * live);
        return bytes;
    }

    private static long Align(long bytes) => (bytes + 63) / 64 * 64;

    /// <summary>Looks whether the tables lead only to hashes that are there; a file could say otherwise.</summary>
    internal bool IsSound()
    {
        unchecked
        {
            for (var part = 0; part < _parts.Length; part++)
            {
                uint* starts = _tables[part].Starts, places = _tables[part].Places;
                var keys = 1L << _bits[part];
                if (starts[0] != 0 || starts[keys] != (uint)Live) return false;
                for (var key = 0L; key < keys; key++) if (starts[key] > starts[key + 1]) return false;
                for (var at = 0; at < Live; at++) if (places[at] >= (uint)Count) return false;
            }
            GC.KeepAlive(_block);
            return true;
        }
    }

    internal ReadOnlySpan<Hash256> AsSpan() => new(_hashes, Count);

    internal ReadOnlySpan<byte> Slice(long from, int length) => new((byte*)_hashes + from, length);

    /// <summary>Bytes of hashes and tables, as they lie in a file.</summary>
    internal long Length => Bytes(Count, Live, _parts);

    /// <summary>Bytes of memory, those of split keys with them.</summary>
    internal long Memory => Length + _crowded.Sum(split => split?.Values.Sum(segment => segment.Length) ?? 0);

    /// <summary>Keeps the memory where it is until here.</summary>
    internal void KeepAlive() => GC.KeepAlive(_block);
}
