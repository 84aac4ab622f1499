namespace Vern.Disclosure.Audit;

/// <summary>The attacker with a solver: finds for a hidden cell the least and greatest whole number that fits everything published.</summary>
internal sealed class Attacker : IDisposable
{
    private const double Tolerance = 1e-6;
    private const double SecondsForOneInteger = 5;
    private readonly AttackSystem _system;
    private readonly int[] _columns;
    private readonly ClpModel _model;
    private readonly List<Filling> _fillings = [];
    private bool[] _hidden;

    /// <summary>An attacker on a pattern, or (with <paramref name="columns"/> all) on any that <see cref="Hide"/> sets.</summary>
    internal Attacker(AttackSystem system, bool[] hidden, bool onlyThisPattern)
    {
        _system = system;
        _hidden = [.. hidden];
        _columns = [.. Enumerable.Range(0, system.Count).Where(column => !onlyThisPattern || hidden[column])];
        Position = new int[system.Count];
        Array.Fill(Position, -1);
        for (var i = 0; i < _columns.Length; i++) Position[_columns[i]] = i;
        var zeros = new double[system.Rows.Length];
        _model = new(system.Matrix(_columns, Bounds), zeros, zeros);
    }

    private int[] Position { get; }

    private (double Low, double High) Bounds(int column) => _hidden[column] ? (-_system.Down[column], double.PositiveInfinity) : (0, 0);

    /// <summary>Takes another pattern.</summary>
    internal void Hide(bool[] hidden)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = _columns[i];
            if (hidden[column] == _hidden[column]) continue;
            _hidden[column] = hidden[column];
            (_model.Low[i], _model.High[i]) = Bounds(column);
        }
    }

    /// <summary>Whether the cell's interval is wide enough, proved by fillings.</summary>
    internal bool IsSafe(int column)
    {
        if (Known(column) >= _system.Protection) return true;
        var i = Position[column];
        var cap = _system.Protection;
        _model.High[i] = cap;
        _model.Low[i] = Math.Max(_model.Low[i], -cap);
        var up = End(column, 1);
        var safe = Known(column) >= cap;
        if (!safe)
        {
            var down = End(column, -1);
            if (up + down >= cap && Known(column) < cap)
            {
                // fractional corners: ask for whole numbers
                if (up > 0) WholeEnd(column, 1, cap);
                if (Known(column) < cap && down > 0) WholeEnd(column, -1, cap);
            }
            safe = Known(column) >= cap;
        }
        (_model.Low[i], _model.High[i]) = Bounds(column);
        return safe;
    }

    /// <summary>The exact interval of a hidden cell, in deviations from the truth; null for no bound.</summary>
    internal (long Low, long? High) Interval(int column)
    {
        return (-(Exact(column, -1) ?? 0), Exact(column, 1));
    }

    private long? Exact(int column, int direction)
    {
        var bound = End(column, direction);
        if (bound == long.MaxValue)
        {
            // no bound upwards: still wants a filling as proof that the cell moves
            IsSafe(column);
            return null;
        }
        if (Reach(column, direction) >= bound) return bound;
        return WholeEnd(column, direction, double.PositiveInfinity) ?? bound;
    }

    // The linear bound rounded inwards (long.MaxValue for none); a whole corner is kept as a filling.
    private long End(int column, int direction)
    {
        var i = Position[column];
        _model.Cost[i] = 1;
        var status = direction > 0 ? _model.Maximise() : _model.Minimise();
        _model.Cost[i] = 0;
        if (status == SolveStatus.Unbounded) return long.MaxValue;
        if (status != SolveStatus.Optimal) throw new InvalidOperationException("The solver could not bound a hidden cell; there is no publication.");
        Keep(_model.Solution);
        return (long)Math.Floor((direction * _model.Solution[i]) + Tolerance);
    }

    private void Keep(ReadOnlySpan<double> solution)
    {
        if (Filling.TryMake(_system, _hidden, _columns, solution) is { Deviations.Count: > 0 } filling) _fillings.Add(filling);
    }

    private long? WholeEnd(int column, int direction, double cap)
    {
        var chosen = _columns.Where(each => _hidden[each]).ToArray();
        var matrix = _system.Matrix(chosen, each => each != column ? Bounds(each) : (Math.Max(-_system.Down[each], -cap), cap));
        var at = Array.IndexOf(chosen, column);
        matrix.Cost[at] = -direction;
        var zeros = new double[_system.Rows.Length];
        var result = CbcModel.Minimise(matrix, zeros, zeros, _ => true, SecondsForOneInteger);
        if (result.Solution is null || Filling.TryMake(_system, _hidden, chosen, result.Solution) is not { } filling) return null;
        if (filling.Deviations.Count > 0) _fillings.Add(filling);
        return result.Status == SolveStatus.Optimal ? direction * filling[column] : null;
    }

    // How far proven fillings (the truth is one) move a cell in a direction, and in both together.
    private long Reach(int column, int direction)
    {
        var reach = 0L;
        foreach (var filling in _fillings)
        {
            var deviation = filling[column] * direction;
            if (deviation > reach && filling.Fits(_hidden)) reach = deviation;
        }
        return reach;
    }

    /// <summary>The width that proven fillings give a cell.</summary>
    internal long Known(int column) => Reach(column, 1) + Reach(column, -1);

    internal void Add(Filling filling) => _fillings.Add(filling);
    internal IReadOnlyList<Filling> Fillings => _fillings;

    public void Dispose() => _model.Dispose();
}
