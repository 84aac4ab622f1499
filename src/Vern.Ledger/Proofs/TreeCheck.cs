using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;

namespace Vern.Ledger.Proofs;

/// <summary>Something in a log that is not as it was signed.</summary>
/// <param name="File">The file at fault, relative to the log.</param>
/// <param name="Entry">The first entry that it concerns, from 0; null where no one entry can be named.</param>
/// <param name="What">What was found and what was expected.</param>
public sealed record Finding(string File, long? Entry, string What)
{
    /// <summary>One line for a person.</summary>
    public override string ToString() => Entry is { } entry ? $"entry {entry}: {File}: {What}" : $"{File}: {What}";
}

/// <summary>
/// Computes a whole tree anew from its entries and compares every tile at every level with it. Where an entry and its hash disagree the hash above
/// tells which of the two was changed, so that one altered byte gives one finding.
/// </summary>
internal sealed class TreeCheck
{
    private const int MostFindings = 100;

    private readonly ILogSource source;
    private readonly Checkpoint checkpoint;
    private readonly CancellationToken cancel;
    private readonly Frontier frontier = new();
    private readonly List<byte[]> levels = [];
    private readonly List<Finding> findings = [];

    private TreeCheck(ILogSource source, Checkpoint checkpoint, CancellationToken cancel)
    {
        (this.source, this.checkpoint, this.cancel) = (source, checkpoint, cancel);
        for (var level = 0; level < 8; level++) levels.Add(new byte[TilePath.FullWidth * TreeHash.Length]);
    }

    /// <summary>What was found, and the roots of the prefixes that were asked for, as the entries give them.</summary>
    internal sealed record Result(IReadOnlyList<Finding> Findings, IReadOnlyDictionary<long, TreeHash> Roots);

    internal static Result Run(ILogSource source, Checkpoint checkpoint, IEnumerable<long> rootsAt, IProgress<double>? progress, CancellationToken cancel) =>
        new TreeCheck(source, checkpoint, cancel).Run(rootsAt, progress);

    private Result Run(IEnumerable<long> rootsAt, IProgress<double>? progress)
    {
        var wanted = rootsAt.ToHashSet();
        var roots = new Dictionary<long, TreeHash>();
        if (wanted.Contains(0)) roots[0] = MerkleTree.EmptyRoot;
        var bundles = (checkpoint.Size + TilePath.FullWidth - 1) / TilePath.FullWidth;
        for (long n = 0; n < bundles && findings.Count < MostFindings; n++)
        {
            cancel.ThrowIfCancellationRequested();
            if (Leaves(n) is not { } leaves) break;
            foreach (var leaf in leaves)
            {
                frontier.Append(leaf, Collect);
                if (wanted.Contains(frontier.Size)) roots[frontier.Size] = frontier.Root();
            }
            progress?.Report((double)frontier.Size / checkpoint.Size);
        }
        if (frontier.Size == checkpoint.Size)
        {
            for (var level = 1; level < 8; level++)
            {
                var (full, partial) = TilePath.Extent(level, checkpoint.Size);
                if (partial > 0) Compare(new TilePath(level, full, partial));
            }
            if (frontier.Root() != checkpoint.Root && findings.Count == 0)
                findings.Add(new Finding(LogFolder.CheckpointName, null, $"entries and tiles agree with each other and yield the root {frontier.Root()}, but {checkpoint.Root} was signed: the log was rewritten as a whole"));
        }
        return new Result(findings, roots);
    }

    // The leaf hashes of a bundle that the tree goes on with: the entries' own, or those of the tile where an entry is shown to have been changed.
    private List<TreeHash>? Leaves(long n)
    {
        var width = (int)Math.Min(TilePath.FullWidth, checkpoint.Size - (n * TilePath.FullWidth));
        var (bundlePath, tilePath) = (new TilePath(TilePath.Entries, n, width), new TilePath(0, n, width));
        var tile = Read(tilePath, width * TreeHash.Length);
        var stored = tile is null ? null : Hashes(tile);
        var problem = Entries(bundlePath, width, out var computed, out var offsets);
        if (problem is null && stored is not null)
        {
            var differs = Enumerable.Range(0, width).FirstOrDefault(i => computed[i] != stored[i], -1);
            if (differs < 0) return computed;
            var index = (n * TilePath.FullWidth) + differs;
            if (FitsAbove(n, computed))
            {
                findings.Add(new Finding(tilePath.ToString(), index, $"the hash at byte {differs * TreeHash.Length} was altered: it is not that of the entry, which fits the tree"));
                return computed;
            }
            findings.Add(new Finding(bundlePath.ToString(), index, FitsAbove(n, stored)
                ? $"the entry at byte {offsets[differs]} was altered: its hash is not the one in the tree"
                : $"the entry at byte {offsets[differs]} and the hash in {tilePath} do not agree, and neither fits the tree"));
            return stored;
        }
        if (problem is not null) findings.Add(problem);
        return stored ?? (problem is null ? computed : null);
    }

