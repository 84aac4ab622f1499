using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vern.Linkage.Comparison;

namespace Vern.Linkage.Estimation;

/// <summary>
/// What the single bits of two encodings tell. Dice counts every shared bit alike; this learns, without labels, which bits go together and how
/// they vary between two encodings of one person: a two-covariance model (total covariance T of encodings, covariance W within a person), whose
/// log likelihood ratio of "one person" against "two" is a quadratic form (Ioffe 2006, "Probabilistic linear discriminant analysis").
/// It is a score; <see cref="ScoreMixture"/> turns it into a probability.
/// </summary>
public sealed class BitEvidence
{
    readonly PackedRows rows;
    readonly int size;
    readonly float[] cross;
    // cross · mean: what a turned row has too much
    readonly float[] turnedMean;
    readonly float[] own;
    readonly double constant;
    readonly double[] mean;

    BitEvidence(PackedRows rows, float[] cross, double[] mean, float[] own, double constant) =>
        (this.rows, size, this.cross, this.mean, turnedMean, this.own, this.constant) = (rows, mean.Length, cross, mean, Times(cross, mean), own, constant);

    /// <summary>Learns from all rows and from pairs that are probably one person, each with its probability; null when the encodings do not vary.</summary>
    public static BitEvidence? Learn(PackedRows rows, TotalCovariance total, IReadOnlyList<(int A, int B, double Probability)> same, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(total);
        ArgumentNullException.ThrowIfNull(same);
        var n = total.Mean.Length;
        var within = new double[n * n];
        double weight = 0, unlike = 0;
        var at = new int[n];
        var sign = new double[n];
        foreach (var (a, b, p) in same)
        {
            cancel.ThrowIfCancellationRequested();
            var k = 0;
            for (var w = 0; w < rows.Words; w++)
            {
                ulong x = rows.Bits[(long)a * rows.Words + w], y = rows.Bits[(long)b * rows.Words + w], d = x ^ y;
                for (; d != 0; d &= d - 1)
                {
                    var bit = BitOperations.TrailingZeroCount(d);
                    at[k] = w * 64 + bit;
                    sign[k++] = (x >> bit & 1) == 1 ? 1 : -1;
                }
            }
            for (var i = 0; i < k; i++)
            {
                var line = within.AsSpan(at[i] * n, n);
                var s = 0.5 * p * sign[i];
                for (var j = i; j < k; j++) line[at[j]] += s * sign[j];
            }
            weight += p;
            unlike += 0.5 * p * k;
        }
        double trace = 0;
        for (var i = 0; i < n; i++) trace += total.Covariance[i * n + i];
        // drawn towards pairs that vary as the whole does, only less: the clear matches that taught it vary less than the unclear ones
        var shrink = 300 + 0.15 * weight;
        var ratio = Math.Clamp((unlike + shrink * 0.25 * trace) / ((weight + shrink) * Math.Max(trace, 1e-9)), 0.02, 0.6);
        for (var i = 0; i < n; i++)
            for (var j = i; j < n; j++)
            {
                var learnt = within[i * n + j];
                if (i != j) learnt *= 0.97;
                within[i * n + j] = within[j * n + i] = (learnt + shrink * ratio * total.Covariance[i * n + j]) / (weight + shrink);
            }
        var doubled = new double[n * n];
        for (var i = 0; i < doubled.Length; i++) doubled[i] = 2 * total.Covariance[i] - within[i];
        for (var i = 0; i < n; i++) doubled[i * n + i] += 0.01;
        cancel.ThrowIfCancellationRequested();
        if (total.Inverse.Value is not { } t || SymmetricMatrix.Invert(within, n) is not { } v || SymmetricMatrix.Invert(doubled, n) is not { } u) return null;
        var product = new float[n * n];
        var square = new float[n * n];
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = (float)(0.5 * (v.Inverse[i] - u.Inverse[i]));
            square[i] = (float)(0.5 * t.Inverse[i] - 0.25 * (u.Inverse[i] + v.Inverse[i]));
        }
        var forms = Forms(rows, square, total.Mean, cancel);
        return new BitEvidence(rows, product, total.Mean, forms, -0.5 * (u.LogDeterminant + v.LogDeterminant - 2 * t.LogDeterminant));
    }

    /// <summary>
    /// What a unit of Dice adds to the score. Dice is blind to what bits mean but hardly hurt by an error of a kind not seen before;
    /// so much is added that it varies three tenths as much over pairs of two persons. Set once, after learning.
    /// </summary>
    public double DiceFactor { get; set; }

    const int Together = 8;

    /// <summary>(row − mean)ᵀ · matrix · (row − mean) of every row; eight rows at a time, so that a line of the matrix is fetched once for them.</summary>
    static float[] Forms(PackedRows rows, float[] matrix, double[] mean, CancellationToken cancel)
    {
        var forms = new float[rows.Count];
        var moved = Times(matrix, mean);
        Parallel.For(0, (rows.Count + Together - 1) / Together, new ParallelOptions { CancellationToken = cancel }, () => new float[Together * mean.Length], (block, _, room) =>
        {
            int n = mean.Length, from = block * Together, to = Math.Min(rows.Count, from + Together);
            Turn(rows, from, to, matrix, moved, room);
            for (var row = from; row < to; row++)
            {
                if (rows.Weight[row] < 0) continue;
                double sum = 0;
                var turned = room.AsSpan((row - from) * n, n);
                for (var i = 0; i < n; i++) sum += turned[i] * ((rows.Bits[(long)row * rows.Words + i / 64] >> (i & 63) & 1) - mean[i]);
                forms[row] = (float)sum;
            }
            return room;
        }, _ => { });
        return forms;
    }

    static float[] Times(float[] matrix, double[] vector)
    {
        var n = vector.Length;
        var product = new float[n];
        for (var i = 0; i < n; i++)
        {
            double sum = 0;
            for (var j = 0; j < n; j++) sum += matrix[i * n + j] * vector[j];
            product[i] = (float)sum;
        }
        return product;
    }

    /// <summary>matrix · (row − mean) for some rows; a line of the matrix is added only where a row's bit is set.</summary>
    static void Turn(PackedRows rows, int from, int to, float[] matrix, float[] moved, float[] into)
    {
        var n = moved.Length;
        for (var row = from; row < to; row++)
            for (var i = 0; i < n; i++) into[(row - from) * n + i] = -moved[i];
        for (var i = 0; i < n; i++)
        {
            var line = MemoryMarshal.Cast<float, Vector<float>>(matrix.AsSpan(i * n, n));
            for (var row = from; row < to; row++)
            {
                if ((rows.Bits[(long)row * rows.Words + i / 64] >> (i & 63) & 1) == 0) continue;
                ref var sums = ref Unsafe.As<float, Vector<float>>(ref into[(row - from) * n]);
                for (var k = 0; k < line.Length; k++) Unsafe.Add(ref sums, k) += line[k];
            }
        }
    }

    /// <summary>Room for comparing one row with many; one per thread.</summary>
    public sealed class Row
    {
        readonly BitEvidence model;
        readonly float[] turned;
        readonly float[] table;
        double offset;
        int weight, taken;

        /// <summary>Room for a model.</summary>
        public Row(BitEvidence model)
        {
            ArgumentNullException.ThrowIfNull(model);
            this.model = model;
            turned = new float[model.size];
            table = new float[model.size * 4];
        }

        /// <summary>Takes the row that the next calls of <see cref="With"/> compare.</summary>
        public void Take(int row)
        {
            Turn(model.rows, row, row + 1, model.cross, model.turnedMean, turned);
            offset = model.own[row] + model.constant;
            weight = model.rows.Weight[row];
            taken = row;
            for (var i = 0; i < turned.Length; i++) offset -= turned[i] * model.mean[i];
            for (var g = 0; g < model.size / 4; g++)
                for (var v = 1; v < 16; v++)
                {
                    var low = BitOperations.TrailingZeroCount(v);
                    table[g * 16 + v] = table[g * 16 + (v & (v - 1))] + turned[g * 4 + low];
                }
        }

        /// <summary>The score of the row taken and another: the log likelihood ratio (natural), and Dice by its factor.</summary>
        public double With(int other, double dice) => Ratio(other) + model.DiceFactor * dice;

        /// <summary>As <see cref="With(int, double)"/>, where the Dice coefficient is not at hand.</summary>
        public double With(int other) => With(other, model.DiceFactor == 0 || weight < 0 ? 0 : CompareAll.Dice(model.rows, taken, other));

        /// <summary>The log likelihood ratio (natural) of the row taken and another.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public double Ratio(int other)
        {
            ref var entry = ref MemoryMarshal.GetArrayDataReference(table);
            ref var bits = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(model.rows.Bits), (nint)other * model.rows.Words);
            float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
            for (nint w = 0; w < model.rows.Words; w++)
            {
                var word = Unsafe.Add(ref bits, w);
                for (var g = 0; g < 16; g += 4)
                {
                    s0 += Unsafe.Add(ref entry, (nint)(word & 15));
                    s1 += Unsafe.Add(ref entry, 16 + (nint)(word >> 4 & 15));
                    s2 += Unsafe.Add(ref entry, 32 + (nint)(word >> 8 & 15));
                    s3 += Unsafe.Add(ref entry, 48 + (nint)(word >> 12 & 15));
                    entry = ref Unsafe.Add(ref entry, 64);
                    word >>= 16;
                }
            }
            return offset + model.own[other] + s0 + s1 + s2 + s3;
        }
    }
}
