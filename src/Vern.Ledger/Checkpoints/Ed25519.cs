using System.Runtime.InteropServices;

namespace Vern.Ledger.Checkpoints;

/// <summary>Ed25519 (RFC 8032) from libsodium 23, where it is installed (Debian: libsodium23); .NET 10 has none of its own.</summary>
public static partial class Ed25519
{
    private const string Library = "libsodium.so.23";

    /// <summary>Bytes of a seed, of a public key and of a signature.</summary>
    internal const int SeedLength = 32, PublicKeyLength = 32, SignatureLength = 64;

    /// <summary>True where libsodium was found. Without it keys of types 0x01 and 0x04 can neither sign nor be verified; ECDSA P-256 can.</summary>
    public static bool IsAvailable { get; } = Start();

    /// <summary>The public key of a seed, and what it is signed with: seed and public key together.</summary>
    internal static (byte[] PublicKey, byte[] SecretKey) Keys(ReadOnlySpan<byte> seed)
    {
        Require();
        var (publicKey, secretKey) = (new byte[PublicKeyLength], new byte[64]);
        SeedKeypair(publicKey, secretKey, seed);
        return (publicKey, secretKey);
    }

    internal static byte[] Sign(ReadOnlySpan<byte> secretKey, ReadOnlySpan<byte> message)
    {
        Require();
        var signature = new byte[SignatureLength];
        SignDetached(signature, 0, message, (ulong)message.Length, secretKey);
        return signature;
    }

    internal static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Require();
        return signature.Length == SignatureLength && VerifyDetached(signature, message, (ulong)message.Length, publicKey) == 0;
    }

    private static void Require()
    {
        if (!IsAvailable) throw new PlatformNotSupportedException("This key is Ed25519 and libsodium is not installed (Debian: apt-get install libsodium23).");
    }

    private static bool Start()
    {
        try
        {
            return Initialise() >= 0;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return false;
        }
    }

    [LibraryImport(Library, EntryPoint = "sodium_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Initialise();

    [LibraryImport(Library, EntryPoint = "crypto_sign_seed_keypair")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SeedKeypair(Span<byte> publicKey, Span<byte> secretKey, ReadOnlySpan<byte> seed);

    [LibraryImport(Library, EntryPoint = "crypto_sign_detached")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SignDetached(Span<byte> signature, nint lengthOut, ReadOnlySpan<byte> message, ulong length, ReadOnlySpan<byte> secretKey);

    [LibraryImport(Library, EntryPoint = "crypto_sign_verify_detached")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int VerifyDetached(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message, ulong length, ReadOnlySpan<byte> publicKey);
}
