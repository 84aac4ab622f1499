using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Vern.Persons.Collection;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Pages;
using Vern.Persons.Statistics;
using Vern.Platform.Localisation;

namespace Vern.Persons.Registration.Exchange;

/// <summary>A cell as a value of a field.</summary>
/// <param name="Value">The value as it would be kept; null: there is none.</param>
/// <param name="Problem">The text's key that says what was expected; null: it was understood.</param>
public readonly record struct ImportedValue(string? Value, string? Problem)
{
    /// <summary>Whether the other system's word has none here, and is left out.</summary>
    public bool LeftOut { get; init; }
}

/// <summary>Reads a cell as a value of a field: Vern's own form first, then words of the four languages, dates as people write them, names of countries and languages, and the words of HTCDS and of the United Kingdom's form.</summary>
public static class ReadImportedValue
{
    private static readonly string[] DayForms = ["d/M/yyyy", "d-M-yyyy", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "d MMMM yyyy"];
    private static readonly FrozenDictionary<string, string> Countries = CountryWords();
    private static readonly FrozenDictionary<string, string> SpokenWords = LanguageWords();
    private static readonly FrozenDictionary<string, string> YesNo = YesNoWords();

    /// <summary>The value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="text">What stands in the cell.</param>
    /// <param name="header">The column's name.</param>
    /// <param name="words">Whose words it is in.</param>
    public static ImportedValue Run(Field field, string text, string header, ImportWords words)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text)) return new(null, null);
        if (words is ImportWords.Uk && ReadUkValue.Run(field, UkForm.Find(header)?.Name ?? header, text) is { } uk) return uk;
        if (words is ImportWords.Htcds && Htcds(field, text, HtcdsStandard.ToolNames.GetValueOrDefault(header, header)) is { } htcds) return htcds;
        return Plain(field, text) is { } value ? new(value, null) : new(null, $"expected.{field.Type}");
    }

    // A code of the standard that Vern has no word for is left out; what is no code of it is wrong, or Vern's own.
    private static ImportedValue? Htcds(Field field, string text, string column)
    {
        if (HtcdsMapping.Into(column, field, text) is { } value) return new(value, null);
        var known = HtcdsStandard.Find(column)!;
        return known.Kind is HtcdsKind.Code or HtcdsKind.Codes or HtcdsKind.Checkbox or HtcdsKind.Country or HtcdsKind.Countries && CheckHtcdsValue.Run(known, text, DateOnly.MaxValue) is null ? new(null, null) { LeftOut = true } : null;
    }

    /// <summary>A value in Vern's own form, or as people write it; null: none of this field's.</summary>
    public static string? Plain(Field field, string text)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(text);
        if (field.Read(text) is { Length: > 0 } own) return own;
        var read = field.Type switch
        {
            FieldType.Date => DateOnly.TryParseExact(text.Trim(), DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            FieldType.Code => CodeOf(field.List!, text),
            FieldType.Codes => text.Split((char[])[';', ',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => CodeOf(field.List!, part)).ToList() is var codes && codes.TrueForAll(code => code is not null) ? string.Join(' ', codes) : null,
            FieldType.YesNo => YesNo.GetValueOrDefault(Bare(text)),
            FieldType.Country => IsoCodes.Country(text.Trim()) ?? Countries.GetValueOrDefault(Bare(text)),
            FieldType.Language => IsoCodes.Language(text.Trim()) ?? SpokenWords.GetValueOrDefault(Bare(text)),
            FieldType.Number => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number) && number <= 99_999_999 ? ((int)number).ToString(CultureInfo.InvariantCulture) : null,
            _ => null,
        };
        return read is null ? null : field.Read(read);
    }

    /// <summary>A value in words, as <see cref="Plain"/> reads them back; the value itself where its words are not one code's alone or hold a comma.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">A value in Vern's own form.</param>
    /// <param name="language">Whose words.</param>
    public static string Words(Field field, string value, Language language)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(value);
        var words = field.Type switch
        {
            FieldType.Code or FieldType.Codes => string.Join("; ", value.Split(' ').Select(code => FieldWords.Code(field.List!, code, language))),
            FieldType.YesNo => Registration.Texts.Source.Find(language, $"yes-no.{value}") ?? value,
            FieldType.Country => FieldWords.Country(value, language),
            FieldType.Language => SpokenLanguages.Name(value, language),
            _ => value,
        };
        return words == value || Plain(field, words) == value ? words : value;
    }

    private static string? CodeOf(FieldList list, string text)
    {
        if (list.Codes.FirstOrDefault(code => string.Equals(code, text.Trim(), StringComparison.OrdinalIgnoreCase)) is { } same) return same;
        var bare = Bare(text);
        return list.Codes.FirstOrDefault(code => Language.All.Any(language => Bare(FieldWords.Code(list, code, language)) == bare));
    }

    internal static string Bare(string text) => string.Concat(text.Normalize(NormalizationForm.FormC).Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static FrozenDictionary<string, string> YesNoWords()
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal) { ["TRUE"] = "yes", ["FALSE"] = "no", ["1"] = "yes", ["0"] = "no", ["NOTSURE"] = "unknown", ["IDONTKNOW"] = "unknown" };
        foreach (var language in Language.All)
            foreach (var code in (string[])["yes", "no", "unknown"]) if (Registration.Texts.Source.Find(language, $"yes-no.{code}") is { } word) words.TryAdd(Bare(word), code);
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, string> CountryWords()
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var code in Nationalities.All)
            foreach (var language in Language.All) words.TryAdd(Bare(FieldWords.Country(code, language)), code);
        foreach (var (people, code) in ReadUkValue.Peoples) words.TryAdd(Bare(people), code);
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }

    // Names of languages in English and in the language itself, from the runtime's Unicode data.
    private static FrozenDictionary<string, string> LanguageWords()
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal) { ["NORWEGIAN"] = "no", ["NORSK"] = "no", ["KURDISH"] = "ku", ["MANDARIN"] = "zh", ["CANTONESE"] = "zh", ["FARSI"] = "fa", ["DARI"] = "fa", ["TAGALOG"] = "tl", ["FILIPINO"] = "fil", ["EDO"] = "bin", ["BINI"] = "bin", ["ROMANI"] = "rom", ["ROMANES"] = "rom" };
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.NeutralCultures).Where(culture => IsoCodes.Language(culture.TwoLetterISOLanguageName) is not null && culture.Name.Length is 2 or 3))
        {
            words.TryAdd(Bare(culture.EnglishName), culture.TwoLetterISOLanguageName);
            words.TryAdd(Bare(culture.NativeName), culture.TwoLetterISOLanguageName);
        }
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
