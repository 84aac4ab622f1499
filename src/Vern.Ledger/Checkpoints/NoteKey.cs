using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vern.Ledger.Checkpoints;

/// <summary>Kinds of signature on a note, by the identifier byte that C2SP signed-note assigns.</summary>
public enum SignatureKind : byte
{
    /// <summary>Ed25519 over the note's text.</summary>
    Ed25519 = 0x01,

    /// <summary>ECDSA on P-256 with SHA-256 over the note's text, DER. What is used where no Ed25519 is installed.</summary>
    EcdsaP256 = 0x02,

    /// <summary>Timestamped Ed25519 cosignature of a witness (C2SP tlog-cosignature, cosignature/v1).</summary>
    Cosignature = 0x04,
}

/// <summary>
/// A key that notes are verified with (C2SP signed-note, "verifier key"): a name, an id and a public key. Invariant: the id is the one that
/// follows from name, kind and key, so a text that was altered is not a key.
/// </summary>
public sealed class NoteKey : IEquatable<NoteKey>
{
    private readonly byte[] publicKey;

    private NoteKey(string name, SignatureKind kind, byte[] publicKey)
    {
        (Name, Kind, this.publicKey) = (name, kind, publicKey);
        Id = kind == SignatureKind.EcdsaP256
            ? BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(publicKey))
            : BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name + "\n"), (byte)kind, .. publicKey]));
    }

    /// <summary>The key's name: for a log its origin. Not empty, no space, no plus.</summary>
    public string Name { get; }

    /// <summary>What its signatures are.</summary>
    public SignatureKind Kind { get; }

    /// <summary>First four bytes of a hash of the key: tells keys of one name apart, and proves nothing.</summary>
    public uint Id { get; }

    /// <summary>The key from its parts: 32 bytes for Ed25519, a DER SubjectPublicKeyInfo for ECDSA P-256.</summary>
    /// <exception cref="FormatException">The name or the key is not one.</exception>
    public static NoteKey Create(string name, SignatureKind kind, ReadOnlySpan<byte> publicKey)
    {
        CheckName(name);
        if (kind == SignatureKind.EcdsaP256)
        {
            using var key = Import(publicKey);
        }
        else if (kind is not (SignatureKind.Ed25519 or SignatureKind.Cosignature))
        {
            throw new FormatException($"signature type 0x{(byte)kind:x2} is not one that is known here (0x01, 0x02, 0x04)");
        }
        else if (publicKey.Length != Checkpoints.Ed25519.PublicKeyLength)
        {
            throw new FormatException($"an Ed25519 key of {publicKey.Length} bytes, expected {Checkpoints.Ed25519.PublicKeyLength}");
        }
        return new NoteKey(name, kind, publicKey.ToArray());
    }

    /// <summary>Reads <c>name+id+base64</c>.</summary>
    /// <exception cref="FormatException">It is not a verifier key, or was altered; the message says where.</exception>
    public static NoteKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Base64 may hold a plus, so only the first two divide.
        var parts = text.Split('+', 3);
        Span<byte> key = new byte[text.Length];
        if (parts.Length != 3 || !uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) || parts[1].Length != 8
            || !Convert.TryFromBase64String(parts[2], key, out var length) || length < 2)
            throw new FormatException("not a verifier key, expected NAME+8 hex digits+base64 (C2SP signed-note)");
        var parsed = Create(parts[0], (SignatureKind)key[0], key[1..length]);
        if (parsed.Id == id && parsed.ToString() != text) throw new FormatException($"verifier key {parts[0]}: not in its canonical spelling");
        return parsed.Id == id ? parsed : throw new FormatException($"verifier key {parts[0]}: the id is {parts[1]}, but the key has {parsed.Id:x8}: it was altered or miscopied");
    }

    /// <summary>True if <paramref name="signature"/> (what follows the key id in a signature line) is this key's on the note's text.</summary>
    /// <exception cref="PlatformNotSupportedException">An Ed25519 key, and libsodium is not installed.</exception>
    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        switch (Kind)
        {
            case SignatureKind.Ed25519:
                return Checkpoints.Ed25519.Verify(publicKey, text, signature);
            case SignatureKind.Cosignature:
                return Cosignature.Time(signature) is { } time && Checkpoints.Ed25519.Verify(publicKey, Cosignature.Message(time, text), signature[8..]);
            default:
                using (var key = Import(publicKey)) return key.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    /// <summary>The verifier key's text, to be handed out and pinned.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Kind, .. publicKey])}";

    /// <inheritdoc/>
    public bool Equals(NoteKey? other) => other is not null && Name == other.Name && Kind == other.Kind && publicKey.AsSpan().SequenceEqual(other.publicKey);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NoteKey);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)(Id & int.MaxValue);

    internal static void CheckName(string name)
    {
        if (string.IsNullOrEmpty(name) || name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+'))
            throw new FormatException("a key's name is empty or has a space, a control character or a plus");
    }

    private static ECDsa Import(ReadOnlySpan<byte> spki)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(spki, out var read);
            if (read == spki.Length && key.KeySize == 256) return key;
            throw new FormatException("an ECDSA key that is not on P-256, or has bytes after it");
        }
        catch (CryptographicException broken)
        {
            key.Dispose();
            throw new FormatException("not an ECDSA public key (DER SubjectPublicKeyInfo)", broken);
        }
        catch (FormatException)
        {
            key.Dispose();
            throw;
        }
    }
}
