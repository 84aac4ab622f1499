using System.Globalization;
using Vern.Fingerprints.Pdq;

namespace Vern.Fingerprints.Tests;

/// <summary>PDQ against its reference: published vectors of neutral pictures, intermediate values, turned pictures, stability.</summary>
public sealed class PdqTests
{
    private sealed record Vector(string Formula, int Width, int Height, int Channels, string Fnv, string Hash, int Quality, string[] Turned, string? DihedralOriginal)
    {
        internal string Name => $"{Formula}_{Width}x{Height}x{Channels}.pnm";

        internal byte[] Draw() => SyntheticPictures.Draw(Formula, Width, Height, Channels);
    }

    private static string Path(string file) => System.IO.Path.Combine(AppContext.BaseDirectory, "Vectors", file);

    private static readonly List<Vector> Vectors = [.. File.ReadLines(Path("pdq_synthetic.csv")).Skip(1).Select(line =>
    {
        var note = line.Split('#');
        var cells = note[0].TrimEnd(',').Split(',');
        return new Vector(cells[0], int.Parse(cells[1]), int.Parse(cells[2]), int.Parse(cells[3]), cells[4], cells[5], int.Parse(cells[6]), cells[7..14], note.Length > 1 ? note[1].Split(':')[1] : null);
    })];

    // Drawn and hashed once for all tests.
    private static readonly Lazy<List<(Vector Vector, string Fnv, PdqFingerprint Plain, PdqVariants All)>> Hashed = new(() => [.. Vectors.AsParallel().AsOrdered().Select(vector =>
    {
        var pixels = vector.Draw();
        return (vector, SyntheticPictures.Fnv(pixels).ToString("x16", CultureInfo.InvariantCulture),
            PdqHasher.Hash(pixels, vector.Width, vector.Height, vector.Channels), PdqHasher.HashVariants(pixels, vector.Width, vector.Height, vector.Channels));
    })]);

    [Fact]
    public void Every_vector_of_the_reference_has_its_hash_quality_and_seven_turned_hashes()
    {
        Assert.Equal(160, Hashed.Value.Count);
        Assert.All(Hashed.Value, hashed =>
        {
            var (vector, fnv, plain, all) = hashed;
            Assert.Equal(vector.Fnv, fnv);
            Assert.Equal((vector.Hash, vector.Quality), (plain.Hash.ToString(), plain.Quality));
            Assert.Equal(vector.DihedralOriginal ?? vector.Hash, all[Dihedral.Original].ToString());
            Assert.Equal(vector.Turned, all.Hashes.Skip(1).Select(hash => hash.ToString()));
        });
    }

    [Fact]
    public void The_intermediate_values_of_the_reference_are_met_to_nine_digits()
    {
        var lines = File.ReadAllLines(Path("intermediate_blobs_200x150x3.txt"));
        Span<float> small = stackalloc float[Downscale.Pixels], spectrum = stackalloc float[Transform.Coefficients], row = stackalloc float[200];
        var pixels = SyntheticPictures.Draw("blobs", 200, 150, 3);
        new Luma(pixels, 200, 150, 3).Row(60, row);
        Assert.Equal(Numbers(lines[0].Split(']', '(')[1]), row[20..30].ToArray());
        Assert.True(PdqHasher.Prepare(pixels, 200, 150, 3, keeps64: true, small, spectrum));
        var at = Array.IndexOf(lines, "64x64");
        Assert.Equal(lines[(at + 1)..(at + 65)].SelectMany(Numbers), small.ToArray());
        at = Array.IndexOf(lines, "dct16x16");
        Assert.Equal(lines[(at + 1)..(at + 17)].SelectMany(Numbers), spectrum.ToArray());
        Assert.Equal(1.58046651f, Transform.Median(spectrum, out _));
    }

