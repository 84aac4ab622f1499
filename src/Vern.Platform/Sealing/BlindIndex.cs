using System.Security.Cryptography;
using System.Text;

namespace Vern.Platform.Sealing;

/// <summary>
/// Finds rows whose field is sealed, without opening them: a keyed digest (HMAC-SHA-256, cut short) of the normalised value stands in a column of its own. What such a
/// column leaks is in docs/method-sealing.md, "Blind indexes". The key lies outside the database; each field has a key of its own, derived from it.
/// </summary>
public sealed class BlindIndex
{
    private readonly byte[] key;
    private readonly int bits;

    private BlindIndex(byte[] root, string field, int bits) =>
        (key, this.bits) = (HKDF.DeriveKey(HashAlgorithmName.SHA256, root, 32, info: Encoding.UTF8.GetBytes($"vern blind index 1\n{field}")), bits);

    /// <summary>For identity numbers: 64 bits, since two persons must not meet by chance; whoever has the key can try all numbers, so the key is what protects them.</summary>
    /// <param name="root">The workspace's index key, 32 bytes.</param>
    public static BlindIndex ForIdentityNumbers(byte[] root) => new(root, "identity-number", 64);

    /// <summary>For phonetic names: 24 bits, so that unlike names meet now and then and how often a name occurs is blurred a little; the caller opens what is found and compares.</summary>
    /// <param name="root">The workspace's index key, 32 bytes.</param>
    public static BlindIndex ForPhoneticNames(byte[] root) => new(root, "phonetic-name", 24);

    /// <summary>The index of a value, lower-case hex. Blanks and hyphens do not count, nor does case; null when nothing is left.</summary>
    public string? Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var bare = string.Concat(value.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return bare.Length == 0 ? null : Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(bare)).AsSpan(0, bits / 8));
    }
}
