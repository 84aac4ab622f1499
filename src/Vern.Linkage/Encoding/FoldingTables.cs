namespace Vern.Linkage.Encoding;

/// <summary>What name folding takes from tables, for an encoder that is written in another language and must fold alike: the page for bodies without Vern.</summary>
public static class FoldingTables
{
    /// <summary>Words that come and go in a person's papers, in ordinal order.</summary>
    public static IReadOnlyList<string> Particles { get; } = [.. NameFolding.Particles.Order(StringComparer.Ordinal)];
    /// <summary>Beginnings of words that are names without them too.</summary>
    public static IReadOnlyList<string> Prefixes => NameFolding.Prefixes;
    /// <summary>What is replaced by what, in this order.</summary>
    public static IReadOnlyList<(string From, string To)> Digraphs => NameFolding.Digraphs;
    /// <summary>Cyrillic letters, and for each its Latin ones.</summary>
    public static (string Letters, IReadOnlyList<string> Latin) Cyrillic => (Transliteration.Cyrillic, Transliteration.CyrillicLatin);
    /// <summary>Greek letters, and for each its Latin ones.</summary>
    public static (string Letters, IReadOnlyList<string> Latin) Greek => (Transliteration.Greek, Transliteration.GreekLatin);
    /// <summary>Arabic, Persian and Urdu consonants, and for each its Latin ones; the first letter is the vowel alif.</summary>
    public static (string Letters, IReadOnlyList<string> Latin) Arabic => (Transliteration.Arabic, Transliteration.ArabicLatin);
    /// <summary>Ge'ez: a consonant for each row of eight from U+1200, and a vowel for each place in a row.</summary>
    public static (IReadOnlyList<string> Rows, IReadOnlyList<string> Vowels) Geez => (Transliteration.GeezRows, Transliteration.GeezVowels);
}
