using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Vern.Platform.Auditing;
using Vern.Platform.Store;

namespace Vern.Material.Intake.Storage;

/// <summary>A centre's tables, of every slice, with the outbox of its ledger. The two subclasses differ only in their folder of migrations.</summary>
internal abstract class MaterialContext(DbContextOptions options) : DbContext(options)
{
    internal const string History = "__MaterialMigrationsHistory";

    public DbSet<ProviderRow> Providers => Set<ProviderRow>();
    public DbSet<ReportRow> Reports => Set<ReportRow>();
    public DbSet<ReportFileRow> ReportFiles => Set<ReportFileRow>();
    public DbSet<IntakeCounterRow> IntakeCounters => Set<IntakeCounterRow>();

    internal static MaterialContext Create(DatabaseAddress address) => address.IsSqlite
        ? address.Context<SqliteMaterialContext>(History)
        : address.Context<PostgresMaterialContext>(History);

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        ColumnShapes.Check(ChangeTracker, MaterialShapes.ByName);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ColumnShapes.Check(ChangeTracker, MaterialShapes.ByName);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        IntakeTables.Map(modelBuilder);
        Triage.Storage.TriageTables.Map(modelBuilder);
        Routing.Storage.RoutingTables.Map(modelBuilder);
        Indicators.Storage.IndicatorsTables.Map(modelBuilder);
        Removal.Storage.RemovalTables.Map(modelBuilder);
        Redress.Storage.RedressTables.Map(modelBuilder);
        Identification.Storage.IdentificationTables.Map(modelBuilder);
        Transparency.Storage.TransparencyTables.Map(modelBuilder);
        Platform.Jobs.JobTables.MapOutbox(modelBuilder);
        AuditTables.MapOutbox(modelBuilder);
        SnakeCaseNames.Apply(modelBuilder);
    }
}

internal sealed class SqliteMaterialContext(DbContextOptions<SqliteMaterialContext> options) : MaterialContext(options);

internal sealed class PostgresMaterialContext(DbContextOptions<PostgresMaterialContext> options) : MaterialContext(options);

/// <summary>For <c>dotnet ef migrations add</c>, which never opens the database.</summary>
internal sealed class SqliteMaterialContextFactory : IDesignTimeDbContextFactory<SqliteMaterialContext>
{
    public SqliteMaterialContext CreateDbContext(string[] args) => (SqliteMaterialContext)MaterialContext.Create(DatabaseAddress.Sqlite("design.db"));
}

/// <summary>As the one above, for PostgreSQL.</summary>
internal sealed class PostgresMaterialContextFactory : IDesignTimeDbContextFactory<PostgresMaterialContext>
{
    public PostgresMaterialContext CreateDbContext(string[] args) => (PostgresMaterialContext)MaterialContext.Create(DatabaseAddress.Postgres("Host=design;Database=design"));
}
