using System.Text.Json;

namespace Vern.Linkage.Encoding;

/// <summary>A file of encodings as clkhash and anonlink write it: <c>{"clks":[base64,…]}</c>, all of one length.</summary>
public static class EncodedFile
{
    /// <summary>The largest file that is read, in bytes: the document is held in memory, and a million encodings of 2,048 bits are a third of this.</summary>
    public const long Largest = 1L << 30;

    /// <summary>The encodings of a file, in its order; at least one.</summary>
    /// <exception cref="InvalidDataException">There is no such file, it is too large or no file of encodings; the message names it and what was expected.</exception>
    public static IReadOnlyList<byte[]> Read(string path)
    {
        if (!File.Exists(path)) throw new InvalidDataException($"{path}: no such file");
        if (new FileInfo(path).Length > Largest) throw new InvalidDataException($"{path}: {new FileInfo(path).Length >> 20} MB, expected at most {Largest >> 20} MB of encodings in a file");
        using var stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>The encodings of a stream.</summary>
    /// <param name="stream">UTF-8 JSON.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidDataException">It is no file of encodings; the message says where and what was expected.</exception>
    public static IReadOnlyList<byte[]> Read(Stream stream, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(stream);
            return Encodings(document.RootElement, name);
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{name}: line {problem.LineNumber + 1}: not JSON, expected {{\"clks\":[base64,…]}}", problem);
        }
        catch (InvalidOperationException problem)
        {
            throw new InvalidDataException($"{name}: a text with half of a surrogate pair (\\ud800), expected {{\"clks\":[base64,…]}}", problem);
        }
    }

    private static List<byte[]> Encodings(JsonElement root, string name)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("clks", out var clks) || clks.ValueKind != JsonValueKind.Array)
            throw new InvalidDataException($"{name}: no list \"clks\", expected {{\"clks\":[base64,…]}}");
        var encodings = new List<byte[]>(clks.GetArrayLength());
        foreach (var clk in clks.EnumerateArray())
        {
            if (clk.ValueKind != JsonValueKind.String || !clk.TryGetBytesFromBase64(out var bytes) || bytes.Length == 0) throw new InvalidDataException($"{name}: clks[{encodings.Count}]: not base64, expected an encoding");
            if (encodings.Count > 0 && encodings[0].Length != bytes.Length)
                throw new InvalidDataException($"{name}: clks[{encodings.Count}]: {bytes.Length} bytes, expected {encodings[0].Length} bytes as in clks[0]");
            encodings.Add(bytes);
        }
        return encodings.Count > 0 ? encodings : throw new InvalidDataException($"{name}: the list \"clks\" is empty, expected at least one encoding");
    }
}
