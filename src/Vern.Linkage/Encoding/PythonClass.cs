using System.Globalization;
using System.Text;

namespace Vern.Linkage.Encoding;

/// <summary>The flags of a Python pattern.</summary>
internal readonly record struct PythonFlags(bool Ascii, bool AnyCase, bool ManyLines, bool DotMatchesAll, bool Verbose)
{
    /// <summary>These flags with one more, or one less.</summary>
    public PythonFlags With(char letter, bool on) => letter switch
    {
        'a' => this with { Ascii = on }, 'u' => this with { Ascii = !on }, 'i' => this with { AnyCase = on },
        'm' => this with { ManyLines = on }, 's' => this with { DotMatchesAll = on }, _ => this with { Verbose = on },
    };
}

/// <summary>Single characters in Python's patterns: classes, categories and escapes, written for .NET so that each matches one code point.</summary>
internal static class PythonClass
{
    private const string Pair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";

    /// <summary>Any code point.</summary>
    public const string Anything = $@"(?:{Pair}|[^\uD800-\uDFFF])";
    /// <summary>Any code point but a line feed.</summary>
    public const string AnythingInLine = $@"(?:{Pair}|[^\n\uD800-\uDFFF])";

    // str.isalnum and the underscore: letters and whatever has a numeric value; not the marks and joiners that .NET adds.
    private const string Word = @"\p{L}\p{N}_";
    private const string Space = @"\s\u001c-\u001f";

    /// <summary>One code point as an expression.</summary>
    public static string Literal(int code)
    {
        if (code > char.MaxValue) return $"(?:{Escape(char.ConvertFromUtf32(code)[0])}{Escape(char.ConvertFromUtf32(code)[1])})";
        return Escape((char)code);
    }

    private static string Escape(char unit) => char.IsAsciiLetterOrDigit(unit) ? unit.ToString() : $@"\u{(int)unit:X4}";

    /// <summary>The expression for \w, \d, \s and their complements; null for another letter.</summary>
    public static string? Category(char letter, PythonFlags flags)
    {
        var set = Set(char.ToLowerInvariant(letter), flags);
        return letter switch { 'w' or 'd' or 's' => $"[{set}]", 'W' or 'D' or 'S' => $@"(?:{Pair}|[^{set}\uD800-\uDFFF])", _ => null };
    }

    private static string Set(char letter, PythonFlags flags) => letter switch
    {
        'w' => flags.Ascii ? "a-zA-Z0-9_" : Word, 'd' => flags.Ascii ? "0-9" : @"\p{Nd}", _ => flags.Ascii ? @"\x20\t\n\r\f\v" : Space,
    };

    /// <summary>\b and \B, with what Python holds for a word.</summary>
    public static string Boundary(PythonFlags flags, bool isThere)
    {
        var word = $"[{Set('w', flags)}]";
        // Python finds no \B in an empty text, but a whole value is never matched by \B alone unless it is empty.
        return isThere ? $"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))" : $@"(?:(?<={word})(?={word})|(?<!{word})(?!{word})(?!\A\z))";
    }

    /// <summary>Reads a class that begins at a bracket.</summary>
    /// <returns>Where the text after it begins.</returns>
    public static int Read(string pattern, int start, PythonFlags flags, out string text)
    {
        var at = start + 1;
        var complement = at < pattern.Length && pattern[at] == '^';
        if (complement) at++;
        var units = new StringBuilder();
        var others = new List<string>();
        for (var isFirst = true; ; isFirst = false)
        {
            if (at >= pattern.Length) throw new ArgumentException($"at character {start + 1}: the class is never closed");
            if (pattern[at] == ']' && !isFirst) break;
            var (low, category) = Item(pattern, ref at, flags);
            var isRange = at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']';
            if (!isRange)
            {
                if (category is not null) others.Add(category);
                else Add(units, others, low, low);
                continue;
            }
            at++;
            var (high, second) = Item(pattern, ref at, flags);
            if (category is not null || second is not null || low > high) throw new ArgumentException($"at character {at + 1}: a range from a lower to a higher character expected");
            Add(units, others, low, high);
        }
        if (units.Length > 0) others.Add($"[{units}]");
        var any = others.Count == 1 ? others[0] : $"(?:{string.Join('|', others)})";
        text = complement ? $"(?:(?!{any}){Anything})" : any;
        return at + 1;
    }

