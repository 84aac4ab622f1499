using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vern.Platform.Access;

/// <summary>Time-based one-time codes (RFC 6238): HMAC-SHA-1, 30 seconds, six digits, which is what every authenticator app speaks.</summary>
public static class OneTimeCode
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int StepSeconds = 30;

    /// <summary>A fresh secret of 160 bits (RFC 4226, section 4).</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    /// <summary>The time step of a moment.</summary>
    public static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a time step.</summary>
    /// <param name="secret">The shared secret.</param>
    /// <param name="step">The time step.</param>
    /// <param name="digits">6, or 8 as in the RFC's vectors.</param>
    public static string Of(ReadOnlySpan<byte> secret, long step, int digits = 6)
    {
        Span<byte> counter = stackalloc byte[8];
        Span<byte> hash = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238's default; HMAC-SHA-1 is not weakened by collisions of SHA-1
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var value = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[19] & 15)..]) & int.MaxValue;
        return (value % (digits == 8 ? 100_000_000 : 1_000_000)).ToString(new string('0', digits), CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is, of the present one and its two neighbours and after the last one taken; null when it is none of them.</summary>
    public static long? Match(ReadOnlySpan<byte> secret, string code, DateTimeOffset at, long lastTaken)
    {
        var typed = Encoding.ASCII.GetBytes(new string([.. (code ?? "").Where(char.IsAsciiDigit)]));
        long? found = null;
        for (var step = StepOf(at) - 1; step <= StepOf(at) + 1; step++)
            if (CryptographicOperations.FixedTimeEquals(typed, Encoding.ASCII.GetBytes(Of(secret, step))) && step > lastTaken) found = step;
        return found;
    }

    /// <summary>The secret, whose length is a multiple of five octets, as people type it into an app: base32 (RFC 4648) in groups of four.</summary>
    public static string Readable(ReadOnlySpan<byte> secret)
    {
        var text = new StringBuilder();
        int buffer = 0, bits = 0, letters = 0;
        foreach (var octet in secret)
        {
            buffer = ((buffer << 8) | octet) & 0xFFFF;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                if (letters > 0 && letters % 4 == 0) text.Append(' ');
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
                letters++;
            }
        }
        return text.ToString();
    }
}
