using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Vern.Linkage.Encoding;

// What stands in brackets: groups, looks ahead and behind, references, conditions, flags.
internal sealed partial class PythonPattern
{
    private Piece Group()
    {
        var isStart = !_begun;
        _begun = true;
        _at++;
        if (!Take("?")) return Captured(null);
        if (Take("P<")) return Captured(Name('>'));
        if (Take("P=")) return BackTo(Known(Name(')')));
        if (Take(":")) return Closed("(?:", Alternatives());
        if (Take(">")) return Closed("(?>", Alternatives());
        if (Take("=")) return Look("(?=");
        if (Take("!")) return Look("(?!");
        if (Take("<=")) return LookBehind("(?<=");
        if (Take("<!")) return LookBehind("(?<!");
        if (Take("(")) return Condition();
        if (!Ends && (char.IsAsciiLetter(_pattern[_at]) || _pattern[_at] == '-')) return Flagged(isStart);
        throw Wrong("an unknown kind of group");
    }

    private Piece Closed(string opening, Piece inner) =>
        Take(")") ? inner with { Text = $"{opening}{inner.Text})", IsAnchor = false } : throw Wrong("a parenthesis is never closed");

    private Piece Look(string opening) => Closed(opening, Alternatives()) with { Least = 0, Most = 0 };

    private Piece LookBehind(string opening)
    {
        _lookingBack++;
        var inner = Alternatives();
        _lookingBack--;
        if (inner.Least != inner.Most) throw Wrong("what is looked back at must have one width");
        return Closed(opening, inner) with { Least = 0, Most = 0 };
    }

    private Piece Captured(string? name)
    {
        var number = ++_groups;
        if (name is not null && !_names.TryAdd(name, number)) throw Wrong($"two groups have the name {name}");
        _open.Add(number);
        var inner = Closed($"(?<g{number}>", Alternatives());
        _open.Remove(number);
        _closed[number] = inner;
        return inner;
    }

    private string Name(char end)
    {
        var close = _pattern.IndexOf(end, _at);
        if (close < 0) throw Wrong("a group's name is never closed");
        var name = _pattern[_at..close];
        if (name.Length == 0 || char.IsDigit(name[0]) || !name.All(character => char.IsLetterOrDigit(character) || character == '_')) throw Wrong("a group's name is a word that does not begin with a digit");
        _at = close + 1;
        return name;
    }

    private int Known(string name) => _names.TryGetValue(name, out var number) ? number : throw Wrong($"no group has the name {name}");

    private Piece BackTo(int number)
    {
        if (_open.Contains(number)) throw Wrong("a group cannot refer to itself");
        if (!_closed.TryGetValue(number, out var group)) throw Wrong($"there is no group {number}");
        return new(WithCase($@"\k<g{number}>"), group.Least, group.Most);
    }

    private Piece Condition()
    {
        var close = _pattern.IndexOf(')', _at);
        var digits = close < 0 ? "" : _pattern[_at..close];
        int number;
        if (digits.Length > 0 && digits.All(char.IsAsciiDigit))
        {
            number = int.TryParse(digits, CultureInfo.InvariantCulture, out var given) && given > 0 ? given : throw Wrong("groups count from 1");
            _at = close + 1;
        }
        else number = Known(Name(')'));
        var yes = Sequence();
        var no = Take("|") ? Sequence() : default(Piece?);
        if (!Ends && _pattern[_at] == '|') throw Wrong("a condition has two branches at most");
        if (_open.Contains(number) && _lookingBack > 0) throw Wrong("a group cannot refer to itself");
        _asked = Math.Max(_asked, number);
        var text = $"(?(g{number}){yes.Text}|{no?.Text}";
        return Closed("", new(text, Math.Min(yes.Least, no?.Least ?? 0), Math.Max(yes.Most, no?.Most ?? 0)));
    }

    private Piece Flagged(bool isStart)
    {
        var flags = _flags;
        var takes = false;
        var seen = "";
        for (; !Ends && _pattern[_at] is not (')' or ':'); _at++)
        {
            var letter = _pattern[_at];
            if (letter == '-' && !takes) { takes = true; continue; }
            if (letter is 'L' || !"aimsux".Contains(letter, StringComparison.Ordinal) || (takes && (letter is 'a' or 'u'))) throw Wrong("an unknown flag");
            seen += letter;
            flags = flags.With(letter, !takes);
        }
        if (seen.Contains('a', StringComparison.Ordinal) && seen.Contains('u', StringComparison.Ordinal)) throw Wrong("the flags a and u exclude one another");
        if (seen.Length == 0 || _pattern[_at - 1] == '-') throw Wrong("a flag expected");
        if (Take(":"))
        {
            var outer = _flags;
            _flags = flags;
            var inner = Closed("(?:", Alternatives());
            _flags = outer;
            return inner;
        }
        if (takes || !isStart) throw Wrong("flags for the whole stand at its beginning");
        if (!Take(")")) throw Wrong("a parenthesis is never closed");
        (_flags, _begun) = (flags, false);
        return new("", 0, 0, IsAnchor: true);
    }
}
