using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Platform.Auditing;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Material.Indicators.Storage;

/// <summary>Maps the tables on the list of known material.</summary>
internal static class IndicatorsTables
{
    private static readonly ColumnShape Maker = new("what made a fingerprint", value => value.Length is > 0 and <= 120 && !value.Any(char.IsControl));
    // As accounts are named.
    private static readonly ColumnShape Account = new("the name of a recipient's account", value => value.Length is >= 2 and <= 60 && value.All(letter => letter is >= 'a' and <= 'z' or >= '0' and <= '9' or '.' or '-'));
    private static readonly ColumnShape Note = AuditTables.Shapes.Single(shape => shape.Name == "a signed note");

    internal static void Map(ModelBuilder model)
    {
        Table<IndicatorRow>(model, "indicators", indicator =>
        {
            indicator.HasKey(row => row.Id);
            indicator.Property(row => row.List).HasMaxLength(40).HasShape(MaterialShapes.Code);
            indicator.Property(row => row.Class).HasMaxLength(40).HasShape(MaterialShapes.Code);
            indicator.Property(row => row.Ground).HasMaxLength(40).HasShape(MaterialShapes.Code);
            indicator.Property(row => row.State).HasConversion<string>().HasMaxLength(24);
            indicator.Property(row => row.File).HasMaxLength(32).HasShape(MaterialShapes.Id);
            indicator.Property(row => row.Source).HasMaxLength(40).HasShape(MaterialShapes.Code);
            indicator.Property(row => row.KeyId).HasMaxLength(32).HasShape(MaterialShapes.Id);
            indicator.HasIndex(row => row.Revision);
            indicator.HasIndex(row => row.ChangedAt);
            indicator.HasIndex(row => row.State);
        });
        Table<IndicatorHashRow>(model, "indicator_hashes", hash =>
        {
            hash.HasKey(row => row.Id);
            hash.Property(row => row.List).HasMaxLength(40).HasShape(MaterialShapes.Code);
            hash.Property(row => row.Kind).HasConversion<string>().HasMaxLength(8);
            hash.Property(row => row.Value).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            hash.Property(row => row.Decoder).HasMaxLength(120).HasShape(Maker);
            hash.Property(row => row.Resize).HasMaxLength(120).HasShape(Maker);
            hash.HasOne<IndicatorRow>().WithMany().HasForeignKey(row => row.Indicator);
            hash.HasIndex(row => new { row.Value, row.Kind, row.List, row.Slot }).IsUnique();
        });
        Table<IndicatorStepRow>(model, "indicator_steps", step =>
        {
            step.HasKey(row => row.Id);
            step.Property(row => row.Step).HasConversion<string>().HasMaxLength(24);
            step.Property(row => row.Reason).HasMaxLength(40).HasShape(MaterialShapes.Code);
            step.Property(row => row.Place).HasMaxLength(32).HasShape(MaterialShapes.Id);
            step.HasOne<IndicatorRow>().WithMany().HasForeignKey(row => row.Indicator);
            step.HasIndex(row => row.Indicator);
        });
        Table<NegativeRow>(model, "negative_hashes", negative =>
        {
            negative.HasKey(row => row.Id);
            negative.Property(row => row.Kind).HasConversion<string>().HasMaxLength(8);
            negative.Property(row => row.Value).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            negative.Property(row => row.State).HasConversion<string>().HasMaxLength(24);
            negative.Property(row => row.KeyId).HasMaxLength(32).HasShape(MaterialShapes.Id);
            negative.Property(row => row.Place).HasMaxLength(32).HasShape(MaterialShapes.Id);
            negative.HasIndex(row => row.Revision);
        });
        Table<FeedRow>(model, "indicator_feed", feed =>
        {
            feed.HasKey(row => row.Id);
            feed.Property(row => row.Id).ValueGeneratedNever();
        });
        Table<HitRow>(model, "indicator_hits", hit =>
        {
            hit.HasKey(row => new { row.Hash, row.Hour, row.Asker });
            hit.Property(row => row.Asker).HasMaxLength(60).HasShape(Account);
        });
        Table<RematchRow>(model, "rematches", rematch =>
        {
            rematch.HasKey(row => row.Id);
            rematch.Property(row => row.File).HasMaxLength(32).HasShape(MaterialShapes.Id);
            rematch.Property(row => row.Kind).HasConversion<string>().HasMaxLength(8);
            rematch.HasIndex(row => new { row.Indicator, row.File }).IsUnique();
            rematch.HasIndex(row => row.SeenAt);
            rematch.HasIndex(row => row.Report);
        });
        Table<EditionRow>(model, "list_editions", edition =>
        {
            edition.HasKey(row => new { row.List, row.Number });
            edition.Property(row => row.List).HasMaxLength(40).HasShape(MaterialShapes.Code);
            edition.Property(row => row.Note).HasShape(Note);
            edition.Property(row => row.Digest).HasMaxLength(64).HasShape(MaterialShapes.Digest);
        });
        Table<EditionEntryRow>(model, "list_entries", entry =>
        {
            entry.HasKey(row => new { row.List, row.Kind, row.Value, row.AddedIn });
            entry.Property(row => row.List).HasMaxLength(40).HasShape(MaterialShapes.Code);
            entry.Property(row => row.Kind).HasConversion<string>().HasMaxLength(8);
            entry.Property(row => row.Value).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            entry.Property(row => row.Class).HasMaxLength(40).HasShape(MaterialShapes.Code);
            entry.HasIndex(row => row.Indicator);
        });
        Table<DeliveryRow>(model, "list_deliveries", delivery =>
        {
            delivery.HasKey(row => new { row.List, row.Edition, row.Recipient });
            delivery.Property(row => row.List).HasMaxLength(40).HasShape(MaterialShapes.Code);
            delivery.Property(row => row.Recipient).HasMaxLength(60).HasShape(Account);
        });
    }

    /// <summary>What their text columns may hold, beside what <see cref="MaterialShapes"/> has.</summary>
    internal static IReadOnlyList<ColumnShape> Shapes { get; } = [Maker, Account];
}
