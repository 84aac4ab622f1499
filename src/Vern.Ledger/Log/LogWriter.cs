using System.Diagnostics;
using System.Threading.Channels;
using Vern.Ledger.Checkpoints;

namespace Vern.Ledger.Log;

/// <summary>Where entries came to stand, and a checkpoint that covers them and is on the disk.</summary>
/// <param name="FirstIndex">Place of the first of the entries, from 0; the others follow it.</param>
/// <param name="Checkpoint">Signed, with a size beyond the last of them.</param>
public sealed record Appended(long FirstIndex, SignedCheckpoint Checkpoint);

/// <summary>
/// The one writer of a log in a folder. An append answers when its entries and a signed checkpoint over them are on the disk; appends that arrive
/// while the disk is busy share the next write. Invariants: nothing that was answered for is lost by a kill, a power failure or a full disk; no two checkpoints
/// that it signs contradict each other; beside the folder lies <c>FOLDER.work</c> with its lock and journal, in the folder only what verification covers.
/// Any number of threads may append.
/// </summary>
public sealed class LogWriter : IAsyncDisposable
{
    private const int MostEntriesAtOnce = 8192, MostBytesAtOnce = 4 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1);

    private readonly LogFolder log;
    private readonly Channel<Request> queue = Channel.CreateUnbounded<Request>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task worker;
    private Request? heldOver;
    private int waiting;

    private sealed record Request(IReadOnlyList<byte[]> Entries, int Bytes, TaskCompletionSource<Appended> Answer, CancellationToken Cancel);

    private LogWriter(LogFolder log)
    {
        this.log = log;
        worker = Task.Run(WorkAsync);
    }

    /// <summary>The newest checkpoint on the disk.</summary>
    public SignedCheckpoint Latest => log.Latest;

    /// <summary>What had to be put right on opening, one line each; empty where the last writer had ended in order.</summary>
    public IReadOnlyList<string> Recovered => log.Recovered;

    /// <summary>Writes to disk so far: one for each batch and those that bring the tiles after it.</summary>
    public LogWriterCounts Counts => log.Counts;

    /// <summary>Starts a log of no entries in a folder that is not there yet or is empty.</summary>
    /// <exception cref="IOException">There is something in the folder, or another writer has it.</exception>
    public static LogWriter Create(string folder, NoteSigner signer) => new(LogFolder.Create(folder, signer, null));

    /// <summary>Opens a log to append to it, and first puts right what a kill or a power failure left.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <param name="signer">The log's key; its name is the origin.</param>
    /// <param name="atLeast">
    /// A checkpoint that is remembered elsewhere (a database, a witness): a folder that holds less, restored from a backup say, is refused, since
    /// going on from it would sign a second history. Catch up from a mirror (<see cref="LogMirror"/>) or continue under a new origin (<see cref="Continuation"/>).
    /// </param>
    /// <exception cref="InvalidDataException">The log was altered or cut; the message names the file and the place.</exception>
    /// <exception cref="IOException">Another writer has the folder, or it can't be written.</exception>
    public static LogWriter Open(string folder, NoteSigner signer, SignedCheckpoint? atLeast = null) => new(LogFolder.Open(folder, signer, atLeast, null));

    internal static LogWriter OpenWithFaults(string folder, NoteSigner signer, Action<long> beforeWrite) => new(LogFolder.Open(folder, signer, null, beforeWrite));

    /// <summary>Appends one entry of at most 65,535 bytes.</summary>
    /// <inheritdoc cref="AppendAsync(IReadOnlyList{ReadOnlyMemory{byte}}, CancellationToken)"/>
    public Task<Appended> AppendAsync(ReadOnlyMemory<byte> entry, CancellationToken cancel = default) => AppendAsync([entry], cancel);

    /// <summary>Appends entries that come to stand one after the other, all or none.</summary>
    /// <exception cref="ArgumentException">No entries, or one of more than 65,535 bytes.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before its turn came: nothing was appended. Once its turn has come it is carried out.</exception>
    /// <exception cref="IOException">The disk is full or failed. The message says whether nothing was appended and one may try again, or the log must be opened anew.</exception>
    /// <exception cref="ObjectDisposedException">The writer was closed.</exception>
    public Task<Appended> AppendAsync(IReadOnlyList<ReadOnlyMemory<byte>> entries, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count == 0) throw new ArgumentException("no entries", nameof(entries));
        if (entries.Any(entry => entry.Length > EntryBundle.LongestEntry)) throw new ArgumentException($"an entry of more than {EntryBundle.LongestEntry} bytes", nameof(entries));
        var copies = entries.Select(entry => entry.ToArray()).ToArray();
        var request = new Request(copies, copies.Sum(copy => copy.Length), new(TaskCreationOptions.RunContinuationsAsynchronously), cancel);
        ObjectDisposedException.ThrowIf(!queue.Writer.TryWrite(request), this);
        Interlocked.Increment(ref waiting);
        return request.Answer.Task;
    }

    /// <summary>Keeps what witnesses have signed beside the log's own checkpoint: <c>witnessed</c>, itself signed by the log so that no byte of it can change unseen.</summary>
    /// <exception cref="ArgumentException">A checkpoint of another log, or larger than the log.</exception>
    public void PublishWitnessed(SignedCheckpoint cosigned) => log.PublishWitnessed(cosigned);

    /// <summary>Waits for the appends under way, brings everything to the disk and lets the folder go.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await worker;
        log.Dispose();
    }

    private async Task WorkAsync()
    {
        while (heldOver is not null || await queue.Reader.WaitToReadAsync())
        {
            var batch = TakeBatch();
            if (batch.Count == 0) continue;
            try
            {
                var first = log.Latest.Checkpoint.Size;
                log.Append(batch.SelectMany(request => request.Entries));
                foreach (var request in batch)
                {
                    request.Answer.TrySetResult(new Appended(first, log.Latest));
                    first += request.Entries.Count;
                }
            }
            catch (Exception problem)
            {
                // Whatever went wrong, nobody waits for ever; the folder knows whether it can go on.
                foreach (var request in batch) request.Answer.TrySetException(problem);
            }
            await LetReturnAsync(batch.Count);
        }
    }

    // Who was just answered often comes again at once: waiting a moment for as many as there were makes one batch of what would be two. One alone waits for nobody.
    private async Task LetReturnAsync(int answered)
    {
        if (answered == 1) return;
        var start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref waiting) < answered && Stopwatch.GetElapsedTime(start) < Patience) await Task.Yield();
    }

    private List<Request> TakeBatch()
    {
        var batch = new List<Request>();
        int entries = 0, bytes = 0;
        while (heldOver is not null || queue.Reader.TryRead(out heldOver))
        {
            if (batch.Count > 0 && (entries + heldOver.Entries.Count > MostEntriesAtOnce || bytes + heldOver.Bytes > MostBytesAtOnce)) break;
            if (heldOver.Cancel.IsCancellationRequested)
            {
                heldOver.Answer.TrySetCanceled(heldOver.Cancel);
            }
            else
            {
                batch.Add(heldOver);
                entries += heldOver.Entries.Count;
                bytes += heldOver.Bytes;
            }
            heldOver = null;
            Interlocked.Decrement(ref waiting);
        }
        return batch;
    }
}

/// <summary>How much a writer did since it was opened.</summary>
/// <param name="Entries">Entries appended.</param>
/// <param name="Batches">Batches, each with one fsync of the journal before it answered.</param>
/// <param name="FileSyncs">Further fsyncs of files and folders, when the journal was emptied.</param>
public readonly record struct LogWriterCounts(long Entries, long Batches, long FileSyncs);
