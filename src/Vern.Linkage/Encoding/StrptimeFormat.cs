using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Vern.Linkage.Encoding;

/// <summary>
/// Python's <c>strptime</c> in the C locale, from which clkhash takes its dates: the same alternatives in the same order, so that
/// the same texts are dates ("5-1-2000" is one for <c>%d-%m-%Y</c>), and the same date comes out.
/// </summary>
internal sealed class StrptimeFormat
{
    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private static readonly Dictionary<char, string> Directives = new()
    {
        ['d'] = @"(?<d>3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9])", ['f'] = "(?<f>[0-9]{1,6})", ['H'] = @"(?<H>2[0-3]|[0-1]\d|\d)",
        ['I'] = "(?<I>1[0-2]|0[1-9]|[1-9])", ['G'] = @"(?<G>\d\d\d\d)",
        ['j'] = @"(?<j>36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])", ['m'] = "(?<m>1[0-2]|0[1-9]|[1-9])",
        ['M'] = @"(?<M>[0-5]\d|\d)", ['S'] = @"(?<S>6[0-1]|[0-5]\d|\d)", ['U'] = @"(?<U>5[0-3]|[0-4]\d|\d)", ['W'] = @"(?<W>5[0-3]|[0-4]\d|\d)",
        ['w'] = "(?<w>[0-6])", ['u'] = "(?<u>[1-7])", ['V'] = @"(?<V>5[0-3]|0[1-9]|[1-4]\d|\d)", ['y'] = @"(?<y>\d\d)", ['Y'] = @"(?<Y>\d\d\d\d)",
        ['z'] = @"(?<z>[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|(?-i:Z))", ['Z'] = "(?<Z>utc|gmt)", ['p'] = "(?<p>am|pm)", ['%'] = "%",
        ['B'] = OneOf('B', Months), ['b'] = OneOf('b', Months.Select(month => month[..3])),
        ['A'] = OneOf('A', Weekdays), ['a'] = OneOf('a', Weekdays.Select(day => day[..3])),
    };

    private readonly Regex _expression;

    private StrptimeFormat(Regex expression) => _expression = expression;

    /// <summary>Reads a format.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static StrptimeFormat Parse(string format)
    {
        var expanded = format.Replace("%c", "%a %b %d %H:%M:%S %Y", StringComparison.Ordinal)
            .Replace("%x", "%m/%d/%y", StringComparison.Ordinal).Replace("%X", "%H:%M:%S", StringComparison.Ordinal);
        var pattern = new StringBuilder("^");
        var seen = new HashSet<char>();
        for (var i = 0; i < expanded.Length; i++)
        {
            var character = expanded[i];
            if (character == '%')
            {
                if (++i == expanded.Length) throw new FormatException("a % at the end stands alone");
                if (!Directives.TryGetValue(expanded[i], out var directive)) throw new FormatException($"%{expanded[i]} is not a directive of strptime");
                if (expanded[i] != '%' && !seen.Add(expanded[i])) throw new FormatException($"%{expanded[i]} occurs twice");
                pattern.Append(directive);
            }
            else if (PythonNumber.IsSpace(character))
            {
                while (i + 1 < expanded.Length && PythonNumber.IsSpace(expanded[i + 1])) i++;
                pattern.Append(@"[\s\u001c-\u001f]+");
            }
            else pattern.Append(Regex.Escape(character.ToString()));
        }
        if (!seen.Contains('Y') && seen.Contains('G') && !(seen.Contains('V') && seen.Overlaps("AaWwu".Where(c => c != 'W')))) throw new FormatException("%G needs %V and a weekday");
        return new(new Regex(pattern.ToString(), RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(2)));
    }

    /// <summary>
    /// The date as clkhash hashes it: <c>strftime('%Y%m%d')</c>, in which Linux does not fill up years before 1000 (12 January 123 is "1230112").
    /// </summary>
    public bool TryRead(string text, out string compact)
    {
        compact = "";
        var found = _expression.Match(text);
        // strptime matches at the start and then refuses what is left over; a full match would backtrack further.
        if (!found.Success || found.Length != text.Length) return false;
        if (Number(found, "S") is > 59) return false;
        var year = Number(found, "Y");
        if (Number(found, "y") is { } two) year = two <= 68 ? two + 2000 : two + 1900;
        var isoYear = Number(found, "G");
        var isoWeek = Number(found, "V");
        var month = Number(found, "m") ?? Position(found, "B", Months) ?? Position(found, "b", Months) ?? 1;
        var day = Number(found, "d") ?? 1;
        var weekday = Position(found, "A", Weekdays) ?? Position(found, "a", Weekdays)
            ?? (Number(found, "w") is { } sunday ? (sunday == 0 ? 7 : sunday) : Number(found, "u"));
        var ordinal = Number(found, "j");
        if (year is null && isoYear is not null && ordinal is not null) return false;
        if (isoWeek is not null && (isoYear is null || year is not null) && !found.Groups["U"].Success && !found.Groups["W"].Success) return false;
        if (year is null && month == 2 && day == 29) return false; // strptime ends in 29 February 1900 here, and refuses it
        var known = year ?? 1900;
        if (ordinal is null && weekday is { } dayOfWeek)
        {
            if (Number(found, "U") is { } fromSunday) ordinal = OrdinalOfWeek(fromSunday, dayOfWeek % 7, (int)FirstDay(known).DayOfWeek);
            else if (Number(found, "W") is { } fromMonday) ordinal = OrdinalOfWeek(fromMonday, dayOfWeek - 1, ((int)FirstDay(known).DayOfWeek + 6) % 7);
            else if (isoYear is { } iso && isoWeek is { } week)
            {
                if (iso < 1) return false;
                var fourth = new DateTime(iso, 1, 4);
                var isoDay = fourth.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)fourth.DayOfWeek;
                known = iso;
                ordinal = (week * 7) + dayOfWeek - (isoDay + 3);
            }
        }
        if (known < 1) return false;
        var days = ordinal is { } count ? Days(FirstDay(known)) + count - 1
            : month <= 12 && day <= DateTime.DaysInMonth(known, month) ? Days(new DateTime(known, month, day)) : -1;
        if (days < 0 || days > Days(DateTime.MaxValue)) return false;
        var date = DateTime.MinValue.AddDays(days);
        compact = string.Create(CultureInfo.InvariantCulture, $"{date.Year}{date.Month:00}{date.Day:00}");
        return true;
    }

    private static DateTime FirstDay(int year) => new(Math.Max(year, 1), 1, 1);

    private static int Days(DateTime date) => (int)(date.Ticks / TimeSpan.TicksPerDay);

    private static int OrdinalOfWeek(int week, int dayOfWeek, int firstWeekday)
    {
        return week == 0 ? 1 + dayOfWeek - firstWeekday : 1 + ((7 - firstWeekday) % 7) + (7 * (week - 1)) + dayOfWeek;
    }

    private static int? Number(Match found, string group) =>
        found.Groups[group] is { Success: true, ValueSpan: var digits } && PythonNumber.TryReadInteger(digits, out var value) ? (int)value : null;

    private static int? Position(Match found, string group, string[] names)
    {
        if (found.Groups[group] is not { Success: true, Value: var name }) return null;
        return Array.FindIndex(names, candidate => candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase)) + 1;
    }

    private static string OneOf(char directive, IEnumerable<string> names) =>
        $"(?<{directive}>{string.Join('|', names.OrderByDescending(name => name.Length))})";
}
