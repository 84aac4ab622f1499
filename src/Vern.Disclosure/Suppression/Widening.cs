using Vern.Disclosure.Audit;

namespace Vern.Disclosure.Suppression;

/// <summary>The last way out, sure to end: hides the cheapest neighbour of a cell, or of what is hidden around it.</summary>
internal static class Widening
{
    /// <exception cref="InvalidOperationException">Everything around the cell is hidden or public for good.</exception>
    internal static void Hide(AttackSystem system, int column, bool[] hidden)
    {
        var seen = new HashSet<int> { column };
        var wave = new List<int> { column };
        while (wave.Count > 0)
        {
            var next = wave.SelectMany(each => system.RowsOf[each]).SelectMany(entry => system.Rows[entry.Row]).Select(entry => entry.Column).Where(seen.Add).ToList();
            var open = next.Where(each => !hidden[each]).ToList();
            if (open.Count > 0)
            {
                hidden[open.MinBy(system.Weight)] = true;
                return;
            }
            wave = next;
        }
        throw new InvalidOperationException("No pattern protects every small count: what is public already gives one away. There is no publication.");
    }
}
