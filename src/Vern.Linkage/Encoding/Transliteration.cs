using System.Text;

namespace Vern.Linkage.Encoding;

/// <summary>
/// Letters of other alphabets in Latin ones, roughly as passports do it: Cyrillic (Ukrainian by resolution 55 of 2010, else as Russian
/// passports), Greek, Ge'ez, Arabic with Persian and Urdu letters. What it gives is meant to be folded, not to be read.
/// </summary>
internal static class Transliteration
{
    internal const string Cyrillic = "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя";
    internal static readonly string[] CyrillicLatin =
        ["a", "b", "v", "g", "g", "d", "e", "ie", "e", "zh", "z", "i", "i", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "iu", "ia"];
    internal const string Greek = "αβγδεζηθικλμνξοπρσςτυφχψω";
    internal static readonly string[] GreekLatin = ["a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "y", "f", "ch", "ps", "o"];
    internal const string Arabic = "ابپتٹثجچحخدڈذرڑزژسشصضطظغفقکكگلمنں";
    internal static readonly string[] ArabicLatin =
        ["a", "b", "p", "t", "t", "s", "j", "ch", "h", "kh", "d", "d", "z", "r", "r", "z", "zh", "s", "sh", "s", "z", "t", "z", "gh", "f", "k", "k", "k", "g", "l", "m", "n", "n"];
    // One consonant for each row of eight in the Unicode block that begins at U+1200.
    internal static readonly string[] GeezRows =
        ["h", "l", "h", "m", "s", "r", "s", "sh", "k", "kw", "k", "kw", "b", "v", "t", "ch", "h", "hw", "n", "n", "", "k", "kw", "h", "hw", "w", "", "z", "zh", "y", "d", "d", "j", "g", "gw", "g", "t", "ch", "p", "ts", "ts", "f", "p"];
    internal static readonly string[] GeezVowels = ["e", "u", "i", "a", "e", "", "o", "wa"];

    /// <summary>Letters in Latin ones; the text is lower case and decomposed, without marks.</summary>
    public static string ToLatin(string text)
    {
        var latin = new StringBuilder(text.Length + 8);
        var ukrainian = text.AsSpan().ContainsAny("іїєґ");
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter is >= '\u0400' and <= '\u04FF') latin.Append(OfCyrillic(letter, ukrainian));
            else if (letter is >= '\u1200' and <= '\u1357') AppendGeez(latin, letter);
            else if (letter is >= '\u0600' and <= '\u06FF') AppendArabic(latin, text, i);
            else if (Greek.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var greek) latin.Append(GreekLatin[greek]);
            else latin.Append(letter);
        }
        return latin.ToString();
    }

    private static string OfCyrillic(char letter, bool ukrainian)
    {
        if (ukrainian && letter == 'г') return "h";
        if (ukrainian && letter == 'и') return "y";
        var at = Cyrillic.IndexOf(letter, StringComparison.Ordinal);
        return at >= 0 ? CyrillicLatin[at] : letter.ToString();
    }

    private static void AppendGeez(StringBuilder latin, char letter)
    {
        var (row, vowel) = Math.DivRem(letter - '\u1200', 8);
        var consonant = GeezRows[row];
        // Ge'ez writes no vowel in the sixth order: two consonants at the start of a word are spoken with one between them.
        if (latin.Length > 0 && !IsVowel(latin[^1]) && latin[^1] != ' ' && (latin.Length == 1 || latin[^2] == ' ')) latin.Append('i');
        // After a throat sound the first order is an a; alone, the sixth is an i or e.
        latin.Append(consonant).Append(consonant is "" or "h" && vowel == 0 ? "a" : consonant.Length == 0 && vowel == 5 ? "i" : GeezVowels[vowel]);
    }

    // Short vowels are not written: an a between two consonants meets most names half-way (hsn, hasan).
    private static void AppendArabic(StringBuilder latin, string text, int at)
    {
        var letter = text[at];
        var atStart = latin.Length == 0 || latin[^1] == ' ';
        var atEnd = at + 1 == text.Length || text[at + 1] == ' ';
        var afterVowel = !atStart && IsVowel(latin[^1]);
        switch (letter)
        {
            case 'و': latin.Append(atStart || afterVowel || (!atEnd && text[at + 1] is 'ا' or 'ی' or 'ي') ? "v" : "u"); break;
            case 'ی' or 'ي' or 'ى' or 'ئ' or 'ے': latin.Append(letter == 'ى' && atEnd ? "a" : atStart ? "y" : "i"); break;
            case 'ع': if (atStart || !afterVowel) latin.Append('a'); break;
            case 'ة': if (!afterVowel) latin.Append('a'); break;
            case 'ه' or 'ہ' or 'ۃ' or 'ە' when atEnd: if (!afterVowel) latin.Append('a'); break;
            case 'ه' or 'ہ' or 'ە': Consonant(latin, "h", atStart, afterVowel); break;
            case 'ھ': break;
            case 'ا' or 'ٱ': if (!afterVowel) latin.Append('a'); break;
            default:
                var known = Arabic.IndexOf(letter, StringComparison.Ordinal);
                if (known > 0) Consonant(latin, ArabicLatin[known], atStart, afterVowel);
                else if (char.IsLetter(letter) && letter != 'ء') latin.Append(letter);
                break;
        }
    }

    private static void Consonant(StringBuilder latin, string consonant, bool atStart, bool afterVowel)
    {
        if (!atStart && !afterVowel) latin.Append('a');
        latin.Append(consonant);
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
