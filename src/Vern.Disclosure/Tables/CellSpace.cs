namespace Vern.Disclosure.Tables;

/// <summary>One cell of the publication; the same codes in two tables are the same cell.</summary>
/// <param name="Table">The first table that holds it.</param>
/// <param name="Key">Its codes there.</param>
/// <param name="Value">The true count.</param>
/// <param name="Published">False for a cell that no table has but that lies between two tables of different restrictions.</param>
internal sealed record SpaceCell(string Table, IReadOnlyList<string> Key, long Value, bool Published);

/// <summary>Published total and published parts. Where not all parts are published (<paramref name="Complete"/> false) the total is at least their sum.</summary>
internal sealed record Relation(int Total, IReadOnlyList<int> Parts, bool Complete);

/// <summary>A table's dimensions as published and its cells in order.</summary>
internal sealed record SpaceTable(string Id, IReadOnlyList<Dimension> Dimensions, IReadOnlyList<IReadOnlyList<string>> Keys, IReadOnlyList<int> Cells);

/// <summary>All tables of a publication in one space of cells: a cell is a tuple of codes over all dimensions, an absent dimension being its total.</summary>
internal sealed class CellSpace
{
    private const long MostCells = 2_000_000;
    private readonly List<SpaceCell> _cells = [];
    private readonly List<Relation> _relations = [];
    private readonly List<SpaceTable> _tables = [];
    private readonly Dictionary<UInt128, int> _byKey = [];
    private readonly List<UInt128> _keys = [];
    private readonly List<DimensionTree> _trees = [];

    internal IReadOnlyList<SpaceCell> Cells => _cells;
    internal IReadOnlyList<Relation> Relations => _relations;
    internal IReadOnlyList<SpaceTable> Tables => _tables;

    internal CellSpace(Microdata data, IReadOnlyList<TableRequest> requests)
    {
        var stride = UInt128.One;
        foreach (var dimension in data.Dimensions)
        {
            if (_trees.Any(tree => tree.Dimension.Name == dimension.Name)) throw new ArgumentException($"Two dimensions are named '{dimension.Name}'.", nameof(data));
            var tree = new DimensionTree(dimension, stride);
            _trees.Add(tree);
            stride = checked(stride * (UInt128)tree.Count);
        }
        var leaves = LeafCounts(data);
        foreach (var request in requests) AddTable(request, leaves, published: true);
        foreach (var bridge in requests.SelectMany(Bridges)) AddTable(bridge, leaves, published: false);
        Relate();
        foreach (var (request, table) in requests.Zip(_tables)) RelateAcross(request, table);
    }

    /// <summary>The cell with these codes (dimension name to code, absent dimensions being totals), or −1.</summary>
    internal int Find(IReadOnlyDictionary<string, string> codes)
    {
        var key = UInt128.Zero;
        foreach (var tree in _trees)
        {
            if (codes.TryGetValue(tree.Dimension.Name, out var code)) key += tree.Stride * (UInt128)tree.Node(code);
        }
        return _byKey.GetValueOrDefault(key, -1);
    }

    private DimensionTree Tree(string name, string table) => _trees.Find(tree => tree.Dimension.Name == name)
        ?? throw new ArgumentException($"Table '{table}': there is no dimension '{name}'.", nameof(name));

    private Dictionary<UInt128, (int[] Nodes, long Count)> LeafCounts(Microdata data)
    {
        var leaves = new Dictionary<UInt128, (int[] Nodes, long Count)>();
        var number = 0;
        foreach (var row in data.Rows)
        {
            number++;
            if (row.Codes.Count != _trees.Count) throw new ArgumentException($"Row {number} of the microdata has {row.Codes.Count} codes, expected {_trees.Count}.", nameof(data));
            if (row.Count < 0) throw new ArgumentException($"Row {number} of the microdata has the count {row.Count}, expected at least 0.", nameof(data));
            var nodes = new int[_trees.Count];
            var key = UInt128.Zero;
            for (var d = 0; d < nodes.Length; d++)
            {
                nodes[d] = _trees[d].Leaf(row.Codes[d], number);
                key += _trees[d].Stride * (UInt128)nodes[d];
            }
            var before = leaves.GetValueOrDefault(key);
            leaves[key] = (before.Nodes ?? nodes, before.Count + row.Count);
        }
        return leaves;
    }

