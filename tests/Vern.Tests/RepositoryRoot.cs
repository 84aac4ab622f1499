namespace Vern.Tests;

/// <summary>Where this checkout lies: the folder above the test that holds the solution.</summary>
internal static class RepositoryRoot
{
    /// <summary>Absolute path of the repository's root.</summary>
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Vern.slnx"))) return folder.FullName;
        }
        throw new DirectoryNotFoundException($"No Vern.slnx above {start}.");
    }
}
