using Npgsql;
using Vern.Persons.Collection;

namespace Vern.Persons.Tests.Collection;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;
    public override DateTimeOffset GetUtcNow() => now;
    public void Move(TimeSpan by) => now += by;
}

/// <summary>A new store for a test, in SQLite or PostgreSQL, gone when the test ends.</summary>
internal sealed class StoreFixture : IAsyncDisposable
{
    private readonly string folder;
    private readonly string? server, database;

    private StoreFixture(string folder, string? server, string? database) { this.folder = folder; this.server = server; this.database = database; }

    /// <summary>The databases that every store test runs on.</summary>
    public static TheoryData<string> Databases => ["sqlite", "postgres"];

    public NationalStore Store { get; private set; } = null!;
    public StandingClock Clock { get; } = new(new(2015, 2, 1, 12, 0, 0, TimeSpan.Zero));
    public string Folder => folder;
    public string File => Path.Combine(folder, "national", "vern.db");
    public string? Postgres => server is null ? null : new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = false }.ToString();

    /// <summary>Every byte of the SQLite database's files, as Latin-1 text.</summary>
    public string Bytes() => string.Concat(StoredText.Under(Path.Combine(folder, "national")));

    public static async Task<StoreFixture> OpenAsync(string kind) => await OpenAsync(kind, "national", _ => Task.CompletedTask);

    /// <summary>A store as it is after <paramref name="prepare"/>, which is done once for all tests that ask for the same <paramref name="what"/>.</summary>
    public static async Task<StoreFixture> OpenAsync(string kind, string what, Func<StoreFixture, Task> prepare)
    {
        string? at = null;
        if (kind == "postgres")
        {
            at = Environment.GetEnvironmentVariable("VERN_TEST_POSTGRES");
            if (string.IsNullOrEmpty(at))
            {
                Assert.False(Environment.GetEnvironmentVariable("CI") is "true", "VERN_TEST_POSTGRES is not set; in CI every store test runs on PostgreSQL as well.");
                Assert.Skip("PostgreSQL: VERN_TEST_POSTGRES is not set (tests/postgres.sh start).");
            }
        }
        var (folder, database) = await StoreTemplate.CopyAsync(what, at, async (folder, database) =>
        {
            var first = new StoreFixture(folder, at, database);
            await first.ReopenAsync();
            await prepare(first);
            await first.Store.DisposeAsync();
        });
        var fixture = new StoreFixture(folder, at, database);
        await fixture.ReopenAsync();
        return fixture;
    }

    public async Task ReopenAsync()
    {
        if (Store is not null) await Store.DisposeAsync();
        Store = await NationalStore.OpenAsync(folder, Postgres, Clock);
    }

    /// <summary>Takes everything away, as on a new machine; <see cref="ReopenAsync"/> opens what was put there since.</summary>
    public async Task EmptyAsync()
    {
        await Store.DisposeAsync();
        Store = null!;
        Directory.Delete(folder, recursive: true);
        if (server is null) return;
        await StoreTemplate.ExecuteAsync(server, $"DROP DATABASE {database} WITH (FORCE)");
        await StoreTemplate.ExecuteAsync(server, $"CREATE DATABASE {database} TEMPLATE template0");
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null) await Store.DisposeAsync();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        if (server is null) return;
        foreach (var name in await StoreTemplate.BesideAsync(server, database!)) await StoreTemplate.ExecuteAsync(server, $"DROP DATABASE \"{name}\" WITH (FORCE)");
    }
}
