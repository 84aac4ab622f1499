using Microsoft.EntityFrameworkCore;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Persons.Registration.Storage;

/// <summary>Into which field a column of imported files is taken, as it was last chosen. The column's name stands here as a keyed digest only: a file without a header has somebody's name there.</summary>
internal sealed class ImportColumnRow
{
    /// <summary>The digest (<see cref="Platform.Sealing.BlindIndex"/>).</summary>
    public required string Digest { get; set; }
    /// <summary>A field's id, with <c>#2</c> for the second of a repeating group, or another target; empty: the column is left out.</summary>
    public required string Target { get; set; }
}

/// <summary>Maps what is remembered of imports.</summary>
internal static class ExchangeTables
{
    internal static void Map(ModelBuilder model) => Table<ImportColumnRow>(model, "case_import_columns", column =>
    {
        column.HasKey(row => row.Digest);
        column.Property(row => row.Digest).HasMaxLength(16).HasShape(CaseShapes.Index);
        column.Property(row => row.Target).HasMaxLength(90).HasShape(CaseShapes.Target);
    });
}
