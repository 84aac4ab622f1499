using System.Runtime.InteropServices;

namespace Vern.Fingerprints.Index;

/// <content>How a segment is made: hashes copied, bits divided, tables filled, crowded keys split.</content>
internal sealed unsafe partial class Segment
{
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
