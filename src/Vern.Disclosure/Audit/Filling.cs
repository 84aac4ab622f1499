namespace Vern.Disclosure.Audit;

/// <summary>
/// A way to fill the hidden cells with whole numbers that fits everything published, as deviations from the truth. Checked in whole-number
/// arithmetic when made: the proof that two counts are possible for a cell does not rest on a solver's floating point.
/// </summary>
internal sealed class Filling
{
    private readonly Dictionary<int, long> _deviations;
    private Filling(Dictionary<int, long> deviations) => _deviations = deviations;

    /// <summary>How many of its columns are published under the pattern at hand; kept by <see cref="Attacker"/>.</summary>
    internal int Blocked { get; set; }

    internal long this[int column] => _deviations.GetValueOrDefault(column);
    internal IReadOnlyDictionary<int, long> Deviations => _deviations;

    /// <summary>The filling, or null where it is not whole, breaks a row, a lower bound or a published cell.</summary>
    internal static Filling? TryMake(AttackSystem system, bool[] hidden, IReadOnlyList<int> columns, ReadOnlySpan<double> solution)
    {
        var deviations = new Dictionary<int, long>();
        var sums = new Dictionary<int, long>();
        for (var i = 0; i < columns.Count; i++)
        {
            var whole = Math.Round(solution[i]);
            if (Math.Abs(solution[i] - whole) > 1e-5 || Math.Abs(whole) > 1e15) return null;
            if (whole == 0) continue;
            var column = columns[i];
            var deviation = (long)whole;
            if (!hidden[column] || deviation < -system.Down[column]) return null;
            deviations.Add(column, deviation);
            foreach (var (row, sign) in system.RowsOf[column]) sums[row] = sums.GetValueOrDefault(row) + (sign * deviation);
        }
        return sums.Values.All(sum => sum == 0) ? new(deviations) : null;
    }
}
