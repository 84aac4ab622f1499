using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Audit;

/// <summary>
/// What binds the counts of a publication to one another, seen from the true counts: a filling is true counts plus deviations, and
/// every row of deviations adds up to zero. Columns are the cells that may be hidden, then what is in nobody's table: cells between two
/// restricted tables, and the rest of every incomplete split (a total less those of its parts that are published), which follows by subtraction.
/// </summary>
internal sealed class AttackSystem
{
    internal AttackSystem(CellSpace space, ProtectionRules rules, IReadOnlySet<int>? neverHidden = null, Func<int, bool>? primary = null)
    {
        primary ??= id => space.Cells[id].Value >= 1 && space.Cells[id].Value < rules.MinimumCount;
        Protection = rules.Protection;
        ColumnOf = new int[space.Cells.Count];
        var cells = new List<int>();
        var values = new List<long>();
        var primaries = new List<bool>();
        for (var id = 0; id < space.Cells.Count; id++)
        {
            if (!space.Cells[id].Published) continue;
            var isPrimary = primary(id);
            // zeros are published (unless a caller's own rule makes one primary), and what is public already stays so
            if ((space.Cells[id].Value == 0 && !isPrimary) || neverHidden?.Contains(id) == true) { ColumnOf[id] = -1; continue; }
            ColumnOf[id] = cells.Count;
            cells.Add(id);
            values.Add(space.Cells[id].Value);
            primaries.Add(isPrimary);
        }
        CellCount = cells.Count;
        for (var id = 0; id < space.Cells.Count; id++)
        {
            if (space.Cells[id].Published) continue;
            ColumnOf[id] = neverHidden?.Contains(id) == true ? -1 : cells.Count;
            if (ColumnOf[id] < 0) continue;
            cells.Add(id);
            values.Add(space.Cells[id].Value);
            primaries.Add(space.Cells[id].Value >= 1 && space.Cells[id].Value < rules.MinimumCount);
        }
        var rows = new List<(int Column, int Sign)[]>();
        foreach (var relation in space.Relations)
        {
            var row = relation.Parts.Select(part => (Column: ColumnOf[part], Sign: 1)).Append((Column: ColumnOf[relation.Total], Sign: -1)).Where(entry => entry.Column >= 0).ToList();
            if (relation.Complete) { if (row.Count > 0) rows.Add([.. row]); continue; }
            var rest = space.Cells[relation.Total].Value - relation.Parts.Sum(part => space.Cells[part].Value);
            if (space.Cells[relation.Total] is { Value: 0, Published: true }) continue;
            row.Add((values.Count, 1));
            cells.Add(relation.Total);
            values.Add(rest);
            // a difference of published counts that is itself a small count
            primaries.Add(rest >= 1 && rest < rules.MinimumCount);
            rows.Add([.. row]);
        }
        Cells = [.. cells];
        Values = [.. values];
        Primary = [.. primaries];
        Rows = [.. rows];
        Down = [.. Values.Select((value, column) => value - (column < CellCount ? rules.HiddenAtLeast : 0))];
        var incident = Values.Select(_ => new List<(int Row, int Sign)>()).ToArray();
        for (var r = 0; r < Rows.Length; r++) foreach (var (column, sign) in Rows[r]) incident[column].Add((r, sign));
        RowsOf = [.. incident.Select(list => list.ToArray())];
    }

    /// <summary>Columns that stand for published cells; the others are in no table.</summary>
    internal int CellCount { get; }
    internal int Count => Values.Length;
    /// <summary>The cell of a column; of a rest, the total it is taken from.</summary>
    internal int[] Cells { get; }
    /// <summary>The column of a cell; −1 when it is never hidden.</summary>
    internal int[] ColumnOf { get; }
    internal long[] Values { get; }
    internal bool[] Primary { get; }
    /// <summary>How far below the truth the attacker can think a hidden count to be.</summary>
    internal long[] Down { get; }
    internal (int Column, int Sign)[][] Rows { get; }
    internal (int Row, int Sign)[][] RowsOf { get; }
    /// <summary>How wide (greatest less least) a hidden count's interval must be.</summary>
    internal int Protection { get; }
    internal long Weight(int column) => column < CellCount ? Math.Max(Values[column], 1) : 0;

    /// <summary>A pattern with nothing hidden but the primaries (and the differences).</summary>
    internal bool[] Start()
    {
        var hidden = new bool[Count];
        for (var column = 0; column < Count; column++) hidden[column] = column >= CellCount || Primary[column];
        return hidden;
    }

    /// <summary>What must not be found out under a pattern: hidden cells, and differences that are small counts.</summary>
    internal bool NeedsProtection(int column, bool[] hidden) => column < CellCount ? hidden[column] : Primary[column];

    internal long Cost(bool[] hidden)
    {
        var cost = 0L;
        for (var column = 0; column < CellCount; column++) if (hidden[column]) cost += Weight(column);
        return cost;
    }

    /// <summary>The matrix over chosen columns (all rows).</summary>
    internal SparseColumns Matrix(IEnumerable<int> columns, Func<int, (double Low, double High)> bounds)
    {
        var matrix = new SparseColumns();
        foreach (var column in columns)
        {
            var (low, high) = bounds(column);
            matrix.Add(RowsOf[column].Select(entry => (entry.Row, (double)entry.Sign)), low, high, 0);
        }
        return matrix;
    }
}
