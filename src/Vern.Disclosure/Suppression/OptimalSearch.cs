using System.Diagnostics;
using Vern.Disclosure.Audit;

namespace Vern.Disclosure.Suppression;

/// <summary>
/// The least costly safe pattern (Fischetti and Salazar 1999): a master program over what to hide, and cuts from the dual of the attacker's
/// own program wherever a pattern would leave a cell at risk. Stopped by the clock it still gives a lower bound on the cost.
/// </summary>
internal sealed class OptimalSearch(AttackSystem system, Mover mover, GreedySearch greedy, double seconds, CancellationToken cancel)
{
    private const double Far = 1e6;
    private const double Violated = 1e-4;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly List<Cut> _cuts = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Σ coefficient · hidden ≥ bound, over columns that are not hidden anyhow.</summary>
    private sealed record Cut(int[] Columns, double[] Coefficients, double Bound);

    private double Left => seconds - Stopwatch.GetElapsedTime(_begun).TotalSeconds;

    /// <summary>The best pattern found, starting from a safe one, and a lower bound on any safe pattern's cost (its own cost when proven least).</summary>
    internal (bool[] Hidden, long LowerBound) Run(bool[] incumbent)
    {
        var best = incumbent;
        var start = system.Start();
        mover.Hide(start);
        // a cell that is safe among the primaries alone stays so whatever else is hidden
        var open = Enumerable.Range(0, system.Count).Where(column => system.NeedsProtection(column, start) && !mover.IsSafe(column)).ToList();
        var fixedCost = system.Cost(start);
        if (open.Count == 0) return (start, fixedCost);
        var optional = Enumerable.Range(0, system.CellCount).Where(column => !start[column]).ToArray();
        var at = new int[system.Count];
        Array.Fill(at, -1);
        for (var i = 0; i < optional.Length; i++) at[optional[i]] = i;
        using var separation = Separation();
        using var relaxed = Master(optional);

        var bound = fixedCost;
        var shares = new double[system.Count];
        while (Left > seconds / 2)
        {
            cancel.ThrowIfCancellationRequested();
            if (relaxed.MinimiseByDual() != SolveStatus.Optimal) break;
            bound = Math.Max(bound, fixedCost + (long)Math.Ceiling(relaxed.Value - 1e-6));
            if (bound >= system.Cost(best)) return (best, system.Cost(best));
            Array.Fill(shares, 1);
            for (var i = 0; i < optional.Length; i++) shares[optional[i]] = Math.Clamp(relaxed.Solution[i], 0, 1);
            var before = _cuts.Count;
            foreach (var column in open)
            {
                if (Left < seconds / 2) break;
                Separate(separation, column, shares, at);
            }
            for (var c = before; c < _cuts.Count; c++) AddTo(relaxed, _cuts[c], at);
            if (_cuts.Count == before) break;
        }
        if (Left > 0) best = Guided(best, shares);
        while (Left > 0)
        {
            cancel.ThrowIfCancellationRequested();
            var (pattern, lower, proven) = SolveMaster(optional, at, best);
            bound = Math.Max(bound, Math.Min(system.Cost(best), fixedCost + (long)Math.Ceiling(lower - 1e-6)));
            if (bound >= system.Cost(best)) return (best, system.Cost(best));
            if (pattern is null) break;
            mover.Hide(pattern);
            var before = _cuts.Count;
            for (var column = 0; column < system.Count; column++) shares[column] = pattern[column] ? 1 : 0;
            var unsafeCells = Enumerable.Range(0, system.Count).Where(column => system.NeedsProtection(column, pattern) && !mover.IsSafe(column)).ToList();
            foreach (var column in unsafeCells.Where(column => start[column]))
            {
                if (!Separate(separation, column, shares, at)) Forbid(pattern, optional);
            }
            if (unsafeCells.Count == 0)
            {
                if (system.Cost(pattern) < system.Cost(best)) best = (bool[])pattern.Clone();
                if (proven) return (best, system.Cost(best));
                break;
            }
            var repaired = greedy.Run(pattern);
            greedy.Thin(repaired, Math.Max(1, Left));
            if (system.Cost(repaired) < system.Cost(best)) best = repaired;
            if (_cuts.Count == before) break;
        }
        return (best, Math.Min(bound, system.Cost(best)));
    }

    // Once more by the heuristic, with what the relaxed program would hide made cheap.
    private bool[] Guided(bool[] best, double[] shares)
    {
        mover.Discounts = shares;
        var pattern = greedy.Run(system.Start());
        mover.Discounts = null;
        greedy.Thin(pattern, Math.Max(1, Left));
        return system.Cost(pattern) < system.Cost(best) ? pattern : best;
    }

