namespace Vern.Disclosure.Tables;

/// <summary>A code of a dimension and what it is made of. A leaf has no parts.</summary>
/// <param name="Code">Unique within its dimension.</param>
/// <param name="Parts">The codes it is the sum of.</param>
public sealed record Code(string Name, params IReadOnlyList<Code> Parts);

/// <summary>A dimension: a tree of codes whose root is the total.</summary>
/// <param name="Name">The microdata column.</param>
/// <param name="Total">The root.</param>
public sealed record Dimension(string Name, Code Total);

/// <summary>Microdata: one row a person (or a leaf with a count), codes by position of <paramref name="Dimensions"/>; every code a leaf of its dimension.</summary>
public sealed record Microdata(IReadOnlyList<Dimension> Dimensions, IReadOnlyList<MicrodataRow> Rows);

/// <summary>A row of microdata.</summary>
/// <param name="Codes">A leaf per dimension.</param>
/// <param name="Count">How many persons it stands for; at least 0.</param>
/// <param name="Key">The sum of its records' keys, modulo 2^64; only the cell-key method asks for it.</param>
public sealed record MicrodataRow(IReadOnlyList<string> Codes, int Count = 1, ulong Key = 0);

/// <summary>A table to publish: all combinations of all codes (totals too) of its dimensions.</summary>
/// <param name="Id">Its name among the tables of the publication.</param>
/// <param name="Dimensions">Names of dimensions.</param>
/// <param name="Where">Only rows under these codes (dimension name to code); the other tables of the publication are linked to it all the same.</param>
/// <param name="Without">Codes that the table doesn't show (dimension name to codes): subtotals, or parts that are told as the rest of their total only.</param>
public sealed record TableRequest(string Id, IReadOnlyList<string> Dimensions, IReadOnlyDictionary<string, string>? Where = null, IReadOnlyDictionary<string, IReadOnlyList<string>>? Without = null);

/// <summary>What is sensitive and what the attacker is taken to know: whole numbers, the minimum count, and that a hidden cell is at least <paramref name="HiddenAtLeast"/>.</summary>
/// <param name="MinimumCount">Counts from 1 to this less 1 are primary. At least 2.</param>
/// <param name="HiddenAtLeast">The attacker's lower bound for a hidden cell. Zeros are never hidden, so 1.</param>
/// <param name="Protection">A hidden cell is at risk when its interval holds fewer than this plus 1 whole numbers.</param>
/// <param name="SearchSeconds">For how long the least costly pattern is looked for, beyond the first safe one.</param>
public sealed record ProtectionRules(int MinimumCount = 3, int HiddenAtLeast = 1, int Protection = 1, double SearchSeconds = 3);

/// <summary>Whether a cell is shown.</summary>
public enum CellStatus { Published, Suppressed }

/// <summary>
/// A count that has been through disclosure control. Writers of anything that leaves the unit take this type and no bare number:
/// only this library makes one with a value in it (rule 3).
/// </summary>
public readonly record struct ProtectedCell
{
    private readonly int _value;
    internal ProtectedCell(CellStatus status, int value, string? source) { Status = status; _value = value; Source = source; }

    /// <summary>Shown or hidden.</summary>
    public CellStatus Status { get; }
    /// <summary>The count; null when hidden.</summary>
    public int? Value => Status == CellStatus.Published ? _value : null;
    /// <summary>For a figure that was published before: where. Null for a figure of this publication.</summary>
    public string? Source { get; }
    /// <summary>A figure that is public already, with the place where it was published.</summary>
    public static ProtectedCell AlreadyPublished(int value, string source)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        return new(CellStatus.Published, value, source);
    }
}

/// <summary>A table after disclosure control.</summary>
/// <param name="Id">As requested.</param>
/// <param name="Dimensions">As requested.</param>
/// <param name="Cells">Every combination of codes (in the order of the dimensions) with its protected count.</param>
public sealed class ProtectedTable
{
    private readonly Dictionary<string, ProtectedCell> _cells;
    internal ProtectedTable(string id, IReadOnlyList<Dimension> dimensions, IReadOnlyList<KeyValuePair<IReadOnlyList<string>, ProtectedCell>> cells)
    {
        Id = id;
        Dimensions = dimensions;
        Cells = cells;
        _cells = cells.ToDictionary(cell => string.Join('\u001f', cell.Key), cell => cell.Value, StringComparer.Ordinal);
    }

    /// <summary>As requested.</summary>
    public string Id { get; }
    /// <summary>The dimensions, in the order of the keys.</summary>
    public IReadOnlyList<Dimension> Dimensions { get; }
    /// <summary>All cells, row-major in the order of the dimensions' codes, parents before parts.</summary>
    public IReadOnlyList<KeyValuePair<IReadOnlyList<string>, ProtectedCell>> Cells { get; }
    /// <summary>The cell with these codes, one per dimension.</summary>
    /// <exception cref="KeyNotFoundException">There is no such cell.</exception>
    public ProtectedCell this[params ReadOnlySpan<string> codes] => _cells[string.Join('\u001f', codes!)];
}
