using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Vern.Platform.Store;

namespace Vern.Platform.Jobs.Storage;

/// <summary>Jobs, who is told by webhook, and the answers kept for repeated requests, in a workspace's database with a migrations history of their own.</summary>
internal abstract class JobsContext(DbContextOptions options) : DbContext(options)
{
    internal const string History = "__JobsMigrationsHistory";

    public DbSet<JobRow> Jobs => Set<JobRow>();
    public DbSet<WebhookRow> Webhooks => Set<WebhookRow>();
    public DbSet<KeptAnswerRow> KeptAnswers => Set<KeptAnswerRow>();

    internal static JobsContext Create(DatabaseAddress address) => address.IsSqlite
        ? address.Context<SqliteJobsContext>(History)
        : address.Context<PostgresJobsContext>(History);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        JobTables.Map(modelBuilder);
        var webhook = modelBuilder.Entity<WebhookRow>();
        webhook.ToTable("webhooks").HasKey(row => row.Id);
        webhook.Property(row => row.Address).HasMaxLength(2000);
        webhook.Property(row => row.Events).HasMaxLength(400);
        var kept = modelBuilder.Entity<KeptAnswerRow>();
        kept.ToTable("kept_answers").HasKey(row => row.Key);
        kept.HasIndex(row => row.ExpiresAt);
        SnakeCaseNames.Apply(modelBuilder);
    }
}

/// <summary>Somebody who is told.</summary>
internal sealed class WebhookRow
{
    public int Id { get; set; }
    public required string Address { get; set; }
    public required string Events { get; set; }
    /// <summary>The secret that signatures are made with, sealed with the workspace's access key.</summary>
    public required byte[] Secret { get; set; }
    public required string MadeBy { get; set; }
    public long MadeAt { get; set; }
    public long OffAt { get; set; }
}

/// <summary>The answer to a request that bore a key; without a status while it is worked on.</summary>
internal sealed class KeptAnswerRow
{
    /// <summary>SHA-256 of client, operation and key.</summary>
    public required string Key { get; set; }
    /// <summary>SHA-256 of the body.</summary>
    public required string Digest { get; set; }
    public int Status { get; set; }
    public string? Location { get; set; }
    public string? ContentType { get; set; }
    public byte[]? Body { get; set; }
    public long LeaseUntil { get; set; }
    public long MadeAt { get; set; }
    public long ExpiresAt { get; set; }
}

internal sealed class SqliteJobsContext(DbContextOptions<SqliteJobsContext> options) : JobsContext(options);

internal sealed class PostgresJobsContext(DbContextOptions<PostgresJobsContext> options) : JobsContext(options);

/// <summary>For <c>dotnet ef migrations add</c>, which never opens the database.</summary>
internal sealed class SqliteJobsContextFactory : IDesignTimeDbContextFactory<SqliteJobsContext>
{
    public SqliteJobsContext CreateDbContext(string[] args) => (SqliteJobsContext)JobsContext.Create(DatabaseAddress.Sqlite("design.db"));
}

/// <summary>As the one above, for PostgreSQL.</summary>
internal sealed class PostgresJobsContextFactory : IDesignTimeDbContextFactory<PostgresJobsContext>
{
    public PostgresJobsContext CreateDbContext(string[] args) => (PostgresJobsContext)JobsContext.Create(DatabaseAddress.Postgres("Host=design;Database=design"));
}
