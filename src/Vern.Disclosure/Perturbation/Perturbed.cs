using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Perturbation;

/// <summary>Tables whose counts were changed: every cell is shown.</summary>
internal static class Perturbed
{
    /// <summary>A table with these counts, by the space's cells.</summary>
    public static ProtectedTable Table(SpaceTable table, long[] counts) =>
        new(table.Id, table.Dimensions, [.. table.Cells.Select((cell, at) => KeyValuePair.Create(table.Keys[at], new ProtectedCell(CellStatus.Published, checked((int)counts[cell]), null)))]);
}
