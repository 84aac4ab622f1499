namespace Vern.Linkage.Estimation;

/// <summary>
/// Turns scores into probabilities without labels. The scores above a floor are a mixture: two persons give the upper tail of a bell (log-quadratic,
/// by Poisson regression), one person gives a mixture of three normals; EM finds both. Where a second component does not pay by BIC, nothing is a match.
/// </summary>
public sealed class ScoreMixture
{
    const int Bins = 240;
    const double Stray = 0.02;
    readonly double floor, width;
    readonly bool given;
    double tailA, tailB, tailC, matches;
    (double Share, double Mean, double Spread)[] parts = [];

    /// <summary>
    /// Learns from the scores at or above <paramref name="floor"/>. <paramref name="two"/>: scores known to be of two persons whatever their
    /// height (a row's scores with the rows of a source in which it has its match), from which the tail's shape is then taken; null: from all.
    /// </summary>
    public ScoreMixture(IReadOnlyList<double> scores, double floor, IReadOnlyList<double>? two = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        this.floor = floor;
        var top = scores.Count == 0 ? floor + 1 : Math.Max(scores.Max(), floor + 1e-6);
        width = (top - floor) / Bins * 1.0001;
        var counts = Count(scores);
        if (two is { Count: >= 300 })
        {
            var bins = Count(two);
            (tailA, tailB, tailC) = (Math.Log(Math.Max(1, bins[0])), 20, 0);
            for (var round = 0; round < 10; round++) Tail(bins);
            given = true;
        }
        double b0 = tailB, c0 = tailC;
        var none = Fit(counts, 0, 0);
        var bestScore = none + Math.Log(Math.Max(2, scores.Count)) * 3;
        (double, double, double, double, (double, double, double)[]) best = (tailA, tailB, tailC, 0, parts);
        foreach (var start in (double[])[0.4, 0.7])
        {
            if (given) (tailB, tailC) = (b0, c0);
            var likelihood = Fit(counts, 0.3, start);
            if (likelihood <= bestScore) continue;
            bestScore = likelihood;
            best = (tailA, tailB, tailC, matches, parts);
        }
        (tailA, tailB, tailC, matches, parts) = best;
        Found = matches;
    }

    double[] Count(IReadOnlyList<double> scores)
    {
        var counts = new double[Bins];
        foreach (var s in scores)
            if (s >= floor) counts[Math.Clamp((int)((s - floor) / width), 0, Bins - 1)]++;
        return counts;
    }

    /// <summary>How many of the pairs are one person, by the mixture.</summary>
    public double Found { get; }

    /// <summary>Natural logarithm of the odds of one person for a score.</summary>
    public double Logit(double score)
    {
        if (matches <= 0) return -12;
        var x = (score - floor) / width / Bins;
        return Math.Clamp(Raw(x), -25, 25);
    }

    /// <summary>Natural logarithm of the odds before the score is seen.</summary>
    public double Prior(double pairs) => Math.Log(Math.Max(matches, 0.5) / Math.Max(1, pairs));

    double Raw(double x)
    {
        // above its middle a match is taken as no less likely than there, so that a higher score is never weaker evidence
        var one = Math.Log(matches / Bins + 1e-300) + Math.Log(One(Math.Min(x, parts.Max(part => part.Mean))) + 1e-300);
        return one - (tailA - tailB * x - tailC * x * x);
    }

    double One(double x)
    {
        // some matches are unlike all others (a field left out, a married name): two in a hundred anywhere
        var sum = Stray;
        foreach (var (share, mean, spread) in parts)
        {
            var z = (x - mean) / spread;
            sum += (1 - Stray) * share * Math.Exp(-0.5 * z * z) / (spread * 2.5066282746);
        }
        return sum;
    }

