namespace Vern.Linkage.Encoding;

/// <summary>Python's <c>value.upper() == value</c> and <c>value.lower() == value</c>, which follow Unicode's full case mappings.</summary>
internal static class LetterCase
{
    public static bool IsUpper(string value) => string.Equals(value.ToUpperInvariant(), value, StringComparison.Ordinal);

    public static bool IsLower(string value) => string.Equals(value.ToLowerInvariant(), value, StringComparison.Ordinal);
}
