namespace Vern.Linkage.Encoding;

/// <summary>Python's <c>value.upper() == value</c> and <c>value.lower() == value</c>, which follow Unicode's full case mappings where .NET's are letter by letter.</summary>
internal static class LetterCase
{
    public static bool IsUpper(string value) => string.Equals(value.ToUpperInvariant(), value, StringComparison.Ordinal) && !value.Any(GrowsInUpperCase);

    public static bool IsLower(string value) => string.Equals(value.ToLowerInvariant(), value, StringComparison.Ordinal) && !value.Contains('İ', StringComparison.Ordinal);

    // Letters whose capital is more than one letter (ß, ŉ, Greek with iota below, ligatures), and the dotless i.
    private static bool GrowsInUpperCase(char letter) => letter is 'ß' or 'ı' or 'ŉ' or 'ǰ' or 'ΐ' or 'ΰ' or 'և'
        or (>= '\u1E96' and <= '\u1E9A') or '\u1F50' or '\u1F52' or '\u1F54' or '\u1F56' or (>= '\u1F80' and <= '\u1FAF')
        or (>= '\u1FB2' and <= '\u1FB4') or '\u1FB6' or '\u1FB7' or '\u1FBC' or (>= '\u1FC2' and <= '\u1FC4') or '\u1FC6' or '\u1FC7' or '\u1FCC'
        or '\u1FD2' or '\u1FD3' or '\u1FD6' or '\u1FD7' or (>= '\u1FE2' and <= '\u1FE4') or '\u1FE6' or '\u1FE7' or (>= '\u1FF2' and <= '\u1FF4') or '\u1FF6' or '\u1FF7' or '\u1FFC'
        or (>= '\uFB00' and <= '\uFB06') or (>= '\uFB13' and <= '\uFB17');
}
