using System.Diagnostics;
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
                if (!checkedOnce.Add(column) || !Cover(column, hidden)) Widening.Hide(system, column, hidden);
                mover.Hide(hidden);
                progress?.Report(1.0 - ((double)open.Count / Math.Max(1, system.Count)));
            }
        }
    }

    /// <summary>Publishes again what no hidden cell needs, for as long as there is time.</summary>
    internal void Thin(bool[] hidden, double seconds)
    {
        var begun = Stopwatch.GetTimestamp();
        foreach (var column in Enumerable.Range(0, system.CellCount).Where(column => hidden[column] && !system.Primary[column]).OrderByDescending(system.Weight).ToList())
        {
            cancel.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(begun).TotalSeconds > seconds) break;
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
}
