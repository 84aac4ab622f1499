namespace Vern.Fingerprints.Index;

/// <summary>
/// Hashes of 256 bits, searched by distance with exact recall: whatever lies within the radius is found. Hashes have the numbers 0, 1, 2 … in the order in which they were added; what a number
/// stands for is the caller's to know. An added or withdrawn hash counts in the next snapshot, at once. Safe for many threads; writers take turns.
/// </summary>
/// <remarks>
/// New hashes stand in a tail that is scanned; a full tail becomes a segment with tables, and small segments are joined, as in a log-structured store, while they are cheap to join (a million
/// hashes, a fraction of a second). <see cref="Compact"/> joins all, beside readers and writers: 10 million take some seconds.
/// </remarks>
public sealed class HashIndex
{
    private const int TailSize = 4096, JoinedAtOnce = 1 << 20, Growth = 4;
    internal const int CrowdedKey = 16_384;
    private readonly Lock _writing = new(), _compacting = new();
    private IndexSnapshot _current;
    private int _fixed;

    /// <summary>An empty index.</summary>
    public HashIndex() : this(new IndexSnapshot([], new Hash256[TailSize], 0, Tombstones.None))
    {
    }

    private HashIndex(IndexSnapshot current) => _current = current;

    /// <summary>From how many hashes a key of a table is split.</summary>
    internal int CrowdedFrom { get; init; } = CrowdedKey;

    /// <summary>What the index holds now.</summary>
    public IndexSnapshot Snapshot => Volatile.Read(ref _current);

    /// <summary>An index of many hashes, with the numbers 0, 1, 2 … in their order.</summary>
    /// <param name="hashes">What to hold; copied.</param>
    /// <param name="processors">How many tables are made at once; 0 for as many as there are processors.</param>
    public static HashIndex Of(ReadOnlySpan<Hash256> hashes, int processors = 0)
    {
        var index = new HashIndex();
        index.Add(hashes, processors);
        return index;
    }

    /// <summary>Every hash within the radius of each query, by comparing each with each: what an index would answer, without making one. For few queries that is cheaper.</summary>
    /// <param name="hashes">What is searched; numbers are places in it.</param>
    /// <param name="queries">What is asked for.</param>
    /// <param name="radius">0 to 256.</param>
    /// <returns>What was found, in the queries' order, each nearest first.</returns>
    public static unsafe IReadOnlyList<IndexMatch>[] CompareWithAll(ReadOnlySpan<Hash256> hashes, ReadOnlySpan<Hash256> queries, int radius)
    {
        IndexSnapshot.Check(radius);
        var found = new List<IndexMatch>[queries.Length];
        for (var query = 0; query < found.Length; query++) found[query] = [];
        fixed (Hash256* first = hashes) Scan.Many(queries, radius, (ulong*)first, 0, hashes.Length, Tombstones.None, found);
        return [.. found.Select(IndexSnapshot.Sort)];
    }

    /// <summary>Adds a hash.</summary>
    /// <returns>Its number.</returns>
    public int Add(in Hash256 hash)
    {
        lock (_writing)
        {
            if (_current.TailCount == TailSize) Seal([], 0);
            var now = _current;
            // Readers of older snapshots do not look so far.
            now.Tail[now.TailCount] = hash;
            Volatile.Write(ref _current, new(now.Segments, now.Tail, now.TailCount + 1, now.Dead));
            return now.Count;
        }
    }

    /// <summary>Adds many hashes; they count together.</summary>
    /// <param name="hashes">What to add; copied.</param>
    /// <param name="processors">How many tables are made at once; 0 for as many as there are processors.</param>
    /// <returns>The number of the first; the others follow.</returns>
    public int Add(ReadOnlySpan<Hash256> hashes, int processors = 0)
    {
        lock (_writing)
        {
            var first = _current.Count;
            if (hashes.Length > TailSize - _current.TailCount)
            {
                Seal(hashes, processors);
                return first;
            }
            var now = _current;
            hashes.CopyTo(now.Tail.AsSpan(now.TailCount));
            Volatile.Write(ref _current, new(now.Segments, now.Tail, now.TailCount + hashes.Length, now.Dead));
            return first;
        }
    }

