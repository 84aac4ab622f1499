using Vern.Disclosure.Audit;
using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Perturbation;

/// <summary>
/// The cell-key method (Fraser and Wooton 2005): each count is changed by what its cell key picks from a perturbation table. The key is the sum of the keys
/// of the records in the cell, so the same persons give the same count in whatever table they are counted.
/// </summary>
public static class CellKeys
{
    /// <summary>The tables, every count but zero changed by chance that is fixed by its records.</summary>
    /// <param name="data">The microdata, with the keys of its records.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="rules">How many values of a small count an attacker must be left with.</param>
    /// <param name="noise">The parameters of the perturbation table.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="ArgumentException">A code or dimension that does not exist, or too small a change.</exception>
    /// <exception cref="InvalidOperationException">The audit failed: there is no publication.</exception>
    public static ProtectedPublication Protect(Microdata data, IReadOnlyList<TableRequest> tables, ProtectionRules rules, NoiseParameters noise, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(noise);
        if (noise.MaximumChange < noise.MinimumCount) throw new ArgumentException($"The greatest change is {noise.MaximumChange}, expected at least the minimum count {noise.MinimumCount}.", nameof(noise));
        var space = new CellSpace(data, tables);
        var membership = new CellMembership(data, tables, space);
        var table = new NoiseTable(noise);
        var counts = new long[space.Cells.Count];
        for (var cell = 0; cell < counts.Length; cell++)
            counts[cell] = table.Change(space.Cells[cell].Value, membership.In[cell].Aggregate(0UL, (sum, at) => unchecked(sum + membership.Combinations[at].Key)));
        var audited = new List<AuditedCell>();
        for (var cell = 0; cell < counts.Length; cell++)
        {
            cancel.ThrowIfCancellationRequested();
            var value = space.Cells[cell].Value;
            if (!space.Cells[cell].Published || value == 0 || value >= rules.MinimumCount) continue;
            var (low, high) = Proved(cell);
            audited.Add(new(space.Cells[cell].Table, space.Cells[cell].Key, HiddenBecause.SmallCount, low, high, high - low < rules.Protection));
        }
        var risky = audited.Count(cell => cell.AtRisk);
        if (risky > 0) throw new InvalidOperationException($"The audit failed: {risky} small counts could not be shown to be safe with changes of at most {noise.MaximumChange}. There is no publication; a greater maximumChange or variance helps.");
        return new([.. space.Tables.Select(each => Perturbed.Table(each, counts))], new(audited,
            $"cell key: changes of at most {noise.MaximumChange}, variance {noise.Variance:0.##} where a count allows it, mean 0, no count from 1 to {noise.MinimumCount - 1}, zeros unchanged; tables need not add up; "
            + "the attacker knows the perturbation table and all relations, not the keys: low and high are counts that other numbers of persons under one combination of codes give and that fit everything published, so his interval is at least as wide", Guarantee: true));

        // How far the cell can be moved by persons added to, or taken from, one combination of codes in it, with every cell's published count still possible.
        (long Low, long High) Proved(int cell)
        {
            var (low, high) = (0L, 0L);
            foreach (var at in membership.In[cell])
            {
                while (high < noise.MaximumChange && Fits(at, high + 1)) high++;
                while (-low < membership.Combinations[at].Count && Fits(at, low - 1)) low--;
            }
            return (space.Cells[cell].Value + low, space.Cells[cell].Value + high);
        }

        bool Fits(int at, long change) => membership.CellsOf[at].All(cell => table.Allows(space.Cells[cell].Value + change, counts[cell]));
    }
}
