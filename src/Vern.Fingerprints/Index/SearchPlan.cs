namespace Vern.Fingerprints.Index;

/// <summary>
/// How a segment is searched at a radius: for each part how many of its bits may differ. Two hashes that differ in at most r bits differ in at most t of some part's bits, if the sum of
/// t+1 over the parts is r+1: were it more than t in each, it would be r+1 and more in all. So nothing is missed, whatever the parts.
/// </summary>
/// <param name="Within">For each part t, or -1 where it is not looked at.</param>
/// <param name="Nanoseconds">What a query is expected to cost.</param>
/// <param name="Scans">True where to compare with every hash is cheaper.</param>
internal sealed record SearchPlan(int[] Within, double Nanoseconds, bool Scans)
{
    // What was measured on one core of a server's processor of 2023; only their proportion decides.
    private const double Lookup = 22, Candidate = 10, Compared = 3;

    /// <summary>Nanoseconds of a comparison when many queries are compared at once.</summary>
    internal const double ComparedMany = 1;

    /// <summary>Candidates, as a part of all hashes, whose comparing costs as much again as to compare with all.</summary>
    internal const double CandidatesWorthAScan = Compared / Candidate;

    /// <summary>Divides the radius over the parts, one more bit at a time where it costs least.</summary>
    /// <param name="radius">0 to 256.</param>
    /// <param name="bits">Of each part.</param>
    /// <param name="perKey">Hashes that a key of each part is expected to hold.</param>
    /// <param name="count">Hashes of the segment.</param>
    internal static SearchPlan Make(int radius, ReadOnlySpan<int> bits, ReadOnlySpan<double> perKey, int count)
    {
        var within = new int[bits.Length];
        within.AsSpan().Fill(-1);
        var (cost, scan) = (0.0, (double)count * Compared);
        for (var step = 0; step <= radius && cost < scan; step++)
        {
            var (best, least) = (-1, double.PositiveInfinity);
            for (var part = 0; part < bits.Length; part++)
            {
                if (within[part] == bits[part]) continue;
                var more = Neighbours.Ring(bits[part], within[part] + 1) * (Lookup + Candidate * perKey[part]);
                if (more < least) (best, least) = (part, more);
            }
            if (best < 0) return new(within, scan, true);
            within[best]++;
            cost += least;
        }
        return new(within, Math.Min(cost, scan), cost >= scan);
    }

    /// <summary>Into how many parts so many hashes are best divided: cheapest at the radius of PDQ, with beginnings of at most 48 bytes a hash and a gibibyte in all. 0: none, they are scanned.</summary>
    internal static int Parts(int count)
    {
        if (count < 2048) return 0;
        var (best, least) = (0, double.PositiveInfinity);
        for (var parts = 10; parts <= 32; parts++)
        {
            var bits = Enumerable.Range(0, parts).Select(part => Hash256.Bits / parts + (part < Hash256.Bits % parts ? 1 : 0)).ToArray();
            if (bits[0] > Part.WidestBits || bits.Sum(width => 4.0 * (1L << width)) > Math.Min(48.0 * count, 1L << 30)) continue;
            var plan = Make(Pdq.PdqFingerprint.MatchingDistance, bits, [.. bits.Select(width => (double)count / (1L << width))], count);
            if (plan.Nanoseconds < least) (best, least) = (parts, plan.Nanoseconds);
        }
        return best;
    }
}
