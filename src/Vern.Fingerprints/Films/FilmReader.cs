using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Vern.Fingerprints.Digests;
using Vern.Fingerprints.Pdq;
using Vern.Fingerprints.Pictures;

namespace Vern.Fingerprints.Films;

/// <summary>
/// Fingerprints films: a file is read once, as a stream; its digests are made here as it goes by, its frames by ffmpeg in a process of its own that lives for this one film under limits
/// (<see cref="FilmWorker"/>). Nothing is written to a disk. Without ffmpeg there are exact digests only. Safe for many threads.
/// </summary>
/// <param name="program">What to start, and the arguments before the worker's own; <see cref="OfThisProgram"/> starts the running program again.</param>
/// <param name="limits">What one film may take.</param>
/// <param name="decoder">Where ffmpeg lies.</param>
public sealed partial class FilmReader(IReadOnlyList<string> program, FilmLimits? limits = null, string decoder = FilmReader.Decoder)
{
    /// <summary>ffmpeg as Debian installs it; 5.1 or later.</summary>
    public const string Decoder = "/usr/bin/ffmpeg";

    /// <summary>What to say where it is not installed.</summary>
    public const string Missing = "ffmpeg is not installed, so films have exact digests only (Debian: apt-get install ffmpeg)";

    // The longest head of a frame is "P6\n512 512\n255\n"; the smallest frame of all has 11 and 3 bytes.
    private const int LongestHead = 15, LongestMessage = 4096, Taking = 20, KeptOfItsWords = 1 << 14;

    private readonly FilmLimits _limits = limits ?? new();

    /// <summary>A reader that starts the running program again; its Main must hand over to <see cref="FilmWorker.Run"/> when the first argument is <see cref="FilmWorker.Verb"/>.</summary>
    public static FilmReader OfThisProgram(FilmLimits? limits = null) => new(WorkerProcess.ThisProgram(), limits);

