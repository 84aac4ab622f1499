using System.Text;

namespace Vern.Linkage.Encoding;

/// <summary>How a folded name sounds, roughly: consonants in classes, no vowels except that a name begins with one, no h.</summary>
public static class NameSound
{
    private const int Longest = 8;

    /// <summary>The sound of a folded word, in capital letters; at most eight.</summary>
    public static string Of(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var sound = new StringBuilder(Longest);
        var before = ' ';
        foreach (var letter in word)
        {
            var kind = letter switch
            {
                'b' or 'p' => 'P', 'f' or 'v' => 'F', 'd' or 't' => 'T', 'g' or 'k' => 'K', 's' or 'z' or 'c' => 'S', 'm' => 'M', 'n' => 'N', 'l' => 'L', 'r' => 'R',
                'h' => sound.Length == 0 ? 'A' : ' ',
                'a' or 'e' or 'i' or 'o' or 'u' => sound.Length == 0 ? 'A' : ' ',
                _ => char.ToUpperInvariant(letter),
            };
            if (kind != ' ' && kind != before && !(kind == 'A' && sound.Length > 0))
            {
                if (sound.Length == Longest) break;
                sound.Append(kind);
            }
            before = kind;
        }
        return sound.ToString();
    }
}