    private Finding? Entries(TilePath path, int width, out List<TreeHash> hashes, out List<int> offsets)
    {
        (hashes, offsets) = (new List<TreeHash>(width), new List<int>(width));
        var first = path.Index * TilePath.FullWidth;
        byte[]? bytes;
        try
        {
            bytes = source.Read(path.ToString(), cancel) ?? (path.IsFull ? null : Prefix(source.Read(path.FullName, cancel), width));
        }
        catch (IOException problem)
        {
            return new Finding(path.ToString(), first, problem.Message);
        }
        if (bytes is null) return new Finding(path.ToString(), first, $"missing; it holds the entries from {first} to {first + width - 1}");
        var entries = EntryBundle.Split(bytes, out var cutAt);
        var offset = 0;
        foreach (var entry in entries)
        {
            hashes.Add(MerkleTree.LeafHash(entry.Span));
            offsets.Add(offset);
            offset += 2 + entry.Length;
        }
        if (entries.Count == width && cutAt < 0) return null;
        // The first entry whose hash is not in the tree is where it begins to be wrong; without a tile, where it can't be read further.
        var tile = source.Read(new TilePath(0, path.Index, path.Width).ToString(), cancel);
        var wrong = 0;
        while (wrong < Math.Min(width, hashes.Count) && tile is not null && (wrong + 1) * TreeHash.Length <= tile.Length && hashes[wrong] == new TreeHash(tile.AsSpan(wrong * TreeHash.Length, TreeHash.Length))) wrong++;
        if (tile is null) wrong = Math.Min(width, hashes.Count);
        return new Finding(path.ToString(), first + Math.Min(wrong, width - 1), cutAt >= 0
            ? $"cut or altered: after {entries.Count} entries the length at byte {cutAt} leads beyond the end of {bytes.Length} bytes; {width} entries expected"
            : $"holds {entries.Count} entries in {bytes.Length} bytes, expected {width}");
    }

    private static byte[]? Prefix(byte[]? bundle, int width)
    {
        if (bundle is null) return null;
        var entries = EntryBundle.Split(bundle, out _);
        return entries.Count < width ? bundle : bundle[..entries.Take(width).Sum(entry => 2 + entry.Length)];
    }

    private bool FitsAbove(long n, List<TreeHash> leaves)
    {
        if (leaves.Count == TilePath.FullWidth)
        {
            var above = new TilePath(1, n / TilePath.FullWidth);
            var (full, partial) = TilePath.Extent(1, checkpoint.Size);
            if (above.Index >= full) above = above with { Width = partial };
            var offset = (int)(n % TilePath.FullWidth) * TreeHash.Length;
            if (source.Read(above.ToString(), cancel) is { } bytes && bytes.Length >= offset + TreeHash.Length)
            {
                var subtree = new Frontier();
                foreach (var leaf in leaves) subtree.Append(leaf);
                return subtree.Root() == new TreeHash(bytes.AsSpan(offset, TreeHash.Length));
            }
        }
        if (frontier.Size + leaves.Count < checkpoint.Size) return false;
        var whole = frontier.Clone();
        foreach (var leaf in leaves) whole.Append(leaf);
        return whole.Root() == checkpoint.Root;
    }

    private void Collect(int height, TreeHash hash)
    {
        if (height % 8 != 0 || height == 0) return;
        var level = height / 8;
        var number = frontier.Size >> height;
        hash.CopyTo(levels[level].AsSpan((int)(number % TilePath.FullWidth) * TreeHash.Length));
        if (number % TilePath.FullWidth == TilePath.FullWidth - 1) Compare(new TilePath(level, number / TilePath.FullWidth));
    }

    private void Compare(TilePath path)
    {
        if (Read(path, path.Width * TreeHash.Length) is not { } bytes) return;
        var at = bytes.AsSpan().CommonPrefixLength(levels[path.Level].AsSpan(0, bytes.Length));
        if (at == bytes.Length) return;
        var first = ((path.Index * TilePath.FullWidth) + (at / TreeHash.Length)) << (8 * path.Level);
        findings.Add(new Finding(path.ToString(), null, $"altered at byte {at}: the hash over the entries from {first} is another"));
    }

    private byte[]? Read(TilePath path, int length)
    {
        try
        {
            var bytes = source.Read(path.ToString(), cancel) ?? (path.IsFull ? null : FullTile(path, length));
            if (bytes?.Length == length) return bytes;
            findings.Add(new Finding(path.ToString(), null, bytes is null ? "missing" : $"{bytes.Length} bytes, expected {length}"));
        }
        catch (IOException problem)
        {
            findings.Add(new Finding(path.ToString(), null, problem.Message));
        }
        return null;
    }

    private byte[]? FullTile(TilePath path, int length) => source.Read(path.FullName, cancel) is { } full && full.Length >= length ? full[..length] : null;

    private static List<TreeHash> Hashes(byte[] tile)
    {
        var hashes = new List<TreeHash>(tile.Length / TreeHash.Length);
        for (var at = 0; at < tile.Length; at += TreeHash.Length) hashes.Add(new TreeHash(tile.AsSpan(at, TreeHash.Length)));
        return hashes;
    }
}
