using System.Security.Cryptography;
using System.Text;

namespace Vern.Platform.Sealing;

/// <summary>
/// The key of one person, or of one submission: seals fields with AES-256-GCM, bound to the row and the column that they stand in, so that a sealed value moved to
/// another row or column does not open. Thread-safe. Up to 2^32 fields may be sealed under one key (random nonces of 96 bits).
/// </summary>
public sealed class DataKey
{
    /// <summary>Bytes that sealing adds: nonce and tag.</summary>
    public const int Overhead = NonceBytes + TagBytes;

    private const int NonceBytes = 12, TagBytes = 16;
    private const string TextMark = "sealed1.";
    private readonly byte[] key;

    internal DataKey(string id, byte[] key) => (Id, this.key) = (id, key);

    /// <summary>32 random hexadecimal digits; the row names its key by it.</summary>
    public string Id { get; }

    internal byte[] Bytes => key;

    /// <summary>Seals bytes for a row and column.</summary>
    public byte[] SealField(string row, string column, ReadOnlySpan<byte> value)
    {
        var box = new byte[value.Length + Overhead];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), value, box.AsSpan(NonceBytes, value.Length), box.AsSpan(NonceBytes + value.Length), Place(row, column));
        return box;
    }

    /// <summary>Seals a text, as text in base 64; null stays null.</summary>
    public string? SealField(string row, string column, string? value) => value is null ? null : TextMark + Convert.ToBase64String(SealField(row, column, Encoding.UTF8.GetBytes(value)));

    /// <summary>The bytes that were sealed.</summary>
    /// <exception cref="SealingException">Sealed under another key, for another row or column, or altered.</exception>
    public byte[] OpenField(string row, string column, ReadOnlySpan<byte> box)
    {
        if (box.Length < Overhead) throw Unopened(column);
        var value = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(box[..NonceBytes], box[NonceBytes..^TagBytes], box[^TagBytes..], value, Place(row, column));
            return value;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Unopened(column);
        }
    }

    /// <summary>The text that was sealed; null stays null.</summary>
    /// <exception cref="SealingException">As with bytes, or it is no sealed text.</exception>
    public string? OpenField(string row, string column, string? box)
    {
        if (box is null) return null;
        var bytes = new byte[box.Length];
        if (!IsSealed(box) || !Convert.TryFromBase64Chars(box.AsSpan(TextMark.Length), bytes, out var length)) throw Unopened(column);
        return Encoding.UTF8.GetString(OpenField(row, column, bytes.AsSpan(0, length)));
    }

    /// <summary>Whether a text is a sealed one, by its form.</summary>
    public static bool IsSealed(string text) => text.StartsWith(TextMark, StringComparison.Ordinal) && text.AsSpan(TextMark.Length).IndexOfAnyExcept(Base64) < 0;

    private static readonly System.Buffers.SearchValues<char> Base64 = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    private static byte[] Place(string row, string column) => Encoding.UTF8.GetBytes($"vern field 1\n{column}\n{row}");

    private static SealingException Unopened(string column) => new($"A sealed value of {column} does not open: it was altered, moved from another row, or its key is another's.");
}
