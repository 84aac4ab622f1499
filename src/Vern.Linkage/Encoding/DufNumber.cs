namespace Vern.Linkage.Encoding;

/// <summary>
/// A DUF number (the immigration authorities' person number): twelve digits, of which the first four are the year of registration.
/// How its check digits are computed is not published, so none are checked.
/// </summary>
/// <param name="Digits">The twelve digits; null when the text is no DUF number.</param>
/// <param name="Problem">Why not, for the person who typed it; null when it is one, or when there was nothing.</param>
/// <param name="Warning">What is odd about it; it is encoded all the same.</param>
public sealed record DufNumber(string? Digits, string? Problem, string? Warning)
{
    /// <summary>Reads a DUF number; blanks, dots, slashes and hyphens between the digits do not count.</summary>
    public static DufNumber Read(string? text)
    {
        var digits = IdentityDigits.Of(text);
        if (digits.Length == 0) return new(null, null, null);
        if (digits.Any(character => !char.IsAsciiDigit(character))) return new(null, "a DUF number has digits only", null);
        if (digits.Length != 12) return new(null, $"a DUF number has 12 digits, this has {digits.Length}", null);
        if (IdentityDigits.IsPlaceholder(digits)) return new(null, "this is a placeholder, not a DUF number", null);
        return new(digits, null, digits.StartsWith("19", StringComparison.Ordinal) || digits.StartsWith("20", StringComparison.Ordinal) ? null : "its first four digits are no year");
    }
}
