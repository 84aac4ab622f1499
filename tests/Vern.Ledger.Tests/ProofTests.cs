using System.Text.Json;
using Vern.Ledger.Log;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Tests;

/// <summary>Inclusion and consistency proofs (RFC 6962, RFC 9162) against the published vectors of transparency-dev/merkle and a naive tree.</summary>
public sealed class ProofTests
{
    private sealed record InclusionVector(string File, ulong LeafIdx, ulong TreeSize, string Root, string LeafHash, string[]? Proof, bool WantErr);

    private sealed record ConsistencyVector(string File, ulong Size1, ulong Size2, string Root1, string Root2, string[]? Proof, bool WantErr);

    private sealed record Vectors(InclusionVector[] Inclusion, ConsistencyVector[] Consistency);

    private static readonly Vectors Published = JsonSerializer.Deserialize<Vectors>(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "transparency-dev-merkle.json")), JsonSerializerOptions.Web)!;

    [Fact]
    public void The_published_inclusion_vectors_are_judged_as_published()
    {
        Assert.Equal(98, Published.Inclusion.Length);
        Assert.All(Published.Inclusion, vector =>
        {
            var good = Read(vector.Proof, [vector.Root, vector.LeafHash], out var path, out var roots)
                && new InclusionProof(unchecked((long)vector.LeafIdx), unchecked((long)vector.TreeSize), path).Verify(roots[1], roots[0]);
            Assert.True(good != vector.WantErr, vector.File);
        });
    }

    [Fact]
    public void The_published_consistency_vectors_are_judged_as_published()
    {
        Assert.Equal(98, Published.Consistency.Length);
        Assert.All(Published.Consistency, vector =>
        {
            var good = Read(vector.Proof, [vector.Root1, vector.Root2], out var path, out var roots)
                && new ConsistencyProof(unchecked((long)vector.Size1), unchecked((long)vector.Size2), path).Verify(roots[0], roots[1]);
            // One vector has roots that are no SHA-256 hashes and wants them compared as they are; here such a root can't be built.
            var expected = !vector.WantErr && !vector.File.EndsWith("sizes-are-equal-one-and-proof-is-empty.json", StringComparison.Ordinal);
            Assert.True(good == expected, vector.File);
        });
    }

    [Fact]
    public async Task Every_proof_of_every_size_to_300_is_the_one_of_RFC_6962()
    {
        const int most = 300;
        using var log = await new LogBuilder().WithAsync(most);
        var entries = Enumerable.Range(0, most).Select(i => LogBuilder.Entry(i)).ToArray();
        var tree = new TreeReader(log.Source, most);
        var roots = Enumerable.Range(0, most + 1).Select(n => NaiveTree.Hash(NaiveTree.Root(entries.AsSpan(0, n)))).ToArray();
        for (var n = 0; n <= most; n++) Assert.Equal(roots[n], tree.Root(n));
        for (var n = 1; n <= most; n++)
        {
            for (var m = 0; m <= n; m++)
            {
                var consistency = tree.Consistency(m, n);
                Assert.True(consistency.Verify(roots[m], roots[n]), $"{m} to {n}");
                if (m < n)
                {
                    var inclusion = tree.Inclusion(m, n);
                    Assert.True(inclusion.Verify(MerkleTree.LeafHash(entries[m]), roots[n]), $"{m} in {n}");
                    if (m > 0) Assert.False(new ConsistencyProof(m, n, consistency.Path).Verify(roots[m - 1], roots[n]));
                }
            }
        }
        // The slow oracle for a share of them: order and number of hashes are the specification's.
        for (var n = 1; n <= most; n += 7)
        {
            for (var m = n % 5; m < n; m += 11)
            {
                Assert.Equal(NaiveTree.Path(m, entries.AsSpan(0, n)).Select(NaiveTree.Hash), tree.Inclusion(m, n).Path);
                if (m > 0) Assert.Equal(NaiveTree.Proof(m, entries.AsSpan(0, n)).Select(NaiveTree.Hash), tree.Consistency(m, n).Path);
            }
        }
    }

    [Fact]
    public async Task A_proof_with_any_byte_altered_is_rejected()
    {
        using var log = await new LogBuilder().WithAsync(300);
        var tree = new TreeReader(log.Source, 300);
        Prop.ForAll(Gen.Choose(2, 300).SelectMany(n => Gen.Choose(1, n - 1).SelectMany(m => Gen.Choose(0, 100_000).Select(at => (n, m, at)))).ToArbitrary(), drawn =>
        {
            var (n, m, at) = drawn;
            var (oldRoot, newRoot, leaf) = (tree.Root(m), tree.Root(n), MerkleTree.LeafHash(LogBuilder.Entry(m)));
            var inclusion = tree.Inclusion(m, n);
            var consistency = tree.Consistency(m, n);
            return inclusion.Verify(leaf, newRoot) && consistency.Verify(oldRoot, newRoot)
                && !(inclusion with { Path = Alter(inclusion.Path, at) }).Verify(leaf, newRoot)
                && !(consistency with { Path = Alter(consistency.Path, at) }).Verify(oldRoot, newRoot)
                && !(inclusion with { Index = m - 1 }).Verify(leaf, newRoot)
                && !(inclusion with { Path = [.. inclusion.Path, leaf] }).Verify(leaf, newRoot)
                && !(inclusion with { Path = [.. inclusion.Path.Skip(1)] }).Verify(leaf, newRoot)
                && !(consistency with { Path = [.. consistency.Path, leaf] }).Verify(oldRoot, newRoot)
                && !(consistency with { Path = [.. consistency.Path.SkipLast(1)] }).Verify(oldRoot, newRoot);
        }).QuickCheckThrowOnFailure();
    }

    // The example of the specification (C2SP tlog-tiles, Partial Tiles).
    [Fact]
    public void A_tree_of_70000_has_the_tiles_of_the_specification()
    {
        Assert.Equal((273, 112), TilePath.Extent(0, 70_000));
        Assert.Equal((1, 17), TilePath.Extent(1, 70_000));
        Assert.Equal((0, 1), TilePath.Extent(2, 70_000));
        Assert.Equal((1, 0), TilePath.Extent(0, 256));
        Assert.Equal((0, 1), TilePath.Extent(1, 256));
        Assert.Equal("tile/0/x001/x234/067", new TilePath(0, 1_234_067).ToString());
        Assert.Equal("tile/entries/000.p/112", new TilePath(TilePath.Entries, 0, 112).ToString());
    }

    [Theory]
    [InlineData("tile/0/000", true)]
    [InlineData("tile/entries/x001/x234/067.p/5", true)]
    [InlineData("tile/00/000", false)]
    [InlineData("tile/0/x000/000", false)]
    [InlineData("tile/0/0", false)]
    [InlineData("tile/0/000.p/256", false)]
    [InlineData("tile/0/000.p/05", false)]
    [InlineData("tile/64/000", false)]
    [InlineData("tile/0/../000", false)]
    public void Only_the_canonical_name_of_a_tile_is_one(string name, bool expected) => Assert.Equal(expected, TilePath.TryParse(name, out _));

    private static List<TreeHash> Alter(IReadOnlyList<TreeHash> path, int at)
    {
        var altered = path.ToList();
        if (altered.Count == 0) return [default];
        var bytes = altered[at % altered.Count].ToArray();
        bytes[at / altered.Count % bytes.Length] ^= (byte)(1 << (at % 8));
        altered[at % altered.Count] = new TreeHash(bytes);
        return altered;
    }

    private static bool Read(string[]? proof, string[] roots, out List<TreeHash> path, out List<TreeHash> read)
    {
        (path, read) = ([], []);
        foreach (var (texts, target) in new[] { (proof ?? [], path), (roots, read) })
        {
            foreach (var text in texts)
            {
                if (!TreeHash.TryParse(text, out var hash)) return false;
                target.Add(hash);
            }
        }
        return true;
    }
}
