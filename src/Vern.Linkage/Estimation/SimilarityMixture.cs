namespace Vern.Linkage.Estimation;

/// <summary>
/// What similarities above a floor look like for two persons (an exponential tail) and for one person (a normal), learnt from the pairs
/// themselves by EM, without labels.
/// </summary>
public sealed class SimilarityMixture
{
    double share = 0.5, rate = 40, mean = 0.85, spread = 0.08;
    readonly double floor;

    /// <summary>Learns from the similarities of the pairs kept.</summary>
    public SimilarityMixture(IReadOnlyList<float> similarities, double floor)
    {
        ArgumentNullException.ThrowIfNull(similarities);
        this.floor = floor;
        if (similarities.Count == 0) { share = 0; return; }
        var bins = new double[400];
        foreach (var s in similarities) bins[Math.Clamp((int)((s - floor) / (1 - floor) * bins.Length), 0, bins.Length - 1)]++;
        for (var round = 0; round < 200; round++)
        {
            double matches = 0, sum = 0, squares = 0, others = 0, excess = 0;
            for (var b = 0; b < bins.Length; b++)
            {
                if (bins[b] == 0) continue;
                var s = floor + (b + 0.5) * (1 - floor) / bins.Length;
                var p = 1 / (1 + Math.Exp(-Logit(s)));
                matches += p * bins[b]; sum += p * bins[b] * s; squares += p * bins[b] * s * s;
                others += (1 - p) * bins[b]; excess += (1 - p) * bins[b] * (s - floor);
            }
            share = matches / similarities.Count;
            if (others > 1) rate = Math.Clamp(others / Math.Max(excess, 1e-9), 10, 500);
            if (matches < 5) continue;
            mean = sum / matches;
            spread = Math.Clamp(Math.Sqrt(Math.Max(0, squares / matches - mean * mean)), 0.02, 0.15);
        }
    }

    /// <summary>Natural logarithm of the odds that the pairs kept are one person, before looking at the similarity.</summary>
    public double Prior => Math.Log(Math.Max(share, 1e-9) / Math.Max(1 - share, 1e-9));

    /// <summary>Natural logarithm of the likelihood ratio of a similarity.</summary>
    public double Ratio(double similarity)
    {
        // beyond its mean a match can only be better
        var z = Math.Min(0, (similarity - mean) / spread);
        var one = -0.5 * z * z - Math.Log(spread * 2.5066282746);
        return one - (Math.Log(rate) - rate * (similarity - floor));
    }

    double Logit(double similarity) => Prior + Ratio(similarity);
}
