using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Vern.Fingerprints.Pictures;

namespace Vern.Fingerprints.Films;

/// <summary>
/// The process that decodes one film and ends: it reads the film from standard input into memory, lays limits on itself that it cannot lift, and becomes ffmpeg, which reads that memory and writes
/// pictures (PPM) to standard output. No file is written, and none can be.
/// </summary>
/// <remarks>Where it does not come to that, it answers as <see cref="DecodeWorker"/> does: <c>E</c> (the file) or <c>M</c> (this machine) and a message in UTF-8.</remarks>
public static unsafe partial class FilmWorker
{
    /// <summary>The first argument of the process.</summary>
    public const string Verb = "film-worker";

    private const string NoMemory = "the film takes more memory than there is";

    // memfd_create: may be sealed; may not be executed (Linux 6.3 and later). fcntl: set seals; no sealing, shrinking, growing or writing any more.
    private const uint AllowSealing = 2, NotExecutable = 8;
    private const int AddSeals = 1033, AllSeals = 1 | 2 | 4 | 8;

    /// <summary>Decodes what comes in on standard input. Returns only where it cannot.</summary>
    /// <param name="args">The verb, ffmpeg's path, then bytes, pixels, memory, seconds and frames as in <see cref="FilmLimits"/>.</param>
    public static int Run(string[] args)
    {
        using var answer = Console.OpenStandardOutput();
        try
        {
            if (args is not [Verb, var decoder, var bytes, var pixels, var memory, var seconds, var frames]) throw new PlatformNotSupportedException("the decoding process is started by Vern itself");
            ProcessLimits.Lay(Long(memory), (int)Long(seconds), forbidFiles: false);
            var file = ReadAll(Long(bytes), out var demuxer);
            // Only now: what is written to memory counts as a file that is written.
            ProcessLimits.ForbidFiles();
            // One more frame than is hashed tells that there are more.
            Become(decoder, FilmFormats.Arguments(demuxer, $"/proc/self/fd/{file}", Long(pixels), (int)Long(frames) + 1), Long(memory));
            throw new PlatformNotSupportedException("ffmpeg does not start");
        }
        catch (PictureException problem)
        {
            Say(answer, 'E', problem.Message);
        }
        catch (OutOfMemoryException)
        {
            Say(answer, 'E', NoMemory);
        }
        catch (PlatformNotSupportedException problem)
        {
            Say(answer, 'M', problem.Message);
        }
        return 0;

        static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }

    // Into memory that has the shape of a file: who reads it can go back and forth, as it must to find an index at the end.
    private static int ReadAll(long most, out string demuxer)
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[1 << 16];
        var read = input.ReadAtLeast(buffer, FilmFormats.HeadBytes, throwOnEndOfStream: false);
        if (read == 0) throw new PictureException("a film expected, the file is empty");
        demuxer = FilmFormats.Demuxer(buffer.AsSpan(0, read)) ?? throw new PictureException($"a film expected ({FilmFormats.Names}), the file is none of these");
        var file = MemoryFile("film", AllowSealing | NotExecutable);
        if (file < 0) file = MemoryFile("film", AllowSealing);
        if (file < 0) throw new PlatformNotSupportedException("the system gives no file in memory, so no film can be decoded");
        for (long length = 0; read > 0; read = input.Read(buffer))
        {
            if ((length += read) > most) throw new PictureException($"more than {most} bytes, at most so many are decoded");
            fixed (byte* first = buffer)
            {
                for (nint written = 0; written < read;)
                {
                    var now = Write(file, first + written, (nuint)(read - written));
                    if (now <= 0) throw new PictureException(NoMemory);
                    written += now;
                }
            }
        }
        if (Control(file, AddSeals, AllSeals) != 0) throw new PlatformNotSupportedException("the system does not seal a file in memory, so no film can be decoded");
        return file;
    }

    private static void Become(string program, string[] arguments, long memory)
    {
        var path = (byte*)Marshal.StringToCoTaskMemUTF8(program);
        var list = (byte**)NativeMemory.AllocZeroed((nuint)(arguments.Length + 1), (nuint)sizeof(byte*));
        for (var at = 0; at < arguments.Length; at++) list[at] = (byte*)Marshal.StringToCoTaskMemUTF8(arguments[at]);
        var surroundings = stackalloc byte*[1];
        // Called in vain, it is found and compiled while there is memory for that: this runtime has reserved more than ffmpeg may.
        _ = Execute(null, null, null);
        ProcessLimits.LimitMemory(memory);
        _ = Execute(path, list, surroundings);
    }

    private static void Say(Stream answer, char kind, string message) => answer.Write([(byte)kind, .. Encoding.UTF8.GetBytes(message)]);

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MemoryFile(string name, uint flags);

    // C takes any number of further arguments here; none is a fraction, so they are passed as fixed ones are on 64-bit Linux.
    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int file, int what, int value);

    [LibraryImport("libc", EntryPoint = "write")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(int file, byte* bytes, nuint length);

    [LibraryImport("libc", EntryPoint = "execve")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Execute(byte* path, byte** arguments, byte** surroundings);
}
