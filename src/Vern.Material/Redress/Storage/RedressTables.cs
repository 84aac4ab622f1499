using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Material.Redress.Storage;

/// <summary>What complaints about one thing come to.</summary>
internal sealed class MatterRow
{
    public required string Id { get; set; }
    public required string Kind { get; set; }
    /// <summary>Digest under a key of the workspace of what it is about, while it is open: complaints about the same are one matter.</summary>
    public string? OpenSubject { get; set; }
    /// <summary>The same, kept.</summary>
    public required string Subject { get; set; }
    public string? About { get; set; }
    public MatterState State { get; set; }
    public int Count { get; set; }
    /// <summary>In milliseconds since 1970, as all moments here.</summary>
    public long MadeAt { get; set; }
    public long DueAt { get; set; }
    public long? RemindedAt { get; set; }
    public long? DecidedAt { get; set; }
    /// <summary>The verified person who reviews it.</summary>
    public int? Reviewer { get; set; }
    public required string KeyId { get; set; }
    public required byte[] Typed { get; set; }
    public byte[]? Reasons { get; set; }
    public int Turn { get; set; }
}

/// <summary>A complaint.</summary>
internal sealed class ComplaintRow
{
    public required string Id { get; set; }
    public required string Matter { get; set; }
    public required string Number { get; set; }
    public required string Secret { get; set; }
    public required string Origin { get; set; }
    public required string Language { get; set; }
    /// <summary>Sealed with the matter's key; null: nothing said, or not kept.</summary>
    public byte[]? Words { get; set; }
    public long MadeAt { get; set; }
    public long? TakenBackAt { get; set; }
}

/// <summary>A request for removal of who is shown, or of who answers for her.</summary>
internal sealed class RequestRow
{
    public required string Id { get; set; }
    public required string Number { get; set; }
    public required string Secret { get; set; }
    public required string Origin { get; set; }
    public required string Mandate { get; set; }
    public required string Language { get; set; }
    public RequestState State { get; set; }
    public long MadeAt { get; set; }
    public long DueAt { get; set; }
    public long? RemindedAt { get; set; }
    public required string KeyId { get; set; }
    /// <summary>Addresses, one in a line, sealed.</summary>
    public required byte[] Addresses { get; set; }
    public byte[]? Words { get; set; }
    public byte[]? Answer { get; set; }
}

/// <summary>Maps the tables on complaints and requests.</summary>
internal static partial class RedressTables
{
    internal static void Map(ModelBuilder model)
    {
        Table<MatterRow>(model, "complaint_matters", matter =>
        {
            matter.HasKey(row => row.Id);
            matter.Property(row => row.Id).HasMaxLength(32).HasShape(MaterialShapes.Id);
            matter.Property(row => row.KeyId).HasMaxLength(32).HasShape(MaterialShapes.Id);
            matter.Property(row => row.Kind).HasMaxLength(40).HasShape(MaterialShapes.Code);
            matter.Property(row => row.OpenSubject).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            matter.Property(row => row.Subject).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            matter.Property(row => row.About).HasMaxLength(60).HasShape(Resource);
            matter.Property(row => row.State).HasConversion<string>().HasMaxLength(24);
            matter.HasIndex(row => row.OpenSubject).IsUnique();
            matter.HasIndex(row => new { row.State, row.DueAt });
        });
        Table<ComplaintRow>(model, "complaints", complaint =>
        {
            complaint.HasKey(row => row.Id);
            foreach (var name in (string[])[nameof(ComplaintRow.Id), nameof(ComplaintRow.Matter)]) complaint.Property<string>(name).HasMaxLength(32).HasShape(MaterialShapes.Id);
            foreach (var name in (string[])[nameof(ComplaintRow.Number), nameof(ComplaintRow.Language)]) complaint.Property<string>(name).HasMaxLength(40).HasShape(MaterialShapes.Code);
            foreach (var name in (string[])[nameof(ComplaintRow.Secret), nameof(ComplaintRow.Origin)]) complaint.Property<string>(name).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            complaint.HasOne<MatterRow>().WithMany().HasForeignKey(row => row.Matter);
            complaint.HasIndex(row => row.Number).IsUnique();
            complaint.HasIndex(row => row.Origin).IsUnique();
            complaint.HasIndex(row => row.MadeAt);
        });
        Table<RequestRow>(model, "removal_requests", request =>
        {
            request.HasKey(row => row.Id);
            foreach (var name in (string[])[nameof(RequestRow.Id), nameof(RequestRow.KeyId)]) request.Property<string>(name).HasMaxLength(32).HasShape(MaterialShapes.Id);
            foreach (var name in (string[])[nameof(RequestRow.Number), nameof(RequestRow.Language), nameof(RequestRow.Mandate)]) request.Property<string>(name).HasMaxLength(40).HasShape(MaterialShapes.Code);
            foreach (var name in (string[])[nameof(RequestRow.Secret), nameof(RequestRow.Origin)]) request.Property<string>(name).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            request.Property(row => row.State).HasConversion<string>().HasMaxLength(24);
            request.HasIndex(row => row.Number).IsUnique();
            request.HasIndex(row => row.Origin).IsUnique();
            request.HasIndex(row => new { row.State, row.DueAt });
        });
    }

    internal static ColumnShape Resource { get; } = new("a resource as notice/ID, indicator/ID or report/N", value => ResourceForm().IsMatch(value));

    /// <summary>What their text columns may hold, beside what <see cref="MaterialShapes"/> has.</summary>
    internal static IReadOnlyList<ColumnShape> Shapes { get; } = [Resource];

    [GeneratedRegex("^((notice|indicator)/[0-9a-f]{32}|(indicator|report)/[0-9]{1,19})$")] private static partial Regex ResourceForm();
}
