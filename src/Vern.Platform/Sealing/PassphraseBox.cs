using System.Security.Cryptography;
using System.Text;

namespace Vern.Platform.Sealing;

/// <summary>
/// Bytes under a passphrase of <see cref="LinkageKeyFile.NewPassphrase"/>, bound to a place: AES-256-GCM under a key that PBKDF2 with HMAC-SHA-256 stretches from it, as in a <see cref="LinkageKeyFile"/>. Layout: salt of 16 bytes, nonce of 12,
/// ciphertext, tag of 16.
/// </summary>
public static class PassphraseBox
{
    /// <summary>PBKDF2's iterations: fewer than in a key file, whose passphrase somebody may choose. The 99 random bits of a made one are guessed by nobody, stretched or not, and whoever tries to open a box here must not keep the processor busy for long.</summary>
    public const int Iterations = 20_000;

    private const int SaltBytes = 16, NonceBytes = 12, TagBytes = 16;

    /// <summary>Seals under a passphrase.</summary>
    /// <param name="value">What is sealed.</param>
    /// <param name="passphrase">As <see cref="LinkageKeyFile.NewPassphrase"/> makes it.</param>
    /// <param name="place">Where it belongs; elsewhere it does not open.</param>
    public static byte[] Seal(ReadOnlySpan<byte> value, string passphrase, string place)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        var box = new byte[SaltBytes + NonceBytes + value.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, SaltBytes + NonceBytes));
        var key = LinkageKeyFile.KeyOf(passphrase, box[..SaltBytes], Iterations);
        using (var aes = new AesGcm(key, TagBytes)) aes.Encrypt(box.AsSpan(SaltBytes, NonceBytes), value, box.AsSpan(SaltBytes + NonceBytes, value.Length), box.AsSpan(box.Length - TagBytes), Place(place));
        CryptographicOperations.ZeroMemory(key);
        return box;
    }

    /// <summary>What was sealed; null with another passphrase, at another place, or altered. All take the same time.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> box, string passphrase, string place)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        if (box.Length < SaltBytes + NonceBytes + TagBytes) return null;
        var value = new byte[box.Length - SaltBytes - NonceBytes - TagBytes];
        byte[]? key = null;
        try
        {
            key = LinkageKeyFile.KeyOf(passphrase, box[..SaltBytes].ToArray(), Iterations);
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(box.Slice(SaltBytes, NonceBytes), box[(SaltBytes + NonceBytes)..^TagBytes], box[^TagBytes..], value, Place(place));
            return value;
        }
        catch (Exception wrong) when (wrong is AuthenticationTagMismatchException or SealingException) { return null; }
        finally { if (key is not null) CryptographicOperations.ZeroMemory(key); }
    }

    private static byte[] Place(string place) => Encoding.UTF8.GetBytes($"vern passphrase 1\n{place}");
}
