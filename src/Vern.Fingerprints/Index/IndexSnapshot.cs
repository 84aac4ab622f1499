namespace Vern.Fingerprints.Index;

/// <summary>A hash that was found.</summary>
/// <param name="Number">Its number in the index, from 0, as adding it gave.</param>
/// <param name="Distance">In how many bits it differs, 0 to the radius.</param>
public readonly record struct IndexMatch(int Number, int Distance);

/// <summary>What an index held at one moment: it never changes, and any number of threads may search it while a writer goes on.</summary>
public sealed unsafe class IndexSnapshot
{
    internal IndexSnapshot(Segment[] segments, Hash256[] tail, int tailCount, Tombstones dead)
    {
        (Segments, Tail, TailCount, Dead) = (segments, tail, tailCount, dead);
        TailFirst = segments.Length == 0 ? 0 : segments[^1].First + segments[^1].Count;
    }

    internal Segment[] Segments { get; }

    internal Hash256[] Tail { get; }

    internal int TailFirst { get; }

    internal int TailCount { get; }

    internal Tombstones Dead { get; }

    /// <summary>Numbers given so far: those of withdrawn hashes stay theirs.</summary>
    public int Count => TailFirst + TailCount;

    /// <summary>Hashes that can be found.</summary>
    public int Live => Count - Dead.Count;

    /// <summary>Bytes of memory, or of a mapped file, that hashes and tables take.</summary>
    public long Bytes => Segments.Sum(segment => segment.Memory) + 32L * Tail.Length;

    /// <summary>Every hash that differs from <paramref name="query"/> in at most <paramref name="radius"/> bits, none missed: nearest first, then by number.</summary>
    /// <param name="query">The hash that is asked for.</param>
    /// <param name="radius">0 to 256; PDQ's authors recommend 31.</param>
    /// <exception cref="ArgumentOutOfRangeException">The radius is none.</exception>
    public IReadOnlyList<IndexMatch> Search(in Hash256 query, int radius)
    {
        Check(radius);
        var found = new List<IndexMatch>();
        fixed (Hash256* asked = &query)
        {
            foreach (var segment in Segments) segment.Search((ulong*)asked, radius, Dead, found);
            fixed (Hash256* tail = Tail) Scan.One((ulong*)asked, radius, (ulong*)tail, TailFirst, TailCount, Dead, found);
        }
        return Sort(found);
    }

    /// <summary>As <see cref="Search"/> for several queries; where hashes are scanned, each is read once for all of them.</summary>
    /// <returns>What was found, in the queries' order.</returns>
    public IReadOnlyList<IndexMatch>[] SearchMany(ReadOnlySpan<Hash256> queries, int radius)
    {
        Check(radius);
        var found = new List<IndexMatch>[queries.Length];
        for (var i = 0; i < found.Length; i++) found[i] = [];
        fixed (Hash256* asked = queries)
        {
            foreach (var segment in Segments)
            {
                if (segment.ScansMany(radius, queries.Length)) segment.ScanMany(queries, radius, Dead, found);
                else for (var i = 0; i < queries.Length; i++) segment.Search((ulong*)(asked + i), radius, Dead, found[i]);
            }
        }
        fixed (Hash256* tail = Tail) Scan.Many(queries, radius, (ulong*)tail, TailFirst, TailCount, Dead, found);
        return [.. found.Select(Sort)];
    }

    internal static void Check(int radius) => ArgumentOutOfRangeException.ThrowIfGreaterThan(unchecked((uint)radius), (uint)Hash256.Bits, nameof(radius));

    internal static IReadOnlyList<IndexMatch> Sort(List<IndexMatch> found)
    {
        found.Sort(static (one, other) => one.Distance != other.Distance ? one.Distance.CompareTo(other.Distance) : one.Number.CompareTo(other.Number));
        return found;
    }
}
