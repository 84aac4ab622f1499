using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Vern.Linkage.Encoding;

/// <summary>
/// Folds names so that spellings of one name meet: alphabets into Latin letters, marks away, digraphs of the usual transliterations and
/// doubled letters into one letter, particles and titles away. Folding is for comparison only; nobody is ever shown a folded name.
/// </summary>
public static class NameFolding
{
    // Words that come and go in one person's papers. A name of nothing else keeps them.
    internal static readonly FrozenSet<string> Particles = FrozenSet.Create(StringComparer.Ordinal,
        "al", "el", "ul", "ur", "ud", "as", "ash", "ar", "an", "bin", "bint", "binti", "ibn", "ben", "bte", "ould", "abd", "abdul", "abdel", "abdal", "abdur", "abu",
        "de", "da", "do", "dos", "das", "del", "dela", "delos", "della", "di", "du", "la", "las", "los", "le", "y", "e", "i", "of",
        "van", "von", "der", "den", "ter", "ten", "av", "af", "thi", "jr", "sr", "ii", "iii", "mr", "mrs", "ms", "miss", "dr", "hr", "fru");

    // Long enough for what is left to be a name: Oluwaseun is also Seun, Abdulrahman also Abdul Rahman, Delacruz also de la Cruz.
    internal static readonly string[] Prefixes = ["oluwa", "abdul", "abdel", "abdal", "abdur", "dela", "delos"];

    // Digraphs before single letters, the longer first; each result is a letter of its own.
    internal static readonly (string From, string To)[] Digraphs =
    [
        ("q", "k"), ("shch", "s"), ("tsch", "q"), ("tsj", "q"), ("sch", "s"), ("dzh", "j"), ("chr", "kr"), ("chl", "kl"), ("skj", "s"),
        ("ph", "f"), ("kh", "h"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("bh", "b"), ("sh", "s"), ("sz", "s"), ("sj", "s"), ("zh", "z"), ("ch", "q"), ("cz", "q"), ("tz", "ts"), ("dj", "j"),
        ("ck", "k"), ("ae", "e"), ("oe", "o"), ("ue", "u"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("aa", "a"),
    ];

    private static readonly Regex Prophet = new("^m[aou]?h?[ae]?m+[aeou]?[dt]$", RegexOptions.CultureInvariant);

    /// <summary>The words of a name, folded, in the order written; empty when there is none.</summary>
    public static IReadOnlyList<string> Words(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return [];
        var words = Transliteration.ToLatin(Plain(name)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var kept = words.Where(word => word.Length > 1 && !Particles.Contains(word)).ToArray();
        return [.. (kept.Length > 0 ? kept : words).Select(Fold).Where(word => word.Length > 0)];
    }

    /// <summary>One word in Latin letters, folded.</summary>
    private static string Fold(string word)
    {
        if (word == "ma") word = "maria"; // the Philippines' Ma. Cristina
        var prefix = Array.Find(Prefixes, prefix => word.StartsWith(prefix, StringComparison.Ordinal) && word.Length >= prefix.Length + 4);
        if (prefix is not null) word = word[prefix.Length..];
        foreach (var (from, to) in Digraphs) word = word.Replace(from, to, StringComparison.Ordinal);
        var folded = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            var next = i + 1 < word.Length ? word[i + 1] : ' ';
            // An h that is not heard: at the end, and before a consonant.
            if (word[i] == 'h' && i > 0 && !(next is 'a' or 'e' or 'i' or 'o' or 'u' or 'y')) continue;
            var letters = word[i] switch
            {
                // By now a q stands for ch; other c's are soft before e, i and y.
                'c' => next is 'e' or 'i' or 'y' ? "c" : "k",
                'q' => "c", 'w' => "v", 'x' => "ks", 'y' or 'j' => "i",
                _ => null,
            };
            foreach (var letter in letters ?? word[i].ToString())
            {
                if (folded.Length == 0 || folded[^1] != letter) folded.Append(letter);
            }
        }
        folded.Replace("ai", "i").Replace("ei", "i").Replace("ii", "i");
        var result = folded.ToString();
        return Prophet.IsMatch(result) ? "muhamad" : result;
    }

    // Lower case, without marks, apostrophes away, everything that is no letter a blank.
    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var rune in Nordic(name).EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.ModifierLetter or UnicodeCategory.Format: continue;
                case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.SpacingCombiningMark:
                    var lower = Rune.ToLowerInvariant(rune);
                    plain.Append(lower.Value switch
                    {
                        'đ' or 'ð' or 'ɗ' => "d", 'þ' => "th", 'ł' => "l", 'ß' => "ss", 'ı' or 'ɨ' => "i", 'œ' => "oe", 'ħ' => "h", 'ŋ' => "n", 'ɓ' => "b", 'ƙ' => "k", 'ƴ' => "y", 'ə' => "e", 'ŧ' => "t",
                        _ => lower.ToString(),
                    });
                    break;
                default:
                    if (rune.Value is not ('\'' or '’' or '‘' or '`' or '´' or 'ʼ')) plain.Append(' ');
                    break;
            }
        }
        return plain.ToString();
    }

    // The Nordic letters are letters of their own, not letters with marks; then everything is decomposed.
    private static string Nordic(string name)
    {
        string composed;
        try
        {
            composed = name.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return ""; // lone surrogates: not text
        }
        var spelled = new StringBuilder(composed.Length + 4);
        foreach (var letter in composed)
        {
            spelled.Append(letter switch { 'æ' or 'ä' or 'Æ' or 'Ä' => "ae", 'ø' or 'ö' or 'Ø' or 'Ö' => "oe", 'å' or 'Å' => "aa", _ => null } ?? letter.ToString());
        }
        // Cyrillic і and й keep what tells them from i and и: й is one letter, and NFKD would take it apart.
        return spelled.Replace('й', 'і').Replace('Й', 'і').Replace('ї', 'і').Replace('Ї', 'і').ToString().Normalize(NormalizationForm.FormKD);
    }
}
