using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Vern.Platform.Sealing;

/// <summary>A public key on P-256: always a point on the curve, never the point at infinity. Equal when the bytes are.</summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    /// <summary>Length of a key's bytes: 0x04, x, y (SEC 1, uncompressed).</summary>
    public const int Length = 65;

    private static readonly BigInteger P = Number("00ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static readonly BigInteger B = Number("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
    private readonly byte[] bytes;

    private PublicKey(byte[] bytes) => this.bytes = bytes;

    /// <summary>The key's 65 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>The first 128 bits of the key's SHA-256, in 32 hexadecimal digits: what people compare by telephone and a program pins.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));

    /// <summary>The key in 65 bytes.</summary>
    /// <exception cref="SealingException">Another length or form, or no point on the curve.</exception>
    public static PublicKey FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length || bytes[0] != 4) throw new SealingException("Not a public key: an uncompressed point on P-256 of 65 bytes was expected.");
        var (x, y) = (new BigInteger(bytes[1..33], isUnsigned: true, isBigEndian: true), new BigInteger(bytes[33..], isUnsigned: true, isBigEndian: true));
        // RFC 9180, 7.1.4: a point off the curve would give away the private key bit by bit.
        if (x >= P || y >= P || (y * y - (x * x * x - 3 * x + B)) % P != 0) throw new SealingException("Not a public key: its point is not on the curve P-256.");
        return new(bytes.ToArray());
    }

    /// <summary>The key in a PEM of a SubjectPublicKeyInfo, as <see cref="ToPem"/> and <c>openssl ec -pubout</c> write it.</summary>
    /// <exception cref="SealingException">No public key on P-256.</exception>
    public static PublicKey FromPem(string pem)
    {
        try
        {
            using var key = ECDiffieHellman.Create();
            if (pem.Contains("PRIVATE", StringComparison.Ordinal)) throw new SealingException("This is a private key, which stays where it was made; its public key was expected.");
            key.ImportFromPem(pem);
            return Of(key.ExportParameters(includePrivateParameters: false));
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            throw new SealingException("Not a public key: a PEM with a public key on P-256 was expected.", problem);
        }
    }

    /// <summary>The key as PEM.</summary>
    public string ToPem()
    {
        using var key = ToPlatform();
        return key.ExportSubjectPublicKeyInfoPem() + "\n";
    }

    /// <inheritdoc />
    public bool Equals(PublicKey? other) => other is not null && bytes.AsSpan().SequenceEqual(other.bytes);
    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as PublicKey);
    /// <inheritdoc />
    public override int GetHashCode() => BitConverter.ToInt32(bytes, 1);
    /// <summary>The fingerprint.</summary>
    public override string ToString() => Fingerprint;

    internal static PublicKey Of(ECParameters parameters)
    {
        if (parameters.Q is not { X: { Length: 32 } x, Y: { Length: 32 } y }) throw new SealingException("The key is on another curve; P-256 was expected.");
        return FromBytes([4, .. x, .. y]);
    }

    internal ECDiffieHellman ToPlatform() => ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = Point });

    internal ECPoint Point => new() { X = bytes[1..33], Y = bytes[33..] };

    private static BigInteger Number(string hex) => BigInteger.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
