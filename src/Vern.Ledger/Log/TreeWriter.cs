using Vern.Ledger.Proofs;

namespace Vern.Ledger.Log;

/// <summary>
/// A tree that grows in a folder: takes entries, keeps the tiles at the right edge in memory, and writes the files of C2SP tlog-tiles.
/// It signs nothing and knows no checkpoint; files that it wrote for a size that no checkpoint names yet can be taken back.
/// </summary>
internal sealed class TreeWriter
{
    private const int Levels = 8;

    private readonly string folder;
    private readonly Frontier frontier;
    private readonly List<byte>[] tiles = new List<byte>[Levels];
    private readonly List<byte> bundle = [];
    private readonly List<(TilePath Path, byte[] Bytes)> filled = [];
    private readonly long[] written = new long[Levels + 1];

    private TreeWriter(string folder, Frontier frontier)
    {
        (this.folder, this.frontier) = (folder, frontier);
        for (var level = 0; level < Levels; level++) tiles[level] = new List<byte>(TilePath.FullWidth * TreeHash.Length);
        Settle();
    }

    /// <summary>Entries so far, those not yet written too.</summary>
    internal long Size => frontier.Size;

    /// <summary>The root over them.</summary>
    internal TreeHash Root() => frontier.Root();

    /// <summary>Called with the number of bytes before each write: where a test lets the disk be full.</summary>
    internal Action<long>? BeforeWrite { get; init; }

    /// <summary>Goes on from the first <paramref name="size"/> entries in the folder, whose right edge must yield <paramref name="root"/>.</summary>
    /// <exception cref="InvalidDataException">A file at the right edge is missing, cut or altered; the message names it.</exception>
    internal static TreeWriter Load(string folder, long size, TreeHash root, Action<long>? beforeWrite = null)
    {
        var source = new FolderSource(folder);
        var reader = new TreeReader(source, size);
        var tree = new TreeWriter(folder, new Frontier(size, height => reader.Node(height, (size >> height) - 1))) { BeforeWrite = beforeWrite };
        for (var level = 0; level < Levels; level++)
        {
            var (full, partial) = TilePath.Extent(level, size);
            if (partial > 0) tree.tiles[level].AddRange(Exact(source, new TilePath(level, full, partial), partial * TreeHash.Length));
        }
        var (bundles, entries) = TilePath.Extent(TilePath.Entries, size);
        if (entries > 0)
        {
            var path = new TilePath(TilePath.Entries, bundles, entries);
            var bytes = source.Read(path.ToString()) ?? throw new InvalidDataException($"{path}: missing");
            var list = EntryBundle.Split(bytes, out var problem);
            if (problem >= 0 || list.Count != entries) throw new InvalidDataException($"{path}: holds {list.Count} entries, expected {entries}{(problem >= 0 ? $"; cut at byte {problem}" : "")}");
            var offset = 0;
            for (var i = 0; i < entries; i++)
            {
                if (MerkleTree.LeafHash(list[i].Span) != reader.Node(0, (bundles * TilePath.FullWidth) + i))
                    throw new InvalidDataException($"{path}: entry {(bundles * TilePath.FullWidth) + i} at byte {offset} is not the one whose hash stands in the tile");
                offset += 2 + list[i].Length;
            }
            tree.bundle.AddRange(bytes);
        }
        if (tree.Root() != root) throw new InvalidDataException($"{folder}: the tiles at the right edge do not yield the root of the checkpoint");
        tree.Settle();
        return tree;
    }

    /// <summary>Adds an entry, in memory.</summary>
    internal void Append(ReadOnlySpan<byte> entry)
    {
        var index = frontier.Size;
        EntryBundle.Append(bundle, entry);
        frontier.Append(MerkleTree.LeafHash(entry), (height, hash) =>
        {
            if (height % 8 != 0) return;
            var level = height / 8;
            Span<byte> bytes = stackalloc byte[TreeHash.Length];
            hash.CopyTo(bytes);
            tiles[level].AddRange(bytes);
            if (tiles[level].Count == TilePath.FullWidth * TreeHash.Length) Fill(new TilePath(level, index >> (8 * (level + 1))), tiles[level]);
        });
        if (frontier.Size % TilePath.FullWidth == 0) Fill(new TilePath(TilePath.Entries, index / TilePath.FullWidth), bundle);
    }

    /// <summary>Writes the files that the size reached now needs and that are not there yet: full tiles, and the partial ones that grew. Their names go to <paramref name="names"/>, each before it is written.</summary>
    internal void Write(ICollection<TilePath> names)
    {
        foreach (var (path, bytes) in filled) Put(path, bytes, names);
        for (var level = TilePath.Entries; level < Levels; level++)
        {
            var (full, partial) = TilePath.Extent(level, Size);
            if (partial > 0 && Size >> (8 * Math.Max(level, 0)) != written[level + 1])
                Put(new TilePath(level, full, partial), level == TilePath.Entries ? bundle.ToArray() : tiles[level].ToArray(), names);
        }
    }

    /// <summary>To be called when a checkpoint names the size. Returns the folders of partial tiles that have a full one now: to be deleted once that is on the disk.</summary>
    internal List<string> Settle()
    {
        var partials = filled.ConvertAll(file => Path.Combine(folder, file.Path.FullName + ".p"));
        filled.Clear();
        for (var level = TilePath.Entries; level < Levels; level++) written[level + 1] = Size >> (8 * Math.Max(level, 0));
        return partials;
    }

    /// <summary>Deletes files that were written for a size that no checkpoint will name.</summary>
    internal void TakeBack(IEnumerable<TilePath> names)
    {
        foreach (var name in names)
        {
            var file = Path.Combine(folder, name.ToString());
            if (!Directory.Exists(Path.GetDirectoryName(file))) continue;
            File.Delete(file);
            for (var above = Path.GetDirectoryName(file)!; above.Length > folder.Length && !Directory.EnumerateFileSystemEntries(above).Any(); above = Path.GetDirectoryName(above)!)
                Directory.Delete(above);
        }
    }

    private void Put(TilePath path, byte[] bytes, ICollection<TilePath> names)
    {
        var file = Path.Combine(folder, path.ToString());
        names.Add(path);
        BeforeWrite?.Invoke(bytes.Length);
        try
        {
            File.WriteAllBytes(file, bytes);
        }
        catch (DirectoryNotFoundException)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
    }

    private void Fill(TilePath path, List<byte> content)
    {
        filled.Add((path, content.ToArray()));
        content.Clear();
    }

    private static byte[] Exact(FolderSource source, TilePath path, int length)
    {
        var bytes = source.Read(path.ToString()) ?? throw new InvalidDataException($"{path}: missing");
        return bytes.Length == length ? bytes : throw new InvalidDataException($"{path}: {bytes.Length} bytes, expected {length}");
    }
}