    private ClpModel Separation()
    {
        var zeros = new double[system.Rows.Length];
        return new(system.Matrix(Enumerable.Range(0, system.Count), _ => (0, 0)), zeros, zeros);
    }

    private ClpModel Master(int[] optional)
    {
        var matrix = new SparseColumns();
        foreach (var column in optional) matrix.Add([], 0, 1, system.Weight(column));
        return new(matrix, [], []);
    }

    private static void AddTo(ClpModel model, Cut cut, int[] at) =>
        model.AddRow([.. cut.Columns.Select(column => at[column])], cut.Coefficients, cut.Bound, double.PositiveInfinity);

    private bool Separate(ClpModel model, int column, double[] shares, int[] at)
    {
        double protection = system.Protection;
        for (var each = 0; each < system.Count; each++)
        {
            var whole = shares[each] > 1 - 1e-9;
            model.High[each] = whole ? Far : protection * shares[each];
            model.Low[each] = -(whole ? Math.Min(Far, system.Down[each]) : Math.Min(system.Down[each], protection) * shares[each]);
        }
        var downMost = Math.Min(system.Down[column], protection);
        (model.Low[column], model.High[column]) = (-downMost, protection);
        var coefficients = new double[system.Count];
        var constant = 0.0;
        foreach (var direction in (int[])[1, -1])
        {
            if (direction < 0 && downMost == 0) continue;
            model.Cost[column] = -direction;
            var status = model.Minimise();
            model.Cost[column] = 0;
            if (status != SolveStatus.Optimal) return false;
            var reduced = model.ReducedCosts;
            for (var each = 0; each < system.Count; each++)
            {
                if (Math.Abs(reduced[each]) < 1e-7) continue;
                // reduced cost below zero: held by its upper bound (for a hidden cell there is none); above: by its lower bound
                var weight = reduced[each] < 0 ? protection : Math.Min(protection, reduced[each] * system.Down[each]);
                if (each == column) constant += reduced[each] < 0 ? -reduced[each] * protection : reduced[each] * downMost;
                else if (at[each] < 0) constant += weight;
                else coefficients[each] = Math.Min(protection, coefficients[each] + weight);
            }
        }
        var bound = protection - constant;
        if (bound < 1e-7) return false;
        var columns = Enumerable.Range(0, system.Count).Where(each => coefficients[each] > 1e-9).ToArray();
        if (columns.Sum(each => coefficients[each] * shares[each]) > bound - Violated) return false;
        var cut = new Cut(columns, [.. columns.Select(each => Math.Min(1, coefficients[each] / bound))], 1);
        return Keep(cut);
    }

    // Whole numbers forbid what fractions allow: something that the pattern shows must be hidden.
    private void Forbid(bool[] pattern, int[] optional)
    {
        var shown = optional.Where(column => !pattern[column]).ToArray();
        if (shown.Length > 0) Keep(new(shown, [.. shown.Select(_ => 1.0)], 1));
    }

    private bool Keep(Cut cut)
    {
        if (!_known.Add(string.Join(' ', cut.Columns.Zip(cut.Coefficients, (column, coefficient) => $"{column}:{coefficient:0.000000}")))) return false;
        _cuts.Add(cut);
        return true;
    }

    private (bool[]? Pattern, double Bound, bool Proven) SolveMaster(int[] optional, int[] at, bool[] best)
    {
        var matrix = new SparseColumns();
        var entries = new List<(int, double)>[optional.Length];
        for (var i = 0; i < entries.Length; i++) entries[i] = [];
        for (var c = 0; c < _cuts.Count; c++)
        {
            for (var k = 0; k < _cuts[c].Columns.Length; k++) entries[at[_cuts[c].Columns[k]]].Add((c, _cuts[c].Coefficients[k]));
        }
        for (var i = 0; i < optional.Length; i++) matrix.Add(entries[i], 0, 1, system.Weight(optional[i]));
        var low = _cuts.Select(cut => cut.Bound).ToArray();
        var high = _cuts.Select(_ => double.PositiveInfinity).ToArray();
        var result = CbcModel.Minimise(matrix, low, high, _ => true, Left, [.. optional.Select(column => best[column] ? 1.0 : 0.0)]);
        if (result.Solution is null) return (null, double.IsFinite(result.Bound) ? result.Bound : 0, false);
        var pattern = system.Start();
        for (var i = 0; i < optional.Length; i++) pattern[optional[i]] = result.Solution[i] > 0.5;
        return (pattern, result.Bound, result.Status == SolveStatus.Optimal);
    }
}
