using FsCheck;
using FsCheck.Fluent;
using Vern.Linkage.Comparison;
using Vern.Linkage.Encoding;
using Vern.Linkage.Estimation;
using Vern.Linkage.Tests.Comparison;

namespace Vern.Linkage.Tests.Estimation;

#pragma warning disable CA5394 // reproducible test data
public sealed class EstimationTests
{
    [Fact]
    public void A_matrix_times_its_inverse_is_one_and_the_determinant_is_that_of_the_factors() =>
        Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), Gen.Choose(1, 130).ToArbitrary(), (seed, n) =>
        {
            // L·Lᵀ of a lower triangle L has a known determinant
            var random = new Random(seed);
            var lower = new double[n * n];
            double expected = 0;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < i; j++) lower[i * n + j] = (random.NextDouble() - 0.5) / n;
                lower[i * n + i] = 0.5 + random.NextDouble();
                expected += 2 * Math.Log(lower[i * n + i]);
            }
            var matrix = new double[n * n];
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    for (var k = 0; k <= Math.Min(i, j); k++) matrix[i * n + j] += lower[i * n + k] * lower[j * n + k];
            var inverted = SymmetricMatrix.Invert(matrix, n);
            Assert.NotNull(inverted);
            Assert.Equal(expected, inverted.Value.LogDeterminant, 1e-8);
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                {
                    double sum = 0;
                    for (var k = 0; k < n; k++) sum += matrix[i * n + k] * inverted.Value.Inverse[k * n + j];
                    Assert.Equal(i == j ? 1 : 0, sum, 1e-7);
                }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_matrix_that_is_not_positive_definite_has_no_inverse()
    {
        Assert.Null(SymmetricMatrix.Invert([1, 2, 2, 1], 2));
        Assert.Null(SymmetricMatrix.Invert(new double[50 * 50], 50));
    }

    [Fact]
    public void Rows_of_bits_times_a_matrix_are_the_plain_sums() =>
        Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), Gen.Choose(1, BitProduct.Together).ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), (seed, count, bytes) =>
        {
            var rows = CompareAllTests.Rows(seed, count, bytes * 32);
            var random = new Random(seed);
            var n = rows.Words * 64;
            var matrix = new float[n * n];
            for (var i = 0; i < n; i++)
                for (var j = i; j < n; j++) matrix[i * n + j] = matrix[j * n + i] = (float)(random.NextDouble() - 0.5);
            double[] mean = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];
            int[] some = [.. Enumerable.Range(0, count)];
            float[] bits = new float[BitProduct.Together * n], turned = new float[BitProduct.Together * n];
            new BitProduct(matrix, mean).Turn(rows, some, bits, turned);
            foreach (var r in (int[])[0, count - 1])
                for (var i = 0; i < n; i++)
                {
                    double sum = 0;
                    for (var j = 0; j < n; j++) sum += matrix[i * n + j] * ((rows.Bits[(long)r * rows.Words + j / 64] >> (j & 63) & 1) - mean[j]);
                    Assert.Equal(sum, turned[r * n + i], 1e-2);
                }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_pairs_of_one_source_say_how_many_strangers_a_score_has()
    {
        // strangers whose tail no single bell has: one in twenty falls off three times as slowly, into the matches
        var random = new Random(3);
        double Stranger() => -(random.NextDouble() < 0.05 ? 0.15 : 0.05) * Math.Log(1 - random.NextDouble());
        List<double> across = [.. Enumerable.Range(0, 60_000).Select(_ => Stranger()), .. Enumerable.Range(0, 3000).Select(_ => 0.5 + 0.4 * random.NextDouble())];
        List<double> inside = [.. Enumerable.Range(0, 20_000).Select(_ => Stranger())];
        var mixture = new ScoreMixture(across, 3e7, inside, 1e7, 0);
        Assert.InRange(mixture.Found, 2700, 3300);
        // up to 0.5 there is no match; from 0.5 to 0.6 there are 750, and 50 strangers
        Assert.InRange(1 / (1 + Math.Exp(-mixture.Logit(0.4))), 0, 0.5);
        Assert.InRange(1 / (1 + Math.Exp(-mixture.Logit(0.55))), 0.85, 1);
        for (var s = 0.0; s < 0.9; s += 0.01) Assert.True(mixture.Logit(s) <= mixture.Logit(s + 0.01));
    }
}
#pragma warning restore CA5394
