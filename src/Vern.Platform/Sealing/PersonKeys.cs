using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Vern.Platform.Sealing.Storage;
using Vern.Platform.Store;

namespace Vern.Platform.Sealing;

/// <summary>
/// The key store of a workspace: one key for each person (or submission), wrapped by the workspace's key, and the workspace's key pair. It is a store of its own
/// (<c>DATA/keys/WORKSPACE.db</c>, or the schema <c>vern_keys</c>), so that its backups can be few and short-lived: erasing a key erases what it sealed, in every
/// backup of the main database too. Thread-safe; many processes may use one.
/// </summary>
public sealed partial class PersonKeys : IAsyncDisposable
{
    private const int KeyBytes = 32;
    private readonly DatabaseAddress address;
    private readonly string dataFolder, workspace;
    private readonly ErasureLog log;
    private readonly TimeProvider clock;
    private volatile WorkspaceKey key;

    private PersonKeys(DatabaseAddress address, string dataFolder, string workspace, TimeProvider clock)
    {
        (this.address, this.dataFolder, this.workspace, this.clock) = (address, dataFolder, workspace, clock);
        log = new(Path.GetFullPath(Path.Combine(dataFolder, "keys", $"{workspace}.erased")));
        key = null!;
    }

    /// <summary>Opens the key store, or makes it with a workspace's key and a key pair; then replays the erasures that a store put back from a backup does not know.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="postgres">A PostgreSQL connection string, or null for SQLite.</param>
    /// <param name="clock">The time; the system's when null.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="SealingException">The workspace's key or the erasure log is missing, or of another store.</exception>
    /// <exception cref="StoreException">The database cannot be opened.</exception>
    public static async Task<PersonKeys> OpenAsync(string dataFolder, string workspace, string? postgres = null, TimeProvider? clock = null, CancellationToken cancel = default)
    {
        var place = postgres is null ? DatabaseAddress.Sqlite(Path.Combine(dataFolder, "keys", $"{workspace}.db")) : DatabaseAddress.Of(dataFolder, workspace, postgres);
        var store = new PersonKeys(place, dataFolder, workspace, clock ?? TimeProvider.System);
        bool isNew;
        await using (var context = store.Context())
        {
            await OpenDatabase.RunAsync(context, place, cancel);
            isNew = !await context.States.AnyAsync(cancel);
        }
        store.key = await WorkspaceKey.OpenAsync(dataFolder, workspace, mayMake: isNew && (place.IsSqlite || !File.Exists(store.CopyFile)));
        if (isNew && !await store.TakeOverAsync(cancel)) await store.BeginAsync(cancel);
        await store.ReplayErasuresAsync(cancel);
        await store.CheckKeyAsync(cancel);
        await store.DropOldPairsAsync(cancel);
        return store;
    }

    /// <summary>Lets go of the database's file.</summary>
    public ValueTask DisposeAsync()
    {
        address.LetGo();
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes a key; it is kept when this returns.</summary>
    /// <param name="scope">What it belongs to, for erasing all of it at once: <c>encodings/2014</c>. No name, no number of a person.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<DataKey> NewKeyAsync(string scope, CancellationToken cancel = default) => (await NewKeysAsync([scope], cancel))[0];

    /// <summary>Makes a key for each scope, all or none.</summary>
    public Task<IReadOnlyList<DataKey>> NewKeysAsync(IReadOnlyList<string> scopes, CancellationToken cancel = default) => WriteAsync<IReadOnlyList<DataKey>>(async (context, state) =>
    {
        var made = scopes.Select(scope => NewRow(state, scope)).ToList();
        await InsertRows.RunAsync(context, made.ConvertAll(one => one.Row), cancel: cancel);
        return made.ConvertAll(one => one.Key);
    }, cancel);

    /// <summary>The keys with these ids; one that was erased is not among them.</summary>
    public async Task<IReadOnlyDictionary<string, DataKey>> KeysAsync(IReadOnlyCollection<string> ids, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var found = new Dictionary<string, DataKey>(StringComparer.Ordinal);
        await using var context = Context();
        if (ids.Count == 1) // a person's page asks so
        {
            if (await keyOf(context, ids.First(), cancel) is { } one) found.Add(one.Id, new(one.Id, await UnwrapAsync(one.Id, one.WorkspaceKey, one.Wrapped)));
            return found;
        }
        foreach (var some in ids.Distinct(StringComparer.Ordinal).Chunk(500))
        {
            foreach (var row in await context.Keys.AsNoTracking().Where(row => some.Contains(row.Id)).ToListAsync(cancel))
                found.Add(row.Id, new(row.Id, await UnwrapAsync(row.Id, row.WorkspaceKey, row.Wrapped)));
        }
        return found;
    }

    private readonly Func<KeyContext, string, CancellationToken, Task<DataKeyRow?>> keyOf = EF.CompileAsyncQuery((KeyContext context, string id, CancellationToken cancel) => context.Keys.AsNoTracking().FirstOrDefault(row => row.Id == id));

    /// <summary>The key by which fields are looked up without opening them (<see cref="BlindIndex"/>); made when first asked for.</summary>
    public async Task<byte[]> IndexKeyAsync(CancellationToken cancel = default)
    {
        const string Scope = "blind-index";
        return await WriteAsync(async (context, state) =>
        {
            if (await context.Keys.FirstOrDefaultAsync(row => row.Scope == Scope, cancel) is { } row) return await UnwrapAsync(row.Id, row.WorkspaceKey, row.Wrapped);
            var (made, added) = NewRow(state, Scope);
            context.Keys.Add(added);
            await context.SaveChangesAsync(cancel);
            return made.Bytes;
        }, cancel);
    }

    /// <summary>Erases keys for good, and with them all that they sealed.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EraseAsync(IReadOnlyCollection<string> ids, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        await using var context = Context();
        var there = new List<string>();
        foreach (var some in ids.Distinct(StringComparer.Ordinal).Chunk(500)) there.AddRange(await context.Keys.Where(row => some.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancel));
        if (there.Count == 0) return 0;
        await log.AppendAsync(there, clock.GetUtcNow(), cancel); // first: a store put back from a backup must learn of it
        await DeleteAsync(there, log.Read().Count, cancel);
        return there.Count;
    }

