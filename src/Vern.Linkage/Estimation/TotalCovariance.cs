using System.Numerics;
using Vern.Linkage.Comparison;

namespace Vern.Linkage.Estimation;

/// <summary>How often each bit is set, and how bits go together, over all encodings (at most 20,000 of them, evenly spread).</summary>
public sealed class TotalCovariance
{
    /// <summary>Share of rows in which a bit is set, by bit.</summary>
    public double[] Mean { get; }
    /// <summary>Covariance of bits, row-major, drawn towards independence where rows are few.</summary>
    public double[] Covariance { get; }
    /// <summary>The inverse of the covariance and the natural logarithm of its determinant; null when there is none.</summary>
    internal Lazy<(double[] Inverse, double LogDeterminant)?> Inverse { get; }

    /// <summary>Counts.</summary>
    public TotalCovariance(PackedRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var n = rows.Words * 64;
        var with = Enumerable.Range(0, rows.Count).Where(row => rows.Weight[row] >= 0).ToArray();
        var used = Math.Min(with.Length, 20_000);
        var length = (used + 63) / 64;
        // the table of bits, turned: a bitset of rows per bit
        var columns = new ulong[n * length];
        for (var u = 0; u < used; u++)
        {
            var row = with[(int)((long)u * with.Length / used)];
            for (var w = 0; w < rows.Words; w++)
                for (var d = rows.Bits[(long)row * rows.Words + w]; d != 0; d &= d - 1)
                    columns[(w * 64 + BitOperations.TrailingZeroCount(d)) * length + u / 64] |= 1UL << (u & 63);
        }
        Mean = new double[n];
        for (var i = 0; i < n; i++)
        {
            long set = 0;
            foreach (var word in columns.AsSpan(i * length, length)) set += BitOperations.PopCount(word);
            Mean[i] = (set + 0.5) / (used + 1.0);
        }
        Covariance = new double[n * n];
        var kept = used / (used + 300.0);
        Parallel.For(0, n, i =>
        {
            var left = columns.AsSpan(i * length, length);
            for (var j = i; j < n; j++)
            {
                if (i == j) { Covariance[i * n + i] = Mean[i] * (1 - Mean[i]) + 0.01; continue; }
                var right = columns.AsSpan(j * length, length);
                long both = 0;
                for (var k = 0; k < left.Length; k++) both += BitOperations.PopCount(left[k] & right[k]);
                Covariance[i * n + j] = kept * ((double)both / Math.Max(1, used) - Mean[i] * Mean[j]);
            }
        });
        for (var i = 0; i < n; i++)
            for (var j = 0; j < i; j++) Covariance[i * n + j] = Covariance[j * n + i];
        Inverse = new(() => SymmetricMatrix.Invert(Covariance, n));
    }
}