    /// <summary>Withdraws a hash: it is not found again, and the next time its segment is joined its bits are erased. Its number stays its own.</summary>
    /// <returns>False if it was withdrawn already.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No hash has this number.</exception>
    public bool Withdraw(int number)
    {
        lock (_writing)
        {
            var now = _current;
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unchecked((uint)number), (uint)now.Count, nameof(number));
            if (now.Dead.Contains(number)) return false;
            Volatile.Write(ref _current, new(now.Segments, now.Tail, now.TailCount, now.Dead.With(number)));
            return true;
        }
    }

    /// <summary>Joins everything into one segment, withdrawn hashes erased, while others search, add and withdraw.</summary>
    /// <param name="processors">How many tables are made at once; 0 for as many as there are processors.</param>
    public void Compact(int processors = 0) => Whole(processors);

    /// <summary>Writes the index to a file, whole or not at all; a former file is replaced. Hashes that are added meanwhile may be missing from it.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        var (segment, dead) = Whole(0);
        IndexFile.Write(path, segment, dead);
    }

    /// <summary>Opens a file as it lies on the disk, mapped: it is checked from end to end, then read where it is looked at. It must not be changed while it is open; <see cref="Save"/> replaces it without harm.</summary>
    /// <exception cref="InvalidDataException">It is no index, or it was cut or altered; the message says what.</exception>
    public static HashIndex Open(string path) => Of(IndexFile.Open(path, mapped: true));

    /// <summary>As <see cref="Open"/>, but read into memory on large pages: dearer to start, faster to search.</summary>
    public static HashIndex Load(string path) => Of(IndexFile.Open(path, mapped: false));

    private static HashIndex Of((Segment Segment, Tombstones Dead) file) => new(new IndexSnapshot([file.Segment], new Hash256[TailSize], 0, file.Dead));

    private (Segment Segment, Tombstones Dead) Whole(int processors)
    {
        lock (_compacting)
        {
            IndexSnapshot seen;
            lock (_writing)
            {
                if (_current.TailCount > 0 || _current.Segments.Length == 0) Seal([], processors);
                seen = _current;
                if (seen.Segments is [var only] && only.Live == only.Count - seen.Dead.CountIn(only.First, only.Count)) return (only, seen.Dead);
                _fixed = seen.Segments.Length;
            }
            try
            {
                var joined = Join(seen.Segments, seen.Dead, [], [], processors);
                lock (_writing)
                {
                    var now = _current;
                    Volatile.Write(ref _current, new([joined, .. now.Segments[seen.Segments.Length..]], now.Tail, now.TailCount, now.Dead));
                }
                return (joined, seen.Dead);
            }
            finally
            {
                lock (_writing) _fixed = 0;
            }
        }
    }

    // The tail and what comes with it become a segment, together with those segments at the end that are not much larger.
    private void Seal(ReadOnlySpan<Hash256> more, int processors)
    {
        var now = _current;
        var size = now.TailCount + more.Length;
        var kept = now.Segments.Length;
        while (kept > _fixed && now.Segments[kept - 1].Count is var before && before <= (long)Growth * size && (size + before <= JoinedAtOnce || before <= size))
        {
            size += before;
            kept--;
        }
        var joined = Join(now.Segments[kept..], now.Dead, now.Tail.AsSpan(0, now.TailCount), more, processors);
        Volatile.Write(ref _current, new([.. now.Segments[..kept], joined], new Hash256[TailSize], 0, now.Dead));
    }

    private Segment Join(Segment[] segments, Tombstones dead, ReadOnlySpan<Hash256> tail, ReadOnlySpan<Hash256> more, int processors)
    {
        var first = segments.Length > 0 ? segments[0].First : _current.TailFirst;
        var count = segments.Sum(segment => segment.Count) + tail.Length + more.Length;
        var parts = new Pieces(segments, tail, more);
        return Segment.Build(first, count, dead, processors > 0 ? processors : Environment.ProcessorCount, CrowdedFrom, parts);
    }
}