    double Fit(double[] counts, double share, double start)
    {
        var total = counts.Sum();
        matches = share * total;
        parts = [(0.6, start, 0.1), (0.3, start - 0.12, 0.12), (0.1, start - 0.25, 0.15)];
        if (!given) (tailB, tailC) = (20, 0);
        tailA = Math.Log(Math.Max(1, counts[0]));
        var weights = new double[Bins];
        var likelihood = double.NegativeInfinity;
        var sums = new (double M, double X, double XX)[parts.Length];
        for (var round = 0; round < 80; round++)
        {
            double m = 0, now = 0;
            Array.Clear(sums);
            for (var b = 0; b < Bins; b++)
            {
                var x = (b + 0.5) / Bins;
                var one = matches <= 0 ? 0 : matches / Bins * One(x);
                var two = Math.Exp(Math.Clamp(tailA - tailB * x - tailC * x * x, -60, 60));
                var p = one / (one + two + 1e-300);
                weights[b] = counts[b] * (1 - p);
                now += counts[b] * Math.Log(one + two + 1e-12) - one - two;
                if (one <= 0 || counts[b] == 0) continue;
                m += counts[b] * p;
                for (var k = 0; k < parts.Length; k++)
                {
                    var z = (x - parts[k].Mean) / parts[k].Spread;
                    var w = counts[b] * p * (1 - Stray) * parts[k].Share * Math.Exp(-0.5 * z * z) / (parts[k].Spread * 2.5066282746) / (one * Bins / matches);
                    sums[k] = (sums[k].M + w, sums[k].X + w * x, sums[k].XX + w * x * x);
                }
            }
            Tail(weights);
            if (share > 0)
            {
                matches = Math.Max(m, 1e-3);
                var shared = Math.Max(1e-9, sums.Sum(part => part.M));
                for (var k = 0; k < parts.Length; k++)
                {
                    var (w, x, xx) = sums[k];
                    var centre = x / Math.Max(w, 1e-9);
                    // a component of few pairs keeps a wide spread
                    var variance = (Math.Max(0, xx - w * centre * centre) + 0.01 * 5) / (w + 5);
                    parts[k] = (w / shared, w < 1e-6 ? parts[k].Mean : centre, Math.Clamp(Math.Sqrt(variance), 0.02, 0.5));
                }
            }
            if (Math.Abs(now - likelihood) < 1e-7 * Math.Abs(now)) { likelihood = now; break; }
            likelihood = now;
        }
        return likelihood;
    }

    /// <summary>Poisson regression of the tail's counts on 1, -x, -x², the last kept at or above 0.</summary>
    void Tail(double[] counts)
    {
        if (given)
        {
            double shape = 0;
            for (var k = 0; k < Bins; k++) shape += Math.Exp(-tailB * (k + 0.5) / Bins - tailC * Math.Pow((k + 0.5) / Bins, 2));
            tailA = Math.Log(Math.Max(1e-6, counts.Sum()) / shape);
            return;
        }
        double[] g = new double[3], h = new double[9], f = new double[3];
        for (var curved = 1; curved >= 0; curved--)
        {
            double a = tailA, b = tailB, c = curved == 1 ? Math.Max(tailC, 0) : 0;
            for (var round = 0; round < 4; round++)
            {
                Array.Clear(g); Array.Clear(h);
                for (var k = 0; k < Bins; k++)
                {
                    var x = (k + 0.5) / Bins;
                    (f[0], f[1], f[2]) = (1, -x, -x * x);
                    var mu = Math.Exp(Math.Clamp(a - b * x - c * x * x, -60, 40));
                    for (var i = 0; i < 3; i++)
                    {
                        g[i] += f[i] * (counts[k] - mu);
                        for (var j = 0; j < 3; j++) h[i * 3 + j] += f[i] * f[j] * mu;
                    }
                }
                for (var i = 0; i < 3; i++) h[i * 4] += 1e-6;
                if (curved == 0) { h[2] = h[5] = h[6] = h[7] = g[2] = 0; h[8] = 1; }
                var (da, db, dc) = Solve(h, g);
                var step = 1 / Math.Max(1, Math.Max(Math.Abs(da) / 2, Math.Max(Math.Abs(db) / 20, Math.Abs(dc) / 40)));
                a += da * step; b += db * step; c += dc * step;
            }
            if (double.IsFinite(a + b + c) && c >= -1e-9 && b > -50) { (tailA, tailB, tailC) = (a, b, c); return; }
        }
    }

    static (double, double, double) Solve(ReadOnlySpan<double> h, ReadOnlySpan<double> g)
    {
        double Det(double a, double b, double c, double d, double e, double f, double p, double q, double r) => a * (e * r - f * q) - b * (d * r - f * p) + c * (d * q - e * p);
        var d = Det(h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7], h[8]);
        if (Math.Abs(d) < 1e-300) return (0, 0, 0);
        return (Det(g[0], h[1], h[2], g[1], h[4], h[5], g[2], h[7], h[8]) / d, Det(h[0], g[0], h[2], h[3], g[1], h[5], h[6], g[2], h[8]) / d,
            Det(h[0], h[1], g[0], h[3], h[4], g[1], h[6], h[7], g[2]) / d);
    }
}
