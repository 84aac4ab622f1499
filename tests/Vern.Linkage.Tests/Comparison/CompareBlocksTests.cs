using FsCheck;
using FsCheck.Fluent;
using Vern.Linkage.Comparison;
using Vern.Linkage.Encoding;

namespace Vern.Linkage.Tests.Comparison;

public sealed class CompareBlocksTests
{
    [Fact]
    public void Exactly_the_pairs_that_share_a_key_are_compared_each_once() =>
        Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), Gen.Choose(0, 90).ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), (seed, count, passes) =>
        {
            var rows = CompareAllTests.Rows(seed, count, 16, passes: passes);
            bool Share(int a, int b) => rows.Weight[a] > 0 && rows.Weight[b] > 0 && rows.Blocks.Any(keys => keys[a] == keys[b] && keys[a] != 0);
            var blocks = new CompareBlocks(rows, 1, default);
            var all = CompareAllTests.Naive(rows, 0, Share);
            Assert.Equal(all.Count, blocks.Count);
            Assert.Equal(0, blocks.LeftOut);
            Assert.Equal(CompareAllTests.Naive(rows, 0.6, Share), blocks.Run(0.6, default));
            Assert.Equal(all, blocks.Run(0, default));
            // from what the run before kept
            Assert.Equal(all.FindAll(pair => pair.Dice >= 0.4), blocks.Run(0.4, default));
            for (var a = 0; a < count; a++)
                for (var b = a + 1; b < count; b++) Assert.Equal(Share(a, b), blocks.Contains(a, b));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void In_a_large_block_a_row_meets_the_hundred_next_by_its_bits_and_the_rest_is_counted()
    {
        var rows = One(9000); // more than one chunk of an order
        var blocks = new CompareBlocks(rows, 1, default);
        long within = 0, beyond = 0;
        for (var a = 0; a < rows.Count; a++)
        {
            within += Math.Min(100, rows.Count - 1 - a);
            beyond += Math.Max(0, rows.Count - 1 - a - 100);
        }
        Assert.Equal(within, blocks.Count);
        Assert.Equal(beyond, blocks.LeftOut);
        Assert.Equal(within, blocks.Run(0, default).Count);
        var meetings = 0L;
        for (var b = 0; b < rows.Count; b++) if (b != 8100 && blocks.Contains(Math.Min(8100, b), Math.Max(8100, b))) meetings++;
        Assert.InRange(meetings, 100, 200);
    }

    [Fact]
    public void Without_keys_equal_encodings_are_brought_together()
    {
        var rows = CompareAllTests.Rows(5, 60, 32);
        var blocks = new CompareBlocks(rows, 7, default);
        Assert.All(CompareAllTests.Naive(rows, 1), pair => Assert.True(blocks.Contains(pair.A, pair.B)));
        Assert.Equal(0, new CompareBlocks(new PackedRows([]), 7, default).Count);
    }

    internal static PackedRows One(int count) => new([new EncodedSource("a", [.. Enumerable.Range(0, count).Select(row => new EncodedRecord([255, (byte)(row & 255), (byte)(row >> 8)], [42], []))])]);
}

/// <summary>Alone, since what tests beside it allocate would be counted.</summary>
[CollectionDefinition("memory", DisableParallelization = true)]
public sealed class MemoryCollection;

[Collection("memory")]
public sealed class CompareBlocksMemoryTests
{
    [Fact]
    public void Pairs_below_the_floor_take_no_memory()
    {
        var rows = CompareBlocksTests.One(40_000);
        var least = long.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Assert.Empty(new CompareBlocks(rows, 1, default).Run(1.1, default));
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        // a list of the 4 million pairs would take 32 MB
        Assert.InRange(least, 0, 16_000_000);
    }
}
