using System.Globalization;
using System.Text.RegularExpressions;

namespace Vern.Linkage.Encoding;

/// <summary>
/// Whether a value fits its column's format, as clkhash decides it; a number or a date is brought to the form in which it is hashed.
/// Messages never repeat the value: it may be a person's.
/// </summary>
internal static class ValueCheck
{
    /// <summary>What was expected, or null when the value is right.</summary>
    public static string? Check(Feature feature, ref string value)
    {
        var encoding = feature.Hashing!.Encoding;
        if (!CanEncode(value, encoding)) return Encodable(encoding);
        switch (feature.Format)
        {
            case TextFormat text:
                var length = CodePoints(value);
                if (length < text.MinimumLength) return $"at least {text.MinimumLength} characters expected, found {length}";
                if (length > text.MaximumLength) return $"at most {text.MaximumLength} characters expected, found {length}";
                if (text.Case == TextCase.Upper && !LetterCase.IsUpper(value)) return "upper case expected";
                if (text.Case == TextCase.Lower && !LetterCase.IsLower(value)) return "lower case expected";
                return null;
            case PatternFormat pattern:
                try
                {
                    return pattern.Expression.IsMatch(value) ? null : $"a value that matches {pattern.Pattern} as a whole expected";
                }
                catch (RegexMatchTimeoutException)
                {
                    return $"a value on which the pattern {pattern.Pattern} can be decided within two seconds expected";
                }
            case WholeNumberFormat whole:
                if (!PythonNumber.TryReadInteger(value, out var number)) return "a whole number expected";
                if (number < whole.Minimum) return $"a whole number of at least {whole.Minimum} expected";
                if (number > whole.Maximum) return $"a whole number of at most {whole.Maximum} expected";
                value = number.ToString(CultureInfo.InvariantCulture);
                return null;
            case DateValueFormat date:
                if (!date.Parser.TryRead(value, out var compact)) return $"a date written as {date.Format} expected";
                value = compact;
                return null;
            case EnumValueFormat values:
                return values.Values.Contains(value) ? null : $"one of {string.Join(", ", values.Values.Order(StringComparer.Ordinal).Take(20))} expected";
            default:
                return null;
        }
    }

    /// <summary>What is said when a value has characters that the encoding lacks.</summary>
    public static string Encodable(TokenEncoding encoding) => encoding == TokenEncoding.Ascii ? "only ASCII characters expected" : "well-formed Unicode expected";

    private static bool CanEncode(string value, TokenEncoding encoding)
    {
        if (System.Text.Ascii.IsValid(value)) return true;
        if (encoding == TokenEncoding.Ascii) return false;
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i])) continue;
            if (!char.IsSurrogatePair(value, i)) return false;
            i++;
        }
        return true;
    }

    private static int CodePoints(string value)
    {
        var count = value.Length;
        foreach (var character in value) if (char.IsLowSurrogate(character)) count--;
        return count;
    }
}
