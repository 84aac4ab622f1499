using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Vern.Linkage.Estimation;

/// <summary>
/// Inversion of symmetric positive definite matrices, cut in half again and again (Schur complement), so that nearly all of the work is products
/// of matrices, which are done in tiles that stay in registers and caches, on all cores. The same on any number of cores.
/// </summary>
static class SymmetricMatrix
{
    const int Small = 32;

    /// <summary>The inverse, row-major, and the natural logarithm of the determinant; null when the matrix is not positive definite.</summary>
    public static (double[] Inverse, double LogDeterminant)? Invert(double[] matrix, int n)
    {
        var inverse = (double[])matrix.Clone();
        return InvertHere(inverse, n) is { } determinant ? (inverse, determinant) : null;
    }

    /// <summary>Turns a matrix into its inverse; gives the logarithm of the determinant.</summary>
    static double? InvertHere(double[] a, int n)
    {
        if (n <= Small) return InvertSmall(a, n);
        // [A B; Bᵀ D]: X = A⁻¹B, S = D − BᵀX; the inverse is [A⁻¹ + X S⁻¹ Xᵀ, −X S⁻¹; −S⁻¹Xᵀ, S⁻¹]
        int p = n / 2, q = n - p;
        double[] first = new double[p * p], b = new double[p * q], s = new double[q * q];
        Copy(a, n, 0, 0, first, p, p);
        Copy(a, n, 0, p, b, p, q);
        Copy(a, n, p, p, s, q, q);
        if (InvertHere(first, p) is not { } left) return null;
        var x = new double[p * q];
        AddProduct(first, b, x, p, p, q, 1);
        AddProduct(Turned(b, p, q), x, s, q, p, q, -1);
        if (InvertHere(s, q) is not { } right) return null;
        var y = new double[p * q];
        AddProduct(x, s, y, p, q, q, 1);
        AddProduct(y, Turned(x, p, q), first, p, q, p, 1);
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j < p; j++) a[i * n + j] = i <= j ? first[i * p + j] : first[j * p + i];
            for (var j = 0; j < q; j++) a[i * n + p + j] = a[(p + j) * n + i] = -y[i * q + j];
        }
        for (var i = 0; i < q; i++)
            for (var j = 0; j < q; j++) a[(p + i) * n + p + j] = s[i * q + j];
        return left + right;
    }

    /// <summary>By elimination (Gauss and Jordan) without exchanging rows, which a positive definite matrix does not need.</summary>
    static double? InvertSmall(double[] a, int n)
    {
        double logDeterminant = 0;
        for (var k = 0; k < n; k++)
        {
            var pivot = a[k * n + k];
            if (!(pivot > 1e-12)) return null;
            logDeterminant += Math.Log(pivot);
            a[k * n + k] = 1;
            for (var j = 0; j < n; j++) a[k * n + j] /= pivot;
            for (var i = 0; i < n; i++)
            {
                if (i == k) continue;
                var factor = a[i * n + k];
                a[i * n + k] = 0;
                for (var j = 0; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
            }
        }
        return logDeterminant;
    }

    static void Copy(double[] from, int width, int row, int column, double[] to, int rows, int columns)
    {
        for (var i = 0; i < rows; i++) Array.Copy(from, (row + i) * width + column, to, i * columns, columns);
    }

    static double[] Turned(double[] a, int rows, int columns)
    {
        var turned = new double[a.Length];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) turned[j * rows + i] = a[i * columns + j];
        return turned;
    }

    /// <summary>c += sign · a · b, for a of rows × inner and b of inner × columns.</summary>
    static void AddProduct(double[] a, double[] b, double[] c, int rows, int inner, int columns, double sign)
    {
        const int width = 16, depth = 256;
        Parallel.For(0, (columns + width - 1) / width, () => new double[width * depth], (panel, _, packed) =>
        {
            var from = panel * width;
            var wide = Math.Min(width, columns - from);
            for (var begin = 0; begin < inner; begin += depth)
            {
                var deep = Math.Min(depth, inner - begin);
                Array.Clear(packed);
                for (var k = 0; k < deep; k++) Array.Copy(b, (begin + k) * columns + from, packed, k * width, wide);
                for (var i = 0; i < rows; i += 4) Tile(a, c, packed, i, Math.Min(4, rows - i), inner, begin, deep, columns, from, wide, sign);
            }
            return packed;
        }, _ => { });
    }

    /// <summary>Four rows of the result by sixteen columns, held in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Tile(double[] a, double[] c, double[] packed, int row, int high, int inner, int begin, int deep, int columns, int from, int wide, double sign)
    {
        Vector512<double> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        ref var b = ref MemoryMarshal.GetArrayDataReference(packed);
        ref var line = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(a), (nint)row * inner + begin);
        // rows beyond the last repeat it, and are not written
        nint r1 = high > 1 ? inner : 0, r2 = high > 2 ? 2 * inner : 0, r3 = high > 3 ? 3 * inner : 0;
        for (nint k = 0; k < deep; k++)
        {
            var b0 = Vector512.LoadUnsafe(ref b, (nuint)(k * 16));
            var b1 = Vector512.LoadUnsafe(ref b, (nuint)(k * 16 + 8));
            var x = Vector512.Create(Unsafe.Add(ref line, k));
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            x = Vector512.Create(Unsafe.Add(ref line, k + r1));
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            x = Vector512.Create(Unsafe.Add(ref line, k + r2));
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, b1, s21);
            x = Vector512.Create(Unsafe.Add(ref line, k + r3));
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, b1, s31);
        }
        Span<double> sums = stackalloc double[16];
        for (var r = 0; r < high; r++)
        {
            (r switch { 0 => s00, 1 => s10, 2 => s20, _ => s30 }).CopyTo(sums);
            (r switch { 0 => s01, 1 => s11, 2 => s21, _ => s31 }).CopyTo(sums[8..]);
            var to = c.AsSpan((row + r) * columns + from, wide);
            for (var j = 0; j < to.Length; j++) to[j] += sign * sums[j];
        }
    }
}
