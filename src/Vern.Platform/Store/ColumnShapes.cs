using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Vern.Platform.Store;

/// <summary>
/// What a text column may hold, by name: a list of codes, a digest, a screened free text. Every text column of a workspace that must not
/// hold identities has a shape, and no row is saved whose value has another (design, rule 1).
/// </summary>
/// <param name="Name">Name of the shape.</param>
/// <param name="Allows">Whether a value has it.</param>
public sealed record ColumnShape(string Name, Func<string, bool> Allows);

/// <summary>Gives columns their shapes and keeps to them.</summary>
public static class ColumnShapes
{
    /// <summary>The model annotation that holds a column's shape.</summary>
    public const string Annotation = "Vern:Shape";

    /// <summary>Says what the column may hold.</summary>
    public static PropertyBuilder<T> HasShape<T>(this PropertyBuilder<T> property, ColumnShape shape)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentNullException.ThrowIfNull(shape);
        property.HasAnnotation(Annotation, shape.Name);
        return property;
    }

    /// <summary>The name of a column's shape, or null.</summary>
    public static string? Shape(this IReadOnlyProperty property) => (string?)property.FindAnnotation(Annotation)?.Value;

    /// <summary>Refuses to save a text that has not its column's shape. The message tells the column, never the value.</summary>
    /// <exception cref="StoreException">A value has another shape, or a text column has none.</exception>
    public static void Check(ChangeTracker changes, IReadOnlyDictionary<string, ColumnShape> shapes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(shapes);
        foreach (var entry in changes.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified)) continue;
            foreach (var property in entry.Metadata.GetProperties())
            {
                if (property.ClrType != typeof(string) || entry.CurrentValues[property] is not string value) continue;
                if (property.Shape() is not { } name || !shapes.TryGetValue(name, out var shape))
                    throw new StoreException($"The column {entry.Metadata.GetTableName()}.{property.GetColumnName()} has no shape, so nothing may be stored in it.");
                if (!shape.Allows(value))
                    throw new StoreException($"The column {entry.Metadata.GetTableName()}.{property.GetColumnName()} takes only {name}; the value given has another form.");
            }
        }
    }
}
