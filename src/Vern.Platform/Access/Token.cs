using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Vern.Platform.Access;

/// <summary>Random tokens of 256 bits; the store keeps their digests only, so that nobody who reads it can use one.</summary>
internal static class Token
{
    /// <summary>A fresh token, 43 characters of base64url.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256 of a token, lower-case hex.</summary>
    public static string Digest(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
