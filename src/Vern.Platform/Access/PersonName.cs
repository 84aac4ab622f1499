using System.Globalization;
using System.Text;

namespace Vern.Platform.Access;

/// <summary>Names of people as a reader takes them.</summary>
public static class PersonName
{
    /// <summary>Whether two names read the same, whatever the case, the spaces and invisible signs.</summary>
    public static bool Same(string a, string b) => Fold(a) == Fold(b);

    private static string Fold(string name)
    {
        var folded = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormKC).Where(letter => !char.IsWhiteSpace(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.Format)) folded.Append(char.ToUpperInvariant(letter));
        return folded.ToString();
    }
}
