using System.Text;

namespace Vern.Linkage.Encoding;

/// <summary>How a folded name sounds, roughly: consonants in classes, vowels only at the start.</summary>
public static class NameSound
{
    /// <summary>The sound of a folded word, in capital letters; at most eight.</summary>
    public static string Of(string word)
    {
        var sound = new StringBuilder(8);
        foreach (var letter in word)
        {
            var kind = letter switch
            {
                'b' or 'p' => 'P', 'f' or 'v' or 'w' => 'F', 'd' or 't' => 'T', 'g' or 'k' or 'q' or 'c' or 'x' => 'K',
                's' or 'z' or 'j' => 'S', 'm' or 'n' => 'N', 'l' => 'L', 'r' => 'R', _ => sound.Length == 0 && letter != 'h' ? 'A' : ' ',
            };
            if (kind != ' ' && (sound.Length == 0 || sound[^1] != kind) && sound.Length < 8) sound.Append(kind);
        }
        return sound.ToString();
    }
}
