using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Vern.Platform.Store;

/// <summary>How every context of a workspace maps its rows.</summary>
public static class ModelTables
{
    /// <summary>Maps rows to a table; what another row points to cannot be deleted.</summary>
    public static void Table<T>(ModelBuilder model, string name, Action<EntityTypeBuilder<T>> build) where T : class
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(build);
        var entity = model.Entity<T>();
        entity.ToTable(name);
        build(entity);
        foreach (var key in entity.Metadata.GetForeignKeys()) key.DeleteBehavior = DeleteBehavior.Restrict;
    }
}
