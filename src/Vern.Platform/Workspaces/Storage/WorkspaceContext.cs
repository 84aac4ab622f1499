using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Vern.Platform.Auditing;
using Vern.Platform.Store;

namespace Vern.Platform.Workspaces.Storage;

/// <summary>What every agency and centre keeps besides accounts and jobs: the outbox of its ledger. Its circuits' tables come in contexts of their own.</summary>
internal abstract class WorkspaceContext(DbContextOptions options) : DbContext(options)
{
    internal const string History = "__WorkspaceMigrationsHistory";

    internal static WorkspaceContext Create(DatabaseAddress address) => address.IsSqlite
        ? address.Context<SqliteWorkspaceContext>(History)
        : address.Context<PostgresWorkspaceContext>(History);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        AuditTables.Map(modelBuilder);
        SnakeCaseNames.Apply(modelBuilder);
    }
}

internal sealed class SqliteWorkspaceContext(DbContextOptions<SqliteWorkspaceContext> options) : WorkspaceContext(options);

internal sealed class PostgresWorkspaceContext(DbContextOptions<PostgresWorkspaceContext> options) : WorkspaceContext(options);

/// <summary>For <c>dotnet ef migrations add</c>, which never opens the database.</summary>
internal sealed class SqliteWorkspaceContextFactory : IDesignTimeDbContextFactory<SqliteWorkspaceContext>
{
    public SqliteWorkspaceContext CreateDbContext(string[] args) => (SqliteWorkspaceContext)WorkspaceContext.Create(DatabaseAddress.Sqlite("design.db"));
}

/// <summary>As the one above, for PostgreSQL.</summary>
internal sealed class PostgresWorkspaceContextFactory : IDesignTimeDbContextFactory<PostgresWorkspaceContext>
{
    public PostgresWorkspaceContext CreateDbContext(string[] args) => (PostgresWorkspaceContext)WorkspaceContext.Create(DatabaseAddress.Postgres("Host=design;Database=design"));
}
