using System.Text;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Log;

/// <summary>A log's folder while it is open to write: the tree, its newest checkpoint, the journal and the lock. One thread at a time.</summary>
internal sealed class LogFolder : IDisposable
{
    /// <summary>The newest signed checkpoint.</summary>
    internal const string CheckpointName = "checkpoint";

    /// <summary>The newest checkpoint that witnesses signed, in a note signed by the log.</summary>
    internal const string WitnessedName = "witnessed";

    private const long JournalEmptiedFrom = 4 << 20;

    private readonly string folder, work;
    private readonly NoteSigner signer;
    private readonly FileStream hold;
    private readonly Action<long>? beforeWrite;
    private readonly Lock witnessing = new();
    private readonly HashSet<TilePath> notOnDisk = [];
    private readonly HashSet<string> replacedPartials = [];
    private TreeWriter tree;
    private Journal journal;
    private string? stopped;

    private LogFolder(string folder, NoteSigner signer, FileStream hold, Action<long>? beforeWrite, LogRecovery.Result start)
    {
        (this.folder, work, this.signer, this.hold, this.beforeWrite) = (folder, LogLock.WorkFolder(folder), signer, hold, beforeWrite);
        (tree, Latest, Recovered) = (start.Tree, start.Checkpoint, start.Notes);
        notOnDisk.UnionWith(start.Written);
        replacedPartials.UnionWith(start.ReplacedPartials);
        LogLock.MarkOpen(hold);
        BringToDisk();
        Journal.Prepare(JournalFile(folder), Latest.ToString(), beforeWrite);
        journal = Journal.Start(JournalFile(folder), beforeWrite);
        DeleteReplaced();
    }

    internal SignedCheckpoint Latest { get; private set; }

    internal IReadOnlyList<string> Recovered { get; }

    internal LogWriterCounts Counts { get; private set; }

    internal static string JournalFile(string folder) => Path.Combine(LogLock.WorkFolder(folder), "journal");

