using System.Globalization;
using System.Runtime.InteropServices;

namespace Vern.Disclosure.Audit;

/// <summary>What an integer program gave: the best solution found (null without one) and the best bound.</summary>
internal readonly record struct IntegerResult(SolveStatus Status, double[]? Solution, double Bound);

/// <summary>An integer program in COIN-OR CBC, solved once.</summary>
internal static unsafe partial class CbcModel
{
    private static readonly Lock OneAtATime = new();

    internal static IntegerResult Minimise(SparseColumns columns, double[] rowLow, double[] rowHigh, Func<int, bool> isInteger, double seconds, double[]? start = null)
    {
        if (!SolverLibrary.IsAvailable) throw new DllNotFoundException("CBC is not installed.");
        lock (OneAtATime)
        {
            var model = NewModel();
            try
            {
                fixed (int* starts = columns.Starts.ToArray(), rows = columns.Rows.ToArray())
                fixed (double* values = columns.Values.ToArray(), low = columns.Low.ToArray(), high = columns.High.ToArray(), cost = columns.Cost.ToArray(), rl = rowLow, rh = rowHigh)
                    LoadProblem(model, columns.Count, rowLow.Length, starts, rows, values, low, high, cost, rl, rh);
                for (var i = 0; i < columns.Count; i++) if (isInteger(i)) SetInteger(model, i);
                SetParameter(model, "log", "0");
                SetParameter(model, "slog", "0");
                SetParameter(model, "timeMode", "elapsed");
                SetParameter(model, "seconds", Math.Max(0.05, seconds).ToString(CultureInfo.InvariantCulture));
                SetParameter(model, "ratioGap", "0");
                SetLogLevel(model, 0);
                if (start is not null)
                {
                    var indices = Enumerable.Range(0, columns.Count).ToArray();
                    fixed (int* at = indices)
                    fixed (double* to = start) SetMipStart(model, columns.Count, at, to);
                }
                _ = Solve(model);
                if (IsProvenInfeasible(model) != 0) return new(SolveStatus.Infeasible, null, double.PositiveInfinity);
                if (IsContinuousUnbounded(model) != 0) return new(SolveStatus.Unbounded, null, double.NegativeInfinity);
                var solution = BestSolution(model);
                var found = solution is null ? null : new ReadOnlySpan<double>(solution, columns.Count).ToArray();
                return new(IsProvenOptimal(model) != 0 ? SolveStatus.Optimal : SolveStatus.Stopped, found, BestBound(model));
            }
            finally
            {
                DeleteModel(model);
            }
        }
    }

    [LibraryImport(SolverLibrary.Cbc, EntryPoint = "Cbc_newModel")] private static partial nint NewModel();
    [LibraryImport(SolverLibrary.Cbc, EntryPoint = "Cbc_deleteModel")] private static partial void DeleteModel(nint model);
    [LibraryImport(SolverLibrary.Cbc, EntryPoint = "Cbc_loadProblem")] private static partial void LoadProblem(nint model, int columns, int rows, int* starts, int* index, double* values, double* low, double* high, double* cost, double* rowLow, double* rowHigh);
    [LibraryImport(SolverLibrary.Cbc, EntryPoint = "Cbc_setInteger")] private static partial void SetInteger(nint model, int column);
    [LibraryImport(SolverLibrary.Cbc, EntryPoint = "Cbc_setLogLevel")] private static partial void SetLogLevel(nint model, int level);
    [LibraryImport(SolverLibrary.Cbc, EntryPoint = "Cbc_setParameter", StringMarshalling = StringMarshalling.Utf8)] private static partial void SetParameter(nint model, string name, string value);
    [LibraryImport(SolverLibrary.Cbc, EntryPoint = "Cbc_setMIPStartI")] private static partial void SetMipStart(nint model, int count, int* columns, double* values);
    [LibraryImport(SolverLibrary.Cbc, EntryPoint = "Cbc_solve")] private static partial int Solve(nint model);
    [LibraryImport(SolverLibrary.Cbc, EntryPoint = "Cbc_isProvenOptimal")] private static partial int IsProvenOptimal(nint model);
    [LibraryImport(SolverLibrary.Cbc, EntryPoint = "Cbc_isProvenInfeasible")] private static partial int IsProvenInfeasible(nint model);
    [LibraryImport(SolverLibrary.Cbc, EntryPoint = "Cbc_isContinuousUnbounded")] private static partial int IsContinuousUnbounded(nint model);
    [LibraryImport(SolverLibrary.Cbc, EntryPoint = "Cbc_bestSolution")] private static partial double* BestSolution(nint model);
    [LibraryImport(SolverLibrary.Cbc, EntryPoint = "Cbc_getBestPossibleObjValue")] private static partial double BestBound(nint model);
}
