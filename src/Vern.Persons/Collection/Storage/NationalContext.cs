using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Vern.Platform.Auditing;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Persons.Collection.Storage;

/// <summary>The national unit's tables. The two subclasses differ only in their folder of migrations.</summary>
internal abstract class NationalContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<BodyRow> Bodies => Set<BodyRow>();
    public DbSet<RoundRow> Rounds => Set<RoundRow>();
    public DbSet<AnswerRow> Answers => Set<AnswerRow>();
    public DbSet<ReminderRow> Reminders => Set<ReminderRow>();
    public DbSet<SubmissionRow> Submissions => Set<SubmissionRow>();
    public DbSet<PersonRow> Persons => Set<PersonRow>();
    public DbSet<EncodingRow> Encodings => Set<EncodingRow>();
    public DbSet<AgencyAnswerRow> AgencyAnswers => Set<AgencyAnswerRow>();
    public DbSet<PoliceCasesRow> PoliceCases => Set<PoliceCasesRow>();
    public DbSet<DecisionRow> Decisions => Set<DecisionRow>();
    public DbSet<LinkageRow> Linkages => Set<LinkageRow>();
    public DbSet<DestructionRow> Destructions => Set<DestructionRow>();
    public DbSet<ImportRow> Imports => Set<ImportRow>();
    public DbSet<TextRow> Texts => Set<TextRow>();
    public DbSet<EditionRow> Editions => Set<EditionRow>();
    public DbSet<SignatureRow> Signatures => Set<SignatureRow>();
    public DbSet<BodyKeyRow> BodyKeys => Set<BodyKeyRow>();
    public DbSet<RelayedRow> RelayedKeys => Set<RelayedRow>();
    public DbSet<CarriedRow> CarriedMessages => Set<CarriedRow>();
    public DbSet<SeenEnvelopeRow> SeenEnvelopes => Set<SeenEnvelopeRow>();
    public DbSet<RequestRow> Requests => Set<RequestRow>();
    public DbSet<ErasureRow> Erasures => Set<ErasureRow>();

    internal static NationalContext Create(DatabaseAddress address) => address.IsSqlite
        ? address.Context<SqliteNationalContext>()
        : address.Context<PostgresNationalContext>();

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        ColumnShapes.Check(ChangeTracker, Shapes.ByName);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ColumnShapes.Check(ChangeTracker, Shapes.ByName);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        foreach (var kind in new[] { typeof(BodyKind), typeof(LegalKind), typeof(AnswerKind), typeof(SubmissionState), typeof(Sex), typeof(IdentificationYear), typeof(OfferAnswer), typeof(RequestKind), typeof(RequestState), typeof(Vern.Linkage.Linking.PairVerdict) })
            configurationBuilder.Properties(kind).HaveConversion<string>().HaveMaxLength(24);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Table<BodyRow>(modelBuilder, "bodies", body =>
        {
            body.HasKey(row => row.Id);
            body.Property(row => row.Id).HasShape(Shapes.BodyId);
            body.Property(row => row.Name).HasShape(Shapes.Screened);
            body.Property(row => row.EnglishName).HasShape(Shapes.Screened);
            body.Property(row => row.Region).HasShape(Shapes.Region);
            body.Property(row => row.PartOf).HasShape(Shapes.BodyId);
        });
        Table<RoundRow>(modelBuilder, "rounds", round =>
        {
            round.HasKey(row => row.Year);
            round.Property(row => row.Year).ValueGeneratedNever();
            round.Property(row => row.TextKey).HasShape(Shapes.KeyId);
        });
        Table<AnswerRow>(modelBuilder, "answers", answer =>
        {
            answer.HasKey(row => new { row.Year, row.Body });
            answer.HasOne<RoundRow>().WithMany().HasForeignKey(row => row.Year);
            answer.HasOne<BodyRow>().WithMany().HasForeignKey(row => row.Body);
            answer.Property(row => row.Body).HasShape(Shapes.BodyId);
            answer.Property(row => row.SeeOther).HasShape(Shapes.BodyId);
            answer.Property(row => row.Remark).HasShape(Shapes.Sealed);
        });
        Table<ReminderRow>(modelBuilder, "reminders", reminder =>
        {
            reminder.HasKey(row => new { row.Year, row.Body, row.RemindedOn });
            reminder.HasOne<AnswerRow>().WithMany().HasForeignKey(row => new { row.Year, row.Body });
            reminder.Property(row => row.Body).HasShape(Shapes.BodyId);
        });
        Table<SubmissionRow>(modelBuilder, "submissions", submission =>
        {
            submission.HasKey(row => row.Id);
            submission.HasIndex(row => new { row.Year, row.Sender, row.Version }).IsUnique();
            submission.HasOne<RoundRow>().WithMany().HasForeignKey(row => row.Year);
            submission.HasOne<BodyRow>().WithMany().HasForeignKey(row => row.Sender);
            submission.Property(row => row.Sender).HasShape(Shapes.BodyId);
            submission.Property(row => row.Schema).HasShape(Shapes.SchemaName);
            submission.Property(row => row.KeyCheck).HasShape(Shapes.KeyCheck);
            submission.Property(row => row.Digest).HasShape(Shapes.Digest);
            submission.Property(row => row.Remark).HasShape(Shapes.Sealed);
            submission.Property(row => row.MeasureDefinition).HasShape(Shapes.Sealed);
            submission.Property(row => row.LeftOut).HasShape(Shapes.Fields);
            submission.Property(row => row.Reason).HasShape(Shapes.Sealed);
            submission.Property(row => row.EncodingKey).HasShape(Shapes.KeyId);
            submission.Property(row => row.TextKey).HasShape(Shapes.KeyId);
        });
        Table<PersonRow>(modelBuilder, "persons", person =>
        {
            person.HasKey(row => new { row.SubmissionId, row.Row });
            person.HasOne<SubmissionRow>().WithMany().HasForeignKey(row => row.SubmissionId);
            person.Property(row => row.Nationality).HasShape(Shapes.Nationality);
            person.Property(row => row.Forms).HasShape(Shapes.Forms);
            person.Property(row => row.ImmigrationStatus).HasShape(Shapes.Immigration);
            person.Property(row => row.CriminalStatus).HasShape(Shapes.Criminal);
            person.Property(row => row.Housing).HasShape(Shapes.Housing);
            person.Property(row => row.Measures).HasShape(Shapes.Measures);
            person.Property(row => row.AlsoFollowedBy).HasShape(Shapes.Bodies);
            person.Property(row => row.Region).HasShape(Shapes.Region);
            person.Property(row => row.DeclineReason).HasShape(Shapes.Decline);
        });
        Table<EncodingRow>(modelBuilder, "encodings", encoding =>
        {
            encoding.HasKey(row => new { row.SubmissionId, row.Row });
            encoding.HasOne<PersonRow>().WithMany().HasForeignKey(row => new { row.SubmissionId, row.Row });
        });
        Table<AgencyAnswerRow>(modelBuilder, "agency_answers", answer =>
        {
            answer.HasKey(row => new { row.SubmissionId, row.Field });
            answer.HasOne<SubmissionRow>().WithMany().HasForeignKey(row => row.SubmissionId);
            answer.Property(row => row.Field).HasShape(Shapes.AgencyField);
            answer.Property(row => row.Answer).HasShape(Shapes.Sealed);
        });
        Table<PoliceCasesRow>(modelBuilder, "police_cases", cases =>
        {
            cases.HasKey(row => new { row.SubmissionId, row.Line });
            cases.HasOne<SubmissionRow>().WithMany().HasForeignKey(row => row.SubmissionId);
            cases.Property(row => row.Form).HasShape(Shapes.MainForm);
            cases.Property(row => row.Reclassified).HasShape(Shapes.Sealed);
        });
        Table<DecisionRow>(modelBuilder, "decisions", decision =>
        {
            decision.HasKey(row => new { row.Year, row.SenderA, row.RowA, row.SenderB, row.RowB });
            decision.HasOne<RoundRow>().WithMany().HasForeignKey(row => row.Year);
            decision.Property(row => row.SenderA).HasShape(Shapes.BodyId);
            decision.Property(row => row.SenderB).HasShape(Shapes.BodyId);
            decision.Property(row => row.DecidedBy).HasShape(Shapes.Staff);
            decision.Property(row => row.Reason).HasShape(Shapes.Sealed);
        });
        Table<LinkageRow>(modelBuilder, "linkages", linkage =>
        {
            linkage.HasKey(row => new { row.Year, row.Fingerprint });
            linkage.HasOne<RoundRow>().WithMany().HasForeignKey(row => row.Year);
            linkage.Property(row => row.Fingerprint).HasShape(Shapes.Place);
            linkage.Property(row => row.Json).HasShape(Shapes.OwnJson);
        });
        Table<DestructionRow>(modelBuilder, "destructions", destruction =>
        {
            destruction.HasKey(row => row.Year);
            destruction.HasOne<RoundRow>().WithMany().HasForeignKey(row => row.Year);
            destruction.Property(row => row.ClosedBy).HasShape(Shapes.Staff);
        });
        Table<ImportRow>(modelBuilder, "imports", import =>
        {
            import.HasKey(row => new { row.Year, row.Name });
            import.Property(row => row.Name).HasShape(Shapes.Place);
            import.Property(row => row.Csv).HasShape(Shapes.Screened);
            import.Property(row => row.Source).HasShape(Shapes.Screened);
        });
        Table<TextRow>(modelBuilder, "texts", text =>
        {
            text.HasKey(row => new { row.Year, row.Place, row.Language });
            text.Property(row => row.Place).HasShape(Shapes.Place);
            text.Property(row => row.Language).HasShape(Shapes.Language);
            text.Property(row => row.Markdown).HasShape(Shapes.Screened);
        });
        Table<EditionRow>(modelBuilder, "editions", edition =>
        {
            edition.HasKey(row => new { row.Year, row.Number });
            edition.Property(row => row.Erratum).HasShape(Shapes.Screened);
            edition.Property(row => row.Digest).HasShape(Shapes.Digest);
            edition.Property(row => row.Content).HasShape(Shapes.OwnJson);
        });
        Table<SignatureRow>(modelBuilder, "signatures", signature =>
        {
            signature.HasKey(row => new { row.Year, row.Number, row.Position });
            signature.HasOne<EditionRow>().WithMany().HasForeignKey(row => new { row.Year, row.Number });
            signature.Property(row => row.SignedBy).HasShape(Shapes.Staff);
        });
        Table<BodyKeyRow>(modelBuilder, "body_keys", key =>
        {
            key.HasKey(row => row.Fingerprint);
            key.HasOne<BodyRow>().WithMany().HasForeignKey(row => row.Body);
            key.Property(row => row.Fingerprint).HasShape(Shapes.KeyId);
            key.Property(row => row.Body).HasShape(Shapes.BodyId);
        });
        Table<RelayedRow>(modelBuilder, "relayed_keys", relayed =>
        {
            relayed.HasKey(row => new { row.Year, row.Body });
            relayed.HasOne<BodyRow>().WithMany().HasForeignKey(row => row.Body);
            relayed.Property(row => row.Body).HasShape(Shapes.BodyId);
            relayed.Property(row => row.EnvelopeId).HasShape(Shapes.KeyId);
        });
        Table<CarriedRow>(modelBuilder, "carried_messages", carried =>
        {
            carried.HasKey(row => row.Id);
            carried.HasIndex(row => row.Place).IsUnique();
            carried.HasIndex(row => new { row.ToBody, row.Place });
            carried.Property(row => row.Id).HasShape(Shapes.KeyId);
            carried.Property(row => row.FromBody).HasShape(Shapes.BodyId);
            carried.Property(row => row.ToBody).HasShape(Shapes.BodyId);
            carried.Property(row => row.ToKey).HasShape(Shapes.KeyId);
            carried.HasOne<BodyRow>().WithMany().HasForeignKey(row => row.FromBody);
            carried.HasOne<BodyRow>().WithMany().HasForeignKey(row => row.ToBody);
        });
        Table<SeenEnvelopeRow>(modelBuilder, "seen_envelopes", seen =>
        {
            seen.HasKey(row => row.Id);
            seen.Property(row => row.Id).HasShape(Shapes.KeyId);
        });
        Table<RequestRow>(modelBuilder, "requests", request =>
        {
            request.HasKey(row => row.Id);
            request.HasOne<BodyRow>().WithMany().HasForeignKey(row => row.Body);
            request.Property(row => row.Body).HasShape(Shapes.BodyId);
            request.Property(row => row.Reference).HasShape(Shapes.Reference);
            request.Property(row => row.ProlongReason).HasShape(Shapes.Sealed);
            request.Property(row => row.Reason).HasShape(Shapes.Sealed);
            request.Property(row => row.DecidedBy).HasShape(Shapes.Staff);
            request.Property(row => row.TextKey).HasShape(Shapes.KeyId);
        });
        Table<ErasureRow>(modelBuilder, "erasures", erasure =>
        {
            erasure.HasKey(row => row.Id);
            erasure.HasOne<RoundRow>().WithMany().HasForeignKey(row => row.Year);
            erasure.Property(row => row.Body).HasShape(Shapes.BodyId);
            erasure.Property(row => row.ErasedBy).HasShape(Shapes.Staff);
            erasure.Property(row => row.Key).HasShape(Shapes.KeyId);
        });
        AuditTables.Map(modelBuilder);
        Vern.Platform.Jobs.JobTables.MapOutbox(modelBuilder);
        SnakeCaseNames.Apply(modelBuilder);
    }
}

internal sealed class SqliteNationalContext(DbContextOptions<SqliteNationalContext> options) : NationalContext(options);

internal sealed class PostgresNationalContext(DbContextOptions<PostgresNationalContext> options) : NationalContext(options);

/// <summary>For <c>dotnet ef migrations add</c>, which never opens the database.</summary>
internal sealed class SqliteNationalContextFactory : IDesignTimeDbContextFactory<SqliteNationalContext>
{
    public SqliteNationalContext CreateDbContext(string[] args) => (SqliteNationalContext)NationalContext.Create(DatabaseAddress.Sqlite("design.db"));
}

/// <summary>As the one above, for PostgreSQL.</summary>
internal sealed class PostgresNationalContextFactory : IDesignTimeDbContextFactory<PostgresNationalContext>
{
    public PostgresNationalContext CreateDbContext(string[] args) => (PostgresNationalContext)NationalContext.Create(DatabaseAddress.Postgres("Host=design;Database=design"));
}