    internal static LogFolder Create(string folder, NoteSigner signer, Action<long>? beforeWrite)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new IOException($"{folder}: there is something in it already, expected a new or empty folder");
        Directory.CreateDirectory(folder);
        var held = LogLock.Take(folder);
        try
        {
            File.Delete(JournalFile(folder));
            var empty = SignedCheckpoint.Sign(signer, 0, MerkleTree.EmptyRoot);
            DurableFile.Replace(Path.Combine(folder, CheckpointName), Encoding.UTF8.GetBytes(empty.ToString()), Path.Combine(LogLock.WorkFolder(folder), "checkpoint.new"));
            DurableFile.SyncFolder(Path.GetDirectoryName(folder)!);
            return new LogFolder(folder, signer, held, beforeWrite, new(TreeWriter.Load(folder, 0, MerkleTree.EmptyRoot, beforeWrite), empty, [], [], []));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    internal static LogFolder Open(string folder, NoteSigner signer, SignedCheckpoint? atLeast, Action<long>? beforeWrite)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"{folder}: no such folder");
        var held = LogLock.Take(folder);
        try
        {
            var start = LogRecovery.Run(folder, signer.Key, LogLock.WasLeftOpen(held), beforeWrite);
            if (atLeast is not null) LogRecovery.CheckGoesOn(folder, start.Checkpoint, atLeast);
            return new LogFolder(folder, signer, held, beforeWrite, start);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    // Tiles first, for a disk without room must say no before anything is promised; then journal and fsync, the moment from which the entries
    // are in the log; then the checkpoint that names them.
    internal void Append(IEnumerable<byte[]> entries)
    {
        if (stopped is not null) throw new IOException(stopped);
        var bundle = new List<byte>();
        var count = 0;
        foreach (var entry in entries)
        {
            tree.Append(entry);
            EntryBundle.Append(bundle, entry);
            count++;
        }
        var next = SignedCheckpoint.Sign(signer, tree.Size, tree.Root());
        var note = Encoding.UTF8.GetBytes(next.ToString());
        var temporary = Path.Combine(work, "checkpoint.new");
        var files = new List<TilePath>();
        try
        {
            tree.Write(files);
            beforeWrite?.Invoke(note.Length);
            File.WriteAllBytes(temporary, note);
            journal.Append(new JournalRecord(next.ToString(), bundle.ToArray()));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            if (journal.Uncertain) throw Stop($"{folder}: whether the last entries are in the log is not known ({problem.Message}); open it anew to see", problem);
            GoBack(files);
            throw new IOException($"{folder}: nothing was appended: {problem.Message}; the log is as it was, try again when there is room", problem);
        }
        notOnDisk.UnionWith(files);
        replacedPartials.UnionWith(tree.Settle());
        Counts = Counts with { Entries = Counts.Entries + count, Batches = Counts.Batches + 1 };
        Latest = next;
        try
        {
            File.Move(temporary, Path.Combine(folder, CheckpointName), overwrite: true);
            if (journal.Length >= JournalEmptiedFrom) EmptyJournal();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // These entries are safe in the journal and are answered for; the files that they need are made from it on the next opening.
            Stop($"{folder}: the log's files can't be brought up to date ({problem.Message}); nothing that was answered for is lost; open it anew", problem);
        }
    }

    internal void PublishWitnessed(SignedCheckpoint cosigned)
    {
        ArgumentNullException.ThrowIfNull(cosigned);
        if (!cosigned.Key.Equals(signer.Key) || cosigned.Checkpoint.Size > Latest.Checkpoint.Size) throw new ArgumentException("a checkpoint of another log, or larger than this one", nameof(cosigned));
        lock (witnessing)
            DurableFile.Replace(Path.Combine(folder, WitnessedName), Encoding.UTF8.GetBytes(WitnessedCheckpoint.Seal(cosigned, signer).ToString()), Path.Combine(work, "witnessed.new"));
    }

    public void Dispose()
    {
        try
        {
            if (stopped is null) EmptyJournal();
        }
        catch (IOException)
        {
            // What is not on the disk yet is in the journal.
        }
        finally
        {
            journal.Dispose();
            if (stopped is null) LogLock.MarkClosed(hold);
            hold.Dispose();
        }
    }

    // Everything that the journal vouches for is brought to the disk, and the journal starts anew from there. Without room for a new one the old one goes on.
    private void EmptyJournal()
    {
        BringToDisk();
        try
        {
            Journal.Prepare(JournalFile(folder), Latest.ToString(), beforeWrite);
        }
        catch (IOException)
        {
            return;
        }
        journal.Dispose();
        journal = Journal.Start(JournalFile(folder), beforeWrite);
        DeleteReplaced();
    }

    private void BringToDisk()
    {
        // Partial tiles that are about to be deleted need no disk.
        var files = notOnDisk.Select(name => Path.Combine(folder, name.ToString())).Where(file => !replacedPartials.Contains(Path.GetDirectoryName(file)!)).ToList();
        var folders = new SortedSet<string>(StringComparer.Ordinal) { folder };
        foreach (var file in files)
        {
            for (var above = Path.GetDirectoryName(file)!; above.Length > folder.Length; above = Path.GetDirectoryName(above)!) folders.Add(above);
        }
        files.Add(Path.Combine(folder, CheckpointName));
        // Several at once: the file system joins them into fewer writes of its own journal.
        Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = 8 }, DurableFile.Sync);
        foreach (var each in folders) DurableFile.SyncFolder(each);
        Counts = Counts with { FileSyncs = Counts.FileSyncs + files.Count + folders.Count + 2 };
        notOnDisk.Clear();
    }

    private void DeleteReplaced()
    {
        foreach (var partials in replacedPartials)
            if (Directory.Exists(partials)) Directory.Delete(partials, recursive: true);
        replacedPartials.Clear();
    }

    private void GoBack(List<TilePath> files)
    {
        try
        {
            tree.TakeBack(files);
            tree = TreeWriter.Load(folder, Latest.Checkpoint.Size, Latest.Checkpoint.Root, beforeWrite);
        }
        catch (Exception problem)
        {
            Stop($"{folder}: the log can't go on after a failed append ({problem.Message}); nothing was appended; open it anew", problem);
        }
    }

    private IOException Stop(string message, Exception problem)
    {
        stopped = message;
        return new IOException(message, problem);
    }
}
