namespace Vern.Linkage.Estimation;

/// <summary>
/// Turns scores into evidence without labels. The scores above a floor are a mixture: two persons give the upper tail of a bell (log-quadratic,
/// by Poisson regression), one person gives two normals and a few strays anywhere; EM finds both. Two rows of one source are rarely one person, so
/// the scores within sources show the tail of two persons nearly bare, and as it must be across sources too; what is more there are matches.
/// Where a second component does not pay by BIC, nothing is a match. Where matches are few, what is known of Dice coefficients in general decides.
/// </summary>
public sealed class ScoreMixture
{
    const int Bins = 240;
    // matches that the fitted shapes must show before they count as much as what is known in general
    const double Shown = 50;
    readonly double floor, width, ratio, strangers, most, mostInside;
    readonly UsualDice? usual;
    readonly double[] cross, within, logRatios;
    double tailA, tailB, tailC, matches, inside, stray;
    (double Share, double Mean, double Spread)[] parts = [];

    /// <summary>Learns from the scores at or above <paramref name="floor"/>, of rows of two sources and of rows of one.</summary>
    /// <param name="across">Scores of rows of two sources.</param>
    /// <param name="acrossPairs">How many such pairs were compared.</param>
    /// <param name="inside">Scores of rows of one source.</param>
    /// <param name="insidePairs">How many such pairs were compared.</param>
    /// <param name="floor">The least score given.</param>
    /// <param name="mostAcross">No more pairs across sources than this are one person: a hump of scores with more is strangers alike in something.</param>
    /// <param name="mostInside">The same for pairs of one source.</param>
    /// <param name="usual">Where scores are Dice coefficients: what is known of them in general. It decides where matches are few, and yields as they grow.</param>
    public ScoreMixture(IReadOnlyList<double> across, double acrossPairs, IReadOnlyList<double> inside, double insidePairs, double floor, double mostAcross = double.PositiveInfinity, double mostInside = double.PositiveInfinity, UsualDice? usual = null)
    {
        ArgumentNullException.ThrowIfNull(across);
        ArgumentNullException.ThrowIfNull(inside);
        this.floor = floor;
        (most, this.mostInside) = (mostAcross, mostInside);
        var top = across.Concat(inside).DefaultIfEmpty(floor + 1).Max();
        width = (Math.Max(top, floor + 1e-6) - floor) / Bins * 1.0001;
        (cross, within) = (Count(across), Count(inside));
        ratio = insidePairs / Math.Max(1, acrossPairs);
        strangers = Math.Max(1, acrossPairs);
        var bestScore = Fit(0, 0) + Math.Log(Math.Max(2, across.Count)) * 3;
        (double, double, double, double, double, double, (double, double, double)[]) best = (tailA, tailB, tailC, 0, 0, stray, parts);
        foreach (var start in (double[])[0.4, 0.7, 0.95])
        {
            var likelihood = Fit(0.3, start);
            if (likelihood <= bestScore) continue;
            bestScore = likelihood;
            best = (tailA, tailB, tailC, matches, this.inside, stray, parts);
        }
        (tailA, tailB, tailC, matches, this.inside, stray, parts) = best;
        logRatios = new double[Bins];
        if (matches > 0) Refine();
        Found = matches;
        this.usual = usual;
        if (usual is null) return;
        double[] ratios = [.. Enumerable.Range(0, Bins).Select(b => usual.LogRatio(floor + (b + 0.5) * width))];
        var found = Math.Min(most, cross.Sum() / 2);
        for (var round = 0; round < 100; round++)
        {
            var odds = Math.Log((found + 0.01) / strangers);
            double sum = 0;
            for (var b = 0; b < Bins; b++) sum += cross[b] / (1 + Math.Exp(-odds - ratios[b]));
            found = Math.Min(most, sum);
        }
        // a hump that only the fit takes for matches shows nothing: the scores of few strangers have humps by accident
        var shown = Math.Min(matches, found);
        Own = shown / (shown + Shown);
        Found = Own * matches + (1 - Own) * found;
    }

