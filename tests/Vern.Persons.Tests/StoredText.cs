namespace Vern.Persons.Tests;

/// <summary>What lies on the disk, read byte for byte while its owner works on it.</summary>
internal static class StoredText
{
    /// <summary>Every file under a folder as Latin-1 text. Not the locks, which hold no more than whether somebody writes, and not what is replaced while this reads.</summary>
    public static IEnumerable<string> Under(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"))
        {
            string text;
            try
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
                text = reader.ReadToEnd();
            }
            catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
            {
                continue;
            }
            yield return text;
        }
    }
}
