using System.Reflection;
using System.Runtime.InteropServices;

namespace Vern.Disclosure.Audit;

/// <summary>Finds COIN-OR CLP and CBC on the machine (Debian: coinor-libclp1, coinor-libcbc3). Both are optional.</summary>
internal static class SolverLibrary
{
    internal const string Clp = "vern-clp";
    internal const string Cbc = "vern-cbc";

    private static readonly string[] ClpNames = ["libClp.so.1", "libClp.so", "libClp.1.dylib", "libClp.dylib"];
    private static readonly string[] CbcNames = ["libCbcSolver.so.3", "libCbcSolver.so", "libCbcSolver.3.dylib", "libCbcSolver.dylib"];
    private static readonly Lazy<nint> ClpHandle = new(() => Load(ClpNames, "Clp_primal"));
    private static readonly Lazy<nint> CbcHandle = new(() => Load(CbcNames, "Cbc_solve"));

    static SolverLibrary() => NativeLibrary.SetDllImportResolver(typeof(SolverLibrary).Assembly, Resolve);

    /// <summary>Whether both solvers are there.</summary>
    internal static bool IsAvailable => ClpHandle.Value != 0 && CbcHandle.Value != 0;

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name switch
    {
        Clp => ClpHandle.Value,
        Cbc => CbcHandle.Value,
        _ => 0,
    };

    private static nint Load(string[] names, string symbol)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var handle) && NativeLibrary.TryGetExport(handle, symbol, out _)) return handle;
        }
        return 0;
    }
}
