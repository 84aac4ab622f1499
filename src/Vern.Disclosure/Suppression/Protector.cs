using Vern.Disclosure.Audit;
using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Suppression;

/// <summary>Tables from microdata under disclosure control, all linked tables together.</summary>
public static class Protector
{
    /// <summary>Tabulates, hides small counts and what would give them away, and audits the result.</summary>
    /// <exception cref="ArgumentException">A code or dimension that does not exist.</exception>
    /// <exception cref="InvalidOperationException">The audit failed: there is no publication.</exception>
    public static ProtectedPublication Protect(Microdata data, IReadOnlyList<TableRequest> tables, ProtectionRules? rules = null, IProgress<double>? progress = null, CancellationToken cancel = default) =>
        Protect(data, tables, rules, [], progress, cancel);

    /// <summary>The same where some cells are public already (an earlier edition, another report): the attacker knows them and they cannot be hidden.</summary>
    /// <param name="alreadyPublic">Cells of the tables by codes: dimension name to code, an absent dimension being its total.</param>
    /// <exception cref="ArgumentException">A code or dimension that does not exist, or a cell that is in none of the tables.</exception>
    /// <exception cref="InvalidOperationException">The audit failed, or what is public already gives a small count away: there is no publication.</exception>
    public static ProtectedPublication Protect(Microdata data, IReadOnlyList<TableRequest> tables, ProtectionRules? rules, IReadOnlyList<IReadOnlyDictionary<string, string>> alreadyPublic, IProgress<double>? progress = null, CancellationToken cancel = default) =>
        Protect(data, tables, rules ?? new(), alreadyPublic, SolverLibrary.IsAvailable, progress, cancel);

    internal static ProtectedPublication Protect(Microdata data, IReadOnlyList<TableRequest> tables, ProtectionRules rules, IReadOnlyList<IReadOnlyDictionary<string, string>> alreadyPublic, bool withSolver, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(alreadyPublic);
        if (rules.MinimumCount < 2) throw new ArgumentException($"The minimum count is {rules.MinimumCount}, expected at least 2.", nameof(rules));
        if (rules.HiddenAtLeast is not (0 or 1)) throw new ArgumentException($"hiddenAtLeast is {rules.HiddenAtLeast}, expected 0 or 1: a hidden count can be 1.", nameof(rules));
        if (rules.Protection < 1) throw new ArgumentException($"The protection is {rules.Protection}, expected at least 1.", nameof(rules));
        var space = new CellSpace(data, tables);
        var open = alreadyPublic.Select(codes => space.Find(codes) is >= 0 and var id ? id
            : throw new ArgumentException($"The cell {string.Join(", ", codes.Select(pair => $"{pair.Key} = {pair.Value}"))} is in none of the tables.", nameof(alreadyPublic))).ToHashSet();
        var system = new AttackSystem(space, rules, open);
        var (hidden, how) = PatternSearch.Run(system, rules.SearchSeconds, withSolver, progress, cancel);
        var audit = PublicationAudit.Run(space, system, hidden, how, withSolver, cancel);
        if (audit.AtRisk > 0) throw new InvalidOperationException($"The audit failed: {audit.AtRisk} hidden cells could be found out. There is no publication.");
        progress?.Report(1);
        return new([.. space.Tables.Select(table => Publish(table, space, system, hidden))], audit);
    }

    private static ProtectedTable Publish(SpaceTable table, CellSpace space, AttackSystem system, bool[] hidden)
    {
        var cells = table.Cells.Select((id, index) => KeyValuePair.Create(table.Keys[index], system.ColumnOf[id] is >= 0 and var column && hidden[column]
            ? new ProtectedCell(CellStatus.Suppressed, 0, null)
            : new ProtectedCell(CellStatus.Published, (int)space.Cells[id].Value, null)));
        return new(table.Id, table.Dimensions, [.. cells]);
    }
}
