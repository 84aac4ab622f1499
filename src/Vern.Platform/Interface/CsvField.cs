using System.Globalization;

namespace Vern.Platform.Interface;

/// <summary>Writes a field of comma-separated values (RFC 4180) that no spreadsheet takes for a formula. What <see cref="CsvRows"/> reads back is the same words, with an apostrophe in front where they could have been one.</summary>
public static class CsvField
{
    // The signs that spreadsheets begin a formula with, those of East Asian keyboards too.
    private const string Beginnings = "=+-@＝＋－＠\t\r\n";

    /// <summary>The field, guarded and quoted as it must be.</summary>
    public static string Of(string text) => Quote(Guard(text));

    /// <summary>Words that begin like a formula, blanks before it or not, get an apostrophe in front. Numbers stay numbers.</summary>
    public static string Guard(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)) return text;
        var at = 0;
        while (at < text.Length && !Beginnings.Contains(text[at], StringComparison.Ordinal) && (char.IsWhiteSpace(text[at]) || char.GetUnicodeCategory(text[at]) is UnicodeCategory.Format or UnicodeCategory.Control)) at++;
        return at < text.Length && Beginnings.Contains(text[at], StringComparison.Ordinal) ? "'" + text : text;
    }

    private static string Quote(string field) => field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
