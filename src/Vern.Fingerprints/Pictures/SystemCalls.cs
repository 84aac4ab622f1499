using System.Runtime.InteropServices;

namespace Vern.Fingerprints.Pictures;

/// <summary>What a decoding process may no longer ask of the kernel, nor whatever it starts or becomes: a socket, the memory of other processes, and the ring through which calls go unseen. It is told "permission denied".</summary>
internal static unsafe partial class SystemCalls
{
    private const int SetNoNewPrivileges = 38;
    private const nint SetFilter = 1, AllThreads = 1;

    // Words of the kernel's filter language: load a word, jump if equal, jump if at least, answer.
    private const ushort Load = 0x20, IfEqual = 0x15, IfAtLeast = 0x35, Answer = 0x06;
    private const uint Number = 0, Architecture = 4, Allow = 0x7fff_0000, Denied = 0x0005_000d, OtherNumbering = 0x4000_0000;

    [StructLayout(LayoutKind.Sequential)]
    private struct Step(ushort code, byte yes, byte no, uint value)
    {
        internal ushort Code = code;
        internal byte Yes = yes, No = no;
        internal uint Value = value;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Filter
    {
        internal ushort Length;
        internal Step* Steps;
    }

    /// <summary>Takes effect at once, for all threads.</summary>
    /// <exception cref="PlatformNotSupportedException">The system does not grant it; nothing is decoded without.</exception>
    internal static void Forbid()
    {
        // socket, ptrace, process_vm_writev, io_uring_setup, pidfd_getfd: numbers differ by processor.
        var (seccomp, architecture, calls) = RuntimeInformation.ProcessArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => (317, 0xc000_003e, new uint[] { 41, 101, 311, 425, 438 }),
            System.Runtime.InteropServices.Architecture.Arm64 => (277, 0xc000_00b7, [198, 117, 271, 425, 438]),
            var other => throw new PlatformNotSupportedException($"pictures and films are decoded on x64 and arm64 only, this is {other}"),
        };
        var left = calls.Length;
        Step[] steps =
        [
            new(Load, 0, 0, Architecture), new(IfEqual, 0, (byte)(left + 3), architecture),
            new(Load, 0, 0, Number), new(IfAtLeast, (byte)(left + 1), 0, OtherNumbering),
            .. calls.Select((call, at) => new Step(IfEqual, (byte)(left - at), 0, call)),
            new(Answer, 0, 0, Allow), new(Answer, 0, 0, Denied),
        ];
        fixed (Step* first = steps)
        {
            var filter = new Filter { Length = (ushort)steps.Length, Steps = first };
            if (Control(SetNoNewPrivileges, 1, 0, 0, 0) != 0 || Call(seccomp, SetFilter, AllThreads, &filter) != 0) throw new PlatformNotSupportedException("the system does not take the rights of the decoding process away");
        }
    }

    // Both take any number of further arguments in C; none is a fraction, so they are passed as fixed ones are on 64-bit Linux.
    [LibraryImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int what, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Call(nint number, nint what, nint flags, Filter* filter);
}
