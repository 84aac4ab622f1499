using System.Numerics;

namespace Vern.Linkage.Estimation;

/// <summary>Cholesky factorisation and inversion of symmetric positive definite matrices, row by row so that every inner loop is contiguous.</summary>
static class SymmetricMatrix
{
    /// <summary>The inverse and the natural logarithm of the determinant; null when the matrix is not positive definite.</summary>
    public static (double[] Inverse, double LogDeterminant)? Invert(double[] matrix, int n)
    {
        var factor = (double[])matrix.Clone();
        double logDeterminant = 0;
        for (var i = 0; i < n; i++)
        {
            var row = factor.AsSpan(i * n, n);
            for (var j = 0; j < i; j++) row[j] = (row[j] - Dot(row[..j], factor.AsSpan(j * n, j))) / factor[j * n + j];
            var pivot = row[i] - Dot(row[..i], row[..i]);
            if (!(pivot > 1e-12)) return null;
            row[i] = Math.Sqrt(pivot);
            logDeterminant += Math.Log(pivot);
        }
        // row i holds column i of the inverse factor
        var turned = new double[n * n];
        Parallel.For(0, n, i =>
        {
            turned[i * n + i] = 1 / factor[i * n + i];
            for (var k = i + 1; k < n; k++)
                turned[i * n + k] = -Dot(factor.AsSpan(k * n + i, k - i), turned.AsSpan(i * n + i, k - i)) / factor[k * n + k];
        });
        Parallel.For(0, n, i =>
        {
            for (var j = i; j < n; j++) factor[i * n + j] = Dot(turned.AsSpan(i * n + j, n - j), turned.AsSpan(j * n + j, n - j));
        });
        for (var i = 0; i < n; i++)
            for (var j = 0; j < i; j++) factor[i * n + j] = factor[j * n + i];
        return (factor, logDeterminant);
    }

    static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sums = Vector<double>.Zero;
        var i = 0;
        for (; i + Vector<double>.Count <= x.Length; i += Vector<double>.Count) sums += new Vector<double>(x[i..]) * new Vector<double>(y[i..]);
        var sum = Vector.Sum(sums);
        for (; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }
}