    [Fact]
    public void The_hashes_that_stay_the_same_between_builds_are_those_with_nothing_near_the_median()
    {
        var stable = File.ReadAllLines(Path("stable_list.txt")).Where(line => line.Length > 0).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(87, stable.Count);
        Assert.Superset(stable, Hashed.Value.Where(hashed => hashed.Plain.Stability.NearMedian <= 1).Select(hashed => hashed.Vector.Name).ToHashSet(StringComparer.Ordinal));
        Assert.Subset(stable, Hashed.Value.Where(hashed => hashed.Plain.Stability.IsStable).Select(hashed => hashed.Vector.Name).ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void A_flat_picture_is_neither_usable_nor_stable()
    {
        var flat = PdqHasher.Hash(SyntheticPictures.Draw("flat", 100, 100, 1), 100, 100, 1);
        Assert.True(flat.Quality < PdqFingerprint.UsableQuality);
        Assert.False(flat.Stability.IsStable);
        Assert.True(flat.Stability.NearMedian > 20);
    }

    [Theory]
    [InlineData(4, 600)]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    [InlineData(513, 9)]
    [InlineData(37, 512)]
    public void Alpha_is_left_out_whatever_the_sides(int width, int height)
    {
        foreach (var colours in new[] { 1, 3 })
        {
            var pixels = SyntheticPictures.Draw("noise", width, height, colours);
            var random = new Random(width);
            var withAlpha = pixels.Chunk(colours).SelectMany(pixel => pixel.Append((byte)random.Next(256))).ToArray();
            Assert.Equal(PdqHasher.Hash(pixels, width, height, colours), PdqHasher.Hash(withAlpha, width, height, colours + 1));
        }
    }

    [Fact]
    public void The_median_is_the_one_that_the_reference_finds_for_any_numbers() => Prop.ForAll(Gen.Choose(-40, 40).ArrayOf(256).ToArbitrary(), whole =>
    {
        var numbers = whole.Select(number => number / 7f).ToArray();
        return Transform.Median(numbers, out _) == Torben(numbers);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(11, 2, 2, 3)]
    [InlineData(4, 2, 2, 5)]
    [InlineData(0, 0, 2, 1)]
    public void Pixels_that_do_not_fit_their_sides_are_refused(int length, int width, int height, int channels) =>
        Assert.Throws<ArgumentException>(() => PdqHasher.Hash(new byte[length], width, height, channels));

    [Fact]
    public void A_hash_is_read_as_it_is_written()
    {
        const string Text = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";
        Assert.Equal(Text, Hash256.Parse(Text).ToString());
        Assert.Equal(Text, Hash256.Parse(Text.ToUpperInvariant()).ToString());
        Assert.True(Hash256.Parse(new string('0', 63) + "1")[0]);
        Assert.Equal(1, Hash256.Parse(Text).DistanceTo(Hash256.Parse(Text).WithTurned(200)));
        Assert.Contains("63 characters", Assert.Throws<FormatException>(() => Hash256.Parse(Text.AsSpan(1))).Message);
        Assert.Contains("character 2 is none", Assert.Throws<FormatException>(() => Hash256.Parse(Text.Remove(1, 1).Insert(1, " "))).Message);
        Assert.False(Hash256.TryParse(Text.Replace('f', '+'), out _));
    }

    private static IEnumerable<float> Numbers(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => float.Parse(text, CultureInfo.InvariantCulture));

    // The reference's way to a median, from its description.
    private static float Torben(float[] numbers)
    {
        float low = numbers.Min(), high = numbers.Max();
        var half = (numbers.Length + 1) / 2;
        while (true)
        {
            var guess = (low + high) / 2;
            int less = numbers.Count(number => number < guess), greater = numbers.Count(number => number > guess);
            float below = numbers.Where(number => number < guess).DefaultIfEmpty(low).Max(), above = numbers.Where(number => number > guess).DefaultIfEmpty(high).Min();
            if (less <= half && greater <= half) return less >= half ? below : less + (numbers.Length - less - greater) >= half ? guess : above;
            if (less > greater) high = below;
            else low = above;
        }
    }
}
