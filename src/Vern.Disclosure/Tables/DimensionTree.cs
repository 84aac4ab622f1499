namespace Vern.Disclosure.Tables;

/// <summary>A dimension's codes numbered so that a code comes before its parts; the total is 0.</summary>
internal sealed class DimensionTree
{
    private readonly List<Code> _nodes = [];
    private readonly List<int> _parents = [];
    private readonly List<int> _ends = [];
    private readonly List<int[]> _parts = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);

    internal DimensionTree(Dimension dimension, UInt128 stride)
    {
        Dimension = dimension;
        Stride = stride;
        Add(dimension.Total, 0, 0);
    }

    internal Dimension Dimension { get; }
    internal UInt128 Stride { get; }
    internal int Count => _nodes.Count;
    internal string Name(int node) => _nodes[node].Name;
    internal int Parent(int node) => _parents[node];
    internal int[] Parts(int node) => _parts[node];
    internal bool IsUnder(int node, int root) => node >= root && node < _ends[root];
    internal int[] Under(int root) => [.. Enumerable.Range(root, _ends[root] - root)];
    internal Dimension Sub(int root) => root == 0 ? Dimension : Dimension with { Total = _nodes[root] };
    // Without some codes: what they are made of takes their place.
    internal Dimension Sub(int root, HashSet<int> without)
    {
        return Dimension with { Total = new Code(_nodes[root].Name, [.. _parts[root].SelectMany(Kept)]) };
        IEnumerable<Code> Kept(int node) => without.Contains(node) ? _parts[node].SelectMany(Kept) : [new Code(_nodes[node].Name, [.. _parts[node].SelectMany(Kept)])];
    }

    internal int Node(string name) => _byName.TryGetValue(name, out var node)
        ? node : throw new ArgumentException($"The dimension '{Dimension.Name}' has no code '{name}'.", nameof(name));

    internal int Leaf(string name, int row)
    {
        if (!_byName.TryGetValue(name, out var node)) throw new ArgumentException($"Row {row} of the microdata, dimension '{Dimension.Name}': there is no code '{name}'.", nameof(name));
        if (_parts[node].Length > 0) throw new ArgumentException($"Row {row} of the microdata, dimension '{Dimension.Name}': '{name}' is a sum of other codes, expected one without parts.", nameof(name));
        return node;
    }

    private void Add(Code code, int parent, int depth)
    {
        if (depth > 100) throw new ArgumentException($"The dimension '{Dimension.Name}' is more than 100 levels deep.", nameof(code));
        var node = _nodes.Count;
        if (!_byName.TryAdd(code.Name, node)) throw new ArgumentException($"The dimension '{Dimension.Name}' has the code '{code.Name}' twice.", nameof(code));
        _nodes.Add(code);
        _parents.Add(parent);
        _ends.Add(0);
        _parts.Add([]);
        var parts = new List<int>();
        foreach (var part in code.Parts)
        {
            parts.Add(_nodes.Count);
            Add(part, node, depth + 1);
        }
        _parts[node] = [.. parts];
        _ends[node] = _nodes.Count;
    }
}
