using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Persons.Rights.Storage;

/// <summary>A setting of the agency: about nobody.</summary>
internal sealed class SettingRow
{
    /// <summary>Which: <c>limits</c> or <c>help-lines</c>.</summary>
    public required string Name { get; set; }
    /// <summary>JSON.</summary>
    public required string Value { get; set; }
    /// <summary>In milliseconds since 1970.</summary>
    public long ChangedAt { get; set; }
    public required string ByName { get; set; }
}

/// <summary>Maps the agency's settings.</summary>
internal static class SettingTables
{
    internal static ColumnShape Setting { get; } = new("a setting of the agency", value => value.Length <= 8000 && !Collection.FreeText.HoldsIdentityNumber(value));

    internal static void Map(ModelBuilder model) => Table<SettingRow>(model, "case_settings", setting =>
    {
        setting.HasKey(row => row.Name);
        setting.Property(row => row.Name).HasMaxLength(40).HasShape(CaseShapes.Code);
        setting.Property(row => row.Value).HasShape(Setting);
        setting.Property(row => row.ByName).HasMaxLength(80).HasShape(CaseShapes.Staff);
    });
}
