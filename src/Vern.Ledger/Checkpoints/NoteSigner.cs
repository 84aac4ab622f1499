using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Vern.Ledger.Checkpoints;

/// <summary>
/// The secret side of a <see cref="NoteKey"/>. Its text is <c>PRIVATE+KEY+name+id+base64(kind ‖ secret)</c>, as Go's sumdb/note has it
/// (secret: the Ed25519 seed, or PKCS#8 for ECDSA). Who holds it can sign any tree: keep it as you keep a seal.
/// </summary>
public sealed class NoteSigner
{
    private const string Prefix = "PRIVATE+KEY+";

    private readonly byte[] secret, expanded;
    private readonly TimeProvider clock;

    private NoteSigner(NoteKey key, byte[] secret, byte[] expanded, TimeProvider clock) => (Key, this.secret, this.expanded, this.clock) = (key, secret, expanded, clock);

    /// <summary>The public side: what others pin.</summary>
    public NoteKey Key { get; }

    /// <summary>The kind to sign a log's checkpoints with here: Ed25519 where libsodium is installed, otherwise ECDSA P-256.</summary>
    public static SignatureKind Preferred => Checkpoints.Ed25519.IsAvailable ? SignatureKind.Ed25519 : SignatureKind.EcdsaP256;

    /// <summary>A new key pair.</summary>
    /// <param name="name">The key's name; for a log its origin.</param>
    /// <param name="kind">What its signatures shall be.</param>
    /// <param name="clock">Time of cosignatures; the system's where absent.</param>
    /// <exception cref="FormatException">The name has a space or a plus.</exception>
    /// <exception cref="PlatformNotSupportedException">An Ed25519 kind, and libsodium is not installed.</exception>
    public static NoteSigner Generate(string name, SignatureKind kind, TimeProvider? clock = null)
    {
        NoteKey.CheckName(name);
        if (kind != SignatureKind.EcdsaP256) return From(name, kind, RandomNumberGenerator.GetBytes(Checkpoints.Ed25519.SeedLength), clock);
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return From(name, kind, pair.ExportPkcs8PrivateKey(), clock);
    }

    /// <summary>Reads a secret key's text.</summary>
    /// <exception cref="FormatException">It is not one, or was altered. The message never holds the secret.</exception>
    public static NoteSigner Parse(string text, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Split('+', 3) : [];
        Span<byte> bytes = new byte[text.Length];
        if (parts.Length != 3 || !uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            || !Convert.TryFromBase64String(parts[2], bytes, out var length) || length < 2)
            throw new FormatException("not a secret key, expected PRIVATE+KEY+NAME+8 hex digits+base64");
        NoteKey.CheckName(parts[0]);
        var signer = From(parts[0], (SignatureKind)bytes[0], bytes[1..length].ToArray(), clock);
        return signer.Key.Id == id ? signer : throw new FormatException($"secret key {parts[0]}: id and key do not belong together: it was altered or miscopied");
    }

    /// <summary>The secret key's text. Whoever reads it can sign.</summary>
    public string ExportSecret() => $"{Prefix}{Key.Name}+{Key.Id:x8}+{Convert.ToBase64String([(byte)Key.Kind, .. secret])}";

    /// <summary>What follows the key id in a signature line on this text. A cosignature carries the clock's time, but never one before <paramref name="notBefore"/> (POSIX seconds): a clock that was stepped back does not make a witness contradict itself.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> text, long notBefore = 1)
    {
        switch (Key.Kind)
        {
            case SignatureKind.Ed25519:
                return Checkpoints.Ed25519.Sign(expanded, text);
            case SignatureKind.Cosignature:
                var time = Math.Max(notBefore, clock.GetUtcNow().ToUnixTimeSeconds());
                var signature = new byte[Cosignature.Length];
                BinaryPrimitives.WriteInt64BigEndian(signature, time);
                Checkpoints.Ed25519.Sign(expanded, Cosignature.Message(time, text)).CopyTo(signature, 8);
                return signature;
            default:
                using (var pair = Import(secret)) return pair.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    private static NoteSigner From(string name, SignatureKind kind, byte[] secret, TimeProvider? clock)
    {
        byte[] publicKey, signWith = [];
        if (kind == SignatureKind.EcdsaP256)
        {
            using var pair = Import(secret);
            publicKey = pair.ExportSubjectPublicKeyInfo();
        }
        else
        {
            if (secret.Length != Checkpoints.Ed25519.SeedLength) throw new FormatException($"secret key {name}: {secret.Length} bytes, expected {Checkpoints.Ed25519.SeedLength}");
            (publicKey, signWith) = Checkpoints.Ed25519.Keys(secret);
        }
        return new NoteSigner(NoteKey.Create(name, kind, publicKey), secret, signWith, clock ?? TimeProvider.System);
    }

    private static ECDsa Import(byte[] pkcs8)
    {
        var pair = ECDsa.Create();
        try
        {
            pair.ImportPkcs8PrivateKey(pkcs8, out _);
            return pair;
        }
        catch (CryptographicException broken)
        {
            pair.Dispose();
            throw new FormatException("not an ECDSA secret key (PKCS#8)", broken);
        }
    }
}
