using Vern.Disclosure.Audit;

namespace Vern.Disclosure.Suppression;

/// <summary>
/// Moves hidden cells away from their true counts: the smallest change that fits everything published (proof that a cell is safe), or, with
/// prices on cells still published, the cheapest further cells through which a cell could move.
/// </summary>
internal sealed class Mover : IDisposable
{
    private const double SecondsForOneCell = 2;
    private const double Free = 1e-3;
    private readonly AttackSystem _system;
    private readonly FillingPool _pool;
    private readonly ClpModel _model;
    private readonly int[] _all;
    private readonly double[] _solution;
    private bool _priced;

    internal Mover(AttackSystem system, bool[] hidden)
    {
        _system = system;
        _pool = new(system, hidden);
        _all = [.. Enumerable.Range(0, system.Count)];
        _solution = new double[system.Count];
        // each column twice: upwards and downwards
        var matrix = new SparseColumns();
        for (var column = 0; column < system.Count; column++)
        {
            matrix.Add(system.RowsOf[column].Select(entry => (entry.Row, (double)entry.Sign)), 0, hidden[column] ? double.PositiveInfinity : 0, 1);
            matrix.Add(system.RowsOf[column].Select(entry => (entry.Row, -(double)entry.Sign)), 0, hidden[column] ? system.Down[column] : 0, 1);
        }
        var zeros = new double[system.Rows.Length];
        _model = new(matrix, zeros, zeros);
    }

    /// <summary>Shares (0 to 1) by which prices are lowered; null for none.</summary>
    internal double[]? Discounts { get; set; }

    internal void Hide(bool[] hidden)
    {
        foreach (var column in _pool.Hide(hidden)) Open(column, hidden[column] || _priced);
    }

    /// <summary>Whether the cell's interval is wide enough, proved by fillings.</summary>
    internal bool IsSafe(int column)
    {
        if (_pool.Width(column) >= _system.Protection) return true;
        Price(false);
        bool fractional = false, possible = false;
        foreach (var direction in (int[])[1, -1])
        {
            if (Move(column, direction, _system.Protection) is not { } solution) continue;
            possible = true;
            if (Filling.TryMake(_system, _pool.Hidden, _all, solution) is { } filling) _pool.Add(filling);
            else fractional = true;
            if (_pool.Width(column) >= _system.Protection) return true;
        }
        if (!fractional && (possible || _system.Protection == 1)) return false;
        // fractional corners, or a width that only both directions together reach
        foreach (var direction in (int[])[1, -1])
        {
            if (WholeNumbers.Farthest(_system, _pool.Hidden, column, direction, _system.Protection, SecondsForOneCell).Filling is { } filling) _pool.Add(filling);
            if (_pool.Width(column) >= _system.Protection) return true;
        }
        return false;
    }

    /// <summary>The cheapest published cells whose hiding lets the cell move; empty when there are none.</summary>
    internal List<int> Cheapest(int column)
    {
        Price(true);
        var best = double.PositiveInfinity;
        List<int> support = [];
        foreach (var direction in (int[])[1, -1])
        {
            if (Move(column, direction, _system.Protection) is not { } solution) continue;
            var found = new List<int>();
            for (var each = 0; each < solution.Length; each++) if (!_pool.Hidden[each] && Math.Abs(solution[each]) > 1e-7) found.Add(each);
            var cost = found.Sum(each => (double)_system.Weight(each));
            if (cost < best) (best, support) = (cost, found);
        }
        return support;
    }

    private double[]? Move(int column, int direction, int by)
    {
        if (direction < 0 && _system.Down[column] < by) return null;
        int way = 2 * column, other = way + 1;
        if (direction < 0) (way, other) = (other, way);
        var (highWay, highOther) = (_model.High[way], _model.High[other]);
        (_model.Low[way], _model.High[way], _model.High[other]) = (by, by, 0);
        var status = _model.Minimise();
        if (status == SolveStatus.Optimal)
        {
            var both = _model.Solution;
            for (var each = 0; each < _solution.Length; each++) _solution[each] = both[2 * each] - both[(2 * each) + 1];
        }
        (_model.Low[way], _model.High[way], _model.High[other]) = (0, highWay, highOther);
        return status == SolveStatus.Optimal ? _solution : null;
    }

    // With prices every cell may move, at a cost if it is published; without, hidden cells only.
    private void Price(bool priced)
    {
        if (!priced && !_priced) return;
        _priced = priced;
        for (var column = 0; column < _system.Count; column++)
        {
            _model.Cost[2 * column] = _model.Cost[(2 * column) + 1] = !priced ? 1 : _pool.Hidden[column] ? Free : Math.Max(2 * Free, _system.Weight(column) * (1 - (Discounts?[column] ?? 0)));
            Open(column, priced || _pool.Hidden[column]);
        }
    }

    private void Open(int column, bool open)
    {
        _model.High[2 * column] = open ? double.PositiveInfinity : 0;
        _model.High[(2 * column) + 1] = open ? _system.Down[column] : 0;
    }

    public void Dispose() => _model.Dispose();
}
