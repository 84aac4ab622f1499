using System.Text;
using System.Text.RegularExpressions;

namespace Vern.Linkage.Encoding;

/// <summary>Python's regular expressions in .NET's dialect, for whole-value matches.</summary>
internal static class PythonPattern
{
    /// <summary>An expression that matches a whole value where Python's <c>fullmatch</c> does.</summary>
    /// <exception cref="ArgumentException">It is not a regular expression.</exception>
    public static Regex Compile(string pattern) =>
        new($@"\A(?:{Translate(pattern)})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));

    private static string Translate(string pattern)
    {
        var translated = new StringBuilder(pattern.Length);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest is ['\\', _, ..])
            {
                if (rest[1] == 'Z' && !inClass) translated.Append(@"\z");
                else translated.Append(rest[..2]);
                i++;
            }
            else if (inClass)
            {
                // .NET subtracts classes where Python reads a bracket.
                if (rest[0] == '[') translated.Append('\\');
                inClass = rest[0] != ']';
                translated.Append(rest[0]);
            }
            else if (rest[0] == '[')
            {
                inClass = true;
                translated.Append('[');
                if (rest is ['[', '^', ..]) { translated.Append('^'); i++; }
                if (i + 1 < pattern.Length && pattern[i + 1] == ']') { translated.Append(@"\]"); i++; }
            }
            else if (rest.StartsWith("(?P<", StringComparison.Ordinal)) { translated.Append("(?<"); i += 3; }
            else if (rest.StartsWith("(?P=", StringComparison.Ordinal) && rest.IndexOf(')') is > 4 and var end)
            {
                translated.Append(@"\k<").Append(rest[4..end]).Append('>');
                i += end;
            }
            else if (rest is ['{', ',', >= '0' and <= '9', ..]) translated.Append("{0");
            else translated.Append(rest[0]);
        }
        return translated.ToString();
    }
}
