using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vern.Fingerprints.Pdq;
using Vern.Fingerprints.Pictures;

namespace Vern.Commands;

/// <summary><c>vern fingerprint</c>: pictures in, perceptual and exact fingerprints out; each is read once and never written anywhere.</summary>
public static class FingerprintCommand
{
    private const string Header = "pdq,quality,md5,sha1,sha256,path";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var pictures = new Argument<string[]>("PICTURE") { Description = "Pictures: JPEG, PNG, GIF (its first), WebP, TIFF, HEIF, BMP, PNM; - reads one from standard input.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "A JSON object a picture, with the eight turned hashes, the stability, the sides, and which decoder and resize stand behind it." };
        var command = new Command("fingerprint", """
            Fingerprints pictures: CSV pdq,quality,md5,sha1,sha256,path. A hash below quality 50 matches what it should not.
            A picture that cannot be read is one line on standard error; the others go on, and the exit code is 2.

            Example:
              vern fingerprint a.jpg b.png > fingerprints.csv
              cat a.jpg | vern fingerprint -
            """) { pictures, json };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(pictures)!, result.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, bool json, CancellationToken cancel)
    {
        if (paths.Count(path => path is "-") > 1)
        {
            await Console.Error.WriteLineAsync("vern fingerprint: - was given twice; standard input holds one picture");
            return 2;
        }
        var reader = PictureReader.OfThisProgram();
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };
        var (code, begun) = (0, json);
        var (next, running) = (0, new Queue<(string Path, Task<PictureFingerprint> Read)>());
        while (next < paths.Length || running.Count > 0)
        {
            // As many at once as there are processors; told in the order in which they were given.
            for (; next < paths.Length && running.Count < Environment.ProcessorCount; next++) running.Enqueue((paths[next], ReadAsync(reader, paths[next], cancel)));
            var (path, read) = running.Dequeue();
            try
            {
                var fingerprint = await read;
                if (!begun) await output.WriteLineAsync(Header);
                begun = true;
                await output.WriteLineAsync(json ? AsJson(fingerprint, path) : AsCsv(fingerprint, path));
            }
            catch (Exception problem) when (problem is PictureException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"vern fingerprint: {Plain(path)}: {problem.Message.ReplaceLineEndings(" ")}");
                code = 2;
            }
            catch (PlatformNotSupportedException missing)
            {
                await Console.Error.WriteLineAsync($"vern fingerprint: {missing.Message}");
                await Task.WhenAll(running.Select(other => other.Read)).ContinueWith(static _ => { }, TaskScheduler.Default);
                return 2;
            }
        }
        return code;
    }

    private static async Task<PictureFingerprint> ReadAsync(PictureReader reader, string path, CancellationToken cancel)
    {
        if (path is "-")
        {
            await using var input = Console.OpenStandardInput();
            return await reader.ReadAsync(input, cancel);
        }
        if (Directory.Exists(path)) throw new PictureException("a picture expected, this is a folder");
        if (!File.Exists(path)) throw new PictureException("no such file");
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        return await reader.ReadAsync(file, cancel);
    }

    private static string AsCsv(PictureFingerprint read, string path) =>
        $"{read.Pdq.Hash},{read.Pdq.Quality},{read.Digests.Md5},{read.Digests.Sha1},{read.Digests.Sha256},{Cell(path)}";

    private static string AsJson(PictureFingerprint read, string path) => JsonSerializer.Serialize(new
    {
        Pdq = read.Pdq.Hash.ToString(), read.Pdq.Quality, read.Pdq.Stability,
        Variants = Enum.GetValues<Dihedral>().ToDictionary(way => JsonNamingPolicy.CamelCase.ConvertName(way.ToString()), way => read.Variants[way].ToString()),
        read.Digests.Md5, read.Digests.Sha1, read.Digests.Sha256, Bytes = read.Digests.Length, read.Width, read.Height, read.Provenance, Path = path,
    }, Json);

    // A name that a spreadsheet would take for a formula is the same file with ./ before it.
    private static string Cell(string path)
    {
        if (path.Length > 1 && path[0] is '=' or '+' or '-' or '@' && path is not "-") path = "./" + path;
        return path.AsSpan().IndexOfAny(",\"\r\n") < 0 ? path : $"\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Plain(string path) => new([.. path.Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
