using Microsoft.EntityFrameworkCore;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Material.Intake.Storage;

/// <summary>Who sends reports: a provider or a hotline, under its legal basis and for its period (H-009, H-012).</summary>
internal sealed class ProviderRow
{
    public int Id { get; set; }
    /// <summary>The name by which its programs sign in; a code.</summary>
    public required string Name { get; set; }
    public required string Title { get; set; }
    public SenderKind Kind { get; set; }
    /// <summary>The country it is established in.</summary>
    public required string Country { get; set; }
    /// <summary>What it reports under, as a code; the words are in the texts.</summary>
    public required string Basis { get; set; }
    public DateOnly From { get; set; }
    public DateOnly? Until { get; set; }
    /// <summary>For how many days it keeps connection data (H-022); null: not known.</summary>
    public int? KeepsDays { get; set; }
    /// <summary>The most reports in a minute.</summary>
    public int AMinute { get; set; }
    /// <summary>For how many days it is to preserve what it holds after a report (H-021).</summary>
    public int PreserveDays { get; set; }
    /// <summary>Whether what it sends is for trying only, apart from all counts and desks.</summary>
    public bool IsTest { get; set; }
    public bool IsClosed { get; set; }
}

/// <summary>A report. What it says is sealed with its own key.</summary>
internal sealed class ReportRow
{
    /// <summary>Counted up: clients of the CyberTipline protocol expect a number.</summary>
    public long Id { get; set; }
    /// <summary>Who sent it; null from the public.</summary>
    public int? Provider { get; set; }
    public Channel Channel { get; set; }
    public IntakeState State { get; set; }
    public ReportKind Kind { get; set; }
    public bool IsTest { get; set; }
    public required string KeyId { get; set; }
    /// <summary>Digest under a key of the workspace of what was sent and by whom: an identical retry is folded.</summary>
    public string? Origin { get; set; }
    /// <summary><see cref="ReportFacts"/> as JSON, sealed.</summary>
    public required byte[] Facts { get; set; }
    /// <summary>In milliseconds since 1970.</summary>
    public long OpenedAt { get; set; }
    /// <summary>In milliseconds since 1970.</summary>
    public long ChangedAt { get; set; }
    /// <summary>When it was whole, in milliseconds since 1970.</summary>
    public long? FinishedAt { get; set; }
    /// <summary>Until when the sender is to preserve what it holds (H-021).</summary>
    public DateOnly? PreserveUntil { get; set; }
    /// <summary>The last day on which, by the sender's own rule, its connection data are there (H-022).</summary>
    public DateOnly? ConnectionsUntil { get; set; }
    /// <summary>Its place among the whole ones, counted up in the order of writing without a gap: who reads on from a place misses none.</summary>
    public long? Arrival { get; set; }
    /// <summary>Digest under a key of the workspace of the number by which the public asks what became of it.</summary>
    public string? Number { get; set; }
    /// <summary>What became of it, as a code; null: nothing yet.</summary>
    public string? Outcome { get; set; }
}

/// <summary>One row: how many reports and arrivals there are. Whoever writes reports locks it first, so that places are given in the order of writing, whatever number of processes writes.</summary>
internal sealed class IntakeCounterRow
{
    public int Id { get; set; }
    public long Reports { get; set; }
    public long Arrivals { get; set; }
}

/// <summary>A file of a report: its digests. The bytes were read as a stream and are gone.</summary>
internal sealed class ReportFileRow
{
    /// <summary>32 random hexadecimal digits.</summary>
    public required string Id { get; set; }
    public long Report { get; set; }
    /// <summary>Its place in the report, from 1.</summary>
    public int Place { get; set; }
    public string? Md5 { get; set; }
    public string? Sha1 { get; set; }
    public string? Sha256 { get; set; }
    /// <summary>64 hexadecimal digits; null where it is no picture that could be read.</summary>
    public string? Pdq { get; set; }
    /// <summary>0 to 100.</summary>
    public int? Quality { get; set; }
    /// <summary>In bytes.</summary>
    public long? Length { get; set; }
    /// <summary><see cref="FileFacts"/> as JSON, sealed with the report's key.</summary>
    public byte[]? Facts { get; set; }
}

/// <summary>Maps what comes in.</summary>
internal static class IntakeTables
{
    internal static void Map(ModelBuilder model)
    {
        Table<ProviderRow>(model, "providers", provider =>
        {
            provider.HasKey(row => row.Id);
            provider.Property(row => row.Name).HasMaxLength(40).HasShape(MaterialShapes.Code);
            provider.Property(row => row.Title).HasMaxLength(120).HasShape(MaterialShapes.Title);
            provider.Property(row => row.Kind).HasConversion<string>().HasMaxLength(24);
            provider.Property(row => row.Country).HasMaxLength(2).HasShape(MaterialShapes.Country);
            provider.Property(row => row.Basis).HasMaxLength(40).HasShape(MaterialShapes.Code);
            provider.HasIndex(row => row.Name).IsUnique();
        });
        Table<ReportRow>(model, "reports", report =>
        {
            report.HasKey(row => row.Id);
            report.Property(row => row.Channel).HasConversion<string>().HasMaxLength(24);
            report.Property(row => row.State).HasConversion<string>().HasMaxLength(24);
            report.Property(row => row.Kind).HasConversion<string>().HasMaxLength(24);
            report.Property(row => row.KeyId).HasMaxLength(32).HasShape(MaterialShapes.Id);
            report.Property(row => row.Origin).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            report.HasOne<ProviderRow>().WithMany().HasForeignKey(row => row.Provider);
            report.HasIndex(row => row.Origin).IsUnique();
            report.HasIndex(row => new { row.State, row.ChangedAt });
            report.HasIndex(row => row.FinishedAt);
            report.Property(row => row.Id).ValueGeneratedNever();
            report.Property(row => row.Number).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            report.Property(row => row.Outcome).HasMaxLength(40).HasShape(MaterialShapes.Code);
            report.HasIndex(row => row.Arrival).IsUnique();
            report.HasIndex(row => row.Number).IsUnique();
            report.HasIndex(row => row.PreserveUntil);
            report.HasIndex(row => row.ConnectionsUntil);
        });
        Table<IntakeCounterRow>(model, "intake_counters", counter =>
        {
            counter.HasKey(row => row.Id);
            counter.Property(row => row.Id).ValueGeneratedNever();
        });
        Table<ReportFileRow>(model, "report_files", file =>
        {
            file.HasKey(row => row.Id);
            file.Property(row => row.Id).HasMaxLength(32).HasShape(MaterialShapes.Id);
            file.Property(row => row.Md5).HasMaxLength(32).HasShape(MaterialShapes.Digest);
            file.Property(row => row.Sha1).HasMaxLength(40).HasShape(MaterialShapes.Digest);
            file.Property(row => row.Sha256).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            file.Property(row => row.Pdq).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            file.HasOne<ReportRow>().WithMany().HasForeignKey(row => row.Report);
            file.HasIndex(row => row.Sha256);
            file.HasIndex(row => row.Sha1);
            file.HasIndex(row => row.Md5);
        });
    }
}
