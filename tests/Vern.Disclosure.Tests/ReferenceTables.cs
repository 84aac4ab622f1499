using System.Text.Json;
using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Tests;

/// <summary>A published problem with its proven optimum (origin: References/ORIGIN.md).</summary>
internal sealed record Reference(CellSpace Space, Func<int, bool> Primary, double Optimum, int Suppressed)
{
    internal static Reference Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", name)));
        var root = document.RootElement;
        var cells = root.GetProperty("cells").EnumerateArray().Select(cell => (
            Key: cell.GetProperty("key").EnumerateArray().Select(code => code.GetString()!).ToArray(),
            Count: (int)cell.GetProperty("freq").GetDouble(), Primary: cell.GetProperty("primary").GetBoolean())).ToList();
        var dimensions = Enumerable.Range(0, 2).Select(axis => Tree(axis, cells.Select(cell => cell.Key[axis]).Distinct().ToList())).ToList();
        var leaves = dimensions.ConvertAll(Leaves);
        var rows = cells.Where(cell => leaves[0].Contains(cell.Key[0]) && leaves[1].Contains(cell.Key[1])).Select(cell => new MicrodataRow(cell.Key, cell.Count)).ToList();
        var space = new CellSpace(new(dimensions, rows), [new("table", ["d0", "d1"])]);
        var primary = cells.Where(cell => cell.Primary).Select(cell => space.Find(new Dictionary<string, string> { ["d0"] = cell.Key[0], ["d1"] = cell.Key[1] })).ToHashSet();
        var optimal = root.GetProperty("optimal_freq");
        return new(space, primary.Contains, optimal.GetProperty("objective").GetDouble(), optimal.GetProperty("suppressed").GetInt32());
    }

    private static Dimension Tree(int axis, List<string> codes)
    {
        var total = codes.Single(code => code.ToUpperInvariant() is "TOTAL" or "TOT");
        var parts = codes.Contains("nonEU")
            ? [new("EU", new Code("Portugal"), new Code("Spain")), new("nonEU", new Code("Iceland"))]
            : codes.Where(code => code != total).Select(code => new Code(code)).ToArray();
        return new($"d{axis}", new Code(total, parts));
    }

    private static HashSet<string> Leaves(Dimension dimension)
    {
        var leaves = new HashSet<string>();
        Visit(dimension.Total);
        return leaves;
        void Visit(Code code)
        {
            if (code.Parts.Count == 0) leaves.Add(code.Name);
            foreach (var part in code.Parts) Visit(part);
        }
    }
}
