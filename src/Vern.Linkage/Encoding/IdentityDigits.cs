namespace Vern.Linkage.Encoding;

/// <summary>Digits as people write them.</summary>
internal static class IdentityDigits
{
    /// <summary>Without blanks and the usual separators.</summary>
    public static string Of(string? text) => text is null ? "" : string.Concat(text.Where(character => !char.IsWhiteSpace(character) && character is not ('-' or '.' or '/')));

    /// <summary>One digit all along, or counting up: what is typed where a number is demanded and none is known.</summary>
    public static bool IsPlaceholder(string digits) => digits.Distinct().Count() == 1 || "12345678901234567890".StartsWith(digits, StringComparison.Ordinal) || "01234567890123456789".StartsWith(digits, StringComparison.Ordinal);
}
