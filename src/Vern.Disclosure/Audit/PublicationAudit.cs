using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Audit;

/// <summary>Plays the attacker on a pattern, apart from the search that made it.</summary>
internal static class PublicationAudit
{
    internal static AuditReport Run(CellSpace space, AttackSystem system, bool[] hidden, string how, CancellationToken cancel)
    {
        var cells = new List<AuditedCell>();
        using var attacker = new Attacker(system, hidden);
        for (var column = 0; column < system.Count; column++)
        {
            cancel.ThrowIfCancellationRequested();
            if (!system.NeedsProtection(column, hidden)) continue;
            var (low, high, proven) = attacker.Interval(column);
            var atRisk = proven < system.Protection;
            var cell = space.Cells[system.Cells[column]];
            IReadOnlyList<string> key = column < system.CellCount ? cell.Key : [.. cell.Key, "the rest"];
            cells.Add(new(cell.Table, key, system.Primary[column] ? HiddenBecause.SmallCount : HiddenBecause.ProtectsAnother,
                system.Values[column] + low, system.Values[column] + high, atRisk));
        }
        return new(cells, $"exact whole-number bounds by COIN-OR CLP and CBC, every interval proved by fillings; {how}", Guarantee: true);
    }
}
