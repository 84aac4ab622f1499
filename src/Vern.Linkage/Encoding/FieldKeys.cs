using System.Security.Cryptography;

namespace Vern.Linkage.Encoding;

/// <summary>Derives the keys of a linkage: two for every column, ignored ones too (HKDF, RFC 5869).</summary>
public static class FieldKeys
{
    /// <summary>The keys in order: for column i, key 2i (SHA-1 or BLAKE2b) and key 2i + 1 (MD5).</summary>
    /// <param name="secret">The secret's bytes (UTF-8).</param>
    /// <param name="count">How many keys.</param>
    /// <param name="keySize">Bytes of each.</param>
    /// <param name="hash">SHA-256 or SHA-512.</param>
    /// <param name="salt">Null: none.</param>
    /// <param name="info">Null: none.</param>
    public static byte[][] Derive(ReadOnlySpan<byte> secret, int count, int keySize, HashAlgorithmName hash, byte[]? salt, byte[]? info)
    {
        if (count == 0) return [];
        var stream = new byte[count * keySize];
        HKDF.DeriveKey(hash, secret, stream, salt ?? [], info ?? []);
        return [.. stream.Chunk(keySize)];
    }
}
