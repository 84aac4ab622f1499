using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Vern.Persons.Api;
using Vern.Persons.Auditing;
using Vern.Persons.Collection.Storage;
using Vern.Platform.Auditing;
using Vern.Platform.Jobs;
using Vern.Platform.Sealing;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Persons.Collection;

/// <summary>
/// The national unit's store on EF Core: a SQLite file <c>national/vern.db</c> under the data folder, or PostgreSQL. Every change is one transaction, and
/// with it goes the record of it, which <see cref="Ledger"/> takes to <c>national/ledger</c>.
/// Thread-safe: each call has a connection of its own.
/// </summary>
public sealed partial class NationalStore : INationalStore, IAsyncDisposable
{
    private readonly DatabaseAddress address;
    private readonly TimeProvider clock;
    private bool disposed;

    private NationalStore(DatabaseAddress address, TimeProvider clock) { this.address = address; this.clock = clock; }

    /// <summary>What must happen once, whatever stops in between; who is told by webhook.</summary>
    public JobStore Jobs { get; private set; } = null!;

    /// <summary>The key store: what is sealed here opens only with it.</summary>
    public PersonKeys Keys { get; private set; } = null!;

    /// <summary>What was erased again at opening, since the ledger tells of it and the database, put back from a backup, held it.</summary>
    public IReadOnlyList<string> ErasedAgain { get; private set; } = [];

    /// <summary>Where every act is recorded.</summary>
    public WorkspaceLedger Ledger { get; private set; } = null!;

    /// <summary>Opens the store of a data folder, or makes it: the folder readable by its owner only, the register of bodies that Vern is shipped with.</summary>
    /// <param name="dataFolder">The data folder; with PostgreSQL only the ledger lies in it.</param>
    /// <param name="postgres">A PostgreSQL connection string, or null for SQLite.</param>
    /// <param name="clock">The time; the system's when null.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="StoreException">The database is of a newer Vern, broken, or cannot be reached; the ledger is missing, altered or older than the database remembers.</exception>
    public static async Task<NationalStore> OpenAsync(string dataFolder, string? postgres = null, TimeProvider? clock = null, CancellationToken cancel = default)
    {
        var place = DatabaseAddress.Of(dataFolder, "national", postgres);
        var store = new NationalStore(place, clock ?? TimeProvider.System);
        await using var context = store.Context();
        await OpenDatabase.RunAsync(context, place, cancel);
        store.Jobs = await JobStore.OpenAsync(place, dataFolder, Workspace.NationalId, store.clock, cancel);
        await store.OpenKeysAsync(dataFolder, postgres, cancel);
        if (!await context.Bodies.AnyAsync(cancel)) await store.AddShippedBodiesAsync(cancel);
        if (await context.Destructions.AnyAsync(row => row.ClearedAt == null, cancel)) await store.ClearFreedPagesAsync(cancel);
        store.Ledger = await WorkspaceLedger.OpenAsync(new(Path.GetFullPath(Path.Combine(dataFolder, "national"))), "national", new(store.Context), store.clock, cancel);
        await store.FinishErasuresAsync(cancel);
        store.ErasedAgain = await store.ReplayErasuresAsync(cancel);
        return store;
    }

    /// <summary>Its tables, for back-ups.</summary>
    public static StorePart Part(DatabaseAddress place) => new("national", () => NationalContext.Create(place));

    /// <summary>Goes on after a loss that no mirror can make good: puts the old ledger aside and begins one under a new origin and key, whose first entry names the old one as the database remembers it.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="postgres">A PostgreSQL connection string, or null for SQLite.</param>
    /// <param name="reason">Why; public for ever.</param>
    /// <param name="cancel">Stops before anything is done.</param>
    /// <returns>The new ledger's public key.</returns>
    /// <exception cref="StoreException">The database cannot be opened, or remembers no ledger.</exception>
    public static async Task<Vern.Ledger.Checkpoints.NoteKey> ContinueLedgerAsync(string dataFolder, string? postgres, string reason, CancellationToken cancel = default)
    {
        var place = postgres is null ? DatabaseAddress.Sqlite(Path.Combine(dataFolder, "national", "vern.db")) : DatabaseAddress.Postgres(postgres);
        var store = new NationalStore(place, TimeProvider.System);
        await using (var context = store.Context()) await OpenDatabase.RunAsync(context, place, cancel);
        return await WorkspaceLedger.ContinueAsync(new(Path.GetFullPath(Path.Combine(dataFolder, "national"))), "national", new(store.Context), new(reason), cancel);
    }

