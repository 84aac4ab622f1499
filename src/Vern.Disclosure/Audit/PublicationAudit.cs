using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Audit;

/// <summary>Plays the attacker on a pattern, apart from the search that made it.</summary>
internal static class PublicationAudit
{
    internal static AuditReport Run(CellSpace space, AttackSystem system, bool[] hidden, string how, bool withSolver, CancellationToken cancel)
    {
        var cells = new List<AuditedCell>();
        if (withSolver)
        {
            using var attacker = new Attacker(system, hidden);
            for (var column = 0; column < system.Count; column++)
            {
                cancel.ThrowIfCancellationRequested();
                if (!system.NeedsProtection(column, hidden)) continue;
                var (low, high, proven) = attacker.Interval(column);
                cells.Add(Cell(column, low, high, proven < system.Protection));
            }
            return new(cells, $"exact whole-number bounds by COIN-OR CLP and CBC, every hidden cell's safety proved by fillings in whole numbers; {how}", Guarantee: true);
        }
        foreach (var (column, (low, high, atRisk)) in Elimination.Audit(system, hidden).OrderBy(pair => pair.Key)) cells.Add(Cell(column, low, high, atRisk));
        return new(cells, "COIN-OR CLP and CBC are not installed (Debian: coinor-libclp1, coinor-libcbc3): exact elimination excludes what any linear combination of published counts "
            + $"gives away, and bounds are passed along single relations; bounds that several relations together give are not excluded; {how}", Guarantee: false);

        AuditedCell Cell(int column, long low, long? high, bool atRisk)
        {
            var cell = space.Cells[system.Cells[column]];
            IReadOnlyList<string> key = column < system.CellCount ? cell.Key : [.. cell.Key, "the rest"];
            return new(cell.Table, key, system.Primary[column] ? HiddenBecause.SmallCount : HiddenBecause.ProtectsAnother, system.Values[column] + low, system.Values[column] + high, atRisk);
        }
    }
}
