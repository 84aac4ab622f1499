using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Vern.Fingerprints.Tests;

/// <summary>Picture files that the tests write themselves: PNG, and JPEG in grey of one quantisation.</summary>
internal static class DrawnFiles
{
    /// <summary>A PNG of 8 bits; 1 to 4 channels as <see cref="Pdq.PdqHasher"/> counts them.</summary>
    internal static byte[] Png(byte[] pixels, int width, int height, int channels, int? claimedSide = null)
    {
        var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                packed.WriteByte(0);
                packed.Write(pixels, y * width * channels, width * channels);
            }
        }
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, claimedSide ?? width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), claimedSide ?? height);
        (header[8], header[9]) = (8, channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 });
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Chunk(file, "IHDR", header);
        Chunk(file, "IDAT", rows.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>An uncompressed BMP of 8 bits with a grey palette, or of 24 or 32 bits.</summary>
    internal static byte[] Bmp(byte[] pixels, int width, int height, int channels, int depth)
    {
        var palette = depth == 8 ? 1024 : 0;
        var stride = (width * depth + 31) / 32 * 4;
        var file = new byte[54 + palette + stride * height];
        (file[0], file[1], file[14], file[26], file[28]) = ((byte)'B', (byte)'M', 40, 1, (byte)depth);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54 + palette);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        for (var entry = 0; entry < palette; entry++) file[54 + entry] = (byte)(entry / 4);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < channels; c++) file[54 + palette + (height - 1 - y) * stride + x * depth / 8 + channels - 1 - c] = pixels[(y * width + x) * channels + c];
            }
        }
        return file;
    }

    /// <summary>A baseline JPEG in grey, quantised by <paramref name="step"/> at the lowest frequency and more above.</summary>
    internal static byte[] Jpeg(byte[] grey, int width, int height, int step, int orientation = 0)
    {
        var file = new MemoryStream();
        file.Write([0xff, 0xd8]);
        if (orientation > 0)
            Marker(file, 0xe1, [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0]);
        var steps = Enumerable.Range(0, 64).Select(at => (byte)Math.Min(255, step * (8 + ZigZag[at] / 8 + ZigZag[at] % 8) / 8)).ToArray();
        Marker(file, 0xdb, [0, .. steps]);
        Marker(file, 0xc0, [8, (byte)(height >> 8), (byte)(height & 255), (byte)(width >> 8), (byte)(width & 255), 1, 1, 0x11, 0]);
        // One code for all: each symbol has 8 bits, so the tables are simple and long.
        byte[] sizes = [0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0], alternating = [0, 0, 0, 0, 0, 0, 0, 162, 0, 0, 0, 0, 0, 0, 0, 0];
        var symbols = new List<byte> { 0x00, 0xf0 };
        for (var run = 0; run < 16; run++) for (var size = 1; size <= 10; size++) symbols.Add((byte)(run << 4 | size));
        Marker(file, 0xc4, [0x00, .. sizes, .. Enumerable.Range(0, 12).Select(size => (byte)size)]);
        Marker(file, 0xc4, [0x10, .. alternating, .. symbols]);
        Marker(file, 0xda, [1, 1, 0, 0, 63, 0]);
        var bits = new Bits(file);
        var before = 0;
        for (var top = 0; top < height; top += 8)
        {
            for (var left = 0; left < width; left += 8)
            {
                var block = Transform(grey, width, height, left, top, steps);
                Number(block[0] - before, size => bits.Put(size, 8));
                before = block[0];
                var run = 0;
                for (var at = 1; at < 64; at++)
                {
                    if (block[at] == 0) { run++; continue; }
                    for (; run > 15; run -= 16) bits.Put(symbols.IndexOf(0xf0), 8);
                    var skipped = run;
                    Number(block[at], size => bits.Put(symbols.IndexOf((byte)(skipped << 4 | size)), 8));
                    run = 0;
                }
                if (run > 0) bits.Put(0, 8);
            }
        }
        bits.Finish();
        file.Write([0xff, 0xd9]);
        return file.ToArray();

        void Number(int value, Action<int> sayLength)
        {
            var size = 32 - int.LeadingZeroCount(Math.Abs(value));
            sayLength(size);
            if (size > 0) bits.Put(value < 0 ? value + (1 << size) - 1 : value, size);
        }
    }

    private static readonly int[] ZigZag = [.. Enumerable.Range(0, 64).OrderBy(at => at / 8 + at % 8).ThenBy(at => (at / 8 + at % 8) % 2 == 0 ? at % 8 : at / 8)];

    private static int[] Transform(byte[] grey, int width, int height, int left, int top, byte[] steps)
    {
        var block = new int[64];
        for (var at = 0; at < 64; at++)
        {
            var (v, u) = (ZigZag[at] / 8, ZigZag[at] % 8);
            var sum = 0.0;
            for (var y = 0; y < 8; y++)
            {
                for (var x = 0; x < 8; x++)
                {
                    var value = grey[Math.Min(top + y, height - 1) * width + Math.Min(left + x, width - 1)] - 128;
                    sum += value * Cosine[x, u] * Cosine[y, v];
                }
            }
            block[at] = Math.Clamp((int)Math.Round(sum / 4 * (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / steps[at]), -1023, 1023);
        }
        return block;
    }

    private static readonly double[,] Cosine = Cosines();

    private static double[,] Cosines()
    {
        var cosines = new double[8, 8];
        for (var x = 0; x < 8; x++) for (var u = 0; u < 8; u++) cosines[x, u] = Math.Cos((2 * x + 1) * u * Math.PI / 16);
        return cosines;
    }

    private static void Marker(MemoryStream file, byte marker, byte[] body) => file.Write([0xff, marker, (byte)((body.Length + 2) >> 8), unchecked((byte)(body.Length + 2)), .. body]);

    private static void Chunk(MemoryStream file, string name, byte[] body)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. body];
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320);
        }
        return ~crc;
    }

    private sealed class Bits(MemoryStream file)
    {
        private int _bits, _count;

        internal void Put(int value, int count)
        {
            for (var bit = count - 1; bit >= 0; bit--)
            {
                _bits = _bits << 1 | (value >> bit & 1);
                if (++_count < 8) continue;
                file.WriteByte((byte)_bits);
                if (_bits == 0xff) file.WriteByte(0);
                (_bits, _count) = (0, 0);
            }
        }

        internal void Finish()
        {
            while (_count != 0) Put(1, 1);
        }
    }
}
