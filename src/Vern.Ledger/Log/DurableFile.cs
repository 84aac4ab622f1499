using System.Runtime.InteropServices;

namespace Vern.Ledger.Log;

/// <summary>Writing so that it is still there after the power has failed: data to the disk, and the folder that holds the name too.</summary>
internal static partial class DurableFile
{
    private const int ReadOnlyFlag = 0;

    /// <summary>Puts a file in the place of another, or of none, as one act: it is the old or the new one at every moment, and on the disk on return.</summary>
    internal static void Replace(string file, ReadOnlySpan<byte> bytes, string temporary)
    {
        Write(file, bytes, temporary);
        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(file))!);
    }

    /// <summary>The same, but the name is on the disk only once its folder is (<see cref="SyncFolder"/>).</summary>
    internal static void Write(string file, ReadOnlySpan<byte> bytes, string temporary)
    {
        using (var handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, bytes, 0);
            RandomAccess.FlushToDisk(handle);
        }
        File.Move(temporary, file, overwrite: true);
    }

    /// <summary>Brings what is in a file to the disk; a file that is gone has nothing to bring.</summary>
    internal static void Sync(string file)
    {
        try
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Write);
            RandomAccess.FlushToDisk(handle);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
        }
    }

    /// <summary>Brings the names in a folder to the disk. Windows has no such call and does without.</summary>
    internal static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, ReadOnlyFlag);
        if (descriptor < 0)
        {
            if (!Directory.Exists(folder)) return;
            throw new IOException($"{folder}: cannot be opened to bring it to the disk (error {Marshal.GetLastPInvokeError()})");
        }
        try
        {
            if (FSync(descriptor) != 0) throw new IOException($"{folder}: could not be brought to the disk (error {Marshal.GetLastPInvokeError()})");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
