using Vern.Disclosure.Audit;
using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Perturbation;

/// <summary>
/// Rounds every count of all tables together to multiples of a base. The combinations of leaf codes are rounded up or down and the tables added up from
/// them, so all tables stay additive, exactly and with one another; a search keeps each cell within base − 1 of the truth where it can.
/// </summary>
public static class ControlledRounding
{
    private const int Rounds = 60;

    /// <summary>The tables, rounded.</summary>
    /// <param name="data">The microdata.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="rules">The minimum count and how wide an attacker's interval must stay.</param>
    /// <param name="to">The base; at least the minimum count and the protection plus 1.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="ArgumentException">A code or dimension that does not exist, or too small a base.</exception>
    public static ProtectedPublication Protect(Microdata data, IReadOnlyList<TableRequest> tables, ProtectionRules rules, int to, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (to < rules.MinimumCount || to <= rules.Protection) throw new ArgumentException($"The base is {to}, expected at least {Math.Max(rules.MinimumCount, rules.Protection + 1)}.", nameof(to));
        var space = new CellSpace(data, tables);
        var membership = new CellMembership(data, tables, space);
        var counts = Round(space, membership, to, cancel);
        var worst = Enumerable.Range(0, space.Cells.Count).Where(cell => space.Cells[cell].Published).Select(cell => Math.Abs(counts[cell] - space.Cells[cell].Value)).DefaultIfEmpty(0).Max();
        var reach = Math.Max(to - 1, worst);
        var small = Enumerable.Range(0, space.Cells.Count).Where(cell => space.Cells[cell].Published && space.Cells[cell].Value > 0 && space.Cells[cell].Value < rules.MinimumCount);
        var audited = small.Select(cell => new AuditedCell(space.Cells[cell].Table, space.Cells[cell].Key, HiddenBecause.SmallCount, Math.Max(0, counts[cell] - to + 1), counts[cell] + reach, AtRisk: false));
        return new([.. space.Tables.Select(table => Perturbed.Table(table, counts))], new([.. audited],
            $"controlled rounding to base {to}: every count is a multiple of it, all tables add up exactly, and no count is farther than {worst} from the truth"
            + (worst < to ? "" : $" (one within {to - 1} for every cell at once was not found)")
            + $"; the attacker knows the base and that bound; adding up to that many persons to one combination of codes, or taking up to {to - 1} from one, changes every cell by as many or not at all and fits everything published, so his interval is at least as wide as low and high", Guarantee: true));
    }

    private static long[] Round(CellSpace space, CellMembership membership, int to, CancellationToken cancel)
    {
        var choices = Enumerable.Range(0, membership.Combinations.Count).Where(at => membership.Combinations[at].Count % to != 0).ToArray();
        var up = new bool[membership.Combinations.Count];
        var error = new long[space.Cells.Count];
        var rest = 0L;
        foreach (var at in choices)
        {
            // Rounded in the order of the codes by the running sum: what lies together is then near its total already.
            var over = membership.Combinations[at].Count % to;
            rest += over;
            up[at] = rest * 2 >= to;
            if (up[at]) rest -= to;
            Add(at, up[at] ? to - over : -over);
        }
        for (var round = 0; round < Rounds; round++)
        {
            var better = false;
            foreach (var at in choices)
            {
                cancel.ThrowIfCancellationRequested();
                better |= TryFlip(at);
            }
            if (!better && !choices.Any(TrySwap)) break;
        }
        var counts = new long[space.Cells.Count];
        for (var cell = 0; cell < counts.Length; cell++) counts[cell] = space.Cells[cell].Value + error[cell];
        return counts;

        void Add(int at, long change)
        {
            foreach (var cell in membership.CellsOf[at]) error[cell] += change;
        }

        // A cell farther off than base − 1 costs far more than any that is within it.
        double Cost(long off) => (off * off) + (Math.Abs(off) < to ? 0 : 1e6 * (Math.Abs(off) - to + 1));

        long Flip(int at) => up[at] ? -to : to;

        double Gain(int at)
        {
            var change = Flip(at);
            return membership.CellsOf[at].Sum(cell => Cost(error[cell] + change) - Cost(error[cell]));
        }

        bool TryFlip(int at)
        {
            if (Gain(at) >= -1e-9) return false;
            Add(at, Flip(at));
            up[at] = !up[at];
            return true;
        }

        // Two opposite changes at once, where one alone does not help: a partner shares a cell, and its margins then stay as they are.
        bool TrySwap(int at)
        {
            if (membership.CellsOf[at].All(cell => Math.Abs(error[cell]) < to)) return false;
            var alone = Gain(at);
            Add(at, Flip(at));
            up[at] = !up[at];
            foreach (var partner in membership.CellsOf[at].SelectMany(cell => membership.In[cell].Take(200)).Distinct())
            {
                if (partner == at || up[partner] != up[at] || membership.Combinations[partner].Count % to == 0 || alone + Gain(partner) >= -1e-9) continue;
                Add(partner, Flip(partner));
                up[partner] = !up[partner];
                return true;
            }
            up[at] = !up[at];
            Add(at, -Flip(at));
            return false;
        }
    }
}
