namespace Vern.Linkage.Estimation;

/// <summary>
/// Turns scores into probabilities without labels. The scores above a floor are a mixture: two persons give the upper tail of a bell (log-quadratic,
/// by Poisson regression), one person gives a normal; EM finds both. Where a second component does not pay by BIC, nothing is a match.
/// </summary>
public sealed class ScoreMixture
{
    const int Bins = 240;
    readonly double floor, width;
    double tailA, tailB, tailC, matches, mean, spread;

    /// <summary>Learns from the scores at or above <paramref name="floor"/>.</summary>
    public ScoreMixture(IReadOnlyList<double> scores, double floor)
    {
        ArgumentNullException.ThrowIfNull(scores);
        this.floor = floor;
        var top = scores.Count == 0 ? floor + 1 : Math.Max(scores.Max(), floor + 1e-6);
        width = (top - floor) / Bins * 1.0001;
        var counts = new double[Bins];
        foreach (var s in scores) counts[Math.Clamp((int)((s - floor) / width), 0, Bins - 1)]++;
        var none = Fit(counts, 0, 0, 0);
        var bestScore = none + Math.Log(Math.Max(2, scores.Count)) * 3;
        (double, double, double, double, double, double) best = (tailA, tailB, tailC, 0, 0.9, 0.1);
        foreach (var start in (double[])[0.25, 0.4, 0.55, 0.7, 0.85])
        {
            var likelihood = Fit(counts, 0.3, start, 0.12);
            if (likelihood <= bestScore) continue;
            bestScore = likelihood;
            best = (tailA, tailB, tailC, matches, mean, spread);
        }
        (tailA, tailB, tailC, matches, mean, spread) = best;
        Found = matches;
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
        // both parts are taken no further than where they turn, so that a higher score is never weaker evidence
        var z = Math.Min(0, (x - mean) / spread);
        var one = Math.Log(matches / Bins) - 0.5 * z * z - Math.Log(spread * 2.5066282746);
        var two = tailA - tailB * x - tailC * x * x;
        return one - two;
    }

    double Fit(double[] counts, double share, double start, double startSpread)
    {
        var total = counts.Sum();
        (matches, mean, spread) = (share * total, start, Math.Max(startSpread, 1e-3));
        (tailA, tailB, tailC) = (Math.Log(Math.Max(1, counts[0])), 20, 0);
        var weights = new double[Bins];
        double likelihood = double.NegativeInfinity;
        for (var round = 0; round < 150; round++)
        {
            double m = 0, sum = 0, squares = 0, now = 0;
            for (var b = 0; b < Bins; b++)
            {
                var x = (b + 0.5) / Bins;
                var z = (x - mean) / spread;
                var one = matches <= 0 ? 0 : matches / Bins * Math.Exp(-0.5 * z * z) / (spread * 2.5066282746);
                var two = Math.Exp(Math.Clamp(tailA - tailB * x - tailC * x * x, -60, 60));
                var p = one / (one + two + 1e-300);
                if (x > mean && matches > 0 && two < 1e-3) p = 1;
                weights[b] = counts[b] * (1 - p);
                m += counts[b] * p; sum += counts[b] * p * x; squares += counts[b] * p * x * x;
                now += counts[b] * Math.Log(one + two + 1e-12) - one - two;
            }
            Tail(weights);
            if (share > 0)
            {
                matches = Math.Max(m, 1e-3);
                mean = sum / Math.Max(m, 1e-9);
                spread = Math.Clamp(Math.Sqrt(Math.Max(0, squares / Math.Max(m, 1e-9) - mean * mean)), 0.01, 0.5);
            }
            if (Math.Abs(now - likelihood) < 1e-6 * Math.Abs(now)) { likelihood = now; break; }
            likelihood = now;
        }
        return likelihood;
    }

    /// <summary>Poisson regression of the tail's counts on 1, -x, -x², the last kept at or above 0.</summary>
    void Tail(double[] counts)
    {
        double[] g = new double[3], h = new double[9], f = new double[3];
        for (var curved = 1; curved >= 0; curved--)
        {
            double a = tailA, b = tailB, c = curved == 1 ? Math.Max(tailC, 0) : 0;
            for (var round = 0; round < 15; round++)
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
