namespace Vern.Ledger.Log;

/// <summary>A log in a folder of this machine.</summary>
public sealed class FolderSource(string folder) : ILogSource
{
    /// <summary>The folder's full path.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <inheritdoc/>
    public string Name => Folder;

    /// <inheritdoc/>
    public byte[]? Read(string file, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            return File.ReadAllBytes(Path.Combine(Folder, file));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"{file}: not readable", refused);
        }
    }

    /// <summary>Every file and every link in the folder, relative, with forward slashes, in ordinal order.</summary>
    public IReadOnlyList<string> Files() =>
        [.. new DirectoryInfo(Folder).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
            .Where(item => item is FileInfo || item.LinkTarget is not null)
            .Select(item => Path.GetRelativePath(Folder, item.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
