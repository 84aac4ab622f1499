using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Vern.Fingerprints.Index;

/// <content>How a segment is searched.</content>
internal sealed unsafe partial class Segment
{
    private const int Chunk = 512;

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
}
