using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Vern.Linkage.Encoding;

/// <summary>
/// Python's regular expressions (the <c>re</c> module of 3.11) as .NET's, for whole-value matches. The pattern is read with Python's grammar, so what
/// Python refuses is refused here, and written anew: the two dialects differ in what \w, \s, a bracket in a class and a brace mean, and .NET counts UTF-16
/// units where Python counts code points. Not supported, and so refused: \N{name}, and letters beyond U+FFFF in \w, which then do not match.
/// </summary>
internal sealed partial class PythonPattern
{
    private const long Endless = long.MaxValue / 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly string _pattern;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly HashSet<int> _open = [];
    private readonly Dictionary<int, Piece> _closed = [];
    private int _at;
    private int _groups;
    private int _asked;
    private int _lookingBack;
    private bool _begun;
    private PythonFlags _flags = new(false, false, false, false, false);

    private PythonPattern(string pattern) => _pattern = pattern;

    // What a part of a pattern became: its .NET text, how many code points it matches at least and at most, and whether it may be repeated.
    private readonly record struct Piece(string Text, long Least, long Most, bool IsAnchor = false);

    /// <summary>An expression that matches a whole value where Python's <c>fullmatch</c> does.</summary>
    /// <exception cref="ArgumentException">It is not a regular expression, or one that is not supported; the message says why.</exception>
    public static Regex Compile(string pattern)
    {
        var reader = new PythonPattern(pattern);
        var translated = reader.Alternatives().Text;
        if (reader._at < pattern.Length) throw reader.Wrong("a parenthesis is closed that was never opened");
        if (reader._asked > reader._groups) throw reader.Wrong($"there is no group {reader._asked}");
        return new($@"\A(?:{translated})\z", RegexOptions.CultureInvariant, Patience);
    }

    private ArgumentException Wrong(string problem) => new($"at character {_at + 1}: {problem}");

    private bool Ends => _at >= _pattern.Length;

    private bool Take(string text)
    {
        if (string.CompareOrdinal(_pattern, _at, text, 0, text.Length) != 0) return false;
        _at += text.Length;
        return true;
    }

    private Piece Alternatives()
    {
        var first = Sequence();
        var (text, least, most) = (new StringBuilder(first.Text), first.Least, first.Most);
        while (Take("|"))
        {
            _begun = true;
            var next = Sequence();
            text.Append('|').Append(next.Text);
            (least, most) = (Math.Min(least, next.Least), Math.Max(most, next.Most));
        }
        return new(text.ToString(), least, most);
    }

    private Piece Sequence()
    {
        var text = new StringBuilder();
        var (least, most) = (0L, 0L);
        Piece? last = null;
        var wasRepeated = false;
        void Close()
        {
            if (last is not { } piece) return;
            text.Append(piece.Text);
            (least, most) = (Sum(least, piece.Least), Sum(most, piece.Most));
            last = null;
        }
        while (!Ends && _pattern[_at] is not ('|' or ')'))
        {
            if (_flags.Verbose && SkipsBlank()) continue;
            if (Repetition() is { } bounds)
            {
                if (last is null || last.Value.IsAnchor) throw Wrong("there is nothing to repeat");
                if (wasRepeated) throw Wrong("what is repeated is repeated again");
                last = Repeated(last.Value, bounds);
                wasRepeated = true;
                continue;
            }
            if (Take("(?#"))
            {
                _at = _pattern.IndexOf(')', _at) + 1;
                if (_at == 0) { _at = _pattern.Length; throw Wrong("the comment is never closed"); }
                continue;
            }
            Close();
            wasRepeated = false;
            last = _pattern[_at] == '(' ? Group() : Atom();
        }
        Close();
        return new(text.ToString(), least, most);
    }

    private static long Sum(long a, long b) => Math.Min(Endless, a + b);

    private bool SkipsBlank()
    {
        if (_pattern[_at] is ' ' or '\t' or '\n' or '\r' or '\v' or '\f') { _at++; return true; }
        if (_pattern[_at] != '#') return false;
        var end = _pattern.IndexOf('\n', _at);
        _at = end < 0 ? _pattern.Length : end + 1;
        return true;
    }

