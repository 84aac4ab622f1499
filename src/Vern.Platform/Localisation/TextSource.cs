using System.Globalization;
using System.Resources;

namespace Vern.Platform.Localisation;

/// <summary>The texts of one slice: <c>Texts.resx</c> (English, neutral) beside <c>Texts.nb.resx</c>, <c>Texts.da.resx</c> and <c>Texts.sv.resx</c> in its folder.</summary>
/// <param name="resources">The resource manager of the slice's <c>Texts</c>.</param>
public sealed class TextSource(ResourceManager resources)
{
    /// <summary>The texts beside a type named <c>Texts</c> in the slice.</summary>
    public static TextSource Beside<T>() => new(new ResourceManager($"{typeof(T).Namespace}.Texts", typeof(T).Assembly));

    /// <summary>The text with this key.</summary>
    /// <exception cref="KeyNotFoundException">No resource has the key: a defect that a test looks for.</exception>
    public string this[Language language, string key] =>
        resources.GetString(key, language.Culture) ?? throw new KeyNotFoundException($"No text '{key}' in {resources.BaseName}.");

    /// <summary>The text with this key, or null where this slice has none.</summary>
    public string? Find(Language language, string key) => resources.GetString(key, language.Culture);

    /// <summary>The text with this key, its places filled by the language's own formats.</summary>
    public string Format(Language language, string key, params object?[] arguments) =>
        string.Format(language.Culture, this[language, key], arguments);
}
