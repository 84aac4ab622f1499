using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Persons.Statistics;

/// <summary>
/// Counts of another register split in several ways (imports <c>permits</c>, <c>asylum</c>, <c>reception</c>): unit (decisions, persons), set, group, item, count.
/// The items of a group add up to the set; a set that is named like an item of another set is that item split further. All splits of a set must have the same sum.
/// </summary>
internal sealed class Breakdown
{
    private static readonly string[] SetNames = ["decisions", "reflection", "limited", "accompanying", "appeals", "asylumGranted", "humanitarian", "applicants", "residents", "minors"];
    private static readonly string[] ItemNames =
        ["reflection", "limited", "granted", "refused", "udi", "une", "women", "men", "girls", "boys", "minors", "adults", "nigeria", "otherAfrica", "easternEurope", "westernEurope", "asia", "otherRegion",
            "asylumGranted", "dublin", "merits", "protection", "humanitarian", "witness", "otherGround", "sexual", "labour", "otherForm", "untold", "hadPermit", "noPermit"];

    private readonly List<(string Set, List<(string Group, List<(string Item, int Count)> Items)> Groups)> _sets;
    private Breakdown(List<(string, List<(string, List<(string, int)>)>)> sets) => _sets = sets;

    /// <summary>A line for a table: the set's total when the item is null.</summary>
    internal sealed record Line(string Set, string? Item, ProtectedCell Count, ProtectedCell Total);

    /// <summary>Reads the sets of one unit.</summary>
    /// <exception cref="ImportException">A cell is wrong, or two splits of a set have different sums.</exception>
    public static Breakdown Parse(string name, string csv, string unit)
    {
        var sets = new List<(string Set, List<(string Group, List<(string Item, int Count)> Items)> Groups)>();
        var sums = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in ImportTable.Parse(name, csv, ["unit", "set", "group", "item", "count"]).Rows)
        {
            if (row.Choice("unit", "decisions", "persons") != unit) continue;
            var (set, group, item) = (row.Choice("set", SetNames), row.RequiredText("group"), row.Choice("item", ItemNames));
            if (!sets.Exists(one => one.Set == set)) sets.Add((set, []));
            var groups = sets.Find(one => one.Set == set).Groups;
            if (!groups.Exists(one => one.Group == group)) groups.Add((group, []));
            var items = groups.Find(one => one.Group == group).Items;
            if (items.Exists(one => one.Item == item)) throw row.Wrong("item", "Expected.OnceItem");
            items.Add((item, row.RequiredCount("count")));
        }

        foreach (var (set, groups) in sets)
        {
            sums[set] = groups[0].Items.Sum(item => item.Count);
            if (groups.Find(group => group.Items.Sum(item => item.Count) != sums[set]) is { Group: not null } other)
                throw new ImportException("Import.Sums", name, set, other.Group, other.Items.Sum(item => item.Count), sums[set], groups[0].Group);
        }

        foreach (var (set, groups) in sets)
            foreach (var (item, count) in groups.SelectMany(group => group.Items))
                if (sums.TryGetValue(item, out var sum) && sum != count) throw new ImportException("Import.OwnSum", name, item, count, set, sum);
        return new Breakdown(sets);
    }

    /// <summary>How many items it tells, of decisions and of persons.</summary>
    /// <exception cref="ImportException">A cell is wrong, or two splits of a set have different sums.</exception>
    public static int Rows(string name, string csv) => new[] { "decisions", "persons" }.Sum(unit => Parse(name, csv, unit)._sets.Sum(set => set.Groups.Sum(group => group.Items.Count)));

    /// <summary>The lines of a table. What is public already stands as published; else the sets that split one another are protected together, and a further split
    /// of a hidden total is left out.</summary>
    public IReadOnlyList<Line> Lines(string source, int minimumCount)
    {
        var lines = new List<Line>();
        var cells = RegisterCells.IsPublished(source) ? null : Protect(minimumCount);
        foreach (var (set, groups) in _sets)
        {
            var sum = groups[0].Items.Sum(item => item.Count);
            var total = cells is null ? ProtectedCell.AlreadyPublished(sum, source) : cells[set];
            lines.Add(new Line(set, null, total, total));
            foreach (var (group, items) in groups)
            {
                var first = group == groups[0].Group;
                if (cells is not null && !first && total.Status == CellStatus.Suppressed) continue;
                var split = cells is null || first ? null : Flat(items, minimumCount);
                foreach (var (item, count) in items)
                    lines.Add(new Line(set, item, cells is null ? ProtectedCell.AlreadyPublished(count, source) : split is null ? cells[$"{set}/{item}"] : split[item], total));
            }
        }

        return lines;
    }

    private Dictionary<string, ProtectedCell> Protect(int minimumCount)
    {
        var cells = new Dictionary<string, ProtectedCell>(StringComparer.Ordinal);
        var inner = _sets.SelectMany(set => set.Groups[0].Items.Select(item => item.Item)).ToHashSet(StringComparer.Ordinal);
        foreach (var (root, _) in _sets.Where(set => !inner.Contains(set.Set)))
        {
            var rows = new List<MicrodataRow>();
            var dimension = new Dimension("item", new Code(root, Parts(root, rows)));
            var table = Protector.Protect(new Microdata([dimension], rows), [new TableRequest("items", ["item"])], new ProtectionRules(minimumCount))["items"];
            foreach (var (key, cell) in table.Cells)
            {
                cells[key[0]] = cell;
                var name = key[0].Split('/')[^1];
                if (_sets.Exists(set => set.Set == name)) cells[name] = cell;
            }
        }

        return cells;
    }

    private List<Code> Parts(string set, List<MicrodataRow> rows)
    {
        var parts = new List<Code>();
        foreach (var (item, count) in _sets.Find(one => one.Set == set).Groups[0].Items)
        {
            var inner = _sets.Exists(one => one.Set == item) ? Parts(item, rows) : [];
            parts.Add(new Code($"{set}/{item}", inner));
            if (inner.Count == 0) rows.Add(new MicrodataRow([$"{set}/{item}"], count));
        }

        return parts;
    }

    private static Dictionary<string, ProtectedCell> Flat(List<(string Item, int Count)> items, int minimumCount)
    {
        var dimension = new Dimension("item", new Code("Total", [.. items.Select(item => new Code(item.Item))]));
        var table = Protector.Protect(new Microdata([dimension], [.. items.Select(item => new MicrodataRow([item.Item], item.Count))]), [new TableRequest("items", ["item"])], new ProtectionRules(minimumCount))["items"];
        return items.ToDictionary(item => item.Item, item => table[item.Item], StringComparer.Ordinal);
    }
}
