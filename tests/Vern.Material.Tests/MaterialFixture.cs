using Npgsql;
using Vern.Material.Intake;
using Vern.Persons.Tests;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Localisation;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Material.Tests;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;
    public override DateTimeOffset GetUtcNow() => now;
    public void Move(TimeSpan by) => now += by;
}

/// <summary>A centre with its store, in SQLite or PostgreSQL, gone when the test ends.</summary>
internal sealed class MaterialFixture : IAsyncDisposable
{
    public static readonly Workspace Centre = new("nettvern", WorkspaceKind.Centre, "Nettvern Example", Language.All);
    private readonly string? server, database;

    private MaterialFixture(string folder, string? server, string? database) => (Folder, this.server, this.database) = (folder, server, database);

    /// <summary>The databases that every store test runs on.</summary>
    public static TheoryData<string> Databases => ["sqlite", "postgres"];

    public string Folder { get; }
    public StandingClock Clock { get; } = new(new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero));
    public string? Postgres => server is null ? null : new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = false }.ToString();
    public DatabaseAddress Place => DatabaseAddress.Of(Folder, Centre.Id, Postgres);
    public WorkspaceStore Workspace { get; private set; } = null!;
    public MaterialStore Store { get; private set; } = null!;

    public static async Task<MaterialFixture> OpenAsync(string kind = "sqlite")
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
        var (folder, database) = await StoreTemplate.CopyAsync("centre", at, async (folder, database) =>
        {
            Directory.CreateDirectory(folder);
            var first = new MaterialFixture(folder, at, database);
            await MakeWorkspace.RunAsync(Centre, null, folder, first.Postgres, first.Clock);
            await first.ReopenAsync();
            await first.Workspace.DisposeAsync();
        });
        var fixture = new MaterialFixture(folder, at, database);
        await fixture.ReopenAsync();
        return fixture;
    }

    public async Task ReopenAsync()
    {
        if (Workspace is not null) await Workspace.DisposeAsync();
        Workspace = await WorkspaceStore.OpenAsync(Centre, Folder, Postgres, Clock);
        Store = await MaterialStore.OpenAsync(Workspace, Folder, Postgres, Clock);
    }

    /// <summary>Every byte of the centre's folder, the database's files and the ledger, as Latin-1 text.</summary>
    public string Bytes() => string.Concat(StoredText.Under(Path.Combine(Folder, Centre.Id)));

    public async ValueTask DisposeAsync()
    {
        await Workspace.DisposeAsync();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        if (server is null) return;
        foreach (var name in await StoreTemplate.BesideAsync(server, database!)) await StoreTemplate.ExecuteAsync(server, $"DROP DATABASE \"{name}\" WITH (FORCE)");
    }
}
