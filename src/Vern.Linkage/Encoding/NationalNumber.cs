namespace Vern.Linkage.Encoding;

/// <summary>What kind of national number it is; a help number is one that a health body gave out by itself (month plus 40).</summary>
public enum NationalNumberKind { None, BirthNumber, DNumber }

/// <summary>
/// A Norwegian national identity number or D-number: eleven digits, the birth date (day plus 40: a D-number; month plus 80, 65 or 40:
/// made up for tests, or a help number), three more and two check digits modulo 11.
/// </summary>
/// <param name="Digits">The eleven digits; null when the text is no such number.</param>
/// <param name="Kind">Birth number or D-number.</param>
/// <param name="IsSynthetic">From a range for made-up persons (month plus 80 or 65) or for made-up persons and help numbers (plus 40): never a birth number of a real person.</param>
/// <param name="Problem">Why it is none; null when it is one, or when there was nothing.</param>
/// <param name="Warning">What is odd about it; it is encoded all the same, for a row with a wrong digit is worth more than no row.</param>
public sealed record NationalNumber(string? Digits, NationalNumberKind Kind, bool IsSynthetic, string? Problem, string? Warning)
{
    private static ReadOnlySpan<int> FirstWeights => [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
    private static ReadOnlySpan<int> SecondWeights => [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

    /// <summary>Reads a number; blanks, dots, slashes and hyphens between the digits do not count.</summary>
    public static NationalNumber Read(string? text)
    {
        var digits = IdentityDigits.Of(text);
        if (digits.Length == 0) return None(null);
        if (digits.Any(character => !char.IsAsciiDigit(character))) return None("a national number has digits only");
        if (digits.Length != 11) return None($"a national number has 11 digits, this has {digits.Length}");
        if (IdentityDigits.IsPlaceholder(digits)) return None("this is a placeholder, not a national number");
        var day = Two(digits, 0);
        var month = Two(digits, 2);
        var kind = day > 40 ? NationalNumberKind.DNumber : NationalNumberKind.BirthNumber;
        if (day > 40) day -= 40;
        var synthetic = month > 40;
        month -= month > 80 ? 80 : month > 65 ? 65 : month > 40 ? 40 : 0;
        var warning = month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2000, month) ? "its first six digits are no date"
            : CheckDigitsFit(digits) ? null : "its check digits do not fit";
        return new(digits, kind, synthetic, null, warning);
    }

    // Both rules at once: until 2032 the first sum must be divisible by 11; from 2032 it may leave 0, 1, 2 or 3, so that there are
    // numbers enough (Skatteetaten, "Nytt fødselsnummer fra 2032"). The second check digit is as before.
    private static bool CheckDigitsFit(string digits) => Rest(digits, FirstWeights) is >= 0 and <= 3 && Rest(digits, SecondWeights) == 0;

    private static int Rest(string digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] * (digits[i] - '0');
        return sum % 11;
    }

    private static int Two(string digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';

    private static NationalNumber None(string? problem) => new(null, NationalNumberKind.None, false, problem, null);
}
