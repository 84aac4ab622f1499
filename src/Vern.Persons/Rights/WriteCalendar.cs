using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vern.Persons.Rights;

/// <summary>A day in a calendar file.</summary>
/// <param name="Name">Stays the same for the same thing: the event's identity follows from it.</param>
/// <param name="On">The day.</param>
/// <param name="Title">What is shown. Neutral: the person's code and no word that tells what the case is about.</param>
/// <param name="RemindBefore">Days before on which the calendar reminds.</param>
public sealed record CalendarDay(string Name, DateOnly On, string Title, IReadOnlyList<int> RemindBefore)
{
    /// <summary>The moment; null: the whole day.</summary>
    public DateTimeOffset? At { get; init; }
    /// <summary>Where; empty: not told.</summary>
    public string Place { get; init; } = "";
    /// <summary>How often it was changed: a calendar keeps the highest.</summary>
    public int Sequence { get; init; }
}

/// <summary>Writes iCalendar (RFC 5545): whole days, or moments in UTC; lines folded at 75 bytes, text escaped, an identity that stays. No personal data goes in: calendars are synchronised to telephones and shared with colleagues.</summary>
public static class WriteCalendar
{
    /// <summary>The file's text, lines ending in CRLF.</summary>
    /// <param name="calendar">Of what: the person's code.</param>
    /// <param name="days">Its days.</param>
    /// <param name="stamp">When it is written.</param>
    /// <param name="language">The titles' language.</param>
    public static string Run(string calendar, IEnumerable<CalendarDay> days, DateTimeOffset stamp, string language)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(days);
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Vern//Deadlines//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        var written = Moment(stamp);
        foreach (var day in days.OrderBy(day => day.On).ThenBy(day => day.Name, StringComparer.Ordinal))
        {
            Line(text, "BEGIN:VEVENT");
            Line(text, "UID:" + Uid(calendar, day.Name));
            Line(text, "DTSTAMP:" + written);
            if (day.Sequence > 0) Line(text, FormattableString.Invariant($"SEQUENCE:{day.Sequence}"));
            if (day.At is { } at) Line(text, "DTSTART:" + Moment(at)); // when it ends, nobody said
            else
            {
                Line(text, "DTSTART;VALUE=DATE:" + Date(day.On));
                // The end of a whole day is the next one, which the calendar's last day does not have.
                if (day.On < DateOnly.MaxValue) Line(text, "DTEND;VALUE=DATE:" + Date(day.On.AddDays(1)));
            }
            Line(text, $"SUMMARY;LANGUAGE={language}:" + Escape(day.Title));
            if (day.Place.Length > 0) Line(text, "LOCATION:" + Escape(day.Place));
            Line(text, "CLASS:PRIVATE");
            Line(text, day.At is null ? "TRANSP:TRANSPARENT" : "TRANSP:OPAQUE");
            foreach (var before in day.RemindBefore)
            {
                Line(text, "BEGIN:VALARM");
                Line(text, "ACTION:DISPLAY");
                Line(text, "DESCRIPTION:" + Escape(day.Title));
                Line(text, $"TRIGGER:-P{before}D");
                Line(text, "END:VALARM");
            }
            Line(text, "END:VEVENT");
        }
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    /// <summary>An event's identity: the same for the same person and deadline, and not to be read back.</summary>
    public static string Uid(string calendar, string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{calendar}\n{name}")))[..32] + "@vern";

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Date(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    // RFC 5545, 3.3.11; other control characters have no place in a text value.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
            _ = rune.Value switch
            {
                '\\' or ';' or ',' => escaped.Append('\\').Append(rune),
                '\n' => escaped.Append("\\n"),
                _ when Rune.IsControl(rune) => escaped,
                _ => escaped.Append(rune),
            };
        return escaped.ToString();
    }

    // At most 75 bytes a line, never through a letter; the next line begins with a space that counts.
    private static void Line(StringBuilder text, string line)
    {
        var used = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (used + rune.Utf8SequenceLength > 75)
            {
                text.Append("\r\n ");
                used = 1;
            }
            text.Append(rune);
            used += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
