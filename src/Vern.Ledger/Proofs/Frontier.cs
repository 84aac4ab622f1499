namespace Vern.Ledger.Proofs;

/// <summary>
/// The right edge of a growing tree: one hash for each complete subtree that is not yet part of a larger one (a bit of the size each), all
/// that is needed to append leaves and to know the root. Invariant: the slot of height h is filled exactly when bit h of <see cref="Size"/> is set.
/// </summary>
public sealed class Frontier
{
    private readonly TreeHash[] complete = new TreeHash[63];

    /// <summary>Leaves so far.</summary>
    public long Size { get; private set; }

    /// <summary>The edge of an empty tree.</summary>
    public Frontier()
    {
    }

    /// <summary>The edge of a tree of <paramref name="size"/> leaves whose complete subtrees are asked for by height.</summary>
    public Frontier(long size, Func<int, TreeHash> completeAtHeight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentNullException.ThrowIfNull(completeAtHeight);
        Size = size;
        for (var height = 0; height < complete.Length; height++)
            if ((size >> height & 1) == 1) complete[height] = completeAtHeight(height);
    }

    /// <summary>Adds a leaf. <paramref name="completed"/> is told each subtree that it completes, from height 0 (the leaf) upwards.</summary>
    public void Append(TreeHash leaf, Action<int, TreeHash>? completed = null)
    {
        var height = 0;
        completed?.Invoke(0, leaf);
        while ((Size >> height & 1) == 1)
        {
            leaf = MerkleTree.NodeHash(complete[height], leaf);
            height++;
            completed?.Invoke(height, leaf);
        }
        complete[height] = leaf;
        Size++;
    }

    /// <summary>The tree's root (RFC 6962, MTH).</summary>
    public TreeHash Root()
    {
        if (Size == 0) return MerkleTree.EmptyRoot;
        TreeHash? root = null;
        for (var height = 0; height < complete.Length; height++)
            if ((Size >> height & 1) == 1) root = root is { } right ? MerkleTree.NodeHash(complete[height], right) : complete[height];
        return root!.Value;
    }

    /// <summary>A copy that grows on its own.</summary>
    public Frontier Clone() => new(Size, height => complete[height]);
}
