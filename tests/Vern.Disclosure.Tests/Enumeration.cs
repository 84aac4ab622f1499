using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Tests;

/// <summary>
/// An attacker written apart from the library: tries every whole-number filling of the hidden cells of small linked tables, with its own
/// idea of which cells add up (from the codes alone), and notes the least and greatest value of each.
/// </summary>
internal sealed class Enumeration
{
    private readonly List<string> _keys = [];
    private readonly Dictionary<string, int> _at = [];
    private readonly List<int?> _shown = [];
    private readonly List<(int Total, int[] Parts)> _sums = [];
    private readonly int[] _order;
    private readonly int[] _value;
    private readonly int _least;
    private readonly int _most;
    private readonly List<int>[] _closing;
    private const int MostSteps = 40_000;
    private int _steps;

    internal Dictionary<string, (int Low, int High)> Found { get; } = [];
    internal bool GaveUp => _steps > MostSteps;

    /// <summary>Tables by their dimensions, with cells (null when hidden).</summary>
    internal Enumeration(IReadOnlyList<Dimension> all, IEnumerable<(IReadOnlyList<Dimension> Dimensions, IEnumerable<(IReadOnlyList<string> Key, int? Value)> Cells)> tables, int least, int most)
    {
        (_least, _most) = (least, most);
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
        _order = [.. Enumerable.Range(0, _keys.Count).OrderBy(i => _shown[i] is null).ThenBy(i => _sums.Count(sum => sum.Total == i))];
        var rank = new int[_keys.Count];
        for (var i = 0; i < _order.Length; i++) rank[_order[i]] = i;
        _closing = [.. _keys.Select(_ => new List<int>())];
        for (var s = 0; s < _sums.Count; s++) _closing[_sums[s].Parts.Append(_sums[s].Total).Max(id => rank[id])].Add(s);
        _value = new int[_keys.Count];
        Try(0);
    }

    internal static string Full(IReadOnlyList<Dimension> all, IReadOnlyList<Dimension> dimensions, IReadOnlyList<string> key) => string.Join('|', all.Select(each =>
    {
        var at = dimensions.ToList().FindIndex(dimension => dimension.Name == each.Name);
        return at < 0 ? each.Total.Name : key[at];
    }));

    private static List<string> Parts(Code code, string name) => code.Name == name ? [.. code.Parts.Select(part => part.Name)] : [.. code.Parts.SelectMany(part => Parts(part, name))];

    private void Try(int i)
    {
        if (++_steps > MostSteps) return;
        if (i == _order.Length)
        {
            for (var id = 0; id < _keys.Count; id++)
            {
                if (_shown[id] is not null) continue;
                var before = Found.GetValueOrDefault(_keys[id], (int.MaxValue, int.MinValue));
                Found[_keys[id]] = (Math.Min(before.Item1, _value[id]), Math.Max(before.Item2, _value[id]));
            }
            return;
        }
        var cell = _order[i];
        var (from, to) = _shown[cell] is { } shown ? (shown, shown) : (_least, _most);
        // what a sum closes here leaves one value
        if (_shown[cell] is null && _closing[i].Find(s => _sums[s].Total == cell) is var s0 && _closing[i].Count > 0 && _sums[s0].Total == cell) from = to = _sums[s0].Parts.Sum(part => _value[part]);
        if (from < _least && _shown[cell] is null || to > _most) return;
        for (var value = from; value <= to; value++)
        {
            _value[cell] = value;
            if (_closing[i].TrueForAll(s => _sums[s].Parts.Sum(part => _value[part]) == _value[_sums[s].Total])) Try(i + 1);
        }
    }
}