    /// <summary>Erases all keys of a scope.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EraseScopeAsync(string scope, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await EraseAsync(await context.Keys.Where(row => row.Scope == scope).Select(row => row.Id).ToListAsync(cancel), cancel);
    }

    /// <summary>Which of these were erased, by the log.</summary>
    public IReadOnlySet<string> ErasedOf(IReadOnlyCollection<string> ids)
    {
        var erased = log.Read().ToHashSet(StringComparer.Ordinal);
        erased.IntersectWith(ids);
        return erased;
    }

    /// <summary>Erases again what the log says was erased: a key store put back from a backup has those keys again. Done at every opening, before anything is served.</summary>
    /// <returns>How many keys were there that should not be.</returns>
    /// <exception cref="SealingException">The log is shorter than the store remembers: it was lost or put back from an older copy.</exception>
    public async Task<int> ReplayErasuresAsync(CancellationToken cancel = default)
    {
        var erased = log.Read();
        await using var context = Context();
        var state = await context.States.AsNoTracking().SingleAsync(cancel);
        if (erased.Count < state.Erased)
            throw new SealingException($"{workspace}.erased: the log of erased keys has {erased.Count} lines, the key store remembers {state.Erased}; put back the newest copy of it.");
        var back = new List<string>();
        foreach (var some in erased.Chunk(500)) back.AddRange(await context.Keys.Where(row => some.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancel));
        if (back.Count > 0 || erased.Count > state.Erased) await DeleteAsync(back, erased.Count, cancel);
        return back.Count;
    }

    private async Task DeleteAsync(IReadOnlyList<string> ids, int logged, CancellationToken cancel)
    {
        await WriteAsync(async (context, state) =>
        {
            foreach (var some in ids.Chunk(500)) await context.Keys.Where(row => some.Contains(row.Id)).ExecuteDeleteAsync(cancel);
            state.Erased = Math.Max(state.Erased, logged);
            await context.SaveChangesAsync(cancel);
            return true;
        }, cancel);
        await using var after = Context();
        if (address.IsSqlite) await after.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancel); // secure_delete has overwritten the rows
        else await after.Database.ExecuteSqlRawAsync($"VACUUM (FULL) {KeyContext.Schema}.data_keys", cancel);
    }

    private (DataKey Key, DataKeyRow Row) NewRow(KeyStateRow state, string scope)
    {
        var made = new DataKey(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), RandomNumberGenerator.GetBytes(KeyBytes));
        return (made, new() { Id = made.Id, Scope = scope, WorkspaceKey = state.WorkspaceKey, Wrapped = key.Wrap(made.Id, made.Bytes), MadeAt = clock.GetUtcNow() });
    }

    private KeyContext Context() => KeyContext.Create(address);

    // One transaction that first locks the state's row: nobody wraps with a key that another process has just replaced.
    private async Task<T> WriteAsync<T>(Func<KeyContext, KeyStateRow, Task<T>> change, CancellationToken cancel)
    {
        await using var context = Context();
        if (address.IsSqlite)
        {
            // A key is on the disk before anything that it sealed is: what stands without its key is lost.
            await context.Database.OpenConnectionAsync(cancel);
            await context.Database.ExecuteSqlRawAsync("PRAGMA synchronous=FULL", cancel);
        }
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await context.States.ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, row => row.Revision + 1), cancel);
        var state = await context.States.SingleAsync(cancel);
        if (key.CurrentId != state.WorkspaceKey) await ReadKeyAgainAsync(state.WorkspaceKey);
        var result = await change(context, state);
        await transaction.CommitAsync(cancel);
        return result;
    }
}
