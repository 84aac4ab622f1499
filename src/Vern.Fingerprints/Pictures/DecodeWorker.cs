using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Vern.Fingerprints.Pdq;

namespace Vern.Fingerprints.Pictures;

/// <summary>
/// The process that decodes one picture and ends: hostile files meet the decoder here, under limits, and nowhere else. It reads the file from standard input into memory and writes the pixels,
/// at most 512 × 512, to standard output; it writes no file, and cannot.
/// </summary>
/// <remarks>
/// Answer: a letter, then for <c>P</c> six numbers of 32 bits, little-endian (width and height of the picture, width, height and channels of the pixels, bytes of the decoder's name), the name
/// and the pixels; for <c>E</c> (the file) and <c>M</c> (this machine) a message in UTF-8.
/// </remarks>
public static unsafe class DecodeWorker
{
    /// <summary>The first argument of the process.</summary>
    public const string Verb = "decode-worker";

    /// <summary>Numbers of an answer's head, in bytes.</summary>
    internal const int HeadBytes = 24;

    /// <summary>Decodes what comes in on standard input.</summary>
    /// <param name="args">The verb, then bytes, pixels, memory and seconds as in <see cref="DecodeLimits"/>.</param>
    /// <returns>0 when an answer was given.</returns>
    public static int Run(string[] args)
    {
        using var answer = Console.OpenStandardOutput();
        try
        {
            if (args is not [Verb, var bytes, var pixels, var memory, var seconds]) throw new PlatformNotSupportedException("the decoding process is started by Vern itself");
            // Before the limits: a library that is loaded counts as what the process has when it begins.
            if (Vips.IsInstalled) Vips.Start();
            ProcessLimits.Lay(Long(memory), (int)Long(seconds));
            Decode(answer, Long(bytes), Long(pixels));
        }
        catch (PictureException problem)
        {
            Say(answer, 'E', problem.Message);
        }
        catch (OutOfMemoryException)
        {
            Say(answer, 'E', "decoding takes more memory than the limit");
        }
        catch (PlatformNotSupportedException problem)
        {
            Say(answer, 'M', problem.Message);
        }
        return 0;

        static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }

    private static void Decode(Stream answer, long mostBytes, long mostPixels)
    {
        var bytes = ReadAll(mostBytes, out var length);
        if (length == 0) throw new PictureException("a picture expected, the file is empty");
        var file = new ReadOnlySpan<byte>(bytes, checked((int)length));
        var plain = PlainFormats.Decoder(file);
        if (plain is null && !Vips.IsInstalled) throw new PlatformNotSupportedException(Vips.Missing);
        var decoder = plain ?? Vips.Decoder(bytes, length) ?? throw new PictureException("a picture expected (JPEG, PNG, GIF, WebP, TIFF, HEIF, BMP or PNM), the file is none of these");
        if (Polyglot.Also(file) is { } other) throw new PictureException($"the file is a picture and {other} at once, so its fingerprint would not tell what it is");
        int width, height, channels;
        var pixels = plain is null ? Vips.Decode(bytes, length, mostPixels, out width, out height, out channels) : PlainFormats.Decode(file, mostPixels, out width, out height, out channels);
        int w = width, h = height;
        if (Math.Max(width, height) > PdqHasher.LongestSide)
        {
            pixels = Nearest(pixels, width, height, channels);
            w = h = PdqHasher.LongestSide;
        }
        var name = Encoding.UTF8.GetBytes(decoder);
        Span<byte> head = stackalloc byte[1 + HeadBytes];
        head[0] = (byte)'P';
        foreach (var (place, number) in new[] { width, height, w, h, channels, name.Length }.Index()) BinaryPrimitives.WriteInt32LittleEndian(head[(1 + 4 * place)..], number);
        answer.Write(head);
        answer.Write(name);
        answer.Write(pixels);
    }

    private static byte[] Nearest(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        const int Side = PdqHasher.LongestSide;
        var small = new byte[Side * Side * channels];
        for (var y = 0; y < Side; y++)
        {
            var row = pixels.Slice(Luma.Source(y, height) * width * channels, width * channels);
            for (var x = 0; x < Side; x++) row.Slice(Luma.Source(x, width) * channels, channels).CopyTo(small.AsSpan((y * Side + x) * channels));
        }
        return small;
    }

    // Into memory outside the collector's heap, which has a limit of its own.
    private static byte* ReadAll(long most, out nuint length)
    {
        using var input = Console.OpenStandardInput();
        nuint room = 1 << 20;
        var bytes = (byte*)NativeMemory.Alloc(room);
        length = 0;
        while (true)
        {
            if (length == room) bytes = (byte*)NativeMemory.Realloc(bytes, room *= 2);
            var read = input.Read(new Span<byte>(bytes + length, (int)Math.Min(room - length, 1 << 20)));
            if (read == 0) return bytes;
            length += (nuint)read;
            if ((long)length > most) throw new PictureException($"more than {most} bytes, at most so many are decoded");
        }
    }

    private static void Say(Stream answer, char kind, string message) => answer.Write([(byte)kind, .. Encoding.UTF8.GetBytes(message)]);
}
