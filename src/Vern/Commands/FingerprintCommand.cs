using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vern.Fingerprints.Films;
using Vern.Fingerprints.Pdq;
using Vern.Fingerprints.Pictures;

namespace Vern.Commands;

/// <summary><c>vern fingerprint</c>: pictures and films in, perceptual and exact fingerprints out; each is read once and never written anywhere.</summary>
public static class FingerprintCommand
{
    private const string Header = "pdq,quality,md5,sha1,sha256,path";

    // A film lies in memory as a whole while it is decoded.
    private const int FilmsAtOnce = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var pictures = new Argument<string[]>("PICTURE") { Description = $"Pictures: JPEG, PNG, GIF (its first), WebP, TIFF, HEIF, BMP, PNM; films, where ffmpeg is installed: {FilmFormats.Names}; - reads one from standard input.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "A JSON object a picture, with the eight turned hashes, the stability, the sides, and which decoder and resize stand behind it; a film's has its frames." };
        var command = new Command("fingerprint", """
            Fingerprints pictures and films: CSV pdq,quality,md5,sha1,sha256,path. A hash below quality 50 matches what it should not.
            A film has one frame a second, a row for each run of equal ones; the path ends with its seconds, #t=FROM,TO (TO not included).
            A file that cannot be read is one line on standard error; the others go on, and the exit code is 2.
            Without ffmpeg a film has one row with exact digests and no pdq, and a line on standard error says so.

            Example:
              vern fingerprint a.jpg b.png > fingerprints.csv
              cat a.jpg | vern fingerprint -
              vern fingerprint --json film.mp4
            """) { pictures, json };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(pictures)!, result.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, bool json, CancellationToken cancel)
    {
        if (paths.Count(path => path is "-") > 1)
        {
            await Console.Error.WriteLineAsync("vern fingerprint: - was given twice; standard input holds one file");
            return 2;
        }
        var (pictures, films) = (PictureReader.OfThisProgram(), FilmReader.OfThisProgram());
        using var turn = new SemaphoreSlim(FilmsAtOnce);
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };
        var (code, begun) = (0, json);
        var (next, running) = (0, new Queue<(string Path, Task<(PictureFingerprint?, FilmFingerprint?)> Read)>());
        while (next < paths.Length || running.Count > 0)
        {
            // As many at once as there are processors; told in the order in which they were given.
            for (; next < paths.Length && running.Count < Environment.ProcessorCount; next++) running.Enqueue((paths[next], ReadAsync(pictures, films, turn, paths[next], cancel)));
            var (path, read) = running.Dequeue();
            try
            {
                var (picture, film) = await read;
                if (!begun) await output.WriteLineAsync(Header);
                begun = true;
                if (picture is not null) await output.WriteLineAsync(json ? AsJson(picture, path) : AsCsv(picture, path));
                if (film is null) continue;
                foreach (var row in json ? [AsJson(film, path)] : AsCsv(film, path)) await output.WriteLineAsync(row);
                if (Shortcoming(film) is { } lacks) await Console.Error.WriteLineAsync($"vern fingerprint: {Plain(path)}: {lacks}");
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

    /// <summary>What a film's fingerprint lacks, in a line; null for nothing.</summary>
    internal static string? Shortcoming(FilmFingerprint film) =>
        film.Provenance is null ? FilmReader.Missing : film.IsCut ? $"longer than {film.Frames} s: what comes after was not looked at" : null;

    private static async Task<(PictureFingerprint?, FilmFingerprint?)> ReadAsync(PictureReader pictures, FilmReader films, SemaphoreSlim turn, string path, CancellationToken cancel)
    {
        if (Directory.Exists(path)) throw new PictureException("a picture or film expected, this is a folder");
        if (path is not "-" && !File.Exists(path)) throw new PictureException("no such file");
        await using var file = await FileBeginning.OfAsync(path is "-" ? Console.OpenStandardInput() : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1), FilmFormats.HeadBytes, cancel);
        if (!FilmFormats.IsFilm(file.Head)) return (await PictureAsync(pictures, file, cancel), null);
        await turn.WaitAsync(cancel);
        try
        {
            return (null, await films.ReadAsync(file, cancel));
        }
        finally
        {
            turn.Release();
        }
    }

    private static async Task<PictureFingerprint> PictureAsync(PictureReader pictures, Stream file, CancellationToken cancel)
    {
        try
        {
            return await pictures.ReadAsync(file, cancel);
        }
        catch (PictureException problem) when (problem.Message.EndsWith("none of these", StringComparison.Ordinal))
        {
            throw new PictureException($"{problem.Message}, and no film ({FilmFormats.Names})");
        }
    }

    private static string AsCsv(PictureFingerprint read, string path) =>
        $"{read.Pdq.Hash},{read.Pdq.Quality},{read.Digests.Md5},{read.Digests.Sha1},{read.Digests.Sha256},{Cell(path)}";

    private static string AsJson(PictureFingerprint read, string path) => JsonSerializer.Serialize(new
    {
        Pdq = read.Pdq.Hash.ToString(), read.Pdq.Quality, read.Pdq.Stability,
        Variants = Enum.GetValues<Dihedral>().ToDictionary(way => JsonNamingPolicy.CamelCase.ConvertName(way.ToString()), way => read.Variants[way].ToString()),
        read.Digests.Md5, read.Digests.Sha1, read.Digests.Sha256, Bytes = read.Digests.Length, read.Width, read.Height, read.Provenance, Path = path,
    }, Json);

    // The seconds stand as media fragments have them (W3C): the beginning included, the end not.
    private static IEnumerable<string> AsCsv(FilmFingerprint read, string path)
    {
        var digests = $"{read.Digests.Md5},{read.Digests.Sha1},{read.Digests.Sha256}";
        return read.Provenance is null ? [$",,{digests},{Cell(path)}"] : read.Runs.Select(run => $"{run.Pdq.Hash},{run.Pdq.Quality},{digests},{Cell($"{(path is "-" ? "" : path)}#t={run.From},{run.To + 1}")}");
    }

    private static string AsJson(FilmFingerprint read, string path) => JsonSerializer.Serialize(new
    {
        Frames = read.Runs.Select(run => new { run.From, run.To, Pdq = run.Pdq.Hash.ToString(), run.Pdq.Quality, run.Pdq.Stability }),
        read.IsCut, read.Digests.Md5, read.Digests.Sha1, read.Digests.Sha256, Bytes = read.Digests.Length, read.Provenance, Path = path,
    }, Json);

    // A name that a spreadsheet would take for a formula is the same file with ./ before it.
    private static string Cell(string path)
    {
        if (path.Length > 1 && path[0] is '=' or '+' or '-' or '@' && path is not "-") path = "./" + path;
        return path.AsSpan().IndexOfAny(",\"\r\n") < 0 ? path : $"\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Plain(string path) => new([.. path.Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