    /// <summary>
    /// Where pairs are many they say more than a shape does: the strangers of a stretch of scores are as many as the pairs of one source say
    /// (the tail counts as twenty of these), and what is more across sources are matches (the fitted shape counts as five hundred of these).
    /// Odds never fall as scores rise (isotonic regression).
    /// </summary>
    void Refine()
    {
        const double tailWeight = 20, shapeWeight = 500;
        const int reach = 4;
        double[] shape = new double[Bins], two = new double[Bins], one = new double[Bins], seen = new double[Bins], expected = new double[Bins];
        for (var b = 0; b < Bins; b++)
        {
            var x = (b + 0.5) / Bins;
            // above its middle a match is taken as no less likely than there, so that a higher score is never weaker evidence
            shape[b] = One(Math.Min(x, parts.Max(part => part.Mean))) / Bins + 1e-300;
            two[b] = Math.Exp(Math.Clamp(tailA - tailB * x - tailC * x * x, -700, 60));
            expected[b] = two[b] * ratio;
            seen[b] = within[b] * expected[b] / (inside * shape[b] + expected[b] + 1e-300);
            one[b] = One(x) / Bins + 1e-300;
        }
        for (var b = 0; b < Bins; b++) two[b] *= (tailWeight + Near(seen, b, reach)) / (tailWeight + Near(expected, b, reach));
        var found = new double[Bins];
        for (var round = 0; round < 40; round++)
        {
            for (var b = 0; b < Bins; b++) found[b] = cross[b] * matches * one[b] / (matches * one[b] + two[b] + 1e-300);
            matches = Math.Clamp(found.Sum(), 1e-3, most);
            for (var b = 0; b < Bins; b++) one[b] = (shapeWeight * shape[b] + Near(found, b, reach) / Math.Max(1, Near(null, b, reach))) / (shapeWeight + matches);
        }
        // neighbours whose odds fall share one
        var blocks = new Stack<(double Sum, double Weight, int Many)>();
        for (var b = 0; b < Bins; b++)
        {
            var weight = cross[b] + 0.1;
            (double Sum, double Weight, int Many) block = (weight * Math.Clamp(Math.Log(one[b] + 1e-300) - Math.Log(two[b] + 1e-300) + Math.Log(strangers), -25, 25), weight, 1);
            while (blocks.TryPeek(out var last) && last.Sum / last.Weight >= block.Sum / block.Weight)
            {
                blocks.Pop();
                block = (last.Sum + block.Sum, last.Weight + block.Weight, last.Many + block.Many);
            }
            blocks.Push(block);
        }
        var at = 0;
        foreach (var block in blocks.Reverse())
            for (var i = 0; i < block.Many; i++) logRatios[at++] = block.Sum / block.Weight;
    }

