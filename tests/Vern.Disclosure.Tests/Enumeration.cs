using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Tests;

/// <summary>
/// An attacker written apart from the library: for every value of every hidden cell of small linked tables it looks for a whole-number filling by trying all
/// there are, with its own idea of which cells add up (from the codes alone), and notes the least and greatest value that has one. It always ends; there is no cut.
/// </summary>
internal sealed class Enumeration
{
    private readonly List<string> _keys = [];
    private readonly Dictionary<string, int> _at = [];
    private readonly List<int?> _shown = [];
    private readonly List<(int Total, int[] Parts)> _sums = [];

    internal Dictionary<string, (int Low, int High)> Found { get; } = [];

    /// <summary>Tables by their dimensions, with cells (null when hidden).</summary>
    internal Enumeration(IReadOnlyList<Dimension> all, IEnumerable<(IReadOnlyList<Dimension> Dimensions, IEnumerable<(IReadOnlyList<string> Key, int? Value)> Cells)> tables, int least, int most)
    {
        foreach (var (dimensions, cells) in tables)
        {
            foreach (var (key, value) in cells)
            {
                var full = Full(all, dimensions, key);
                if (_at.TryAdd(full, _keys.Count)) { _keys.Add(full); _shown.Add(value); }
                else if (_shown[_at[full]] != value) throw new InvalidOperationException($"{full} differs between tables");
            }
        }
        for (var i = 0; i < _keys.Count; i++)
        {
            var codes = _keys[i].Split('|');
            for (var d = 0; d < all.Count; d++)
            {
                var parts = Parts(all[d].Total, codes[d]);
                if (parts.Count == 0) continue;
                var ids = parts.Select(part => _at.GetValueOrDefault(string.Join('|', codes.Select((code, e) => e == d ? part : code)), -1)).ToArray();
                if (ids.All(id => id >= 0)) _sums.Add((i, ids));
            }
        }
        var low = _shown.Select(shown => shown ?? least).ToArray();
        var high = _shown.Select(shown => shown ?? most).ToArray();
        for (var cell = 0; cell < _keys.Count; cell++)
        {
            if (_shown[cell] is null) Found[_keys[cell]] = (End(cell, low, high, 1), End(cell, low, high, -1));
        }
    }

    // The first value from one side for which there is a filling of all cells.
    private int End(int cell, int[] low, int[] high, int step)
    {
        for (var value = step > 0 ? low[cell] : high[cell]; value >= low[cell] && value <= high[cell]; value += step)
        {
            int[] from = [.. low], to = [.. high];
            from[cell] = to[cell] = value;
            if (Fills(from, to)) return value;
        }
        throw new InvalidOperationException($"{_keys[cell]} has no value");
    }

    // Whether some filling lies between the bounds: what the sums leave is narrowed, then every value of the narrowest cell is tried.
    private bool Fills(int[] from, int[] to)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (total, parts) in _sums)
            {
                var (least, most) = (parts.Sum(part => from[part]), parts.Sum(part => to[part]));
                if (!Narrow(total, least, most)) return false;
                foreach (var part in parts)
                {
                    if (!Narrow(part, from[total] - (most - to[part]), to[total] - (least - from[part]))) return false;
                }
            }

            bool Narrow(int cell, int least, int most)
            {
                if (least > from[cell]) (from[cell], changed) = (least, true);
                if (most < to[cell]) (to[cell], changed) = (most, true);
                return from[cell] <= to[cell];
            }
        }
        var open = Enumerable.Range(0, from.Length).Where(cell => from[cell] < to[cell]).OrderBy(cell => to[cell] - from[cell]).FirstOrDefault(-1);
        if (open < 0) return true;
        for (var value = from[open]; value <= to[open]; value++)
        {
            int[] nextFrom = [.. from], nextTo = [.. to];
            nextFrom[open] = nextTo[open] = value;
            if (Fills(nextFrom, nextTo)) return true;
        }
        return false;
    }

    internal static string Full(IReadOnlyList<Dimension> all, IReadOnlyList<Dimension> dimensions, IReadOnlyList<string> key) => string.Join('|', all.Select(each =>
    {
        var at = dimensions.ToList().FindIndex(dimension => dimension.Name == each.Name);
        return at < 0 ? each.Total.Name : key[at];
    }));

    private static List<string> Parts(Code code, string name) => code.Name == name ? [.. code.Parts.Select(part => part.Name)] : [.. code.Parts.SelectMany(part => Parts(part, name))];
}
