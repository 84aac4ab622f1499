using Vern.Disclosure.Audit;

namespace Vern.Disclosure.Suppression;

/// <summary>
/// A safe pattern of any size of publication: for every cell at risk the cheapest set of further cells through which it can move
/// (a linear program; Fischetti and Salazar 1999 call it the heuristic by the attacker's own problem), then cells that turned out to be
/// superfluous are published again, dearest first.
/// </summary>
internal sealed class GreedySearch(AttackSystem system, Attacker attacker, CancellationToken cancel)
{
    /// <summary>Hides until no hidden cell is at risk.</summary>
    internal bool[] Run(bool[] start, IProgress<double>? progress = null)
    {
        var hidden = (bool[])start.Clone();
        using var moves = Moves();
        var checkedOnce = new HashSet<int>();
        while (true)
        {
            attacker.Hide(hidden);
            var open = Enumerable.Range(0, system.Count).Where(column => system.NeedsProtection(column, hidden) && !attacker.IsSafe(column)).ToList();
            if (open.Count == 0) return hidden;
            // the largest first: what protects it often protects the small ones beside it
            foreach (var column in open.OrderByDescending(column => system.Values[column]))
            {
                cancel.ThrowIfCancellationRequested();
                if (attacker.IsSafe(column)) continue;
                if (!checkedOnce.Add(column) || !Cover(moves, column, hidden)) Widen(column, hidden);
                attacker.Hide(hidden);
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
            attacker.Hide(hidden);
            if (!Enumerable.Range(0, system.Count).All(each => !system.NeedsProtection(each, hidden) || attacker.IsSafe(each))) hidden[column] = true;
        }
        attacker.Hide(hidden);
    }

    // Each column twice: upwards and downwards.
    private ClpModel Moves()
    {
        var matrix = new SparseColumns();
        for (var column = 0; column < system.Count; column++)
        {
            matrix.Add(system.RowsOf[column].Select(entry => (entry.Row, (double)entry.Sign)), 0, double.PositiveInfinity, 0);
            matrix.Add(system.RowsOf[column].Select(entry => (entry.Row, -(double)entry.Sign)), 0, system.Down[column], 0);
        }
        var zeros = new double[system.Rows.Length];
        return new(matrix, zeros, zeros);
    }

    private bool Cover(ClpModel moves, int column, bool[] hidden)
    {
        var costs = moves.Cost;
        for (var each = 0; each < system.Count; each++) costs[2 * each] = costs[(2 * each) + 1] = hidden[each] ? 1e-6 : system.Weight(each);
        var best = double.PositiveInfinity;
        int[] support = [];
        foreach (var direction in (int[])[0, 1])
        {
            if (direction == 1 && system.Down[column] < system.Protection) continue;
            int way = (2 * column) + direction, other = (2 * column) + 1 - direction;
            var (highWay, highOther) = (moves.High[way], moves.High[other]);
            (moves.Low[way], moves.High[way], moves.High[other]) = (system.Protection, system.Protection, 0);
            if (moves.Minimise() == SolveStatus.Optimal)
            {
                var solution = moves.Solution;
                var cost = 0.0;
                var found = new List<int>();
                for (var each = 0; each < system.Count; each++)
                {
                    if (hidden[each] || solution[2 * each] + solution[(2 * each) + 1] < 1e-7) continue;
                    found.Add(each);
                    cost += system.Weight(each);
                }
                if (cost < best) (best, support) = (cost, [.. found]);
            }
            (moves.Low[way], moves.High[way], moves.High[other]) = (0, highWay, highOther);
        }
        foreach (var each in support) hidden[each] = true;
        return support.Length > 0;
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
