using Vern.Ledger.Checkpoints;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Log;

/// <summary>Finds what lies in a log's folder and is not covered by its checkpoint: foreign files, links, tiles beyond the size, and older partial tiles that were altered.</summary>
internal static class StrayFiles
{
    // How often, a tenth of a second apart, one waits for a writer at work to sign what it has written.
    private const int Patience = 20;

    internal static IEnumerable<Finding> Find(FolderSource source, Checkpoint checkpoint, NoteKey key, CancellationToken cancel)
    {
        var waits = Patience;
        foreach (var file in source.Files())
        {
            cancel.ThrowIfCancellationRequested();
            var info = new FileInfo(Path.Combine(source.Folder, file));
            if (info.LinkTarget is not null)
            {
                yield return new Finding(file, null, "is a link; a log's folder holds only files");
                continue;
            }
            if (file is LogFolder.CheckpointName or LogFolder.WitnessedName) continue;
            if (!TilePath.TryParse(file, out var path) || path.Level > 7)
            {
                yield return new Finding(file, null, "is no file of a log; nothing covers it");
                continue;
            }
            var (full, partial) = TilePath.Extent(path.Level, checkpoint.Size);
            if (path.Index < full ? path.IsFull : path.Index == full && path.Width == partial) continue; // the tree's own: computed from the entries
            if (path.Index > full || (path.Index == full && path.Width > partial))
            {
                // A writer at work is ahead of the checkpoint that was read first: then a newer one covers it by now.
                var covered = CoveredByNewer(source, path, key);
                for (; !covered && waits > 0; waits--)
                {
                    cancel.WaitHandle.WaitOne(100);
                    covered = CoveredByNewer(source, path, key);
                }
                if (!covered) yield return new Finding(file, null, $"holds more than the {checkpoint.Size} entries that were signed: a writer is at work, or was stopped (open the log to put it right)");
                continue;
            }
            if (OlderPartial(source, path, path.Index < full ? TilePath.FullWidth : partial) is { } finding) yield return finding;
        }
    }

    private static bool CoveredByNewer(FolderSource source, TilePath path, NoteKey key)
    {
        try
        {
            if (!File.Exists(Path.Combine(source.Folder, path.ToString()))) return true; // taken back: its append failed
            if (source.Read(LogFolder.CheckpointName) is not { } bytes) return false;
            var (full, partial) = TilePath.Extent(path.Level, SignedCheckpoint.Open(bytes, key).Checkpoint.Size);
            return path.Index < full || (path.Index == full && path.Width <= partial);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // A partial tile of an earlier size stays until the full one is there; it is the beginning of what replaced it.
    private static Finding? OlderPartial(FolderSource source, TilePath path, int widthNow)
    {
        if (source.Read(path.ToString()) is not { } bytes) return null; // deleted meanwhile, as it may be
        var now = source.Read((path with { Width = widthNow }).ToString()) ?? [];
        var expected = path.Level == TilePath.Entries
            ? EntryBundle.Split(now, out _).Take(path.Width).Sum(entry => 2 + entry.Length)
            : path.Width * TreeHash.Length;
        expected = Math.Min(expected, now.Length);
        var same = bytes.AsSpan().CommonPrefixLength(now.AsSpan(0, expected));
        return bytes.Length == expected && same == expected ? null : new Finding(path.ToString(), null, $"is not the beginning of the tile that replaced it, from byte {same} on");
    }
}