    /// <summary>The sum of a bin and its neighbours; without values, how many there are.</summary>
    static double Near(double[]? values, int bin, int reach)
    {
        double sum = 0;
        for (var b = Math.Max(0, bin - reach); b <= Math.Min(Bins - 1, bin + reach); b++) sum += values?[b] ?? 1;
        return sum;
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

    /// <summary>How far the shapes are this round's own, 0 to 1; the rest is what is known in general.</summary>
    public double Own { get; } = 1;

    /// <summary>Natural logarithm of the odds of one person for a score, of rows of two sources.</summary>
    public double Logit(double score) => matches <= 0 && usual is null ? -12 : Math.Clamp(Prior + LogRatio(score), -25, 25);

    /// <summary>Natural logarithm of the odds before the score is seen.</summary>
    public double Prior => Math.Log(Math.Max(Found, 0.5) / strangers);

    /// <summary>Natural logarithm of how much likelier a score is of one person than of two; cut off at 25 either way.</summary>
    public double LogRatio(double score) => usual is null ? Fitted(score) : Own * Fitted(score) + (1 - Own) * usual.LogRatio(score);

    double Fitted(double score)
    {
        if (matches <= 0) return 0;
        var at = (score - floor) / width - 0.5;
        if (at < -0.5) return Math.Log(FittedBelow);
        var low = Math.Clamp((int)Math.Floor(at), 0, Bins - 1);
        var high = Math.Min(low + 1, Bins - 1);
        return logRatios[low] + (logRatios[high] - logRatios[low]) * Math.Clamp(at - low, 0, 1);
    }

    /// <summary>Share of the pairs of one person that have a score below the floor: of the normals what lies there, of strays as many as above.</summary>
    public double Below => usual is null ? FittedBelow : Own * FittedBelow + (1 - Own) * usual.Below(floor);

    double FittedBelow
    {
        get
        {
            var sum = stray;
            foreach (var (share, mean, spread) in parts)
                if (mean > 0) sum += share * 0.5 * Math.Exp(-0.717 * mean / spread - 0.416 * mean * mean / (spread * spread));
            return Math.Clamp(sum, 1e-3, 0.5);
        }
    }

    double One(double x)
    {
        // some matches are unlike all others (a field left out, a married name): a few anywhere
        var sum = stray;
        foreach (var (share, mean, spread) in parts)
        {
            var z = (x - mean) / spread;
            sum += (1 - stray) * share * Math.Exp(-0.5 * z * z) / (spread * 2.5066282746);
        }
        return sum;
    }

    double Fit(double share, double start)
    {
        var total = cross.Sum();
        (matches, inside) = (Math.Min(most, share * total), Math.Min(mostInside, share * 0.05 * within.Sum()));
        parts = [(0.7, start, 0.12), (0.3, start - 0.2, 0.15)];
        stray = 0.01;
        var sums = new (double M, double X, double XX)[parts.Length];
        (tailB, tailC) = (20, 0);
        tailA = Math.Log(Math.Max(1, cross[0]));
        var weights = new double[Bins];
        var likelihood = double.NegativeInfinity;
        for (var round = 0; round < 80; round++)
        {
            double m = 0, n = 0, now = 0, anywhere = 0;
            Array.Clear(sums);
            for (var b = 0; b < Bins; b++)
            {
                var x = (b + 0.5) / Bins;
                var density = share <= 0 ? 0 : One(x) / Bins;
                var two = Math.Exp(Math.Clamp(tailA - tailB * x - tailC * x * x, -60, 60));
                var (p, q) = (matches * density / (matches * density + two + 1e-300), inside * density / (inside * density + two * ratio + 1e-300));
                weights[b] = cross[b] * (1 - p) + within[b] * (1 - q);
                now += cross[b] * Math.Log(matches * density + two + 1e-12) - matches * density - two;
                if (ratio > 0) now += within[b] * Math.Log(inside * density + two * ratio + 1e-12) - inside * density - two * ratio;
                m += cross[b] * p;
                n += within[b] * q;
                if (density <= 0) continue;
                var one = (cross[b] * p + within[b] * q) / (density * Bins);
                anywhere += one * stray;
                for (var k = 0; k < parts.Length; k++)
                {
                    var z = (x - parts[k].Mean) / parts[k].Spread;
                    var w = one * (1 - stray) * parts[k].Share * Math.Exp(-0.5 * z * z) / (parts[k].Spread * 2.5066282746);
                    sums[k] = (sums[k].M + w, sums[k].X + w * x, sums[k].XX + w * x * x);
                }
            }
            Tail(weights);
            tailA -= Math.Log(1 + ratio);
            if (share > 0)
            {
                (matches, inside) = (Math.Clamp(m, 1e-3, most), Math.Clamp(n, 1e-3, mostInside));
                // one in a hundred strays, unless two hundred matches and more say otherwise
                stray = (anywhere + 2) / (m + n + 200);
                var shared = Math.Max(1e-9, sums.Sum(part => part.M));
                for (var k = 0; k < parts.Length; k++)
                {
                    var (w, x, xx) = sums[k];
                    var centre = x / Math.Max(w, 1e-9);
                    // a component of few pairs keeps a wide spread
                    var variance = (Math.Max(0, xx - w * centre * centre) + 0.01 * 5) / (w + 5);
                    parts[k] = (Math.Max(w / shared, 1e-6), w < 1e-6 ? parts[k].Mean : centre, Math.Clamp(Math.Sqrt(variance), 0.02, 0.5));
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
        tailA += Math.Log(1 + ratio);
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
