namespace Vern.Disclosure.Audit;

/// <summary>The attacker with a solver, on one pattern: finds for a hidden cell the least and greatest whole number that fits everything published.</summary>
internal sealed class Attacker : IDisposable
{
    private const double Tolerance = 1e-6;
    private const double SecondsForOneCell = 10;
    private readonly AttackSystem _system;
    private readonly int[] _columns;
    private readonly int[] _position;
    private readonly ClpModel _model;
    private readonly FillingPool _pool;

    internal Attacker(AttackSystem system, bool[] hidden)
    {
        _system = system;
        _pool = new(system, hidden);
        _columns = [.. Enumerable.Range(0, system.Count).Where(column => hidden[column])];
        _position = new int[system.Count];
        for (var i = 0; i < _columns.Length; i++) _position[_columns[i]] = i;
        var zeros = new double[system.Rows.Length];
        _model = new(system.Matrix(_columns, column => (-system.Down[column], double.PositiveInfinity)), zeros, zeros);
    }

    /// <summary>The exact interval of a hidden cell as deviations from the truth (high null for no bound), and the width that fillings prove.</summary>
    internal (long Low, long? High, long Proven) Interval(int column)
    {
        var low = End(column, -1);
        var high = End(column, 1);
        return (-(low ?? 0), high, _pool.Width(column));
    }

    private long? End(int column, int direction)
    {
        var i = _position[column];
        var bound = LinearEnd(i, direction);
        if (bound is null)
        {
            // no bound: a filling some way up is proof enough that the cell moves
            _model.High[i] = _system.Protection;
            LinearEnd(i, direction);
            _model.High[i] = double.PositiveInfinity;
            if (_pool.Reach(column, direction) < _system.Protection) Prove(column, direction, _system.Protection);
            return null;
        }
        if (_pool.Reach(column, direction) >= bound) return bound;
        // a fractional corner: whole numbers may reach less far
        return Prove(column, direction, double.PositiveInfinity) ? _pool.Reach(column, direction) : bound;
    }

    private bool Prove(int column, int direction, double cap)
    {
        var (filling, proven) = WholeNumbers.Farthest(_system, _pool.Hidden, column, direction, cap, SecondsForOneCell);
        if (filling is not null) _pool.Add(filling);
        return proven && filling is not null;
    }

    // The linear bound rounded inwards (null for none); a whole corner is kept as a filling.
    private long? LinearEnd(int i, int direction)
    {
        _model.Cost[i] = 1;
        var status = direction > 0 ? _model.Maximise() : _model.Minimise();
        _model.Cost[i] = 0;
        if (status == SolveStatus.Unbounded) return null;
        if (status != SolveStatus.Optimal) throw new InvalidOperationException("The solver could not bound a hidden cell: there is no publication.");
        if (Filling.TryMake(_system, _pool.Hidden, _columns, _model.Solution) is { } filling) _pool.Add(filling);
        return (long)Math.Floor((direction * _model.Solution[i]) + Tolerance);
    }

    public void Dispose() => _model.Dispose();
}
