using System.Text;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Log;

/// <summary>
/// Copies a log, or what a copy lacks of it, and believes nothing: each entry is hashed, and the copy takes over the log's checkpoint only if its own tree yields that root.
/// The same act is the catching up of a log that was restored from an older backup from its mirror.
/// </summary>
public static class LogMirror
{
    private const int BundlesAtOnce = 256;

    /// <summary>Brings <paramref name="folder"/> (new, empty, or an earlier state of the same log) to the newest checkpoint of <paramref name="source"/>.</summary>
    /// <param name="source">The log or another copy of it.</param>
    /// <param name="folder">Where the copy is; it is locked meanwhile.</param>
    /// <param name="key">The log's pinned key.</param>
    /// <param name="progress">Share of the entries that the copy has, 0 to 1.</param>
    /// <param name="cancel">Stops between bundles; what was copied is taken away or completed on the next try.</param>
    /// <returns>The checkpoint that the folder now has; the folder's own where the source has nothing newer.</returns>
    /// <exception cref="InvalidDataException">The source is altered, or folder and source have two histories; the folder keeps its checkpoint. The message names the place.</exception>
    /// <exception cref="IOException">The source can't be reached, the folder can't be written, or another writer has it.</exception>
    public static SignedCheckpoint CatchUp(ILogSource source, string folder, NoteKey key, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(key);
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var theirs = Checkpoint(source, key, cancel);
        Directory.CreateDirectory(folder);
        using var held = LogLock.Take(folder);
        var (tree, ours, recovered) = Ours(folder, key, LogLock.WasLeftOpen(held));
        LogLock.MarkOpen(held);
        var written = new List<TilePath>();
        var replaced = new List<string>();
        var from = tree.Size;
        if (ours is not null && theirs.Checkpoint.Size <= from)
        {
            if (new TreeReader(new FolderSource(folder), from).Root(theirs.Checkpoint.Size, cancel) != theirs.Checkpoint.Root) throw TwoHistories(source, folder, theirs.Checkpoint.Size);
            LogLock.MarkClosed(held);
            return ours;
        }
        try
        {
            while (tree.Size < theirs.Checkpoint.Size)
            {
                cancel.ThrowIfCancellationRequested();
                var index = tree.Size / TilePath.FullWidth;
                var (full, partial) = TilePath.Extent(TilePath.Entries, theirs.Checkpoint.Size);
                Take(source, new TilePath(TilePath.Entries, index, index < full ? TilePath.FullWidth : partial), tree, cancel);
                if (index % BundlesAtOnce == BundlesAtOnce - 1 || tree.Size == theirs.Checkpoint.Size)
                {
                    tree.Write(written);
                    replaced.AddRange(tree.Settle());
                    progress?.Report((double)tree.Size / theirs.Checkpoint.Size);
                }
            }
            if (tree.Root() != theirs.Checkpoint.Root)
                throw from > 0 ? TwoHistories(source, folder, from) : new InvalidDataException($"{source.Name}: its entries do not yield the root that it has signed; 'vern ledger verify' names the place");
        }
        catch
        {
            tree.TakeBack(written);
            throw;
        }
        written.AddRange(recovered);
        foreach (var file in written) DurableFile.Sync(Path.Combine(folder, file.ToString()));
        foreach (var each in written.Select(file => Path.GetDirectoryName(Path.Combine(folder, file.ToString()))!).Distinct(StringComparer.Ordinal)) DurableFile.SyncFolder(each);
        // The journal spoke of the state before.
        File.Delete(LogFolder.JournalFile(folder));
        DurableFile.Replace(Path.Combine(folder, LogFolder.CheckpointName), Encoding.UTF8.GetBytes(theirs.ToString()), Path.Combine(LogLock.WorkFolder(folder), "checkpoint.new"));
        foreach (var partials in replaced.Where(Directory.Exists)) Directory.Delete(partials, recursive: true);
        CopyWitnessed(source, folder, key, theirs, cancel);
        LogLock.MarkClosed(held);
        return theirs;
    }

    private static SignedCheckpoint Checkpoint(ILogSource source, NoteKey key, CancellationToken cancel)
    {
        try
        {
            return SignedCheckpoint.Open(source.Read(LogFolder.CheckpointName, cancel) ?? throw new InvalidDataException($"{source.Name}: has no {LogFolder.CheckpointName}"), key);
        }
        catch (FormatException broken)
        {
            throw new InvalidDataException($"{source.Name}: {LogFolder.CheckpointName}: {broken.Message}", broken);
        }
    }

    private static (TreeWriter Tree, SignedCheckpoint? Checkpoint, IReadOnlyCollection<TilePath> Written) Ours(string folder, NoteKey key, bool leftOpen)
    {
        if (!File.Exists(Path.Combine(folder, LogFolder.CheckpointName)) && !File.Exists(LogFolder.JournalFile(folder)))
            return (TreeWriter.Load(folder, 0, MerkleTree.EmptyRoot), null, []);
        var ours = LogRecovery.Run(folder, key, leftOpen, null);
        return (ours.Tree, ours.Checkpoint, ours.Written);
    }

    private static void Take(ILogSource source, TilePath path, TreeWriter tree, CancellationToken cancel)
    {
        var bytes = source.Read(path.ToString(), cancel) ?? (path.IsFull ? null : source.Read(path.FullName, cancel)) ?? throw new InvalidDataException($"{source.Name}: {path} is missing");
        var entries = EntryBundle.Split(bytes, out var problem);
        if (entries.Count < path.Width) throw new InvalidDataException($"{source.Name}: {path} holds {entries.Count} entries, expected {path.Width}{(problem >= 0 ? $"; cut at byte {problem}" : "")}");
        var tile = source.Read((path with { Level = 0 }).ToString(), cancel) ?? source.Read((path with { Level = 0 }).FullName, cancel);
        for (var i = (int)(tree.Size % TilePath.FullWidth); i < path.Width; i++)
        {
            if (tile is null || tile.Length < (i + 1) * TreeHash.Length || MerkleTree.LeafHash(entries[i].Span) != new TreeHash(tile.AsSpan(i * TreeHash.Length, TreeHash.Length)))
                throw new InvalidDataException($"{source.Name}: entry {(path.Index * TilePath.FullWidth) + i} in {path} is not the one whose hash stands in its tile");
            tree.Append(entries[i].Span);
        }
    }

    private static void CopyWitnessed(ILogSource source, string folder, NoteKey key, SignedCheckpoint theirs, CancellationToken cancel)
    {
        if (source.Read(LogFolder.WitnessedName, cancel) is not { } bytes) return;
        try
        {
            if (WitnessedCheckpoint.Open(bytes, key).Checkpoint.Size > theirs.Checkpoint.Size) return;
        }
        catch (FormatException broken)
        {
            throw new InvalidDataException($"{source.Name}: {LogFolder.WitnessedName}: {broken.Message}", broken);
        }
        DurableFile.Replace(Path.Combine(folder, LogFolder.WitnessedName), bytes, Path.Combine(LogLock.WorkFolder(folder), "witnessed.new"));
    }

    private static InvalidDataException TwoHistories(ILogSource source, string folder, long size) =>
        new($"{folder} and {source.Name} are signed by the same key and differ within their first {size} entries: two histories. Keep both checkpoints: together they prove it");
}
