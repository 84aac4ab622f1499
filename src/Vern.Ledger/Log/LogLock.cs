namespace Vern.Ledger.Log;

/// <summary>One writer a folder: the lock file beside it, which also tells whether the last writer ended in order.</summary>
internal static class LogLock
{
    /// <summary>The folder beside a log's that holds what is the writer's alone: lock, journal, files half-written.</summary>
    internal static string WorkFolder(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + ".work";

    /// <summary>Takes the lock. It is let go when the stream is closed or the process ends, however it does.</summary>
    /// <exception cref="IOException">Another writer has it.</exception>
    internal static FileStream Take(string folder)
    {
        Directory.CreateDirectory(WorkFolder(folder));
        var file = Path.Combine(WorkFolder(folder), "lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (taken is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new IOException($"{folder}: another writer has this log ({file})", taken);
        }
    }

    /// <summary>True if the last writer was stopped before it could say that it ended.</summary>
    internal static bool WasLeftOpen(FileStream held) => held.Length > 0;

    /// <summary>Notes that a writer is at work.</summary>
    internal static void MarkOpen(FileStream held)
    {
        held.SetLength(0);
        held.WriteByte((byte)'o');
        held.Flush(flushToDisk: true);
    }

    /// <summary>Notes that the writer ended in order.</summary>
    internal static void MarkClosed(FileStream held) => held.SetLength(0);
}
