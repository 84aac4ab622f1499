using Vern.Disclosure.Audit;

namespace Vern.Disclosure.Suppression;

/// <summary>
/// A safe pattern of any size of publication: for every cell at risk the cheapest set of further cells through which it can move
/// (a linear program; Fischetti and Salazar 1999 call it the heuristic by the attacker's own problem), then cells that turned out to be
/// superfluous are published again, dearest first.
/// </summary>
internal sealed class GreedySearch(AttackSystem system, Mover mover, CancellationToken cancel)
{
    /// <summary>Hides until no hidden cell is at risk.</summary>
    internal bool[] Run(bool[] start, IProgress<double>? progress = null)
    {
        var hidden = (bool[])start.Clone();
        var checkedOnce = new HashSet<int>();
        while (true)
        {
            mover.Hide(hidden);
            var open = Enumerable.Range(0, system.Count).Where(column => system.NeedsProtection(column, hidden) && !mover.IsSafe(column)).ToList();
            if (open.Count == 0) return hidden;
            // the largest first: what protects it often protects the small ones beside it
            foreach (var column in open.OrderByDescending(column => system.Values[column]))
            {
                cancel.ThrowIfCancellationRequested();
                if (mover.IsSafe(column)) continue;
                if (!checkedOnce.Add(column) || !Cover(column, hidden)) Widen(column, hidden);
                mover.Hide(hidden);
                progress?.Report(1.0 - ((double)open.Count / Math.Max(1, system.Count)));
            }
        }
    }

    /// <summary>Publishes again what no hidden cell needs.</summary>
    internal void Thin(bool[] hidden)
    {
        foreach (var column in Enumerable.Range(0, system.CellCount).Where(column => hidden[column] && !system.Primary[column]).OrderByDescending(system.Weight).ToList())
        {
            cancel.ThrowIfCancellationRequested();
            hidden[column] = false;
            mover.Hide(hidden);
            if (!Enumerable.Range(0, system.Count).All(each => !system.NeedsProtection(each, hidden) || mover.IsSafe(each))) hidden[column] = true;
        }
        mover.Hide(hidden);
    }

    private bool Cover(int column, bool[] hidden)
    {
        var support = mover.Cheapest(column);
        foreach (var each in support) hidden[each] = true;
        return support.Count > 0;
    }

    // The last way out, sure to end: hide the cheapest neighbours of what is hidden around the cell.
    private void Widen(int column, bool[] hidden)
    {
        var seen = new HashSet<int> { column };
        var wave = new List<int> { column };
        while (wave.Count > 0)
        {
            var next = wave.SelectMany(each => system.RowsOf[each]).SelectMany(entry => system.Rows[entry.Row]).Select(entry => entry.Column).Where(seen.Add).ToList();
            var open = next.Where(each => !hidden[each]).ToList();
            if (open.Count > 0)
            {
                hidden[open.MinBy(system.Weight)] = true;
                return;
            }
            wave = next;
        }
        throw new InvalidOperationException("No pattern protects every small count: what is public already gives one away.");
    }
}
