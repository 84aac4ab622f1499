using System.Security.Cryptography;

namespace Vern.Platform.Sealing;

/// <summary>A key pair on P-256, of a workspace or of a body. The private key is in this process's memory while it lives.</summary>
public sealed class KeyPair : IDisposable
{
    private readonly ECDiffieHellman key;

    private KeyPair(ECDiffieHellman key)
    {
        this.key = key;
        Public = PublicKey.Of(key.ExportParameters(includePrivateParameters: false));
    }

    /// <summary>The public key.</summary>
    public PublicKey Public { get; }

    /// <summary>A new pair.</summary>
    public static KeyPair New() => new(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>A pair from a private key in PKCS#8.</summary>
    /// <exception cref="SealingException">Not a private key on P-256.</exception>
    public static KeyPair FromPkcs8(ReadOnlySpan<byte> bytes)
    {
        var read = ECDiffieHellman.Create();
        try
        {
            read.ImportPkcs8PrivateKey(bytes, out _);
            return new(read);
        }
        catch (Exception problem) when (problem is CryptographicException or SealingException)
        {
            read.Dispose();
            throw new SealingException("Not a private key: PKCS#8 on P-256 was expected.", problem);
        }
    }

    /// <summary>A pair from the file that <see cref="WriteAsync"/> makes: PEM of PKCS#8, as <c>openssl genpkey</c> makes it too.</summary>
    /// <exception cref="SealingException">There is no such file, or it holds no private key on P-256.</exception>
    public static KeyPair FromFile(string path)
    {
        if (!File.Exists(path)) throw new SealingException($"{path}: there is no such key file.");
        if (new FileInfo(path).Length > 1 << 14) throw new SealingException($"{path}: too long for a private key.");
        var read = ECDiffieHellman.Create();
        try
        {
            read.ImportFromPem(File.ReadAllText(path));
            _ = read.ExportParameters(includePrivateParameters: true);
            return new(read);
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException or SealingException)
        {
            read.Dispose();
            throw new SealingException($"{path}: not a private key; a PEM of PKCS#8 on P-256 was expected (vern key new makes one).", problem);
        }
    }

    /// <summary>The private key in PKCS#8; the caller clears it.</summary>
    public byte[] ToPkcs8() => key.ExportPkcs8PrivateKey();

    /// <summary>Writes the private key to a new file that its owner alone can read, and its public key beside it (<c>.pub</c>).</summary>
    /// <exception cref="SealingException">The file is there already: a key is never written over.</exception>
    public async Task WriteAsync(string path, CancellationToken cancel = default)
    {
        if (File.Exists(path)) throw new SealingException($"{path}: is there already; a key is never written over.");
        await SecretFile.WriteAsync(path, System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"), cancel);
        await File.WriteAllTextAsync(path + ".pub", Public.ToPem(), cancel);
    }

    /// <inheritdoc />
    public void Dispose() => key.Dispose();

    /// <summary>The x coordinate of the shared point, 32 bytes.</summary>
    internal byte[] SharedWith(PublicKey other)
    {
        using var theirs = other.ToPlatform();
        return key.DeriveRawSecretAgreement(theirs.PublicKey);
    }

    /// <summary>A pair from its bare numbers: for published vectors only.</summary>
    internal static KeyPair FromNumbers(byte[] scalar, byte[] point) =>
        new(ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar, Q = PublicKey.FromBytes(point).Point }));
}
