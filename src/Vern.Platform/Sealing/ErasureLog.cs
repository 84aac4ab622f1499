using System.Globalization;
using System.Text;

namespace Vern.Platform.Sealing;

/// <summary>
/// Which keys were erased, in a file beside the key store that only grows: a line each, written and flushed before the key is erased. It holds no secret, so its newest
/// copy can be kept anywhere; a key store put back from a backup is brought up to it before it serves.
/// </summary>
internal sealed class ErasureLog(string path)
{
    private const int IdLength = 32;

    /// <summary>The ids of the keys erased, in order. A last line that was cut by a crash does not count: its key was not erased then.</summary>
    internal IReadOnlyList<string> Read()
    {
        if (!File.Exists(path)) return [];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return [.. reader.ReadToEnd().Split('\n').Select(line => line.Split(' ')).Where(parts => parts is [_, { Length: IdLength }]).Select(parts => parts[1])];
    }

    internal async Task AppendAsync(IReadOnlyCollection<string> ids, DateTimeOffset at, CancellationToken cancel)
    {
        var text = string.Concat(ids.Select(id => string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} {id}\n")));
        await using var stream = await OpenAloneAsync(cancel);
        if (stream.Length > 0)
        {
            stream.Seek(-1, SeekOrigin.End);
            if (stream.ReadByte() != '\n') text = "\n" + text;
        }
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancel);
        stream.Flush(flushToDisk: true);
    }

    private async Task<FileStream> OpenAloneAsync(CancellationToken cancel)
    {
        SecretFile.MakeFolder(Path.GetDirectoryName(path)!);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            }
            catch (IOException) when (attempt < 200) // another process is writing its line
            {
                await Task.Delay(50, cancel);
            }
        }
    }
}
