namespace Vern.Disclosure.Audit;

/// <summary>Why a cell is hidden; never published.</summary>
public enum HiddenBecause { SmallCount, ProtectsAnother }

/// <summary>What the attacker can find out about one hidden cell.</summary>
/// <param name="Table">The first table that holds it.</param>
/// <param name="Key">Its codes there.</param>
/// <param name="Reason">Why it is hidden.</param>
/// <param name="Low">The least whole number that fits everything published.</param>
/// <param name="High">The greatest; null when there is no bound.</param>
/// <param name="AtRisk">Whether the interval holds too few whole numbers.</param>
public sealed record AuditedCell(string Table, IReadOnlyList<string> Key, HiddenBecause Reason, long Low, long? High, bool AtRisk);

/// <summary>The attacker's view of a publication.</summary>
/// <param name="Cells">Every hidden cell.</param>
/// <param name="Method">What computed the bounds, and which guarantee is missing if a solver was absent.</param>
/// <param name="Guarantee">True when the bounds are exact (a linear solver ran); false when only exact disclosure was excluded.</param>
public sealed record AuditReport(IReadOnlyList<AuditedCell> Cells, string Method, bool Guarantee)
{
    /// <summary>How many hidden cells are at risk; a publication has none.</summary>
    public int AtRisk => Cells.Count(cell => cell.AtRisk);
}
