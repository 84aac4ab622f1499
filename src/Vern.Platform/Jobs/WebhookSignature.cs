using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vern.Platform.Jobs;

/// <summary>What a signature turned out to be.</summary>
public enum SignatureVerdict
{
    /// <summary>Made with the secret, fresh, and not seen before.</summary>
    Good,
    /// <summary>Not made with the secret, for another id, time or body; or not of the form.</summary>
    Forged,
    /// <summary>Its time is more than five minutes away.</summary>
    Stale,
    /// <summary>A message with this id was taken already.</summary>
    Repeated,
}

/// <summary>
/// Signatures of webhooks as Standard Webhooks has them: HMAC-SHA-256 over <c>id.timestamp.body</c> with the subscription's secret, base 64, in the header <c>webhook-signature</c> after <c>v1,</c>.
/// </summary>
public static class WebhookSignature
{
    /// <summary>The header of the message's id: the same each time that it is sent.</summary>
    public const string IdHeader = "webhook-id";
    /// <summary>The header of the time of sending, in seconds since 1970.</summary>
    public const string TimeHeader = "webhook-timestamp";
    /// <summary>The header of the signature.</summary>
    public const string SignatureHeader = "webhook-signature";
    /// <summary>How far the time may be from the receiver's.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(5);

    private const string SecretPrefix = "whsec_", Version = "v1,";

    /// <summary>A fresh secret of 256 bits.</summary>
    public static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The signature of a message.</summary>
    public static string Of(string secret, string id, long timestamp, ReadOnlySpan<byte> body) => Version + Convert.ToBase64String(Mac(secret, id, timestamp, body));

    /// <summary>Looks at a message that has come in. The comparison takes the same time whatever differs.</summary>
    /// <param name="secret">The subscription's secret.</param>
    /// <param name="id">The header <see cref="IdHeader"/>.</param>
    /// <param name="timestamp">The header <see cref="TimeHeader"/>.</param>
    /// <param name="signatures">The header <see cref="SignatureHeader"/>: one or several, separated by blanks.</param>
    /// <param name="body">The body, byte for byte as it came.</param>
    /// <param name="now">The receiver's time.</param>
    /// <param name="takeId">Remembers the id, for ten minutes at least; false when it was there already.</param>
    public static SignatureVerdict Verify(string secret, string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, DateTimeOffset now, Func<string, bool> takeId)
    {
        ArgumentNullException.ThrowIfNull(takeId);
        if (string.IsNullOrEmpty(id) || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var time) || time > 253_402_300_799) return SignatureVerdict.Forged;
        var expected = Mac(secret, id, time, body);
        var good = false;
        foreach (var signature in (signatures ?? "").Split(' ').Where(one => one.StartsWith(Version, StringComparison.Ordinal)))
        {
            var given = new byte[expected.Length];
            good |= Convert.TryFromBase64String(signature[Version.Length..], given, out var length) && length == expected.Length && CryptographicOperations.FixedTimeEquals(given, expected);
        }
        if (!good) return SignatureVerdict.Forged;
        if ((now - DateTimeOffset.FromUnixTimeSeconds(time)).Duration() > Tolerance) return SignatureVerdict.Stale;
        return takeId(id) ? SignatureVerdict.Good : SignatureVerdict.Repeated;
    }

    private static byte[] Mac(string secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var key = Convert.FromBase64String(secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret);
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}
