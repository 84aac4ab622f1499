using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Jobs;
using Vern.Platform.Sealing;
using Vern.Platform.Store;
using Vern.Platform.Workspaces.Storage;

namespace Vern.Platform.Workspaces;

/// <summary>
/// What an agency's or a centre's workspace stands on: accounts, jobs, keys and ledger, in a database, a key store and a folder of its own. The circuits keep their own tables beside these.
/// Thread-safe: each call has a connection of its own; many processes may have it open.
/// </summary>
public sealed class WorkspaceStore : IAsyncDisposable
{
    private readonly DatabaseAddress address;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim turn = new(1);
    private bool disposed;

    private WorkspaceStore(Workspace workspace, DatabaseAddress address, TimeProvider clock) => (Workspace, this.address, this.clock) = (workspace, address, clock);

    /// <summary>What it is.</summary>
    public Workspace Workspace { get; }
    /// <summary>Who may sign in.</summary>
    public AccessStore Access { get; private set; } = null!;
    /// <summary>What must happen once; who is told by webhook.</summary>
    public JobStore Jobs { get; private set; } = null!;
    /// <summary>The key store: what is sealed here opens only with it.</summary>
    public PersonKeys Keys { get; private set; } = null!;
    /// <summary>Where every act is recorded.</summary>
    public WorkspaceLedger Ledger { get; private set; } = null!;

    /// <summary>Opens the store of a workspace, or makes what is missing of it.</summary>
    /// <param name="workspace">The workspace; not the national unit, which has a store of its own.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="postgres">The connection string of the deployment's PostgreSQL, or null for SQLite; the workspace's database is named after it (<see cref="DatabaseAddress.Of"/>).</param>
    /// <param name="clock">The time; the system's when null.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="StoreException">The database is of a newer Vern, broken, or cannot be reached; the ledger is missing, altered or older than the database remembers.</exception>
    /// <exception cref="SealingException">The workspace's key is not here.</exception>
    public static async Task<WorkspaceStore> OpenAsync(Workspace workspace, string dataFolder, string? postgres = null, TimeProvider? clock = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (workspace.Kind is WorkspaceKind.National) throw new ArgumentException("The national unit has a store of its own.", nameof(workspace));
        var place = DatabaseAddress.Of(dataFolder, workspace.Id, postgres);
        var store = new WorkspaceStore(workspace, place, clock ?? TimeProvider.System);
        await using (var context = WorkspaceContext.Create(place)) await OpenDatabase.RunAsync(context, place, cancel);
        store.Jobs = await JobStore.OpenAsync(place, dataFolder, workspace.Id, store.clock, cancel);
        store.Keys = await PersonKeys.OpenAsync(dataFolder, workspace.Id, postgres, store.clock, cancel);
        store.Ledger = await WorkspaceLedger.OpenAsync(new(Path.GetFullPath(Path.Combine(dataFolder, workspace.Id))), workspace.Id, Outbox(place), store.clock, cancel);
        store.Access = (await AccessStore.OpenAsync(dataFolder, workspace.Id, postgres, store.clock, cancel)).RecordIn(store.Ledger);
        return store;
    }

    /// <summary>What is kept in a workspace's database, for back-ups.</summary>
    public static IReadOnlyList<StorePart> Parts(DatabaseAddress place) => [new("workspace", () => WorkspaceContext.Create(place)), AccessStore.Part(place), JobStore.Part(place)];

    /// <summary>Goes on after a loss of the ledger that no mirror can make good, under a new origin that names the old.</summary>
    /// <returns>The new ledger's public key.</returns>
    /// <exception cref="StoreException">The database cannot be opened, or remembers no ledger.</exception>
    public static async Task<Ledger.Checkpoints.NoteKey> ContinueLedgerAsync(Workspace workspace, string dataFolder, string? postgres, string reason, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var place = DatabaseAddress.Of(dataFolder, workspace.Id, postgres);
        await using (var context = WorkspaceContext.Create(place)) await OpenDatabase.RunAsync(context, place, cancel);
        return await WorkspaceLedger.ContinueAsync(new(Path.GetFullPath(Path.Combine(dataFolder, workspace.Id))), workspace.Id, Outbox(place), new(reason), cancel);
    }

    /// <summary>Records an act that no change of the store goes with. It is kept when this returns.</summary>
    public Task RecordAsync(AuditAct act, string resource, string? detail = null, CancellationToken cancel = default) => Ledger.RecordAsync(act, resource, detail, cancel);

    /// <summary>Appends to the ledger what waits, and lets go of the database's file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        await Ledger.AppendAsync();
        Ledger.Dispose();
        await Access.DisposeAsync();
        await Keys.DisposeAsync();
        address.LetGo();
        turn.Dispose();
    }

    /// <summary>
    /// Waits for one's turn to write into a SQLite database, which has one writer: those of this process take turns in the order they came, where SQLite's own waiting lets whoever asks at the right moment go first, and a
    /// long queue starves. Null for PostgreSQL, where rows are locked and not the whole. Disposed of when the transaction has ended; within a turn nobody waits for another.
    /// </summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="TimeoutException">A minute went by: somebody keeps the turn, or waits within it for it.</exception>
    public async Task<IDisposable?> WriteTurnAsync(CancellationToken cancel = default)
    {
        if (!address.IsSqlite) return null;
        // A turn takes milliseconds. Whoever waits within a turn for one gets an error, and all others their turn, where the workspace would stand still for ever.
        return await turn.WaitAsync(TimeSpan.FromMinutes(1), cancel) ? new Turn(turn) : throw new TimeoutException("The database of the workspace is written to for too long.");
    }

    private sealed class Turn(SemaphoreSlim of) : IDisposable
    {
        public void Dispose() => of.Release();
    }

    private static AuditOutbox Outbox(DatabaseAddress place) => new(() => WorkspaceContext.Create(place));
}
