using System.Security.Cryptography;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Tests;

/// <summary>RFC 6962 section 2.1 word for word, recursive and slow: what the library is compared with.</summary>
internal static class NaiveTree
{
    internal static byte[] Root(ReadOnlySpan<byte[]> entries)
    {
        if (entries.Length == 0) return SHA256.HashData([]);
        if (entries.Length == 1) return SHA256.HashData([0, .. entries[0]]);
        var k = Split(entries.Length);
        return SHA256.HashData([1, .. Root(entries[..k]), .. Root(entries[k..])]);
    }

    internal static List<byte[]> Path(int m, ReadOnlySpan<byte[]> entries)
    {
        if (entries.Length == 1) return [];
        var k = Split(entries.Length);
        return m < k ? [.. Path(m, entries[..k]), Root(entries[k..])] : [.. Path(m - k, entries[k..]), Root(entries[..k])];
    }

    internal static List<byte[]> Proof(int m, ReadOnlySpan<byte[]> entries, bool whole = true)
    {
        if (m == entries.Length) return whole ? [] : [Root(entries)];
        var k = Split(entries.Length);
        return m <= k ? [.. Proof(m, entries[..k], whole), Root(entries[k..])] : [.. Proof(m - k, entries[k..], whole: false), Root(entries[..k])];
    }

    internal static TreeHash Hash(byte[] bytes) => new(bytes);

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }
}
