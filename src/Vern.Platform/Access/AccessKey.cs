using System.Security.Cryptography;
using System.Text;
using Vern.Platform.Sealing;
using Vern.Platform.Store;

namespace Vern.Platform.Access;

/// <summary>
/// The key of a file that is not in the database: it seals the secrets of one-time codes and what a sign-in under way must remember (AES-256-GCM), so that a copy of the database makes no codes.
/// </summary>
internal sealed class AccessKey
{
    private const int NonceBytes = 12, TagBytes = 16;
    private readonly byte[] key;

    private AccessKey(byte[] key) => this.key = key;

    /// <summary>Reads the key, or makes it, readable by its owner only.</summary>
    /// <exception cref="StoreException">The file is no key.</exception>
    public static async Task<AccessKey> OpenAsync(string dataFolder, string workspace, CancellationToken cancel = default)
    {
        // Each workspace has its own: what one has sealed (a sign-in under way, say) is nothing at another.
        var file = Path.Combine(dataFolder, "keys", workspace == Workspaces.Workspace.NationalId ? "access.key" : $"{workspace}.access.key");
        if (!File.Exists(file)) await SecretFile.WriteNewAsync(file, RandomNumberGenerator.GetBytes(32), cancel);
        var bytes = await File.ReadAllBytesAsync(file, cancel);
        return bytes.Length == 32 ? new(bytes) : throw new StoreException($"{file}: holds {bytes.Length} bytes, expected the 32 of the key that seals one-time codes; restore it from its back-up.");
    }

    /// <summary>Seals a secret for one account; for no other can it be opened.</summary>
    public byte[] Seal(int account, byte[] secret) => Seal(FormattableString.Invariant($"vern one-time code {account}"), secret);

    /// <summary>Seals something for one use, which its context names; for no other can it be opened.</summary>
    public byte[] Seal(string context, byte[] secret)
    {
        var box = new byte[NonceBytes + secret.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), secret, box.AsSpan(NonceBytes, secret.Length), box.AsSpan(NonceBytes + secret.Length), Encoding.UTF8.GetBytes(context));
        return box;
    }

    /// <summary>The secret, or null when it was sealed with another key or for another account: then a one-time link is the way in.</summary>
    public byte[]? Unseal(int account, byte[] box) => Unseal(FormattableString.Invariant($"vern one-time code {account}"), box);

    /// <summary>What was sealed, or null when it was sealed with another key or for another use.</summary>
    public byte[]? Unseal(string context, byte[] box)
    {
        if (box.Length < NonceBytes + TagBytes) return null;
        var secret = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, secret.Length), box.AsSpan(NonceBytes + secret.Length), secret, Encoding.UTF8.GetBytes(context));
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
