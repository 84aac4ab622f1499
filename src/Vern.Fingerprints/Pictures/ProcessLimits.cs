using System.Globalization;
using System.Runtime.InteropServices;

namespace Vern.Fingerprints.Pictures;

/// <summary>Limits that a process lays on itself on Linux and cannot lift: memory, processor time, no file written, no dump of its memory, no socket.</summary>
internal static partial class ProcessLimits
{
    private const int ProcessorTime = 0, FileSize = 1, CoreDump = 4, AddressSpace = 9;

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        internal ulong Soft, Hard;
    }

    /// <summary>Takes effect at once. <paramref name="memory"/> counts from what the process has reserved now, of which the runtime's own reservations are the most.</summary>
    /// <exception cref="PlatformNotSupportedException">The system does not grant a limit; nothing is decoded without.</exception>
    internal static void Lay(long memory, int seconds, bool forbidFiles = true)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("pictures and films are decoded under Linux only: the limits of the decoding process are Linux's");
        var pages = ulong.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[0], CultureInfo.InvariantCulture);
        Set(AddressSpace, pages * (ulong)Environment.SystemPageSize + (ulong)memory);
        Set(ProcessorTime, (ulong)seconds);
        Set(CoreDump, 0);
        SystemCalls.Forbid();
        if (forbidFiles) ForbidFiles();
    }

    /// <summary>No file can be written any more, not even one that lies in memory.</summary>
    internal static void ForbidFiles() => Set(FileSize, 0);

    /// <summary>Memory in all, for a program that this process becomes: what the process has reserved goes with it.</summary>
    internal static void LimitMemory(long memory) => Set(AddressSpace, (ulong)memory);

    private static void Set(int what, ulong limit)
    {
        var both = new Limit { Soft = limit, Hard = limit };
        if (SetLimit(what, ref both) != 0) throw new PlatformNotSupportedException($"the system does not grant limit {what} of the decoding process");
    }

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetLimit(int what, ref Limit limit);
}
