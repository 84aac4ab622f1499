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
    const double Caution = 1500;
    readonly PackedRows rows;
    readonly int size;
    readonly BitProduct cross, alone;
    // what a row alone tells
    readonly float[] own;
    readonly double constant;
    readonly double[] mean;

    BitEvidence(PackedRows rows, BitProduct cross, BitProduct alone, double[] mean, double constant)
    {
        (this.rows, size, this.cross, this.alone, this.mean, this.constant) = (rows, mean.Length, cross, alone, mean, constant);
        own = new float[rows.Count];
        Array.Fill(own, float.NaN);
    }

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
        var shrink = Caution + 0.15 * weight;
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
        return new BitEvidence(rows, new BitProduct(product, total.Mean), new BitProduct(square, total.Mean), total.Mean, -0.5 * (u.LogDeterminant + v.LogDeterminant - 2 * t.LogDeterminant));
    }

    /// <summary>
    /// What a unit of Dice adds to the score. Dice is blind to what bits mean but hardly hurt by an error of a kind not seen before.
    /// Set once, after learning.
    /// </summary>
    public double DiceFactor { get; set; }

    /// <summary>What single rows tell, (row − mean)ᵀ · matrix · (row − mean): made ready for the rows that will be compared.</summary>
    internal void MakeReady(IReadOnlyList<ComparedPair> pairs, CancellationToken cancel)
    {
        const int together = BitProduct.Together;
        var needed = new bool[rows.Count];
        for (var i = 0; i < pairs.Count; i++) needed[pairs[i].A] = needed[pairs[i].B] = true;
        var (n, missing) = (size, Enumerable.Range(0, rows.Count).Where(row => needed[row] && float.IsNaN(own[row])).ToArray());
        Parallel.For(0, (missing.Length + together - 1) / together, new ParallelOptions { CancellationToken = cancel }, () => (Bits: new float[together * n], Turned: new float[together * n]), (block, _, room) =>
        {
            var some = missing.AsSpan(block * together, Math.Min(together, missing.Length - block * together));
            alone.Turn(rows, some, room.Bits, room.Turned);
            for (var r = 0; r < some.Length; r++)
            {
                double sum = 0;
                for (var i = 0; i < n; i++) sum += room.Turned[r * n + i] * (room.Bits[r * n + i] - mean[i]);
                own[some[r]] = (float)sum;
            }
            return room;
        }, _ => { });
    }

    /// <summary>Room for comparing one row with many; one per thread.</summary>
    public sealed class Row
    {
        readonly BitEvidence model;
        readonly float[] turned, bits;
        readonly float[] table;
        readonly int[] prepared = new int[BitProduct.Together];
        double offset;

        /// <summary>Room for a model.</summary>
        public Row(BitEvidence model)
        {
            ArgumentNullException.ThrowIfNull(model);
            this.model = model;
            turned = new float[BitProduct.Together * model.size];
            bits = new float[BitProduct.Together * model.size];
            table = new float[model.size * 4];
        }

        /// <summary>Makes ready at most <see cref="BitProduct.Together"/> rows to be taken.</summary>
        internal void Prepare(ReadOnlySpan<int> some)
        {
            model.cross.Turn(model.rows, some, bits, turned);
            some.CopyTo(prepared);
        }

        /// <summary>Takes one of the rows made ready, which the next calls of <see cref="With"/> compare.</summary>
        internal void TakePrepared(int index)
        {
            var row = prepared[index];
            var mine = turned.AsSpan(index * model.size, model.size);
            offset = model.own[row] + model.constant;
            for (var i = 0; i < mine.Length; i++) offset -= mine[i] * model.mean[i];
            for (var g = 0; g < model.size / 4; g++)
                for (var v = 1; v < 16; v++)
                {
                    var low = BitOperations.TrailingZeroCount(v);
                    table[g * 16 + v] = table[g * 16 + (v & (v - 1))] + mine[g * 4 + low];
                }
        }

        /// <summary>The score of the row taken and another: the log likelihood ratio (natural), and Dice by its factor.</summary>
        public double With(int other, double dice) => Ratio(other) + model.DiceFactor * dice;

        /// <summary>The log likelihood ratio (natural) of the row taken and another.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public double Ratio(int other)
        {
            unchecked
            {
                ref var entry = ref MemoryMarshal.GetArrayDataReference(table);
                ref var word0 = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(model.rows.Bits), (nint)other * model.rows.Words);
                float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
                for (nint w = 0, words = model.rows.Words; w < words; w++)
                {
                    var word = Unsafe.Add(ref word0, w);
                    for (var half = 0; half < 2; half++)
                    {
                        s0 += Unsafe.Add(ref entry, (nuint)(word & 15));
                        s1 += Unsafe.Add(ref entry, 16 + (nuint)(word >> 4 & 15));
                        s2 += Unsafe.Add(ref entry, 32 + (nuint)(word >> 8 & 15));
                        s3 += Unsafe.Add(ref entry, 48 + (nuint)(word >> 12 & 15));
                        s4 += Unsafe.Add(ref entry, 64 + (nuint)(word >> 16 & 15));
                        s5 += Unsafe.Add(ref entry, 80 + (nuint)(word >> 20 & 15));
                        s6 += Unsafe.Add(ref entry, 96 + (nuint)(word >> 24 & 15));
                        s7 += Unsafe.Add(ref entry, 112 + (nuint)(word >> 28 & 15));
                        entry = ref Unsafe.Add(ref entry, 128);
                        word >>= 32;
                    }
                }
                return offset + model.own[other] + (s0 + s1 + (s2 + s3)) + (s4 + s5 + (s6 + s7));
            }
        }
    }
}
