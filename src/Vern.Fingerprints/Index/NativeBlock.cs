using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Vern.Fingerprints.Index;

/// <summary>
/// Memory outside the collector's heap, given back when nobody refers to it any more: readers hold what they read, so a writer never takes it from under them. Either own memory on large pages
/// where the system has them, or a file that is mapped.
/// </summary>
internal sealed unsafe partial class NativeBlock
{
    private const int LargePage = 1 << 21, AdviseLargePages = 14;
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;

    private NativeBlock(byte* start, long length, MemoryMappedFile? file, MemoryMappedViewAccessor? view)
    {
        Start = start;
        (Length, _file, _view) = (length, file, view);
    }

#pragma warning disable MA0055 // A reader may still be searching when the last writer has gone: only the collector knows when memory is free.
    ~NativeBlock()
#pragma warning restore MA0055
    {
        if (_view is null)
        {
            NativeMemory.AlignedFree(Start);
            GC.RemoveMemoryPressure(Length);
            return;
        }
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file!.Dispose();
    }

    internal byte* Start { get; }

    internal long Length { get; }

    /// <summary>Own memory, its content undefined.</summary>
    internal static NativeBlock Allocate(long length)
    {
        length = Math.Max(length, 64);
        var start = (byte*)NativeMemory.AlignedAlloc((nuint)length, length >= LargePage ? (nuint)LargePage : 64);
        if (OperatingSystem.IsLinux() && length >= LargePage) _ = Advise(start, (nuint)(length / LargePage * LargePage), AdviseLargePages);
        GC.AddMemoryPressure(length);
        return new(start, length, null, null);
    }

    /// <summary>A file as it lies on the disk; it must not be changed while it is mapped.</summary>
    internal static NativeBlock Map(string path)
    {
        var length = new FileInfo(path).Length;
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        var view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        return new(start + view.PointerOffset, length, file, view);
    }

    // A wish: where it is not granted everything works, slower.
    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(void* start, nuint length, int advice);
}
