using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Perturbation;

/// <summary>Which published cells each combination of leaf codes counts in.</summary>
internal sealed class CellMembership
{
    /// <summary>Combinations that occur, with their counts and the sums of their records' keys.</summary>
    public IReadOnlyList<(int Count, ulong Key)> Combinations { get; }
    /// <summary>For each combination the cells it counts in, each once.</summary>
    public IReadOnlyList<int[]> CellsOf { get; }
    /// <summary>For each cell of the space the combinations in it.</summary>
    public IReadOnlyList<List<int>> In { get; }

    public CellMembership(Microdata data, IReadOnlyList<TableRequest> requests, CellSpace space)
    {
        var upwards = data.Dimensions.Select(Upwards).ToArray();
        var at = data.Dimensions.Select((dimension, index) => (dimension.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        var tables = requests.Zip(space.Tables).Select(pair => (Request: pair.First, Columns: pair.First.Dimensions.Select(name => at[name]).ToArray(),
            Cells: pair.Second.Keys.Zip(pair.Second.Cells).ToDictionary(cell => string.Join('\u001f', cell.First), cell => cell.Second, StringComparer.Ordinal))).ToList();
        var combinations = data.Rows.Where(row => row.Count > 0).GroupBy(row => string.Join('\u001f', row.Codes), StringComparer.Ordinal)
            .Select(same => (same.First().Codes, Count: same.Sum(row => row.Count), Key: same.Aggregate(0UL, (sum, row) => unchecked(sum + row.Key)))).OrderBy(each => string.Join('\u001f', each.Codes), StringComparer.Ordinal).ToList();
        Combinations = [.. combinations.Select(each => (each.Count, each.Key))];
        var cellsOf = new List<int[]>();
        var inside = space.Cells.Select(_ => new List<int>()).ToList();
        foreach (var (codes, _, _) in combinations)
        {
            var cells = new HashSet<int>();
            foreach (var (request, columns, known) in tables)
            {
                if (request.Where?.Any(where => !upwards[at[where.Key]][codes[at[where.Key]]].Contains(where.Value)) == true) continue;
                Roll(columns, 0, "", codes, known, cells);
            }
            foreach (var cell in cells) inside[cell].Add(cellsOf.Count);
            cellsOf.Add([.. cells]);
        }
        (CellsOf, In) = (cellsOf, inside);

        void Roll(int[] columns, int position, string key, IReadOnlyList<string> codes, Dictionary<string, int> known, HashSet<int> cells)
        {
            if (position == columns.Length)
            {
                if (known.TryGetValue(key, out var cell)) cells.Add(cell);
                return;
            }
            foreach (var code in upwards[columns[position]][codes[columns[position]]]) Roll(columns, position + 1, position == 0 ? code : $"{key}\u001f{code}", codes, known, cells);
        }
    }

    // For each code the codes that it is a part of, itself first.
    private static Dictionary<string, string[]> Upwards(Dimension dimension)
    {
        var found = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Visit(dimension.Total, []);
        return found;

        void Visit(Code code, string[] above)
        {
            string[] own = [code.Name, .. above];
            found[code.Name] = own;
            foreach (var part in code.Parts) Visit(part, own);
        }
    }
}
