using Vern.Fingerprints;
using Vern.Fingerprints.Pdq;

namespace Vern.Bench;

/// <summary>
/// PDQ hashes as a list holds them: neutral pictures of gradients, ellipses, bars, soft spots and stripes drawn at 64 × 64; of each its eight turned and mirrored hashes; of a third of them one to three
/// near-duplicates (moved by a pixel, other contrast, noise), of one in 250 fifty to two hundred, as material that goes round has. Below quality 50 none is kept.
/// </summary>
internal static class GeneratedPictures
{
    private const int Side = 64;

    private readonly record struct Shape(int Kind, double X, double Y, double Length, double Breadth, double Cosine, double Sine, double Light);

    /// <summary>So many hashes, the same for the same number; shuffled. Ten million take some minutes.</summary>
    internal static Hash256[] Hashes(int count)
    {
        const int Together = 4096;
        var hashes = new Hash256[count];
        for (int at = 0, number = 0; at < count; number += Together)
        {
            var families = new List<Hash256>[Together];
            Parallel.For(0, Together, i => families[i] = Family(number + i));
            foreach (var hash in families.SelectMany(family => family).Take(count - at)) hashes[at++] = hash;
        }
        new Random(3).Shuffle(hashes);
        return hashes;
    }

    private static List<Hash256> Family(int number)
    {
        var random = new Random(number);
        var (copies, draw) = (1, random.NextDouble());
        if (draw < 0.3) copies += random.Next(1, 4);
        if (draw < 0.004) copies += random.Next(50, 200);
        var shapes = Enumerable.Range(0, random.Next(3, 14)).Select(_ => random.NextDouble() * Math.PI).Select(angle => new Shape(random.Next(4), random.NextDouble(), random.NextDouble(),
            0.03 + 0.8 * random.NextDouble() * random.NextDouble(), 0.03 + 0.4 * random.NextDouble(), Math.Cos(angle), Math.Sin(angle), random.Next(-120, 121))).ToArray();
        double across = random.Next(-60, 61), down = random.Next(-60, 61), light = random.Next(60, 200);
        var scene = new float[Side * Side];
        for (var i = 0; i < scene.Length; i++)
        {
            double x = i % Side / (double)Side, y = i / Side / (double)Side, value = light + across * x + down * y;
            foreach (var shape in shapes) value += At(shape, x - shape.X, y - shape.Y);
            scene[i] = (float)value;
        }
        var hashes = new List<Hash256>(8 * copies);
        var pixels = new byte[Side * Side];
        for (var copy = 0; copy < copies; copy++)
        {
            var (moved, contrast, noise) = copy == 0 ? (0, 1f, 2) : (random.Next(-1, 2), 0.8f + 0.4f * random.NextSingle(), random.Next(1, 8));
            for (var i = 0; i < pixels.Length; i++)
            {
                var value = scene[i / Side * Side + Math.Clamp(i % Side + moved, 0, Side - 1)];
                pixels[i] = (byte)Math.Clamp((value - 128) * contrast + 128 + noise * (random.NextSingle() - 0.5f) * 2, 0, 255);
            }
            var variants = PdqHasher.HashVariants(pixels, Side, Side, 1);
            if (variants.Quality >= PdqFingerprint.UsableQuality) hashes.AddRange(variants.Hashes);
        }
        return hashes;
    }

    private static double At(in Shape shape, double dx, double dy)
    {
        double along = dx * shape.Cosine + dy * shape.Sine, beside = dy * shape.Cosine - dx * shape.Sine;
        double l = along / shape.Length, b = beside / shape.Breadth;
        return shape.Kind switch
        {
            0 => l * l + b * b < 1 ? shape.Light : 0,
            1 => Math.Abs(l) < 1 && Math.Abs(b) < 1 ? shape.Light : 0,
            2 => l * l + b * b < 20 ? shape.Light / 2 * Math.Exp(-l * l - b * b) : 0,
            _ => Math.Abs(l) < 1 ? shape.Light * 0.4 * Math.Sin(beside * 40 * (0.2 + shape.Breadth)) : 0,
        };
    }
}
