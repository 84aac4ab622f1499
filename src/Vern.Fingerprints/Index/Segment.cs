using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Vern.Fingerprints.Index;

/// <summary>
/// Hashes with consecutive numbers and, for each part, a table: where the hashes with a key begin, and their places, side by side. It never changes. One block of memory, laid out as it lies in a
/// file: the hashes, 32 bytes each; then for each part the beginnings, 2^bits + 2 numbers of 32 bits, and the places, one for each hash that was not withdrawn.
/// </summary>
internal sealed unsafe class Segment
{
    private const int Chunk = 512;
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

    /// <summary>Builds a segment of the pieces, in their order; withdrawn ones are emptied and enter no table. Tables are made side by side on as many processors as are given.</summary>
    internal static Segment Build(int first, int count, Tombstones dead, int processors, int crowdedFrom, Pieces pieces)
    {
        var live = count - dead.CountIn(first, count);
        var number = SearchPlan.Parts(live);
        // How the bits are divided is known only when the hashes are there; what space it takes, before.
        var widths = Enumerable.Range(0, number).Select(part => Hash256.Bits / number + (part < Hash256.Bits % number ? 1 : 0));
        var block = NativeBlock.Allocate(32L * count + widths.Sum(width => Align(4 * ((1L << width) + 2)) + Align(4L * live)));
        var hashes = (ulong*)block.Start;
        pieces.CopyTo(new Span<Hash256>(hashes, count));
        if (live < count)
        {
            for (var at = 0; at < count; at++) if (dead.Contains(first + at)) new Span<ulong>(hashes + 4L * at, 4).Clear();
        }
        var parts = number == 0 ? [] : Part.Divide(number, hashes, count);
        var segment = new Segment(block, 0, first, count, live, parts);
        Parallel.For(0, number, new ParallelOptions { MaxDegreeOfParallelism = processors }, part => segment.Fill(part, dead));
        segment.Weigh();
        segment.Split(crowdedFrom, processors);
        return segment;
    }

    /// <summary>
    /// Gives keys that hold very many hashes a segment of their own, whose bits are divided anew for them: those in which they all agree tell nothing there and are spread over its parts. The most crowded
    /// first, until they take half of what the segment itself takes. A segment that lies under a key is not split again.
    /// </summary>
    internal void Split(int crowdedFrom, int processors)
    {
        _crowdedFrom = crowdedFrom;
        if (crowdedFrom > Live) return;
        var room = Length / 2;
        foreach (var (part, key, held) in Crowded().OrderByDescending(crowd => crowd.Held))
        {
            var within = new Hash256[held];
            var begin = _tables[part].Starts[key];
            for (var at = 0; at < held; at++) within[at] = ((Hash256*)_hashes)[_tables[part].Places[begin + at]];
            var segment = Build(0, held, Tombstones.None, processors, int.MaxValue, new([], within, []));
            if ((room -= segment.Length) < 0) return;
            (_crowded[part] ??= [])[key] = segment;
        }
    }

    private List<(int Part, uint Key, int Held)> Crowded()
    {
        var found = new List<(int, uint, int)>();
        for (var part = 0; part < _parts.Length; part++)
        {
            var starts = _tables[part].Starts;
            for (var key = 0u; key < 1u << _bits[part]; key++)
            {
                if (unchecked((int)(starts[key + 1] - starts[key])) >= _crowdedFrom) found.Add((part, key, (int)(starts[key + 1] - starts[key])));
            }
        }
        return found;
    }

    private static long Align(long bytes) => (bytes + 63) / 64 * 64;

    private void Fill(int number, Tombstones dead)
    {
        var (part, table, anyDead) = (_parts[number], _tables[number], Live < Count);
        var size = (1 << _bits[number]) + 2;
        // Counts two further on, then sums one further on, so that each beginning stands at its key when the places have been written.
        NativeMemory.Clear(table.Starts, (nuint)size * 4);
        unchecked
        {
            uint* starts = table.Starts, places = table.Places;
            var hashes = _hashes;
            for (var at = 0; at < Count; at++)
            {
                if (!anyDead || !dead.Contains(First + at)) starts[part.Key(hashes + 4L * at) + 2]++;
            }
            for (var key = 3; key < size; key++) starts[key] += starts[key - 1];
            for (var at = 0; at < Count; at++)
            {
                if (!anyDead || !dead.Contains(First + at)) places[starts[part.Key(hashes + 4L * at) + 1]++] = (uint)at;
            }
        }
    }

    /// <summary>How many hashes a key holds, seen from a hash of the same kind: the more uneven, the dearer is a look into the table.</summary>
    internal void Weigh()
    {
        for (var part = 0; part < _parts.Length; part++)
        {
            var starts = _tables[part].Starts;
            double squares = 0;
            // One key in so many is enough to know.
            var step = Math.Max(1, (1 << _bits[part]) >> 18) | 1;
            var seen = 0L;
            for (var key = 0; key < 1 << _bits[part]; key += step)
            {
                double held = starts[key + 1] - starts[key];
                squares += held * held;
                seen++;
            }
            var keys = (double)(1 << _bits[part]);
            _perKey[part] = Math.Max(Live / keys, squares / seen * keys / Math.Max(1, Live) - 1);
        }
    }

    internal SearchPlan Plan(int radius) => _plans[radius] ??= SearchPlan.Make(radius, _bits, _perKey, Count);

