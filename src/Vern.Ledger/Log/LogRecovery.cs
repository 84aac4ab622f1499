using System.Text;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Log;

/// <summary>
/// Puts right what a kill or a power failure left, the same way each time: the journal's last whole record is the log's state, its files are written again from
/// there, and files of a size that was never signed are deleted. What no kill can have done is refused by name.
/// </summary>
internal static class LogRecovery
{
    /// <summary>Where a writer goes on.</summary>
    internal sealed record Result(TreeWriter Tree, SignedCheckpoint Checkpoint, IReadOnlyList<string> Notes, IReadOnlyCollection<TilePath> Written, IReadOnlyCollection<string> ReplacedPartials);

    /// <summary>Checks the right edge against the signed checkpoint and repairs from the journal.</summary>
    /// <exception cref="InvalidDataException">Altered or cut; the message names the file and the place.</exception>
    internal static Result Run(string folder, NoteKey key, bool leftOpen, Action<long>? beforeWrite)
    {
        var notes = new List<string>();
        var written = new List<TilePath>();
        var replaced = new List<string>();
        var journalFile = LogFolder.JournalFile(folder);
        var records = Journal.Read(journalFile);
        var published = Published(folder, key, out var problem);
        if (records.Count == 0)
        {
            if (published is null) throw new InvalidDataException($"{LogFolder.CheckpointName}: {problem}");
            var edge = Load(folder, published, key, beforeWrite);
            if (leftOpen) DeleteUnsigned(folder, published.Checkpoint.Size, notes);
            return new Result(edge, published, notes, written, replaced);
        }

        var last = Signed(journalFile, records[0], key);
        var tree = Load(folder, last, key, beforeWrite);
        var differs = published is not null && published.Checkpoint.Size == last.Checkpoint.Size && published.Checkpoint.Root != last.Checkpoint.Root;
        foreach (var record in records.Skip(1))
        {
            foreach (var entry in EntryBundle.Split(record.Entries, out _)) tree.Append(entry.Span);
            last = Signed(journalFile, record, key);
            if (tree.Size != last.Checkpoint.Size || tree.Root() != last.Checkpoint.Root)
                throw new InvalidDataException($"{journalFile}: the record for {last.Checkpoint.Size} entries does not fit the log: one of them was altered or comes from elsewhere");
            differs |= published is not null && published.Checkpoint.Size == last.Checkpoint.Size && published.Checkpoint.Root != last.Checkpoint.Root;
            tree.Write(written);
            replaced.AddRange(tree.Settle());
        }
        if (differs) throw new InvalidDataException($"{LogFolder.CheckpointName}: signed by the log's key, and its root is not the one of {journalFile} for as many entries: two histories");
        if (published is not null && published.Checkpoint.Size > last.Checkpoint.Size)
        {
            notes.Add($"the journal ends at {last.Checkpoint.Size} entries, the checkpoint names {published.Checkpoint.Size}; its files hold them");
            last = published;
            tree = Load(folder, last, key, beforeWrite);
            replaced.Clear();
        }
        else if (records.Count > 1)
        {
            notes.Add($"{last.Checkpoint.Size - Signed(journalFile, records[0], key).Checkpoint.Size} entries brought into the log's files from the journal; it holds {last.Checkpoint.Size}");
        }
        if (published is null) notes.Add($"{LogFolder.CheckpointName}: {problem}; written again from the journal");
        if (published?.Checkpoint.Size != last.Checkpoint.Size)
            DurableFile.Replace(Path.Combine(folder, LogFolder.CheckpointName), Encoding.UTF8.GetBytes(last.ToString()), Path.Combine(LogLock.WorkFolder(folder), "checkpoint.new"));
        if (leftOpen) DeleteUnsigned(folder, last.Checkpoint.Size, notes);
        return new Result(tree, last, notes, written, replaced);
    }

    /// <summary>That the log holds what is remembered of it elsewhere.</summary>
    /// <exception cref="InvalidDataException">It holds less, or something else.</exception>
    internal static void CheckGoesOn(string folder, SignedCheckpoint now, SignedCheckpoint remembered)
    {
        if (remembered.Checkpoint.Origin != now.Checkpoint.Origin) throw new InvalidDataException($"{folder}: is {now.Checkpoint.Origin}, what is remembered is of {remembered.Checkpoint.Origin}");
        if (remembered.Checkpoint.Size > now.Checkpoint.Size)
            throw new InvalidDataException($"{folder}: holds {now.Checkpoint.Size} entries, but {remembered.Checkpoint.Size} are remembered as signed: restored from an older copy? Catch up from a mirror, or continue under a new origin");
        if (new TreeReader(new FolderSource(folder), now.Checkpoint.Size).Root(remembered.Checkpoint.Size) != remembered.Checkpoint.Root)
            throw new InvalidDataException($"{folder}: its first {remembered.Checkpoint.Size} entries are not those that are remembered as signed");
    }

    private static SignedCheckpoint Signed(string journalFile, JournalRecord record, NoteKey key)
    {
        try
        {
            return SignedCheckpoint.Open(Encoding.UTF8.GetBytes(record.Note), key);
        }
        catch (FormatException other)
        {
            throw new InvalidDataException($"{journalFile}: {other.Message}", other);
        }
    }

    private static SignedCheckpoint? Published(string folder, NoteKey key, out string problem)
    {
        problem = "missing";
        if (new FolderSource(folder).Read(LogFolder.CheckpointName) is not { } bytes) return null;
        try
        {
            return SignedCheckpoint.Open(bytes, key);
        }
        catch (FormatException broken)
        {
            problem = broken.Message;
            return null;
        }
    }

    // Where the right edge does not fit, the whole log is gone through so that the file at fault has a name.
    private static TreeWriter Load(string folder, SignedCheckpoint checkpoint, NoteKey key, Action<long>? beforeWrite)
    {
        try
        {
            return TreeWriter.Load(folder, checkpoint.Checkpoint.Size, checkpoint.Checkpoint.Root, beforeWrite);
        }
        catch (InvalidDataException misfit)
        {
            var found = TreeCheck.Run(new FolderSource(folder), checkpoint.Checkpoint, [], null, default).Findings;
            throw new InvalidDataException(found.Count == 0 ? misfit.Message : $"{folder}: {found[0]}", misfit);
        }
    }

    private static void DeleteUnsigned(string folder, long size, List<string> notes)
    {
        foreach (var file in new FolderSource(folder).Files())
        {
            if (!TilePath.TryParse(file, out var path)) continue;
            var (full, partial) = path.Level <= 7 ? TilePath.Extent(path.Level, size) : (0, 0);
            if (path.Index < full || (path.Index == full && path.Width <= partial)) continue;
            File.Delete(Path.Combine(folder, file));
            notes.Add($"{file}: held entries that were never signed nor answered for; deleted");
        }
    }
}
