using Vern.Ledger.Log;

namespace Vern.Ledger.Proofs;

/// <summary>
/// A tree of a stated size read from its tiles: entries, roots of its prefixes, and proofs. It believes the tiles: whoever receives
/// a proof checks it against a signed root. Not for use by several threads at once.
/// </summary>
/// <param name="source">The log's files.</param>
/// <param name="size">Leaves in the tree; the source has at least the tiles of this size.</param>
public sealed class TreeReader(ILogSource source, long size)
{
    private const int MostKept = 1024;

    private readonly Dictionary<TilePath, byte[]> tiles = [];
    private readonly Dictionary<(int Height, long Index), TreeHash> inner = [];
    private (TilePath Path, List<ReadOnlyMemory<byte>> Entries, int Problem)? split; // entries are mostly read one after the other

    /// <summary>Leaves in the tree.</summary>
    public long Size { get; } = size;

    /// <summary>The root of the first <paramref name="leaves"/> leaves.</summary>
    public TreeHash Root(long leaves, CancellationToken cancel = default)
    {
        CheckSize(leaves, Size);
        return leaves == 0 ? MerkleTree.EmptyRoot : Range(0, leaves, cancel);
    }

    /// <summary>That the leaf at <paramref name="index"/> is in the tree of the first <paramref name="leaves"/> leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index or the size is beyond the tree.</exception>
    /// <exception cref="InvalidDataException">A tile is missing or too short; the message names it.</exception>
    public InclusionProof Inclusion(long index, long leaves, CancellationToken cancel = default)
    {
        CheckSize(leaves, Size);
        CheckSize(index, leaves - 1);
        var path = new List<TreeHash>();
        long start = 0, end = leaves;
        while (end - start > 1)
        {
            var middle = start + MerkleTree.SplitPoint(end - start);
            if (index < middle)
            {
                path.Add(Range(middle, end, cancel));
                end = middle;
            }
            else
            {
                path.Add(Range(start, middle, cancel));
                start = middle;
            }
        }
        path.Reverse();
        return new InclusionProof(index, leaves, path);
    }

    /// <summary>That the first <paramref name="newLeaves"/> leaves begin with the first <paramref name="oldLeaves"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is beyond the tree, or the old one beyond the new.</exception>
    /// <exception cref="InvalidDataException">A tile is missing or too short; the message names it.</exception>
    public ConsistencyProof Consistency(long oldLeaves, long newLeaves, CancellationToken cancel = default)
    {
        CheckSize(newLeaves, Size);
        CheckSize(oldLeaves, newLeaves);
        var path = new List<TreeHash>();
        if (oldLeaves > 0 && oldLeaves < newLeaves)
        {
            long start = 0, end = newLeaves;
            while (oldLeaves != end)
            {
                var middle = start + MerkleTree.SplitPoint(end - start);
                if (oldLeaves <= middle)
                {
                    path.Add(Range(middle, end, cancel));
                    end = middle;
                }
                else
                {
                    path.Add(Range(start, middle, cancel));
                    start = middle;
                }
            }
            // A prefix that is one whole subtree from the first leaf on is known to who asks.
            if (start != 0) path.Add(Range(start, end, cancel));
            path.Reverse();
        }
        return new ConsistencyProof(oldLeaves, newLeaves, path);
    }

    /// <summary>The entry at <paramref name="index"/>, read from its bundle.</summary>
    /// <exception cref="InvalidDataException">The bundle is missing or cannot be read so far.</exception>
    public ReadOnlyMemory<byte> Entry(long index, CancellationToken cancel = default)
    {
        CheckSize(index, Size - 1);
        var path = At(TilePath.Entries, index / TilePath.FullWidth);
        if (split is not { } last || last.Path != path)
        {
            var read = EntryBundle.Split(File(path, cancel), out var cut);
            split = last = (path, read, cut);
        }
        var (entries, problem) = (last.Entries, last.Problem);
        var place = (int)(index % TilePath.FullWidth);
        return place < entries.Count ? entries[place] : throw new InvalidDataException($"{path}: cut at byte {problem}, entry {index} is missing");
    }

    /// <summary>The stored hash of the complete subtree number <paramref name="index"/> of height <paramref name="height"/>.</summary>
    public TreeHash Node(int height, long index, CancellationToken cancel = default)
    {
        if (inner.TryGetValue((height, index), out var known)) return known;
        var level = height / 8;
        var below = height % 8;
        var first = index << below;
        var path = At(level, first / TilePath.FullWidth);
        var tile = File(path, cancel);
        var offset = (int)(first % TilePath.FullWidth);
        var count = 1 << below;
        if (tile.Length < (offset + count) * TreeHash.Length) throw new InvalidDataException($"{path}: {tile.Length} bytes, expected {path.Width * TreeHash.Length}");
        var hash = Fold(tile.AsSpan(offset * TreeHash.Length, count * TreeHash.Length));
        if (inner.Count >= 64 * MostKept) inner.Clear();
        return inner[(height, index)] = hash;
    }

    private static TreeHash Fold(ReadOnlySpan<byte> hashes) => hashes.Length == TreeHash.Length
        ? new TreeHash(hashes)
        : MerkleTree.NodeHash(Fold(hashes[..(hashes.Length / 2)]), Fold(hashes[(hashes.Length / 2)..]));

    // MTH(D[start:end]) where start is a multiple of the largest power of two in it, as all ranges of RFC 6962 are.
    private TreeHash Range(long start, long end, CancellationToken cancel)
    {
        var count = end - start;
        if (System.Numerics.BitOperations.IsPow2(count))
        {
            var height = System.Numerics.BitOperations.Log2((ulong)count);
            return Node(height, start >> height, cancel);
        }
        var middle = start + MerkleTree.SplitPoint(count);
        return MerkleTree.NodeHash(Range(start, middle, cancel), Range(middle, end, cancel));
    }

    private TilePath At(int level, long index)
    {
        var (full, partial) = TilePath.Extent(level, Size);
        return new TilePath(level, index, index < full ? TilePath.FullWidth : partial);
    }

    // A partial tile may have been replaced by its full one since the checkpoint was read (tlog-tiles, Partial Tiles).
    private byte[] File(TilePath path, CancellationToken cancel)
    {
        if (tiles.TryGetValue(path, out var known)) return known;
        var bytes = source.Read(path.ToString(), cancel) ?? (path.IsFull ? null : source.Read(path.FullName, cancel))
            ?? throw new InvalidDataException($"{path}: missing in {source.Name}");
        if (tiles.Count >= MostKept) tiles.Clear();
        return tiles[path] = bytes;
    }

    private static void CheckSize(long value, long most)
    {
        if (value < 0 || value > most) throw new ArgumentOutOfRangeException(nameof(value), value, $"expected 0 to {most}");
    }
}
