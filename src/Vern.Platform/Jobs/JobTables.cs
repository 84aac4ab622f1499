using Microsoft.EntityFrameworkCore;

namespace Vern.Platform.Jobs;

/// <summary>Where a job is.</summary>
public enum JobState
{
    /// <summary>Due now or later.</summary>
    Waiting,
    /// <summary>Taken by a worker until its lease ends; then whoever comes takes it again.</summary>
    Running,
    /// <summary>Done; kept for a while, so that the same job is not made again.</summary>
    Done,
    /// <summary>Given up or put aside, with a reason; a person decides.</summary>
    Parked,
}

/// <summary>Something that must happen once: written in the transaction of what it follows from, taken by a worker with a lease.</summary>
public sealed class JobRow
{
    /// <summary>The order of making.</summary>
    public long Id { get; set; }
    /// <summary>What it is, once and for all: a second with the same key is the same job.</summary>
    public required string Key { get; set; }
    /// <summary>Which work it is.</summary>
    public required string Kind { get; set; }
    /// <summary>What the work needs, as JSON: ids and counts, never a person's data.</summary>
    public required string Payload { get; set; }
    /// <summary>Where it is.</summary>
    public JobState State { get; set; }
    /// <summary>How often it was begun.</summary>
    public int Attempts { get; set; }
    /// <summary>When it is to be begun, in milliseconds since 1970.</summary>
    public long DueAt { get; set; }
    /// <summary>When the lease of who works on it ends; 0 when nobody does.</summary>
    public long LeaseUntil { get; set; }
    /// <summary>Who works on it: a random word of this taking.</summary>
    public string? Lease { get; set; }
    /// <summary>Why it failed the last time or was parked.</summary>
    public string? Reason { get; set; }
    /// <summary>When it was made.</summary>
    public long MadeAt { get; set; }
    /// <summary>When it was done or parked; 0 before.</summary>
    public long EndedAt { get; set; }
}

/// <summary>The table of jobs.</summary>
public static class JobTables
{
    /// <summary>
    /// Maps the table in a context whose changes make jobs, so that both are one transaction. The table itself belongs to the migrations of <see cref="JobStore"/>, which opens before.
    /// </summary>
    public static void MapOutbox(ModelBuilder model)
    {
        Map(model);
        var job = model.Entity<JobRow>();
        job.ToTable("jobs", table => table.ExcludeFromMigrations());
        job.HasAnnotation(Elsewhere, true);
    }

    /// <summary>The model annotation of a table that another context keeps and backs up; what EF Core knows of migrations is not there at run time.</summary>
    internal const string Elsewhere = "Vern:Elsewhere";

    /// <summary>The shapes of its text columns, for a workspace whose columns have one.</summary>
    public static IReadOnlyList<Store.ColumnShape> Shapes { get; } = [new("a job's own words", value => value.Length <= 4000)];

    internal static void Map(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var job = model.Entity<JobRow>();
        job.ToTable("jobs").HasKey(row => row.Id);
        job.HasIndex(row => row.Key).IsUnique();
        job.HasIndex(row => new { row.State, row.DueAt });
        job.Property(row => row.State).HasConversion<string>().HasMaxLength(24);
        foreach (var name in new[] { nameof(JobRow.Key), nameof(JobRow.Kind), nameof(JobRow.Payload), nameof(JobRow.Lease), nameof(JobRow.Reason) }) job.Property(name).HasAnnotation(Store.ColumnShapes.Annotation, Shapes[0].Name);
    }
}