    /// <summary>Appends to the ledger what waits, and lets go of the database's file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        await Ledger.AppendAsync();
        Ledger.Dispose();
        await Keys.DisposeAsync();
        address.LetGo();
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<int>> YearsAsync(CancellationToken cancel = default) =>
        KeptAsync<IReadOnlyList<int>>("years", async context => await context.Rounds.OrderByDescending(row => row.Year).Select(row => row.Year).ToListAsync(cancel), cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<Body>> BodiesAsync(CancellationToken cancel = default) => KeptAsync("bodies", context => BodiesAsync(context, cancel), cancel);

    /// <inheritdoc />
    public async Task PutBodyAsync(Body body, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        await WriteAsync(AllYears, async context =>
        {
            if (body.PartOf is { } whole && (whole == body.Id || !await context.Bodies.AnyAsync(row => row.Id == whole.Value, cancel)))
                throw new InvalidOperationException($"'{body.Id}' cannot be part of '{whole}': no other body of that name is in the register.");
            var row = await context.Bodies.FindAsync([body.Id.Value], cancel);
            if (row is null) context.Bodies.Add(RowOf(body));
            else context.Entry(row).CurrentValues.SetValues(RowOf(body));
            Record(context, NationalActs.BodyChanged, $"body/{body.Id}");
            await context.SaveChangesAsync(cancel);
            return true;
        }, cancel, rows: false);
    }

    /// <inheritdoc />
    public Task RecordAsync(AuditAct act, string resource, string? digest = null, string? detail = null, CancellationToken cancel = default) => WriteAsync(null, async context =>
    {
        Record(context, act, resource, digest, detail);
        await context.SaveChangesAsync(cancel);
        return true;
    }, cancel);

    // Into the transaction of what it tells of: both are kept or neither is.
    private void Record(NationalContext context, AuditAct act, string resource, string? digest = null, string? detail = null, string? by = null)
    {
        var entry = AuditEntry.Of(act, new(resource), Now(), Actor.Current.Named(by), digest is null ? null : new(digest), detail);
        context.Add(AuditTables.RowOf(entry));
        if (NationalEvents.Of(act, resource, entry.At) is { } told) context.Add(SendWebhooks.RowOf(entry.Id, told));
    }

    private NationalContext Context() => NationalContext.Create(address);

    private Task AddShippedBodiesAsync(CancellationToken cancel) => WriteAsync(AllYears, async context =>
    {
        if (await context.Bodies.AnyAsync(cancel)) return false;
        context.Bodies.AddRange(ShippedRegister.Bodies.Select(RowOf));
        await context.SaveChangesAsync(cancel);
        return true;
    }, cancel, rows: false);

    /// <summary>
    /// One transaction. With a year it first counts up the round's revision: that locks the round's row in PostgreSQL (SQLite has one writer anyway),
    /// so that what the transaction then reads of the round cannot change under it. With <see cref="AllYears"/> it counts up every round's. Whatever a reader may have kept is then read anew;
    /// null is for what no kept reading holds. Not <paramref name="rows"/>: what is read of submissions and their rows still holds.
    /// </summary>
    private async Task<T> WriteAsync<T>(int? year, Func<NationalContext, Task<T>> change, CancellationToken cancel, bool rows = true)
    {
        await using var context = Context();
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var more = rows ? 1 : 0;
        if (year is { } locked) await context.Rounds.Where(row => locked == AllYears || row.Year == locked).ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, row => row.Revision + 1).SetProperty(row => row.RowsRevision, row => row.RowsRevision + more), cancel);
        var result = await change(context);
        await transaction.CommitAsync(cancel);
        if (year is not null) Forget(rows);
        Ledger?.Signal();
        Jobs?.Signal();
        return result;
    }

    private static async Task<IReadOnlyList<Body>> BodiesAsync(NationalContext context, CancellationToken cancel)
    {
        var rows = await context.Bodies.AsNoTracking().ToListAsync(cancel);
        return [.. rows.OrderBy(row => ShippedRegister.Position(row.Id)).ThenBy(row => row.Id, StringComparer.Ordinal).Select(BodyOf)];
    }

    private static BodyRow RowOf(Body body) => new()
    {
        Id = body.Id.Value, Name = body.Name, EnglishName = body.EnglishName, Kind = body.Kind, Legal = body.Legal, Region = body.Region, PartOf = body.PartOf?.Value,
    };

    private static Body BodyOf(BodyRow row) =>
        new(new(row.Id), row.Name, row.EnglishName, row.Kind, row.Legal, row.Region, row.PartOf is { } whole ? new BodyId(whole) : null);

    private DateTimeOffset Now() => clock.GetUtcNow();
}