    private static (int Code, string? Category) Item(string pattern, ref int at, PythonFlags flags)
    {
        if (pattern[at] != '\\')
        {
            var rune = Rune.GetRuneAt(pattern, at);
            at += rune.Utf16SequenceLength;
            return (rune.Value, null);
        }
        if (at + 1 < pattern.Length && Category(pattern[at + 1], flags) is { } category)
        {
            at += 2;
            return (0, category);
        }
        (var code, at) = Code(pattern, at, inClass: true);
        return (code, null);
    }

    // A range of code points: what lies beyond U+FFFF as pairs of surrogates.
    private static void Add(StringBuilder units, List<string> others, int low, int high)
    {
        if (low <= char.MaxValue) units.Append(Escape((char)low)).Append('-').Append(Escape((char)Math.Min(high, char.MaxValue)));
        for (var code = Math.Max(low, 0x10000); code <= high;)
        {
            var pair = char.ConvertFromUtf32(code);
            var last = Math.Min(high, code | 0x3FF);
            others.Add($"(?:{Escape(pair[0])}[{Escape(pair[1])}-{Escape(char.ConvertFromUtf32(last)[1])}])");
            code = last + 1;
        }
    }

    /// <summary>Whether a backslash is followed by three octal digits, which are a character and not a reference.</summary>
    public static bool IsOctal(string pattern, int at) =>
        at + 3 < pattern.Length && pattern[at + 1] is >= '0' and <= '7' && pattern[at + 2] is >= '0' and <= '7' && pattern[at + 3] is >= '0' and <= '7';

    /// <summary>The code point that an escape stands for, and where the text after it begins.</summary>
    /// <exception cref="ArgumentException">Python knows no such escape.</exception>
    public static (int Code, int Next) Code(string pattern, int at, bool inClass)
    {
        if (at + 1 >= pattern.Length) throw new ArgumentException($"at character {at + 1}: a backslash stands at the end");
        var letter = pattern[at + 1];
        switch (letter)
        {
            case 'a': return ('\a', at + 2);
            case 'b' when inClass: return ('\b', at + 2);
            case 'f': return ('\f', at + 2);
            case 'n': return ('\n', at + 2);
            case 'r': return ('\r', at + 2);
            case 't': return ('\t', at + 2);
            case 'v': return ('\v', at + 2);
            case 'x': return Hexadecimal(pattern, at, 2);
            case 'u': return Hexadecimal(pattern, at, 4);
            case 'U': return Hexadecimal(pattern, at, 8);
        }
        if (char.IsAsciiDigit(letter))
        {
            var end = at + 1;
            while (end < pattern.Length && end < at + 4 && pattern[end] is >= '0' and <= '7') end++;
            // Outside a class one or two digits are octal only after a zero; within it always.
            if (end == at + 1) throw new ArgumentException($"at character {at + 1}: octal digits expected");
            var code = Convert.ToInt32(pattern[(at + 1)..end], 8);
            return code <= 255 ? (code, end) : throw new ArgumentException($"at character {at + 1}: an octal number of at most 377 expected");
        }
        if (char.IsAsciiLetter(letter)) throw new ArgumentException($"at character {at + 1}: \\{letter} is not known");
        var rune = Rune.GetRuneAt(pattern, at + 1);
        return (rune.Value, at + 1 + rune.Utf16SequenceLength);
    }

    private static (int Code, int Next) Hexadecimal(string pattern, int at, int digits)
    {
        var end = at + 2 + digits;
        if (end > pattern.Length || !int.TryParse(pattern.AsSpan(at + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code is < 0 or > 0x10FFFF)
        {
            throw new ArgumentException($"at character {at + 1}: {digits} hexadecimal digits of a code point expected");
        }
        return code is >= 0xD800 and <= 0xDFFF ? throw new ArgumentException($"at character {at + 1}: half a surrogate pair stands for no character") : (code, end);
    }
}
