using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Platform.Auditing;
using Vern.Platform.Sealing;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Material.Intake;

/// <summary>
/// A centre's work on EF Core, in the workspace's own database beside its accounts, jobs and ledger: reports, indicators, notices, complaints, series. Digests and metadata only, never the material.
/// Every change is one transaction, and with it goes the record of it. What is known of persons is sealed with a key of the report's own. Thread-safe: each call has a connection of its own.
/// </summary>
public sealed partial class MaterialStore
{
    private readonly DatabaseAddress address;
    private readonly WorkspaceStore workspace;
    private readonly TimeProvider clock;

    private MaterialStore(DatabaseAddress address, WorkspaceStore workspace, TimeProvider clock) => (this.address, this.workspace, this.clock) = (address, workspace, clock);

    /// <summary>Opens the store of a centre, or makes its tables.</summary>
    /// <param name="workspace">The centre's store, open; it is disposed of after this one is used no more.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="postgres">The connection string of the deployment's PostgreSQL, or null for SQLite.</param>
    /// <param name="clock">The time; the system's when null.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="StoreException">The database is of a newer Vern, broken, or cannot be reached.</exception>
    public static async Task<MaterialStore> OpenAsync(WorkspaceStore workspace, string dataFolder, string? postgres = null, TimeProvider? clock = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (workspace.Workspace.Kind is not WorkspaceKind.Centre) throw new ArgumentException("Reports of material are a centre's.", nameof(workspace));
        var place = DatabaseAddress.Of(dataFolder, workspace.Workspace.Id, postgres);
        var store = new MaterialStore(place, workspace, clock ?? TimeProvider.System);
        await using (var context = store.Context()) await OpenDatabase.RunAsync(context, place, cancel);
        store.digests = new(await workspace.Keys.IndexKeyAsync(cancel));
        return store;
    }

    /// <summary>Its tables, for back-ups.</summary>
    public static StorePart Part(DatabaseAddress place) => new("material", () => MaterialContext.Create(place));

    internal MaterialContext Context() => MaterialContext.Create(address);

    internal DateTimeOffset Now() => clock.GetUtcNow();

    internal PersonKeys Keys => workspace.Keys;

    internal WorkspaceLedger Ledger => workspace.Ledger;

    /// <summary>One transaction; whoever changes something records it in the same (<see cref="Record"/>).</summary>
    internal async Task<T> WriteAsync<T>(Func<MaterialContext, Task<T>> change, CancellationToken cancel)
    {
        using var turn = await workspace.WriteTurnAsync(cancel);
        await using var context = Context();
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var result = await change(context);
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        workspace.Ledger.Signal();
        return result;
    }

    /// <summary>Into the transaction of what it tells of: both are kept or neither is.</summary>
    /// <param name="context">The transaction's.</param>
    /// <param name="act">What was done.</param>
    /// <param name="resource">To what, as a path of nouns and random numbers; public.</param>
    /// <param name="digest">SHA-256 of what was done, where it cannot be guessed or is published anyway; public.</param>
    /// <param name="detail">What else belongs to it; sealed.</param>
    internal void Record(MaterialContext context, AuditAct act, string resource, string? digest = null, string? detail = null) =>
        context.Add(AuditTables.RowOf(AuditEntry.Of(act, new(resource), Now(), Actor.Current, digest is null ? null : new(digest), detail)));

    /// <summary>A key; null once it is erased.</summary>
    internal async Task<DataKey?> KeyAsync(string id, CancellationToken cancel) => (await workspace.Keys.KeysAsync([id], cancel)).GetValueOrDefault(id);
}