    // The bounds of a repetition that stands here, or null: a brace that is none is itself.
    private (long Least, long Most)? Repetition()
    {
        if (Take("*")) return (0, Endless);
        if (Take("+")) return (1, Endless);
        if (Take("?")) return (0, 1);
        var start = _at;
        if (!Take("{")) return null;
        if (Take("}")) { _at = start; return null; }
        var low = Digits();
        var high = Take(",") ? Digits() : low;
        var isOpen = _pattern.AsSpan(start, _at - start).Contains(',');
        if (!Take("}") || (!isOpen && low.Length == 0)) { _at = start; return null; }
        var least = low.Length == 0 ? 0 : Bound(low);
        var most = high.Length == 0 ? Endless : Bound(high);
        return least <= most ? (least, most) : throw Wrong("the least number of repetitions is above the greatest");
    }

    private string Digits()
    {
        var start = _at;
        while (!Ends && char.IsAsciiDigit(_pattern[_at])) _at++;
        return _pattern[start.._at];
    }

    private long Bound(string digits) => int.TryParse(digits, CultureInfo.InvariantCulture, out var bound) ? bound : throw Wrong("the number of repetitions is too large");

    private Piece Repeated(Piece piece, (long Least, long Most) bounds)
    {
        var count = bounds.Most == Endless ? $"{{{bounds.Least},}}" : $"{{{bounds.Least},{bounds.Most}}}";
        var text = $"(?:{piece.Text}){count}";
        if (Take("?")) text += "?";
        else if (Take("+")) text = $"(?>{text})";
        return new(text, Times(piece.Least, bounds.Least), Times(piece.Most, bounds.Most));
    }

    private static long Times(long a, long b) => a == 0 || b == 0 ? 0 : a >= Endless || b >= Endless || a > Endless / b ? Endless : a * b;

    private Piece Atom()
    {
        _begun = true;
        var character = _pattern[_at];
        switch (character)
        {
            case '.':
                _at++;
                return new(_flags.DotMatchesAll ? PythonClass.Anything : PythonClass.AnythingInLine, 1, 1);
            case '^':
                _at++;
                return new(_flags.ManyLines ? "(?m:^)" : @"\A", 0, 0, true);
            case '$':
                _at++;
                return new(_flags.ManyLines ? "(?m:$)" : @"\Z", 0, 0, true);
            case '[':
                var end = PythonClass.Read(_pattern, _at, _flags, out var text);
                _at = end;
                return new(WithCase(text), 1, 1);
            case '\\':
                return Escaped();
            default:
                var rune = Rune.GetRuneAt(_pattern, _at);
                _at += rune.Utf16SequenceLength;
                return new(WithCase(PythonClass.Literal(rune.Value)), 1, 1);
        }
    }

    private string WithCase(string text) => _flags.AnyCase ? $"(?i:{text})" : text;

    private Piece Escaped()
    {
        if (_at + 1 >= _pattern.Length) throw Wrong("a backslash stands at the end");
        var letter = _pattern[_at + 1];
        if (PythonClass.Category(letter, _flags) is { } category) { _at += 2; return new(category, 1, 1); }
        switch (letter)
        {
            case 'A': _at += 2; return new(@"\A", 0, 0, true);
            case 'Z': _at += 2; return new(@"\z", 0, 0, true);
            case 'b': _at += 2; return new(PythonClass.Boundary(_flags, isThere: true), 0, 0, true);
            case 'B': _at += 2; return new(PythonClass.Boundary(_flags, isThere: false), 0, 0, true);
        }
        if (letter is >= '1' and <= '9' && !PythonClass.IsOctal(_pattern, _at))
        {
            var digits = _at + 2 < _pattern.Length && char.IsAsciiDigit(_pattern[_at + 2]) ? 2 : 1;
            var number = int.Parse(_pattern.AsSpan(_at + 1, digits), NumberStyles.None, CultureInfo.InvariantCulture);
            _at += 1 + digits;
            return BackTo(number);
        }
        var (code, next) = PythonClass.Code(_pattern, _at, inClass: false);
        _at = next;
        return new(WithCase(PythonClass.Literal(code)), 1, 1);
    }
}