    // A table of adults in the north lies under the table of everybody, by way of all adults or all of the north.
    private static IEnumerable<TableRequest> Bridges(TableRequest request)
    {
        var where = request.Where?.ToList() ?? [];
        if (where.Count > 8) throw new ArgumentException($"Table '{request.Id}' is restricted in {where.Count} dimensions, at most 8 are possible.", nameof(request));
        for (var kept = 1; kept < (1 << where.Count) - 1; kept++)
            yield return request with { Where = where.Where((_, i) => (kept >> i & 1) == 1).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal) };
    }

    private void AddTable(TableRequest request, Dictionary<UInt128, (int[] Nodes, long Count)> leaves, bool published)
    {
        if (published && _tables.Exists(table => table.Id == request.Id)) throw new ArgumentException($"Two tables have the id '{request.Id}'.", nameof(request));
        if (request.Dimensions.Distinct(StringComparer.Ordinal).Count() != request.Dimensions.Count) throw new ArgumentException($"Table '{request.Id}' names a dimension twice.", nameof(request));
        var where = (request.Where ?? new Dictionary<string, string>()).Select(pair => (Tree: Tree(pair.Key, request.Id), pair.Value)).ToList();
        var roots = new int[_trees.Count];
        foreach (var (tree, code) in where) roots[_trees.IndexOf(tree)] = tree.Node(code);
        var own = request.Dimensions.Select(name => Tree(name, request.Id)).ToList();
        var left = own.ConvertAll(tree => request.Without?.GetValueOrDefault(tree.Dimension.Name)?.Select(tree.Node).ToHashSet() ?? []);
        var codes = own.Select((tree, d) => tree.Under(roots[_trees.IndexOf(tree)]).Where((node, index) => index == 0 || !left[d].Contains(node)).ToArray()).ToList();
        var size = codes.Aggregate(1.0, (product, each) => product * each.Length);
        if (size + _cells.Count > MostCells) throw new ArgumentException($"Table '{request.Id}' would bring the publication to {size + _cells.Count:0} cells, at most {MostCells} are possible.", nameof(request));

        var fixedKey = UInt128.Zero;
        for (var d = 0; d < roots.Length; d++) if (!own.Contains(_trees[d])) fixedKey += _trees[d].Stride * (UInt128)roots[d];
        var counts = Count(own, roots, fixedKey, leaves);

        var keys = new List<IReadOnlyList<string>>((int)size);
        var ids = new List<int>((int)size);
        var at = new int[own.Count];
        while (true)
        {
            var key = fixedKey;
            var names = new string[own.Count];
            for (var d = 0; d < own.Count; d++)
            {
                key += own[d].Stride * (UInt128)codes[d][at[d]];
                names[d] = own[d].Name(codes[d][at[d]]);
            }
            if (!_byKey.TryGetValue(key, out var id))
            {
                id = _cells.Count;
                var value = counts.GetValueOrDefault(key);
                if (value > int.MaxValue) throw new ArgumentException($"Table '{request.Id}': a count of {value} is more than {int.MaxValue}.", nameof(request));
                _byKey.Add(key, id);
                _keys.Add(key);
                _cells.Add(new(request.Id, names, value, published));
            }
            keys.Add(names);
            ids.Add(id);
            var last = own.Count - 1;
            while (last >= 0 && ++at[last] == codes[last].Length) at[last--] = 0;
            if (last < 0) break;
        }
        if (!published) return;
        var dimensions = own.Select((tree, d) => left[d].Count == 0 ? tree.Sub(roots[_trees.IndexOf(tree)]) : tree.Sub(roots[_trees.IndexOf(tree)], left[d])).ToList();
        _tables.Add(new(request.Id, dimensions, keys, ids));
    }

    private Dictionary<UInt128, long> Count(List<DimensionTree> own, int[] roots, UInt128 fixedKey, Dictionary<UInt128, (int[] Nodes, long Count)> leaves)
    {
        var inner = new Dictionary<UInt128, (int[] Nodes, long Count)>();
        var positions = own.ConvertAll(_trees.IndexOf);
        foreach (var (nodes, count) in leaves.Values)
        {
            if (count == 0 || !nodes.Select((node, d) => _trees[d].IsUnder(node, roots[d])).All(under => under)) continue;
            var key = fixedKey;
            foreach (var d in positions) key += _trees[d].Stride * (UInt128)nodes[d];
            inner[key] = (nodes, inner.GetValueOrDefault(key).Count + count);
        }
        var counts = new Dictionary<UInt128, long>();
        foreach (var (nodes, count) in inner.Values) Roll(0, fixedKey, nodes, count);
        return counts;

        void Roll(int position, UInt128 key, int[] nodes, long count)
        {
            if (position == own.Count)
            {
                counts[key] = counts.GetValueOrDefault(key) + count;
                return;
            }
            var d = positions[position];
            for (var node = nodes[d]; ; node = _trees[d].Parent(node))
            {
                Roll(position + 1, key + _trees[d].Stride * (UInt128)node, nodes, count);
                if (node == roots[d]) break;
            }
        }
    }

    // For every cell and dimension: the nearest published cells below it. They are a split of it, or some of its parts.
    private void Relate()
    {
        for (var id = 0; id < _cells.Count; id++)
        {
            foreach (var tree in _trees)
            {
                var node = (int)(_keys[id] / tree.Stride % (UInt128)tree.Count);
                if (tree.Parts(node).Length == 0) continue;
                var parts = new List<int>();
                var complete = true;
                Collect(tree, _keys[id], node, parts, ref complete);
                if (parts.Count > 0) _relations.Add(new(id, parts, complete));
            }
        }
    }

    // A cell of a table restricted in several dimensions is a part of the same cell with two or more of the restrictions lifted.
    private void RelateAcross(TableRequest request, SpaceTable table)
    {
        var trees = (request.Where ?? new Dictionary<string, string>()).Keys.Select(name => Tree(name, request.Id)).ToList();
        for (var lifted = 1; lifted < 1 << trees.Count; lifted++)
        {
            if (int.PopCount(lifted) < 2) continue;
            foreach (var id in table.Cells)
            {
                var key = _keys[id];
                for (var i = 0; i < trees.Count; i++) if ((lifted >> i & 1) == 1) key -= trees[i].Stride * (_keys[id] / trees[i].Stride % (UInt128)trees[i].Count);
                if (_byKey.TryGetValue(key, out var total) && total != id && _cells[total].Published) _relations.Add(new(total, [id], Complete: false));
            }
        }
    }

    private void Collect(DimensionTree tree, UInt128 key, int node, List<int> parts, ref bool complete)
    {
        foreach (var part in tree.Parts(node))
        {
            var below = key + tree.Stride * (UInt128)(part - node);
            if (_byKey.TryGetValue(below, out var id)) parts.Add(id);
            else if (tree.Parts(part).Length == 0) complete = false;
            else Collect(tree, below, part, parts, ref complete);
        }
    }
}
