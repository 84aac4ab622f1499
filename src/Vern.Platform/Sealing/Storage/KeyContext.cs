using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Vern.Platform.Store;

namespace Vern.Platform.Sealing.Storage;

/// <summary>The key store's tables: a SQLite file of their own, or a schema of their own in PostgreSQL, so that they are backed up apart from what they seal.</summary>
internal abstract class KeyContext(DbContextOptions options) : DbContext(options)
{
    internal const string Schema = "vern_keys";
    private const string History = "__KeysMigrationsHistory";

    public DbSet<DataKeyRow> Keys => Set<DataKeyRow>();
    public DbSet<KeyPairRow> Pairs => Set<KeyPairRow>();
    public DbSet<KeyStateRow> States => Set<KeyStateRow>();

    internal static KeyContext Create(DatabaseAddress address) => address.IsSqlite
        ? address.Context<SqliteKeyContext>(History, Schema)
        : address.Context<PostgresKeyContext>(History, Schema);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        if (this is PostgresKeyContext) modelBuilder.HasDefaultSchema(Schema);
        var key = modelBuilder.Entity<DataKeyRow>();
        key.ToTable("data_keys").HasKey(row => row.Id);
        key.HasIndex(row => row.Scope);
        modelBuilder.Entity<KeyPairRow>().ToTable("key_pairs").HasKey(row => row.Id);
        modelBuilder.Entity<KeyStateRow>().ToTable("key_state").HasKey(row => row.Id);
        modelBuilder.Entity<KeyStateRow>().Property(row => row.Id).ValueGeneratedNever();
        SnakeCaseNames.Apply(modelBuilder);
    }
}

internal sealed class SqliteKeyContext(DbContextOptions<SqliteKeyContext> options) : KeyContext(options);

internal sealed class PostgresKeyContext(DbContextOptions<PostgresKeyContext> options) : KeyContext(options);

/// <summary>For <c>dotnet ef migrations add</c>, which never opens the database.</summary>
internal sealed class SqliteKeyContextFactory : IDesignTimeDbContextFactory<SqliteKeyContext>
{
    public SqliteKeyContext CreateDbContext(string[] args) => (SqliteKeyContext)KeyContext.Create(DatabaseAddress.Sqlite("design.db"));
}

/// <summary>As the one above, for PostgreSQL.</summary>
internal sealed class PostgresKeyContextFactory : IDesignTimeDbContextFactory<PostgresKeyContext>
{
    public PostgresKeyContext CreateDbContext(string[] args) => (PostgresKeyContext)KeyContext.Create(DatabaseAddress.Postgres("Host=design;Database=design"));
}

/// <summary>The key of a person or a submission, wrapped by the workspace's key.</summary>
internal sealed class DataKeyRow
{
    public required string Id { get; set; }
    public required string Scope { get; set; }
    public required string WorkspaceKey { get; set; }
    public required byte[] Wrapped { get; set; }
    public DateTimeOffset MadeAt { get; set; }
}

/// <summary>The workspace's key pair, the private key wrapped; replaced ones stay while envelopes to them may be on their way.</summary>
internal sealed class KeyPairRow
{
    public required string Id { get; set; }
    public required byte[] PublicKey { get; set; }
    public required string WorkspaceKey { get; set; }
    public required byte[] Wrapped { get; set; }
    public DateTimeOffset MadeAt { get; set; }
    public DateTimeOffset? ReplacedAt { get; set; }
}

/// <summary>One row: the workspace's key that wraps, and how many lines the erasure log has at least. Locked by whoever makes or re-wraps keys.</summary>
internal sealed class KeyStateRow
{
    public int Id { get; set; }
    public required string WorkspaceKey { get; set; }
    public int Erased { get; set; }
    public int Revision { get; set; }
}
