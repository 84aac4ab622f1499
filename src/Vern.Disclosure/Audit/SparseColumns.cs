namespace Vern.Disclosure.Audit;

/// <summary>A matrix by columns, as the solvers take it.</summary>
internal sealed class SparseColumns
{
    internal List<int> Starts { get; } = [0];
    internal List<int> Rows { get; } = [];
    internal List<double> Values { get; } = [];
    internal List<double> Low { get; } = [];
    internal List<double> High { get; } = [];
    internal List<double> Cost { get; } = [];
    internal int Count => Cost.Count;

    internal void Add(IEnumerable<(int Row, double Value)> entries, double low, double high, double cost)
    {
        foreach (var (row, value) in entries) { Rows.Add(row); Values.Add(value); }
        Starts.Add(Rows.Count);
        Low.Add(low);
        High.Add(high);
        Cost.Add(cost);
    }
}
