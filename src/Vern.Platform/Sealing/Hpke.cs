using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Vern.Platform.Sealing;

/// <summary>
/// Hybrid public key encryption (RFC 9180) with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM: one message, in mode base (anybody seals) or
/// auth (the sender is proven to the recipient). The pre-shared key modes, exports and key derivation from seeds are not there.
/// </summary>
public static class Hpke
{
    /// <summary>The key encapsulation's number in the RFC.</summary>
    public const int Kem = 0x0010;
    /// <summary>The key derivation's number.</summary>
    public const int Kdf = 0x0001;
    /// <summary>The cipher's number.</summary>
    public const int Aead = 0x0002;
    /// <summary>Bytes that the cipher adds.</summary>
    public const int TagBytes = 16;

    private const int NonceBytes = 12, HashBytes = 32;

    /// <summary>Seals a message for a recipient.</summary>
    /// <param name="recipient">Who alone can open it.</param>
    /// <param name="sender">Who is proven to have sealed it; null for mode base.</param>
    /// <param name="info">What both must say alike, or it does not open.</param>
    /// <param name="aad">As <paramref name="info"/>.</param>
    /// <param name="message">What is sealed.</param>
    /// <returns>The encapsulated key (65 bytes) and the ciphertext with its tag.</returns>
    public static (byte[] Enc, byte[] Ciphertext) Seal(PublicKey recipient, KeyPair? sender, ReadOnlySpan<byte> info, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> message)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        using var ephemeral = KeyPair.New();
        var (shared, enc) = Encapsulate(recipient, sender, ephemeral);
        using var context = Schedule(shared, sender is not null, info);
        return (enc, context.Seal(0, aad, message));
    }

    /// <summary>Opens a message; null when it was sealed for another, by another, with another info or additional data, or was altered: the RFC does not tell these apart.</summary>
    /// <param name="recipient">Who opens it.</param>
    /// <param name="sender">Who must have sealed it; null for mode base.</param>
    /// <param name="enc">The encapsulated key.</param>
    /// <param name="info">As when sealed.</param>
    /// <param name="aad">As when sealed.</param>
    /// <param name="ciphertext">The ciphertext with its tag.</param>
    public static byte[]? Open(KeyPair recipient, PublicKey? sender, ReadOnlySpan<byte> enc, ReadOnlySpan<byte> info, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> ciphertext)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        try
        {
            using var context = Schedule(Decapsulate(recipient, sender, PublicKey.FromBytes(enc)), sender is not null, info);
            return context.Open(0, aad, ciphertext);
        }
        catch (Exception problem) when (problem is SealingException or CryptographicException) // enc is no point on the curve
        {
            return null;
        }
    }

    internal static (byte[] Shared, byte[] Enc) Encapsulate(PublicKey recipient, KeyPair? sender, KeyPair ephemeral)
    {
        byte[] secret = sender is null ? ephemeral.SharedWith(recipient) : [.. ephemeral.SharedWith(recipient), .. sender.SharedWith(recipient)];
        byte[] enc = [.. ephemeral.Public.Bytes];
        return (ExtractAndExpand(secret, [.. enc, .. recipient.Bytes, .. sender is null ? [] : sender.Public.Bytes]), enc);
    }

    internal static byte[] Decapsulate(KeyPair recipient, PublicKey? sender, PublicKey enc)
    {
        byte[] secret = sender is null ? recipient.SharedWith(enc) : [.. recipient.SharedWith(enc), .. recipient.SharedWith(sender)];
        return ExtractAndExpand(secret, [.. enc.Bytes, .. recipient.Public.Bytes, .. sender is null ? [] : sender.Bytes]);
    }

    // aead is another than AES-256-GCM only for the published vectors of AES-128-GCM.
    internal static HpkeContext Schedule(byte[] shared, bool auth, ReadOnlySpan<byte> info, int aead = Aead)
    {
        byte[] suite = [.. "HPKE"u8, .. Number(Kem), .. Number(Kdf), .. Number(aead)];
        byte[] context = [auth ? (byte)2 : (byte)0, .. LabeledExtract(suite, [], "psk_id_hash", []), .. LabeledExtract(suite, [], "info_hash", info)];
        var secret = LabeledExtract(suite, shared, "secret", []);
        var key = LabeledExpand(suite, secret, "key", context, aead == Aead ? 32 : 16);
        var nonce = LabeledExpand(suite, secret, "base_nonce", context, NonceBytes);
        CryptographicOperations.ZeroMemory(shared);
        CryptographicOperations.ZeroMemory(secret);
        return new(key, nonce);
    }

    private static byte[] ExtractAndExpand(byte[] dh, byte[] context)
    {
        byte[] suite = [.. "KEM"u8, .. Number(Kem)];
        var prk = LabeledExtract(suite, [], "eae_prk", dh);
        CryptographicOperations.ZeroMemory(dh);
        return LabeledExpand(suite, prk, "shared_secret", context, HashBytes);
    }

    private static byte[] LabeledExtract(byte[] suite, byte[] salt, string label, ReadOnlySpan<byte> input) =>
        HKDF.Extract(HashAlgorithmName.SHA256, [.. "HPKE-v1"u8, .. suite, .. Encoding.ASCII.GetBytes(label), .. input], salt);

    private static byte[] LabeledExpand(byte[] suite, byte[] key, string label, ReadOnlySpan<byte> info, int length) =>
        HKDF.Expand(HashAlgorithmName.SHA256, key, length, [.. Number(length), .. "HPKE-v1"u8, .. suite, .. Encoding.ASCII.GetBytes(label), .. info]);

    private static byte[] Number(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }
}

/// <summary>The key and first nonce of one encapsulation; the sequence number is exclusive-ored into the nonce's end (RFC 9180, 5.2).</summary>
internal sealed class HpkeContext(byte[] key, byte[] baseNonce) : IDisposable
{
    private readonly AesGcm aes = new(key, Hpke.TagBytes);

    internal byte[] Key => key;
    internal byte[] BaseNonce => baseNonce;

    internal byte[] Seal(ulong sequence, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> message)
    {
        var ciphertext = new byte[message.Length + Hpke.TagBytes];
        aes.Encrypt(Nonce(sequence), message, ciphertext.AsSpan(0, message.Length), ciphertext.AsSpan(message.Length), aad);
        return ciphertext;
    }

    internal byte[]? Open(ulong sequence, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> ciphertext)
    {
        if (ciphertext.Length < Hpke.TagBytes) return null;
        var message = new byte[ciphertext.Length - Hpke.TagBytes];
        try
        {
            aes.Decrypt(Nonce(sequence), ciphertext[..message.Length], ciphertext[message.Length..], message, aad);
            return message;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        aes.Dispose();
        CryptographicOperations.ZeroMemory(key);
    }

    private byte[] Nonce(ulong sequence)
    {
        var nonce = baseNonce.ToArray();
        for (var at = 0; at < sizeof(ulong); at++) nonce[nonce.Length - 1 - at] ^= (byte)((sequence >> (8 * at)) & 0xff);
        return nonce;
    }
}
