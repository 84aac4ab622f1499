using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Vern.Platform.Access;

/// <summary>The private key with which we prove to an identity provider which client we are.</summary>
internal static class ClientKey
{
    /// <summary>Reads RSA (at least 2048 bits, PS256 not asked of all, so RS256) or P-256 (ES256) from PEM; null when it is neither.</summary>
    public static SigningCredentials? Read(string pem, string? keyId)
    {
        try
        {
            var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.KeySize < 2048 ? null : new(new RsaSecurityKey(rsa) { KeyId = keyId }, SecurityAlgorithms.RsaSha256);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            // Not RSA: the other kind.
        }
        try
        {
            var curve = ECDsa.Create();
            curve.ImportFromPem(pem);
            return curve.KeySize != 256 ? null : new(new ECDsaSecurityKey(curve) { KeyId = keyId }, SecurityAlgorithms.EcdsaSha256);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
