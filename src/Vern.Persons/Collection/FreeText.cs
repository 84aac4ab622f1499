using System.Text.RegularExpressions;

namespace Vern.Persons.Collection;

/// <summary>Screens what people write freely (remarks, answers, the unit's own text) for identity numbers, which must not reach the national unit.</summary>
public static partial class FreeText
{
    /// <summary>
    /// Whether the text has a run of eleven or twelve digits, written together or as people write identity numbers (<c>ddmmyy nnnnn</c>): a national
    /// number, a D-number or a DUF number. A name cannot be told from other words; the form and the guide say that none may be written.
    /// </summary>
    public static bool HoldsIdentityNumber(string? text) => text is not null && IdentityNumber().IsMatch(text);

    [GeneratedRegex(@"(?<!\d)(\d{11,12}|\d{6}[ \u00A0.\-]\d{5,6}|\d{4}[ \u00A0]\d{4}[ \u00A0]\d{3,4})(?!\d)")]
    private static partial Regex IdentityNumber();
}