    /// <summary>True where ffmpeg is installed.</summary>
    public static bool IsAvailable => OperatingSystem.IsLinux() && File.Exists(Decoder);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="cancel">Stops reading and decoding.</param>
    /// <exception cref="PictureException">The file has no fingerprint.</exception>
    /// <exception cref="PlatformNotSupportedException">This machine cannot decode, though ffmpeg is there; the message says why.</exception>
    public async Task<FilmFingerprint> ReadAsync(Stream stream, CancellationToken cancel = default)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(decoder)) return new([], IsCut: false, await ExactDigests.ReadAsync(stream, cancel: cancel), Provenance: null);
        using var worker = WorkerProcess.Start(program, [FilmWorker.Verb, decoder, $"{_limits.Bytes}", $"{_limits.Pixels}", $"{_limits.Memory}", $"{_limits.Seconds}", $"{_limits.Frames}"]);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            var words = WordsAsync(worker.StandardError.BaseStream);
            var frames = FramesAsync(worker.StandardOutput.BaseStream, time.Token);
            var digests = await WorkerProcess.FeedAsync(worker, stream, time, Taking, _limits.Seconds, cancel);
            var seen = await frames;
            await worker.WaitForExitAsync(time.Token);
            var (first, last) = await words;
            if (worker.ExitCode != 0 || seen.Count == 0 || IsCutOff(last)) throw Problem(worker, last);
            var version = Version().Match(first) is { Success: true } match ? match.Groups[1].Value : "of unknown version";
            return new(Fold(seen.Pdq.Take(_limits.Frames)), seen.Count > _limits.Frames, digests,
                new($"ffmpeg {version}", 1, FilmProvenance.AreaWithin512, seen.Width, seen.Height, Pdq.Provenance.Reference));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new PictureException($"decoding the film takes longer than {_limits.Seconds} s");
        }
        finally
        {
            await WorkerProcess.EndAsync(worker);
        }
    }

    private sealed record Seen(List<PdqFingerprint> Pdq, int Width, int Height)
    {
        internal int Count => Pdq.Count;
    }

    /// <summary>Equal hashes that follow one another as one.</summary>
    internal static List<FilmRun> Fold(IEnumerable<PdqFingerprint> frames)
    {
        var runs = new List<FilmRun>();
        foreach (var (second, frame) in frames.Index())
        {
            if (runs is [.., var before] && before.Pdq.Hash == frame.Hash) runs[^1] = before with { To = second, Pdq = frame.Quality < before.Pdq.Quality ? frame : before.Pdq };
            else runs.Add(new(second, second, frame));
        }
        return runs;
    }

    // Frames as they come, each forgotten when it is hashed.
    private async Task<Seen> FramesAsync(Stream output, CancellationToken cancel)
    {
        var buffer = new byte[LongestHead + 3 * PdqHasher.LongestSide * PdqHasher.LongestSide];
        var (held, seen) = (0, new Seen([], 0, 0));
        while (true)
        {
            held += await output.ReadAtLeastAsync(buffer.AsMemory(held), Math.Max(0, LongestHead - held), throwOnEndOfStream: false, cancel);
            if (held == 0) return seen;
            if (seen.Count == 0 && buffer[0] is (byte)'E' or (byte)'M') throw await AnswerAsync(output, buffer, held, cancel);
            var head = Head().Match(Encoding.Latin1.GetString(buffer, 0, Math.Min(held, LongestHead)));
            // More frames than were asked for, or something else: not ffmpeg's.
            if (!head.Success || seen.Count > _limits.Frames) throw Died();
            var (width, height) = (Number(head.Groups[1]), Number(head.Groups[2]));
            if (width > PdqHasher.LongestSide || height > PdqHasher.LongestSide) throw Died();
            var whole = head.Length + 3 * width * height;
            held += await output.ReadAtLeastAsync(buffer.AsMemory(held), Math.Max(0, whole - held), throwOnEndOfStream: false, cancel);
            if (held < whole) throw Died();
            seen.Pdq.Add(PdqHasher.Hash(buffer.AsSpan(head.Length, whole - head.Length), width, height, 3));
            seen = seen with { Width = Math.Max(seen.Width, width), Height = Math.Max(seen.Height, height) };
            buffer.AsSpan(whole, held - whole).CopyTo(buffer);
            held -= whole;
        }

        static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);
    }

    private static async Task<Exception> AnswerAsync(Stream output, byte[] buffer, int held, CancellationToken cancel)
    {
        if (held < LongestMessage) held += await output.ReadAtLeastAsync(buffer.AsMemory(held, LongestMessage - held), LongestMessage - held, throwOnEndOfStream: false, cancel);
        var message = Encoding.UTF8.GetString(buffer, 1, Math.Min(held, LongestMessage) - 1).ReplaceLineEndings(" ");
        return buffer[0] == 'E' ? new PictureException(message) : new PlatformNotSupportedException(message);
    }

    // What ffmpeg says: who it is, first, and what is wrong, last. Titles and the like that a file bears stand between; none of it is told on.
    private static async Task<(string First, string Last)> WordsAsync(Stream error)
    {
        var (first, last, buffer) = ("", "", new byte[KeptOfItsWords]);
        for (int read; (read = await error.ReadAsync(buffer)) > 0;)
        {
            var words = Encoding.Latin1.GetString(buffer, 0, read);
            if (first.Length < LongestMessage) first += words;
            last += words;
            if (last.Length > KeptOfItsWords) last = last[^KeptOfItsWords..];
        }
        return (first, last);
    }

    private static bool IsCutOff(string words) => words.Contains("File ended prematurely", StringComparison.Ordinal);

    private PictureException Problem(Process worker, string words)
    {
        if (Says("matches no streams")) return new("a film with a picture expected, this one has none");
        if (Says("Picture size") || Says("max_pixels")) return new($"the film's frames claim more than {_limits.Pixels} pixels, at most so many are decoded");
        if (Says("not on whitelist")) return new("the film's pictures are coded in a way that is not read");
        if (Says("Cannot allocate memory") || Says("get_buffer() failed") || worker.ExitCode > 128) return Died();
        if (IsCutOff(words) || Says("moov atom not found") || Says("corrupt")) return new("the film cannot be decoded: it is cut off or broken");
        return worker.ExitCode == 0 ? new("a film with a picture expected, this one has none") : new("the film cannot be decoded: it is broken, or no film");

        bool Says(string what) => words.Contains(what, StringComparison.Ordinal);
    }

    private PictureException Died() => new($"the decoder died of it: the film is broken, or takes more than {_limits.Memory >> 20} MiB of memory or {_limits.Seconds} s");

    [GeneratedRegex(@"^P6\n([1-9][0-9]{0,2}) ([1-9][0-9]{0,2})\n255\n", RegexOptions.CultureInvariant)]
    private static partial Regex Head();

    [GeneratedRegex(@"^ffmpeg version ([-+.:~A-Za-z0-9]{1,60}) ", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
