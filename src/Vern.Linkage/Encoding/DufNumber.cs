namespace Vern.Linkage.Encoding;

/// <summary>
/// A DUF number (the immigration authorities' person number): twelve digits, of which the first four are the year of registration.
/// How its check digits are computed is not published, so none are checked.
/// </summary>
/// <param name="Digits">The twelve digits; null when the text is no DUF number.</param>
/// <param name="Problem">Why not, for the person who typed it; null when it is one, or when there was nothing.</param>
public sealed record DufNumber(string? Digits, string? Problem)
{
    /// <summary>Reads a DUF number; blanks, dots and hyphens between the digits do not count.</summary>
    public static DufNumber Read(string? text)
    {
        var digits = IdentityDigits.Of(text);
        if (digits.Length == 0) return new(null, null);
        if (digits.Any(character => !char.IsAsciiDigit(character))) return new(null, "a DUF number has digits only");
        if (digits.Length != 12) return new(null, $"a DUF number has 12 digits, this has {digits.Length}");
        return new(digits, null);
    }
}

/// <summary>Digits as people write them.</summary>
internal static class IdentityDigits
{
    public static string Of(string? text) => text is null ? "" : string.Concat(text.Where(character => !char.IsWhiteSpace(character) && character is not ('-' or '.' or '/')));
}
