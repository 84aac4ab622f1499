using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;
using Vern.Ledger.Proofs;
using Vern.Platform.Store;

namespace Vern.Platform.Auditing;

/// <summary>
/// A workspace's ledger. What is recorded stands in the database's outbox first, in the transaction of what it tells of; <see cref="AppendAsync"/> brings it to the ledger, each act once:
/// an append that was not noted down before a crash is found again in the ledger by its id. The log's folder is held only while something is appended, so that several processes serve one workspace.
/// </summary>
public sealed partial class WorkspaceLedger : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Pause = TimeSpan.FromMilliseconds(50);

    private readonly LedgerFiles files;
    private readonly NoteSigner signer;
    private readonly TimeProvider clock;
    private bool opened;
    // What is read does not wait for what is just being appended: the log's files only grow, and what is kept of them has a lock of its own.
    private readonly SemaphoreSlim one = new(1, 1), reading = new(1, 1), news = new(0, 1);

    private WorkspaceLedger(LedgerFiles files, NoteSigner signer, AuditOutbox outbox, TimeProvider clock) => (this.files, this.signer, Outbox, this.clock) = (files, signer, outbox, clock);

    /// <summary>The public key, to be pinned by whoever verifies.</summary>
    public NoteKey Key => signer.Key;
    /// <summary>Where everything lies.</summary>
    public LedgerFiles Files => files;
    /// <summary>The acts as the database keeps them.</summary>
    public AuditOutbox Outbox { get; }
    /// <summary>Why the last attempt to append failed; null when it did not. What waits stays in the outbox.</summary>
    public string? Problem { get; private set; }
    /// <summary>What had to be put right, one line each.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    internal Func<Task>? AfterAppend { get; set; }

    /// <summary>Opens a workspace's ledger, or makes it with its key; appends what waits.</summary>
    /// <param name="files">Where it lies.</param>
    /// <param name="workspace">The kind of workspace, for a new log's origin.</param>
    /// <param name="outbox">The workspace's outbox.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="StoreException">The ledger is missing, altered or older than the database remembers. The message says so, and the two ways on.</exception>
    public static async Task<WorkspaceLedger> OpenAsync(LedgerFiles files, string workspace, AuditOutbox outbox, TimeProvider clock, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(outbox);
        var remembered = await outbox.RememberedAsync(cancel);
        if (remembered is null && !files.HasLog)
        {
            Directory.CreateDirectory(files.Workspace);
            var ledger = new WorkspaceLedger(files, await files.MakeSignerAsync(workspace, cancel), outbox, clock);
            await using (var writer = await ledger.HeldAsync(() => LogWriter.Create(files.Log, ledger.signer), cancel)) await outbox.PlaceAsync([], writer.Latest, cancel);
            await ledger.AppendAsync(cancel);
            return ledger;
        }
        if (!files.HasLog) throw new StoreException($"{files.Log}: the ledger is missing; the database remembers {remembered!.Checkpoint.Size} entries of it. {WaysOn(files)}");
        var there = new WorkspaceLedger(files, files.ReadSigner(), outbox, clock);
        if (remembered is not null && !remembered.Key.Equals(there.Key)) throw new StoreException($"{files.SecretKey}: is the key of {there.Key.Name}; the database remembers a ledger of {remembered.Key.Name}. {WaysOn(files)}");
        await there.AppendAsync(refuseToStart: true, cancel);
        return there;
    }

    /// <summary>Puts the old log and its keys aside and begins a log under a new origin and key, whose first entry names the old one and the newest checkpoint that the database remembers of it.</summary>
    /// <returns>The new public key.</returns>
    /// <exception cref="StoreException">The database remembers no ledger.</exception>
    public static async Task<NoteKey> ContinueAsync(LedgerFiles files, string workspace, AuditOutbox outbox, PublicText reason, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(outbox);
        var old = await outbox.RememberedAsync(cancel) ?? throw new StoreException($"{files.Log}: the database remembers no ledger that could be gone on from.");
        files.PutAside(old.Checkpoint.Origin);
        var made = await files.MakeSignerAsync(workspace, CancellationToken.None);
        await using var writer = await Continuation.StartAsync(files.Log, made, old, reason);
        await outbox.BeginAnewAsync(writer.Latest, CancellationToken.None);
        return made.Key;
    }

    /// <summary>Signs a text with the ledger's key, as a note. It can never pass for one of the ledger's checkpoints.</summary>
    /// <param name="text">Ends in a newline; its first line is not the ledger's origin.</param>
    public SignedNote Sign(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(signer.Key.Name + "\n", StringComparison.Ordinal)) throw new ArgumentException("A text that begins with the ledger's origin is a checkpoint's.", nameof(text));
        return SignedNote.Sign(text, signer);
    }

    /// <summary>Records an act that no change of the database goes with. It is kept when this returns, and appended soon.</summary>
    public Task RecordAsync(AuditAct act, string resource, string? detail = null, CancellationToken cancel = default) => RecordAsync(act, resource, null, detail, cancel);

    /// <summary>The same, with SHA-256 of what was done, in public.</summary>
    public async Task RecordAsync(AuditAct act, string resource, PublicText? digest, string? detail, CancellationToken cancel = default)
    {
        await Outbox.AddAsync(AuditEntry.Of(act, new(resource), clock.GetUtcNow(), Actor.Current, digest, detail), cancel);
        Signal();
    }

    /// <summary>Says that something was recorded, so that it is appended soon.</summary>
    public void Signal()
    {
        try { news.Release(); }
        catch (SemaphoreFullException) { } // somebody has said so already
    }

    /// <summary>Waits until something was recorded, or for so long.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancel) => news.WaitAsync(longest, cancel);

    /// <summary>Appends what waits. A failure is kept in <see cref="Problem"/> and loses nothing.</summary>
    public Task AppendAsync(CancellationToken cancel = default) => AppendAsync(refuseToStart: false, cancel);

    /// <summary>Verifies the whole log against its key and what the database remembers of it, while nothing is appended by this process.</summary>
    public async Task<VerifyReport> VerifyAsync(CancellationToken cancel = default)
    {
        await one.WaitAsync(cancel);
        try
        {
            return LogVerifier.Verify(new FolderSource(files.Log), new VerifyOptions(Key) { Since = await Outbox.RememberedAsync(cancel) }, cancel: cancel);
        }
        finally { one.Release(); }
    }

    /// <summary>The receipt of the newest act of a kind on a resource, if its entry has this digest; null where there is none. Nothing sealed is opened in it.</summary>
    public async Task<string?> ReceiptAsync(AuditAct act, string resource, string digest, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        await AppendAsync(cancel);
        var (places, _) = await Outbox.FindAsync(new(act.Kind, resource), 0, 10, cancel);
        if ((await ReadAsync(places, cancel)).FirstOrDefault(read => read.Digest == digest && read.Resource == resource) is not { } found) return null;
        return Receipt.Make(new FolderSource(files.Log), (await Outbox.RememberedAsync(cancel))!, found.Place, cancel: cancel).ToString();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        one.Dispose();
        reading.Dispose();
        news.Dispose();
    }

    private async Task AppendAsync(bool refuseToStart, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            while (await AppendOnceAsync(cancel) == AuditOutbox.AtOnce) { } // fewer: all that waited; what came since goes with the next, or in a flood this would never end and sync the disk for each handful
            Problem = null;
        }
        catch (InvalidDataException altered) when (refuseToStart)
        {
            throw new StoreException($"{files.Log}: {altered.Message.TrimEnd('.')}. {WaysOn(files)}", altered);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Problem = problem.Message;
        }
        catch (Exception problem) when (!refuseToStart && OpenDatabase.IsAway(problem))
        {
            Problem = "the database does not answer";
        }
        finally { one.Release(); }
    }

    // The lock first, then what the database knows: what another process appended meanwhile is known by then.
    private async Task<int> AppendOnceAsync(CancellationToken cancel)
    {
        var remembered = await Outbox.RememberedAsync(cancel);
        var pending = await Outbox.PendingAsync(cancel);
        if (pending.Count == 0 && remembered is not null && opened) return 0;
        await using var writer = await HeldAsync(() => LogWriter.Open(files.Log, signer, remembered), cancel);
        if (writer.Recovered.Count > 0) Notes = writer.Recovered;
        opened = true;
        var known = (await Outbox.RememberedAsync(cancel))?.Checkpoint.Size ?? 0;
        if (writer.Latest.Checkpoint.Size > known || remembered is null)
        {
            var tree = new TreeReader(new FolderSource(files.Log), writer.Latest.Checkpoint.Size);
            var there = new List<ActRow>();
            for (var place = known; place < writer.Latest.Checkpoint.Size; place++)
                if (ReadAct.Of(place, tree.Entry(place, cancel).Span, (PayloadStore?)null) is { Id: { } } read) there.Add(read.ToRow());
            var unknown = await Outbox.PlaceAsync(there, writer.Latest, cancel);
            if (unknown > 0) Notes = [.. Notes, $"the ledger has {unknown} entries that the database did not know: an older copy of the database was put back"];
        }
        pending = await Outbox.PendingAsync(cancel);
        if (pending.Count == 0) return 0;
        var payloads = new PayloadStore(files.Payloads);
        var sealedParts = pending.Select(AuditTables.HiddenOf).ToList();
        payloads.Keep([.. sealedParts.SelectMany(parts => parts).Select(part => KeyValuePair.Create(part.Value.CommitmentFor(part.Key), part.Value))]);
        var answer = await writer.AppendAsync([.. pending.Select(row => (ReadOnlyMemory<byte>)row.Entry)], CancellationToken.None);
        if (AfterAppend is { } after) await after();
        for (var at = 0; at < pending.Count; at++) pending[at].Place = answer.FirstIndex + at;
        await Outbox.PlaceAsync(pending, answer.Checkpoint, CancellationToken.None);
        await reading.WaitAsync(CancellationToken.None);
        try
        {
            Forget(payloads);
            for (var at = 0; at < pending.Count; at++)
            {
                var parts = sealedParts[at];
                signed[answer.FirstIndex + at] = MerkleTree.LeafHash(pending[at].Entry);
                Keep((ReadAct.Of(answer.FirstIndex + at, pending[at].Entry, (name, _) => parts.GetValueOrDefault(name)), signed[answer.FirstIndex + at]));
            }
        }
        finally { reading.Release(); }
        return pending.Count;
    }

    // One writer a folder: another process has it for moments only.
    private async Task<LogWriter> HeldAsync(Func<LogWriter> open, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            try { return open(); }
            catch (IOException taken) when (taken.Message.Contains("another writer has this log", StringComparison.Ordinal) && clock.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause, cancel);
            }
        }
    }

    private static string WaysOn(LedgerFiles files) =>
        $"Bring it up to date from a mirror (vern ledger mirror MIRROR {files.Log} --key {files.PublicKey}), or, where nobody has one, go on under a new origin that names the old (vern ledger continue --data {Path.GetDirectoryName(files.Workspace)}{(Path.GetFileName(files.Workspace) is var id && id == Workspaces.Workspace.NationalId ? "" : $" --workspace {id}")} --reason WHY).";
}
