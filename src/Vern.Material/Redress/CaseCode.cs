using System.Security.Cryptography;
using System.Text;

namespace Vern.Material.Redress;

/// <summary>Case numbers, and the secrets that open them: Crockford's alphabet, which nobody misreads. A secret has 100 bits; its digest alone is kept.</summary>
public static class CaseCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int NumberLength = 10, SecretLength = 20;

    /// <summary>A case number, small letters; the first tells complaint (k) from request (f).</summary>
    public static string NewNumber(bool isRequest) => (isRequest ? "f" : "k") + Random(NumberLength).ToLowerInvariant();

    /// <summary>A secret in groups of five.</summary>
    public static string NewSecret() => string.Join('-', Random(SecretLength).Chunk(5).Select(part => new string(part)));

    /// <summary>What is kept of a secret; whatever was typed is read as it was meant.</summary>
    public static string Digest(string typed) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Read(typed))));

    /// <summary>The number as it is kept; null where it is none.</summary>
    public static string? Number(string? typed) => Read(typed ?? "").ToLowerInvariant() is { Length: NumberLength + 1 } number && number[0] is 'k' or 'f' ? Read(typed!).ToLowerInvariant() : null;

    private static string Read(string typed) => new([.. typed.Where(char.IsAsciiLetterOrDigit).Take(64).Select(char.ToUpperInvariant).Select(letter => letter switch { 'O' => '0', 'I' or 'L' => '1', _ => letter })]);

    private static string Random(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
