namespace Vern.Linkage.Comparison;

/// <summary>
/// Rows with an encoding, ordered by weight (bits set), then row, and laid out for vectors: a group of <see cref="Lanes"/> rows has
/// the first word of each row, then the second word of each, and so on. A vector then holds one word of every row of the group, its lanes
/// add up without crossing, and the overlaps of one row with the whole group need no sum across a vector.
/// </summary>
sealed class LaneRows
{
    /// <summary>Rows per group.</summary>
    public int Lanes { get; }
    /// <summary>Words per row.</summary>
    public int Words { get; }
    /// <summary>Rows in the order of weight.</summary>
    public int[] Order { get; }
    /// <summary>Weights in that order.</summary>
    public int[] Weight { get; }
    /// <summary>Words in that order, row by row: the side of which one row is taken.</summary>
    public ulong[] Single { get; }
    /// <summary>Words in that order, group by group; the last group is filled with zeros.</summary>
    public ulong[] Grouped { get; }
    /// <summary>Number of rows.</summary>
    public int Count => Order.Length;

    /// <summary>Lays rows out for vectors of as many lanes.</summary>
    public LaneRows(PackedRows rows, int lanes)
    {
        (Lanes, Words) = (lanes, rows.Words);
        var used = 0;
        foreach (var weight in rows.Weight) if (weight > 0) used++;
        var keys = new long[used];
        used = 0;
        for (var row = 0; row < rows.Count; row++) if (rows.Weight[row] > 0) keys[used++] = (long)rows.Weight[row] << 32 | (uint)row;
        Array.Sort(keys);
        (Order, Weight) = (new int[used], new int[used]);
        Single = new ulong[(long)used * Words];
        Grouped = lanes == 1 ? Single : new ulong[(long)((used + lanes - 1) / lanes) * lanes * Words];
        for (var i = 0; i < used; i++)
        {
            (Order[i], Weight[i]) = ((int)(keys[i] & 0xffffffff), (int)(keys[i] >> 32));
            Array.Copy(rows.Bits, (long)Order[i] * Words, Single, (long)i * Words, Words);
            if (lanes == 1) continue;
            var group = (long)(i / lanes) * lanes * Words + i % lanes;
            for (var w = 0; w < Words; w++) Grouped[group + (long)w * lanes] = Single[(long)i * Words + w];
        }
    }

    /// <summary>
    /// The position after the last row that can reach a floor of the Dice coefficient with row <paramref name="a"/>: two rows overlap in no
    /// more bits than the lighter one has, and all later rows are at least as heavy as <paramref name="a"/>.
    /// </summary>
    public int End(int a, double floor)
    {
        int low = a + 1, high = Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Weight[a] >= floor * (Weight[a] + Weight[middle]) / 2) low = middle + 1; else high = middle;
        }
        return low;
    }
}
