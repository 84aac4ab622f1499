using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Material.Transparency.Storage;

/// <summary>A public report: what is, or may be, published, byte for byte. It has been through disclosure control.</summary>
internal sealed class TransparencyRow
{
    public int Year { get; set; }
    public int Edition { get; set; }
    public required byte[] Content { get; set; }
    public required string Digest { get; set; }
    /// <summary>In milliseconds since 1970.</summary>
    public long MadeAt { get; set; }
    /// <summary>In milliseconds since 1970; null: a draft.</summary>
    public long? PublishedAt { get; set; }
}

/// <summary>Maps the tables on the public report.</summary>
internal static class TransparencyTables
{
    internal static void Map(ModelBuilder model) => Table<TransparencyRow>(model, "transparency_reports", report =>
    {
        report.HasKey(row => new { row.Year, row.Edition });
        report.Property(row => row.Digest).HasMaxLength(64).HasShape(MaterialShapes.Digest);
    });

    /// <summary>What their text columns may hold, beside what <see cref="MaterialShapes"/> has.</summary>
    internal static IReadOnlyList<ColumnShape> Shapes { get; } = [];
}
