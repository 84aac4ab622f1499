using System.Numerics;

namespace Vern.Ledger.Proofs;

/// <summary>
/// That the tree of <paramref name="NewSize"/> leaves begins with the tree of <paramref name="OldSize"/> leaves, so nothing of it was changed or
/// taken out (RFC 6962 section 2.1.2). A claim until <see cref="Verify"/> says so.
/// </summary>
/// <param name="OldSize">Leaves in the earlier tree, 0 to NewSize; from 0 and from the same size the proof is empty.</param>
/// <param name="NewSize">Leaves in the later tree.</param>
/// <param name="Path">Hashes in the order of RFC 6962.</param>
public sealed record ConsistencyProof(long OldSize, long NewSize, IReadOnlyList<TreeHash> Path)
{
    /// <summary>True only if both roots follow from the path (RFC 9162 section 2.1.4.2). Never throws.</summary>
    public bool Verify(TreeHash oldRoot, TreeHash newRoot)
    {
        if (OldSize < 0 || OldSize > NewSize) return false;
        if (OldSize == 0) return Path.Count == 0 && oldRoot == MerkleTree.EmptyRoot && (NewSize > 0 || newRoot == MerkleTree.EmptyRoot);
        if (OldSize == NewSize) return Path.Count == 0 && oldRoot == newRoot;
        // A whole power of two is a node of the later tree itself, so the proof leaves it out.
        var powerOfTwo = BitOperations.IsPow2(OldSize);
        if (!powerOfTwo && Path.Count == 0) return false;
        var first = powerOfTwo ? oldRoot : Path[0];
        long place = OldSize - 1, last = NewSize - 1;
        while ((place & 1) == 1) (place, last) = (place >> 1, last >> 1);
        TreeHash oldHash = first, newHash = first;
        for (var i = powerOfTwo ? 0 : 1; i < Path.Count; i++)
        {
            if (last == 0) return false;
            if ((place & 1) == 1 || place == last)
            {
                oldHash = MerkleTree.NodeHash(Path[i], oldHash);
                newHash = MerkleTree.NodeHash(Path[i], newHash);
                while ((place & 1) == 0 && place != 0) (place, last) = (place >> 1, last >> 1);
            }
            else
            {
                newHash = MerkleTree.NodeHash(newHash, Path[i]);
            }
            (place, last) = (place >> 1, last >> 1);
        }
        return last == 0 && oldHash == oldRoot && newHash == newRoot;
    }
}
