using Vern.Disclosure.Audit;

namespace Vern.Disclosure.Suppression;

/// <summary>A pattern without a solver: hides the cheapest neighbour of what is at risk until nothing is, then publishes again what was superfluous.</summary>
internal static class EliminationSearch
{
    private const int MostToThin = 2_000;

    internal static bool[] Run(AttackSystem system, CancellationToken cancel)
    {
        var hidden = system.Start();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var open = AtRisk(system, hidden);
            if (open.Count == 0) break;
            var added = 0;
            foreach (var column in open)
            {
                // alone in a row: nothing else can save it
                foreach (var (row, _) in system.RowsOf[column])
                {
                    if (system.Rows[row].Count(entry => hidden[entry.Column]) > 1) continue;
                    var beside = system.Rows[row].Select(entry => entry.Column).Where(each => !hidden[each]).ToList();
                    if (beside.Count == 0) continue;
                    hidden[beside.MinBy(system.Weight)] = true;
                    added++;
                }
            }
            if (added == 0) Widening.Hide(system, open[0], hidden);
        }
        var secondary = Enumerable.Range(0, system.CellCount).Where(column => hidden[column] && !system.Primary[column]).OrderByDescending(system.Weight).ToList();
        if (secondary.Count > MostToThin) return hidden;
        foreach (var column in secondary)
        {
            cancel.ThrowIfCancellationRequested();
            hidden[column] = false;
            if (AtRisk(system, hidden).Count > 0) hidden[column] = true;
        }
        return hidden;
    }

    private static List<int> AtRisk(AttackSystem system, bool[] hidden) => [.. Elimination.Audit(system, hidden).Where(pair => pair.Value.AtRisk).Select(pair => pair.Key).Order()];
}
