using FsCheck;
using FsCheck.Fluent;
using Vern.Linkage.Comparison;
using Vern.Linkage.Encoding;

namespace Vern.Linkage.Tests.Comparison;

#pragma warning disable CA5394 // reproducible test data
public sealed class CompareAllTests
{
    /// <summary>Rows of many weights, some near-copies, some empty, some without an encoding.</summary>
    internal static PackedRows Rows(int seed, int count, int bytes, int sources = 3, int passes = 0)
    {
        var random = new Random(seed);
        var all = new List<EncodedRecord>();
        for (var i = 0; i < count; i++)
        {
            byte[]? clk = new byte[bytes];
            random.NextBytes(clk);
            var kind = random.Next(10);
            if (kind == 0) clk = null;
            else if (kind == 1) Array.Clear(clk);
            else if (kind == 2) Array.Fill(clk, (byte)255);
            else if (kind == 3) for (var k = 0; k < bytes; k++) clk[k] &= (byte)random.Next(256);
            else if (kind < 7 && all.Count > 0 && all[random.Next(all.Count)].Clk is { } near)
                for (var k = 0; k < bytes; k++) clk[k] = random.Next(5) == 0 ? clk[k] : near[k];
            all.Add(new(clk, [.. Enumerable.Range(0, passes).Select(pass => (ulong)random.Next(pass == 0 ? 3 : count / 4 + 2))], []));
        }
        var cuts = Enumerable.Range(0, sources - 1).Select(_ => random.Next(count + 1)).Append(0).Append(count).Order().ToArray();
        return new PackedRows([.. Enumerable.Range(0, sources).Select(s => new EncodedSource($"s{s}", all[cuts[s]..cuts[s + 1]]))]);
    }

    /// <summary>Bit by bit, pair by pair.</summary>
    internal static List<ComparedPair> Naive(PackedRows rows, double floor, Func<int, int, bool>? compared = null)
    {
        var found = new List<ComparedPair>();
        for (var a = 0; a < rows.Count; a++)
            for (var b = a + 1; b < rows.Count; b++)
            {
                if (rows.Weight[a] <= 0 || rows.Weight[b] <= 0 || compared?.Invoke(a, b) == false) continue;
                var overlap = 0;
                for (var bit = 0; bit < rows.Words * 64; bit++)
                    if ((rows.Bits[a * rows.Words + bit / 64] & rows.Bits[b * rows.Words + bit / 64] & 1UL << (bit % 64)) != 0) overlap++;
                var sum = rows.Weight[a] + rows.Weight[b];
                if (overlap >= floor * sum / 2) found.Add(new(a, b, (float)(2.0 * overlap / sum), (float)(2.0 * overlap / sum)));
            }
        return found;
    }

    [Fact]
    public void Vectors_and_scalars_find_what_bit_by_bit_comparison_finds_at_any_length() =>
        Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), Gen.Choose(1, 300).ToArbitrary(), Gen.Choose(0, 60).ToArbitrary(), (seed, bytes, count) =>
        {
            var rows = Rows(seed, count, bytes);
            var floor = seed % 11 / 10.0;
            var naive = Naive(rows, floor);
            Assert.Equal(naive, CompareAll.Run(rows, floor, 1, 2, null, default));
            Assert.Equal(naive, CompareAll.Run(rows, floor, null, default));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(7)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(1000)]
    [InlineData(2056)] // more words than a byte counter holds
    public void Nothing_is_lost_at_the_borders_of_strips_and_stretches(int bytes)
    {
        foreach (var count in (int[])[9, 256, 257, 300])
        {
            var rows = Rows(count, count, bytes);
            foreach (var floor in (double[])[0, 0.7])
            {
                var one = CompareAll.Run(rows, floor, 1, 1, null, default);
                Assert.Equal(one, CompareAll.Run(rows, floor, null, default));
                if (floor > 0) continue;
                var with = rows.Weight.Count(weight => weight > 0);
                Assert.Equal(with * (with - 1) / 2, one.Length);
                Assert.All(one, pair => Assert.Equal((float)CompareAll.Dice(rows, pair.A, pair.B), pair.Dice));
            }
        }
    }

    [Fact]
    public void Sources_without_rows_give_no_pairs()
    {
        Assert.Empty(CompareAll.Run(new PackedRows([]), 0.5, null, default));
        Assert.Empty(CompareAll.Run(new PackedRows([new("a", []), new("b", [new(null, [], [])])]), 0, null, default));
    }
}
