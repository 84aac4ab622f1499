namespace Vern.Fingerprints.Tests;

/// <summary>Neutral pictures made by formulas of whole numbers, as the vectors' description gives them.</summary>
internal static class SyntheticPictures
{
    private static readonly (int X, int Y, int Radius)[] Blobs = [(13, 22, 18), (71, 15, 25), (42, 60, 30), (88, 79, 14), (25, 84, 20)];

    internal static byte[] Draw(string formula, int width, int height, int channels)
    {
        var pixels = new byte[width * height * channels];
        var random = unchecked((uint)(12345 + width * 31 + height * 17 + channels));
        var at = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < channels; c++)
                {
                    if (formula is "noise") random = unchecked(random * 1664525 + 1013904223);
                    pixels[at++] = unchecked((byte)(formula switch
                    {
                        "lin" => x * 7 + y * 13 + c * 29,
                        "ramp" => x * 255 / (width - 1),
                        "tri" => (Tri(x * 256 / width * 3 + y * 256 / height, 256) + Tri(y * 256 / height * 2 + 40 * c, 256)) / 2,
                        "circles" => Circle(2 * x - width, 2 * y - height, width, height, c),
                        "checker" => ((x / (width / 8 + 1) + y / (height / 6 + 1)) & 1) != 0 ? 220 - c * 30 : 30 + c * 20,
                        "noise" => (int)(random >> 24),
                        "flat" => 128,
                        "blobs" => Blob(x, y, width, height, c),
                        _ => throw new ArgumentException(formula),
                    }));
                }
            }
        }
        return pixels;
    }

    internal static ulong Fnv(ReadOnlySpan<byte> pixels)
    {
        var hash = 1469598103934665603UL;
        foreach (var pixel in pixels) hash = unchecked((hash ^ pixel) * 1099511628211UL);
        return hash;
    }

    private static int Tri(int value, int period)
    {
        value %= period;
        var half = period / 2;
        return value < half ? value * 255 / half : (period - value) * 255 / (period - half);
    }

    private static int Circle(int dx, int dy, int width, int height, int c) => Tri((dx * dx + dy * dy) / ((width + height) / 8 + 1) % 100000 + c * 20, 97);

    private static int Blob(int x, int y, int width, int height, int c)
    {
        var sum = 0;
        for (var k = 0; k < Blobs.Length; k++)
        {
            int dx = x * 100 / width - Blobs[k].X, dy = y * 100 / height - Blobs[k].Y, squared = dx * dx + dy * dy, radius = Blobs[k].Radius * Blobs[k].Radius;
            if (squared < radius) sum += (radius - squared) * 200 / radius * ((k + c) % 3 + 1) / 3;
        }
        return Math.Min(sum, 255);
    }
}
