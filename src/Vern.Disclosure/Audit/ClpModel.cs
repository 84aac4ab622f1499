using System.Runtime.InteropServices;

namespace Vern.Disclosure.Audit;

/// <summary>How a linear or integer program ended.</summary>
internal enum SolveStatus { Optimal, Infeasible, Unbounded, Stopped }

/// <summary>A linear program in COIN-OR CLP, kept between solves so that the next starts where the last ended.</summary>
internal sealed unsafe partial class ClpModel : IDisposable
{
    private nint _model;
    private readonly int _columns;

    internal ClpModel(SparseColumns columns, double[] rowLow, double[] rowHigh)
    {
        if (!SolverLibrary.IsAvailable) throw new DllNotFoundException("CLP is not installed.");
        _columns = columns.Count;
        _model = NewModel();
        SetLogLevel(_model, 0);
        fixed (int* starts = columns.Starts.ToArray(), rows = columns.Rows.ToArray())
        fixed (double* values = columns.Values.ToArray(), low = columns.Low.ToArray(), high = columns.High.ToArray(), cost = columns.Cost.ToArray(), rl = rowLow, rh = rowHigh)
            LoadProblem(_model, columns.Count, rowLow.Length, starts, rows, values, low, high, cost, rl, rh);
    }

    /// <summary>Bounds and costs, changed in place before a solve.</summary>
    internal Span<double> Low => new(ColumnLower(_model), _columns);
    internal Span<double> High => new(ColumnUpper(_model), _columns);
    internal Span<double> Cost => new(Objective(_model), _columns);
    internal ReadOnlySpan<double> Solution => new(PrimalColumnSolution(_model), _columns);
    internal ReadOnlySpan<double> ReducedCosts => new(DualColumnSolution(_model), _columns);
    internal double Value => ObjectiveValue(_model);

    /// <summary>Adds one row.</summary>
    internal void AddRow(int[] columns, double[] values, double low, double high)
    {
        int[] starts = [0, columns.Length];
        fixed (int* s = starts, c = columns)
        fixed (double* v = values)
            AddRows(_model, 1, &low, &high, s, c, v);
    }

    internal SolveStatus Maximise() => Solve(-1);
    internal SolveStatus Minimise() => Solve(1);
    /// <summary>For a model whose rows grew: the old basis stays dual feasible.</summary>
    internal SolveStatus MinimiseByDual()
    {
        SetDirection(_model, 1);
        return Ended(Dual(_model, 0));
    }

    private SolveStatus Solve(double direction)
    {
        SetDirection(_model, direction);
        return Ended(Primal(_model, 0));
    }

    private SolveStatus Ended(int _) => Status(_model) switch { 0 => SolveStatus.Optimal, 1 => SolveStatus.Infeasible, 2 => SolveStatus.Unbounded, _ => SolveStatus.Stopped };

    public void Dispose()
    {
        if (_model != 0) DeleteModel(_model);
        _model = 0;
    }

    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_newModel")] private static partial nint NewModel();
    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_deleteModel")] private static partial void DeleteModel(nint model);
    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_setLogLevel")] private static partial void SetLogLevel(nint model, int level);
    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_loadProblem")] private static partial void LoadProblem(nint model, int columns, int rows, int* starts, int* index, double* values, double* low, double* high, double* cost, double* rowLow, double* rowHigh);
    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_addRows")] private static partial void AddRows(nint model, int number, double* low, double* high, int* starts, int* columns, double* values);
    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_primal")] private static partial int Primal(nint model, int ifValuesPass);
    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_dual")] private static partial int Dual(nint model, int ifValuesPass);
    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_status")] private static partial int Status(nint model);
    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_setOptimizationDirection")] private static partial void SetDirection(nint model, double direction);
    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_objectiveValue")] private static partial double ObjectiveValue(nint model);
    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_columnLower")] private static partial double* ColumnLower(nint model);
    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_columnUpper")] private static partial double* ColumnUpper(nint model);
    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_objective")] private static partial double* Objective(nint model);
    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_primalColumnSolution")] private static partial double* PrimalColumnSolution(nint model);
    [LibraryImport(SolverLibrary.Clp, EntryPoint = "Clp_dualColumnSolution")] private static partial double* DualColumnSolution(nint model);
}
