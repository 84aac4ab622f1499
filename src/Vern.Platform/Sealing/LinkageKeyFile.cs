using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vern.Platform.Sealing;

/// <summary>
/// A round's linkage key as a file under a passphrase, for bodies that run no Vern; a browser opens it with WebCrypto alone (docs/method-sealing.md, "The key file").
/// Whoever has the file and the passphrase has the key: the passphrase is sent another way.
/// </summary>
public static class LinkageKeyFile
{
    /// <summary>PBKDF2's iterations in the files that this writes; OWASP's advice of 2023 for HMAC-SHA-256.</summary>
    public const int Iterations = 600_000;
    /// <summary>A file that asks for more is refused: it would only keep the reader busy.</summary>
    public const int MostIterations = 10_000_000;
    /// <summary>A key file is at most this long, in bytes.</summary>
    public const int LargestFile = 16 * 1024;
    /// <summary>A passphrase has at least this many characters.</summary>
    public const int ShortestPassphrase = 12;

    private const int SaltBytes = 16, NonceBytes = 12, TagBytes = 16, KeyBytes = 32;
    private const string Kdf = "PBKDF2-HMAC-SHA256";
    private const string Alphabet = "23456789abcdefghjkmnpqrstuvwxyz"; // without 0 o, 1 i l: it is read aloud and typed

    private static readonly JsonSerializerOptions Json = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, MaxDepth = 2, WriteIndented = false };

    private static ReadOnlySpan<byte> Context => "vern linkage-key v1"u8;

    /// <summary>Writes the key under a passphrase.</summary>
    /// <param name="secret">The linkage key, as text; at least 16 characters.</param>
    /// <param name="passphrase">At least <see cref="ShortestPassphrase"/> characters; <see cref="NewPassphrase"/> makes one.</param>
    public static byte[] Write(string secret, string passphrase)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentNullException.ThrowIfNull(passphrase);
        if (passphrase.Trim().Length < ShortestPassphrase) throw new ArgumentException($"The passphrase has {passphrase.Trim().Length} characters; at least {ShortestPassphrase} were expected.", nameof(passphrase));
        return Write(Encoding.UTF8.GetBytes(secret), passphrase, RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(NonceBytes), Iterations);
    }

    /// <summary>As <see cref="Write(string, string)"/>, with a given salt and nonce: for the known answer only.</summary>
    internal static byte[] Write(byte[] secret, string passphrase, byte[] salt, byte[] nonce, int iterations)
    {
        var sealedBytes = new byte[secret.Length + TagBytes];
        var key = KeyOf(passphrase, salt, iterations);
        using (var aes = new AesGcm(key, TagBytes)) aes.Encrypt(nonce, secret, sealedBytes.AsSpan(0, secret.Length), sealedBytes.AsSpan(secret.Length), Context);
        CryptographicOperations.ZeroMemory(key);
        return [.. JsonSerializer.SerializeToUtf8Bytes(new Shape("linkage-key", 1, Kdf, iterations, salt, nonce, sealedBytes), Json), (byte)'\n'];
    }

    /// <summary>Whether these bytes look like a key file rather than a key as plain text.</summary>
    public static bool IsOne(ReadOnlySpan<byte> file) => file.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] && file.IndexOf("\"linkage-key\""u8) >= 0;

    /// <summary>The linkage key in a file.</summary>
    /// <exception cref="SealingException">It is no key file, of another version, or the passphrase is another.</exception>
    public static string Read(ReadOnlySpan<byte> file, string passphrase)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        var shape = Parse(file);
        var secret = new byte[shape.Ciphertext.Length - TagBytes];
        var key = KeyOf(passphrase, shape.Salt, shape.Iterations);
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(shape.Nonce, shape.Ciphertext.AsSpan(0, secret.Length), shape.Ciphertext.AsSpan(secret.Length), secret, Context);
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(secret);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealingException("The key file does not open with this passphrase: another passphrase was expected, or the file was altered.");
        }
        catch (DecoderFallbackException)
        {
            throw new SealingException("The key file opened, but what is in it is no text in UTF-8.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>A new passphrase of 99 random bits, in four groups of five letters and digits.</summary>
    public static string NewPassphrase() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Alphabet, 5)));

    private static Shape Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length > LargestFile) throw new SealingException($"A key file has at most {LargestFile} bytes; this one has {file.Length}.");
        try
        {
            var shape = JsonSerializer.Deserialize<Shape>(file, Json);
            if (shape is not { Vern: "linkage-key" }) throw new SealingException("Not a key file of Vern: the member \"vern\" with the value \"linkage-key\" was expected.");
            if (shape is not { V: 1, Kdf: Kdf }) throw new SealingException($"The key file is of another version; version 1 with {Kdf} was expected.");
            if (shape.Iterations is < Iterations or > MostIterations) throw new SealingException($"The key file asks for {shape.Iterations} iterations; {Iterations} to {MostIterations} were expected.");
            if (shape is not { Salt.Length: SaltBytes, Nonce.Length: NonceBytes, Ciphertext.Length: > TagBytes }) throw new SealingException("The key file is cut or altered: its salt, nonce or ciphertext has another length.");
            return shape;
        }
        catch (JsonException)
        {
            throw new SealingException("Not a key file of Vern: its JSON is not what version 1 has.");
        }
    }

    // White space at the ends comes from copying, and a letter with a mark can be typed in two ways: neither counts.
    internal static byte[] KeyOf(string passphrase, byte[] salt, int iterations)
    {
        try
        {
            return Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase.Trim().Normalize(NormalizationForm.FormC)), salt, iterations, HashAlgorithmName.SHA256, KeyBytes);
        }
        catch (ArgumentException)
        {
            throw new SealingException("The passphrase is no text.");
        }
    }

    private sealed record Shape(
        [property: JsonPropertyName("vern"), JsonRequired] string? Vern, [property: JsonPropertyName("v"), JsonRequired] int V, [property: JsonPropertyName("kdf"), JsonRequired] string? Kdf,
        [property: JsonPropertyName("iterations"), JsonRequired] int Iterations, [property: JsonPropertyName("salt"), JsonRequired] byte[] Salt,
        [property: JsonPropertyName("nonce"), JsonRequired] byte[] Nonce, [property: JsonPropertyName("ciphertext"), JsonRequired] byte[] Ciphertext);
}
