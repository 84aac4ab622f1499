namespace Vern.Disclosure.Perturbation;

/// <summary>What the cell-key method may do to a count.</summary>
/// <param name="MinimumCount">No count from 1 to this less 1 comes out.</param>
/// <param name="MaximumChange">The most that a count is changed by; at least the minimum count.</param>
/// <param name="Variance">The variance of the change where a count's row allows it.</param>
public sealed record NoiseParameters(int MinimumCount, int MaximumChange, double Variance)
{
    /// <summary>The least variance with which every count from 1 can be changed without bias and without leaving a small count: the greatest i · (m − i).</summary>
    public static double LeastVariance(int minimumCount) => minimumCount / 2 * ((minimumCount + 1) / 2);
}

/// <summary>
/// The perturbation table: for each count the probability of each change. Among all distributions without bias, with the wanted variance and no small count
/// as a result, the one of greatest entropy (Marley and Leaver 2011; Giessing 2016): p(v) ∝ exp(a·v + b·v²). Zero stays zero.
/// </summary>
internal sealed class NoiseTable
{
    private readonly NoiseParameters _parameters;
    private readonly (int[] Changes, double[] Upto)[] _rows;

    public NoiseTable(NoiseParameters parameters)
    {
        _parameters = parameters;
        // From here on a row no longer depends on the count: nothing small, and nothing below zero, can come out.
        _rows = [.. Enumerable.Range(1, parameters.MaximumChange + parameters.MinimumCount).Select(Row)];
    }

    /// <summary>The changes that a count may get, and their probabilities.</summary>
    public IEnumerable<(int Change, double Probability)> Of(long count)
    {
        if (count == 0) return [(0, 1)];
        var (changes, upto) = At(count);
        return changes.Select((change, i) => (change, upto[i] - (i == 0 ? 0 : upto[i - 1])));
    }

    /// <summary>Whether a count can come out as another.</summary>
    public bool Allows(long count, long published) => count == 0 ? published == 0 : count > 0 && Array.IndexOf(At(count).Changes, (int)Math.Clamp(published - count, int.MinValue, int.MaxValue)) >= 0;

    /// <summary>What a count with this cell key comes out as. The key, as a fraction of 2^64, picks the change.</summary>
    public long Change(long count, ulong key)
    {
        if (count == 0) return 0;
        var (changes, upto) = At(count);
        var place = key / 18446744073709551616.0;
        var at = Array.FindIndex(upto, limit => place < limit);
        return count + changes[at < 0 ? changes.Length - 1 : at];
    }

    private (int[] Changes, double[] Upto) At(long count) => _rows[Math.Min(count, _rows.Length) - 1];

    private (int[] Changes, double[] Upto) Row(int count)
    {
        var most = _parameters.MaximumChange;
        var changes = Enumerable.Range(-most, (2 * most) + 1).Where(change => count + change == 0 || count + change >= _parameters.MinimumCount).ToArray();
        var weights = Unbiased(changes);
        // What is never drawn is no change that an attacker would have to reckon with.
        var kept = Enumerable.Range(0, changes.Length).Where(i => weights[i] > 1e-9).ToArray();
        var (upto, sum, total) = (new double[kept.Length], 0.0, kept.Sum(i => weights[i]));
        for (var i = 0; i < kept.Length; i++) upto[i] = (sum += weights[kept[i]]) / total;
        return ([.. kept.Select(i => changes[i])], upto);
    }

    private double[] Unbiased(int[] changes)
    {
        var (below, above) = (changes.Where(change => change < 0).DefaultIfEmpty(0).Max(), changes.Where(change => change > 0).Min());
        var least = changes.Contains(0) ? 0 : (double)-below * above;
        var greatest = (double)-changes[0] * changes[^1];
        // A variance at or beyond what the row allows leaves two changes only.
        if (_parameters.Variance <= least + 1e-9) return changes.Contains(0) ? Only(changes, 0, 0) : Only(changes, below, above);
        if (_parameters.Variance >= greatest - 1e-9) return Only(changes, changes[0], changes[^1]);
        return GreatestEntropy(changes);
    }

    private static double[] Only(int[] changes, int low, int high) =>
        [.. changes.Select(change => low == high ? (change == low ? 1.0 : 0) : change == low ? (double)high / (high - low) : change == high ? (double)-low / (high - low) : 0)];

    // The two multipliers by bisection, the inner one for a mean of zero: the mean grows with a, and at mean zero the variance grows with b.
    private double[] GreatestEntropy(int[] changes)
    {
        var (low, high) = (-60.0, 60.0);
        double[] weights = [];
        for (var step = 0; step < 100; step++)
        {
            var b = (low + high) / 2;
            weights = Centred(changes, b);
            if (Enumerable.Range(0, changes.Length).Sum(i => weights[i] * changes[i] * changes[i]) < _parameters.Variance) low = b; else high = b;
        }
        return weights;
    }

    private static double[] Centred(int[] changes, double b)
    {
        var reach = (Math.Abs(b) * 2 * changes.Max(Math.Abs)) + 60;
        var (low, high) = (-reach, reach);
        double[] weights = [];
        for (var step = 0; step < 100; step++)
        {
            var a = (low + high) / 2;
            var exponents = changes.Select(change => (a * change) + (b * change * change)).ToArray();
            var top = exponents.Max();
            var raw = exponents.Select(exponent => Math.Exp(exponent - top)).ToArray();
            var sum = raw.Sum();
            weights = [.. raw.Select(weight => weight / sum)];
            if (Enumerable.Range(0, changes.Length).Sum(i => weights[i] * changes[i]) < 0) low = a; else high = a;
        }
        return weights;
    }
}
