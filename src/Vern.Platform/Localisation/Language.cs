using System.Globalization;

namespace Vern.Platform.Localisation;

/// <summary>The four languages of every text for people.</summary>
public sealed record Language
{
    private Language(string code) { Code = code; Culture = CultureInfo.GetCultureInfo(code); }

    /// <summary>ISO 639-1 code: nb, en, da or sv.</summary>
    public string Code { get; }
    /// <summary>For numbers, dates and resources.</summary>
    public CultureInfo Culture { get; }
    /// <summary>Norwegian Bokmål.</summary>
    public static Language Norwegian { get; } = new("nb");
    /// <summary>English; the neutral resources.</summary>
    public static Language English { get; } = new("en");
    /// <summary>Danish.</summary>
    public static Language Danish { get; } = new("da");
    /// <summary>Swedish.</summary>
    public static Language Swedish { get; } = new("sv");
    /// <summary>All four, in the order they are offered.</summary>
    public static IReadOnlyList<Language> All { get; } = [Norwegian, English, Danish, Swedish];
    /// <summary>The language with this code, or null.</summary>
    public static Language? Find(string? code) => All.FirstOrDefault(language => string.Equals(language.Code, code, StringComparison.OrdinalIgnoreCase));
    /// <inheritdoc />
    public override string ToString() => Code;
}
