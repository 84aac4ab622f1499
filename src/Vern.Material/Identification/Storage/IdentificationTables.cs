using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Material.Identification.Storage;

/// <summary>A series.</summary>
internal sealed class SeriesRow
{
    public required string Id { get; set; }
    public DateOnly SeenOn { get; set; }
    /// <summary>In milliseconds since 1970.</summary>
    public long MadeAt { get; set; }
    public int Offenders { get; set; }
    public required string KeyId { get; set; }
}

/// <summary>A digest or report of a series; one belongs to one series.</summary>
internal sealed class SeriesPartRow
{
    public required string Kind { get; set; }
    public required string Value { get; set; }
    public required string Series { get; set; }
}

/// <summary>A body or unit on a series.</summary>
internal sealed class SeriesUnitRow
{
    public required string Series { get; set; }
    public required string Title { get; set; }
    public bool Leads { get; set; }
    /// <summary>In milliseconds since 1970.</summary>
    public long Since { get; set; }
}

/// <summary>A child of a series; nothing of who it is.</summary>
internal sealed class SeriesChildRow
{
    public required string Id { get; set; }
    public required string Series { get; set; }
    public DateOnly? IdentifiedOn { get; set; }
    public string? By { get; set; }
    public DateOnly? ToInterpolOn { get; set; }
    /// <summary>The reference that its helpers gave, sealed.</summary>
    public byte[]? CaseReference { get; set; }
    public DateOnly? ConsentOn { get; set; }
}

/// <summary>A note on a series, sealed with its key.</summary>
internal sealed class SeriesNoteRow
{
    public required string Id { get; set; }
    public required string Series { get; set; }
    public long At { get; set; }
    public required byte[] By { get; set; }
    public required byte[] Words { get; set; }
}

/// <summary>A judgment with victims that nobody has found.</summary>
internal sealed class JudgmentRow
{
    public required string Id { get; set; }
    public required string Court { get; set; }
    public required string Reference { get; set; }
    public DateOnly On { get; set; }
    public int Shown { get; set; }
    public int Known { get; set; }
    public string? Series { get; set; }
}

/// <summary>Maps the tables on series and children.</summary>
internal static partial class IdentificationTables
{
    internal static void Map(ModelBuilder model)
    {
        Table<SeriesRow>(model, "series", series =>
        {
            series.HasKey(row => row.Id);
            series.Property(row => row.Id).HasMaxLength(32).HasShape(MaterialShapes.Id);
            series.Property(row => row.KeyId).HasMaxLength(32).HasShape(MaterialShapes.Id);
            series.HasIndex(row => row.SeenOn);
        });
        Table<SeriesPartRow>(model, "series_parts", part =>
        {
            part.HasKey(row => new { row.Kind, row.Value });
            part.Property(row => row.Kind).HasMaxLength(40).HasShape(MaterialShapes.Code);
            part.Property(row => row.Value).HasMaxLength(64).HasShape(PartValue);
            part.Property(row => row.Series).HasMaxLength(32).HasShape(MaterialShapes.Id);
            part.HasOne<SeriesRow>().WithMany().HasForeignKey(row => row.Series);
        });
        Table<SeriesUnitRow>(model, "series_units", unit =>
        {
            unit.HasKey(row => new { row.Series, row.Title });
            unit.Property(row => row.Series).HasMaxLength(32).HasShape(MaterialShapes.Id);
            unit.Property(row => row.Title).HasMaxLength(120).HasShape(MaterialShapes.Title);
            unit.HasOne<SeriesRow>().WithMany().HasForeignKey(row => row.Series);
        });
        Table<SeriesChildRow>(model, "series_children", child =>
        {
            child.HasKey(row => row.Id);
            child.Property(row => row.Id).HasMaxLength(32).HasShape(MaterialShapes.Id);
            child.Property(row => row.Series).HasMaxLength(32).HasShape(MaterialShapes.Id);
            child.Property(row => row.By).HasMaxLength(120).HasShape(MaterialShapes.Title);
            child.HasOne<SeriesRow>().WithMany().HasForeignKey(row => row.Series);
            child.HasIndex(row => row.IdentifiedOn);
        });
        Table<SeriesNoteRow>(model, "series_notes", note =>
        {
            note.HasKey(row => row.Id);
            note.Property(row => row.Id).HasMaxLength(32).HasShape(MaterialShapes.Id);
            note.Property(row => row.Series).HasMaxLength(32).HasShape(MaterialShapes.Id);
            note.HasOne<SeriesRow>().WithMany().HasForeignKey(row => row.Series);
        });
        Table<JudgmentRow>(model, "judgments_missing", judgment =>
        {
            judgment.HasKey(row => row.Id);
            judgment.Property(row => row.Id).HasMaxLength(32).HasShape(MaterialShapes.Id);
            judgment.Property(row => row.Court).HasMaxLength(120).HasShape(MaterialShapes.Title);
            judgment.Property(row => row.Reference).HasMaxLength(60).HasShape(CourtReference);
            judgment.Property(row => row.Series).HasMaxLength(32).HasShape(MaterialShapes.Id);
            judgment.HasOne<SeriesRow>().WithMany().HasForeignKey(row => row.Series);
            judgment.HasIndex(row => new { row.Court, row.Reference }).IsUnique();
        });
    }

    private static ColumnShape PartValue { get; } = new("a digest in hexadecimal, or a report's number", value => PartForm().IsMatch(value));

    /// <summary>A court's public reference: letters, digits and a few signs.</summary>
    internal static ColumnShape CourtReference { get; } = new("a court's reference", value => ReferenceForm().IsMatch(value));

    /// <summary>What their text columns may hold, beside what <see cref="MaterialShapes"/> has.</summary>
    internal static IReadOnlyList<ColumnShape> Shapes { get; } = [PartValue, CourtReference];

    [GeneratedRegex("^([0-9]{1,19}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$")] private static partial Regex PartForm();
    [GeneratedRegex(@"^[A-ZÆØÅa-zæøå0-9][A-ZÆØÅa-zæøå0-9 ./:-]{0,59}$")] private static partial Regex ReferenceForm();
}
