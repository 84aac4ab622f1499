using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Vern.Linkage.Comparison;

namespace Vern.Linkage.Estimation;

/// <summary>
/// A matrix laid out for products with rows of bits: panels of 32 columns, each contiguous, so that a stretch of a panel stays in the first-level
/// cache while many rows pass over it, four at a time, their sums in registers.
/// </summary>
sealed class BitProduct
{
    const int Width = 32, Depth = 256;
    readonly int n;
    readonly float[] panels;
    // matrix · mean: what a row's product has too much, since rows are told from their mean
    readonly float[] moved;

    /// <summary>How many rows are best turned together.</summary>
    public const int Together = 64;

    /// <summary>Lays out a symmetric matrix of n × n, n a multiple of 64.</summary>
    public BitProduct(float[] matrix, double[] mean)
    {
        n = mean.Length;
        panels = new float[matrix.Length];
        for (var p = 0; p < n / Width; p++)
            for (var i = 0; i < n; i++) Array.Copy(matrix, i * n + p * Width, panels, (p * n + i) * Width, Width);
        moved = new float[n];
        for (var i = 0; i < n; i++)
        {
            double sum = 0;
            for (var j = 0; j < n; j++) sum += matrix[i * n + j] * mean[j];
            moved[i] = (float)sum;
        }
    }

    /// <summary>matrix · (row − mean) for at most <see cref="Together"/> rows, n numbers each.</summary>
    /// <param name="bits">Room for so many rows of n numbers.</param>
    public void Turn(PackedRows rows, ReadOnlySpan<int> some, float[] bits, float[] into)
    {
        var high = (some.Length + 3) / 4 * 4;
        Array.Clear(bits, 0, high * n);
        for (var r = 0; r < some.Length; r++)
            for (var w = 0; w < n / 64; w++)
                for (var word = rows.Bits[(long)some[r] * rows.Words + w]; word != 0; word &= word - 1)
                    bits[r * n + w * 64 + System.Numerics.BitOperations.TrailingZeroCount(word)] = 1;
        for (var r = 0; r < high; r++)
            for (var i = 0; i < n; i++) into[r * n + i] = -moved[i];
        for (var p = 0; p < n / Width; p++)
            for (var begin = 0; begin < n; begin += Depth)
                for (var r = 0; r < high; r += 4)
                    Tile(ref bits[r * n + begin], ref panels[(p * n + begin) * Width], ref into[r * n + p * Width], n, Math.Min(Depth, n - begin));
    }

    /// <summary>Adds to four rows of sums, 32 columns wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Tile(ref float bits, ref float panel, ref float into, nint n, int deep)
    {
        ref var i1 = ref Unsafe.Add(ref into, n);
        ref var i2 = ref Unsafe.Add(ref into, 2 * n);
        ref var i3 = ref Unsafe.Add(ref into, 3 * n);
        Vector512<float> s00 = Vector512.LoadUnsafe(ref into), s01 = Vector512.LoadUnsafe(ref into, 16), s10 = Vector512.LoadUnsafe(ref i1), s11 = Vector512.LoadUnsafe(ref i1, 16);
        Vector512<float> s20 = Vector512.LoadUnsafe(ref i2), s21 = Vector512.LoadUnsafe(ref i2, 16), s30 = Vector512.LoadUnsafe(ref i3), s31 = Vector512.LoadUnsafe(ref i3, 16);
        for (nint k = 0; k < deep; k++)
        {
            var b0 = Vector512.LoadUnsafe(ref panel, (nuint)(k * Width));
            var b1 = Vector512.LoadUnsafe(ref panel, (nuint)(k * Width + 16));
            var x = Vector512.Create(Unsafe.Add(ref bits, k));
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            x = Vector512.Create(Unsafe.Add(ref bits, k + n));
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            x = Vector512.Create(Unsafe.Add(ref bits, k + 2 * n));
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, b1, s21);
            x = Vector512.Create(Unsafe.Add(ref bits, k + 3 * n));
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, b1, s31);
        }
        s00.StoreUnsafe(ref into);
        s01.StoreUnsafe(ref into, 16);
        s10.StoreUnsafe(ref i1);
        s11.StoreUnsafe(ref i1, 16);
        s20.StoreUnsafe(ref i2);
        s21.StoreUnsafe(ref i2, 16);
        s30.StoreUnsafe(ref i3);
        s31.StoreUnsafe(ref i3, 16);
    }
}
