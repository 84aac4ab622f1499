using System.Globalization;
using System.Text;

namespace Vern.Linkage.Encoding;

/// <summary>Folds names: whatever alphabet and spelling, words of the letters a to z.</summary>
public static class NameFolding
{
    /// <summary>The words of a name, folded, in the order written.</summary>
    public static IReadOnlyList<string> Words(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return [];
        var plain = new StringBuilder();
        foreach (var rune in name.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) continue;
            var lower = Rune.ToLowerInvariant(rune);
            plain.Append(lower.Value switch
            {
                'ø' => "o", 'æ' => "a", 'đ' => "d", 'ð' => "d", 'þ' => "t", 'ł' => "l", 'ß' => "s", 'ı' => "i", 'œ' => "o",
                >= 'a' and <= 'z' => ((char)lower.Value).ToString(),
                '\'' or '’' or '`' or 'ʼ' => "",
                _ => " ",
            });
        }
        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
