using System.Globalization;
using System.Text.RegularExpressions;

namespace Vern.Persons.Registration.Exchange;

/// <summary>What is wrong with a value: the rule's name, what was found where it may be shown, what was expected.</summary>
internal readonly record struct WrongValue(string Rule, string? Found, string Expected);

/// <summary>Checks one value against its field. An empty cell is no value and never wrong.</summary>
internal static partial class CheckHtcdsValue
{
    // In the texts of the standard and not in its list (docs/method-htcds.md, "Where the standard contradicts itself").
    private static readonly Dictionary<string, string> OnlyInTexts = new(StringComparer.Ordinal)
    {
        ["PsychoactiveSubstances"] = "PsychoactiveSubstance", ["ThreatOfLawEnforcement"] = "ThreatsLawEnforcement", ["RestrictsMovement"] = "Other", ["UsesChildren"] = "Other", ["Threats"] = "Other", ["Unacquainted"] = "Unaquainted",
    };

    internal static WrongValue? Run(HtcdsField field, string value, DateOnly today) => field.Kind switch
    {
        HtcdsKind.Code => OneCode(field, value),
        HtcdsKind.Codes => Several(value, "codes", part => CodeOf(field, part)),
        HtcdsKind.OpenCodes => Several(value, "names", part => part.Length is 0 or > 80 ? new("code", part, "the name of a website or app") : null),
        HtcdsKind.Countries => Several(value, "countries", AnyCountry),
        HtcdsKind.Country => AnyCountry(value),
        HtcdsKind.TwoLetterCountry => IsoCodes.Country(value) == value ? null : new("country", value, $"two capital letters by ISO 3166-1{(IsoCodes.Country(value) is { } two ? $": {two}" : ", as NO")}"),
        HtcdsKind.Language => IsoCodes.Language(value) is null ? new("language", value, "a language by ISO 639-2 (three small letters, as nor) or its two-letter code (as no)") : null,
        HtcdsKind.Day or HtcdsKind.PastDay => Day(field.Kind, value, today),
        HtcdsKind.Count => Whole(value, 99, "a whole number from 0 to 99"),
        HtcdsKind.Years => Whole(value, 120, "whole years from 0 to 120"),
        HtcdsKind.Latitude => Degrees(value, 90),
        HtcdsKind.Longitude => Degrees(value, 180),
        HtcdsKind.Phone => PhoneForm().IsMatch(value) ? null : new("phone", null, @"a number by E.164, ^\+?[1-9]\d{1,14}$: at most 15 digits, no blanks, no 0 in front"),
        HtcdsKind.Email => EmailForm().IsMatch(value) ? null : new("email", null, "an address with one @ and a domain"),
        HtcdsKind.Checkbox => value.ToUpperInvariant() is "TRUE" or "FALSE" or "1" or "0" ? null : new("checkbox", value, "true or false"),
        _ => null,
    };

    private static WrongValue? OneCode(HtcdsField field, string value)
    {
        var parts = value.Split(';', StringSplitOptions.TrimEntries);
        return parts.Length > 1 && parts.All(part => part.Length == 0 || CodeOf(field, part) is null) ? new("several-values", value, "one code: the field is a single-select pick list") : CodeOf(field, value);
    }

    // Semicolons part them (the standard's own spreadsheet); blanks around one are its habit.
    private static WrongValue? Several(string value, string what, Func<string, WrongValue?> wrong)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in value.Split(';', StringSplitOptions.TrimEntries))
        {
            if (part.Length == 0) return new("empty-value", value, $"{what} with one semicolon between them, none in front or at the end");
            if (wrong(part) is { } finding) return finding;
            if (!seen.Add(part)) return new("repeated-value", part, "each value once");
        }
        return null;
    }

    private static WrongValue? CodeOf(HtcdsField field, string value)
    {
        if (field.Codes.Contains(value, StringComparer.Ordinal)) return null;
        var meant = field.Labels.FirstOrDefault(pair => string.Equals(pair.Key, value.Trim(), StringComparison.OrdinalIgnoreCase) || string.Equals(pair.Value.Trim(), value.Trim(), StringComparison.OrdinalIgnoreCase)).Key ?? OnlyInTexts.GetValueOrDefault(value);
        if (meant is not null && !field.Codes.Contains(meant, StringComparer.Ordinal)) meant = null;
        return new("code", value.Length > 80 ? value[..80] + "…" : value, meant is not null ? $"the code {meant}" : $"one of {string.Join(", ", field.Codes)}");
    }

    private static WrongValue? AnyCountry(string value) => IsoCodes.Country(value) is null ? new("country", value.Length > 80 ? value[..80] + "…" : value, "a country by ISO 3166-1 in capital letters (as NOR or NO)") : null;

    private static WrongValue? Day(HtcdsKind kind, string value, DateOnly today)
    {
        if (!DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new("date", null, "a day that there is, year first: 2014-03-02");
        // The years that the standard's own spreadsheet takes.
        if (day.Year is < 1900 or > 2100) return new("date-range", null, "a day from 1900-01-01 to 2100-12-31");
        return kind is HtcdsKind.PastDay && day > today ? new("date-range", null, $"a day that is past: at most {today:yyyy-MM-dd}") : null;
    }

    private static WrongValue? Whole(string value, int most, string expected) =>
        !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? new("number", value.Length > 20 ? value[..20] + "…" : value, expected) : number < 0 || number > most ? new("number-range", value, expected) : null;

    private static WrongValue? Degrees(string value, int most) =>
        !decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) ? new("number", null, "degrees with a decimal point: 59.91")
        : Math.Abs(degrees) > most ? new("number-range", null, $"degrees from -{most} to {most}") : null;

    [GeneratedRegex(@"^\+?[1-9][0-9]{1,14}\z")] private static partial Regex PhoneForm();
    [GeneratedRegex(@"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\z")] private static partial Regex EmailForm();
}
