using System.Globalization;
using Vern.Platform.Localisation;

namespace Vern.Persons.Registration.Pages;

/// <summary>Languages that people speak, by ISO 639 code, with their names in the page's language from the Unicode Common Locale Data Repository.</summary>
public static class SpokenLanguages
{
    /// <summary>Those that are offered first to choose from; any other code may be written.</summary>
    public static IReadOnlyList<string> Offered { get; } =
    [
        "am", "ar", "bg", "bn", "bin", "cs", "da", "de", "en", "es", "et", "fa", "fil", "fr", "ha", "hi", "hu", "ig", "it", "ka", "km", "ku", "lt", "lv", "mn", "nb", "ne", "nl", "pa", "pcm", "pl", "ps", "pt", "ro", "rom", "ru",
        "sk", "so", "sq", "sr", "sv", "sw", "th", "ti", "tl", "tr", "uk", "ur", "uz", "vi", "yo", "zh",
    ];

    /// <summary>A language's name; where it has none here, its code.</summary>
    public static string Name(string code, Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        try { return CultureInfo.GetCultureInfo(code) is { } culture && culture.EnglishName is { Length: > 0 } english && !english.StartsWith("Unknown", StringComparison.Ordinal) ? (language.Code == "en" ? english : culture.NativeName + $" ({english})") : code; }
        catch (CultureNotFoundException) { return code; }
    }
}
