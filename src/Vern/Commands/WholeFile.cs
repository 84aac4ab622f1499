namespace Vern.Commands;

/// <summary>A file that is written whole or not at all: beside its place first, then moved there, so that a broken one never takes the place of a good one.</summary>
internal static class WholeFile
{
    /// <summary>Writes it, in place of a former one.</summary>
    /// <param name="path">Where it shall be.</param>
    /// <param name="write">Writes the content; what it throws leaves nothing behind.</param>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var unfinished = path + ".unfinished";
        try
        {
            await using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16)) await write(stream);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>As <see cref="WriteAsync"/>, for writers that do not wait.</summary>
    public static void Write(string path, Action<Stream> write) => WriteAsync(path, stream => { write(stream); return Task.CompletedTask; }).GetAwaiter().GetResult();

    /// <summary>As <see cref="WriteAsync"/>, for a text in UTF-8.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
