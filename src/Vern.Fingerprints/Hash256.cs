using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Vern.Fingerprints;

/// <summary>
/// A hash of 256 bits, as PDQ makes them. Written as one number of 64 hexadecimal digits: bit 0 is the lowest bit of the last digit, as the reference writes it.
/// </summary>
/// <param name="A">Bits 0 to 63.</param>
/// <param name="B">Bits 64 to 127.</param>
/// <param name="C">Bits 128 to 191.</param>
/// <param name="D">Bits 192 to 255, the first 16 digits of the text.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Hash256(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Bits of a hash.</summary>
    public const int Bits = 256;

    /// <summary>Digits of its text.</summary>
    public const int Digits = 64;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>In how many bits (0 to 256) two hashes differ.</summary>
    public int DistanceTo(in Hash256 other) => unchecked(
        BitOperations.PopCount(A ^ other.A) + BitOperations.PopCount(B ^ other.B) + BitOperations.PopCount(C ^ other.C) + BitOperations.PopCount(D ^ other.D));

    /// <summary>One bit, 0 to 255.</summary>
    public bool this[int bit] => ((bit >> 6) switch { 0 => A, 1 => B, 2 => C, 3 => D, _ => throw new ArgumentOutOfRangeException(nameof(bit)) } >> (bit & 63) & 1) != 0;

    /// <summary>The hash with one bit (0 to 255) turned.</summary>
    public Hash256 WithTurned(int bit)
    {
        var turned = 1UL << (bit & 63);
        return (bit >> 6) switch
        {
            0 => this with { A = A ^ turned },
            1 => this with { B = B ^ turned },
            2 => this with { C = C ^ turned },
            3 => this with { D = D ^ turned },
            _ => throw new ArgumentOutOfRangeException(nameof(bit)),
        };
    }

    /// <summary>Reads 64 hexadecimal digits, large or small.</summary>
    /// <exception cref="FormatException">The text is anything else; the message says what, and does not repeat it.</exception>
    public static Hash256 Parse(ReadOnlySpan<char> text) => TryParse(text, out var hash) ? hash : throw new FormatException(Expected(text));

    /// <summary>What is wrong with a text that is no hash, in a line that does not repeat it.</summary>
    public static string Expected(ReadOnlySpan<char> text) => text.Length == Digits
        ? $"64 hexadecimal digits expected, character {text.IndexOfAnyExcept(Hexadecimal) + 1} is none"
        : $"64 hexadecimal digits expected, there are {text.Length} characters";

    /// <summary>Reads 64 hexadecimal digits; false if the text is anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Hash256 hash)
    {
        hash = default;
        if (text.Length != Digits || !Word(text[..16], out var d) || !Word(text[16..32], out var c) || !Word(text[32..48], out var b) || !Word(text[48..], out var a)) return false;
        hash = new(a, b, c, d);
        return true;

        static bool Word(ReadOnlySpan<char> digits, out ulong word) => ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out word);
    }

    /// <summary>64 hexadecimal digits, small letters.</summary>
    public override string ToString() => $"{D:x16}{C:x16}{B:x16}{A:x16}";
}
