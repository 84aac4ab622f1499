using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Vern.Ledger.Proofs;

/// <summary>A SHA-256 hash of a leaf, a node or a whole tree: 32 bytes, compared by value. Its text is standard base64, as in C2SP checkpoints.</summary>
public readonly struct TreeHash : IEquatable<TreeHash>
{
    /// <summary>Bytes in a hash.</summary>
    public const int Length = 32;

    private readonly ulong a, b, c, d;

    /// <summary>From exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException">Another number of bytes.</exception>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException($"{bytes.Length} bytes, expected {Length}", nameof(bytes));
        a = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        b = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        c = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        d = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
    }

    /// <summary>Writes the 32 bytes to the start of <paramref name="target"/>.</summary>
    public void CopyTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, a);
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], b);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], c);
        BinaryPrimitives.WriteUInt64LittleEndian(target[24..], d);
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Reads the base64 of exactly 32 bytes in its one canonical spelling (padded, no spaces, unused bits zero).</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TreeHash hash)
    {
        hash = default;
        Span<byte> bytes = stackalloc byte[Length + 2];
        if (text is not { Length: 44 } || !Convert.TryFromBase64String(text, bytes, out var written) || written != Length) return false;
        hash = new TreeHash(bytes[..Length]);
        return string.Equals(hash.ToString(), text, StringComparison.Ordinal);
    }

    /// <summary>Standard base64, 44 characters.</summary>
    public override string ToString() => Convert.ToBase64String(ToArray());

    /// <inheritdoc/>
    public bool Equals(TreeHash other) => a == other.a && b == other.b && c == other.c && d == other.d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TreeHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => a.GetHashCode();

    /// <summary>Same 32 bytes.</summary>
    public static bool operator ==(TreeHash left, TreeHash right) => left.Equals(right);

    /// <summary>Not the same 32 bytes.</summary>
    public static bool operator !=(TreeHash left, TreeHash right) => !left.Equals(right);
}
