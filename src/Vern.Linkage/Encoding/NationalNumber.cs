namespace Vern.Linkage.Encoding;

/// <summary>What kind of national number it is.</summary>
public enum NationalNumberKind { None, BirthNumber, DNumber }

/// <summary>
/// A Norwegian national identity number or D-number: eleven digits, the birth date (day plus 40: a D-number; month plus 80 or plus 40 or 65:
/// made up for tests), three more and two check digits modulo 11.
/// </summary>
/// <param name="Digits">The eleven digits; null when the text is no such number.</param>
/// <param name="Kind">Birth number or D-number.</param>
/// <param name="IsSynthetic">From the ranges for made-up persons.</param>
/// <param name="Problem">Why it is none; null when it is one, or when there was nothing.</param>
/// <param name="Warning">What is odd about it (a check digit that does not fit), though it is encoded.</param>
public sealed record NationalNumber(string? Digits, NationalNumberKind Kind, bool IsSynthetic, string? Problem, string? Warning)
{
    /// <summary>Reads a number; blanks, dots and hyphens between the digits do not count.</summary>
    public static NationalNumber Read(string? text)
    {
        var digits = IdentityDigits.Of(text);
        if (digits.Length == 0) return new(null, NationalNumberKind.None, false, null, null);
        if (digits.Any(character => !char.IsAsciiDigit(character))) return new(null, NationalNumberKind.None, false, "a national number has digits only", null);
        if (digits.Length != 11) return new(null, NationalNumberKind.None, false, $"a national number has 11 digits, this has {digits.Length}", null);
        var day = ((digits[0] - '0') * 10) + digits[1] - '0';
        var month = ((digits[2] - '0') * 10) + digits[3] - '0';
        var kind = day > 40 ? NationalNumberKind.DNumber : NationalNumberKind.BirthNumber;
        var synthetic = month > 40;
        return new(digits, kind, synthetic, null, CheckDigitsFit(digits) ? null : "its check digits do not fit");
    }

    private static bool CheckDigitsFit(string digits)
    {
        ReadOnlySpan<int> first = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1], second = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
        return Sum(digits, first) % 11 == 0 && Sum(digits, second) % 11 == 0;
    }

    private static int Sum(string digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] * (digits[i] - '0');
        return sum;
    }
}
