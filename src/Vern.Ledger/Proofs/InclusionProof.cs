namespace Vern.Ledger.Proofs;

/// <summary>
/// That a leaf stands at <paramref name="Index"/> (from 0) in the tree of <paramref name="Size"/> leaves: the siblings from the leaf up to
/// the child of the root (RFC 6962 section 2.1.1). A claim until <see cref="Verify"/> says so.
/// </summary>
/// <param name="Index">Place of the leaf, 0 to Size − 1.</param>
/// <param name="Size">Leaves in the tree, 1 or more.</param>
/// <param name="Path">Sibling hashes, lowest first.</param>
public sealed record InclusionProof(long Index, long Size, IReadOnlyList<TreeHash> Path)
{
    /// <summary>True only if the leaf with this hash stands at the index in the tree with this root (RFC 9162 section 2.1.3.2). Never throws.</summary>
    public bool Verify(TreeHash leaf, TreeHash root) => RootFor(leaf) is { } computed && computed == root;

    /// <summary>The root that follows from leaf and path, or null where the numbers are impossible or the path has the wrong length.</summary>
    public TreeHash? RootFor(TreeHash leaf)
    {
        if (Index < 0 || Index >= Size) return null;
        long place = Index, last = Size - 1;
        var hash = leaf;
        foreach (var sibling in Path)
        {
            if (last == 0) return null;
            if ((place & 1) == 1 || place == last)
            {
                hash = MerkleTree.NodeHash(sibling, hash);
                while ((place & 1) == 0 && place != 0) (place, last) = (place >> 1, last >> 1);
            }
            else
            {
                hash = MerkleTree.NodeHash(hash, sibling);
            }
            (place, last) = (place >> 1, last >> 1);
        }
        return last == 0 ? hash : null;
    }
}
