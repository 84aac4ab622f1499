using System.Security.Cryptography;

namespace Vern.Ledger.Proofs;

/// <summary>The hashing of RFC 6962 section 2.1: SHA-256 with 0x00 before a leaf and 0x01 before a node, so that no node can pass for a leaf.</summary>
public static class MerkleTree
{
    /// <summary>The root of the tree without leaves: the hash of no bytes.</summary>
    public static TreeHash EmptyRoot { get; } = new(SHA256.HashData([]));

    /// <summary>SHA-256(0x00 ‖ entry).</summary>
    public static TreeHash LeafHash(ReadOnlySpan<byte> entry)
    {
        var input = entry.Length < 1024 ? stackalloc byte[entry.Length + 1] : new byte[entry.Length + 1];
        input[0] = 0;
        entry.CopyTo(input[1..]);
        Span<byte> hash = stackalloc byte[TreeHash.Length];
        SHA256.HashData(input, hash);
        return new TreeHash(hash);
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static TreeHash NodeHash(TreeHash left, TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * TreeHash.Length)];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + TreeHash.Length)..]);
        Span<byte> hash = stackalloc byte[TreeHash.Length];
        SHA256.HashData(input, hash);
        return new TreeHash(hash);
    }

    /// <summary>The largest power of two below <paramref name="size"/> (2 or more): where RFC 6962 splits a tree.</summary>
    internal static long SplitPoint(long size) => 1L << (63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)(size - 1)));
}
