using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Vern.Platform.Auditing;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Platform.Access.Storage;

/// <summary>The tables of accounts in a workspace's database, with a migrations history of their own. The two subclasses differ only in their folder of migrations.</summary>
internal abstract class AccessContext(DbContextOptions options) : DbContext(options)
{
    internal const string History = "__AccessMigrationsHistory";

    public DbSet<PersonRow> People => Set<PersonRow>();
    public DbSet<AccountRow> Accounts => Set<AccountRow>();
    public DbSet<RoleRow> Roles => Set<RoleRow>();
    public DbSet<LinkRow> Links => Set<LinkRow>();
    public DbSet<DeviceRow> Devices => Set<DeviceRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<ProposalRow> Proposals => Set<ProposalRow>();

    public DbSet<PasskeyRow> Passkeys => Set<PasskeyRow>();
    public DbSet<AnsweredRow> Answered => Set<AnsweredRow>();
    public DbSet<SubjectRow> Subjects => Set<SubjectRow>();
    public DbSet<DelegationRow> Delegations => Set<DelegationRow>();
    public DbSet<EmergencyRow> Emergencies => Set<EmergencyRow>();
    /// <summary>What goes to the workspace's outbox with this transaction. That table is the workspace's own, made and backed up with its other tables.</summary>
    public List<ActRow> Noted { get; } = [];
    /// <summary>What is told by webhook of it, as jobs of the workspace.</summary>
    public List<Jobs.JobRow> Told { get; } = [];

    // The next one who is given this context begins with nothing noted.
    public override void Dispose()
    {
        Noted.Clear();
        Told.Clear();
        base.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        Noted.Clear();
        Told.Clear();
        return base.DisposeAsync();
    }

    internal static AccessContext Create(DatabaseAddress address) => address.IsSqlite
        ? address.Context<SqliteAccessContext>(History)
        : address.Context<PostgresAccessContext>(History);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.Properties<SessionKind>().HaveConversion<string>().HaveMaxLength(24);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Table<PersonRow>(modelBuilder, "access_people", person =>
        {
            person.Property(row => row.Name).HasMaxLength(80);
            person.HasIndex(row => row.Name).IsUnique();
        });
        Table<AccountRow>(modelBuilder, "access_accounts", account =>
        {
            account.Property(row => row.Name).HasMaxLength(80);
            account.HasIndex(row => row.Name).IsUnique();
            account.Property(row => row.Team).HasMaxLength(60);
            account.HasOne<PersonRow>().WithMany().HasForeignKey(row => row.PersonId);
        });
        Table<RoleRow>(modelBuilder, "access_roles", role => { role.HasKey(row => new { row.AccountId, row.Role }); OfAccount(role); });
        Table<LinkRow>(modelBuilder, "access_links", link => { link.HasKey(row => row.Digest); OfAccount(link); });
        Table<DeviceRow>(modelBuilder, "access_devices", device => { device.HasKey(row => row.Digest); OfAccount(device); });
        Table<SessionRow>(modelBuilder, "access_sessions", session => { session.HasIndex(row => row.Digest).IsUnique(); session.Property(row => row.Level).HasMaxLength(200); session.Property(row => row.ProviderSession).HasMaxLength(64); OfAccount(session); });
        Table<PasskeyRow>(modelBuilder, "access_passkeys", passkey =>
        {
            passkey.Property(row => row.Credential).HasMaxLength(1400);
            passkey.Property(row => row.Name).HasMaxLength(60);
            passkey.HasIndex(row => row.Credential).IsUnique();
            OfAccount(passkey);
        });
        Table<AnsweredRow>(modelBuilder, "access_answered", answered => answered.HasKey(row => row.Digest));
        Table<SubjectRow>(modelBuilder, "access_subjects", subject =>
        {
            subject.Property(row => row.Issuer).HasMaxLength(300);
            subject.Property(row => row.Subject).HasMaxLength(300);
            subject.HasKey(row => new { row.Issuer, row.Subject });
            OfAccount(subject);
        });
        Table<DelegationRow>(modelBuilder, "access_delegations", delegation =>
        {
            delegation.Property(row => row.Role).HasMaxLength(60);
            delegation.HasOne<AccountRow>().WithMany().HasForeignKey(row => row.FromId);
            delegation.HasOne<AccountRow>().WithMany().HasForeignKey(row => row.ToId);
        });
        Table<EmergencyRow>(modelBuilder, "access_emergencies", emergency =>
        {
            emergency.Property(row => row.Reason).HasMaxLength(1000);
            emergency.Property(row => row.Review).HasMaxLength(1000);
            emergency.HasOne<PersonRow>().WithMany().HasForeignKey(row => row.PersonId);
            emergency.HasOne<PersonRow>().WithMany().HasForeignKey(row => row.ReviewerId);
            OfAccount(emergency);
        });
        Table<ProposalRow>(modelBuilder, "access_proposals", proposal => proposal.HasKey(row => new { row.Act, row.Subject }));
        SnakeCaseNames.Apply(modelBuilder);
    }

    private static void OfAccount<T>(EntityTypeBuilder<T> row) where T : class => row.HasOne<AccountRow>().WithMany().HasForeignKey("AccountId");
}

internal sealed class SqliteAccessContext(DbContextOptions<SqliteAccessContext> options) : AccessContext(options);

internal sealed class PostgresAccessContext(DbContextOptions<PostgresAccessContext> options) : AccessContext(options);

/// <summary>For <c>dotnet ef migrations add</c>, which never opens the database.</summary>
internal sealed class SqliteAccessContextFactory : IDesignTimeDbContextFactory<SqliteAccessContext>
{
    public SqliteAccessContext CreateDbContext(string[] args) => (SqliteAccessContext)AccessContext.Create(DatabaseAddress.Sqlite("design.db"));
}

/// <summary>As the one above, for PostgreSQL.</summary>
internal sealed class PostgresAccessContextFactory : IDesignTimeDbContextFactory<PostgresAccessContext>
{
    public PostgresAccessContext CreateDbContext(string[] args) => (PostgresAccessContext)AccessContext.Create(DatabaseAddress.Postgres("Host=design;Database=design"));
}
