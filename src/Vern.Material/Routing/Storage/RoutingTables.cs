using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Material.Routing.Storage;

/// <summary>An authority of the directory.</summary>
internal sealed class AuthorityRow
{
    public required string Id { get; set; }
    public required string Country { get; set; }
    public required string Title { get; set; }
    public AuthorityKind Kind { get; set; }
    public AuthorityChannel Channel { get; set; }
    public required string Languages { get; set; }
    public bool IsOwn { get; set; }
    public bool IsClosed { get; set; }
}

/// <summary>The operator's address file, compressed.</summary>
internal sealed class AddressFileRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }
    /// <summary>SHA-256 of the file.</summary>
    public required string Digest { get; set; }
    public required byte[] Content { get; set; }
    public int Ranges { get; set; }
    public required string ByName { get; set; }
    public long At { get; set; }
}

/// <summary>What an authority received of a report.</summary>
internal sealed class PackageRow
{
    public required string Id { get; set; }
    public long Report { get; set; }
    public required string Authority { get; set; }
    /// <summary>The country that it is for.</summary>
    public string? Country { get; set; }
    public PackageState State { get; set; }
    public bool Imminent { get; set; }
    public int Urgency { get; set; }
    /// <summary>SHA-256 of the content.</summary>
    public required string Digest { get; set; }
    /// <summary>The report's key.</summary>
    public required string KeyId { get; set; }
    /// <summary><see cref="PackageContent"/> as JSON, sealed.</summary>
    public required byte[] Content { get; set; }
    public long SentAt { get; set; }
    public required string ByName { get; set; }
    public long? ReceivedAt { get; set; }
    public string? ReceivedBy { get; set; }
    public int Reminders { get; set; }
    public long? RemindedAt { get; set; }
}

/// <summary>What an authority says of a package.</summary>
internal sealed class FeedbackRow
{
    public required string Id { get; set; }
    public required string Package { get; set; }
    public FeedbackKind Kind { get; set; }
    /// <summary>The country that is competent instead.</summary>
    public string? Country { get; set; }
    /// <summary>Sealed with the report's key.</summary>
    public byte[]? Words { get; set; }
    public required string ByName { get; set; }
    public long At { get; set; }
}

/// <summary>Maps the tables on handing reports on.</summary>
internal static class RoutingTables
{
    internal static void Map(ModelBuilder model)
    {
        Table<AuthorityRow>(model, "authorities", row =>
        {
            row.Property(one => one.Id).HasMaxLength(40).HasShape(MaterialShapes.Code);
            row.Property(one => one.Country).HasMaxLength(2).HasShape(MaterialShapes.Country);
            row.Property(one => one.Title).HasMaxLength(120).HasShape(MaterialShapes.Title);
            row.Property(one => one.Kind).HasConversion<string>().HasMaxLength(24);
            row.Property(one => one.Channel).HasConversion<string>().HasMaxLength(24);
            row.Property(one => one.Languages).HasShape(MaterialShapes.Codes);
        });
        Table<AddressFileRow>(model, "address_files", row =>
        {
            row.Property(one => one.Id).ValueGeneratedNever();
            row.Property(one => one.Digest).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            row.Property(one => one.ByName).HasMaxLength(120).HasShape(MaterialShapes.Title);
        });
        Table<PackageRow>(model, "packages", row =>
        {
            row.Property(one => one.Id).HasMaxLength(32).HasShape(MaterialShapes.Id);
            row.Property(one => one.Authority).HasMaxLength(40).HasShape(MaterialShapes.Code);
            row.Property(one => one.Country).HasMaxLength(2).HasShape(MaterialShapes.Country);
            row.Property(one => one.State).HasConversion<string>().HasMaxLength(24);
            row.Property(one => one.Digest).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            row.Property(one => one.KeyId).HasMaxLength(32).HasShape(MaterialShapes.Id);
            row.Property(one => one.ByName).HasMaxLength(120).HasShape(MaterialShapes.Title);
            row.Property(one => one.ReceivedBy).HasMaxLength(120).HasShape(MaterialShapes.Title);
            row.HasOne<ReportRow>().WithMany().HasForeignKey(one => one.Report);
            row.HasOne<AuthorityRow>().WithMany().HasForeignKey(one => one.Authority);
            row.HasIndex(one => new { one.Authority, one.State, one.SentAt });
            row.HasIndex(one => one.SentAt);
        });
        Table<FeedbackRow>(model, "package_feedback", row =>
        {
            row.Property(one => one.Id).HasMaxLength(32).HasShape(MaterialShapes.Id);
            row.Property(one => one.Package).HasMaxLength(32).HasShape(MaterialShapes.Id);
            row.Property(one => one.Kind).HasConversion<string>().HasMaxLength(24);
            row.Property(one => one.Country).HasMaxLength(2).HasShape(MaterialShapes.Country);
            row.Property(one => one.ByName).HasMaxLength(120).HasShape(MaterialShapes.Title);
            row.HasOne<PackageRow>().WithMany().HasForeignKey(one => one.Package);
        });
    }

    /// <summary>What their text columns may hold, beside what <see cref="Intake.Storage.MaterialShapes"/> has.</summary>
    internal static IReadOnlyList<ColumnShape> Shapes { get; } = [];
}
