namespace Vern.Disclosure.Audit;

/// <summary>The farthest that a hidden cell moves in whole numbers, by CBC on what hangs together with it.</summary>
internal static class WholeNumbers
{
    /// <summary>The farthest filling found (null for none), and whether none goes farther.</summary>
    internal static (Filling? Filling, bool Proven) Farthest(AttackSystem system, bool[] hidden, int column, int direction, double cap, double seconds)
    {
        var (columns, rows) = Around(system, hidden, column);
        var rowAt = rows.Select((row, at) => (row, at)).ToDictionary(pair => pair.row, pair => pair.at);
        var matrix = new SparseColumns();
        foreach (var each in columns)
        {
            var low = -(double)system.Down[each];
            matrix.Add(system.RowsOf[each].Select(entry => (rowAt[entry.Row], (double)entry.Sign)),
                each == column ? Math.Max(low, direction > 0 ? 0 : -cap) : low, each == column ? (direction > 0 ? cap : 0) : double.PositiveInfinity, each == column ? -direction : 0);
        }
        var zeros = new double[rows.Count];
        var result = CbcModel.Minimise(matrix, zeros, zeros, _ => true, seconds);
        if (result.Solution is null) return (null, result.Status == SolveStatus.Infeasible);
        return (Filling.TryMake(system, hidden, columns, result.Solution), result.Status == SolveStatus.Optimal);
    }

    private static (List<int> Columns, List<int> Rows) Around(AttackSystem system, bool[] hidden, int column)
    {
        var columns = new List<int> { column };
        var rows = new List<int>();
        var seenColumns = new HashSet<int> { column };
        var seenRows = new HashSet<int>();
        for (var i = 0; i < columns.Count; i++)
        {
            foreach (var (row, _) in system.RowsOf[columns[i]])
            {
                if (!seenRows.Add(row)) continue;
                rows.Add(row);
                foreach (var (next, _) in system.Rows[row]) if (hidden[next] && seenColumns.Add(next)) columns.Add(next);
            }
        }
        return (columns, rows);
    }
}
