using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Vern.Persons.OwnView.Storage;
using Vern.Persons.Referral.Storage;
using Vern.Platform.Auditing;
using Vern.Platform.Store;

namespace Vern.Persons.Registration.Storage;

/// <summary>An agency's casework tables, of every slice, with the outbox of its ledger. The two subclasses differ only in their folder of migrations.</summary>
internal abstract class CaseContext(DbContextOptions options) : DbContext(options)
{
    internal const string History = "__CasesMigrationsHistory";

    public DbSet<PersonRow> Persons => Set<PersonRow>();
    public DbSet<FactRow> Facts => Set<FactRow>();
    public DbSet<LookUpRow> LookUps => Set<LookUpRow>();
    public DbSet<MemberRow> Members => Set<MemberRow>();
    public DbSet<DraftRow> Drafts => Set<DraftRow>();
    public DbSet<DocumentRow> Documents => Set<DocumentRow>();
    public DbSet<TaskRow> Tasks => Set<TaskRow>();
    public DbSet<ImportColumnRow> ImportColumns => Set<ImportColumnRow>();
    public DbSet<ConsentRow> Consents => Set<ConsentRow>();
    public DbSet<ServiceRow> Services => Set<ServiceRow>();
    public DbSet<ReferralRow> Referrals => Set<ReferralRow>();
    public DbSet<ReferralStepRow> ReferralSteps => Set<ReferralStepRow>();
    public DbSet<OutgoingRow> Outgoing => Set<OutgoingRow>();
    public DbSet<OwnCardRow> OwnCards => Set<OwnCardRow>();
    public DbSet<OwnSessionRow> OwnSessions => Set<OwnSessionRow>();
    public DbSet<OwnWordsRow> OwnWords => Set<OwnWordsRow>();
    public DbSet<ComplaintRow> Complaints => Set<ComplaintRow>();
    public DbSet<ReplyPageRow> ReplyPages => Set<ReplyPageRow>();
    public DbSet<TakenEnvelopeRow> TakenEnvelopes => Set<TakenEnvelopeRow>();
    public DbSet<OwnReport.Storage.SentReportRow> SentReports => Set<OwnReport.Storage.SentReportRow>();
    public DbSet<OwnReport.Storage.OwnWorkRow> OwnWork => Set<OwnReport.Storage.OwnWorkRow>();
    public DbSet<OwnReport.Storage.RoundKeyRow> RoundKeys => Set<OwnReport.Storage.RoundKeyRow>();

    public DbSet<KnownElsewhere.Storage.ElsewhereQuestionRow> ElsewhereQuestions => Set<KnownElsewhere.Storage.ElsewhereQuestionRow>();
    public DbSet<KnownElsewhere.Storage.ElsewhereMatchRow> ElsewhereMatches => Set<KnownElsewhere.Storage.ElsewhereMatchRow>();

    internal static CaseContext Create(DatabaseAddress address) => address.IsSqlite
        ? address.Context<SqliteCaseContext>(History)
        : address.Context<PostgresCaseContext>(History);

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        ColumnShapes.Check(ChangeTracker, CaseShapes.ByName);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ColumnShapes.Check(ChangeTracker, CaseShapes.ByName);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        PersonTables.Map(modelBuilder);
        Rights.Storage.RightTables.Map(modelBuilder);
        WorkTables.Map(modelBuilder);
        ExchangeTables.Map(modelBuilder);
        ConsentTables.Map(modelBuilder);
        DirectoryTables.Map(modelBuilder);
        ReferralTables.Map(modelBuilder);
        OwnTables.Map(modelBuilder);
        Rights.Storage.SettingTables.Map(modelBuilder);
        OwnReport.Storage.ReportTables.Map(modelBuilder);
        AssignmentTables.Map(modelBuilder);
        MeetingTables.Map(modelBuilder);
        KnownElsewhere.Storage.ElsewhereTables.Map(modelBuilder);
        Platform.Jobs.JobTables.MapOutbox(modelBuilder);
        AuditTables.MapOutbox(modelBuilder);
        SnakeCaseNames.Apply(modelBuilder);
    }
}

internal sealed class SqliteCaseContext(DbContextOptions<SqliteCaseContext> options) : CaseContext(options);

internal sealed class PostgresCaseContext(DbContextOptions<PostgresCaseContext> options) : CaseContext(options);

/// <summary>For <c>dotnet ef migrations add</c>, which never opens the database.</summary>
internal sealed class SqliteCaseContextFactory : IDesignTimeDbContextFactory<SqliteCaseContext>
{
    public SqliteCaseContext CreateDbContext(string[] args) => (SqliteCaseContext)CaseContext.Create(DatabaseAddress.Sqlite("design.db"));
}

/// <summary>As the one above, for PostgreSQL.</summary>
internal sealed class PostgresCaseContextFactory : IDesignTimeDbContextFactory<PostgresCaseContext>
{
    public PostgresCaseContext CreateDbContext(string[] args) => (PostgresCaseContext)CaseContext.Create(DatabaseAddress.Postgres("Host=design;Database=design"));
}