    /// <summary>Adds every hash within the radius, each once.</summary>
    internal void Search(ulong* query, int radius, Tombstones dead, List<IndexMatch> found)
    {
        var plan = Plan(radius);
        if (plan.Scans || _parts.Length == 0) Scan.One(query, radius, _hashes, First, Count, dead, found);
        else
        {
            var before = found.Count;
            var most = (long)(Count * SearchPlan.CandidatesWorthAScan) + Chunk;
            for (var part = 0; part < _parts.Length && most >= 0; part++) if (plan.Within[part] >= 0) SearchPart(part, plan.Within, query, radius, dead, found, ref most);
            if (most < 0)
            {
                // So many hashes lie round this query that to go on would cost more than to compare with all.
                found.RemoveRange(before, found.Count - before);
                Scan.One(query, radius, _hashes, First, Count, dead, found);
            }
        }
        GC.KeepAlive(_block);
    }

    /// <summary>Whether so many queries at once are cheaper compared with every hash.</summary>
    internal bool ScansMany(int radius, int queries) => Plan(radius) is var plan && (plan.Scans || _parts.Length == 0 || (queries > 1 && plan.Nanoseconds > Count * SearchPlan.ComparedMany));

    /// <summary>As <see cref="Search"/> for several queries, every hash compared with all.</summary>
    internal void ScanMany(ReadOnlySpan<Hash256> queries, int radius, Tombstones dead, List<IndexMatch>[] found)
    {
        Scan.Many(queries, radius, _hashes, First, Count, dead, found);
        GC.KeepAlive(_block);
    }

    // Each memory access is asked for well before it is used: all beginnings of a chunk of keys, then all places, then all hashes.
    [SkipLocalsInit]
    private void SearchPart(int number, int[] within, ulong* query, int radius, Tombstones dead, List<IndexMatch> found, ref long most)
    {
        unchecked
        {
            var masks = Neighbours.Within(_bits[number], within[number]);
            uint* starts = _tables[number].Starts, places = _tables[number].Places;
            var hashes = _hashes;
            var key = _parts[number].Key(query);
            uint* begins = stackalloc uint[Chunk], ends = stackalloc uint[Chunk], candidates = stackalloc uint[Chunk];
            for (var from = 0; from < masks.Length; from += Chunk)
            {
                var keys = Math.Min(Chunk, masks.Length - from);
                for (var i = 0; i < keys; i++) Prefetch(starts + (key ^ masks[from + i]));
                var held = 0;
                for (var i = 0; i < keys; i++)
                {
                    var start = starts + (key ^ masks[from + i]);
                    var (begin, end) = (start[0], start[1]);
                    begins[held] = begin;
                    ends[held] = end;
                    Prefetch(places + begin);
                    if (begin == end) continue;
                    if (end - begin >= (uint)_crowdedFrom && _crowded[number] is { } split && split.TryGetValue(key ^ masks[from + i], out var crowd)) SearchCrowd(crowd, places + begin, number, within, query, radius, dead, found);
                    else held++;
                }
                var waiting = 0;
                for (var i = 0; i < held; i++)
                {
                    for (var at = begins[i]; at < ends[i]; at++)
                    {
                        var place = places[at];
                        candidates[waiting++] = place;
                        Prefetch(hashes + 4L * place);
                        if (waiting == Chunk)
                        {
                            Compare(candidates, waiting, number, within, query, radius, dead, found);
                            if ((most -= waiting) < 0) return;
                            waiting = 0;
                        }
                    }
                }
                Compare(candidates, waiting, number, within, query, radius, dead, found);
                most -= waiting;
            }
        }
    }

    private void SearchCrowd(Segment crowd, uint* places, int number, int[] within, ulong* query, int radius, Tombstones dead, List<IndexMatch> found)
    {
        var near = new List<IndexMatch>();
        crowd.Search(query, radius, Tombstones.None, near);
        foreach (var (at, distance) in near)
        {
            var place = places[at];
            if (!FoundBefore(_hashes + 4L * place, number, within, query) && !dead.Contains(First + (int)place)) found.Add(new(First + (int)place, distance));
        }
    }

    private void Compare(uint* candidates, int count, int number, int[] within, ulong* query, int radius, Tombstones dead, List<IndexMatch> found)
    {
        unchecked
        {
            var (a, b, c, d) = (query[0], query[1], query[2], query[3]);
            for (var i = 0; i < count; i++)
            {
                var hash = _hashes + 4L * candidates[i];
                var distance = BitOperations.PopCount(hash[0] ^ a) + BitOperations.PopCount(hash[1] ^ b) + BitOperations.PopCount(hash[2] ^ c) + BitOperations.PopCount(hash[3] ^ d);
                if (distance > radius || FoundBefore(hash, number, within, query)) continue;
                var match = First + (int)candidates[i];
                if (!dead.Contains(match)) found.Add(new(match, distance));
            }
        }
    }

    // A match comes up in every part that is near enough; it counts in the first of them.
    private bool FoundBefore(ulong* hash, int number, int[] within, ulong* query)
    {
        for (var part = 0; part < number; part++)
        {
            if (within[part] >= 0 && _parts[part].Distance(hash, query) <= within[part]) return true;
        }
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }

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

/// <summary>What a segment is built of.</summary>
internal readonly ref struct Pieces(Segment[] segments, ReadOnlySpan<Hash256> tail, ReadOnlySpan<Hash256> more)
{
    private readonly Segment[] _segments = segments;
    private readonly ReadOnlySpan<Hash256> _tail = tail, _more = more;

    internal void CopyTo(Span<Hash256> into)
    {
        foreach (var segment in _segments)
        {
            segment.AsSpan().CopyTo(into);
            into = into[segment.Count..];
            segment.KeepAlive();
        }
        _tail.CopyTo(into);
        _more.CopyTo(into[_tail.Length..]);
    }
}
