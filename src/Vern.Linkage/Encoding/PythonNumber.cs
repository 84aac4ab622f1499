using System.Globalization;
using System.Numerics;
using System.Text;

namespace Vern.Linkage.Encoding;

/// <summary>Numbers as Python reads them: clkhash leaves this to <c>int()</c> and <c>float()</c>, so a compatible encoder must too.</summary>
internal static class PythonNumber
{
    private const int MaximumDigits = 4300; // Python 3.11 refuses longer ones

    /// <summary>The least whole number that Python 3.11 no longer writes as text.</summary>
    public static BigInteger Longest { get; } = BigInteger.Pow(10, MaximumDigits);

    /// <summary><c>int(text, base=10)</c>: blanks around, one sign, digits of any script, single underscores between digits.</summary>
    public static bool TryReadInteger(ReadOnlySpan<char> text, out BigInteger value)
    {
        value = default;
        if (IsPlain(text))
        {
            value = long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            return true;
        }
        var ascii = ToAscii(text);
        if (ascii is null) return false;
        var digits = ascii.AsSpan();
        var negative = digits is ['-', ..];
        if (digits is ['-' or '+', ..]) digits = digits[1..];
        var kept = new StringBuilder(digits.Length);
        var wasDigit = false;
        foreach (var character in digits)
        {
            if (char.IsAsciiDigit(character)) { kept.Append(character); wasDigit = true; }
            else if (character == '_' && wasDigit) wasDigit = false;
            else return false;
        }
        if (!wasDigit || kept.Length > MaximumDigits) return false;
        value = BigInteger.Parse(kept.ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
        if (negative) value = -value;
        return true;
    }

    /// <summary><c>float(text)</c>, finite values only: Python reads "inf" and "nan" too, but no token can be made of them.</summary>
    public static bool TryReadFloat(ReadOnlySpan<char> text, out double value)
    {
        value = default;
        var ascii = ToAscii(text);
        if (ascii is null) return false;
        var kept = new StringBuilder(ascii.Length);
        for (var i = 0; i < ascii.Length; i++)
        {
            var character = ascii[i];
            if (character == '_')
            {
                if (i == 0 || i == ascii.Length - 1 || !char.IsAsciiDigit(ascii[i - 1]) || !char.IsAsciiDigit(ascii[i + 1])) return false;
            }
            else if (char.IsAsciiDigit(character) || character is '+' or '-' or '.' or 'e' or 'E') kept.Append(character);
            else return false;
        }
        return double.TryParse(kept.ToString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    /// <summary>Whether Python's <c>str.isspace</c> holds.</summary>
    public static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\u001c' and <= '\u001f';

    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        var digits = text is ['-', ..] ? text[1..] : text;
        return digits.Length is > 0 and <= 18 && !digits.ContainsAnyExceptInRange('0', '9');
    }

    // Blanks trimmed, digits of any script as ASCII digits; null when there is another character that is not ASCII.
    private static string? ToAscii(ReadOnlySpan<char> text)
    {
        while (text.Length > 0 && IsSpace(text[0])) text = text[1..];
        while (text.Length > 0 && IsSpace(text[^1])) text = text[..^1];
        var ascii = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii) ascii.Append((char)rune.Value);
            else if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber) ascii.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else return null;
        }
        return ascii.ToString();
    }
}
