using System.Buffers.Binary;

namespace Vern.Fingerprints.Pictures;

/// <summary>Pictures that hold their pixels as they are: binary PNM (P5, P6) of 8 bits and uncompressed BMP of 8, 24 and 32 bits. No decoder is needed, as in the reference, which reads these itself.</summary>
internal static class PlainFormats
{
    private const int FileHeader = 14, InfoHeader = 40, PaletteEntry = 4;

    /// <summary>What decodes the bytes, such as <c>vern pnm</c>; null if they are neither.</summary>
    internal static string? Decoder(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 2 && bytes[0] == 'P' && bytes[1] is (byte)'5' or (byte)'6' && IsSpace(bytes[2]) ? "vern pnm"
        : bytes.Length >= FileHeader + InfoHeader && bytes.StartsWith("BM"u8) && BinaryPrimitives.ReadInt32LittleEndian(bytes[FileHeader..]) >= InfoHeader ? "vern bmp" : null;

    /// <summary>The pixels, as <see cref="Pdq.PdqHasher"/> takes them.</summary>
    /// <exception cref="PictureException">The file is broken, of a kind that is not read, or too large.</exception>
    internal static byte[] Decode(ReadOnlySpan<byte> bytes, long mostPixels, out int width, out int height, out int channels) =>
        bytes[0] == 'P' ? Pnm(bytes, mostPixels, out width, out height, out channels) : Bmp(bytes, mostPixels, out width, out height, out channels);

    private static byte[] Pnm(ReadOnlySpan<byte> bytes, long mostPixels, out int width, out int height, out int channels)
    {
        channels = bytes[1] == '6' ? 3 : 1;
        var at = 2;
        (width, height) = (Number(bytes, ref at), Number(bytes, ref at));
        var largest = Number(bytes, ref at);
        if (largest != 255) throw new PictureException($"a PNM of 8 bits expected, its largest value is {largest}");
        Check(width, height, mostPixels);
        var length = width * height * channels;
        at++;
        if (bytes.Length - at < length) throw new PictureException($"the picture cannot be decoded: {length} bytes of pixels expected, there are {Math.Max(0, bytes.Length - at)}");
        return bytes.Slice(at, length).ToArray();
    }

    // A number after blanks and comments; at most nine digits.
    private static int Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length && (IsSpace(bytes[at]) || bytes[at] == '#'))
        {
            if (bytes[at] == '#') while (at < bytes.Length && bytes[at] != '\n') at++;
            else at++;
        }
        var (from, number) = (at, 0);
        for (; at < bytes.Length && at - from < 9 && char.IsAsciiDigit((char)bytes[at]); at++) number = number * 10 + bytes[at] - '0';
        if (at == from || at >= bytes.Length || !IsSpace(bytes[at])) throw new PictureException("the picture cannot be decoded: a PNM's width, height and largest value expected");
        return number;
    }

    private static byte[] Bmp(ReadOnlySpan<byte> bytes, long mostPixels, out int width, out int height, out int channels)
    {
        int start = Int(bytes, 10), header = Int(bytes, 14), depth = BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]), compression = Int(bytes, 30), colours = Int(bytes, 46);
        var signed = Int(bytes, 22);
        if (depth is not (8 or 24 or 32) || compression != 0 || signed == int.MinValue) throw new PictureException("an uncompressed BMP of 8, 24 or 32 bits expected, this is another");
        (width, height, channels) = (Int(bytes, 18), Math.Abs(signed), 3);
        Check(width, height, mostPixels);
        var stride = ((long)width * depth + 31) / 32 * 4;
        if (colours is < 0 or > 256) throw new PictureException("the picture cannot be decoded: a palette of at most 256 colours expected");
        var palette = (long)FileHeader + header;
        var entries = colours == 0 ? 256 : colours;
        if (start < 0 || start + stride * height > bytes.Length || (depth == 8 && palette + PaletteEntry * entries > bytes.Length))
            throw new PictureException($"the picture cannot be decoded: {stride * height} bytes of pixels expected from byte {start}, the file has {bytes.Length}");
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            // Rows lie from the bottom up, unless the height is negative.
            var row = bytes.Slice((int)(start + stride * (signed > 0 ? height - 1 - y : y)), (int)stride);
            for (var x = 0; x < width; x++)
            {
                if (depth == 8 && row[x] >= entries) throw new PictureException("the picture cannot be decoded: a colour outside the palette");
                var colour = depth == 8 ? bytes.Slice((int)palette + PaletteEntry * row[x], 3) : row.Slice(x * depth / 8, 3);
                var into = pixels.AsSpan((y * width + x) * 3, 3);
                (into[0], into[1], into[2]) = (colour[2], colour[1], colour[0]);
            }
        }
        return pixels;
    }

    private static void Check(int width, int height, long mostPixels)
    {
        if (width < 1 || height < 1) throw new PictureException("the picture cannot be decoded: sides of 1 and more expected");
        if ((long)width * height > Math.Min(mostPixels, int.MaxValue / 4)) throw new PictureException($"{width} × {height} pixels, at most {mostPixels} are decoded");
    }

    private static int Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static bool IsSpace(byte letter) => letter is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\v' or (byte)'\f';
}
