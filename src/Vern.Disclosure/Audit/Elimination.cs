using System.Numerics;

namespace Vern.Disclosure.Audit;

/// <summary>
/// The attacker without a solver: exact elimination finds every hidden cell that some linear combination of published counts gives away,
/// and bounds are passed along single relations. Bounds that only several inequalities together give are not found.
/// </summary>
internal static class Elimination
{
    /// <summary>For every column that needs protection: its interval as deviations from the truth, and whether it is wide enough.</summary>
    internal static Dictionary<int, (long Low, long? High, bool AtRisk)> Audit(AttackSystem system, bool[] hidden)
    {
        var (low, high) = Propagate(system, hidden);
        var determined = Determined(system, hidden);
        var found = new Dictionary<int, (long Low, long? High, bool AtRisk)>();
        for (var column = 0; column < system.Count; column++)
        {
            if (!system.NeedsProtection(column, hidden)) continue;
            if (determined.Contains(column)) found[column] = (0, 0, true);
            else found[column] = (low[column], high[column], high[column] is { } top && top - low[column] < system.Protection);
        }
        return found;
    }

    // Every row of deviations adds up to zero; so each column is bounded by the others' bounds, over and over.
    private static (long[] Low, long?[] High) Propagate(AttackSystem system, bool[] hidden)
    {
        var low = new long[system.Count];
        var high = new long?[system.Count];
        for (var column = 0; column < system.Count; column++) (low[column], high[column]) = hidden[column] ? (-system.Down[column], (long?)null) : (0L, 0L);
        var again = true;
        for (var round = 0; again && round < 1000; round++)
        {
            again = false;
            foreach (var row in system.Rows)
            {
                foreach (var (column, sign) in row)
                {
                    if (!hidden[column]) continue;
                    // sign·d = −Σ others
                    long? most = 0, least = 0;
                    foreach (var (other, otherSign) in row)
                    {
                        if (other == column) continue;
                        most = otherSign > 0 ? most - low[other] : most + high[other];
                        least = otherSign > 0 ? least - high[other] : least - (-low[other]);
                    }
                    var (newLow, newHigh) = sign > 0 ? (least, most) : (-most, -least);
                    if (newLow > low[column]) (low[column], again) = (newLow.Value, true);
                    if (newHigh is { } top && (high[column] is not { } old || top < old)) (high[column], again) = (top, true);
                }
            }
        }
        return (low, high);
    }

    // Reduced row echelon form over the hidden columns, in whole numbers: a row with a single column gives it away.
    private static HashSet<int> Determined(AttackSystem system, bool[] hidden)
    {
        var pivots = new Dictionary<int, Dictionary<int, BigInteger>>();
        foreach (var source in system.Rows)
        {
            var row = new Dictionary<int, BigInteger>();
            foreach (var (column, sign) in source) if (hidden[column]) row[column] = row.GetValueOrDefault(column) + sign;
            foreach (var pivot in row.Keys.Where(pivots.ContainsKey).ToList()) Eliminate(row, pivots[pivot], pivot);
            Tidy(row);
            if (row.Count == 0) continue;
            var chosen = row.Keys.Min();
            foreach (var other in pivots.Values.Where(other => other.ContainsKey(chosen)).ToList())
            {
                Eliminate(other, row, chosen);
                Tidy(other);
            }
            pivots.Add(chosen, row);
        }
        return [.. pivots.Where(pair => pair.Value.Count == 1).Select(pair => pair.Key)];
    }

    private static void Eliminate(Dictionary<int, BigInteger> row, Dictionary<int, BigInteger> by, int pivot)
    {
        if (!row.TryGetValue(pivot, out var own) || own.IsZero) return;
        var factor = by[pivot];
        foreach (var column in row.Keys.ToList()) row[column] *= factor;
        foreach (var (column, value) in by)
        {
            var next = row.GetValueOrDefault(column) - (own * value);
            if (next.IsZero) row.Remove(column); else row[column] = next;
        }
    }

    private static void Tidy(Dictionary<int, BigInteger> row)
    {
        foreach (var column in row.Keys.Where(column => row[column].IsZero).ToList()) row.Remove(column);
        var common = row.Values.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        if (common > BigInteger.One) foreach (var column in row.Keys.ToList()) row[column] /= common;
    }
}
