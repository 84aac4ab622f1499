using System.Security.Cryptography;

namespace Vern.Platform.Sealing;

/// <summary>A file that its owner alone can read: written beside its place, made durable, then moved there.</summary>
public static class SecretFile
{
    /// <summary>Writes it, in place of a former one.</summary>
    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel = default) => WriteAsync(path, content, overwrite: true, cancel);

    /// <summary>Writes it where there is none; when another process was first, its file stays.</summary>
    public static async Task WriteNewAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel = default)
    {
        try
        {
            await WriteAsync(path, content, overwrite: false, cancel);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another was first.
        }
    }

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, bool overwrite, CancellationToken cancel)
    {
        MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var part = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}.part";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            await using (var stream = new FileStream(part, options))
            {
                await stream.WriteAsync(content, cancel);
                stream.Flush(flushToDisk: true);
            }
            File.Move(part, path, overwrite);
        }
        finally
        {
            if (File.Exists(part)) File.Delete(part);
        }
    }

    /// <summary>Makes a folder that its owner alone can look into, where there is none.</summary>
    public static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
